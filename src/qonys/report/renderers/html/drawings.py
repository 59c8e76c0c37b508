"""Drawings of a report, made in the background: while a chapter is drawn the next one is computed.

The engine holds the interpreter while it draws, so it runs in a process of its own: drawings go there as lines of
JSON, SVG comes back.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING

from qonys.report.blocks import Block, Figure
from qonys.text import Language, Words

if TYPE_CHECKING:
    from qonys.report.maps import Boundaries


class Drawings:
    """The figures of a report as SVG in every language, drawn one after the other on a thread of their own.

    A context: when it is left, drawings that have not begun are dropped.

    Parameters
    ----------
    words : mapping of Language to Words
    boundaries : Boundaries, optional
        Needed if there are maps.
    """

    def __init__(self, words: Mapping[Language, Words], boundaries: Boundaries | None = None) -> None:
        self.words, self._boundaries = words, boundaries
        self._jobs: dict[Language, dict[str, Future[str]]] = {language: {} for language in words}
        self._queue = ThreadPoolExecutor(max_workers=1)
        # A session of its own: Ctrl-C is for us, and we end the engine.
        self._engine = subprocess.Popen(
            [sys.executable, "-m", "qonys.report.charts.engine"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def add(self, blocks: Iterable[Block]) -> None:
        """Draw the figures among these blocks; those that were added before are not drawn again."""
        for figure in blocks:
            if isinstance(figure, Figure):
                for language, jobs in self._jobs.items():
                    if figure.id not in jobs:
                        jobs[figure.id] = self._queue.submit(self._draw, figure, language)

    def of(self, language: Language) -> dict[str, str]:
        """All drawings of a language by figure; waits for those that are not done."""
        return {name: job.result() for name, job in self._jobs[language].items()}

    def _draw(self, figure: Figure, language: Language) -> str:
        from qonys.report.charts.draw import specification

        words, name = self.words[language], f"{language.value}-{figure.id}-drawing"
        drawn = specification(figure.chart, words, self._boundaries)
        return self._asked(json.dumps([drawn, words.label(figure.alt), name]))

    def _asked(self, line: str) -> str:
        said, heard = self._engine.stdin, self._engine.stdout
        assert said is not None and heard is not None
        said.write(line.encode() + b"\n")
        said.flush()
        answer = heard.readline()
        if not answer:
            raise RuntimeError("the drawing engine has stopped")
        svg: str = json.loads(answer)
        return svg

    def __enter__(self) -> Drawings:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.kill()
        self._queue.shutdown(cancel_futures=True)
        self._engine.communicate()

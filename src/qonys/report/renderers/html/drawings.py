"""Drawings of a report, made in the background: while a chapter is drawn the next one is computed."""

from __future__ import annotations

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
        self._engine = ThreadPoolExecutor(max_workers=1)
        self._engine.submit(_warm_up)

    def add(self, blocks: Iterable[Block]) -> None:
        """Draw the figures among these blocks; those that were added before are not drawn again."""
        for figure in blocks:
            if isinstance(figure, Figure):
                for language, jobs in self._jobs.items():
                    if figure.id not in jobs:
                        jobs[figure.id] = self._engine.submit(self._draw, figure, language)

    def of(self, language: Language) -> dict[str, str]:
        """All drawings of a language by figure; waits for those that are not done."""
        return {name: job.result() for name, job in self._jobs[language].items()}

    def _draw(self, figure: Figure, language: Language) -> str:
        from qonys.report.charts import to_svg

        words, name = self.words[language], f"{language.value}-{figure.id}-drawing"
        return to_svg(figure.chart, words, words.label(figure.alt), name, self._boundaries)

    def __enter__(self) -> Drawings:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.shutdown(cancel_futures=True)


def _warm_up() -> None:
    """Loads and starts what draws, which takes a second that nobody need wait for."""
    from qonys.report.charts import warm_up

    warm_up()

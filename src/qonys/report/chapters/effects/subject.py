"""What the chapter is about: the studies of a pack, and names and units of their effects."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from qonys.comparisons import Refusal, Several, several
from qonys.model.claim import Parameter
from qonys.model.result import Result
from qonys.model.specification import Specification, Study
from qonys.packs.studies import study_names
from qonys.report.blocks import Missing, TableCell
from qonys.report.chapters.context import Context
from qonys.report.chapters.effects.sentences import effect_sentence, shown
from qonys.studies.effects.compute import specification_of, study_of
from qonys.text import Message, Sign, say


@dataclass(frozen=True)
class Subject:
    """One study in one assessment."""

    context: Context
    study: Study
    without: tuple[str, ...] = ()
    """Areas that are left out of all estimates."""

    def run(self, function: str, **parameters: Parameter) -> Result:
        """A computation of the study."""
        return self.context.run(f"effects.{function}", study=self.study.id, **parameters)

    @cached_property
    def overview(self) -> Result:
        """All effects beside each other."""
        return self.run("overview", without=self.without) if self.without else self.run("overview")

    @property
    def first(self) -> Specification:
        """The principal effect: the one that the study names first."""
        return self.study.specifications[0]

    def specification(self, effect: str) -> Specification:
        """An effect of the study."""
        return specification_of(self.study, effect)

    def name(self, effect: str) -> Message:
        """Name of an outcome."""
        return say(f"effect-{self.study.id}-{effect}")

    def exposure(self, effect: str) -> Message:
        """Name of what an outcome is exposed to."""
        return say(f"exposure-{self.study.id}-{effect}")

    def unit(self, effect: str) -> Message:
        """Unit of the differences of an outcome that is not taken in logarithms."""
        series = self.specification(effect).outcome.series.partition("[")[0]
        unit = self.context.pack.indicators[series].unit
        return say("unit-points" if unit == "percent" else f"unit-{unit.replace('_', '-')}")

    def sentence(self, effect: str) -> Message:
        """What the estimate of an outcome says; one that would hold only by itself is no effect."""
        if self.verdict(effect) == "single":
            p, adjusted = (shown(self.overview, measure=m, effect=effect) for m in ("p", "p_holm"))
            count = len(self.overview.axes["effect"])
            return say("eff-says-single", outcome=self.name(effect), all=count, p=p, adjusted=adjusted)
        names = (self.name(effect), self.exposure(effect))
        return effect_sentence(self.overview, self.specification(effect), names, self.unit(effect))

    def cell(self, result: Result, sign: Sign = Sign.PLAIN, /, **at: str) -> TableCell:
        """A cell of a table; of an effect, as a share or in the outcome's unit."""
        if not result.has(**at):
            return Missing(say(f"reason-{result.reason(**at) or 'no-figure'}"))
        if abs(result.value(**at)) == float("inf"):
            return Missing(say("reason-no-end"))
        return shown(result, sign, **at)

    @cached_property
    def family(self) -> Several | Refusal:
        """The tests of all outcomes, counted together."""
        effects = self.overview.axes["effect"]
        return several(effects, [self.overview.value(measure="p", effect=e) for e in effects])

    def verdict(self, effect: str) -> str:
        """`effect`: holds among all outcomes; `single`: would hold only by itself; `null` or `unknown`."""
        value = self.overview.value(measure="verdict", effect=effect)
        if value != value:
            return "unknown"
        if not value:
            return "null"
        kept = () if isinstance(self.family, Refusal) else tuple(test.label for test in self.family.kept)
        return "effect" if effect in kept else "single"

    def reading(self, effect: str) -> Message:
        """The reading of one outcome for a table."""
        return say(f"eff-verdict-{self.verdict(effect)}", all=len(self.overview.axes["effect"]))


def subjects(context: Context) -> dict[str, Subject]:
    """The studies of a pack by the series of their principal exposure; of two with the same the first counts."""
    found: dict[str, Subject] = {}
    for name in study_names(context.pack):
        subject = Subject(context, study_of(context.run, name))
        found.setdefault(subject.first.exposure.series, subject)
    return found

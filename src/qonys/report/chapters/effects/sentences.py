"""What an estimate says, in one sentence whose numbers are claims."""

from __future__ import annotations

from qonys.model.result import Result
from qonys.model.specification import Specification
from qonys.text import Argument, Message, Shown, Sign, say

COEFFICIENT = {"ratio": 5, "share": 2, "outcome_units": 5}
"""Digits of coefficients for one unit of exposure, which are small."""
DIGITS = {"share": 1, "outcome_units": 2, "ratio": 3, "per_1000": 2, "count": 0}


def effect_sentence(result: Result, s: Specification, names: tuple[Argument, Argument], unit: Argument) -> Message:
    """The sentence of one effect of an overview.

    Parameters
    ----------
    result : of `effects.overview`
    names : of the outcome and of the exposure
    unit : of an outcome that is not taken in logarithms
    """
    kind = "share" if s.relative else "level"
    verdict = result.value(measure="verdict", effect=s.id)
    word = "unknown" if verdict != verdict else "effect" if verdict else "null"

    if not all(result.has(measure=f"{m}_{kind}", effect=s.id) for m in ("low", "high")):
        return say("eff-says-open", outcome=names[0])

    def part(measure: str, sign: Sign = Sign.ALWAYS) -> Shown:
        return shown(result, sign, measure=f"{measure}_{kind}", effect=s.id)

    said: dict[str, Argument] = {"outcome": names[0], "exposure": names[1], "step": f"{s.step:g}"}
    said |= {"low": part("low"), "high": part("high")}
    if word == "effect":
        said["effect"] = part("effect")
    elif word == "null":
        said["smallest"] = part("smallest", Sign.PLAIN)
    else:
        said["detectable"] = part("detectable", Sign.PLAIN)
    if kind == "level":
        said["unit"] = unit
    return say(f"eff-says-{word}" + ("-level" if kind == "level" else ""), **said)


def sample_sentences(result: Result, s: Specification, method: str, *, causal: bool) -> list[Message]:
    """How many figures an estimate rests on, whose intervals these are, and what it is not."""
    at = {"effect": s.id}
    areas = shown(result, measure="areas", **at)
    figures = shown(result, measure="observations", **at)
    lines = [say("eff-says-sample", observations=figures, areas=areas, method=say(f"eff-method-{method}"))]
    if not result.value(measure="holds", **at):
        lines.append(say("eff-says-fails", areas=areas))
    if not causal:
        lines.append(say("eff-not-causal"))
    return lines


def shown(result: Result, sign: Sign = Sign.PLAIN, /, **cell: str) -> Shown:
    """The claim of a cell with the digits of its unit."""
    digits = COEFFICIENT if cell["measure"] in ("estimate", "se") or "term" in cell else DIGITS
    return Shown(result.claim(decimals=digits.get(result.units[cell["measure"]], 2), **cell), sign)

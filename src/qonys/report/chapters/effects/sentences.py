"""What an estimate says, in one sentence whose numbers are claims."""

from __future__ import annotations

from dataclasses import replace

from qonys.model.result import Result
from qonys.model.specification import Specification
from qonys.text import Argument, Message, Shown, Sign, say

COEFFICIENT = {"ratio": 5, "share": 2, "outcome_units": 5}
"""Digits of coefficients for one unit of exposure, which are small."""
DIGITS = {"share": 1, "outcome_units": 2, "ratio": 3, "per_1000": 2, "count": 0}


def effect_sentence(
    result: Result, s: Specification, names: tuple[Argument, Argument], unit: Argument, level: float = 0.95
) -> Message:  # fmt: skip
    """The sentence of one effect of an overview.

    Parameters
    ----------
    result : of `effects.overview`
    names : of the outcome and of the exposure
    unit : of an outcome that is not taken in logarithms
    level : probability with which the interval holds
    """
    kind = "share" if s.relative else "level"
    verdict = result.value(measure="verdict", effect=s.id)
    word = "unknown" if verdict != verdict else "effect" if verdict else "null"

    reason = result.reason(measure=f"low_{kind}", effect=s.id)

    def part(measure: str, sign: Sign = Sign.ALWAYS) -> Shown:
        one = shown(result, sign, measure=f"{measure}_{kind}", effect=s.id)
        return replace(one, claim=replace(one.claim, decimals=one.claim.decimals + 1)) if s.elastic else one

    said: dict[str, Argument] = {"outcome": names[0], "exposure": names[1], "step": f"{s.step:g}"}
    if reason == "no-interval":
        said |= {"effect": part("effect"), "step": f"{s.step:g}%" if s.elastic else f"{s.step:g}"}
        return say("eff-says-bare", **said) if kind == "share" else say("eff-says-bare-level", **said, unit=unit)
    if not all(result.has(measure=f"{m}_{kind}", effect=s.id) for m in ("low", "high")):
        return say("eff-says-open", outcome=names[0])
    said |= {"low": part("low"), "high": part("high")}
    if word == "effect":
        said |= {"effect": part("effect"), "level": f"{100 * level:g}"}
    elif word == "null":
        said["smallest"] = part("smallest", Sign.PLAIN)
    else:
        said["detectable"] = part("detectable", Sign.PLAIN)
    if kind == "level":
        said["unit"] = unit
    return say(f"eff-says-{word}" + ("-elastic" if s.elastic else "") + ("-level" if kind == "level" else ""), **said)


def sample_sentences(result: Result, s: Specification, method: str, *, causal: bool, better: str = "") -> list[Message]:
    """How many figures an estimate rests on, whose intervals these are, and what it is not.

    Parameters
    ----------
    method : whose interval is told
    causal : whether instruments stand in for the exposure
    better : a method that keeps its size, where that of the interval does not
    """
    counted = {m: shown(result, measure=m, effect=s.id) for m in ("observations", "areas", "clusters")}
    bare = result.reason(measure="p", effect=s.id) == "no-interval"
    lines = [
        say("eff-says-counts", **counted) if bare else
        say("eff-says-sample", **counted, method=say(f"eff-method-{method}"))
    ]  # fmt: skip
    if not bare and not result.value(measure="holds", effect=s.id):
        lines.append(
            say("eff-says-rely", method=say(f"eff-method-{better}")) if better else
            say("eff-says-fails", clusters=counted["clusters"])
        )  # fmt: skip
    if not causal:
        lines.append(say("eff-says-not-causal"))
    return lines


def shown(result: Result, sign: Sign = Sign.PLAIN, /, **cell: str) -> Shown:
    """The claim of a cell with the digits of its unit."""
    digits = COEFFICIENT if cell["measure"] in ("estimate", "se") or "term" in cell else DIGITS
    return Shown(result.claim(decimals=digits.get(result.units[cell["measure"]], 2), **cell), sign)

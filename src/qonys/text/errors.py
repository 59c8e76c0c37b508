"""Errors as a user reads them: what, where, what to try, in the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qonys.errors import BadInput, Fault, QonysError
from qonys.text.message import Language
from qonys.text.numbers import amount_text, set_text
from qonys.text.visible import visible

if TYPE_CHECKING:
    from qonys.model.note import Note
    from qonys.text.catalogue import Catalogue

_FILES = (
    "common", "errors", "errors_api", "errors_disk", "errors_effects", "errors_methods", "errors_plan_measures",
    "errors_plan_need", "errors_plan_procedure", "errors_plan_quota", "errors_plan_settlement", "errors_tables",
)  # fmt: skip
"""Catalogues that errors and notes are said from."""

MOST_FAULTS = 20
"""So many faults are listed; of more the rest is counted."""

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a system keeps the language, the strongest first."""


def user_language(option: str | None, environ: Mapping[str, str]) -> Language:
    """The language for messages: of the option, of QONYS_LANG, of the system; English for any other.

    Examples
    --------
    >>> user_language(None, {"LANG": "kk_KZ.UTF-8"})
    <Language.KK: 'kk'>
    """
    known = {language.value: language for language in Language}
    for asked in (option, environ.get("QONYS_LANG")):
        if asked and (language := known.get(_tag(asked))):
            return language
    system = next((environ[name] for name in VARIABLES if environ.get(name)), "")
    return known.get(_tag(system), Language.EN)


def _tag(text: str) -> str:
    """`kk` of `kk_KZ.UTF-8`."""
    return text.replace("-", "_").partition("_")[0].partition(".")[0].lower()


def error_lines(error: QonysError, language: Language) -> list[str]:
    """The lines to print: what is wrong, where, what to try; each fault of a file on a line of its own.

    A message that the catalogue lacks is said by its code.
    """
    from qonys.text.catalogue import load_catalogue

    catalogue = load_catalogue(language, only=_FILES)
    said = _spoken(error.fields, language)
    said |= {"where": visible(_where(error.where, catalogue)), "fix": visible(_fix(error, catalogue))}
    lines = [_said(catalogue, f"error-{error.code}", "", _numbered(said)) or error.code]
    faults = error.faults if isinstance(error, BadInput) else ()
    lines += [f"  {visible(fault.where)}: {_fault(catalogue, fault, language)}" for fault in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        lines.append("  " + catalogue.said("error-more-faults", "", _numbered({"count": len(faults) - MOST_FAULTS})))
    labels = {name: f"{catalogue.said(f'error-label-{name}')}:" for name in ("where", "try")}
    width = max(len(label) for label in labels.values())
    fix = _said(catalogue, f"error-{error.code}", "fix", said) or said["fix"]
    for name, text in (("where", "" if faults else said["where"]), ("try", fix)):
        if text:
            lines.append(f"  {labels[name]:<{width}} {text}")
    return lines


def said_note(note: Note, language: Language) -> str:
    """A treatment of figures in the user's language; the code of what the catalogue lacks.

    A note of what could not be computed is said in the words of the error.
    """
    from qonys.text.catalogue import load_catalogue

    catalogue = load_catalogue(language, only=_FILES)
    said = _spoken(note.fields, language)
    spoken = (_said(catalogue, f"{kind}-{note.code}", "", _numbered(said)) for kind in ("note", "error"))
    return next((words for words in spoken if words), note.code)


def _where(where: str, catalogue: Catalogue) -> str:
    """A place that is written in plain words, in the user's language; files, options and other names as they are."""
    return ", ".join(_place(part, catalogue) for part in where.split(", "))


def _place(part: str, catalogue: Catalogue) -> str:
    kind, _, name = part.partition(" ")
    if catalogue.has(whole := f"where-{part.replace(' ', '-')}"):
        return catalogue.said(whole)
    if name and catalogue.has(one := f"where-one-{kind}"):
        return catalogue.said(one, "", {"name": name})
    return part


def _fix(error: QonysError, catalogue: Catalogue) -> str:
    """The advice of the error; the code of a reason is said in words."""
    reason = f"reason-{error.fix}"
    return catalogue.said(reason) if catalogue.has(reason) else error.fix


def _fault(catalogue: Catalogue, fault: Fault, language: Language) -> str:
    return _said(catalogue, f"fault-{fault.code}", "", _spoken(fault.fields, language)) or fault.code


def _spoken(fields: Mapping[str, object], language: Language) -> dict[str, str]:
    """Fields as text: amounts (floats) and sets of them as the language writes them, all else as it stands, controls
    spelled out."""
    return {name: _worded(value, language) for name, value in fields.items()}


def _worded(value: object, language: Language) -> str:
    if isinstance(value, tuple) and value and all(isinstance(piece, tuple) for piece in value):
        return set_text(language, value)
    return amount_text(language, value) if isinstance(value, float) else visible(str(value))


def _said(catalogue: Catalogue, id: str, form: str, arguments: Mapping[str, object]) -> str:
    """A message, or nothing if the catalogue cannot say it with these arguments."""
    if not catalogue.has(id, form):
        return ""
    try:
        return catalogue.said(id, form, arguments)
    except KeyError:
        return ""


def _numbered(said: Mapping[str, object]) -> dict[str, object]:
    """Counts as numbers, so that their words can follow them."""
    from qonys.text.catalogue import Number

    return {
        name: Number(int(str(value)), str(value), str(value)) if name == "count" else value
        for name, value in said.items()
    }

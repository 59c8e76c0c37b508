"""Errors in the user's language: what, where, what to try."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qonys.errors import BadInput, Fault, QonysError
from qonys.text.message import Language

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

MOST_FAULTS = 20
"""Faults of a file that are listed."""


def user_language(asked: str | None, environ: Mapping[str, str]) -> str:
    """The code of the language to speak: asked for, else that of the environment, else English.

    Examples
    --------
    >>> user_language(None, {"LANG": "kk_KZ.UTF-8"})
    'kk'
    """
    known = {language.value for language in Language}
    for text in (asked, *(environ.get(name) for name in ("QONYS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))):
        if text and text[:2].lower() in known:
            return text[:2].lower()
    return Language.EN.value


def error_lines(error: QonysError, language: Language) -> list[str]:
    """What is wrong, where, and what to try; all faults of a file, a line each."""
    from qonys.text.words import load_words

    bundle = load_words(language).bundle
    lines = [_said(bundle, f"error-{error.code}", error.fields) or error.what]
    if isinstance(error, BadInput) and error.faults:
        lines += [_fault(bundle, fault) for fault in error.faults[:MOST_FAULTS]]
        rest = len(error.faults) - MOST_FAULTS
        if rest > 0:
            lines.append("  " + _said(bundle, "error-more-faults", {"count": rest}))
    elif error.where:
        lines.append(f"  {_said(bundle, 'error-where', {})} {error.where}")
    fix = _said(bundle, f"error-{error.code}", error.fields, "fix") or error.fix
    if fix:
        lines.append(f"  {_said(bundle, 'error-try', {})} {fix}")
    return lines


def _fault(bundle: FluentBundle, fault: Fault) -> str:
    return f"  {fault.where}: {_said(bundle, f'fault-{fault.code}', fault.fields) or fault.what}"


def _said(bundle: FluentBundle, id: str, fields: Mapping[str, object], attribute: str = "") -> str:
    """A message of the catalogues; empty if there is none or a field is missing."""
    if not bundle.has_message(id):
        return ""
    message = bundle.get_message(id)
    pattern = message.attributes.get(attribute) if attribute else message.value
    if pattern is None:
        return ""
    given = {name: value if isinstance(value, int | float) else str(value) for name, value in fields.items()}
    text, errors = bundle.format_pattern(pattern, given)
    return "" if errors else str(text)

"""Errors in the user's language: three lines, all faults, the code where the catalogues have nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import qonys
from qonys.english import english
from qonys.errors import BadInput, CannotCompute, Fault, NotFound, QonysError
from qonys.text import Language, error_lines, user_language
from qonys.text.catalogue import load_catalogue
from qonys.text.errors import _FILES

EN, RU, KK = Language.EN, Language.RU, Language.KK
SRC = Path(qonys.__file__).parent
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+|period|dimensions|equation|cell|label")
RAISERS = {"cls", "QonysError", "BadInput", "NotFound", "BrokenData", "CannotCompute"}


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (EN, ["no area “Dorv”", "  where: --area", "  try:   Dorva Region (TL-B)"]),
        (RU, ["нет территории «Dorv»", "  где:        --area", "  попробуйте: Dorva Region (TL-B)"]),
        (KK, ["«Dorv» деген аумақ жоқ", "  қайда:         --area", "  былай көріңіз: Dorva Region (TL-B)"]),
    ],
)
def test_three_lines(language: Language, lines: list[str]) -> None:
    assert error_lines(NotFound.area("Dorv", where="--area", near=("Dorva Region (TL-B)",)), language) == lines


def test_advice_is_translated() -> None:
    error = QonysError("disk-full", where="/x", fix="free some space")
    assert error_lines(error, RU)[0] == "диск заполнен"
    assert error_lines(error, RU)[2].endswith("освободите место или укажите другую папку")


def test_a_reason_is_said_in_words() -> None:
    error = CannotCompute("no-value", where="{}", fix="part-missing")
    assert error_lines(error, RU)[-1].endswith("не опубликовано одно из слагаемых")


@pytest.mark.parametrize("language", list(Language))
def test_an_unknown_code_is_said_as_it_is(language: Language) -> None:
    lines = error_lines(QonysError("a-new-code", where="here", fix="mend it"), language)
    assert lines[0] == "a-new-code"
    assert lines[1].endswith(" here")
    assert lines[2].endswith(" mend it")


@pytest.mark.parametrize("language", list(Language))
def test_a_message_whose_fields_are_missing_is_said_by_its_code(language: Language) -> None:
    assert error_lines(NotFound("area-not-found"), language) == ["area-not-found"]


def test_each_fault_has_a_line() -> None:
    faults = [
        Fault("unknown-area", "observations/a.csv", 7, "area", {"text": "X"}),
        Fault("bad-number", "observations/a.csv", 3, "value", {"text": "y"}),
        Fault("a-new-fault", "pack.toml"),
    ]
    assert error_lines(BadInput.file(faults), RU) == [
        "В файлах 3 ошибки",
        "  observations/a.csv:3 [value]: не число или число, которому здесь не место: «y»",
        "  observations/a.csv:7 [area]: нет территории «X»",
        "  pack.toml: a-new-fault",
        "  попробуйте: исправьте строки и выполните команду снова",
    ]


@pytest.mark.parametrize(("count", "listed", "more"), [(20, 20, False), (21, 20, True), (500, 20, True)])
def test_at_most_twenty_faults_are_listed(count: int, listed: int, more: bool) -> None:
    faults = [Fault("not-utf8", f"{i:03}.csv") for i in range(count)]
    lines = error_lines(BadInput.file(faults), EN)
    assert sum(".csv: " in line for line in lines) == listed
    assert (f"  and {count - 20} more" in lines) is more


@pytest.mark.parametrize(
    ("option", "environ", "language"),
    [
        ("kk", {"QONYS_LANG": "ru", "LANG": "en_GB"}, KK),
        (None, {"QONYS_LANG": "ru", "LANG": "kk_KZ"}, RU),
        (None, {"LC_ALL": "kk_KZ.UTF-8", "LC_MESSAGES": "ru_RU", "LANG": "en_US"}, KK),
        (None, {"LC_MESSAGES": "ru_RU.UTF-8", "LANG": "en_US.UTF-8"}, RU),
        (None, {"LC_ALL": "", "LANG": "ru"}, RU),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "ru_RU"}, EN),
        (None, {"LANG": "de_DE.UTF-8"}, EN),
        (None, {"LANG": "POSIX"}, EN),
        (None, {"LANG": "ru-KZ@x"}, RU),
        (None, {}, EN),
        ("xx", {"LANG": "kk_KZ"}, KK),
    ],
)
def test_the_users_language(option: str | None, environ: dict[str, str], language: Language) -> None:
    assert user_language(option, environ) is language


def codes() -> Iterator[tuple[str, str]]:
    """Ids of the messages for every error and fault that the source raises by a written-out code."""
    for path in sorted(SRC.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            place = {"take": 2}.get(name, 0)
            kind = "error" if name in RAISERS else "fault" if name in ("add", "fault", "take", "Fault") else ""
            if kind and len(call.args) > place:
                for code in _constants(call.args[place]):
                    yield f"{kind}-{code}", f"{path.name}:{call.lineno}"


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
        yield node.value


@pytest.mark.parametrize("language", list(Language))
def test_every_code_in_the_source_has_its_message(language: Language) -> None:
    catalogue = load_catalogue(language, only=_FILES)
    assert [f"{where}: {id}" for id, where in codes() if not catalogue.has(id)] == []


def test_codes_are_found() -> None:
    found = {id for id, _ in codes()}
    assert {
        "error-area-not-found",
        "error-disk-full",
        "error-period",
        "fault-file-missing",
        "fault-bad-number",
    } <= found


def test_every_note_has_words() -> None:
    """A note that the catalogues cannot say would be printed in English, in any language."""
    catalogues = [load_catalogue(language, only=_FILES) for language in Language]
    codes = {
        node.args[0].value
        for path in SRC.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Note"
        and node.args and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    assert len(codes) > 20
    assert {c for c in codes if not all(k.has(f"note-{c}") or k.has(f"error-{c}") for k in catalogues)} == set()


@pytest.mark.parametrize(
    ("where", "language", "said"),
    [
        ("pack toy", "ru", "набор данных toy"),
        ("pack toy", "kk", "деректер жинағы: toy"),
        ("unit R1, period 2020", "ru", "единица R1, период 2020"),
        ("margins", "kk", "жол мен баған қорытындылары"),
        ("--periods", "ru", "--periods"),
        ("my file.csv:3", "kk", "my file.csv:3"),
    ],
)
def test_places_in_plain_words_are_said_and_names_of_files_and_options_stay(where, language, said):
    lines = error_lines(NotFound("area", where=where), Language(language))
    assert lines[1].endswith(f" {said}")


KINDS = {"add": "fault", "fault": "fault", "Fault": "fault", "Note": "note"}
NAMED = {"measures.py", "parameters.py"}
"""Files whose faults are all of a named row: their `fault` adds the name."""


def sites() -> Iterator[tuple[str, str, dict[str, object]]]:
    """Errors, faults and notes whose code and fields are all written out: where, id of the message, fields."""
    for path in sorted(SRC.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(call.func, "id", getattr(call.func, "attr", "")) if isinstance(call, ast.Call) else ""
            kind = "error" if name in RAISERS else KINDS.get(name)
            if not isinstance(call, ast.Call) or kind is None or not call.args:
                continue
            given = {keyword.arg: keyword.value for keyword in call.keywords}
            for each in call.args[1:]:
                if isinstance(each, ast.Dict):
                    given |= {
                        getattr(key, "value", None): value for key, value in zip(each.keys, each.values, strict=True)
                    }
            whole = name not in ("Fault", "Note") or any(isinstance(each, ast.Dict) for each in call.args[1:])
            if None not in given and whole:
                fields = {str(n): getattr(value, "value", "1") for n, value in given.items()}
                fields |= {"count": 1} if "count" in fields else {}
                fields |= {"name": "1"} if name == "fault" and path.name in NAMED else {}
                for code in _constants(call.args[0]):
                    yield f"{path.name}:{call.lineno}", f"{kind}-{code}", fields


def test_fields_fill_every_place_of_their_message() -> None:
    found = list(sites())
    assert len(found) > 400
    lacking = []
    for where, id, fields in found:
        kind, _, code = id.partition("-")
        if english([kind, "error"], code, fields) == code:
            lacking.append(f"{where}: {id} with {sorted(fields)}")
    assert lacking == []


SHOWN_AS_IT_IS = re.compile(r"--|qonys |[\w.]+\(|[\w ]+ = |[^a-z]*$")
"""Hints of every language: options, commands, calls, settings, figures."""


def hints() -> Iterator[tuple[str, str, str]]:
    """Code, hint and place of each error in the source whose hint is written out."""
    for path in sorted(SRC.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISERS:
                given = {k.arg: k.value for k in node.keywords}
                code, fix = (node.args or [None])[0], given.get("fix")
                if isinstance(code, ast.Constant) and isinstance(fix, ast.Constant):
                    yield str(code.value), str(fix.value), f"{path.relative_to(SRC)}:{node.lineno}"


def test_a_hint_in_words_is_that_of_the_catalogues() -> None:
    own = _hinted(EN)
    english_alone = [
        f"{place} {fix}"
        for code, fix, place in hints()
        if re.search(r"[a-z]{3,} [a-z]{2,}", fix) and not SHOWN_AS_IT_IS.match(fix) and code not in own
    ]
    assert english_alone == []


@pytest.mark.parametrize("language", list(Language))
def test_hints_stand_in_all_catalogues(language: Language) -> None:
    assert _hinted(language) == _hinted(EN) and len(_hinted(EN)) > 100


def _hinted(language: Language) -> set[str]:
    """Codes of errors whose message has a hint of its own."""
    found, code = set(), ""
    for path in (SRC / "text" / "locales" / language.value).glob("errors*.ftl"):
        for line in path.read_text("utf-8").splitlines():
            if named := re.match(r"error-([\w-]+) =", line):
                code = named[1]
            elif line.strip().startswith(".fix") and code:
                found.add(code)
            elif line and not line.startswith((" ", "}")):
                code = ""
    return found

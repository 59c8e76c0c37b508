"""Catalogues: the Fluent files of a language as one bundle that fails aloud instead of printing an id."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale
from fluent.runtime import FluentBundle
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentType
from fluent.syntax import FluentParser, ast

from qonys.errors import BadInput
from qonys.text.message import Language

_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|%)")
"""A space inside a number or before its percent sign, where no line may break."""


class CatalogueError(KeyError):
    """A message, a form or an argument that is not there: a mistake in the program or a catalogue."""

    def __str__(self) -> str:
        return str(self.args[0])


class Number(FluentType, float):
    """A number in a message: prints its own text; a plural form follows the digits that are printed."""

    digits: Decimal
    text: str

    def __new__(cls, value: float, digits: str, text: str) -> Number:
        """`value` is what `[1]` in a catalogue is compared with, `digits` the magnitude as printed."""
        number = super().__new__(cls, value)
        number.digits, number.text = Decimal(digits), text
        return number

    def format(self, locale: Locale) -> str:
        """The text, whatever the locale."""
        return self.text


class Catalogue(FluentBundle):
    """The messages of one language.

    Fluent's own `format_pattern` turns each number into its own types, which group years
    and forget what they stand for; `said` hands the arguments over as they are.
    """

    def __init__(self, language: Language) -> None:
        super().__init__([language.value], use_isolating=False)
        self.language = language
        # From a Decimal the rule sees the digits after the point: 1 человек, but 1,0 человека.
        rule: Any = self._plural_form
        self._plural_form = lambda n: rule(n.digits if isinstance(n, Number) else n)

    def said(self, id: str, form: str = "", arguments: Mapping[str, object] | None = None) -> str:
        """The text of a message, or of one of its attributes.

        Raises
        ------
        CatalogueError
            If there is no such message or form, or an argument is missing.
        """
        name = f"{id}.{form}" if form else id
        try:
            message = self.get_message(id)
            pattern = message.attributes[form] if form else message.value
        except LookupError:
            pattern = None
        if pattern is None:
            raise CatalogueError(f"no message {name!r} in {self.language.value}")
        errors: list[Exception] = []
        given: Any = {} if arguments is None else arguments  # any mapping will do, Fluent only looks up names
        current = CurrentEnvironment(args=given)
        try:
            text = pattern(ResolverEnvironment(context=self, current=current, errors=errors))
        except ValueError as error:
            errors.append(error)
        if errors:
            why = "; ".join(str(error) for error in errors)
            raise CatalogueError(f"message {name!r} in {self.language.value}: {why}")
        return str(text)

    def has(self, id: str, form: str = "") -> bool:
        """Whether there is such a message, and such a form of it."""
        if not self.has_message(id):
            return False
        message = self.get_message(id)
        return form in message.attributes if form else message.value is not None


def load_catalogue(language: Language, extra: Sequence[str] = (), only: tuple[str, ...] = ()) -> Catalogue:
    """The engine's messages (`only` those of some files) and those of further texts, which override the engine's.

    Raises
    ------
    BadInput
        If a further text is not Fluent.
    """
    catalogue = Catalogue(language)
    catalogue.add_resource(_engine(language, only))
    for text in extra:
        catalogue.add_resource(parse(text, f"names/{language.value}.ftl"), allow_overrides=True)
    return catalogue


@cache
def _engine(language: Language, only: tuple[str, ...]) -> ast.Resource:
    """The parsed files of a language: read once, shared by all bundles, which do not change it."""
    folder = files("qonys.text").joinpath("locales", language.value)
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".ftl")), key=lambda p: p.name)
    chosen = [path for path in paths if not only or path.name.removesuffix(".ftl") in only]
    return ast.Resource([e for path in chosen for e in parse(path.read_text("utf-8"), path.name).body])


def parse(text: str, file: str) -> ast.Resource:
    """Fluent text as entries.

    Raises
    ------
    BadInput
        At the first entry that is not Fluent.
    """
    resource = FluentParser(with_spans=False).parse(_GROUPS.sub("\u00a0", text))
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            line = (entry.content or "").strip().partition("\n")[0]
            row = text[: text.find(entry.content or "")].count("\n") + 1
            raise BadInput("ftl-syntax", where=f"{file}:{row}", fix="name = text", text=line)
    return resource

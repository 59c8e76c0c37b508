"""Words: messages in Kazakh, Russian and English, numbers, periods, forms of place names, errors as a user reads them.

What is said stands in locales/<language>/*.ftl; `message` holds what is to be said, `words` says it.
"""

from qonys.text.errors import error_lines, user_language
from qonys.text.message import Argument, Items, Language, Message, PlaceName, Shown, Sign
from qonys.text.sorting import sort_key
from qonys.text.statements import say
from qonys.text.words import ClaimText, Label, Piece, Words, load_words, render_text

__all__ = [
    "Argument",
    "ClaimText",
    "Items",
    "Label",
    "Language",
    "Message",
    "Piece",
    "PlaceName",
    "Shown",
    "Sign",
    "Words",
    "error_lines",
    "load_words",
    "render_text",
    "say",
    "sort_key",
    "user_language",
]

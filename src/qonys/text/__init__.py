"""Words, numbers, dates and names of places in Kazakh, Russian and English."""

from qonys.text.errors import error_lines, user_language
from qonys.text.message import Argument, Items, Language, Message, PlaceName, Shown, Sign, say
from qonys.text.words import ClaimPiece, MissingMessage, Piece, Words, load_words

__all__ = [
    "Argument",
    "ClaimPiece",
    "Items",
    "Language",
    "Message",
    "MissingMessage",
    "Piece",
    "PlaceName",
    "Shown",
    "Sign",
    "Words",
    "error_lines",
    "load_words",
    "say",
    "user_language",
]

"""Kazakh endings of a number in digits: they follow the sounds of the last word that is read, 10-ы but 22-сі."""

from __future__ import annotations

FORMS = ("poss", "possgen", "possdat", "possacc", "possloc", "dat", "acc", "loc", "abl")
"""Possessive of the third person, plain and in cases (`10-ы`, `10-ына`); cases of the bare number."""

_CASES = {"possgen": "ның", "possdat": "на", "possacc": "н", "possloc": "нда"}
_FRONT = str.maketrans("ыа", "іе")

PERCENT_WORD = "пайыз"

# Possessive, dative, accusative, locative, ablative.
_ENDINGS = {
    "нөл": "і ге ді де ден",
    "бір": "і ге ді де ден",
    "екі": "сі ге ні де ден",
    "үш": "і ке ті те тен",
    "төрт": "і ке ті те тен",
    "бес": "і ке ті те тен",
    "алты": "сы ға ны да дан",
    "жеті": "сі ге ні де ден",
    "сегіз": "і ге ді де ден",
    "тоғыз": "ы ға ды да дан",
    "он": "ы ға ды да нан",
    "жиырма": "сы ға ны да дан",
    "отыз": "ы ға ды да дан",
    "қырық": "ы қа ты та тан",
    "елу": "і ге ді де ден",
    "алпыс": "ы қа ты та тан",
    "жетпіс": "і ке ті те тен",
    "сексен": "і ге ді де нен",
    "тоқсан": "ы ға ды да нан",
    "жүз": "і ге ді де ден",
    "мың": "ы ға ды да нан",
    "миллион": "ы ға ды да нан",
    "миллиард": "ы қа ты та тан",
    PERCENT_WORD: "ы ға ды да дан",
}
_ONES = ("нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")


def last_word(digits: str) -> str:
    """The last word of a number that is read aloud; `digits` holds digits and at most one point.

    Examples
    --------
    >>> last_word("1620"), last_word("12000"), last_word("5.5")
    ('жиырма', 'мың', 'бес')
    """
    whole, _, fraction = digits.partition(".")
    read = fraction if fraction.strip("0") else whole
    number = int(read)
    if number == 0 or number % 10:
        return _ONES[number % 10]
    if number % 100:
        return _TENS[number % 100 // 10]
    groups = ((10**9, "миллиард"), (10**6, "миллион"), (10**3, "мың"))
    return next((word for size, word in groups if number % size == 0), "жүз")


def ending(word: str, form: str) -> str:
    """The ending of a word of a number in one of `FORMS`.

    Examples
    --------
    >>> ending("жиырма", "possdat"), ending("жүз", "poss"), ending("бес", "dat")
    ('сына', 'і', 'ке')
    """
    endings = _ENDINGS[word].split()
    if not form.startswith("poss"):
        return endings[1 + FORMS[5:].index(form)]
    own = endings[0]
    case = _CASES.get(form, "")
    return own + (case.translate(_FRONT) if own.endswith("і") else case)

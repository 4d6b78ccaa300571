"""Text as it is searched: without case, without accents.

`Müller`, `MULLER` and `müller` fold to `muller`, `École` to `ecole`, `Bjørn` to `bjorn`, `Łódź` to
`lodz`, `Straße` to `strasse`, `Cœur` to `coeur`. Who can't type an accent leaves it out, or
writes it the way the language spells it in plain letters (`Mueller`, `Bjoern`, `Aarhus`): both
find the name, because a name has both spellings (`spellings`).
"""

import unicodedata

_LETTERS = str.maketrans(
    {
        "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ǥ": "g",
    }
)  # fmt: skip
"""Letters that Unicode doesn't take apart into a plain letter and a mark."""

_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""What German and the Nordic languages write where there is no such key."""

_ASCII_PUNCTUATION = {code: " " for code in range(128) if not chr(code).isalnum()}

_APOSTROPHES = "'’ʼ‘`´"


def fold(text: str) -> str:
    """`text` in lower case, accents off, blanks and punctuation as single spaces."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The folded words of `text`, in order. `O'Brien` is two, `o` and `brien`."""
    return _plain(text).split()


def spellings(text: str) -> list[list[str]]:
    """The words of `text` in every spelling it is searched by, the folded one first.

    The others write `ü` as `ue` and close up names at an apostrophe (`obrien`).
    """
    plain = words(text)
    if text.isascii() and "'" not in text and "`" not in text:
        return [plain]
    lowered = unicodedata.normalize("NFC", text).casefold()
    written_out = words(lowered.translate(_WRITTEN_OUT))
    closed_up = words(lowered.translate(dict.fromkeys(map(ord, _APOSTROPHES))))
    found = [plain]
    found += [other for other in (written_out, closed_up) if other not in found]
    return found


def searchable_words(text: str) -> list[str]:
    """Every word that finds `text`: the folded ones in order, then those of other spellings."""
    return list(dict.fromkeys(word for spelling in spellings(text) for word in spelling))


def fold_letters(text: str) -> str:
    """`text` without case and accents, letter by letter; blanks and punctuation stay.

    Databases do the same by a table of letters, made of this rule (`FoldedLetter`).
    """
    return text.lower() if text.isascii() else "".join(map(_plain_letter, text))


def after_prefix(prefix: str) -> str:
    """The first text, sorted by code points, that comes after everything that begins so.

    `prefix <= word < after_prefix(prefix)` is a range that an index answers, where LIKE may not.
    `prefix` is a word, so neither empty nor U+10FFFF, which is no letter.
    """
    head, last = prefix[:-1], ord(prefix[-1]) + 1
    if last == 0xD800:  # the surrogates are no text
        last = 0xE000
    return after_prefix(head) if last > 0x10FFFF else head + chr(last)


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_ASCII_PUNCTUATION)
    lowered = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(map(_letter_or_space, lowered.casefold()))


def _plain_letter(letter: str) -> str:
    if "\uac00" <= letter <= "\ud7a3":  # Korean syllables, which would be taken apart
        return letter
    plain = unicodedata.normalize("NFKD", letter.casefold()).translate(_LETTERS).casefold()
    return "".join(part for part in plain if unicodedata.category(part) != "Mn")


def _letter_or_space(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else " "
    category = unicodedata.category(character)
    if category == "Mn":
        return ""
    # Symbols stay, so that a name made of emoji can be found; joiners within one don't matter.
    return character if category[0] in "LNM" or category == "So" else " "

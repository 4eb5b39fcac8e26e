"""The characters that copy may hold, and lines made fit for a head field."""

import re
import unicodedata
from collections.abc import Callable, Sequence

REPLACED = "\N{REPLACEMENT CHARACTER}"
_SINGLE_BLANKS = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"


def _cp1252_controls() -> dict[int, str]:
    """Return the C1 controls with the Windows characters that were meant: U+0092 is an apostrophe, in HTML too."""
    return {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}


def _accents() -> list[int]:
    """Return the characters that pile up on the one before."""
    return [code for code in range(0x0300, 0x1E950) if unicodedata.combining(chr(code))]


def _replacements() -> dict[int, str]:
    """Return the characters that copy may not hold, each with its replacement."""
    table = dict.fromkeys([*range(0x01, 0x09), *range(0x0E, 0x1C), 0x7F], "")  # controls
    table |= dict.fromkeys(range(0x1C, 0x20), " ")  # separators of ANPA and ASCII
    table |= dict.fromkeys([0x0B, 0x0C, 0x0D, 0x2028, 0x2029], "\n")
    table |= _cp1252_controls()
    table |= dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x2070)], "")  # bidi overrides and isolates
    table |= dict.fromkeys([0xAD, 0x200B, *range(0x2060, 0x2066), 0xFEFF], "")  # no width; ZWJ and ZWNJ spell words
    table |= dict.fromkeys([*range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)], "")  # annotation, tags
    table |= dict.fromkeys([0x00, *range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0)], REPLACED)
    table |= dict.fromkeys([plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)], REPLACED)
    return table


_CHARACTERS = _replacements()


def _character_class(codes: Sequence[int]) -> str:
    """Return the codes as ranges of a character class."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


_UNSOUND = re.compile(f"\r\n|[{_character_class(list(_CHARACTERS))}]")
# No script piles more than a few; sorting thousands takes minutes. Source: UAX 15, stream-safe text.
_MOST_ACCENTS = 30
_PILE = re.compile(f"(?<=[{_character_class(_accents())}]{{{_MOST_ACCENTS}}})[{_character_class(_accents())}]+")
# A lone blank is right as it is; so is a lone no-break or ideographic space, which the printer of the copy chose.
_LOOSE_BLANKS = re.compile(rf"\s{{2,}}|[^\S\n {_SINGLE_BLANKS}]")
_LOOSE_ROW_BLANKS = re.compile(rf"\s{{2,}}|[^\S\n\t {_SINGLE_BLANKS}]")
ROW_BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) != "\t")

Stops = list[int]


def substitute(pattern: re.Pattern[str], by: Callable[[str], str], text: str, stops: Stops) -> tuple[str, Stops]:
    """Return the text with every match replaced, and the ascending stops moved to their places in it."""
    parts: list[str] = []
    moved: Stops = []
    done = shift = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        while len(moved) < len(stops) and stops[len(moved)] < end:
            moved.append(min(stops[len(moved)], start) + shift)
        replacement = by(match.group())
        parts += (text[done:start], replacement)
        shift += len(replacement) - (end - start)
        done = end
    if not parts:
        return text, stops
    return "".join(parts) + text[done:], moved + [stop + shift for stop in stops[len(moved) :]]


def normalise_characters(text: str, stops: Stops) -> tuple[str, Stops]:
    """Return the text without controls, overrides, tags and zero-width characters, and the stops at their new places.

    Line ends become line feeds, letters NFC. NUL, lone surrogates and noncharacters become U+FFFD, so that the loss is
    seen. Of accents piled on one letter the first thirty stay.
    """
    if text.isascii() and text.isprintable():
        return text, stops
    text, stops = substitute(_UNSOUND, lambda found: "\n" if found == "\r\n" else _CHARACTERS[ord(found)], text, stops)
    if text.isascii():
        return text, stops
    text, stops = substitute(_PILE, lambda _: "", text, stops)
    return (text, stops) if unicodedata.is_normalized("NFC", text) else _compose(text, stops)


def replace_bad_characters(text: str) -> str:
    """Return the text with bad characters replaced, not yet composed.

    Markup must be read before letters are composed, or `>` may meet an accent.
    """
    if text.isascii() and text.isprintable():
        return text
    return substitute(_UNSOUND, lambda found: "\n" if found == "\r\n" else _CHARACTERS[ord(found)], text, [])[0]


def _compose(text: str, stops: Stops) -> tuple[str, Stops]:
    """Return the text in NFC and the stops moved along; a stop never parts a letter from its accents."""
    parts: list[str] = []
    moved: Stops = []
    done = length = 0
    for stop in stops:
        stop = max(stop, done)
        while done < stop < len(text) and _is_combining(text[stop]):
            stop += 1
        parts.append(unicodedata.normalize("NFC", text[done:stop]))
        length += len(parts[-1])
        moved.append(length)
        done = stop
    parts.append(unicodedata.normalize("NFC", text[done:]))
    return "".join(parts), moved


def _is_combining(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc", "Me"} or "\u1160" <= character <= "\u11ff"


def fold_blanks(text: str, stops: Stops) -> tuple[str, Stops]:
    """Return the text with runs of white space as one blank, or as one line feed where they hold one."""
    if "  " not in text and text.isascii() and text.isprintable():
        return text, stops
    return substitute(_LOOSE_BLANKS, lambda run: "\n" if "\n" in run else " ", text, stops)


def fold_row_blanks(text: str, stops: Stops) -> tuple[str, Stops]:
    """Return the text of a table row folded likewise; its tabs part cells and stay."""

    def fold(run: str) -> str:
        return "\t" * run.count("\t") or ("\n" if "\n" in run else " ")

    return substitute(_LOOSE_ROW_BLANKS, fold, text, stops)


def clean(text: str) -> str:
    """Return one line fit for a head field: good characters, folded white space, no line breaks."""
    return fold_blanks(normalise_characters(text, [])[0].replace("\n", " "), [])[0].strip()


def clean_text(text: str) -> str:
    """Return the text cleaned likewise with its lines kept; at most one empty line stands between two."""
    lines = [fold_blanks(line, [])[0].strip() for line in normalise_characters(text, [])[0].split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

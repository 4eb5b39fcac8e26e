"""Text mended whose letters went through a wrong character set before it was encoded for us."""

import codecs
import re
import unicodedata
from collections.abc import Iterable

from stories.charset.flaws import script_of
from stories.charset.languages import Script

FEWEST_CYRILLIC = 3  # letters; two in a row may stand in honest Ukrainian
FEWEST_LETTERS = 2  # of another script than Latin; one alone may be chance
ROUNDS = 2  # some copy was encoded three times
# The bytes that letters of UTF-8 begin with, as each older set shows them: "Ã©", "â€™", "РџР»", "√©".
_FIRST_BYTES = {"cp1252": range(0xC2, 0xF5), "cp1251": (0xC2, 0xC3, 0xD0, 0xD1, 0xE2), "mac_roman": (0xC2, 0xC3, 0xE2)}
_FURTHER_BYTES = range(0x80, 0xC0)


def _byte_class(numbers: Iterable[int], codec: str) -> str:
    """Return the class of a regular expression for bytes as an older set shows them, its gaps as Latin-1's."""
    whole = "".join(bytes([number]).decode(codec, "ignore") + chr(number) * (number < 0xA0) for number in numbers)
    return f"[{re.escape(whole)}]"


_THROUGH = {
    codec: f"{_byte_class(first, codec)}{_byte_class(_FURTHER_BYTES, codec)}{{1,3}}"
    for codec, first in _FIRST_BYTES.items()
}
_SEQUENCE = {codec: re.compile(sequence) for codec, sequence in _THROUGH.items()}
_RUN = {codec: re.compile(f"(?:{sequence}){{1,4000}}") for codec, sequence in _THROUGH.items()}
_LEFT_OVER = re.compile(
    "[ÃÂÐÑØÙâ×][\u0080-\u00bf\u0192\u02c6\u02dc\u2013-\u2122]|[ÃÂÐÑØÙ](?=[\u0370-\u06ff])|(?<=[\u0370-\u06ff])[ÃÂÐÑØÙ]"
)
MANY_LEFT_OVER = 2  # one may be chance
_CONTROL = re.compile("[\u0080-\u009f]")
_REFERENCES = re.compile(r"(?:&#(?:1[2-9]\d|2[0-4]\d|25[0-5]);){2,400}", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:\\u00[89a-f][0-9a-f]){2,400}", re.IGNORECASE)
_CONTROL_REFERENCE = re.compile(r"&#(?:1(?:2[89]|[345]\d)|x[89][0-9a-f]);", re.IGNORECASE)
_SINGLE_ALLOWED = re.compile("[\u00a0-\u017f\u0218-\u021b\u2010-\u2044\u20ac\u2116\u2122\u1ea0-\u1ef9]")
_ENDING_SIGNS = frozenset("…»”’“‘\u00a0")


def mend(text: str) -> str:
    """Return the text with what was encoded twice read as it was meant, and U+0080 to U+009F as Windows-1252."""
    if text.isascii():
        return _mend_references(text) if "&#" in text or "\\u00" in text else text
    for _ in range(ROUNDS):
        mended = text
        for codec, run in _RUN.items():
            mended = run.sub(lambda match, codec=codec: _mend_run(match, codec), mended)  # type: ignore[misc]
        if mended == text:
            break
        text = mended
    text = _mend_references(text)
    return _CONTROL.sub(lambda control: control[0].encode("latin-1").decode("cp1252", "replace"), text)


def is_broken(text: str) -> bool:
    """Return whether much is left in a text of letters of UTF-8 that were read as Western ones."""
    return len(_LEFT_OVER.findall(text)) >= MANY_LEFT_OVER


def _mend_run(match: re.Match[str], codec: str) -> str:
    """Return the letters of a run that were meant, the run itself where it is none of UTF-8."""
    run = match[0]
    before = match.string[match.start() - 1 : match.start()]
    try:
        meant = run.encode(codec, "as-latin-1").decode()
    except UnicodeError:
        return _mend_parts(match, codec)
    after = match.string[match.end() : match.end() + 1]
    return meant if _is_likelier(run, meant, before, after) else run


def _mend_parts(match: re.Match[str], codec: str) -> str:
    """Return a run with each sequence in it mended that can be: others stand beside them."""
    parts: list[str] = []
    for part in _SEQUENCE[codec].finditer(match[0]):
        whole = part[0]
        for length in range(len(whole), 1, -1):
            try:
                meant = whole[:length].encode(codec, "as-latin-1").decode()
            except UnicodeError:
                continue
            before = match[0][part.start() - 1 : part.start()] or match.string[match.start() - 1 : match.start()]
            after = match[0][part.start() + length : part.start() + length + 1]
            if len(meant) == 1 and _is_likelier(whole[:length], meant, before, after):
                parts.append(meant + whole[length:])
                break
        else:
            parts.append(whole)
    return "".join(parts)


def _is_likelier(run: str, meant: str, before: str, after: str) -> bool:
    """Return whether a run is likelier to be what it would be in UTF-8.

    "MAÇÃ…" is Portuguese before an ellipsis, "ВІ" Ukrainian in capitals, "В" before a fixed space Russian.
    """
    if script_of(run[0]) is Script.CYRILLIC and len(meant) < FEWEST_CYRILLIC and "Ђ" not in run:
        return _is_ascii_letter(before) or _is_ascii_letter(after)
    if any(unicodedata.category(letter) in ("Cc", "Cn", "Co") for letter in meant if letter > "\u009f"):
        return False
    if len(run) == 2 and run[1] in _ENDING_SIGNS and before.isupper():
        return False
    scripts = {script_of(letter) for letter in meant if letter.isalpha()}
    if scripts <= {Script.LATIN}:
        return all(_SINGLE_ALLOWED.match(letter) for letter in meant)
    return len(meant) >= FEWEST_LETTERS and _is_word(meant)


def _is_ascii_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _is_word(meant: str) -> bool:
    """Return whether letters of a script beyond Latin stand together, with what stands between them."""
    letters = [letter for letter in meant if letter.isalpha()]
    scripts = {script_of(letter) for letter in letters}
    return len(scripts) == 1 and None not in scripts and Script.LATIN not in scripts


def _mend_references(text: str) -> str:
    """Return the text with references to the bytes of UTF-8 mended: "&#226;&#128;&#166;", in JSON "\\u00c3\\u00a9"."""
    text = _REFERENCES.sub(lambda found: _read_bytes(found[0], re.findall(r"\d+", found[0]), 10), text)
    text = _ESCAPED.sub(lambda found: _read_bytes(found[0], re.findall(r"u00(..)", found[0]), 16), text)
    return _CONTROL_REFERENCE.sub(_read_control_reference, text)


def _read_bytes(written: str, numbers: list[str], base: int) -> str:
    try:
        return bytes(int(number, base) for number in numbers).decode()
    except UnicodeDecodeError:
        return written


def _read_control_reference(found: re.Match[str]) -> str:
    """Return the letter of Windows-1252 that a reference to a control means, as browsers do."""
    number = found[0].strip("&#;").lower()
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    return bytes([code]).decode("cp1252", "ignore") or found[0] if code <= 0x9F else found[0]


def _fill_from_latin_1(error: UnicodeError) -> tuple[bytes, int]:
    """Fill the gaps of an older set from Latin-1, as programs do that encode twice."""
    if not isinstance(error, UnicodeEncodeError):  # untested: the handler encodes alone
        raise error
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error("as-latin-1", _fill_from_latin_1)

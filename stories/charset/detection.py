"""The character set of bytes, and how certain it is.

What the bytes say goes first: a mark, escapes, valid UTF-8, a declaration that holds. Else two judges look at every
reading: `judge`, by the letters and words of languages, and chardet, by its models. Where they agree on one reading
and no other is near, it is certain; else the reason for doubt is given, with the readings to choose from.
"""

import re
import unicodedata
from dataclasses import dataclass

import chardet

from stories.charset.declarations import read_declaration, read_escapes, read_mark, read_zeros
from stories.charset.decoding import decode_as, decode_strictly
from stories.charset.exceptions import UnreadableError
from stories.charset.fit import Fit, judge
from stories.charset.flaws import HEAVY
from stories.charset.labels import CODECS, find_label
from stories.charset.mending import is_broken, mend

MOST_READINGS = 5
GARBAGE = 0.35  # flaws a letter
GOOD = 0.45  # fit of a reading that may be certain
EXCELLENT, FAR = 0.75, 0.5  # fit of a reading that goes before what is declared, and how much better it must be
MARGIN, WIDE_MARGIN = 0.12, 0.3  # of fit over the next reading, where chardet agrees and where it does not
USUAL_BONUS = 0.3  # for the source's own character set
MANY_STRANGE = 3  # letters of no language that the words are of
RARE_MALUS = 0.08  # for sets that few systems write today
_RARE = ("ibm", "x-mac", "macintosh", "iso-8859-1", "iso-8859-3", "iso-8859-4")
_TRIED = tuple(label for label in CODECS if not label.startswith(("utf-", "iso-2022", "hz")))
_CHARDET_NAMES = {"euc_jis_2004": "euc-jp", "shift_jis_2004": "shift_jis", "iso2022_jp_2": "iso-2022-jp"}
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CUT_OFF = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,2}\Z")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_ROMANIAN = str.maketrans("șțȘȚ", "şţŞŢ")  # the same letters, with a comma or a cedilla
STRICT_HEAD = 2_000  # characters in which text of two or four bytes a letter holds no other controls
_WIRE_CONTROLS = dict.fromkeys(b"\t\n\r\f\x01\x02\x03\x04")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))

NOT_UTF_8 = "most of it is UTF-8, and some of its letters are not."
CANNOT_BE = "it says that it is in {declared}, and reads better in {best}."
SEVERAL = "it names no character set, and can be read in {best} or {other}."
NONE_FITS = "no character set that is known makes good words of it."
STILL_BROKEN = "some of it went through a wrong character set before it came."
BROKEN_ESCAPES = "it has the marks of {label}, and cannot be read in it throughout."


@dataclass(frozen=True, slots=True)
class Detection:
    """A character set; why it may be wrong, empty where it is certain; those to choose from, the likeliest first."""

    charset: str
    doubt: str = ""
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text that the bytes may stand for, with the first of the character sets that make it."""

    label: str
    text: str
    fit: Fit
    is_usual: bool = False

    @property
    def score(self) -> float:
        prior = USUAL_BONUS if self.is_usual else -RARE_MALUS if self.label.startswith(_RARE) else 0.0
        return self.fit.score + prior


def detect(data: bytes, *, usual: str = "") -> Detection:
    """Return the character set of the bytes. `usual` is that of their source, by any of its names.

    Raises UnreadableError for bytes that are no text.
    """
    label, _ = read_mark(data)
    if label:
        return Detection(label)
    if b"\x00" in data:
        return _detect_wide(data)
    if label := read_escapes(data):
        is_whole = decode_strictly(data, label) is not None
        return Detection(label, "" if is_whole else BROKEN_ESCAPES.format(label=label), (label, "utf-8"))
    if data.isascii():
        return Detection("utf-8")
    return _detect_high(data, read_declaration(data), find_label(usual))


def _detect_wide(data: bytes) -> Detection:
    label = read_zeros(data)
    text = decode_strictly(data, label) if label else None
    if text is None or any(unicodedata.category(letter) in ("Cc", "Cn") for letter in _plain_head(text)):
        raise UnreadableError(
            "These bytes are no text (they hold zero bytes). Send wire copy, not a picture or a document."
        )
    return Detection(label)


def _plain_head(text: str) -> str:
    """Return the beginning of a text without the controls that wires write."""
    return text[:STRICT_HEAD].translate(_WIRE_CONTROLS)


def _detect_high(data: bytes, declared: str, usual: str) -> Detection:
    """Return the character set of text with bytes above ASCII."""
    text = decode_strictly(data, "utf-8")
    if text is not None and _is_utf8(data, declared):
        return Detection("utf-8", STILL_BROKEN if is_broken(mend(text)) else "")
    if _is_mostly_utf8(data):
        return Detection("utf-8", NOT_UTF_8, ("utf-8", *_labels(_readings(data, usual)))[:MOST_READINGS])
    readings = _readings(data, usual)
    text = decode_as(data, declared) if declared and declared != "utf-8" else ""
    if text:
        return _detect_declared(declared, judge(mend(text)), readings)
    return _choose(data, readings)


def _detect_declared(declared: str, fit: Fit, readings: list[_Reading]) -> Detection:
    """Return what the text declares, unless that makes garbage of it and another reading makes words."""
    labels = tuple(dict.fromkeys((declared, *_labels(readings))))[:MOST_READINGS]
    best = next((reading for reading in readings if reading.label != declared), None)
    if best is None or best.fit.score < max(EXCELLENT, fit.score + FAR):
        return Detection(declared, "", labels)
    doubt = CANNOT_BE.format(declared=declared, best=best.label)
    return Detection(best.label, doubt, tuple(dict.fromkeys((best.label, declared, *labels)))[:MOST_READINGS])


def _is_utf8(data: bytes, declared: str) -> bool:
    """Return whether valid UTF-8 is that. Some words of two bytes a letter in another set are valid too."""
    if declared in ("", "utf-8") or len(_HIGH_BYTE.findall(data)) > 12:
        return True
    text = decode_strictly(data, declared)
    return text is None or judge(data.decode()).score >= judge(text).score


def _is_mostly_utf8(data: bytes) -> bool:
    """Return whether more bytes above ASCII stand in sequences of UTF-8 than alone, in more than one sequence."""
    alone, sequences = _UTF8_SEQUENCE.subn(b"", _CUT_OFF.sub(b"", data))
    return sequences > len(_HIGH_BYTE.findall(alone))


def _readings(data: bytes, usual: str) -> list[_Reading]:
    """Return the texts that the bytes may stand for, the best first."""
    by_text: dict[str, _Reading] = {}  # by the text with one of the two kinds of Romanian letters
    for label in _TRIED:
        text = decode_strictly(data, label)
        if text is None:
            continue
        key = text.translate(_ROMANIAN) if label == "iso-8859-16" else text
        known = by_text.get(key)
        if known is None:
            by_text[key] = _Reading(label, text, judge(text), is_usual=label == usual)
        elif label == usual:
            by_text[key] = _Reading(label, text, known.fit, is_usual=True)
    return sorted(by_text.values(), key=lambda reading: -reading.score)


def _choose(data: bytes, readings: list[_Reading]) -> Detection:
    """Return the best reading, in doubt where another is near."""
    if not readings:
        return Detection("windows-1252", NONE_FITS, ("windows-1252",))
    best, *others = readings
    labels = _labels(readings)
    is_likely = best.fit.score >= GOOD or (best.is_usual and not best.fit.flaws and not best.fit.strange)
    if not is_likely or best.fit.flaws_per_letter > GARBAGE:
        return Detection(best.label, NONE_FITS, labels)
    is_agreed = best.is_usual or _chardet_reads(data, best.text)
    if not all(_is_ahead(best, other, is_agreed=is_agreed) for other in others[:MOST_READINGS]):
        return Detection(best.label, SEVERAL.format(best=best.label, other=others[0].label), labels)
    return Detection(best.label, "", labels)


def _is_ahead(best: _Reading, other: _Reading, *, is_agreed: bool) -> bool:
    """Return whether a reading is better than another beyond doubt, by its fit or as it alone is flawless."""
    if best.score - other.score >= (MARGIN if is_agreed else WIDE_MARGIN):
        return True
    is_worse = other.fit.flaws >= HEAVY or other.fit.strange >= MANY_STRANGE
    return is_agreed and not best.fit.flaws and not best.fit.strange and is_worse


def _labels(readings: list[_Reading]) -> tuple[str, ...]:
    return tuple(reading.label for reading in readings[:MOST_READINGS])


def _chardet_reads(data: bytes, text: str) -> bool:
    """Return whether chardet reads the bytes as the same text."""
    found = chardet.detect(data.translate(None, _CONTROLS), compat_names=False)["encoding"] or ""
    label = _CHARDET_NAMES.get(found) or find_label(found)
    return bool(label) and decode_strictly(data, label) == text

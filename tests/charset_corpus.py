"""Short texts of news in every character set that copy comes in, made from sentences of our own."""

import re
import unicodedata
from dataclasses import dataclass

from tests.sample_folders import OWN

SENTENCES = OWN / "charsets" / "sentences.txt"
CODECS = {"x-mac-cyrillic": "mac_cyrillic", "windows-874": "cp874", "gb2312": "gb2312", "hz-gb-2312": "hz"}
# What writers put for a sign that their character set has not.
PLAIN = str.maketrans({"«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "’": "'", "—": "-", "–": "-"})
COMMA_BELOW = str.maketrans("şţŞŢ", "șțȘȚ")
ARABIC_LETTERS = str.maketrans("ی", "ي")
TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


@dataclass(frozen=True)
class EncodedText:
    """A text, and its bytes in a character set."""

    language: str
    encoding: str
    text: str
    data: bytes


def texts():
    """Return the texts: of each story the headline with a sentence, with two, and the whole."""
    found = (
        encoded(language, encoding, f"{headline}\n\n{' '.join(sentences[:many])}\n")
        for language, encodings, headline, *sentences in stories()
        for encoding in encodings
        for many in range(1, len(sentences) + 1)
    )
    return [text for text in found if text is not None and not is_plain(text.data)]


def stories():
    """Return each story: its language, the character sets that it comes in, its headline, its sentences."""
    for block in re.split(r"\n*^# ", SENTENCES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, rest = block.partition("\n")
        language, *encodings = head.split()
        for story in rest.strip().split("\n\n"):
            yield (language, encodings, *story.splitlines())


def is_plain(data):
    """Return whether nothing shows in which character set a text is."""
    return data.isascii() and b"~{" not in data and b"\x1b" not in data


def encoded(language, encoding, text):
    """Return a text in a character set, with plain signs for those that the set has not."""
    if encoding == "iso-8859-16":
        text = text.translate(COMMA_BELOW)
    if encoding == "windows-1256":
        text = text.translate(ARABIC_LETTERS)
    for tried in (text, text.translate(PLAIN)):
        try:
            return EncodedText(language, encoding, tried, encode(tried, encoding))
        except UnicodeEncodeError:
            pass
    return None


def encode(text, encoding):
    if encoding == "windows-1258":
        text = "".join(parted(letter) for letter in text)
    if encoding == "iso-2022-cn":
        return encode_iso_2022_cn(text)
    return text.encode(CODECS.get(encoding, encoding))


def parted(letter):
    """Return a letter of Vietnamese with its tone behind it, as Windows-1258 has it."""
    whole = unicodedata.normalize("NFD", letter)
    tones = "".join(TONES.findall(whole))
    return unicodedata.normalize("NFC", TONES.sub("", whole)) + tones


def encode_iso_2022_cn(text):
    """Return a text in ISO-2022-CN: each run of Chinese between the shifts, named once a line."""
    lines = []
    for line in text.split("\n"):
        runs = re.sub(
            r"[^\x00-\x7f]+",
            lambda run: "\x0e" + "".join(chr(byte & 0x7F) for byte in run[0].encode("gb2312")) + "\x0f",
            line,
        )
        lines.append(f"\x1b$)A{runs}" if runs != line else line)
    return "\n".join(lines).encode("ascii")

"""The signs of which numbers in figures are made, for cutting texts and for reading figures alike."""

import re
import unicodedata

GROUPING = ".,'’٬，．\u00a0\u2009\u202f "  # signs between groups of three digits: 1,200; 1.200; 1’200; 1 200
POINTS = ".,٫．"  # signs before decimals: 3.5, 3,5, ٣٫٥
MINUS = "-−–"  # a hyphen, a minus and a dash before a figure say the same
FRACTIONS = "¼-¾⅐-⅞"
POWERS = "⁰¹²³⁴-⁹⁻"
CURRENCIES = "$€£¥₽₹₩₪₴₺₦฿"
CHINESE_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_SIGNS = str.maketrans("٬٫", ",.")
LONGEST = 40  # letters of a number of which two ways of writing are told
_GROUPED = re.compile(rf"([^\w\s]?)(\d{{1,3}})((?:([{GROUPING}])\d{{3}})(?:\4\d{{3}})*)(\D*)")
_PLAIN = re.compile(r"([^\w\s]?)(\d+)(\D*)")


def is_same_number(old: str, new: str) -> bool:
    """Return whether two words are one number in two ways of writing: 1.247 and 1 247, ١٥ and 15.

    A full stop for a comma in 1,200 may be an error of a thousandfold, so those two are never the same.
    """
    if max(len(old), len(new)) > LONGEST:
        return False
    was, now = (_western(text.strip()) for text in (old, new))
    if was == now:
        return any(sign.isdigit() for sign in was)
    (worth, sign, groups), (new_worth, new_sign, new_groups) = map(_parts, (was, now))
    is_plain = groups > 1 or new_groups > 1 or (sign not in POINTS) is not (new_sign not in POINTS)
    is_plain = is_plain and not (
        max(groups, new_groups) == 1 and "" in (sign, new_sign) and {sign, new_sign} & {*POINTS}
    )
    return bool(worth) and worth == new_worth and is_plain


def _western(text: str) -> str:
    """Return a text with the digits 0 to 9 for those of any script."""
    if text.isascii():
        return text
    digits = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return "".join(digits).translate(_SIGNS)


def _parts(text: str) -> tuple[tuple[str, ...], str, int]:
    """Return the digits of a number with the signs around it, the sign between its groups, and how many groups."""
    if found := _GROUPED.fullmatch(text):
        digits = re.sub(r"\D", "", found[2] + found[3])
        return (found[1], digits, found[5]), found[4], found[3].count(found[4])
    found = _PLAIN.fullmatch(text)
    return ((found[1], found[2], found[3]), "", 0) if found else ((), "", 0)

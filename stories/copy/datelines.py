"""The dateline before the words of a wire story, and the endmark after them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stories.copy.blocks import Block, Kind, cut_start, normalise

LONGEST_HEAD = 160
FIRST_IDEOGRAPH = "\u2e80"  # from there on letters need no dash behind them

_DASH = r"(?:--|—{1,2}|――?|\.-|[-–_=](?=\s|$))"
_DATE = (
    r"(?:\d{4}\.\s\w{3,12}\s\d{1,2}\.(?:,\s\w{3,12})?|\w{3,12}\s\d{1,2}\sd\."
    r"|\w{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:\.|er)?\s(?:de\s)?\w{3,12}\.?|\d{1,2}月\d{1,2}日|\d{1,2})"
    r"(?:,?\s(?:de\s)?\d{4}(?:\s?г\.)?)?"
)
_NAME = r"[^()（）.:;\n]{2,40}"

# "MOSCOW, Feb. 10 (Xinhua) --", "Geneva (dpa) -", "PALO ALTO, Calif.--(BUSINESS WIRE)--", "МОСКВА, 10 февраля. /ТАСС/."
_BRACKETED = re.compile(
    rf"(?P<head>[^()（）/\n]{{2,90}}?)\s*(?:--\s?)?(?:[(（]\s*(?P<agency>{_NAME}?)\s*[)）]|/(?P<slashed>[^/\n]{{2,30}})/\.?)"
    rf"(?:\s*(?P<dash>{_DASH})|\.(?=\s))?(?=\s|$|(?<=[)）\-—]))\s*"
)
# "Selda (España), 10 feb (EFE).-": the country has brackets of its own.
_WITH_COUNTRY = re.compile(
    rf"(?P<head>[^()（）/\n]{{2,50}}\s\([^()\d\n]{{2,30}}\),\s{_DATE})\s\((?P<agency>{_NAME})\)\s?(?P<dash>{_DASH})\s*"
)
# "OSLO (NTB): ", in capitals only: "Ada Karn (Lab): " is who speaks.
_COLON = re.compile(r"(?P<capitals>[^()（）/:.\n\d]{2,50})\s\((?P<agency>[A-Z]{2,8})\):\s+")
# "SAITAMA, Japan, Dec. 9 Kyodo -", "KARSE HEAD, Feb. 10 --", "МОСКВА, 10 фев — РИА Новости."
_DATED = re.compile(
    rf"(?P<head>[^()（）/\n]{{2,80}}?,\s{_DATE})(?:,?\s(?P<agency>[^\W\d_][\w'’-]*(?:\s[^\W\d_][\w'’-]*){{0,2}}))?"
    rf"\s(?P<dash>{_DASH})\s+(?:(?P<after>РИА Новости|ТАСС|Интерфакс)\.\s+)?"
)
# "(ANSA) - ROME, Jan 5 -", "(美國商業資訊)--"
_AGENCY_FIRST = re.compile(
    rf"[(（](?P<agency>{_NAME})[)）]\s*(?:--(?!\s?\w+,)|[-–—]{{1,2}}\s(?P<head>[^()\n]{{2,60}}?)\s[-–—]{{1,2}}(?=\s))\s*"
)
# "新华社莫斯科2月10日电（记者王甲）", "【北港社卡瑟角2月10日电】", "【モスクワ共同】", "(서울=연합뉴스) 홍길동 기자 ="
_EAST_ASIAN = re.compile(
    r"【?(?:(?P<agency>[\u4e00-\u9fff]{1,8}[社网網])?[\u4e00-\u9fff·]{1,16}\d{1,2}月\d{1,2}日[\u4e00-\u9fff]{0,2}[电電讯訊]】?"
    r"(?:\s*[（(](?P<named>[^（()）\n]{1,40})[）)])?"
    r"|(?<=【)[^】\n]{1,20}(?P<japanese>共同|時事)】|\([^()=\n]{1,16}=(?P<korean>[^()\n]{2,16})\)(?:\s[^=\n]{2,24}\s=)?)\s*"
)
_REPORTER = re.compile("记者|記者|通讯员")
_HEAD_DATE = re.compile(rf"[,،，]?\s*(?P<date>{_DATE})[.,،，]?\s*$")
# Small words inside the names of places: "Rio de Janeiro", "Frankfurt am Main", "Stratford-upon-Avon".
_SMALL_WORDS = re.compile(
    "aan|al|am|an|and|auf|bei|da|de|del|den|der|di|do|dos|du|el|en|im|in|la|las|le|les|los|of|on|sur|the|upon|van"
)
_DAYS = re.compile("(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Today|Yesterday|Tomorrow")
_LONGEST_PLACE = 7


@dataclass(frozen=True, slots=True)
class Dateline:
    """Dateline as printed, its dash included; the agency that it names, "" if none; the words after it."""

    printed: str
    agency: str
    rest: str


def read_dateline(text: str) -> Dateline:
    """Read the dateline at the head of a text: place, date if given, agency; printed is "" where there is none.

    Conservative: a place is a few words with capitals (or of a script without), and a date, or an agency in
    brackets and a dash, must follow. Looks at the first characters only.

    Source: the datelines of AP, AFP, Xinhua, Yonhap, dpa, Kyodo, PTI, TASS, ANSA, Business Wire.
    """
    head = text[:LONGEST_HEAD]
    for form in (_EAST_ASIAN, _AGENCY_FIRST, _BRACKETED, _DATED, _WITH_COUNTRY, _COLON):
        found = form.match(head)
        if found and _is_dateline(found.groupdict()):
            agencies = (
                name for key, name in found.groupdict().items() if key not in {"head", "dash", "capitals"} and name
            )
            agency = next(agencies, "").strip()
            agency = "" if _REPORTER.match(agency) else agency
            return Dateline(found.group().rstrip(), agency, text[found.end() :])
    return Dateline("", "", text)


def _is_dateline(parts: dict[str, str | None]) -> bool:
    """Return whether a match is more than an ordinary sentence: "The company (NYSE) - which" has a small letter."""
    head, capitals = parts.get("head"), parts.get("capitals")
    if capitals:
        return capitals.isupper() and _is_place(capitals)
    if head is None:
        return True
    date = _HEAD_DATE.search(head)
    place = head[: date.start()] if date else head
    agency = parts.get("agency") or parts.get("slashed") or ""
    return _is_place(place) and (bool(date) or (_is_name(agency) and bool(parts.get("dash"))))


def _is_name(words: str) -> bool:
    """Return whether words in brackets may name an agency: "dpa", "Maran News Agency", but not "42" or "and others"."""
    first, *others = words.split() or [""]
    return any(map(str.isalpha, words)) and not (others and first.islower())


def _is_place(words: str) -> bool:
    names = re.findall(r"[^\W\d_]+", words)
    return (
        0 < len(words.split()) <= _LONGEST_PLACE
        and bool(names)
        and not names[0].islower()
        and not _DAYS.fullmatch(names[0])
        and all(not name.islower() or _SMALL_WORDS.fullmatch(name) for name in names if len(name) > 1)
    )


def split_dateline(text: str) -> tuple[str, str]:
    """Return the dateline as printed, its dash included, and the words after it; "" where there is none."""
    dateline = read_dateline(text)
    return dateline.printed, dateline.rest


def strip_dateline(blocks: Sequence[Block]) -> tuple[Dateline, tuple[Block, ...]]:
    """Take the dateline off the first paragraph; return it and the blocks without it."""
    if not blocks or blocks[0].kind is not Kind.PARAGRAPH:
        return Dateline("", "", ""), tuple(blocks)
    first, *others = blocks
    dateline = read_dateline(first.text)
    if not dateline.printed:
        return dateline, tuple(blocks)
    return dateline, normalise([cut_start(first, len(first.text) - len(dateline.rest)), *others])


def part_dateline(dateline: str) -> str:
    """Return a dateline as it stands before words: with a dash where its source ends it as a name, in a field."""
    last = dateline[-1:]
    ends_as_name = last == ")" or (last.isalnum() and last < FIRST_IDEOGRAPH)
    return f"{dateline} –" if ends_as_name else dateline


def add_dateline(blocks: Sequence[Block], dateline: str) -> tuple[Block, ...]:
    """Return the blocks with a dateline at the head of the first paragraph, as the wire prints them."""
    if not dateline:
        return tuple(blocks)
    if not blocks or blocks[0].kind is not Kind.PARAGRAPH:
        return (Block(Kind.PARAGRAPH, dateline), *blocks)
    first, *others = blocks
    head = f"{part_dateline(dateline)} "
    marks = tuple(replace(mark, start=mark.start + len(head), end=mark.end + len(head)) for mark in first.marks)
    return (Block(Kind.PARAGRAPH, head + first.text, marks), *others)


_ENDMARK = (
    r"Endit(?:em)?|ENDIT(?:EM)?|==\s?[A-Z][A-Za-z]{2,15}|[-–—]\s?30\s?[-–—]|#{3}(?:\s?#{3})*"
    r"|\((?:END|End|ENDS|Ends|ends|end|MORE|More|more)\)|[(（](?:完|续完|끝)[)）]"
)
# The agency's name may sign the copy before it: "(Xinhua) Endit", on one line or two.
_SIGNATURE = r"[(（][^()（）.:;\d\n]{2,20}[)）]"
# Within a line it must follow the end of a sentence, as in "he said. Enditem".
_ENDING = re.compile(
    rf"(?P<words>|.*?(?:\n|[.?!…。！？](?:[\"'”’»)」』）]{{0,3}})))\s*(?P<mark>(?:{_SIGNATURE}\s*)?(?:{_ENDMARK}))\.?",
    re.DOTALL,
)


def split_endmark(blocks: Sequence[Block]) -> tuple[str, tuple[Block, ...]]:
    """Return the endmark that closes the copy, as printed but for its full stop, and the blocks without it.

    It stands in a block of its own, or after the last full stop of the last one; "" where there is none. An
    agency's name in brackets before it is part of it.
    """
    if not blocks:
        return "", ()
    *others, last = blocks
    tail = max(len(last.text) - LONGEST_HEAD, 0)
    found = _ENDING.fullmatch(last.text[tail:])
    if not found:
        return "", tuple(blocks)
    end = tail + len(found["words"])
    mark = " ".join(found["mark"].split())
    if not end and others and re.fullmatch(_SIGNATURE, others[-1].text):
        mark = f"{others.pop().text} {mark}"
    marks = tuple(replace(mark, end=min(mark.end, end)) for mark in last.marks if mark.start < end)
    return mark, normalise([*others, Block(last.kind, last.text[:end], marks)])

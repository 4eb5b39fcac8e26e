"""Times and dates as wire copy prints them."""

import re
from datetime import MAXYEAR, date, datetime, timedelta
from email.utils import parsedate_to_datetime

# The first letters of the months by number, in the languages of the wire; enough of them to tell apart.
_MONTHS = (
    "jan|ene|gen|янв|يناير|كانون الثاني",
    "feb|fév|fev|фев|فبراير|شباط",
    "mar(?!e)|mär|мар|مارس|آذار",
    "apr|avr|abr|апр|أبريل|ابريل|نيسان",
    "may|mai|mag|мая|май|مايو|أيار",
    "jun|juin|giu|июн|يونيو|حزيران",
    "jul|juil|lug|июл|يوليو|تموز",
    "aug|aoû|aou|ago|авг|أغسطس|اغسطس|آب",
    "sep|set|сен|سبتمبر|أيلول",
    "oct|okt|ott|out|окт|أكتوبر|اكتوبر|تشرين الأول",
    "nov|ноя|نوفمبر|تشرين الثاني",
    "dec|déc|dez|dic|дек|ديسمبر|كانون الأول",
)
_MONTH_NUMBERS = tuple(re.compile(months, re.IGNORECASE) for months in _MONTHS)
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_MONTH_WORD = r"(?P<word>[^\W\d_]{3,12}(?:\s(?:الثاني|الأول))?)\.?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}(?P<between>[-/.])(?P<month>\d{{1,2}})(?P=between){_DAY}(?!\d)",
        rf"{_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?{_DAY}\s?[日일]",
        rf"{_MONTH_WORD}(?:\s|(?<=\.)){_DAY}(?:st|nd|rd|th)?(?:,\s?|\s){_YEAR}",
        rf"{_DAY}(?:\.|er|st|nd|rd|th)?[\s-](?:de\s|of\s)?{_MONTH_WORD},?[\s-](?:de\s)?{_YEAR}(?:\s?г\.)?",
        rf"{_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}",
    )
)
_WEEKDAY = re.compile(r"^[^\W\d_]{3,10}day,?\s+", re.IGNORECASE)
# What else stands beside agency and date: "Updated:", "Friday", "09:12 GMT", "(Beijing Time)", "Editor: name".
_DAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NO_AGENCY = re.compile(
    r"(?i:\b(?:Last\s)?(?:Updated?|Published|Posted|Modified)(?:\s(?:on|at))?\b)(?:\s?[:：])?"
    r"|(?:\b(?:Source|Agency|Date|Time)|来源|來源|发布时间|更新时间|时间|日期)\s?[:：]"
    r"|(?:\bEditor|责任编辑|责编|编辑)\s?[:：][^|]*"
    rf"|^by\s|(?:^|,\s?)(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?$|{_DAY_NAME}[.,]?$|^{_DAY_NAME}\b|(?:星期|周|週)[一二三四五六日天]"
    r"|(?:\bat\s|^T)?(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp]\.?[Mm]\b\.?)?"
    r"(?:\s?\(?(?:[A-Z]{1,4}T|UTC|MSK|Z)\b\)?)?(?:\s?[+-]\d{1,2}(?::?\d{2})?\b)?|\(?\b(?:Beijing|[Ll]ocal) [Tt]ime\b\)?"
)
_SOURCE_LINE = re.compile(r"(?:Source|Agency|Quelle|Fuente|来源|來源)\s?[:：]\s*(?P<words>\S.*)", re.IGNORECASE)
# Names of zones that mean one offset wherever the wire writes them, in hours; IST and CST do not.
ZONE_HOURS = {
    "GMT": 0, "UTC": 0, "Z": 0, "BST": 1, "WET": 0, "WEST": 1, "CET": 1, "MEZ": 1, "HNEC": 1, "CEST": 2, "MESZ": 2,
    "HAEC": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "JST": 9, "KST": 9, "HKT": 8, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13, "SGT": 8, "WIB": 7,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_ZONE_NAME = re.compile(
    r"\s?(?P<zone>[A-Z]{3,4})(?:\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?)?$", re.IGNORECASE
)
_DAYS_END = re.compile(r"(?P<day>\d{4}-?\d{2}-?\d{2})[T ]24:?00(?::?00(?:\.0{1,9})?)?(?P<offset>.{0,9})")
_SEPARATORS = " ,，、|·•–—-/;:；：()（）[]【】"
LONGEST_LINE = 120


def read_time(text: str) -> datetime | None:
    """Read the time in a field (ISO 8601, RFC 5322), naive if it gives no offset; None for anything else.

    A day without a time is no time. Midnight as 24:00 is that of the next day.
    """
    text = _spell_offset(text.strip())
    if ended := _DAYS_END.fullmatch(text):
        begun = read_time(f"{ended['day']}T00:00:00{ended['offset']}")
        return begun + timedelta(days=1) if begun and begun.year < MAXYEAR else None
    if "T" not in text.upper() and ":" not in text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError):
        return None


def _spell_offset(text: str) -> str:
    """Return a time with its offset in figures: "GMT+7", "10:00:00 UTC" and "CEST" are not read as such."""
    found = _ZONE_NAME.search(text[-20:])
    if not found:
        return text
    hours, sign = ZONE_HOURS.get(found["zone"].upper()), found["sign"]
    if hours is None or (sign and hours):
        return text
    offset = f"{sign}{found['hours']:0>2}{found['minutes'] or '00'}" if sign else f"{hours:+03}00"
    return f"{text[: len(text) - len(found.group())]} {offset}"


def read_date(text: str) -> date | None:
    """Read a text that is a day, in figures or in words of many languages; None for anything else."""
    text = _WEEKDAY.sub("", text.strip())
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return _date_of_match(found)
    return None


def find_date(text: str) -> date | None:
    """Return the first day with its year in a short text, such as a dateline."""
    found = (form.search(text[:LONGEST_LINE]) for form in _FORMS)
    return next((day for match in found if match and (day := _date_of_match(match))), None)


def read_date_line(line: str) -> tuple[str, date] | None:
    """Read a line that consists of an agency and a day: "Xinhua, February 10, 2017".

    Returns the agency ("" if none) and the day, None for every other line. Either may come first. A time of day, the
    name of a weekday, an editor's name and the words for "updated" are passed over, a further date too:
    "Xinhua | Updated: 2017-02-10 09:12".
    """
    line = " ".join(line.split())
    if len(line) > LONGEST_LINE or not any(map(str.isdigit, line)):
        return None
    for form in _FORMS:
        found = form.search(line)
        day = _date_of_match(found) if found else None
        if found and day:
            around = (line[: found.start()], form.sub("", line[found.end() :]))
            agencies = {agency for agency in map(_agency_in, around) if agency}
            agency = min(agencies, default="")
            return (agency, day) if len(agencies) < 2 and _is_agency(agency) else None
    return None


def read_source_line(line: str) -> str:
    """Return the agency that a line names as its source: "Source: Xinhua | Editor: name"; "" for every other line."""
    found = _SOURCE_LINE.fullmatch(" ".join(line[: 2 * LONGEST_LINE].split()))
    agency = _agency_in(found["words"]) if found else ""
    return agency if _is_agency(agency) else ""


def _agency_in(words: str) -> str:
    """Return the words beside a date without the parts that are no name of an agency."""
    return " ".join(_NO_AGENCY.sub(" ", words.strip(_SEPARATORS)).split()).strip(_SEPARATORS)


def _is_agency(words: str) -> bool:
    """Return whether words beside a date may name an agency: a few, without figures or the marks of a sentence."""
    return len(words) <= 60 and len(words.split()) <= 6 and not re.search(r"[\d.:;!?()]|--|—", words)


def _date_of_match(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else _month_number(parts.get("word") or "")
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _month_number(word: str) -> int:
    """Return the number of a month, 0 for another word."""
    return next((number for number, names in enumerate(_MONTH_NUMBERS, start=1) if names.match(word)), 0)

"""Dates and times as readers see them: dates in the story's language, times in the newsroom's zone."""

from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import get_language_bidi, get_language_info, get_supported_language_variant, gettext

ENGLISH_DATE = "F j, Y"  # as wire copy prints it; Django's own English form shortens the month
COMMAS = {"ar": "،", "fa": "،", "ur": "،"}
ISOLATE, POP = "\u2066", "\u2069"  # around what runs from left to right in a line that runs from right to left
# The territory that OpenGraph's list has for a language by itself.
LOCALES = {
    "ar": "ar_AR", "de": "de_DE", "en": "en_US", "es": "es_ES", "fa": "fa_IR", "fr": "fr_FR", "he": "he_IL",
    "hi": "hi_IN", "id": "id_ID", "it": "it_IT", "ja": "ja_JP", "ko": "ko_KR", "pl": "pl_PL", "pt": "pt_BR",
    "ru": "ru_RU", "tr": "tr_TR", "uk": "uk_UA", "ur": "ur_PK", "vi": "vi_VN", "zh": "zh_CN", "zh-hans": "zh_CN",
    "zh-hant": "zh_TW",
}  # fmt: skip
UTC_PRINTED = "GMT"  # the name that readers of news know it by


def known(language: str) -> str:
    """The language that Django knows a tag by: zh is zh-hans; the site's own where it knows none."""
    try:
        return get_supported_language_variant(language.lower())
    except LookupError:
        return settings.LANGUAGE_CODE


def is_known(language: str) -> bool:
    """Whether Django knows a tag, or the language that it begins with."""
    try:
        return bool(get_supported_language_variant(language.lower()))
    except LookupError:
        return False


def locale_of(language: str) -> str:
    """A language as OpenGraph names it, with a territory: ar-EG is ar_EG, en is en_US; empty where none is known."""
    parts = language.replace("_", "-").split("-")
    territory = next((part for part in parts[1:] if len(part) == 2), "")
    if territory:
        return f"{parts[0].lower()}_{territory.upper()}"
    return LOCALES.get("-".join(parts).lower(), "")


def comma(language: str) -> str:
    """The comma that a language puts between an agency and a date."""
    return COMMAS.get(language.lower().partition("-")[0], ",")


def direction(language: str) -> str:
    """Which way a language is written: ltr or rtl."""
    return "rtl" if get_language_info(known(language))["bidi"] else "ltr"


@lru_cache(maxsize=4096)
def printed_day(day: date, language: str = "en") -> str:
    """A date in words: February 10, 2017; 2017年2月10日."""
    code = known(language)
    with translation.override(code):
        return formats.date_format(day, ENGLISH_DATE if code.startswith("en") else "DATE_FORMAT")


def clock(at: datetime) -> str:
    """The time of day: 01:10 GMT."""
    local = timezone.localtime(at)
    zone = local.tzname() or ""
    time = f"{local:%H:%M} {UTC_PRINTED if zone == 'UTC' else zone}"
    return f"{ISOLATE}{time}{POP}" if get_language_bidi() else time


def short_day(at: datetime) -> str:
    """The date of a moment without its year, in the language of the page: Feb 10."""
    return formats.date_format(timezone.localtime(at), gettext("M j"))


def day_and_clock(at: datetime) -> str:
    """The date and the time of day in the language of the page: Feb 10, 2017, 01:10 GMT."""
    day = formats.date_format(timezone.localtime(at), gettext("M j, Y"))
    return gettext("{day}, {time}").format(day=day, time=clock(at))


def are_one(language: str, other: str) -> bool:
    """Whether two tags name one language: zh and zh-Hans do."""
    return language == other or (is_known(language) and is_known(other) and known(language) == known(other))

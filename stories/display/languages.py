"""Languages of copy: the one that Django knows a tag by, its direction, comma and OpenGraph locale."""

from django.conf import settings
from django.utils.translation import get_language_info, get_supported_language_variant

COMMAS = {"ar": "،", "fa": "،", "ur": "،"}
# The territory that OpenGraph's list has for a language by itself.
LOCALES = {
    "ar": "ar_AR", "de": "de_DE", "en": "en_US", "es": "es_ES", "fa": "fa_IR", "fr": "fr_FR", "he": "he_IL",
    "hi": "hi_IN", "id": "id_ID", "it": "it_IT", "ja": "ja_JP", "ko": "ko_KR", "pl": "pl_PL", "pt": "pt_BR",
    "ru": "ru_RU", "tr": "tr_TR", "uk": "uk_UA", "ur": "ur_PK", "vi": "vi_VN", "zh": "zh_CN", "zh-hans": "zh_CN",
    "zh-hant": "zh_TW",
}  # fmt: skip


def known(language: str) -> str:
    """Return the language that Django knows a tag by: zh is zh-hans; the site's own where Django knows none."""
    try:
        return get_supported_language_variant(language.lower())
    except LookupError:
        return settings.LANGUAGE_CODE


def is_known(language: str) -> bool:
    """Return whether Django knows a tag, or the language that it begins with."""
    try:
        return bool(get_supported_language_variant(language.lower()))
    except LookupError:
        return False


def locale_of(language: str) -> str:
    """Return the OpenGraph name of a language, with a territory: ar-EG is ar_EG, en is en_US; empty if unknown."""
    parts = language.replace("_", "-").split("-")
    territory = next((part for part in parts[1:] if len(part) == 2), "")
    if territory:
        return f"{parts[0].lower()}_{territory.upper()}"
    return LOCALES.get("-".join(parts).lower(), "")


def comma(language: str) -> str:
    """Return the comma that a language puts between an agency and a date."""
    return COMMAS.get(language.lower().partition("-")[0], ",")


def direction(language: str) -> str:
    """Return the direction in which a language is written: ltr or rtl."""
    return "rtl" if get_language_info(known(language))["bidi"] else "ltr"


def are_one(language: str, other: str) -> bool:
    """Return whether two tags name one language, as zh and zh-Hans do."""
    return language == other or (is_known(language) and is_known(other) and known(language) == known(other))

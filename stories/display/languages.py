"""Languages of copy: their names, and of a tag Django's language, the direction, the comma and the OpenGraph locale."""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language_info, get_supported_language_variant, gettext_lazy

from stories.copy import language_tags

LANGUAGE_NAMES = {
    "ar": gettext_lazy("Arabic"),
    "zh": gettext_lazy("Chinese"),
    "en": gettext_lazy("English"),
    "fr": gettext_lazy("French"),
    "de": gettext_lazy("German"),
    "ja": gettext_lazy("Japanese"),
    "ko": gettext_lazy("Korean"),
    "pt": gettext_lazy("Portuguese"),
    "ru": gettext_lazy("Russian"),
    "es": gettext_lazy("Spanish"),
}
COMMAS = {"ar": "،", "fa": "،", "ur": "،"}
# The territory that OpenGraph's list has for a language by itself.
LOCALES = {
    "ar": "ar_AR", "de": "de_DE", "en": "en_US", "es": "es_ES", "fa": "fa_IR", "fr": "fr_FR", "he": "he_IL",
    "hi": "hi_IN", "id": "id_ID", "it": "it_IT", "ja": "ja_JP", "ko": "ko_KR", "pl": "pl_PL", "pt": "pt_BR",
    "ru": "ru_RU", "tr": "tr_TR", "uk": "uk_UA", "ur": "ur_PK", "vi": "vi_VN", "zh": "zh_CN", "zh-hans": "zh_CN",
    "zh-hant": "zh_TW",
}  # fmt: skip

CHINESE = frozenset(("zh", "cmn"))
TRADITIONAL_REGIONS = frozenset(("TW", "HK", "MO"))  # that write Chinese in the script Hant (CLDR, likely subtags)
KEPT = 1_024  # tags whose answers are kept: a page asks for those of its rows again and again
UNNAMED = frozenset(("", "und", "mul", "mis", "zxx"))  # no language, several, none with a code, no words (ISO 639)


@lru_cache(KEPT)
def canonical_tag(language: str) -> str:
    """Return a language tag in its canonical spelling (zh-Hant-HK of zh_Hant_HK); a text that is no tag as it is."""
    return str(language_tags.read_tag(language) or language)


@lru_cache(KEPT)
def django_language(language: str) -> str:
    """Return the language that Django knows a tag by: zh is zh-hans; the site's own where Django knows none."""
    try:
        return get_supported_language_variant(canonical_tag(language).lower())
    except LookupError:
        return settings.LANGUAGE_CODE


@lru_cache(KEPT)
def is_known_language(language: str) -> bool:
    """Return whether Django knows a tag, or the language that it begins with."""
    try:
        return bool(get_supported_language_variant(canonical_tag(language).lower()))
    except LookupError:
        return False


def own_name(language: str) -> str:
    """Return the name of a language in itself: Español for es, 繁體中文 for zh-Hant; its tag where Django has none."""
    if not is_known_language(language):
        return canonical_tag(language)
    name: str = get_language_info(django_language(language))["name_local"]
    return name[:1].upper() + name[1:]


@lru_cache(KEPT)
def opengraph_locale(language: str) -> str:
    """Return the OpenGraph name of a language, with a territory: ar-EG is ar_EG, en is en_US; empty if unknown."""
    tag = language_tags.read_tag(language)
    if tag is None:
        return ""
    return f"{tag.primary}_{tag.region}" if tag.region.isalpha() else LOCALES.get(str(tag).lower(), "")


def news_language(language: str) -> str:
    """Return a language as the map of news names it: its code of ISO 639 alone, but Chinese as zh-cn or zh-tw.

    The site's own where a tag names no language. Source: Google, news sitemaps, `news:language`.
    """
    tag = language_tags.read_tag(language)
    if tag is None or tag.primary in UNNAMED:
        return language_tags.primary_language(settings.LANGUAGE_CODE)
    if tag.primary not in CHINESE:
        return tag.primary
    is_traditional = tag.script == "Hant" or (not tag.script and tag.region in TRADITIONAL_REGIONS)
    return "zh-tw" if is_traditional else "zh-cn"


@lru_cache(KEPT)
def comma(language: str) -> str:
    """Return the comma that a language puts between an agency and a date."""
    return COMMAS.get(language_tags.primary_language(language), ",")


@lru_cache(KEPT)
def direction(language: str) -> str:
    """Return the direction in which a language is written: ltr or rtl."""
    tag = language_tags.read_tag(language)
    return "rtl" if tag and tag.is_right_to_left else "ltr"


@lru_cache(KEPT)
def is_same_language(language: str, other: str) -> bool:
    """Return whether two tags name one language and direction: zh and zh-Hans do, az and az-Arab do not."""
    if language == other:
        return True
    is_one = (
        is_known_language(language) and is_known_language(other) and django_language(language) == django_language(other)
    )
    return is_one and direction(language) == direction(other)

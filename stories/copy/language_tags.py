"""Language tags (RFC 5646): reading them in every common spelling, printing them in the canonical one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

LENGTH = 35  # the length that has room for every tag without extensions (RFC 5646, section 4.4.1)

PRIVATE = "x"  # the subtag that begins private use
# Old codes that Java and older archives still print (IANA language subtag registry, Preferred-Value).
RENAMED = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro"}
# Whole tags registered before RFC 4646 (section 2.2.8), by their Preferred-Value.
GRANDFATHERED = {
    "art-lojban": "jbo", "en-gb-oed": "en-GB-oxendict", "i-ami": "ami", "i-bnn": "bnn", "i-hak": "hak",
    "i-klingon": "tlh", "i-lux": "lb", "i-navajo": "nv", "i-pwn": "pwn", "i-tao": "tao", "i-tay": "tay",
    "i-tsu": "tsu", "no-bok": "nb", "no-nyn": "nn", "sgn-be-fr": "sfb", "sgn-be-nl": "vgt", "sgn-ch-de": "sgg",
    "zh-guoyu": "cmn", "zh-hakka": "hak", "zh-min-nan": "nan", "zh-xiang": "hsn",
}  # fmt: skip
# Locales with a region in the place of a variant, by the tags that Java gives them (java.util.Locale, special cases).
JAVA_LOCALES = {
    "ja-jp-jp": "ja-JP-u-ca-japanese", "ja-jp-jp-u-ca-japanese": "ja-JP-u-ca-japanese", "no-no-ny": "nn-NO",
    "th-th-th": "th-TH-u-nu-thai", "th-th-th-u-nu-thai": "th-TH-u-nu-thai",
}  # fmt: skip
REPLACED = GRANDFATHERED | JAVA_LOCALES
# Modifiers of POSIX locales (glibc): those that name a script, sr_RS@latin, and those left out of the tag, de_DE@euro.
SCRIPT_MODIFIERS = {"latin": "latn", "cyrillic": "cyrl", "devanagari": "deva", "iqtelif": "latn"}
OTHER_MODIFIERS = frozenset(("euro", "valencia", "abegede", "saaho"))
KEYWORDS = re.compile(r"[a-z]+=[a-z0-9-]+(?:;[a-z]+=[a-z0-9-]+)*")  # of CLDR: de_DE@collation=phonebook
ENCODING = re.compile(
    r"utf-?(?:8|16|32)|iso-?8859-?[0-9]{1,2}|(?:windows|cp|ibm)-?[0-9]{3,4}|koi8-?[rtu]|tis-?620|us-?ascii"
    r"|big5(?:-?hkscs)?|gb(?:k|2312|18030)|euc-?(?:cn|jp|kr|tw)|s(?:hift-?)?jis"
)  # as POSIX names it after a dot: en_US.UTF-8
POSIX = "posix"  # a sorting order in CLDR and Java (en_US_POSIX), no language

RIGHT_TO_LEFT_SCRIPTS = frozenset(
    ("Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Syre", "Syrj", "Syrn", "Thaa")
)
# Languages that are usually written in one of these scripts (CLDR, likely subtags).
RIGHT_TO_LEFT_LANGUAGES = frozenset(
    (
        "acm", "aeb", "afb", "ajp", "apc", "apd", "ar", "arb", "arc", "ars", "ary", "arz", "azb", "bal", "bgn", "brh",
        "ckb", "dv", "fa", "glk", "he", "khw", "ks", "lrc", "luz", "mzn", "nqo", "pbt", "pes", "pnb", "prs", "ps",
        "rhg", "sd", "sdh", "skr", "syr", "ug", "ur", "yi",
    )
)  # fmt: skip
# Languages with another direction in some regions (CLDR, likely subtags; of Kurdish in Iran and Iraq, usage there).
RIGHT_TO_LEFT_LOCALES = frozenset(
    (
        "az-IQ", "az-IR", "ha-CM", "ha-SD", "kk-AF", "kk-CN", "kk-IR", "ku-IQ", "ku-IR", "ku-LB", "ky-CN", "ms-CC",
        "pa-PK", "tg-PK", "uz-AF",
    )
)  # fmt: skip
LEFT_TO_RIGHT_LOCALES = frozenset(("sd-IN", "ug-KZ", "ug-MN"))

LANGUAGE = re.compile(r"[a-z]{2,3}")  # no longer one is registered, though the grammar has room for it
EXTENDED = re.compile(r"[a-z]{3}")
SCRIPT = re.compile(r"[a-z]{4}")
REGION = re.compile(r"[a-z]{2}|[0-9]{3}")
VARIANT = re.compile(r"[a-z0-9]{5,8}|[0-9][a-z0-9]{3}")
SINGLETON = re.compile(r"[a-wyz0-9]")
IN_EXTENSION = re.compile(r"[a-z0-9]{2,8}")
IN_PRIVATE_USE = re.compile(r"[a-z0-9]{1,8}")


@dataclass(frozen=True)
class LanguageTag:
    """Language tag by its parts, each in its canonical case; `str()` gives the tag: zh-Hant-HK, en-GB-oxendict."""

    language: str  # empty where the whole tag is private use: x-klingon
    extended: tuple[str, ...] = ()
    script: str = ""
    region: str = ""
    variants: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()  # each with its singleton: u-nu-thai
    private_use: str = ""  # with its x: x-klingon

    def __str__(self) -> str:
        """Return the tag in canonical case, its parts joined by hyphens."""
        parts = [self.language, *self.extended, self.script, self.region, *self.variants, *self.extensions]
        return "-".join(filter(None, [*parts, self.private_use]))

    @property
    def primary(self) -> str:
        """Primary language subtag: zh of zh-Hant-HK; empty where the whole tag is private use."""
        return self.language

    @property
    def is_right_to_left(self) -> bool:
        """Direction of the writing, from the script where the tag names one, else from language and region."""
        if self.script:
            return self.script in RIGHT_TO_LEFT_SCRIPTS
        locale = f"{self.language}-{self.region}"
        if self.language in RIGHT_TO_LEFT_LANGUAGES:
            return locale not in LEFT_TO_RIGHT_LOCALES
        return locale in RIGHT_TO_LEFT_LOCALES


@dataclass
class Subtags:
    """Subtags of a tag in lower case, taken from the front."""

    rest: list[str] = field(default_factory=list)

    def take(self, pattern: re.Pattern[str]) -> str:
        """Remove the next subtag if it has the pattern and return it, else return an empty string."""
        return self.rest.pop(0) if self.rest and pattern.fullmatch(self.rest[0]) else ""

    def take_all(self, pattern: re.Pattern[str], *, limit: int = LENGTH) -> tuple[str, ...]:
        """Remove the next subtags that have the pattern, up to a limit, and return them."""
        subtags: list[str] = []
        while len(subtags) < limit and (subtag := self.take(pattern)):
            subtags.append(subtag)
        return tuple(subtags)


@lru_cache(maxsize=1024)
def read_tag(text: str) -> LanguageTag | None:
    """Read a language tag as RFC 5646, CLDR, Apple, Java and POSIX print it; return None where it is none.

    Reads zh-Hant-HK, zh_Hant_HK, zh-Hant_HK, zh_HK_#Hant, sr__#Latn, sr_RS@latin and en_US.UTF-8 in any case. Codes
    that were renamed get their new name: iw is he, i-klingon is tlh, no_NO_NY is nn-NO. Subtags are not looked up:
    xx-Abcd is a tag. A known encoding and modifier are dropped; with another the text is none: foo@bar.com.
    None for tags longer than LENGTH, and for i-default, i-enochian and i-mingo, which have no new name. Never raises.
    """
    plain = text.strip()
    if not plain.isascii():
        return None
    hyphened = "-".join(sort_subtags(plain))
    tag = parse(REPLACED.get(hyphened, hyphened).lower().split("-"))
    return tag if tag is not None and len(str(tag)) <= LENGTH else None


def is_same_language(one: str, other: str) -> bool:
    """Return whether two tags have one primary language: zh_TW and zh-Hans do; texts that are no tags never do."""
    primary = primary_language(one)
    return primary != "" and primary == primary_language(other)


def primary_language(text: str) -> str:
    """Return the primary language subtag of a tag: zh of zh_TW; empty where the text is no tag or names no language."""
    tag = read_tag(text)
    return tag.primary if tag else ""


def sort_subtags(text: str) -> list[str]:
    """Return the subtags of a tag of any spelling, in lower case and in the order of RFC 5646.

    Encoding and modifier are left out. An empty list where the encoding or the modifier is unknown: the text is no tag.
    """
    locale, _, modifier = text.lower().partition("@")
    locale, _, encoding = locale.partition(".")
    if not (is_known_modifier(modifier) and (not encoding or ENCODING.fullmatch(encoding))):
        return []
    locale, mark, detail = locale.partition("_#")  # Java prints the script last, with empty fields before it
    head = (locale.removesuffix("_") if mark else locale).replace("__", "_").replace("_", "-").split("-")
    tail = detail.replace("_", "-").split("-") if mark else []
    script = SCRIPT_MODIFIERS.get(modifier, "")
    if tail and SCRIPT.fullmatch(tail[0]):
        script = tail.pop(0)
    if script:
        head.insert(1, script)
    if len(head) > 1 and head[-1] == POSIX:
        head.pop()
    return head + tail


def is_known_modifier(modifier: str) -> bool:
    """Return whether POSIX or CLDR prints a modifier after @; an empty one is known."""
    return modifier in {"", *SCRIPT_MODIFIERS, *OTHER_MODIFIERS} or KEYWORDS.fullmatch(modifier) is not None


def parse(subtags: Sequence[str]) -> LanguageTag | None:
    """Return the tag that these subtags in lower case make up by the grammar of RFC 5646 section 2.1, or None."""
    queue = Subtags(list(subtags))
    language = queue.take(LANGUAGE)
    extended = queue.take_all(EXTENDED, limit=3) if language else ()
    script = queue.take(SCRIPT).title() if language else ""
    region = queue.take(REGION).upper() if language else ""
    variants = queue.take_all(VARIANT) if language else ()
    extensions = take_extensions(queue) if language else ()
    private_use = take_private_use(queue)
    singletons = {extension[0] for extension in extensions}
    if queue.rest or not (language or private_use):
        return None
    if len(set(variants)) < len(variants) or len(singletons) < len(extensions):
        return None
    language = RENAMED.get(language, language)
    return LanguageTag(language, extended, script, region, variants, tuple(sorted(extensions)), private_use)


def take_extensions(queue: Subtags) -> tuple[str, ...]:
    """Remove the extensions at the front of the queue and return them; one without content stays."""
    extensions: list[str] = []
    while len(queue.rest) > 1 and IN_EXTENSION.fullmatch(queue.rest[1]) and (singleton := queue.take(SINGLETON)):
        extensions.append("-".join([singleton, *queue.take_all(IN_EXTENSION)]))
    return tuple(extensions)


def take_private_use(queue: Subtags) -> str:
    """Remove the private use at the front of the queue and return it, else return an empty string."""
    if len(queue.rest) < 2 or queue.rest[0] != PRIVATE:
        return ""
    queue.rest.pop(0)
    return "-".join([PRIVATE, *queue.take_all(IN_PRIVATE_USE)])

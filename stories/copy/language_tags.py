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
MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl"}  # scripts as POSIX names them: sr_RS@latin
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
        """Direction of the writing, from the script where the tag names one, else from the language."""
        if self.script:
            return self.script in RIGHT_TO_LEFT_SCRIPTS
        return self.language in RIGHT_TO_LEFT_LANGUAGES


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
    that were renamed get their new name: iw is he, i-klingon is tlh. Subtags are not looked up: xx-Abcd is a tag.
    None for tags longer than LENGTH, and for i-default, i-enochian and i-mingo, which have no new name. Never raises.
    """
    plain = text.strip()
    if not plain.isascii():
        return None
    hyphened = "-".join(sort_subtags(plain)).lower()
    tag = parse(GRANDFATHERED.get(hyphened, hyphened).lower().split("-"))
    return tag if tag is not None and len(str(tag)) <= LENGTH else None


def is_same_language(one: str, other: str) -> bool:
    """Return whether two tags have one primary language: zh_TW and zh-Hans do; texts that are no tags never do."""
    first, second = read_tag(one), read_tag(other)
    return first is not None and second is not None and first.primary != "" and first.primary == second.primary


def sort_subtags(text: str) -> list[str]:
    """Return the subtags of a tag of any spelling in the order of RFC 5646, without what names no language."""
    locale, _, modifier = text.partition("@")
    locale, _, _encoding = locale.partition(".")
    locale, mark, detail = locale.partition("_#")  # Java prints the script last, with empty fields before it
    head = (locale.removesuffix("_") if mark else locale).replace("__", "_").replace("_", "-").split("-")
    tail = detail.replace("_", "-").split("-") if mark else []
    script = MODIFIERS.get(modifier.lower(), "")
    if tail and SCRIPT.fullmatch(tail[0].lower()):
        script = tail.pop(0)
    if script:
        head.insert(1, script)
    if len(head) > 1 and head[-1].lower() == POSIX:
        head.pop()
    return head + tail


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

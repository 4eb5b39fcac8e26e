"""Subjects as the archive's filter takes them: what a reader's words stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from stories.copy.subjects import SUBJECT_CODE, TOPIC, WORDS_ALONE, type_subject
from stories.models import LiveKey, SubjectName, SubjectUse, keys_in_use, live_key

NARROWER_LEVELS = 10  # of a vocabulary, below a subject; IPTC's has five in all
MOST_CONCEPTS = 20_000  # of the vocabulary that are read; IPTC's topics and codes are some three thousand
MOST_KEYS = 2_000  # of one question to the database
LATEST_USES = 1_500  # uses whose names are compared: names of filings have no index


@dataclass(frozen=True, slots=True)
class SubjectMatch:
    """What a reader's words for a subject stand for: keys that live stories have, and the name, empty for none."""

    keys: list[str]
    name: str


def match_subject(words: str) -> SubjectMatch:
    """Return the subjects that a key, a bare code or a name stands for, with all under them. Three queries.

    Names are those of the vocabulary, words that stand for themselves, and those that the latest filings give: of a
    code that the vocabulary does not have, the one that readers find on the story.
    """
    sought = words.casefold()
    typed = type_subject(words)
    keys = {f"{scheme}:{sought}" for scheme in (TOPIC, SUBJECT_CODE, *WORDS_ALONE)} | ({typed.key} if typed else set())
    vocabulary = SubjectName.objects.order_by("key").values_list("key", "name", "broader")[:MOST_CONCEPTS]
    narrower: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for key, name, broader in vocabulary:
        narrower[broader].add(key)
        if key in keys or sought in (key.casefold(), name.casefold(), key.partition(":")[2].casefold()):
            names[key] = name
    used = names_of_latest_uses(words)
    wanted = add_narrower({*keys, *names, *used}, narrower)
    found = (live_key(LiveKey.Scheme.SUBJECT, key) for key in sorted(wanted)[:MOST_KEYS])
    return SubjectMatch(keys_in_use(found), next(filter(None, (*names.values(), *used.values())), ""))


def names_of_latest_uses(words: str) -> dict[str, str]:
    """Return the names of subjects, by key, that the latest live stories call by these words, or whose code they are.

    The name that most of them give it, the first by alphabet of several. One query.
    """
    sought = words.casefold()
    latest = SubjectUse.objects.filter(filing__live__isnull=False).order_by("-pk").values_list("key", "name")
    times = Counter(
        (key, name)
        for key, name in latest[:LATEST_USES]
        if sought in (name.casefold(), key.casefold()) or key.casefold().endswith(f":{sought}")
    )
    by_frequency = sorted(times.items(), key=lambda item: (-item[1], item[0][1]))
    names: dict[str, str] = {}
    for (key, name), _times in by_frequency:
        names[key] = names.get(key) or name
    return names


def add_narrower(keys: set[str], narrower: dict[str, set[str]]) -> set[str]:
    """Return keys with those of all subjects under them."""
    found, level = set(keys), keys
    for _level in range(NARROWER_LEVELS):
        level = {below for key in level for below in narrower.get(key, ())} - found
        found |= level
    return found

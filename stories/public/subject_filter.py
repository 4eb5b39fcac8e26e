"""Subjects as the archive's filter takes them: what a reader's words stand for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from stories.copy.subjects import SUBJECT_CODE, TOPIC, WORDS_ALONE, type_subject
from stories.models import Filing, LiveKey, SubjectName, SubjectUse, live_key

NARROWER_LEVELS = 10  # of a vocabulary, below a subject; IPTC's has five in all
MOST_CONCEPTS = 20_000  # of the vocabulary that are read; IPTC's topics and codes are some three thousand
MOST_KEYS = 2_000  # of one question to the database
LATEST_USES = 10_000  # uses whose names are compared: names of filings have no index


@dataclass(frozen=True, slots=True)
class SubjectMatch:
    """What a reader's words for a subject stand for: keys, and the name that it is known by, empty for none."""

    keys: frozenset[str]
    name: str

    @property
    def live_keys(self) -> list[str]:
        """The keys of live stories that have one of the subjects."""
        return [live_key(LiveKey.Scheme.SUBJECT, key) for key in sorted(self.keys)]

    def is_in_use(self) -> bool:
        """Return whether a live story has one of the subjects. One query."""
        return LiveKey.objects.filter(key__in=self.live_keys).exists()


def match_subject(words: str) -> SubjectMatch:
    """Return the subjects that a key, a bare code or a name stands for, with all under them. Two queries.

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
    found = frozenset(sorted(wanted)[:MOST_KEYS])
    return SubjectMatch(found, next(filter(None, (*names.values(), *used.values())), ""))


def names_of_latest_uses(words: str) -> dict[str, str]:
    """Return the names of subjects, by key, that the latest filings call by these words, or whose code they are.

    The name that most of them give it, the first by alphabet of several. What may not be read any more gives no name.
    One query.
    """
    latest = SubjectUse.objects.order_by("-pk").values("pk")[:LATEST_USES]
    meant = Q(name__iexact=words) | Q(key__iexact=words) | Q(key__iendswith=f":{words}")
    is_readable = Exists(Filing.public.readable().filter(pk=OuterRef("filing")))
    uses = SubjectUse.objects.filter(meant, is_readable, pk__in=latest)
    counted = uses.order_by().values("key", "name").annotate(times=Count("pk")).order_by("times", "-name")
    names: dict[str, str] = {}
    for row in counted[:MOST_KEYS]:
        names[row["key"]] = row["name"] or names.get(row["key"], "")
    return names


def add_narrower(keys: set[str], narrower: dict[str, set[str]]) -> set[str]:
    """Return keys with those of all subjects under them."""
    found, level = set(keys), keys
    for _level in range(NARROWER_LEVELS):
        level = {below for key in level for below in narrower.get(key, ())} - found
        found |= level
    return found

"""The likeness of two texts of a source: what they share, weighed by its rarity, and what stands against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat

from stories.matching.profile import Profile
from stories.matching.rarity import Rarity

# Where no capitals tell names, about so much of a text is shared by chance, and more the more it is of one story.
WORDS_AS_NAMES = 2.5
WORDS_BY_CHANCE = 0.35
ABSENT = repeat(0.0)  # weighs a term that is not there


@dataclass(frozen=True, slots=True)
class Weighed:
    """A profile with the weight of each of its terms."""

    profile: Profile
    weights: Mapping[str, float]
    total: float
    names: float
    heads: float

    def sum_of(self, terms: Iterable[str]) -> float:
        """Return the weight of some terms, those that it has not left out."""
        return sum(map(self.weights.get, terms, ABSENT))

    def without(self, terms: Iterable[str]) -> Weighed:
        """Return the same where some terms weigh nothing."""
        silent = dict.fromkeys(terms, 0.0)
        return weigh_terms(self.profile, {**self.weights, **silent}) if silent else self


def weigh(profile: Profile, rarity: Rarity) -> Weighed:
    """Return a profile with the weights that its terms have in the source."""
    return weigh_terms(profile, rarity.weights(profile))


def weigh_terms(profile: Profile, weights: Mapping[str, float]) -> Weighed:
    """Return a profile with weights, and their sums."""
    names = sum(map(weights.get, profile.likely_names, ABSENT))
    heads = sum(map(weights.get, profile.heads, ABSENT))
    return Weighed(profile, weights, sum(weights.values()), names, heads)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two texts are alike. Shares are from 0 to 1.

    `whole` is the share of the shorter text's weight that the other has, `both` that of the longer one's, `names`
    the same of the shorter one's names. `told` is the weight of the names shared, `lead` that of everything, `rest`
    that of all but names in the text that has the fewest; it `has_one_actor` where a name besides the place stands
    in both headlines. `heads` is the greater share of a headline that stands anywhere in the other text,
    `lesser_heads` the lesser, `same_heads` the share of words that both headlines have, `strange` the weight of names
    of both headlines that the other text lacks. `place` is 1 for the same place, -1 for another, 0 where one has none;
    `figures` the same for exact figures.
    It `has_other_counts` where both headlines have figures, and none in common; it `has_other_names` where both texts
    name somebody besides their places, and nobody in common.
    """

    whole: float
    both: float
    names: float
    told: float
    heads: float
    lesser_heads: float
    strange: float
    place: float
    figures: float
    same_heads: float
    lead: float
    rest: float
    has_one_actor: bool
    has_other_counts: bool
    has_other_names: bool


def liken(mine: Weighed, theirs: Weighed) -> Likeness:
    """Compare two texts."""
    one, other = mine.profile, theirs.profile
    shared = one.terms & other.terms
    weight = mine.sum_of(shared)
    shared_names = list(filter((one.likely_names | other.likely_names).__contains__, shared))
    told = mine.sum_of(shared_names)
    whole = weight / (min(mine.total, theirs.total) or 1.0)
    heads = sorted((share_of_heads(mine, other), share_of_heads(theirs, one)))
    strange = min(strangers(mine, other), strangers(theirs, one))
    h1, h2 = set(one.heads), set(other.heads)
    same_heads = mine.sum_of(h1 & h2) / (min(mine.heads, theirs.heads) or 1.0)
    return Likeness(
        whole=whole,
        both=weight / (max(mine.total, theirs.total) or 1.0),
        names=share_of_names(mine, theirs, told, whole),
        told=told,
        heads=heads[1],
        lesser_heads=heads[0],
        strange=strange,
        place=compare_places(one, other),
        figures=compare_figures(one.figures, other.figures),
        same_heads=same_heads,
        lead=weight,
        rest=min(mine.total - mine.names, theirs.total - theirs.names),
        has_one_actor=bool(h1 & h2 & (one.likely_names | other.likely_names) - {*one.places, *other.places}),
        has_other_counts=have_other_counts(one, other),
        has_other_names=have_other_names(one, other, shared_names),
    )


def share_of_names(mine: Weighed, theirs: Weighed, told: float, whole: float) -> float:
    """Return the share of the names that both texts have; in scripts without capitals all words stand for names."""
    is_of_keyword = bool(mine.profile.names) and not mine.names  # it has told all names already
    if mine.profile.has_capitals and theirs.profile.has_capitals and not is_of_keyword:
        return min(1.0, told / (min(mine.names, theirs.names) or 1.0))
    return min(1.0, max(0.0, WORDS_AS_NAMES * whole - WORDS_BY_CHANCE))


def share_of_heads(mine: Weighed, other: Profile) -> float:
    """Return the share of a headline that stands anywhere in the other text."""
    there = mine.sum_of(term for term in mine.profile.heads if term in other.terms)
    return there / mine.heads if mine.heads else 0.5


def strangers(mine: Weighed, other: Profile) -> float:
    """Return the weight of the headline's names that the other text does not have."""
    names = mine.profile.likely_names
    return mine.sum_of(term for term in mine.profile.heads if term in names and term not in other.terms)


def compare_places(one: Profile, other: Profile) -> float:
    """Return 1 for the same place in both date lines, -1 for another, 0 where one has none."""
    if not one.places or not other.places:
        return 0.0
    return 1.0 if set(one.places) & set(other.places) else -1.0


def compare_figures(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Return 1 where exact figures are shared, -1 where both texts have some and share none."""
    exact, others = exact_figures(mine), exact_figures(theirs)
    if not exact or not others:
        return 0.0
    return 1.0 if exact & others else -1.0


def have_other_counts(one: Profile, other: Profile) -> bool:
    """Return whether two headlines count otherwise: each has figures, and they share none."""
    mine, theirs = one.figures.intersection(one.heads), other.figures.intersection(other.heads)
    return bool(mine and theirs) and not mine & theirs


def have_other_names(one: Profile, other: Profile, shared: Iterable[str]) -> bool:
    """Return whether both texts have names besides their places, and share none but those of places."""
    places = {*one.places, *other.places}
    return places.issuperset(shared) and not (places >= one.names.keys() or places >= other.names.keys())


def exact_figures(figures: frozenset[str]) -> set[str]:
    """Return the results, fractions and large numbers among figures: those that a story keeps."""
    return {figure for figure in figures if "-" in figure or "." in figure or len(figure) > 4}

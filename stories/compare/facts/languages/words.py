"""The words of one language by which facts are found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class LanguageWords:
    """Words of one language by which facts are found. All but the numbers are regular expressions.

    `numbers` are the words of single numbers up to a hundred, and those of several hundreds; `numbers_behind` are those
    that count behind others alone, as articles look alike; `scales` multiply what stands before them. `subjects` are
    the words that say what a figure counts: `parting` ones between the two say that it counts something else, `linking`
    ones may stand between such a word and a figure behind it. `is_spaced`: words have blanks between them. `people` are
    nouns for anybody, which say nothing by themselves of the thing that a figure of people counts. `person` is the one
    of them that any other may stand for: a man is one of three people. `nearer`: words between a figure and its noun
    that name no other thing ("15 more people"), `people_forms`: words for one noun; `vague`: words of numbers that tell
    no value; `doubtful` ones make a figure of dead none of a toll, `part` ones before a figure one of a part, as do
    `joining` ones behind another figure, and `animals` are no people. `ordinal_words` are expressions for "third" and
    its forms by their values, `fractions` are expressions for "a third" and "two thirds" by their values, written 1/3,
    and `fraction_ends` one for what must stand behind those of one part ("a third man" is none), `fraction_ends_behind`
    one for what may stand there too where `fraction_behind` is before them ("by a third in May"), `lone` one for an
    article that stands for one ("a man"), `lone_nouns` nouns that do so by themselves, where there are no articles,
    `points` one for percentage points. `spelled_before`: what must follow a number in words, where its words stand in
    others too.
    """

    numbers: Mapping[str, int] = field(default_factory=dict)
    numbers_behind: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    number_joint: str = " "
    decimal_sign: str = "."
    months: str = ""
    days: str = ""
    date_forms: tuple[str, ...] = ()
    time_forms: tuple[str, ...] = ()
    ages: str = ""
    ordinals: str = ""
    ordinal_words: Mapping[int, str] = field(default_factory=dict)
    fractions: Mapping[str, str] = field(default_factory=dict)
    fraction_ends: str = ""
    fraction_behind: str = ""
    fraction_ends_behind: str = ""
    lone: str = ""
    lone_nouns: str = ""
    points: str = ""
    shares: str = ""
    money: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)
    note_subjects: Mapping[str, str] = field(default_factory=dict)
    parting: str = ""
    linking: str = ""
    nearer: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    person: str = ""
    people_forms: Mapping[str, str] = field(default_factory=dict)
    vague: frozenset[str] = frozenset()
    doubtful: str = ""
    part: str = ""
    joining: str = ""
    animals: str = ""
    no_number: str = ""
    between: tuple[str, str] | None = None
    negative: str = ""
    note_figures: str = ""
    note_table: str = ""
    is_spaced: bool = True
    spelled_before: str = ""
    dimensions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    negation: str = ""
    has_names: bool = False
    particles: str = ""
    openers: str = ""
    endings: str = ""
    saying: str = ""
    before_speaker: str = ""
    after_speaker: str = ""
    roles: str = ""
    pronouns: str = ""

"""Pages of one story's chain: each begins behind a version, so that page 500 costs as much as page 1."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from django.http import QueryDict

    from stories.models import Filing, MovedFiling, PublicStory
    from stories.models.chain_shape import ChainShape

CORRECTIONS = "corrections"
VERSIONS_A_PAGE = 10  # of the data and of the feed: what is longer takes a line too long
ROWS_OF_HISTORY = 20  # of a page for people
VERSIONS_OF_GROWTH = 20  # whose texts are read for one page


class ChainCursorForm(forms.Form):
    """The version behind which a page begins, towards the older texts or towards the newer."""

    older = forms.IntegerField(required=False, min_value=1, max_value=999_999_999)
    newer = forms.IntegerField(required=False, min_value=1, max_value=999_999_999)


class HistoryForm(ChainCursorForm):
    """A page of a history: of all versions, or of those that put something right."""

    show = forms.ChoiceField(choices=[(CORRECTIONS, CORRECTIONS)], required=False)


@dataclass(frozen=True, slots=True)
class ChainPage:
    """The numbers on a page of a chain, in its order, and the cursors of the pages beside it; None for no such page.

    `query` is what their addresses need beside the cursor.
    """

    numbers: tuple[int, ...]
    older: int | None
    newer: int | None
    query: str = ""

    @property
    def is_newest(self) -> bool:
        """Whether it is the page at the address without a cursor, or one just like it."""
        return self.newer is None


@dataclass(frozen=True, slots=True)
class CorrectionNumbers:
    """The numbers of the corrections of a story, as a chain of their own."""

    numbers: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many they are."""
        return len(self.numbers)

    def holds(self, number: int) -> bool:
        """Return whether a number is among them."""
        return number in self.numbers

    def place(self, number: int) -> int:
        """Return the place of a number among them, from 0."""
        return self.numbers.index(number)

    def between(self, begin: int, end: int) -> list[int]:
        """Return those at the places from `begin` on and before `end`."""
        return list(self.numbers[begin:end])


def page_of_chain(public_story: PublicStory, query: QueryDict) -> ChainPage:
    """Return the page of a chain that an address asks for, with those that went; the newest for what cannot be read."""
    return page_among(public_story.shape, ChainCursorForm(query))


def page_of_history(public_story: PublicStory, query: QueryDict) -> ChainPage:
    """Return the page of a history that an address asks for: of a chain, or of the corrections of it with words."""
    form = HistoryForm(query)
    if not form.is_valid() or form.cleaned_data["show"] != CORRECTIONS:
        return page_among(public_story.shape, form, ROWS_OF_HISTORY)
    page = page_among(CorrectionNumbers(public_story.worded_corrections), form, ROWS_OF_HISTORY)
    return replace(page, query=f"show={CORRECTIONS}")


def page_of_growth(public_story: PublicStory, query: QueryDict) -> ChainPage:
    """Return the versions whose text grows on the page that an address asks for."""
    return page_among(public_story.shape, ChainCursorForm(query), VERSIONS_OF_GROWTH)


def page_among(
    chain: ChainShape | CorrectionNumbers, form: ChainCursorForm, length: int = VERSIONS_A_PAGE
) -> ChainPage:
    """Return the page that a form asks for; the newest where the chain does not hold the version that it names."""
    form.is_valid()
    older, newer = (form.cleaned_data.get(name) or 0 for name in ("older", "newer"))
    end = chain.total
    if chain.holds(older):
        end = chain.place(older) or end
    elif chain.holds(newer):
        end = min(chain.place(newer) + 1 + length, end)
    begin = max(end - length, 0)
    numbers = tuple(chain.between(begin, end))
    return ChainPage(numbers, numbers[0] if begin else None, numbers[-1] if end < chain.total else None)


def rows_on_page(public_story: PublicStory, page: ChainPage) -> list[Filing | MovedFiling]:
    """Return the filings of a page that were looked up, in the order of the chain, those that went in their places."""
    rows: list[Filing | MovedFiling] = [*public_story.filings, *public_story.moved]
    by_number = {row.number: row for row in rows}
    return [by_number[number] for number in page.numbers if number in by_number]


def numbers_to_read(public_story: PublicStory, page: ChainPage) -> set[int]:
    """Return the numbers of a page, of the texts before its own, and of the newest."""
    before = {public_story.shape.predecessor(number) for number in page.numbers}
    return {*page.numbers, *before, public_story.newest_number} - {0}

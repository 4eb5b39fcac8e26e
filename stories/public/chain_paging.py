"""Pages of one story's chain: each begins behind a version, so that page 500 costs as much as page 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from django.http import QueryDict

    from stories.models import PublicStory

VERSIONS = 10  # a page of a history, of its data and of its feed: what is longer takes a reader, or a line, too long


class ChainCursorForm(forms.Form):
    """The version behind which a page begins, towards the older texts or towards the newer."""

    older = forms.IntegerField(required=False, min_value=1, max_value=999_999_999)
    newer = forms.IntegerField(required=False, min_value=1, max_value=999_999_999)


@dataclass(frozen=True, slots=True)
class ChainPage:
    """The numbers on a page of a chain, in its order, and the cursors of the pages beside it; None for no such page."""

    numbers: tuple[int, ...]
    older: int | None
    newer: int | None

    @property
    def is_newest(self) -> bool:
        """Whether it is the page at the address without a cursor, or one just like it."""
        return self.newer is None


def page_of_chain(public_story: PublicStory, query: QueryDict) -> ChainPage:
    """Return the page of a chain that an address asks for, with those that went; the newest for what cannot be read."""
    shape, form = public_story.shape, ChainCursorForm(query)
    form.is_valid()
    older, newer = (known(form.cleaned_data.get(name), shape.total) for name in ("older", "newer"))
    end = shape.total
    if older:
        end = shape.place(older)
    elif newer:
        end = min(shape.place(newer) + 1 + VERSIONS, shape.total)
    begin = max(end - VERSIONS, 0)
    numbers = tuple(shape.between(begin, end))
    return ChainPage(
        numbers,
        older=numbers[0] if begin and numbers else None,
        newer=numbers[-1] if end < shape.total and numbers else None,
    )


def known(number: int | None, total: int) -> int | None:
    """Return the number of a version that the story has; None for others."""
    return number if number and number <= total else None


def numbers_to_read(public_story: PublicStory, page: ChainPage) -> set[int]:
    """Return the numbers of a page, of the texts before its own, and of the newest."""
    before = {public_story.shape.predecessor(number) for number in page.numbers}
    return {*page.numbers, *before, public_story.newest_number} - {0}

"""The original beside the form of its translation: its words now, and what changed in them since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stories import copy
from stories.admin.versions import desk_comparison
from stories.compare import compare
from stories.models import Filing, StoryRelation, Translation

if TYPE_CHECKING:
    from stories.display.comparison import ComparisonView
    from stories.models import Story


@dataclass(frozen=True, slots=True)
class Original:
    """The story that another is a translation of, as it reads now.

    `based_on` is the number of the filing that the translation has the words of; None where nobody said. `sheet` is
    what changed since, None where nothing did.
    """

    story: Story
    filing: Filing | None
    headline: str
    html: copy.Html
    based_on: int | None
    sheet: ComparisonView | None

    @property
    def is_newer(self) -> bool:
        """Whether it was filed since the translation had its words."""
        return self.based_on is not None and self.based_on < self.story.newest_number


def find_original(story: Story) -> Original | None:
    """Return the original of a translation; None of any other story. A query, and two of a translation."""
    relations = StoryRelation.objects.filter(story=story, kind=StoryRelation.Kind.TRANSLATION)
    relation = relations.select_related("other", "translation").first()
    if relation is None:
        return None
    original, translation = relation.other, getattr(relation, "translation", None)
    based_on = translation.based_on if isinstance(translation, Translation) else None
    wanted = {based_on or 0, original.newest_number}
    filings = Filing.objects.filter(story=original, number__in=wanted, taken_down_at=None)
    by_number = {filing.number: filing for filing in filings}
    newest, old = by_number.get(original.newest_number), by_number.get(based_on or 0)
    sheet = None
    if newest is not None and old is not None and newest is not old:
        sheet = desk_comparison(compare(old.text(), newest.text()), newest.language)
    words = newest or original
    return Original(original, newest, words.headline, copy.to_html(words.blocks), based_on, sheet)

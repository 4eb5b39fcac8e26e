"""Values that a new story opens with: the house's source, the writer's section, a slugline made of its headline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef

from stories.models import Item, Source, person_settings

if TYPE_CHECKING:
    from stories.display.requests import DeskRequest
    from stories.models import Story

LAST_CHOICES = "new-story"  # the session's key for the source and section of the last story that was begun in it
SLUGLINE_WORDS = 3
SHORTEST_WORD = 4  # letters; shorter ones are mostly articles and prepositions
UNSPACED_LETTERS = 8  # of a headline in a script without spaces


def propose_slugline(headline: str) -> str:
    """Return a keyword made of the headline's first long words, as desks write one: "Quake-Kills-Tollen"."""
    words = re.findall(r"[^\W_]+", headline)
    long_words = [word for word in words if len(word) >= SHORTEST_WORD] or words
    cut = [word if len(words) > 1 else word[:UNSPACED_LETTERS] for word in long_words]
    return "-".join(word[:1].upper() + word[1:] for word in cut[:SLUGLINE_WORDS])


def house_source() -> Source | None:
    """Return the newsroom's own source: that with the site's name, else the only one that never sent copy.

    None where neither tells one. Two queries at most.
    """
    named = Source.objects.filter(name__iexact=settings.SITE_NAME).first()
    if named:
        return named
    silent = Source.objects.exclude(Exists(Item.objects.filter(source=OuterRef("pk"))))[:2]
    return silent[0] if len(silent) == 1 else None


def new_story_values(request: DeskRequest) -> dict[str, int | None]:
    """Return source and section of a new story: those last chosen in this session, else the house's and one's own."""
    last = request.session.get(LAST_CHOICES, {})
    own = person_settings(request.user).sections
    house = None if last.get("source") else house_source()
    return {
        "source": last.get("source") or (house.pk if house else None),
        "section": last.get("section") or (next(iter(own)) if len(own) == 1 else None),
    }


def remember_choices(request: DeskRequest, story: Story) -> None:
    """Remember the source and the section of a story that was begun, for the next one of the session."""
    request.session[LAST_CHOICES] = {"source": story.source_id, "section": story.section_id}

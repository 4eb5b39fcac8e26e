"""What a new story begins with: a template of its section's, and snippets that stand in for paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from stories import copy
from stories.models import Snippet, Story, StoryTemplate, person_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User

    from stories.display.requests import DeskRequest

SLASHED_NAME = re.compile(r"/([\w-]{1,60})")


def template_values(request: DeskRequest) -> dict[str, object]:
    """Return the values that the template named by the address fills a new story with. A query where it names one."""
    number = request.GET.get("template", "")
    template = StoryTemplate.objects.filter(pk=int(number[:18])).first() if number.isdecimal() else None
    return template.values() if template else {}


def beginnings_context(person: User, story: Story | None) -> dict[str, Any]:
    """Return the templates to begin a new story with, and the snippets for its section. A query, two for a new one."""
    templates = list(StoryTemplate.objects.select_related("section")) if story is None else []
    covered = person_settings(person).covers
    return {
        "templates": [one for one in templates if one.section_id is None or covered(one.section_id)],
        "snippets": Snippet.objects.for_section(story.section_id) if story else Snippet.objects.all(),
    }


def expand_snippets(blocks: Sequence[copy.Block]) -> tuple[copy.Block, ...]:
    """Return copy with the text of a snippet in place of each paragraph that is its name behind a slash.

    One query where there is such a paragraph; a name that no snippet has stays as it is typed.
    """
    names = {index: match[1] for index, block in enumerate(blocks) if (match := SLASHED_NAME.fullmatch(block.text))}
    if not names:
        return tuple(blocks)
    known = {snippet.name: snippet.blocks for snippet in Snippet.objects.filter(name__in=names.values())}
    expanded: list[copy.Block] = []
    for index, block in enumerate(blocks):
        expanded += known.get(names.get(index, ""), (block,))
    return tuple(expanded)

"""Lines that tell what became of what arrived: for programs as JSON, for people as columns."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from django.conf import settings

from stories import copy
from stories.control_signs import escape_in_json
from stories.models import Item, Outcome, Story

HEADLINE_SHOWN = 80  # characters in a line for people


def json_line(path: str, item: Item) -> str:
    """Return an item as a JSON object in one line, by the contract of `manage.py ingest --json`."""
    filing = item.filing
    data = {
        "path": path,
        "item": item.identity,
        "version": item.version,
        "outcome": item.outcome,
        "story": item.story_id,
        "filing": filing.number if filing else None,
        "url": public_address(item),
        "designator": item.designator,
        "headline": item.headline,
        "reason": item.reason,
        "likely": item.likely_story_id,
        "score": None if item.score is None else round(item.score, 3),
    }
    return escape_in_json(json.dumps(data, ensure_ascii=False))


def text_line(path: str, item: Item) -> str:
    """Return an item as a line for people, without the controls that the name of a file may hold."""
    where = f"story {item.story_id}" if item.story_id else "no story"
    if item.filing:
        where = f"{where}, filing {item.filing.number}"
    columns = [f"{item.outcome:<9}", where, item.headline[:HEADLINE_SHOWN] or Path(path).name, item.reason]
    return "  ".join(" ".join(copy.clean(part).split()) if i else part for i, part in enumerate(columns) if part)


def public_address(item: Item) -> str | None:
    """Return the address of the story's public page; None where it has none. A query where the story is not at hand."""
    story = item.story if Item.story.is_cached(item) else None
    if item.story_id and not (story and story.slug):  # which may have been filed since
        story = Story.objects.filter(pk=item.story_id).only("slug").first()
    if story is None or not story.slug:
        return None
    return settings.SITE_URL + story.get_public_url()


def summary_line(counts: Counter[str]) -> str:
    """Return the last line: how many items had which outcome."""
    total = sum(counts.values())
    parts = [f"{counts[outcome]} {outcome}" for outcome in Outcome.values if counts[outcome]]
    return f"{total} {'item' if total == 1 else 'items'}: {', '.join(parts)}." if parts else "No items."

"""Removal of the demo newsroom, whole, as long as nothing real stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from reversion.models import Revision

from stories import desk
from stories.demo.newsroom import PEOPLE, SECTIONS, demo_stories, read_beginnings, source_names
from stories.models import Delivery, DeskNote, Photo, Section, Snippet, Source, StoryTemplate


def obstacles() -> list[str]:
    """Return what stands in the newsroom that is not the demo's, in words; nothing where the demo stands alone."""
    return list(find_obstacles())


def find_obstacles() -> Iterator[str]:
    """Give what others than the people of the demo did, and what came in from the wire."""
    if number := Delivery.objects.count():
        yield f"copy from the wire ({number})"
    for words, users in (
        ("stories saved", Revision.objects.values_list("user__username", flat=True)),
        ("notes", DeskNote.objects.values_list("by__username", flat=True)),
        ("photos", Photo.objects.values_list("added_by__username", flat=True)),
    ):
        if others := sorted(set(users.distinct()) - set(PEOPLE) - {None}):
            yield f"{words} by {', '.join(others)}"


@transaction.atomic
def remove() -> dict[str, int]:
    """Take the demo out: all stories, and what it made to go with them; return how many rows of each went.

    Sections and sources that somebody has set up further, and people who were given a name or an address, stay.
    """
    data = read_beginnings()
    people = User.objects.filter(username__in=PEOPLE, first_name="", last_name="", email="")
    counts = {"people": people.count(), "stories": desk.erase_stories(people)}
    sources = source_names(demo_stories())
    made: dict[str, QuerySet[Section] | QuerySet[Source]] = {
        "sections": Section.objects.filter(slug__in=[name.lower() for name in SECTIONS], person=None),
        "sources": Source.objects.filter(name__in=sources, feed_address="", tokens=None),
    }
    StoryTemplate.objects.filter(name__in=names_of(data["templates"])).delete()
    Snippet.objects.filter(name__in=names_of(data["snippets"])).delete()
    for name, rows in made.items():
        counts[name] = rows.count()
        rows.delete()
    return counts


def names_of(rows: Iterable[dict[str, str]]) -> list[str]:
    """Return the names of rows of a file of the demo."""
    return [row["name"] for row in rows]

"""One of several processes that act on one story at the same moment: python -m tests.racer ACT [NUMBER]."""

import json
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from stories import copy, desk, digests, intake  # noqa: E402 after setup
from stories.models import Story  # noqa: E402 after setup
from stories.worker import due  # noqa: E402 after setup
from tests import builders  # noqa: E402 after setup
from tests.builders import chain_links  # noqa: E402 after setup
from ticker import board_actions  # noqa: E402 after setup
from ticker.models import Change, Pin  # noqa: E402 after setup

FILINGS = 5
ITEM = {
    "uri": "urn:example:one",
    "version": "1",
    "versioncreated": "2026-02-10T11:00:00Z",
    "type": "text",
    "headline": "Dam at Karse Head holds",
    "body_text": "The dam at Karse Head held.",
    "source": "Vesper",
}


def open_one():
    builders.an_editor()
    return builders.a_story().pk


def schedule():
    story = builders.a_story()
    at = builders.NOON + timedelta(minutes=1)
    desk.schedule(story, by=None, now=builders.NOON, at=at, designator="", note="", based_on=story.save_number)
    return story.pk


def file(number):
    """File five texts, each on what stands there, again and again where somebody was faster."""
    numbers = []
    while len(numbers) < FILINGS:
        story = Story.objects.get()
        story.body = copy.to_json(copy.from_typed(f"Text {len(numbers)} of editor {number}."))
        try:
            saved = desk.save(story, by=None, now=builders.NOON, based_on=story.save_number)
            filing = desk.file(saved, by=None, now=builders.NOON, designator="", note="", based_on=saved.save_number)
        except desk.StaleError:
            continue
        numbers.append(filing.number)
    return numbers


def save(number):
    story = Story.objects.get()
    story.body = copy.to_json(copy.from_typed(f"The text of editor {number}."))
    try:
        desk.save(story, by=None, now=builders.NOON, based_on=1)
    except desk.StaleError:
        return False
    return True


def ingest(_number):
    options = intake.IntakeOptions(on_arrival=intake.OnArrival.FILE)
    return intake.take("one.json", json.dumps(ITEM).encode(), now=builders.NOON, options=options)[0].outcome


def release(_number):
    return len(due.release_due(builders.NOON + timedelta(minutes=2)))


def pin(number):
    """Pin three stories of one's own and move each down, again and again where somebody else was faster."""
    late = 0
    for step in range(3):
        story = builders.a_chain("", slugline=f"Pinned-{number}-{step}")
        while True:
            seen = board_actions.board_version()
            try:
                made = board_actions.pin_story(story, by=None, now=builders.NOON, seen=seen)
                board_actions.move_pin(made.pk, board_actions.place_below, by=None, now=builders.NOON)
                break
            except board_actions.StaleBoardError:
                late += 1
    return late


def open_two():
    """Make two live stories of one event."""
    return [builders.a_chain("Urgent").pk, builders.a_chain("1st LD").pk]


def join(number):
    """Make two stories one, half of the racers the one way, half the other; return whether it was done."""
    pair = list(Story.objects.order_by("pk"))
    story, into = pair if number % 2 else reversed(pair)
    try:
        desk.join_stories(story, into, by=None, now=builders.NOON, reason="One event")
    except desk.NotPossibleError:
        return False
    return True


def board_outcome():
    """Return the outcome: the places, the sluglines, and the numbers of the changes."""
    pins = Pin.objects.select_related("story").in_order()
    return {
        "places": [pin.position for pin in pins],
        "stories": sorted(pin.story.slugline for pin in pins),
        "changes": list(Change.objects.values_list("number", flat=True)),
    }


def verify():
    story = Story.objects.get()
    broken = digests.find_broken(chain_links(story.pk))
    return {"broken": broken and broken.why, "newest": story.newest_number}


if __name__ == "__main__":
    act, *rest = sys.argv[1:]
    alone = {"open": open_one, "open two": open_two, "schedule": schedule, "verify": verify, "pinned": board_outcome}
    together = {"file": file, "save": save, "ingest": ingest, "release": release, "pin": pin, "join": join}
    answer = together[act](int(rest[0])) if rest else alone[act]()
    sys.stdout.write(json.dumps(answer) + "\n")

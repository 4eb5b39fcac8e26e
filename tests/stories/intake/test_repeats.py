"""The same bytes again: duplicates of what they were, in the same story, and read anew wherever that may matter."""

import json

import pytest

from stories import desk, intake, wire
from stories.intake import IntakeOptions, OnArrival
from stories.models import Delivery, Item, Source
from tests.builders import NOON
from tests.stories.intake.test_taking import FILE, ninjs

pytestmark = pytest.mark.django_db

DAM = json.dumps(ninjs(source="Vesper")).encode()
UNTIMED = b"Dam at Karse Head holds\n\nVesper\n\nKARSE HEAD (Vesper) -- The dam at Karse Head held.\n\nEndit\n"


@pytest.fixture
def readings(monkeypatch):
    """Count how often bytes are read."""
    counted = []
    read = wire.read

    def count(data, **options):
        counted.append(data)
        return read(data, **options)

    monkeypatch.setattr(wire, "read", count)
    return counted


def take(data=DAM, name="dam.json", options=FILE):
    return intake.take(name, data, now=NOON, options=options)


@pytest.mark.parametrize("data", [DAM, UNTIMED])
def test_bytes_that_come_again_are_duplicates_of_the_first_as_if_they_were_read(readings, data):
    [first] = take(data)
    [again] = take(data)
    [read] = take(data, name="other.json")

    compared = [field.attname for field in Item._meta.fields if field.name not in ("id", "delivery", "folded_digest")]
    assert [getattr(again, name) for name in compared] == [getattr(read, name) for name in compared]
    assert (again.outcome, again.story, again.filing) == ("duplicate", first.story, first.filing)
    assert (len(readings), Delivery.objects.count(), Item.objects.count()) == (2, 2, 3)


@pytest.mark.parametrize(
    ("change", "is_read"),
    [
        ("nothing", False),
        ("the same source by an option", False),
        ("another source by an option", True),
        ("a source that the copy does not name", True),
        ("letters that were in doubt", True),
        ("it is in no story", True),
        ("its words were taken down", True),
    ],
)
def test_bytes_that_come_again_are_read_where_what_they_say_may_be_another_thing(readings, change, is_read):
    [first] = take()
    options = FILE
    match change:
        case "the same source by an option":
            options = IntakeOptions(OnArrival.FILE, source=first.source)
        case "another source by an option":
            options = IntakeOptions(OnArrival.FILE, source=Source.objects.create(name="Norda"))
        case "a source that the copy does not name":
            Source.objects.update(name="Norda")
        case "letters that were in doubt":
            Item.objects.update(readings=["windows-1252", "windows-1250"])
        case "it is in no story":
            Item.objects.update(story=None)
        case "its words were taken down":
            desk.take_down(first.filing, by=None, now=NOON, reason="A court said so.")
    readings.clear()

    [again] = take(options=options)

    assert bool(readings) is is_read
    assert again.place == 0

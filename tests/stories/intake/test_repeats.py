"""The same bytes again: duplicates of what they were, in the same story, and read anew wherever that may matter."""

import json

import pytest

from stories import desk, intake, wire
from stories.intake import IntakeOptions, OnArrival, batches
from stories.models import Delivery, Item, Source, Story
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


@pytest.mark.parametrize(
    ("again", "outcomes"),
    [("resumed", ["filed"] * 5), ("sent again", ["duplicate", "duplicate", "filed", "filed", "filed"])],
)
def test_delivery_that_was_cut_off_is_taken_to_its_end_before_it_is_repeated(monkeypatch, readings, again, outcomes):
    five = json.dumps(
        [ninjs(uri=f"urn:example:{n}", headline=f"Ferry {n}", source="Vesper") for n in range(5)]
    ).encode()
    with monkeypatch.context() as one_by_one:
        one_by_one.setattr(batches, "MOST_PIECES", 1)
        taken = intake.take_pieces("five.json", five, now=NOON, options=FILE)
        first = [next(taken), next(taken)]
        taken.close()

    if again == "resumed":
        rest = list(intake.resume("five.json", five, since=NOON, now=NOON, options=FILE))
        assert rest[:2] == first
    else:
        rest = take(five, "five.json")
    readings.clear()
    last = take(five, "five.json")

    assert [item.outcome for item in rest] == outcomes
    assert [item.outcome for item in last] == ["duplicate"] * 5
    assert len({item.story_id for item in last}) == Story.objects.count() == 5
    assert not readings

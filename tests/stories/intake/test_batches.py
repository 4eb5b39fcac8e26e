"""Pieces that arrive together end as if they had come one by one, and what is wrong with one harms no other."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from reversion.models import Version

from stories import desk, intake, search
from stories.digests import Link, find_broken
from stories.intake import Arrival, IntakeOptions, OnArrival, batches
from stories.intake import arrivals as arrivals_module
from stories.intake.item_intake import ItemIntake
from stories.intake.rarities import known
from stories.models import Delivery, Filing, Item, ItemTerm, LiveStory, Outcome, Story, SubjectUse
from stories.reading import copy_readers
from tests.builders import NOON
from tests.stories.intake.test_taking import CHAIN, LINKED, TEXTS, a_text, ninjs

pytestmark = pytest.mark.django_db

FILE = IntakeOptions(on_arrival=OnArrival.FILE)
STORY_FIELDS = (
    *("state", "slug", "slugline", "headline", "designator", "filed_number", "newest_number", "first_moved_at"),
    *("save_number", "updated_at", "created_at", "edited_at", "embargo_until", "release_at", "body", "subjects"),
)
OTHERS = [
    ninjs(6, uri="urn:example:bridge", headline="Bridge at Olm shut", body="The bridge at Olm was shut by Ada Vant."),
    ninjs(7, uri="urn:example:bridge", headline="Bridge at Olm open", body="The bridge at Olm was opened by Ada Vant."),
    ninjs(8, uri="urn:example:bridge", pubstatus="canceled"),
    ninjs(9, uri="urn:example:bridge", headline="Bridge at Olm open again", body="It was opened."),
    ninjs(1, uri="urn:example:embargo", headline="Budget of Telva out", body="Telva spends more.",
          embargoed="2026-02-11T09:00:00Z"),
]  # fmt: skip


def arrivals(*pieces):
    """Return deliveries of a piece each, of ninjs or text."""
    data = [piece.encode() if isinstance(piece, str) else json.dumps(piece).encode() for piece in pieces]
    return [Arrival(f"{number}.txt", content, NOON, FILE) for number, content in enumerate(data)]


def take(*pieces):
    return [item for _arrival, items in intake.take_arrivals(arrivals(*pieces)) for item in items]


def filing_of(item):
    return item.filing and (item.filing.number, item.filing.follows)


def link_of(filing):
    """Return a filing as a link of its chain."""
    return Link(filing.head(), filing.content_digest, filing.previous_digest, filing.digest, filing.content())


def rows():
    """Return what is kept of all that was taken, stories by the order in which they were opened."""
    stories = list(Story.objects.order_by("pk"))
    places = {story.pk: place for place, story in enumerate(stories)}
    versions = {story.pk: Version.objects.get_for_object(story).order_by("pk") for story in stories}
    items = Item.objects.select_related("filing").order_by("pk")
    return {
        "items": [
            (item.headline, item.outcome, item.reason, places.get(item.story_id), filing_of(item),
             places.get(item.likely_story_id), item.score, item.signs, item.profile, item.folded_digest,
             sorted(item.terms.values_list("term", "moved_at")))
            for item in items
        ],
        "stories": [[getattr(story, name) for name in STORY_FIELDS] for story in stories],
        "revisions": [
            [(version.revision.comment, version.revision.user, version.field_dict["body"], version.object_repr,
              version.field_dict["save_number"], version.field_dict["state"]) for version in versions[story.pk]]
            for story in stories
        ],
        "filings": [
            [({**filing.content(), "salt": ""}, filing.revision.comment, filing.follows, filing.is_back_dated,
              filing.body_html, list(SubjectUse.objects.filter(filing=filing).values_list("key", "name")))
             for filing in story.filings.order_by("number")]
            for story in stories
        ],
        "live": [
            [(live.filing.number, live.first_moved_at, sorted(live.keys.values_list("key", flat=True)))
             for live in LiveStory.objects.filter(story=story)]
            for story in stories
        ],
        "found": [
            (index, len(search.find_places(index, word, search.Span(), limit=100)))
            for index in search.Index for word in ("dam", "bridge", "thousands", "budget")
        ],
        "chains": [find_broken(map(link_of, story.filings.order_by("number"))) for story in stories],
    }  # fmt: skip


def test_pieces_taken_together_end_as_those_taken_one_by_one_and_by_themselves(monkeypatch):
    subject = [{"uri": "medtop:20000149", "name": "dams"}]
    pieces = [*CHAIN[::-1], *LINKED[::-1], *TEXTS, CHAIN[2], *OTHERS, TEXTS[0], OTHERS[0] | {"subject": subject}, "{"]
    results = []

    plain = ItemIntake.is_plain
    for most, is_plain, read_here, together in (
        *((1, plain, 50, 50), (7, plain, 50, 50), (50, plain, 50, 50), (50, plain, 0, 50), (50, None, 50, 50)),
        (50, plain, 0, 5),  # the next ones are read while these are taken
    ):
        with monkeypatch.context() as patched, transaction.atomic():
            patched.setattr(arrivals_module, "MOST_ARRIVALS", together)
            patched.setattr(batches, "MOST_PIECES", most)
            patched.setattr(batches, "FIRST_PIECES", most)
            patched.setattr(arrivals_module, "READ_HERE", read_here)
            patched.setattr(copy_readers, "count_processors", lambda: 2)
            patched.setattr(ItemIntake, "is_plain", is_plain or (lambda _self, _decision: False))
            known.clear()
            take(*pieces)
            results.append(rows())
            transaction.set_rollback(True)

    assert len(results[0]["items"]) == len(pieces)
    assert {row[1] for row in results[0]["items"]} >= {"filed", "late", "duplicate", "killed", "scheduled", "failed"}
    for name, expected in results[0].items():
        assert [result[name] for result in results] == [expected] * len(results), name
    assert set(results[0]["chains"]) == {None}


def test_a_piece_that_is_refused_is_tried_again_and_kept_as_failed_and_its_neighbours_are_taken(monkeypatch):
    attempts = []

    def keep(self, decision):
        if self.item.headline.startswith("Sirens"):  # after its filing was made
            attempts.append(Filing.objects.count())
            raise DatabaseError("The disk is full")
        return kept(self, decision)

    kept = ItemIntake.keep
    monkeypatch.setattr(ItemIntake, "keep", keep)

    items = take(*LINKED, CHAIN[0])

    assert [item.outcome for item in items] == ["filed", "failed", "filed", "filed"]
    assert "The disk is full" in items[1].reason
    assert (attempts, Filing.objects.count(), Delivery.objects.count()) == ([0, 2], 3, 4)  # together, then by itself
    assert set(ItemTerm.objects.values_list("item", flat=True)) == {items[0].pk, items[2].pk, items[3].pk}


def test_a_piece_by_itself_that_a_lock_refused_is_tried_once_more(monkeypatch):
    attempts = []

    def keep(self, decision):
        item = kept(self, decision)
        attempts.append(item)
        if len(attempts) == 1:
            raise DatabaseError("deadlock detected")
        return item

    kept = ItemIntake.keep
    monkeypatch.setattr(ItemIntake, "keep", keep)

    [item] = take(CHAIN[0])

    assert (item.outcome, len(attempts)) == ("filed", 2)
    assert (Item.objects.get(), Filing.objects.count(), Story.objects.count()) == (item, 1, 1)


def test_a_fault_in_one_piece_leaves_those_before_it_and_their_deliveries(monkeypatch):
    decide = ItemIntake.decide

    def stumble(self):
        if self.item.headline.startswith("Thousands"):
            raise RecursionError("too deep")
        return decide(self)

    monkeypatch.setattr(ItemIntake, "decide", stumble)

    with pytest.raises(RecursionError):
        take(*LINKED, CHAIN[0])

    assert list(Item.objects.values_list("outcome", flat=True)) == ["filed", "filed"]
    assert Delivery.objects.filter(items=None).count() == 2
    monkeypatch.undo()
    again = [item.outcome for _delivery, item in intake.take_unread(now=NOON + timedelta(minutes=11))]
    assert again == ["waiting", "waiting"]
    assert Item.objects.count() == 4


def test_copy_that_comes_while_others_are_looked_at_is_seen_before_they_are_written(monkeypatch):
    gather, others = batches.gather_neighbours, [CHAIN[0]]

    def gather_and_wait(copies):
        gathered = gather(copies)
        if others:
            take(others.pop())
        return gathered

    monkeypatch.setattr(batches, "gather_neighbours", gather_and_wait)

    items = take(CHAIN[0], CHAIN[1])

    assert [item.outcome for item in items] == ["duplicate", "filed"]
    assert Story.objects.count() == 1


def test_words_of_a_filing_that_is_taken_down_are_forgotten_where_copy_is_found_by_them():
    [item] = take(a_text("", "Dam at Karse Head overtops", "Water ran over the dam at Karse Head on Tuesday."))
    assert (bool(item.profile), item.terms.exists()) == (True, True)

    desk.take_down(item.filing, by=None, now=NOON, reason="A court said so.")

    item.refresh_from_db()
    assert (item.profile, item.signs, item.folded_digest, item.headline) == ({}, [], "", "")
    assert not ItemTerm.objects.exists()
    assert item.outcome == Outcome.FILED

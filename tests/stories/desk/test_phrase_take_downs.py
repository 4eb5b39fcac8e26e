"""Phrases taken down: gaps wherever they stood, digests that verify, and nothing else lost."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.test import Client
from reversion.models import Version

from stories import copy, desk, digests, search
from stories.copy.gaps import GAP, read_phrases
from stories.desk.phrase_cuts import cut_bytes
from stories.models import Delivery, Filing, Item, LiveStory, Notice, Outcome, PhraseTakeDown, Story
from stories.models.chain_check import check_stories
from stories.models.packed_json import version_text
from tests.builders import NOON, a_chain, a_filing, a_story, an_editor, chain_links, filings, rewrite
from tests.docs_chain import verify_by_the_docs
from tests.write_guard import tampering

pytestmark = pytest.mark.django_db
WIRE = b"Dam at Karse Head holds\n\nKARSE HEAD, Feb. 10 (Vesper) -- Edda Roan, 41, opened the\ngate. Edda\nRoan left.\n"
LATER = NOON + timedelta(hours=1)


def a_story_of_a_name():
    """Return a filed story that has a name in all that is kept of it, in four versions of which the last has none."""
    editor = an_editor()
    story = a_story(
        headline="Edda Roan opens the gate", slugline="GATE-ROAN", body="Clerk <b>Edda</b> Roan opened it.\n\nIt held."
    )
    a_filing(story, "Urgent", note="Names Edda Roan", by=editor)
    rewrite(story, "Clerk EDDA  ROAN opened it on Tuesday.\n\nIt held.", headline="Gate opened")
    a_filing(story, "1st LD")
    rewrite(story, "It held on Tuesday. Nobody was named.", headline="Gate holds")
    a_filing(story, "2nd LD")
    rewrite(story, "Roaning is no name. Edda Roan's lawyer spoke.", headline="Lawyer speaks", by=editor)
    desk.add_note(story, "Ask Edda Roan", by=editor, now=NOON)
    draft = {"headline": "Roan", "body": "A <b>Edda</b> Roan draft"}
    desk.keep_draft(story, draft, by=editor, now=NOON, page="one", based_on=story.save_number)
    delivery = Delivery.objects.create(name="edda roan.txt", content=WIRE, sha256="0" * 64, received_at=NOON)
    item = {"outcome": Outcome.FILED, "moved_at": NOON, "received_at": NOON, "charset": "utf-8", "profile": {"Edda": 1}}
    Item.objects.create(delivery=delivery, story=story, filing=filings(story)[0], headline="Edda Roan opens", **item)
    Notice.objects.create(story=story, kind="hold", at=NOON, headline="Edda Roan opens", credit="Vesper")
    return Story.objects.get(pk=story.pk)


def all_kept():
    """Return all texts that the database keeps, one behind the other: of every table that there is."""
    rows = [row for model in apps.get_models() for row in model._base_manager.order_by().values_list()]
    rows += [version_text(version) for version in Version.objects.all()]
    rows += [bytes(content).decode() for content in Delivery.objects.values_list("content", flat=True)]
    return json.dumps(rows, default=str, ensure_ascii=False)


def take_down(story, lines="Edda Roan\nRoan", reason="Removed by order of a court.", **options):
    return desk.take_down_phrases([story], read_phrases(lines), by=None, now=LATER, reason=reason, **options)


def test_phrases_become_gaps_in_all_that_is_kept():
    story = a_story_of_a_name()
    assert "Edda" in all_kept()
    before = filings(story)

    records = take_down(story)

    kept = all_kept()
    assert [word for word in ("Edda", "edda r", "EDDA", "Roan ", "Roan,", "ROAN", "roan.") if word in kept] == []
    assert "#####" in Delivery.objects.get().content.decode()
    assert "Roaning is no name" in kept
    after = filings(story)
    assert [(one.filing.number, one.count, one.reason) for one in records] == [
        (1, 4, "Removed by order of a court."),
        (2, 2, "Removed by order of a court."),
        (3, 1, "Removed by order of a court."),
    ]
    assert (after[0].headline, copy.plain_text(after[0].blocks)) == (
        f"{GAP} opens the gate",
        f"Clerk {GAP} opened it.\n\nIt held.",
    )
    assert f"<strong>{GAP}</strong>" in after[0].body_html
    assert f"Names {GAP}" in after[0].note
    assert (after[2].headline, after[2].blocks, after[2].metadata["slugline"]) == (
        "Gate holds",
        before[2].blocks,
        f"GATE-{GAP}",
    )
    assert [one.digest for one in after] == [one.digest for one in before]
    assert search.find_places(search.Index.LIVE, "Roan", search.Span(search.LOWEST, search.HIGHEST), limit=5) == []
    assert search.find_places(search.Index.PAST, "Edda", search.Span(search.LOWEST, search.HIGHEST), limit=5) == []
    assert search.find_places(search.Index.DESK, "Edda", search.Span(search.LOWEST, search.HIGHEST), limit=5) == []
    assert LiveStory.objects.get(story=story).filing_id == after[2].pk
    assert Story.objects.get(pk=story.pk).slug == "story"


def test_chain_verifies_by_the_records_and_any_other_change_is_found(client):
    story = a_story_of_a_name()
    take_down(story)
    take_down(story, "lawyer\nTuesday", reason="At the request of the clerk.")

    assert digests.find_broken(chain_links(story.pk)) is None
    assert [checked.broken for checked in check_stories([story.pk])] == [None]
    history = client.get(f"/stories/{story.pk}/history.json").json()
    verify_by_the_docs(history)
    second = next(row for row in history["filings"] if row["number"] == 2)
    assert [(row["number"], row["gaps"], row["reason"]) for row in second["phrases_taken_down"]] == [
        (1, 2, "Removed by order of a court."),
        (2, 1, "At the request of the clerk."),
    ]
    for name, value in (("reason", "None."), ("gaps", 9), ("content_after", "0" * 64), ("number", 3)):
        broken = json.loads(json.dumps(history))
        next(row for row in broken["filings"] if row["number"] == 2)["phrases_taken_down"][0][name] = value
        with pytest.raises(AssertionError, match="2"):
            verify_by_the_docs(broken)
    with tampering(), transaction.atomic():
        PhraseTakeDown.objects.filter(filing__story=story, filing__number=2, number=2).update(reason="Other.")
    assert [checked.broken.number for checked in check_stories([story.pk])] == [2]


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": f"Gate {GAP}"},  # without a record
        {"headline": f"Gate {GAP}", "gaps": 2},  # of which there is one already
        {"headline": "Gate holds fast", "gaps": 1, "salt": None},
        {"words": 3, "gaps": 1, "salt": None, "headline": GAP},
        {"gaps": 5},
        {"salt": "other"},
    ],
)
def test_database_lets_nothing_but_recorded_gaps_through(changes):
    filing = filings(a_chain("Urgent"))[0]
    if changes.get("gaps") == 2:
        PhraseTakeDown.objects.create(filing=filing, number=1, at=NOON, reason="x", count=1)

    with pytest.raises(DatabaseError), tampering(), transaction.atomic():
        Filing.objects.filter(pk=filing.pk).update(**changes)


def test_what_nobody_can_guess_goes_with_the_words():
    story = a_story(headline="Edda Roan opens the gate")
    first = a_filing(story, "Urgent")
    assert len(first.salt) == 2 * digests.SALT_BYTES

    take_down(story)

    gapped = filings(story)[0]
    guess = gapped.content() | {"headline": "Edda Roan opens the gate"}
    assert gapped.salt is None
    assert digests.content_digest(guess) != gapped.content_digest


@pytest.mark.parametrize(
    ("lines", "reason", "error"),
    [
        ("", "A court.", desk.NotCompleteError),
        ("Roan", " ", desk.NotCompleteError),
        ("Roan", "Roan asked for it.", desk.NotCompleteError),
        ("Nobody here", "A court.", desk.NotPossibleError),
    ],
)
def test_what_lacks_words_or_a_reason_is_refused(lines, reason, error):
    with pytest.raises(error):
        take_down(a_story(headline="Edda Roan opens the gate"), lines, reason)


def test_moved_filings_are_gapped_in_both_stories_and_carry_their_records():
    story, into = a_story(headline="Edda Roan opens"), a_story(headline="Gate holds", slugline="HOLD")
    a_filing(story, "Urgent")
    a_filing(into, "Urgent", now=NOON + timedelta(minutes=1))
    take_down(story, "opens")
    desk.join_stories(story, into, by=None, now=LATER, reason="One event.")

    take_down(into)

    kept = all_kept()
    assert ("Roan" in kept, "opens" in kept) == (False, False)
    came = Filing.objects.get(story=into, came_from__story=story)
    assert [one.number for one in came.phrase_take_downs.all()] == [1, 2]
    assert [checked.broken for checked in check_stories([story.pk, into.pk])] == [None, None]


@pytest.mark.parametrize(
    ("content", "label", "left"),
    [
        (WIRE, "utf-8", WIRE.replace(b"Edda\nRoan", b"#####").replace(b"Edda Roan", b"#####")),
        (WIRE.replace(b"Edda Roan", b"Zo\xeb Roan"), "windows-1252", None),
        (b'{"type":"text","headline":"\\u0045dda Roan opens","body_text":"x"}', "utf-8", b""),
        (WIRE.replace(b"Edda", b"Nobody").replace(b"Roan", b"else"), "utf-8", None),
    ],
)
def test_originals_keep_their_other_bytes(content, label, left):
    phrases = read_phrases("Edda Roan")
    gapped = cut_bytes(content, label, phrases)

    assert gapped == (left if left is not None else content.replace(b"Edda\nRoan", b"#####"))


def test_readers_see_the_gap_and_why(client):
    story = a_story_of_a_name()
    before = client.get(Filing.public.story(story.pk).newest.get_permanent_url(), follow=True)["ETag"]
    take_down(story)

    public = Client().get(f"/stories/{story.pk}/story/history/1/", follow=True)

    assert public.status_code == 200
    page = public.content.decode()
    assert (GAP in page, "Removed by order of a court." in page, "Edda" in page) == (True, True, False)
    assert client.get(Filing.public.story(story.pk).newest.get_permanent_url(), follow=True)["ETag"] != before


def test_copy_that_comes_afterwards_waits_for_an_editor():
    story = a_story_of_a_name()
    take_down(story)

    assert Story.objects.get(pk=story.pk).has_lost_words()
    with pytest.raises(desk.NotPossibleError):
        desk.keep_draft(story, {"headline": "Roan"}, by=an_editor("nils"), now=LATER, page="two", based_on=1)

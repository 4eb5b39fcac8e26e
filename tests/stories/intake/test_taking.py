"""Copy finds its story and its place, out of order and twice, and bad copy harms nobody."""

import itertools
import json
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from stories import copy, desk, intake
from stories.intake.item_intake import ItemIntake
from stories.intake.options import IntakeOptions, OnArrival
from stories.models import Delivery, Filing, Item, Outcome, Source, State, Story
from tests.builders import NOON, a_source, a_story, an_editor, public_chain, rewrite

pytestmark = pytest.mark.django_db

FILE = IntakeOptions(on_arrival=OnArrival.FILE)


def ninjs(version=1, headline="Dam at Karse Head holds", body="The dam at Karse Head held.", **fields):
    """Return a ninjs 1 item of a running story."""
    minutes = f"2026-02-10T11:{version:02}:00Z"
    values = {"uri": "urn:example:dam", "version": str(version), "versioncreated": minutes, "type": "text",
              "source": "Vesper", "headline": headline, "body_text": f"{body} Version {version}."}  # fmt: skip
    return {**values, **fields}


def take_pieces(*pieces, options=FILE, now=NOON):
    """Take pieces of ninjs, delivered one after the other; return their items."""
    return [
        item
        for number, piece in enumerate(pieces)
        for item in intake.take(f"{number}.json", json.dumps(piece).encode(), now=now, options=options)
    ]


def text(name, words, *, options=FILE, now=NOON):
    return intake.take(name, words.encode(), now=now, options=options)[0]


def outcomes(items):
    return [item.outcome for item in items]


CHAIN = [
    ninjs(1, "Urgent: Dam at Karse Head fails"),
    ninjs(2, "1st LD: Dam at Karse Head fails, two towns told to leave"),
    ninjs(3, "1st LD Writethru: Dam at Karse Head fails, two towns told to leave"),
    ninjs(4, "2nd LD: Dam at Karse Head fails, three towns dry"),
    ninjs(5, "2nd LD Writethru: Dam at Karse Head fails, three towns dry"),
]
IN_ORDER = ["Urgent", "1st LD", "1st LD Writethru", "2nd LD", "2nd LD Writethru"]


def test_a_chain_in_order_makes_one_story():
    items = take_pieces(*CHAIN)

    assert outcomes(items) == ["filed"] * 5
    assert Story.objects.count() == 1
    public_story = public_chain(items[0].story_id)
    assert [filing.designator for filing in public_story.filings] == IN_ORDER
    assert [filing.number for filing in public_story.filings] == [1, 2, 3, 4, 5]


@pytest.mark.sampled(13)
@pytest.mark.parametrize("order", list(itertools.permutations(range(5))))
def test_a_chain_in_any_order_and_twice_is_the_same_chain(order):
    pieces = [CHAIN[place] for place in order]

    take_pieces(*pieces)
    again = take_pieces(*pieces)

    assert set(outcomes(again)) == {"duplicate"}
    assert Story.objects.count() == 1
    public_story = public_chain(Story.objects.get().pk)
    assert [filing.designator for filing in public_story.filings] == IN_ORDER
    assert Filing.public.story(Story.objects.get().pk).newest.designator == "2nd LD Writethru"


def test_copy_that_was_cut_off_at_any_byte_leaves_the_chain_as_it_is():
    step = 1 if connection.vendor == "sqlite" else 17  # bytes: where it was cut is not what a database decides
    for piece in CHAIN:
        data = json.dumps(piece).encode()
        ends = range(1, len(data), step)
        cut = [item for end in ends for item in intake.take("cut", data[:end], now=NOON, options=FILE)]
        assert set(outcomes(cut)) == {"failed"}
        assert outcomes(take_pieces(piece)) == ["filed"]

    public_story = public_chain(Story.objects.get().pk)
    assert [filing.designator for filing in public_story.filings] == IN_ORDER


LINKED = [
    {
        "uri": f"urn:example:{name}", "type": "text", "headline": headline, "body_text": f"{headline}, he said.",
        "language": "en", "source": "Vesper", **({"evolvedfrom": f"urn:example:{before}"} if before else {}),
    }
    for name, before, headline in (
        ("a", "", "Water rises"), ("b", "a", "Sirens heard in two towns"), ("c", "b", "Thousands leave their homes"),
    )
]  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_a_chain_of_links_alone_is_one_story_from_whichever_end_it_comes(order):
    take_pieces(*(LINKED[place] for place in order))

    public_story = public_chain(Story.objects.get().pk)
    assert [filing.headline for filing in public_story.filings] == [
        "Water rises",
        "Sirens heard in two towns",
        "Thousands leave their homes",
    ]


def a_text(designator, headline, body):
    head = f"{designator}: {headline}" if designator else headline
    return f"{head}\n\nVesper, February 10, 2026\n\nKARSE HEAD, Feb. 10 (Vesper) -- {body}\n\nEndit\n"


TEXTS = [
    a_text("Urgent", "Dam at Karse Head overtops", "Water ran over the dam at Karse Head on Tuesday."),
    a_text("1st LD", "Dam at Karse Head overtops, towns told to leave",
           "Water ran over the dam at Karse Head on Tuesday, and two towns were told to leave."),
    a_text("1st LD Writethru", "Two towns emptied as dam at Karse Head overtops",
           "Two towns were emptied on Tuesday when water ran over the dam at Karse Head."),
]  # fmt: skip


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_plain_text_in_any_order_is_the_same_chain(order):
    for place in order:
        text(f"{place}.txt", TEXTS[place])
    again = [text(f"{place}.txt", TEXTS[place]) for place in order]

    assert Story.objects.count() == 1
    assert set(outcomes(again)) == {"duplicate"}
    public_story = public_chain(Story.objects.get().pk)
    assert [filing.designator for filing in public_story.filings] == ["Urgent", "1st LD", "1st LD Writethru"]


def test_plain_text_gives_every_field_of_the_page():
    item = text("one.txt", TEXTS[2])

    filing = item.filing
    assert filing.printed_headline == "1st LD Writethru: Two towns emptied as dam at Karse Head overtops"
    assert (filing.credit, filing.dated_on.isoformat()) == ("Vesper", "2026-02-10")
    assert filing.dateline == "KARSE HEAD, Feb. 10 (Vesper) --"
    assert filing.endmark == "Endit"
    assert copy.plain_text(filing.blocks).startswith("Two towns were emptied")


def test_two_stories_that_are_not_alike_stay_two():
    text("a.txt", TEXTS[0])
    text("b.txt", a_text("Urgent", "Striker Olsa Brandt moves to Lorrimont", "Olsa Brandt signed for three years."))

    assert Story.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Urgent: Quake hits Tollen", "Urgent: 5.4-magnitude quake hits 45 km SSE of Karse, Tollen"),
        ("1st LD: Gold closes higher in Skerry", "1st LD: Silver closes lower in Skerry"),
        ("1st LD Writethru: Perth, Tunis to trade barley", "1st LD Writethru: Quito, Oslo to trade copper"),
        ("Urgent: Quake hits Tollen", "1st LD: Strong quake hits Karse, ten hurt"),
    ],
)
def test_stories_that_only_look_alike_stay_two_and_the_desk_is_shown_the_likely_one(first, second):
    one = text("a.txt", f"{first}\n\nVesper, February 10, 2026\n\nMore was to follow on Tuesday.\n")
    other = text("b.txt", f"{second}\n\nVesper, February 10, 2026\n\nMore was to follow on Tuesday.\n")

    assert one.story != other.story


# as the copy names its language | as the story carries it
LANGUAGES = [
    ("de", "de"),
    ("zh-Hans", "zh-Hans"),
    ("zh-Hant", "zh-Hant"),
    ("zh-Hans-CN", "zh-Hans-CN"),
    ("zh_Hant_HK", "zh-Hant-HK"),
    ("sr-Latn-RS", "sr-Latn-RS"),
    ("sr_Latn_RS", "sr-Latn-RS"),
    ("ar-Arab-EG", "ar-Arab-EG"),
    ("pt_BR", "pt-BR"),
    ("PT-br", "pt-BR"),
    ("en-GB-oxendict", "en-GB-oxendict"),
    ("<img src=x>", "en"),
    ("", "en"),
]


@pytest.mark.parametrize(("named", "kept"), LANGUAGES)
def test_only_a_language_is_taken_for_one(named, kept):
    item = take_pieces(ninjs(language=named))[0]

    assert item.story.language == item.filing.language == kept


@pytest.mark.parametrize("named", ["x-klingon", "Klingon tongue", "en--GB", "e", "9"])
def test_what_is_no_language_is_told_and_the_default_stands_for_it(named):
    item = take_pieces(ninjs(language=named))[0]

    assert (item.outcome, item.story.language) == ("filed", "en")
    assert item.reason == f"“{named}” is no language: en stands for it."


def test_the_same_keyword_on_the_next_day_is_a_new_story():
    monday = ninjs(1, uri="urn:example:a", slugline="VIRUS-CASES", headline="Cases fall")
    tuesday = ninjs(1, uri="urn:example:b", slugline="VIRUS-CASES", headline="Cases rise",
                    versioncreated="2026-02-11T11:00:00Z")  # fmt: skip
    lead = ninjs(2, uri="urn:example:c", slugline="VIRUS-CASES, 2nd Ld", headline="Cases rise by half",
                 versioncreated="2026-02-11T12:00:00Z")  # fmt: skip

    items = take_pieces(monday, tuesday, lead, now=NOON + timedelta(days=1))

    assert Story.objects.count() == 2
    assert items[2].story == items[1].story


def test_copy_waits_on_the_desk_unless_the_source_files():
    a_source("Maran News Agency", intake=Source.Intake.FILE)

    waits, files = take_pieces(ninjs(), ninjs(uri="urn:example:x", source="Maran News Agency"), options=IntakeOptions())

    assert (waits.outcome, files.outcome) == ("waiting", "filed")
    assert waits.story.state == State.WAITING
    assert Source.objects.get(name="Vesper").intake == Source.Intake.DESK


def test_filing_from_the_desk_ties_the_waiting_item():
    item = take_pieces(CHAIN[0], options=IntakeOptions(on_arrival=OnArrival.DESK))[0]
    story = Story.objects.get()

    filing = desk.file(story, by=an_editor(), now=NOON, designator="Urgent", note="", based_on=story.save_number)

    item.refresh_from_db()
    assert (item.filing, item.outcome) == (filing, "filed")


def test_an_item_never_overwrites_what_an_editor_changed():
    story = take_pieces(CHAIN[0])[0].story
    rewrite(story, "An editor's own words.", by=an_editor())

    item = take_pieces(CHAIN[1])[0]

    assert item.outcome == "waiting"
    assert "An editor has changed" in item.reason
    assert copy.plain_text(Story.objects.get().blocks) == "An editor's own words."
    assert bytes(item.delivery.content) == json.dumps(CHAIN[1]).encode()


@pytest.mark.parametrize("name", ["embargoed", "embargoedUntil"])
def test_embargoed_copy_is_scheduled_and_not_public(name):
    piece = ninjs(**{name: "2026-02-10T15:00:00+01:00"})

    item = take_pieces(piece)[0]

    assert item.outcome == "scheduled"
    assert Filing.objects.count() == 0
    assert Story.objects.get().release_at == NOON + timedelta(hours=2)


@pytest.mark.parametrize(
    ("own", "other", "hours"),
    [("15:00:00+01:00", "12:30:00Z", 2), ("13:00:00Z", "15:00:00", 2), ("12:30:00+00:00", "14:30:00", 1.5)],
)
def test_of_two_embargoes_the_later_moment_counts_in_the_zone_of_the_source(own, other, hours):
    vesper = IntakeOptions(on_arrival=OnArrival.FILE, source=a_source(time_zone="Europe/Paris"))

    take_pieces(ninjs(embargoed=f"2026-02-10T{own}", embargo=f"2026-02-10T{other}"), options=vesper)

    assert Story.objects.get().release_at == NOON + timedelta(hours=hours)


def test_canceled_copy_kills_its_story():
    take_pieces(CHAIN[0])

    item = take_pieces(ninjs(2, pubstatus="canceled"))[0]

    assert item.outcome == "killed"
    assert Story.objects.get().state == State.KILLED
    assert take_pieces(ninjs(3, "1st LD: Back"))[0].outcome == "killed"


def test_withheld_copy_holds_its_story():
    take_pieces(CHAIN[0])

    assert take_pieces(ninjs(2, pubstatus="withheld"))[0].outcome == "held"
    assert Story.objects.get().state == State.HELD


def test_copy_for_a_held_story_waits_in_its_working_copy():
    story = take_pieces(CHAIN[0])[0].story
    desk.hold(story, by=None, now=NOON)

    item = take_pieces(CHAIN[1])[0]

    assert item.outcome == "held"
    assert Filing.objects.count() == 1
    assert Story.objects.get().headline == "Dam at Karse Head fails, two towns told to leave"
    desk.release(story, by=None, now=NOON)
    assert take_pieces(CHAIN[2])[0].outcome == "filed"


def test_one_bad_item_harms_no_other():
    good, bad = ninjs(), {"type": "text", "headline": None}

    items = intake.take("list.json", json.dumps([bad, good, bad]).encode(), now=NOON, options=FILE)

    assert outcomes(items) == ["failed", "filed", "failed"]
    assert all(item.reason for item in items if item.outcome == "failed")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t",
        b"\x00\x01\x02\xff" * 100,
        b"{",
        b"[1, 2",
        b"<?xml version='1.0'?><a/>",
        b"x" * (20 * 1024 * 1024 + 1),
    ],
    ids=["empty", "blank", "binary", "cut off", "cut off list", "xml", "too large"],
)
def test_what_cannot_be_read_is_kept_with_a_reason(data):
    items = intake.take("bad", data, now=NOON, options=FILE)

    assert outcomes(items) == ["failed"]
    assert len(items[0].reason) > 20
    assert Delivery.objects.count() == 1
    assert Story.objects.count() == 0


def test_a_headline_of_ten_thousand_characters_is_refused_and_kept():
    item = take_pieces(ninjs(headline="Long " * 2000))[0]

    assert item.outcome == "failed"
    assert "over the limit of 1,000" in item.reason
    assert item.delivery.content


@pytest.mark.parametrize(
    "time", ["1800-01-01T00:00:00Z", "2200-01-01T00:00:00+14:00", "2026-02-30T25:61:00Z", "9" * 14]
)
def test_a_time_that_cannot_be_is_replaced_and_told(time):
    item = take_pieces(ninjs(versioncreated=time))[0]

    assert item.outcome == "filed"
    assert item.moved_at == NOON
    assert item.reason
    assert item.filing.dated_on == NOON.date()


def test_a_delivery_is_kept_once_and_the_item_every_time():
    take_pieces(CHAIN[0])
    take_pieces(CHAIN[0])

    assert Delivery.objects.count() == 1
    assert Item.objects.count() == 2


def test_a_kill_sent_again_under_the_same_version_kills():
    take_pieces(CHAIN[0])

    assert take_pieces({**CHAIN[0], "pubstatus": "canceled"})[0].outcome == "killed"


def test_a_kill_in_words_alone_never_kills_by_likeness():
    text("a.txt", a_text("Urgent", "Three killed in Olm bus crash", "Three people were killed in Olm on Tuesday."))

    item = text("b.txt", a_text("Kill", "Three killed in Olm bus crash", "Three people were killed in Olm on Tuesday."))

    assert item.outcome == "waiting"
    assert item.likely_story == Story.objects.get()
    assert Story.objects.get().state == State.LIVE


def test_copy_that_its_source_stopped_before_it_came_is_not_filed():
    take_pieces(ninjs(2, pubstatus="canceled"))

    item = take_pieces(ninjs(1))[0]

    assert item.outcome == "waiting"
    assert Filing.objects.count() == 0


def test_embargoed_copy_of_a_held_story_keeps_its_embargo():
    story = take_pieces(ninjs(1))[0].story
    desk.hold(story, by=None, now=NOON)

    item = take_pieces(ninjs(2, embargoed="2026-02-10T19:00:00Z"))[0]

    assert item.outcome == Outcome.HELD
    assert "Embargoed until 2026-02-10 19:00 UTC." in item.reason
    story = desk.release(Story.objects.get(pk=story.pk), by=None, now=NOON)
    with pytest.raises(desk.EmbargoedError):
        desk.file(story, by=None, now=NOON, designator="1st LD", note="", based_on=story.save_number)


def test_copy_of_a_story_with_words_taken_down_waits_for_an_editor():
    story = take_pieces(ninjs(1))[0].story
    desk.take_down(Filing.objects.get(), by=None, now=NOON, reason="A court said so.")

    item = take_pieces(ninjs(2))[0]

    assert (item.outcome, item.filing) == (Outcome.WAITING, None)
    assert "taken down" in item.reason
    assert Filing.objects.filter(story=story).count() == 1


def test_newer_copy_without_the_embargo_is_taken_and_not_lost():
    take_pieces(ninjs(1, embargoed="2026-02-10T15:00:00+01:00"))

    item = take_pieces(ninjs(2, "1st LD: Dam at Karse Head fails"))[0]

    assert item.outcome == "waiting"
    assert Filing.objects.count() == 0
    assert Story.objects.get().headline == "Dam at Karse Head fails"


def test_copy_that_was_kept_aside_is_not_told_to_be_filed():
    story = take_pieces(CHAIN[0])[0].story
    story = rewrite(story, "An editor's own words.", by=an_editor())
    aside = take_pieces(CHAIN[1])[0]

    desk.file(story, by=None, now=NOON, designator="1st LD", note="", based_on=story.save_number)

    aside.refresh_from_db()
    assert (aside.outcome, aside.filing) == ("waiting", None)


@pytest.mark.parametrize(
    "later",
    [
        {"ednote": "Eds: For release 2359 GMT"},
        {"body_text": "Sperrfrist: Freitag, 6.00 Uhr\n\nThe dam at Karse Head held for a week."},
    ],
)
def test_later_version_that_names_its_release_in_words_waits_and_leaves_the_story_public(later):
    items = take_pieces(ninjs(1), ninjs(2, **later))

    assert outcomes(items) == ["filed", "waiting"]
    assert public_chain(items[0].story_id).filings[0].number == 1


@pytest.mark.parametrize(
    "head", ["EMBARGOED UNTIL 0600 GMT NOV 24", "Embargo: 2026-11-24", "NOT FOR PUBLICATION before 6"]
)
def test_copy_that_speaks_of_an_embargo_waits_for_an_editor(head):
    item = text("a.txt", f"{head}\n\nVesper, February 10, 2026\n\nThe dam held.\n")

    assert item.outcome == "waiting"
    assert Filing.objects.count() == 0


def test_a_name_that_is_no_utf8_stops_nothing():
    item = intake.take("caf\udce9.txt", TEXTS[0].encode(), now=NOON, options=FILE)[0]

    assert item.outcome == "filed"
    assert "caf" in item.delivery.name


def a_story_by_hand(now=NOON, **fields):
    """Open a story as an editor does before its copy came."""
    source = fields.pop("source", None) or a_source()
    return a_story(slugline="Karse-Dam", headline="Dam fails", source=source, now=now, **fields)


def test_copy_of_a_story_that_an_editor_began_stands_beside_it():
    story = a_story_by_hand(by=an_editor())

    first, second = take_pieces(ninjs(1, slugline="karse-dam"), ninjs(2, "1st LD: Dam at Karse Head fails"))

    assert [(item.outcome, item.story, item.waits_beside_edits, item.filing) for item in (first, second)] == [
        ("waiting", story, True, None)
    ] * 2
    assert first.reason == "An editor began this story before its copy came."
    assert Story.objects.get().headline == "Dam fails"
    assert not Filing.objects.exists()


@pytest.mark.parametrize("away", ["day", "source", "slugline", "closed"])
def test_a_story_begun_by_hand_is_found_on_its_day_by_its_source_and_slugline_alone(away):
    story = a_story_by_hand(
        now=NOON - timedelta(days=2) if away == "day" else NOON,
        source=a_source("Maran News Agency") if away == "source" else None,
    )
    if away == "closed":
        desk.spike(story, by=None, now=NOON)

    (item,) = take_pieces(ninjs(1, slugline="Karse-Head" if away == "slugline" else "Karse-Dam"))

    assert item.story != story
    assert item.outcome == "filed"


def test_a_kill_from_the_wire_waits_where_the_story_was_begun_by_hand():
    story = a_story_by_hand()

    (item,) = take_pieces(ninjs(1, slugline="Karse-Dam", pubstatus="canceled"))

    assert item.outcome == "waiting"
    assert Story.objects.get(pk=story.pk).state == State.WAITING


def test_the_same_bytes_are_not_kept_again_after_their_words_were_taken_down():
    (item,) = take_pieces(ninjs(1))
    desk.take_down(item.filing, by=None, now=NOON, reason="A court said so.")

    (again,) = take_pieces(ninjs(1))

    assert (again.outcome, again.headline) == ("duplicate", "")
    assert {bytes(delivery.content) for delivery in Delivery.objects.all()} == {b""}
    assert {delivery.name for delivery in Delivery.objects.all()} == {""}


def test_a_correction_of_the_wire_says_publicly_what_its_note_says(client):
    take_pieces(ninjs(1, "Urgent: Dam holds"), ninjs(2, "Correction: Dam holds", ednote="Corrects two to three."))

    page = client.get(Story.objects.get().get_public_url()).content.decode()

    assert "<q>Corrects two to three.</q>" in page
    assert "Corrects two to three." in client.get("/corrections/").content.decode()


def test_canceled_copy_drops_a_story_that_never_moved():
    take_pieces(ninjs(1), options=IntakeOptions(on_arrival=OnArrival.DESK))

    (item,) = take_pieces(ninjs(2, pubstatus="canceled", ednote="The report is wrong"))

    assert item.outcome == "killed"
    assert Story.objects.get().state == State.SPIKED


@pytest.mark.parametrize("at", ["0001-01-01T00:30:00+14:00", "9999-12-31T23:30:00-12:00"])
def test_time_beyond_the_calendar_is_no_time_of_the_copy(at):
    (item,) = take_pieces(ninjs(1, versioncreated=at))

    assert (item.moved_at, item.is_timed) == (NOON, False)
    assert "cannot be" in item.reason


def test_what_is_no_story_as_a_whole_is_skipped_by_its_name():
    ticker = " ** ".join(f"HEADLINE {number} OF THE HOUR IN OREN" for number in range(6)) + " **"

    item = text("ticker.txt", ticker)

    assert (item.outcome, "ticker" in item.reason) == (Outcome.SKIPPED, True)


def test_lock_that_is_over_costs_no_copy(monkeypatch):
    decide_once, faults = ItemIntake.decide, iter([OperationalError("database is locked")])

    def fail_once(self):
        for fault in faults:
            raise fault
        return decide_once(self)

    monkeypatch.setattr(ItemIntake, "decide", fail_once)

    assert outcomes(take_pieces(ninjs(1))) == ["filed"]
    assert Item.objects.count() == 1


def test_copy_that_cannot_be_kept_says_whose_it_was(monkeypatch):
    def fail(self):
        raise OperationalError("database is locked")

    monkeypatch.setattr(ItemIntake, "decide", fail)
    source = a_source("Maran News Agency")

    [item] = take_pieces(ninjs(1), options=IntakeOptions(source=source))

    assert (item.outcome, item.source, item.identity) == ("failed", source, "urn:example:dam")
    assert "database is locked" in item.reason

"""What a stop by the wire does: to its story, to those of its other languages, and what readers are told."""

import json

import pytest

from stories import intake
from stories.intake.options import IntakeOptions, OnArrival
from stories.models import Item, Notice, Outcome, State, Story
from tests.builders import NOON
from tests.newsml_1_builder import an_item, newsml

pytestmark = pytest.mark.django_db

FILE = IntakeOptions(on_arrival=OnArrival.FILE)
HEADLINE = "Mayor of Karn Bay arrested"
SECOND = "<RevisionId PreviousRevision='1' Update='N'>2</RevisionId>"


def deliver(content):
    """Take bytes as they come from a wire; return their items."""
    return intake.take("item", content, now=NOON, options=FILE)


def a_piece(version=1, **fields):
    """Return a ninjs item as bytes."""
    values = {"uri": "urn:example:mayor", "version": str(version), "type": "text", "source": "Vesper",
              "versioncreated": f"2026-02-10T11:0{version}:00Z", "headline": HEADLINE,
              "body_text": f"He was led away. Version {version}."}  # fmt: skip
    return json.dumps({**values, **fields}).encode()


def component(language, headline):
    """Return one language of an item."""
    return f"""<NewsComponent><Role FormalName="Main"/><NewsLines><HeadLine>{headline}</HeadLine></NewsLines>
    <DescriptiveMetadata><Language FormalName="{language}"/></DescriptiveMetadata>
    <ContentItem><DataContent><p>{headline}, as was said.</p></DataContent></ContentItem></NewsComponent>"""


def in_languages(*rows):
    """Return a NewsML 1 item in several languages."""
    return newsml(an_item(headline="", content="".join(component(*row) for row in rows)))


def a_stop(status="Canceled"):
    """Return a NewsML 1 item without any text that stops the one before."""
    return newsml(an_item(revision=SECOND, revised="20260210T110000+0000", headline="", content="",
                          status=f"<Status FormalName='{status}'/>"))  # fmt: skip


def states():
    """Return the states of all stories in the order of their numbers."""
    return list(Story.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("The names were wrong.", "The names were wrong."),
        ("Kill the mayor of Karn Bay arrested, it is false.", "Vesper withdrew this story."),
        ("Kill “Mayor held”.", "Vesper withdrew this story."),
        ("", "Vesper withdrew this story."),
    ],
)
def test_readers_are_told_the_note_unless_it_names_the_story(note, reason):
    deliver(a_piece())

    (item,) = deliver(a_piece(2, pubstatus="canceled", edNote=note))

    notice = Notice.objects.get()
    assert (notice.reason, notice.headline, notice.hidden_headline) == (reason, "", HEADLINE)
    assert item.reason == (note or reason)


def test_hold_keeps_the_headline_back():
    deliver(a_piece())

    deliver(a_piece(2, pubstatus="withheld", edNote="Hold the mayor of Karn Bay arrested."))

    notice = Notice.objects.get()
    assert (notice.reason, notice.headline, notice.hidden_headline) == ("", "", HEADLINE)


@pytest.mark.parametrize(("status", "state"), [("Canceled", State.KILLED), ("Withheld", State.HELD)])
def test_stop_without_text_stops_the_story_of_each_language(status, state):
    deliver(in_languages(("en", "Dam holds"), ("fr", "Le barrage tient"), ("de", "Damm bricht nicht")))
    assert states() == [State.LIVE] * 3
    deliver(newsml(an_item(named="<ProviderId>vesper.example</ProviderId><NewsItemId>770</NewsItemId>")))

    deliver(a_stop(status))

    assert states() == [state, state, state, State.LIVE]


def test_stop_of_an_item_whose_first_language_never_came_stops_the_others():
    deliver(in_languages(("en", "Dam holds"), ("fr", "Le barrage tient"), ("de", "Damm bricht nicht")))
    Item.objects.filter(story=Story.objects.order_by("pk").first()).update(identity="urn:other")

    deliver(a_stop())

    assert states() == [State.LIVE, State.KILLED, State.KILLED]


def test_second_language_after_its_item_was_stopped_waits_for_an_editor():
    deliver(a_stop())

    items = deliver(in_languages(("en", "Dam holds"), ("fr", "Le barrage tient")))

    assert [item.outcome for item in items] == ["waiting", "waiting"]
    assert states() == [State.WAITING, State.WAITING]


def test_next_version_stops_no_other_language():
    deliver(in_languages(("en", "Dam holds"), ("fr", "Le barrage tient")))

    deliver(newsml(an_item(revision=SECOND, revised="20260210T110000+0000", headline="<HeadLine>Dam fails</HeadLine>")))

    assert states() == [State.LIVE, State.LIVE]


def test_stop_under_an_id_of_its_own_stops_the_languages_of_the_item_that_it_links_to():
    deliver(a_piece(uri="urn:example:mayor"))
    deliver(a_piece(uri="urn:example:mayor#fr", headline="Le maire de Karn Bay en prison", body_text="Il est parti."))
    deliver(a_piece(2, uri="urn:example:kill", pubstatus="canceled", body_text="", evolvedfrom="urn:example:mayor"))

    assert states() == [State.KILLED, State.KILLED]


@pytest.mark.parametrize("headline", ["ADVISORY, KILL: Mayor of Karn Bay arrested", "KILL ADVISORY: Mayor arrested"])
def test_kill_that_is_an_advisory_too_is_no_mere_advisory(headline):
    (first,) = deliver(a_piece())

    (stop,) = deliver(a_piece(2, headline=headline))

    assert (stop.outcome, stop.story) == ("killed", first.story)


@pytest.mark.parametrize(
    ("headline", "note"),
    [
        ("Karn bridge", "EDITORS: KILL KARN-BRIDGE"),
        ("Karn bridge", "Bitte die Meldung 0157 nicht verwenden"),
        ("Withdrawal of story: Karn bridge", ""),
        ("TAKE DOWN - Karn bridge", ""),
    ],
)
def test_stop_in_words_alone_waits_for_an_editor(headline, note):
    (item,) = deliver(a_piece(headline=headline, ednote=note))

    assert (item.outcome, item.reason.startswith("Urgent: ")) == ("waiting", True)


@pytest.mark.parametrize(
    ("headline", "note"),
    [
        ("Troops withdraw from Karn Bay", ""),
        ("Doctors say do not use the old syrup", ""),
        ("Mill take down chimney", "Kills paragraph 3; adds quotes"),
    ],
)
def test_words_of_the_news_are_no_stop(headline, note):
    assert deliver(a_piece(headline=headline, ednote=note))[0].outcome == "filed"


@pytest.mark.parametrize(
    ("stop", "reason"),
    [
        ("HOLD HOLD HOLD =\n\nBerlin (dtp) - Please hold item dtp 101, headlined Bank Orlena to close 40 branches, "
         "which contained errors.", "Find it and hold it."),
        ("Attention editors: please do not use earlier story\n\nBerlin (dtp) - Editors, please do not use the story "
         "headlined “Bank Orlena to close 40 branches”. It is withdrawn.", "Find it and kill it."),
    ],
)  # fmt: skip
def test_stop_in_words_waits_for_the_desk_beside_the_story_that_it_names(stop, reason):
    told = "Bank Orlena to close 40 branches\n\nBerlin (dtp) - Bank Orlena will close 40 branches, a paper said."
    (meant,) = deliver(told.encode())
    deliver(b"Dam of Oren holds\n\nOren (dtp) - The dam of Oren held.")

    (item,) = deliver(stop.encode())

    assert (item.outcome, item.story, item.likely_story) == (Outcome.WAITING, None, meant.story)
    assert (item.score, item.signs) == (0.95, ["it quotes the headline"])
    assert item.reason.startswith("Urgent: ")
    assert reason in item.reason
    assert states() == [State.LIVE, State.LIVE]


def test_copy_that_comes_after_the_stop_of_its_headline_waits():
    stop = "Kill: Bank Orlena to close 40 branches\n\nBerlin (dtp) - Please kill the story on “Bank Orlena”."
    (asked,) = deliver(stop.encode())
    (other,) = deliver(b"Dam of Oren holds\n\nOren (dtp) - The dam of Oren held.")

    (item,) = deliver(b"1st LD: Bank Orlena to close 40 branches\n\nBerlin (dtp) - It will close 40 branches.")

    assert (asked.outcome, asked.likely_story, other.outcome) == (Outcome.WAITING, None, Outcome.FILED)
    assert (item.outcome, item.reason) == (Outcome.WAITING, "Its source stopped this item before it came.")


def test_next_copy_under_a_headline_that_a_stop_names_is_not_filed():
    told = (
        "1st LD: Bank Orlena to close 40 branches\n\nBerlin (dtp) - Bank Orlena will close 40 branches, a paper said."
    )
    deliver(told.replace("1st LD", "Urgent").encode())
    deliver(b"Kill: Bank Orlena to close 40 branches\n\nBerlin (dtp) - Please kill the story.")

    (item,) = deliver(told.encode())

    assert (item.outcome, item.story, item.filing) == (Outcome.WAITING, Story.objects.get(), None)
    assert item.reason.startswith("Its source stopped this item before it came.")


def test_note_to_editors_is_no_story():
    (item,) = deliver(
        b"ATTENTION EDITORS: Schedule for Saturday\n\nHAN, Nov. 28 (Hanmin) -- Following are stories that we plan to "
        b"move.\n\n(END)"
    )

    assert (item.outcome, item.story) == (Outcome.SKIPPED, None)
    assert item.reason == "An advisory to editors is never published."
    assert states() == []


@pytest.mark.parametrize(
    ("headline", "outcome"), [(HEADLINE, "killed"), ("Mayor of Karn Bay said to be ill", Outcome.WAITING)]
)
def test_stop_under_a_keyword_alone_kills_the_story_of_its_headline_and_asks_for_another(headline, outcome):
    (meant,) = deliver(a_piece(slugline="KARN-MAYOR/"))

    (stop,) = deliver(
        a_piece(uri="urn:example:kill", slugline="KARN-MAYOR/", headline=f"WITHDRAWN-{headline}", body_text="Out.",
                versioncreated="2026-02-10T11:30:00Z")
    )  # fmt: skip

    assert stop.outcome == outcome
    assert meant.story_id in (stop.story_id, stop.likely_story_id)


@pytest.mark.parametrize(
    ("quoted", "outcome"), [(HEADLINE, Outcome.WAITING), ("Mayor of Karn Bay wins", Outcome.FILED)]
)
def test_short_copy_that_denies_the_headline_of_a_story_asks_for_it_in_any_language(quoted, outcome):
    (meant,) = deliver(a_piece())

    (stop,) = deliver(
        a_piece(uri="urn:example:note", headline="Karn Bay", body_text=f"“{quoted}” – bruk ikke denne.",
                versioncreated="2026-02-10T11:30:00Z")
    )  # fmt: skip

    assert stop.outcome == outcome
    assert outcome == Outcome.FILED or (stop.story, stop.likely_story) == (None, meant.story)


def test_copy_that_may_be_a_stop_is_one_where_it_names_the_slug_of_a_story():
    (meant,) = deliver(a_piece(slugline="BC-VE--Karn-Mayor"))

    (stop,) = deliver(
        a_piece(uri="urn:example:note", headline="Story on mayor", body_text="We were wrong.",
                ednote="Do not use the story slugged BC-VE--Karn-Mayor.", versioncreated="2026-02-10T11:30:00Z")
    )  # fmt: skip

    assert (stop.outcome, stop.story, stop.likely_story, stop.score) == (Outcome.WAITING, None, meant.story, 0.8)
    assert stop.reason.startswith("Urgent: ")

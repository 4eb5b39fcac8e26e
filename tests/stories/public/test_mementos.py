"""Memento (RFC 7089): a story as it stood at a given time, its filings as Mementos, its TimeMap."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils.http import http_date

from stories import desk
from stories.display.http_caching import PUBLIC_CACHE_CONTROL
from stories.public import mementos
from tests.builders import NOON, a_chain, a_filing, a_story, filings, public_chain, rewrite
from tests.page_reading import address, words_of

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"((?:; \w+="[^"]*")*)')
FIRST, SECOND, THIRD = (f"Tue, 10 Feb 2026 12:{minutes} GMT" for minutes in ("00:00", "10:00", "20:00"))


def datetime_header(minutes, seconds=0):
    """Return a time so many minutes behind noon, as a header."""
    return {"Accept-Datetime": http_date((NOON + timedelta(minutes=minutes, seconds=seconds)).timestamp())}


def links(text):
    """Return the links by their relation, with their addresses below the site and their other attributes."""
    return {
        rel: (url.removeprefix(settings.SITE_URL), dict(re.findall(r'(\w+)="([^"]*)"', told)))
        for url, rel, told in LINK.findall(text)
    }


def redirect_target(client, story, headers):
    """Return the address to which the story's address redirects with these headers."""
    answer = client.get(address(story), headers=headers)
    return answer.status_code, answer["Location"]


def a_late_filing(story, *, minutes, headline="Dam may not hold", follows=1):
    """Make a filing of older copy that came late."""
    words = desk.StoryText(headline=headline, blocks=story.blocks[:1])
    return desk.file_late(story, words, now=NOON + timedelta(minutes=minutes), designator="Early", follows=follows)


@pytest.mark.parametrize(
    ("minutes", "seconds", "number"),
    [(-60_000, 0, 1), (0, -1, 1), (0, 0, 1), (9, 59, 1), (10, 0, 2), (19, 59, 2), (20, 0, 3), (9_000_000, 0, 3)],
)
def test_story_leads_to_the_filing_of_a_moment(client, minutes, seconds, number):
    story = a_chain("Urgent", "1st LD", "2nd LD")

    answer = client.get(address(story), headers=datetime_header(minutes, seconds))

    assert (answer.status_code, answer["Location"]) == (302, address(story, f"history/{number}/"))
    assert (answer["Vary"], answer["Cache-Control"]) == ("Accept-Datetime", "no-store")
    assert "Memento-Datetime" not in answer
    assert links(answer["Link"]) == {
        "original timegate": (address(story), {}),
        "timemap": (address(story, "timemap/"), {"type": "application/link-format"}),
    }
    assert client.get(answer["Location"]).status_code == 200


def test_story_leads_to_a_filing_of_the_very_second(client):
    story = a_chain("Urgent", "1st LD", now=NOON + timedelta(microseconds=900_000))

    second = client.get(address(story, "history/2/"))["Memento-Datetime"]

    assert second == SECOND
    assert redirect_target(client, story, {"Accept-Datetime": second}) == (302, address(story, "history/2/"))


def test_of_filings_of_one_second_the_last_is_led_to(client):
    story = a_chain("Urgent", "1st LD", "2nd LD", every=timedelta(0))

    assert redirect_target(client, story, datetime_header(0)) == (302, address(story, "history/3/"))
    assert redirect_target(client, story, datetime_header(-1)) == (302, address(story, "history/1/"))


def test_late_copy_never_stood_at_the_story_and_has_its_own_time_in_the_timemap(client):
    story = a_chain("Urgent", "1st LD")
    a_late_filing(story, minutes=15)
    story.refresh_from_db()
    a_filing(rewrite(story, "New words.", now=NOON + timedelta(minutes=20)), "2nd LD", now=NOON + timedelta(minutes=20))

    assert redirect_target(client, story, datetime_header(16)) == (302, address(story, "history/2/"))
    assert redirect_target(client, story, datetime_header(21)) == (302, address(story, "history/4/"))
    late = client.get(address(story, "history/3/"))
    assert late["Memento-Datetime"] == "Tue, 10 Feb 2026 12:15:00 GMT"
    numbers = re.findall(r"history/(\d)/", client.get(address(story, "timemap/")).text)
    assert numbers == ["1", "2", "3", "4"]


def test_timemap_stands_in_numbers_order_where_times_are_equal(client):
    story = a_chain("Urgent", "1st LD", every=timedelta(0))
    a_late_filing(story, minutes=0)

    numbers = re.findall(r"history/(\d)/", client.get(address(story, "timemap/")).text)

    assert [row.number for row in public_chain(story.pk).filings] == [1, 3, 2]
    assert numbers == ["1", "2", "3"]


@pytest.mark.parametrize(
    "value",
    [
        "", "noon", "2026-02-10T12:00:00Z", "1770724800", "Tue, 10 Feb 2026 12:00:00", "Tue, 10 Feb 2026 12:00:00 CET",
        "Tue, 31 Feb 2026 12:00:00 GMT", "Mon, 10 Feb 2026 12:00:00 GMT", "Tuesday, 10-Feb-26 12:00:00 GMT",
        "Tue Feb 10 12:00:00 2026", "Tue, 10 Feb 2026 12:00:00 GMT, Tue, 10 Feb 2026 12:00:00 GMT",
        "Tue, 10 Feb 0000 12:00:00 GMT", "Ваш, 10 Feb 2026 12:00:00 GMT",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused_in_words(client, value):
    story = a_chain("Urgent")

    answer = client.get(address(story), headers={"Accept-Datetime": value})

    assert answer.status_code == 400
    assert answer.text == "Accept-Datetime takes a moment in the form of Thu, 31 May 2007 20:35:00 GMT."
    assert (answer["Vary"], answer["Cache-Control"]) == ("Accept-Datetime", "no-store")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert set(links(answer["Link"])) == {"original timegate", "timemap"}


@pytest.mark.parametrize("moment", [datetime(1000, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)])
def test_the_ends_of_the_calendar_are_moments(moment):
    assert mementos.read_accept_datetime(http_date(moment.timestamp())) == moment


def test_story_without_a_moment_is_its_newest_page_with_one_copy_in_caches(client):
    story = a_chain("Urgent", "1st LD")

    answer = client.get(address(story))

    assert (answer.status_code, answer["Vary"], answer["Cache-Control"]) == (
        200,
        "Accept-Encoding, Accept-Datetime",
        PUBLIC_CACHE_CONTROL,
    )
    assert "Memento-Datetime" not in answer
    assert "Link" not in answer
    assert f'<link rel="timemap" type="application/link-format" href="{address(story, "timemap/")}">' in answer.text
    client.cookies.load({"fs": "xl", "session": "a" * 32})
    again = client.get(address(story))
    assert (again.content, again.headers) == (answer.content, answer.headers)
    unchanged = client.get(address(story), headers={"If-None-Match": answer["ETag"]})
    assert (unchanged.status_code, unchanged["Vary"]) == (304, "Accept-Encoding, Accept-Datetime")


def test_a_moment_goes_before_a_page_that_the_archive_has(client):
    story = a_chain("Urgent", "1st LD")
    tag = client.get(address(story))["ETag"]

    assert redirect_target(client, story, {**datetime_header(0), "If-None-Match": tag}) == (
        302,
        address(story, "history/1/"),
    )


def test_filing_says_when_it_was_filed_and_what_stands_beside_it(client):
    story = a_chain("Urgent", "1st LD", "2nd LD", "3rd LD", "4th LD")

    answer = client.get(address(story, "history/3/"))

    assert answer["Memento-Datetime"] == THIRD
    assert answer["Vary"] == "Accept-Encoding"
    assert links(answer["Link"]) == {
        "original timegate": (address(story), {}),
        "timemap": (address(story, "timemap/"), {"type": "application/link-format"}),
        "prev memento": (address(story, "history/2/"), {"datetime": SECOND}),
        "next memento": (address(story, "history/4/"), {"datetime": "Tue, 10 Feb 2026 12:30:00 GMT"}),
        "first memento": (address(story, "history/1/"), {"datetime": FIRST}),
        "last memento": (address(story, "history/5/"), {"datetime": "Tue, 10 Feb 2026 12:40:00 GMT"}),
    }
    unchanged = client.get(address(story, "history/3/"), headers={"If-None-Match": answer["ETag"]})
    assert (unchanged.status_code, unchanged["Link"]) == (304, answer["Link"])
    assert unchanged["Memento-Datetime"] == THIRD


def test_ends_of_a_chain_are_named_once(client):
    story = a_chain("Urgent", "1st LD")

    first, second = (set(links(client.get(address(story, f"history/{n}/"))["Link"])) for n in (1, 2))
    only = set(links(client.get(address(a_chain("Urgent"), "history/1/"))["Link"]))

    assert first == {"original timegate", "timemap", "next last memento", "first memento"}
    assert second == {"original timegate", "timemap", "prev first memento", "last memento"}
    assert only == {"original timegate", "timemap", "first last memento"}


@pytest.mark.parametrize("letter", ["б", "坝"])
def test_links_leave_room_for_other_headers(client, letter):
    story = a_chain("Urgent", "1st LD", "2nd LD", headline=letter * 80)

    answer = client.get(f"{address(story)}history/2/")

    assert answer.status_code == 200
    assert {"original timegate", "timemap"} <= set(links(answer["Link"]))
    assert sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items()) < 4096
    assert len(links(client.get(f"{address(story)}timemap/").text)) == 5


def test_timemap_lists_every_filing_with_words(client):
    story = a_chain("Urgent", "1st LD", "2nd LD")

    answer = client.get(address(story, "timemap/"))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/link-format")
    assert answer["Cache-Control"] == PUBLIC_CACHE_CONTROL
    at = f"{settings.SITE_URL}{address(story)}"
    assert answer.text == (
        f'<{at}>; rel="original timegate",\n'
        f'<{at}timemap/>; rel="self"; type="application/link-format"; from="{FIRST}"; until="{THIRD}",\n'
        f'<{at}history/1/>; rel="first memento"; datetime="{FIRST}",\n'
        f'<{at}history/2/>; rel="memento"; datetime="{SECOND}",\n'
        f'<{at}history/3/>; rel="last memento"; datetime="{THIRD}"\n'
    )
    again = client.get(address(story, "timemap/"), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    a_filing(rewrite(story, "New words."), "3rd LD")
    assert client.get(address(story, "timemap/"), headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_timemap_of_one_filing(client):
    story = a_chain("Urgent")

    text = client.get(address(story, "timemap/")).text

    assert links(text)["first last memento"] == (address(story, "history/1/"), {"datetime": FIRST})


def test_wrong_slug_leads_to_the_right_address_first(client):
    story = a_chain("Urgent", "1st LD")

    for rest in ("", "timemap/"):
        answer = client.get(f"/stories/{story.pk}/wrong/{rest}", headers=datetime_header(0))
        assert (answer.status_code, answer["Location"]) == (301, address(story, rest))


def test_held_story_shows_its_notice_at_any_moment(client):
    story = a_chain("Urgent", "1st LD")
    now = client.get(address(desk.hold(story, by=None, now=NOON)))

    for headers in (datetime_header(0), datetime_header(60), {"Accept-Datetime": "noon"}):
        answer = client.get(address(story), headers=headers)
        assert (answer.status_code, answer.content, answer.headers) == (200, now.content, now.headers)
    answer = client.get(address(story, "timemap/"))
    assert (answer.status_code, answer["Cache-Control"], answer.json()["state"]) == (200, "no-store", "held")
    assert "history" not in answer.text


def test_killed_story_is_withdrawn_at_every_moment(client):
    story = a_chain("Urgent", "1st LD")
    desk.kill(story, by=None, now=NOON + timedelta(hours=1), reason="It was false.")

    for headers in (datetime_header(0), datetime_header(600), {"Accept-Datetime": "noon"}):
        answer = client.get(address(story), headers=headers)
        assert answer.status_code == 410
        assert "Location" not in answer
        assert "Link" not in answer
    answer = client.get(address(story, "timemap/"))
    assert (answer.status_code, answer.json()["state"]) == (410, "killed")
    gone = client.get(address(story, "history/1/"))
    assert (gone.status_code, "Memento-Datetime" in gone, "Link" in gone) == (410, False, False)


def test_filing_whose_words_were_taken_down_is_no_memento(client):
    story = a_chain("Urgent", "1st LD", "2nd LD")
    desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court said so.")

    there = client.get(address(story), headers=datetime_header(15))
    gone = client.get(there["Location"])

    assert there["Location"] == address(story, "history/2/")
    assert (gone.status_code, "Memento-Datetime" in gone) == (410, False)
    assert "The words of this version were removed" in words_of(gone)
    assert "history/2/" not in client.get(address(story, "timemap/")).text
    assert links(client.get(address(story, "history/1/"))["Link"])["next last memento"][0] == address(
        story, "history/3/"
    )


def test_story_whose_newest_words_were_taken_down_keeps_its_earlier_mementos(client):
    story = a_chain("Urgent", "1st LD")
    desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court said so.")

    assert client.get(address(story)).status_code == 410
    assert redirect_target(client, story, datetime_header(5)) == (302, address(story, "history/1/"))
    assert "first last memento" in links(client.get(address(story, "timemap/")).text)


def test_timemap_without_any_words_is_gone(client):
    story = a_chain("Urgent")
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    answer = client.get(address(story, "timemap/"))

    assert (answer.status_code, answer.json()) == (410, {"story": story.pk, "state": "taken down"})
    assert answer["X-Robots-Tag"] == "noindex"


def test_what_is_not_public_is_not_there(client):
    unknown = client.get("/stories/999999999/x/")

    for story in (a_story(), a_story(embargo_until=NOON + timedelta(days=1)), desk.hold(a_story(), by=None, now=NOON)):
        for rest in ("", "timemap/"):
            answer = client.get(f"/stories/{story.pk}/x/{rest}", headers=datetime_header(0))
            assert (answer.status_code, answer.content) == (404, unknown.content)
            assert answer.headers == unknown.headers

"""The wire's own time on readers' pages, in feeds and data; copy that was old when it was filed."""

import json
import re
from datetime import timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import timezone

from stories import copy, desk
from stories.copy.subjects import Subject
from stories.models import Amends, Filing, Story
from stories.templatetags.stories import print_filed_time
from tests.builders import NOON, a_chain, a_filing, a_section, a_story, a_wire_chain, a_wire_filing, filings, rewrite
from tests.page_reading import address, assert_in_order, words_of
from ticker import board_actions
from ticker.headlines import current_board

pytestmark = pytest.mark.django_db

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
DAY = timedelta(days=1)
LISTS_OF_NEWS = ("/", "/editions/en/", "/feeds/latest.rss", "/feeds/latest.atom", "/feeds/latest.json",
                 "/editions/en/feeds/latest.atom", "/ticker/", "/ticker.json", "/sitemap-news.xml")  # fmt: skip


def a_long_chain():
    """Make a story that moved over 26 hours and was filed in one second."""
    return a_wire_chain(NOON - 26 * HOUR, NOON - 20 * HOUR, NOON)


def links_in_list(answer):
    """Return the links of a page's own part, without those of the ticker."""
    return re.findall(r'<a[^>]*? ?href="([^"]*)"', answer.text.partition("<main")[2])


def json_ld(answer):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.text)[1])


def test_history_of_a_chain_filed_at_once_has_the_times_of_the_wire(client):
    story = a_long_chain()

    page = words_of(client.get(address(story, "history/")))

    assert_in_order(
        page,
        "3 Feb 10, 12:00 Dam",
        "2 Feb 9, 16:00 here since Feb 10, 12:00 GMT",
        "1 Feb 9, 10:00 here since Feb 10, 12:00 GMT",
    )


def test_data_of_a_chain_filed_at_once_has_the_times_of_the_wire(client):
    story = a_long_chain()

    rows = client.get(f"/stories/{story.pk}/history.json").json()["filings"]
    article = json_ld(client.get(address(story)))

    assert [(row["moved"], row["filed"]) for row in rows] == [
        ("2026-02-09T10:00:00.000000Z", "2026-02-10T12:00:00.000000Z"),
        ("2026-02-09T16:00:00.000000Z", "2026-02-10T12:00:00.000000Z"),
        ("2026-02-10T12:00:00.000000Z", "2026-02-10T12:00:00.000000Z"),
    ]
    assert (article["datePublished"], article["dateModified"]) == (
        "2026-02-09T10:00:00.000000Z", "2026-02-10T12:00:00.000000Z",
    )  # fmt: skip


def test_page_of_a_story_says_when_it_first_and_last_moved(client):
    story = a_long_chain()

    page = client.get(address(story)).text

    assert '<meta property="article:published_time" content="2026-02-09T10:00:00.000000Z">' in page
    assert '<meta property="article:modified_time" content="2026-02-10T12:00:00.000000Z">' in page


def test_feeds_of_a_chain_filed_at_once_have_the_times_of_the_wire(client):
    a_wire_chain(NOON - 26 * HOUR, NOON - HOUR)

    rss = fromstring(client.get("/feeds/latest.rss").content)
    atom = fromstring(client.get("/feeds/latest.atom").content)
    item = client.get("/feeds/latest.json").json()["items"][0]

    assert rss.findtext("channel/item/pubDate") == "Mon, 09 Feb 2026 10:00:00 +0000"
    assert [atom.findtext(f"a:entry/a:{name}", None, ATOM) for name in ("published", "updated")] == [
        "2026-02-09T10:00:00+00:00", "2026-02-10T11:00:00+00:00",
    ]  # fmt: skip
    assert (item["date_published"], item["date_modified"]) == (
        "2026-02-09T10:00:00.000000Z", "2026-02-10T11:00:00.000000Z",
    )  # fmt: skip
    assert atom.findtext("a:updated", None, ATOM) == "2026-02-10T12:00:00+00:00"  # when it changed here


@pytest.mark.parametrize(("late", "is_told"), [(5 * MINUTE, False), (5 * MINUTE + timedelta(seconds=1), True)])
@pytest.mark.parametrize("rest", ["", "history/", "history/1/", "history/1..2/"])
def test_time_of_filing_is_told_where_it_is_more_than_five_minutes_late(client, rest, late, is_told):
    story = a_wire_chain(NOON - late, NOON)
    a_wire_filing(story, "A third text.", moved_at=NOON - late)

    page = words_of(client.get(address(story, rest)))

    assert ("here since 12:00 GMT" in page) == is_told
    assert ("here since" in words_of(client.get("/archive/"))) == is_told


def test_page_of_a_filing_says_filed_where_it_came_at_once_and_moved_where_late(client):
    at_once, late = a_wire_chain(NOON - MINUTE), a_wire_chain(NOON - HOUR)

    assert "Filed Feb 10, 2026, 11:59 GMT. Version 1 of 1." in words_of(client.get(address(at_once, "history/1/")))
    assert_in_order(
        words_of(client.get(address(late, "history/1/"))),
        "Moved Feb 10, 2026, 11:00 GMT, here since 12:00 GMT. Version 1 of 1.",
        "version 1, Feb 10, 2026, 11:00 GMT, here since 12:00 GMT, http",
    )


def test_correction_of_the_wire_has_both_times(client):
    story = a_wire_chain(NOON - 2 * HOUR)
    words = desk.StoryText(headline=story.headline, blocks=copy.from_typed("It broke."), note="It did not hold.",
                           origin=desk.WireOrigin(moved_at=NOON - HOUR))  # fmt: skip
    desk.file_from_wire(story, words, now=NOON, designator="Correction", amends=Amends.CORRECTION)
    times = "Feb 10, 2026, 11:00 GMT, here since 12:00 GMT"

    feed = client.get("/corrections/feeds/latest.json").json()["items"][0]

    assert feed["content_text"] == "It did not hold."
    assert times in words_of(client.get("/corrections/"))
    assert f"Correction, {times}." in words_of(client.get(address(story)))
    assert json_ld(client.get(address(story)))["correction"][0]["datePublished"] == "2026-02-10T11:00:00.000000Z"
    assert feed["date_published"] == "2026-02-10T11:00:00.000000Z"


def test_a_day_that_differs_is_told_with_its_year_where_that_differs_too():
    last_year, yesterday = (Filing(moved_at=NOON - span, filed_at=NOON) for span in (366 * DAY, DAY))

    assert ">Feb 10, 12:00 GMT<" in print_filed_time(yesterday)
    assert ">Feb 10, 2026, 12:00 GMT<" in print_filed_time(last_year)


def test_exchange_formats_have_the_time_of_the_wire(client):
    story = a_wire_chain(NOON - 26 * HOUR, NOON - HOUR)

    assert client.get(f"/stories/{story.pk}.ninjs.json").json()["versionCreated"].startswith("2026-02-10T11:00:00")
    assert "<versionCreated>2026-02-10T11:00:00" in client.get(f"/stories/{story.pk}.newsml.xml").text


def test_both_times_are_time_elements(client):
    story = a_wire_chain(NOON - HOUR)

    assert (
        '<time datetime="2026-02-10T11:00:00.000Z">11:00 GMT</time>, here since '
        '<time datetime="2026-02-10T12:00:00.000Z">12:00 GMT</time>' in client.get(address(story)).text
    )


def test_lists_are_in_the_order_of_the_wire(client):
    a_wire_chain(NOON - 2 * HOUR, headline="Second")
    a_wire_chain(NOON - 3 * HOUR, headline="Third")
    a_wire_chain(NOON - HOUR, headline="First")

    for path in ("/", "/editions/en/", "/sections/world/", "/archive/", "/archive/2026/02/10/", "/feeds/latest.rss",
                 "/sections/world/feeds/latest.json", "/ticker.json", "/ticker/"):  # fmt: skip
        page = client.get(path).text.partition("<main")[2] or client.get(path).text
        assert_in_order(page, "First", "Second", "Third")


def test_old_copy_is_in_archive_section_and_day_and_in_no_list_of_news(client):
    now = timezone.now()
    old, news = now - timedelta(hours=48, seconds=1), now - 47 * HOUR
    a_wire_chain(old, now=now, headline="Old sheep")
    a_wire_chain(news, now=now, headline="New sheep")
    day = f"/archive/{old:%Y/%m/%d}/"

    for path in LISTS_OF_NEWS:
        page = client.get(path).text
        assert ("New sheep" in page, "Old sheep" in page) == (True, False), path
    for path in ("/archive/", "/archive/?section=world", "/sections/world/", "/sections/world/feeds/latest.atom", day):
        assert "Old sheep" in client.get(path).text, path


def test_old_copy_stays_on_the_ticker_where_an_editor_pinned_it():
    story = a_wire_chain(NOON - 72 * HOUR)
    assert current_board(NOON).headlines == ()

    board_actions.pin_story(story, by=None, now=NOON)

    assert [line.story for line in current_board(NOON).headlines] == [story.pk]


def test_old_story_with_a_new_version_is_news(client):
    story = a_wire_chain(NOON - 72 * HOUR)
    assert address(story) not in links_in_list(client.get("/"))

    a_wire_filing(story, "It broke today.", moved_at=NOON - HOUR)

    assert address(story) in links_in_list(client.get("/"))


def test_front_page_keeps_the_most_urgent_by_the_time_of_the_wire(client):
    a_wire_chain(NOON - 13 * HOUR, headline="Dam fails", urgency=1)
    a_wire_chain(NOON - HOUR, headline="Sheep graze", urgency=5)

    page = client.get("/").text

    lead = page.index('class="lead"')
    assert lead < page.index("Sheep graze</a></h2>") < page.index("Dam fails</a>", lead)


@pytest.mark.parametrize(
    ("path", "size"),
    [
        ("/archive/", "archive.ARCHIVE_PAGE_SIZE"),
        ("/archive/2026/02/10/", "archive_calendar.DAY_PAGE_SIZE"),
        ("/sections/world/", "front.SECTION_PAGE_SIZE"),
    ],
)
def test_pages_hold_each_story_once_though_many_moved_at_one_moment(client, monkeypatch, path, size):
    monkeypatch.setattr(f"stories.public.views.{size}", 2)
    moves = [0, 3, 1, 1, 1, 1, 2, 0, 5]
    made = [a_wire_chain(NOON - timedelta(milliseconds=move)) for move in moves]
    expected = sorted(range(len(moves)), key=lambda place: (moves[place], -place))

    pages, link = [], path
    while link:
        answer = client.get(link)
        pages.append([address_of for address_of in links_in_list(answer) if address_of in map(address, made)])
        older = [found for found in links_in_list(answer) if found and "older=" in found]
        link = older[0] and path + older[0] if older else ""
    backwards, link = [pages[-1]], next(found for found in links_in_list(answer) if found and "newer=" in found)
    while link:
        answer = client.get(path + link)
        backwards.append([address_of for address_of in links_in_list(answer) if address_of in map(address, made)])
        link = next((found for found in links_in_list(answer) if found and "newer=" in found), "")

    assert [one for page in pages for one in page] == [address(made[place]) for place in expected]
    assert {one for page in backwards for one in page} == set(map(address, made))


def test_archive_filters_and_days_by_the_time_of_the_wire(client):
    story = a_wire_chain(NOON - 24 * HOUR, dated_on=(NOON - 72 * HOUR).date())

    found = {path for path in ("?after=2026-02-09", "?before=2026-02-09", "?after=2026-02-10", "?before=2026-02-08",
                               "2026/02/09/", "2026/02/10/", "2026/02/07/")
             if address(story) in links_in_list(client.get(f"/archive/{path}"))}  # fmt: skip

    assert found == {"?after=2026-02-09", "?before=2026-02-09", "2026/02/09/"}
    assert "/archive/2026/02/09/" in links_in_list(client.get(address(story)))
    assert "/archive/2026/02/09/" in links_in_list(client.get("/archive/"))
    assert "Vesper, February 7, 2026" in words_of(client.get(address(story)))


def test_day_begins_at_midnight_of_the_site(client, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    begin = NOON.replace(hour=15)
    before, after = a_wire_chain(begin - timedelta(microseconds=1), now=begin), a_wire_chain(begin, now=begin)

    listed = {day: links_in_list(client.get(f"/archive/2026/02/{day}/")) for day in ("10", "11")}

    assert [(address(before) in links, address(after) in links) for links in listed.values()] == [
        (True, False), (False, True),
    ]  # fmt: skip
    assert "Earlier: February 10, 2026" in words_of(client.get("/archive/2026/02/11/"))


def test_late_copy_from_before_moves_the_first_time_and_the_tags(client):
    story = a_wire_chain(NOON - HOUR)
    before = client.get(address(story))["ETag"]
    words = desk.StoryText(headline="Dam shakes", blocks=copy.from_typed("It shook."),
                           origin=desk.WireOrigin(moved_at=NOON - 9 * HOUR))  # fmt: skip
    desk.file_late(story, words, now=NOON, designator="Urgent", follows=0)

    answer = client.get(address(story))

    assert answer["ETag"] != before
    assert json_ld(answer)["datePublished"] == "2026-02-10T03:00:00.000000Z"


def test_own_words_move_when_they_are_filed(client):
    story = a_chain("Urgent")

    filing = Filing.objects.get()

    assert (filing.moved_at, filing.is_back_dated) == (filing.filed_at, False)
    assert "here since" not in words_of(client.get(address(story)))


def a_changed_head(**said):
    """Make a story with a second version that says otherwise of its head."""
    story = a_story(slugline="DAM", subjects=[{"scheme": "medtop", "code": "20000763", "name": "Dams"}])
    a_filing(story, "Urgent")
    words = desk.StoryText(headline=story.headline, blocks=copy.from_typed("It broke."), head=desk.WireHead(**said))
    desk.file_from_wire(Story.objects.get(pk=story.pk), words, now=NOON, designator="1st LD")
    return Story.objects.get(pk=story.pk)


def test_history_says_what_a_version_changed_of_its_head(client):
    floods = Subject("medtop", "20000151", "Floods")
    story = a_changed_head(urgency=1, section=a_section("Business"), slugline="DAM-BREAK", language="en-GB",
                           subjects=(floods,))  # fmt: skip

    page = client.get(address(story, "history/"))
    rows = client.get(f"/stories/{story.pk}/history.json").json()["filings"]

    assert (
        "Urgency 5 →, now 1 · Section World →, now Business · Slugline DAM →, now DAM-BREAK · "
        "Language English →, now en-GB · Subjects Dams →, now Floods"
    ) in words_of(page)
    assert rows[0]["head_changes"] == []
    assert rows[1]["head_changes"] == [
        {"field": "urgency", "from": 5, "to": 1},
        {"field": "section", "from": "World", "to": "Business"},
        {"field": "slugline", "from": "DAM", "to": "DAM-BREAK"},
        {"field": "language", "from": "en", "to": "en-GB"},
        {"field": "subjects", "from": ["medtop:20000763"], "to": ["medtop:20000151"]},
    ]


def test_history_tells_nothing_that_was_taken_down(client):
    story = a_changed_head(urgency=1, slugline="ZQFAULT")
    assert "ZQFAULT" in client.get(address(story, "history/")).text

    desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court ordered it.")
    story = Story.objects.get(pk=story.pk)

    page, data = client.get(address(story, "history/")), client.get(f"/stories/{story.pk}/history.json")
    assert "Urgency 5 →, now 1" in words_of(page)
    assert "ZQFAULT" not in page.text + data.text


def test_slugline_that_was_not_filed_is_not_told(client):
    story = a_changed_head(urgency=1)
    changed = rewrite(story, "Other words.")
    changed.slugline = "ZQSECRET"
    desk.save(changed, by=None, now=NOON, based_on=changed.save_number)

    assert "ZQSECRET" not in client.get(address(story, "history/")).text

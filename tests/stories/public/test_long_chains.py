"""Long chains: their pages are as short and as cheap as those of a short one, and together they hold all."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stories import copy, desk
from stories.models import Filing
from stories.public import mementos
from stories.public.chain_paging import ROWS_OF_HISTORY, VERSIONS_A_PAGE
from tests.builders import NOON, a_chain, a_correction
from tests.docs_chain import verify_by_the_docs
from tests.page_reading import address

pytestmark = pytest.mark.django_db

TOTAL = 2 * VERSIONS_A_PAGE + 3


def a_long_chain():
    """Make a chain of three pages, of which the last filing but two was filed late, behind the first."""
    story = a_chain(*(f"{number}th LD" for number in range(1, TOTAL - 2)))
    words = desk.StoryText(headline="Dam wobbles", blocks=copy.from_typed("The dam wobbled."))
    desk.file_late(story, words, now=NOON + timedelta(hours=9), designator="Urgent", follows=1)
    corrected(story, 10, 11)
    return story


def corrected(story, *hours):
    """Correct a story at some hours after noon."""
    for hour in hours:
        a_correction(story, body=f"The dam failed. {hour} towns are dry.", now=NOON + timedelta(hours=hour))


def rows_of(page):
    """Return the rows of a history."""
    return page.partition('<ol class="versions"')[2].partition("</ol>\n")[0]


def path_of(link):
    return link.removeprefix(settings.SITE_URL)


def pages_of_data(client, story):
    """Return all pages of a story's history.json, the first first."""
    pages, path = [], f"/stories/{story.pk}/history.json"
    while path:
        pages.append(client.get(path).json())
        path = path_of(pages[-1]["next"] or "")
    return pages


def test_pages_of_the_record_hold_the_whole_chain_and_verify(client):
    story = a_long_chain()

    pages = pages_of_data(client, story)

    assert [len(page["filings"]) for page in pages] == [VERSIONS_A_PAGE, VERSIONS_A_PAGE, 3]
    whole = [filing for page in reversed(pages) for filing in page["filings"]]
    late = TOTAL - 2
    assert [filing["number"] for filing in whole] == [1, late, *range(2, late), late + 1, late + 2]
    verify_by_the_docs({"filings": whole})
    assert all(filing["changes"] for filing in whole if filing["number"] == 2)


def test_history_leads_through_all_versions_and_back(client):
    story = a_long_chain()
    path, pages = address(story, "history/"), []
    while path:
        pages.append(client.get(path).text)
        older = re.search(r'rel="next" href="(\?older=\d+)"', pages[-1])
        path = older and address(story, "history/") + older[1]

    shown = [int(number) for page in pages for number in re.findall(r'<li value="(\d+)"', page)]
    back = client.get(address(story, "history/") + re.search(r'href="(\?newer=\d+)"', pages[-1])[1]).text

    late = TOTAL - 2
    assert shown == [late + 2, late + 1, *range(late - 1, 1, -1), late, 1]
    assert rows_of(back) == rows_of(pages[0])
    assert [rows_of(page).count("<li ") for page in pages] == [ROWS_OF_HISTORY, TOTAL - ROWS_OF_HISTORY]
    assert all(f"Any two of {TOTAL} versions" in page for page in pages)


@pytest.mark.parametrize("query", ["?older=999", "?older=1", "?newer=0", "?older=x", "?newer=99999999999"])
def test_place_that_a_chain_has_not_is_its_newest_page(client, query):
    story = a_chain("Urgent", "1st LD")

    pages = [client.get(address(story, "history/") + asked).text for asked in ("", query)]

    assert rows_of(pages[0]) == rows_of(pages[1])


def test_feed_of_versions_leads_on_page_by_page(client):
    story = a_long_chain()
    path, versions = address(story, "history/feed.atom"), []
    while path:
        feed = client.get(path).text
        versions += re.findall(r"#version-(\d+)</id>", feed)
        following = re.search(r'<link href="([^"]+)" rel="next"', feed) or re.search(r'rel="next" href="([^"]+)"', feed)
        path = following and path_of(following[1])

    assert sorted(map(int, versions)) == list(range(1, TOTAL + 1))
    desk.kill(story, by=None, now=NOON + timedelta(days=1), reason="Wrong.")
    gone = client.get(address(story, f"history/feed.atom?older={VERSIONS_A_PAGE}")).text
    assert gone.count("<at:deleted-entry") <= VERSIONS_A_PAGE
    assert "?older=" in client.get(address(story, "history/feed.atom")).text


def test_timemap_names_the_page_that_follows_with_its_span(client, monkeypatch):
    monkeypatch.setattr(mementos, "MEMENTOS", VERSIONS_A_PAGE)
    story = a_long_chain()

    first = client.get(address(story, "timemap/")).text
    links = re.findall(r'<([^>]+)>; rel="timemap"; type="application/link-format"; from="([^"]+)"', first)
    second = client.get(path_of(links[0][0])).text

    assert re.findall(r"history/(\d+)/", first) == [str(number) for number in range(1, VERSIONS_A_PAGE + 1)]
    assert re.findall(r"history/(\d+)/", second) == [
        str(number) for number in range(VERSIONS_A_PAGE + 1, 2 * VERSIONS_A_PAGE + 1)
    ]
    assert f'rel="self"; type="application/link-format"; from="{links[0][1]}"' in second
    assert ('rel="first memento"' in first, 'rel="first memento"' in second) == (True, False)


def test_moment_leads_to_what_was_newest_past_what_was_late(client):
    story = a_long_chain()
    moments = {"09:30": TOTAL - 3, "10:30": TOTAL - 1, "12:00": TOTAL, "00:01": 1}

    for clock, number in moments.items():
        at = (NOON.replace(hour=0) if clock == "00:01" else NOON) + timedelta(
            hours=int(clock[:2]), minutes=int(clock[3:])
        )
        moment = at.strftime("%a, %d %b %Y %H:%M:%S GMT")
        answer = client.get(address(story), headers={"Accept-Datetime": moment})
        assert answer["Location"] == address(story, f"history/{number}/"), clock


def test_page_of_a_story_shows_the_latest_corrections_and_leads_to_all(client):
    story = a_chain("Urgent")
    corrected(story, *range(1, 13))

    page = client.get(address(story)).text
    history = client.get(address(story, "history/?show=corrections")).text

    assert page.count('<aside class="correction"') == 1
    assert page.count("See the change</a>") == 10
    assert f"{address(story, 'history/')}?show=corrections" in page
    assert [int(number) for number in re.findall(r'<li value="(\d+)"', history)] == list(range(13, 1, -1))


def test_shape_of_a_chain_is_read_from_the_filings_out_of_the_run_alone():
    story = a_long_chain()

    with CaptureQueriesContext(connection) as counted:
        Filing.public.chain(story.pk)

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{counted[0]['sql']}")
        plan = " ".join(str(cell) for row in cursor.fetchall() for cell in row)
    assert "filing_out_of_run" in plan

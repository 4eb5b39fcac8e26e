"""The archive in all versions: what was taken out of a story is found, where it stood, until nobody may read it."""

import pytest

from stories import desk
from stories.models import PastVersion
from tests.builders import NOON, a_chain, a_filing, a_story, filings, rewrite
from tests.page_reading import address, assert_in_order, links_of, words_of
from tests.stories.search.test_engines import kept_words

pytestmark = pytest.mark.django_db
TEXTS = (
    "Fire in a tunnel.",
    "Ilves said: “We do not expect to find more.”",
    "Ilves said so.",
    "Sorell spoke.",
    "Rain.",
)


def a_story_of_five():
    story = a_story(headline="Tunnel fire", body=TEXTS[0])
    a_filing(story, "Urgent")
    for number, text in enumerate(TEXTS[1:], start=1):
        a_filing(rewrite(story, text), f"{number}th LD")
    return story


def test_words_that_were_removed_are_found_with_the_change_that_removed_them(client):
    story = a_story_of_five()
    a_chain("", headline="Ilves resigns")

    newest, all_versions = client.get("/archive/?q=ilves"), client.get("/archive/?q=ilves&in=all")

    assert ("1 story" in words_of(newest), "2 stories" in words_of(all_versions)) == (True, True)
    assert_in_order(
        words_of(all_versions),
        "Ilves resigns",
        "Tunnel fire",
        "Ilves said so.",
        "in versions 2 to 3, removed in version 4",
    )
    assert {address(story, "history/3/"), address(story, "history/3..4/")} <= set(links_of(all_versions))
    assert "<mark>Ilves</mark> said so." in all_versions.text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('"we do not expect to find"', "in version 2, removed in version 3"),
        ("sorell", "in version 4, removed in version 5"),
        ("tunnel fire", "in versions 1 to 5"),
        ("tunnel -fire", ""),
        ("rain fire -ilves", "in version 5"),
        ("tunnel -ilves", "in versions 1 to 5"),
        ("ilves -expect", "in versions 2 to 3, removed in version 4"),
        ("ilves OR sorell", "in versions 2 to 4, removed in version 5"),
    ],
)
def test_versions_of_a_hit_are_told(client, words, said):
    a_story_of_five()

    page = words_of(client.get("/archive/", {"q": words, "in": "all"}))

    assert f"{1 if said else 0} stor" in page
    assert page.count("in version") == said.count("in version")
    assert said in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=tunnel&before=2026-02-08", "in versions 1 to 5"),
        ("q=tunnel&after=2026-02-09", "in versions 1 to 5"),
        ("q=ilves&before=2026-02-08", "in versions 2 to 3, removed in version 4"),
        ("q=tunnel&designator=2nd+LD", "in versions 1 to 5"),
        ("designator=2nd+LD", "in version 3"),
    ],
)
def test_neither_days_nor_other_filters_end_a_run_of_versions(client, query, said):
    story = a_story(headline="Tunnel fire", body=TEXTS[0])
    for number, text in enumerate(TEXTS):
        later = rewrite(story, text) if number else story
        a_filing(later, f"{number}th LD" if number else "Urgent", now=NOON.replace(day=6 + number))

    page = words_of(client.get(f"/archive/?in=all&{query}"))

    assert said in page
    assert page.count("removed in") == said.count("removed in")


@pytest.mark.parametrize(
    "act",
    [
        lambda story: desk.kill(story, by=None, now=NOON, reason="False."),
        lambda story: desk.hold(story, by=None, now=NOON),
        lambda story: desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court said so."),
    ],
)
def test_words_that_nobody_may_read_leave_all_versions_with_the_act(client, act):
    story = a_story_of_five()
    assert "1 story" in words_of(client.get("/archive/?q=expect&in=all"))

    act(story)

    assert "0 stories" in words_of(client.get("/archive/?q=expect&in=all"))


def test_words_taken_down_leave_the_index_of_older_versions_itself():
    story = a_story_of_five()
    assert b"expect" in kept_words()

    desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court said so.")

    assert b"expect" not in kept_words()
    assert list(PastVersion.objects.order_by("place").values_list("number", flat=True)) == [1, 3, 4]


def test_released_story_is_found_in_all_its_versions_again(client):
    story = a_story_of_five()
    desk.hold(story, by=None, now=NOON)
    assert not PastVersion.objects.exists()

    desk.release(story, by=None, now=NOON)

    assert "in version 4" in words_of(client.get("/archive/?q=sorell&in=all"))


def test_all_versions_go_on_page_by_page_and_no_story_stands_twice(client, monkeypatch):
    monkeypatch.setattr("stories.public.views.archive.ARCHIVE_PAGE_SIZE", 2)
    for number in range(5):
        story = a_chain("Urgent", headline=f"Story {number}", body="A word, zephyr.", now=NOON.replace(day=1 + number))
        for later in range(3):
            a_filing(rewrite(story, f"A word, zephyr {later}."), f"{later + 1}th LD")

    pages, link = [], "?q=zephyr&in=all"
    while link:
        page = client.get(f"/archive/{link}")
        pages.append([number for number in range(5) if f">Story {number}</bdi>" in page.text])
        link = next((link for link in links_of(page) if link and "older=" in link), None)

    assert [len(page) for page in pages] == [2, 2, 1]
    assert sorted(number for page in pages for number in page) == [0, 1, 2, 3, 4]

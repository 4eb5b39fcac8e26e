"""The corrections by words, section and month: what answers, what cannot be read, and how far a page looks."""

import re
from datetime import timedelta

import pytest

from stories import desk
from tests.builders import NOON, a_chain, a_correction, a_section, an_editor
from tests.page_reading import links_of, words_of

pytestmark = pytest.mark.django_db


def some_corrections():
    """Make a correction of January, one of business, and one of world with a withdrawal behind it."""
    a_correction(a_chain("", headline="Élan closes", now=NOON - timedelta(days=30)), now=NOON - timedelta(days=20))
    business = a_chain("", headline="Bank fails", section=a_section("Business"))
    a_correction(business, now=NOON + timedelta(hours=1))
    a_correction(a_chain("", headline="Dam fails"), now=NOON + timedelta(hours=2))
    gone = a_chain("", headline="Bridge fails", section=a_section("Business"))
    desk.kill(gone, by=an_editor(), now=NOON + timedelta(hours=3), reason="Two towers, no town, no towns.")


def shown(answer):
    """Return the headlines of the entries of a page."""
    return re.findall(r":\s*<bdi[^>]*>([^<]*)</bdi>", answer.text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Bridge fails", "Dam fails", "Bank fails", "Élan closes"]),
        ("q=elan", ["Élan closes"]),
        ("q=town", ["Bridge fails", "Dam fails", "Bank fails", "Élan closes"]),
        ("q=two+TOWNS+-bank", ["Bridge fails", "Dam fails", "Élan closes"]),
        ("q=%22three+towns%22&section=Business", ["Bank fails"]),
        ("q=vanished", []),
        ("section=business", ["Bridge fails", "Bank fails"]),
        ("section=business&kind=withdrawn", ["Bridge fails"]),
        ("section=world", ["Dam fails", "Élan closes"]),
        ("month=2026-01", ["Élan closes"]),
        ("month=2026-02", ["Bridge fails", "Dam fails", "Bank fails"]),
        ("month=2026-02&section=world&q=dam", ["Dam fails"]),
        ("month=2025-12", []),
        ("month=0001-01", []),
        ("month=9999-12", []),
    ],
)
def test_corrections_are_found_by_words_section_and_month(client, query, found):
    some_corrections()

    answer = client.get(f"/corrections/?{query}")

    assert shown(answer) == found
    assert ("Nothing was found." in words_of(answer)) == (not found)
    assert ("X-Robots-Tag" in answer) == ('rel="canonical"' not in answer.text) == bool(query)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("month=2026-13", "“2026-13” is no month. Write it like 2017-02."),
        ("month=November", "“November” is no month."),
        ("section=nowhere", "There is no section “nowhere”."),
        ("q=!!!", "There is no word to look for in “!!!”."),
        ("q=%00", "Null characters are not allowed."),
        ("kind=nonsense", "Select a valid choice."),
    ],
)
def test_value_that_cannot_be_read_finds_nothing_and_is_told(client, query, said):
    some_corrections()

    answer = client.get(f"/corrections/?{query}")

    assert said in words_of(answer)
    assert shown(answer) == []
    assert "Nothing was found." not in words_of(answer)
    assert "Nothing to correct" not in words_of(answer)


def test_page_looks_at_some_and_the_next_goes_on_behind_them(client, monkeypatch):
    monkeypatch.setattr("stories.public.correction_search.LOOKED_THROUGH", 2)
    monkeypatch.setattr("stories.public.views.pages.CORRECTIONS_PAGE_SIZE", 1)
    some_corrections()

    pages, link = [], "?q=bank+OR+elan&month="
    while link:
        page = client.get(f"/corrections/{link}")
        pages.append((shown(page), "Looked through back to February 10" in words_of(page)))
        link = next((link for link in links_of(page) if link and "before=" in link), None)

    assert pages[0] == ([], True)
    assert [line for found, _is_cut in pages for line in found] == ["Bank fails", "Élan closes"]

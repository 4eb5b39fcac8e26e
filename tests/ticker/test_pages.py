"""The ticker in pages, as data, as a page and as a frame."""

import re
from html.parser import HTMLParser

import pytest
from django.db import DatabaseError, connection

from tests.builders import NOON, a_chain
from tests.page_reading import assert_in_order, words_of
from ticker import board_actions

pytestmark = pytest.mark.django_db


class Links(HTMLParser):
    """The attributes of all links of a page."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs))


def ticker_of(response):
    """Return the ticker's part of a page."""
    found = re.search(r'<section class="ticker".*?</section>', response.text, re.DOTALL)
    return found[0] if found else ""


def test_page_begins_with_the_headlines_then_says_where_it_is(client):
    for name in ("Ferry afloat", "Feature: Bells of Ostrel", "Bank holds its rate"):
        a_chain("Urgent", headline=name)

    assert_in_order(
        words_of(client.get("/")),
        "Off the wire", "Bank holds its rate", "Feature: Bells of Ostrel", "Ferry afloat", "All headlines",
        "You are here: Home",
    )  # fmt: skip


def test_no_headline_no_ticker(client):
    assert ticker_of(client.get("/help/")) == ""


def test_one_headline_is_a_link_that_does_not_rotate(client):
    a_chain("Urgent")
    one = ticker_of(client.get("/help/"))
    a_chain("Urgent")
    two = ticker_of(client.get("/help/"))

    assert "data-ticker" not in one
    assert 'data-ticker="/ticker.json"' in two


def test_headlines_of_other_languages_say_so(client):
    a_chain("", headline="Вода спала", language="ru")
    a_chain("", headline="تراجع المياه", language="ar")

    ticker = ticker_of(client.get("/help/"))

    assert re.search(r'<a href="[^"]+" lang="ar" dir="rtl">تراجع المياه</a>', ticker)
    assert re.search(r'<a href="[^"]+" lang="ru" dir="ltr">Вода спала</a>', ticker)


def test_addresses_stand_in_their_letters_and_lead_there(client):
    story = a_chain("", headline="Вода спала", language="ru")

    (link,) = Links(ticker_of(client.get("/help/"))).found[:1]

    assert link["href"] == f"/stories/{story.pk}/вода-спала/"
    assert client.get(link["href"]).status_code == 200


def test_headlines_are_escaped(client):
    a_chain("", headline="<script>alert(1)</script> \"quoted\" & 'more'")

    for address in ("/help/", "/ticker/", "/ticker/embed/"):
        assert "<script>alert" not in client.get(address).text
        assert (
            "&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot; &amp; &#x27;more&#x27;"
            in client.get(address).text
        )


def test_data_has_text_address_and_time(client):
    story = a_chain("Urgent", headline="Dam <holds>")

    response = client.get("/ticker.json")

    assert response.json() == {
        "headlines": [
            {
                "text": "Dam <holds>",
                "url": f"/stories/{story.pk}/{story.slug}/",
                "moved": "2026-02-10T12:00:00Z",
                "filed": "2026-02-10T12:00:00Z",
                "lang": "en",
                "dir": "ltr",
            }
        ]
    }
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "max-age=30,s-maxage=60"


@pytest.mark.parametrize(
    ("address", "cost"),
    [("/ticker.json", 1), ("/ticker/", 2), ("/ticker/embed/", 1), ("/ticker/embed/?lang=en", 1)],
)
def test_who_has_it_gets_304_for_its_queries_alone_until_it_changes(client, django_assert_num_queries, address, cost):
    story = a_chain("Urgent")
    tag = client.get(address)["ETag"]

    with django_assert_num_queries(cost):
        same = client.get(address, headers={"If-None-Match": tag})
    a_chain("Urgent")
    changed = client.get(address, headers={"If-None-Match": tag})

    assert story.pk
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    assert changed.status_code == 200
    assert changed["ETag"] != tag
    assert not tag.startswith("W/")


def test_all_headlines_go_beyond_the_ten(client, django_assert_num_queries):
    for number in range(12):
        a_chain("", headline=f"Headline {number} of the day")

    with django_assert_num_queries(2):
        page = words_of(client.get("/ticker/"))

    assert_in_order(page, *(f"Headline {number} of the day" for number in range(11, -1, -1)))


def test_all_headlines_of_an_empty_site_lead_to_the_archive(client):
    assert "No stories yet. Look in the archive." in words_of(client.get("/ticker/"))


def test_frame_is_in_one_language_and_leads_out_of_itself(client):
    a_chain("", headline="Вода спала", language="ru")
    a_chain("", headline="Water falls")

    russian = client.get("/ticker/embed/?lang=ru")

    assert [link["href"] for link in Links(russian.text).found][-1] == "/ticker/"
    assert ("Вода спала" in russian.text, "Water falls" in russian.text) == (True, False)
    assert '<html lang="ru" dir="ltr">' in russian.text
    assert '<base target="_top">' in russian.text
    assert not russian.cookies


def test_frame_takes_a_language_in_any_spelling(client):
    a_chain("", headline="大壩守住", language="zh-Hant-HK")
    a_chain("", headline="Water falls")

    frame = client.get("/ticker/embed/?lang=zh_hant").text

    assert ("大壩守住" in frame, "Water falls" in frame) == (True, False)
    assert '<html lang="zh-Hant" dir="ltr">' in frame


@pytest.mark.parametrize("language", ["", "xx-<script>", "e" * 40, "%00", "en' OR 1=1", "x-klingon", "nonsense"])
def test_frame_takes_a_language_that_is_none_for_all(client, language):
    a_chain("", headline="Water falls")

    response = client.get("/ticker/embed/", {"lang": language})

    assert response.status_code == 200
    assert "Water falls" in response.text


def test_pins_show_in_pages_at_once(client):
    first, _ = a_chain("", headline="First"), a_chain("", headline="Second")
    board_actions.pin_story(first, by=None, now=NOON)

    assert [row["text"] for row in client.get("/ticker.json").json()["headlines"]] == ["First", "Second"]


def test_data_is_in_one_language_where_that_is_asked_for(client):
    a_chain("", headline="Вода спала", language="ru")
    a_chain("", headline="Water falls")

    texts = [line["text"] for line in client.get("/ticker.json?lang=ru").json()["headlines"]]

    assert texts == ["Вода спала"]
    assert client.get("/ticker.json?lang=ru")["ETag"] != client.get("/ticker.json")["ETag"]


def fail_on_pins(execute, sql, *about):
    """Run a query as a database does that has lost the table of pins."""
    if "ticker_pin" in sql:
        raise DatabaseError("no such table: ticker_pin")
    return execute(sql, *about)


def test_a_ticker_that_fails_is_left_out_and_logged(client, caplog):
    story = a_chain("Urgent", headline="Water falls")

    with connection.execute_wrapper(fail_on_pins):
        pages = [client.get(path) for path in ("/", "/archive/", "/help/", f"/stories/{story.pk}/{story.slug}/")]

    assert [page.status_code for page in pages] == [200] * 4
    assert not any('class="ticker"' in page.text for page in pages)
    assert "The ticker was left out of a page." in caplog.messages

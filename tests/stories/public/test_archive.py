"""The archive: words, filters, days, and lists that are longer than a page."""

from datetime import timedelta

import pytest
from django.db import connection

from stories import desk
from tests.builders import NOON, a_chain, a_correction, a_section, a_source, an_editor
from tests.page_reading import address, assert_in_order, links_of, words_of

pytestmark = pytest.mark.django_db


def headlines(answer):
    """Return the headlines of a list, in order."""
    return [part.partition("</bdi>")[0].partition(">")[2] for part in answer.content.decode().split("<bdi")[1:]]


def some_stories():
    a_chain("Urgent", headline="Dam fails", body="The dam at Karse Head failed.", now=NOON.replace(day=8))
    a_chain("Urgent", "1st LD Writethru", headline="Dam rebuilt", body="A new dam.", now=NOON.replace(day=9),
            section=a_section("Business"), source=a_source("Tidewater Wire"))  # fmt: skip
    a_chain("", headline="Feature: Sheep", body="Sheep graze.", now=NOON.replace(day=10), section=None)
    a_chain("", headline="大坝安全", body="大坝安全无恙。", now=NOON.replace(day=10), language="zh")
    a_chain("", headline="台", body="新。", now=NOON.replace(day=7), language="zh-Hant")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["大坝安全", "Feature: Sheep", "Dam rebuilt", "Dam fails", "台"]),
        ("q=dam", ["Dam rebuilt", "Dam fails"]),
        ("q=KARSE+head", ["Dam fails"]),
        ("q=大坝", ["大坝安全"]),
        ("q=dam&section=business", ["Dam rebuilt"]),
        ("q=%22%27*()-+NEAR", []),
        ("q=...", []),
        ("q=%25", []),
        ("section=business", ["Dam rebuilt"]),
        ("section=WORLD", ["大坝安全", "Dam fails", "台"]),
        ("section=nowhere", []),
        ("source=tidewater+wire", ["Dam rebuilt"]),
        ("source=Nobody", []),
        ("designator=Urgent", ["Dam rebuilt", "Dam fails"]),
        ("designator=Writethru", ["Dam rebuilt"]),
        ("designator=1st+LD+Writethru", ["Dam rebuilt"]),
        ("designator=1st+LD", []),
        ("designator=100%25", []),
        ("genre=Feature", ["Feature: Sheep"]),
        ("genre=feature:", ["Feature: Sheep"]),
        ("language=ZH", ["大坝安全", "台"]),
        ("language=zh-Hant", ["台"]),
        ("after=2026-02-10", ["大坝安全", "Feature: Sheep"]),
        ("before=2026-02-08", ["Dam fails", "台"]),
        ("after=2026-02-08&before=2026-02-09", ["Dam rebuilt", "Dam fails"]),
        ("after=2026-02-09&before=2026-02-08", []),
        ("unknown=1&q=", ["大坝安全", "Feature: Sheep", "Dam rebuilt", "Dam fails", "台"]),
    ],
)
def test_archive_finds_what_is_asked_for(client, query, found):
    some_stories()

    answer = client.get(f"/archive/?{query}")

    shown = [headline.replace("<mark>", "").replace("</mark>", "") for headline in headlines(answer)]
    assert (answer.status_code, shown) == (200, found)
    assert f"{len(found)} stor{'y' if len(found) == 1 else 'ies'}" in words_of(answer)
    assert answer.has_header("X-Robots-Tag") == bool(query)


def test_archive_of_a_language_speaks_it(client):
    some_stories()

    page = client.get("/archive/?language=zh").content.decode()

    assert '<html lang="zh-Hans"' in page
    assert 'href="/corrections/?language=zh"' in page
    assert 'href="/editions/zh/feeds/latest.atom"' in page


def test_archive_marks_the_words_that_were_found(client):
    a_chain("", headline="Dam <b> fails, damage small")

    assert headlines(client.get("/archive/?q=dam+fails")) == [
        "<mark>Dam</mark> &lt;b&gt; <mark>fails</mark>, damage small"
    ]


def test_bad_date_is_told_at_its_field_and_nothing_is_found_for_it(client):
    some_stories()

    answer = client.get("/archive/?q=dam&after=2026-02-31")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "“2026-02-31” is no date. Write it like 2017-02-10." in words_of(answer)
    assert '<input type="text" name="after" value="2026-02-31"' in page
    assert 'aria-invalid="true"' in page
    assert [headlines(client.get(f"/archive/?{query}after=2026-02-31")) for query in ("q=dam&", "")] == [[], []]
    assert "No stories yet." not in words_of(client.get("/archive/?after=2026-02-31"))


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "after=%00",
        "section=%00",
        "q=" + "x" * 5000,
        "older=x",
        "newer=2026-13-01T12:00:00.000000.5",
        "older=2026-02-10T12:00:00.000000.99999999999999999999",
        "after=0001-01-01&before=9999-12-31",
        "older=0001-01-01T00:00:00.000000.1",
        "newer=9999-12-31T23:59:59.999999.1",
        "language=" + "x" * 5000,
        "designator=" + "x" * 5000,
        "q=\udcff",
        "q=%ff%fe",
    ],
)
def test_archive_takes_any_question(client, query):
    some_stories()

    assert (
        client.get("/archive/", QUERY_STRING=query.encode("utf-8", "surrogateescape").decode("latin-1")).status_code
        == 200
    )


def test_what_cannot_be_found_is_explained(client):
    some_stories()

    page = words_of(client.get("/archive/?section=nowhere&source=Nobody"))

    assert_in_order(
        page,
        "0 stories",
        "There is no section “nowhere”.",
        "No story here comes from an agency called “Nobody”.",
        "Nothing was found.",
    )
    assert "The first day lies after the last one." in words_of(
        client.get("/archive/?after=2026-02-02&before=2026-02-01")
    )


def test_designators_are_offered_in_the_language_of_the_page(client):
    page = client.get("/archive/?language=fr&designator=Urgent").text

    assert '<option value="Correction">Correction</option>' in page
    assert '<option value="Writethru">Texte complet</option>' in page
    assert '<option value="Urgent" selected>Urgent</option>' in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=%25", "There is no word to look for in “%”."),
        ("q=-dam", "There is no word to look for in “-dam”."),
        ("language=Chinese", "We know no language “Chinese”. Write its code, as zh for Chinese."),
        ("language=zz-Hant", "We know no language “zz-Hant”."),
        ("designator=zzz", "We know no designator “zzz”. The help page lists them."),
        ("designator=100%25", "We know no designator “100%”."),
        ("language=de", ""),
        ("language=ES", ""),
        ("designator=refi", ""),
        ("designator=9th+lead", ""),
        ("designator=3rd+LD+Writethru", ""),
    ],
)
def test_language_and_designator_that_nobody_knows_are_told(client, query, said):
    some_stories()

    page = words_of(client.get(f"/archive/?{query}"))

    assert "0 stories" in page
    assert said in page
    assert ("We know no" in page or "There is no" in page) == bool(said)


def test_each_filter_can_be_taken_off(client):
    some_stories()

    answer = client.get("/archive/?q=dam&section=business&older=2026-02-10T12:00:00.000000.99")

    assert "Remove Words: dam" in words_of(answer)
    assert "Remove Section: Business" in words_of(answer)
    assert {"?section=business", "?q=dam"} <= set(links_of(answer))


def test_form_keeps_what_was_asked_and_offers_what_there_is(client):
    some_stories()
    desk.hold(a_chain("", source=a_source("Held Wire")), by=None, now=NOON)
    a_source("Silent Agency")

    page = client.get("/archive/?section=business&source=Nobody").content.decode()

    assert '<option value="business" selected>Business</option>' in page
    assert '<option value="Nobody" selected>Nobody</option>' in page
    assert '<option value="Vesper">Vesper</option>' in page
    assert "Held Wire" not in page
    assert "Silent Agency" not in page


def test_archive_has_the_calendar_of_its_latest_stories(client):
    some_stories()

    answer = client.get("/archive/")

    assert {"/archive/2026/02/10/", "/archive/2026/02/07/", "/archive/2026/02/", "/archive/2026/"} <= set(
        links_of(answer)
    )
    assert "10 2 stories" in words_of(answer)


def test_month_and_year_count_what_moved(client):
    some_stories()
    a_chain("", headline="Elsewhen", now=NOON.replace(year=2024, month=12, day=31, hour=23))

    month, empty, year = (client.get(f"/archive/{path}/") for path in ("2026/02", "2026/01", "2026"))

    assert_in_order(
        words_of(month), "February 2026", "7 1 story", "8 1 story", "10 2 stories", "Earlier: December 2024"
    )
    assert {"/archive/2026/02/10/", "/archive/2024/12/"} <= set(links_of(month))
    assert ("Nothing in this month." in words_of(empty), empty["X-Robots-Tag"]) == (True, "noindex")
    assert_in_order(words_of(year), "2026", "January", "February 5", "March", "Earlier: 2024")
    assert "X-Robots-Tag" not in month


@pytest.mark.parametrize("moment", ["0001", "9999", "0001/01", "9999/12"])
def test_calendar_ends_where_that_of_the_machine_does(client, moment):
    assert client.get(f"/archive/{moment}/").status_code == 200


def test_search_is_narrowed_by_what_its_stories_have(client):
    some_stories()

    answer = client.get("/archive/?q=dam")

    words = words_of(answer)
    assert_in_order(words, "2 stories", "Section", "Business 1", "World 1", "Agency", "Tidewater Wire 1", "Language",
                    "English 2", "Year", "2026 2", "Kind", "Urgent 2", "LD 1", "Writethru 1")  # fmt: skip
    assert {"?q=dam&section=business", "?q=dam&after=2026-01-01&before=2026-12-31"} <= set(links_of(answer))


def test_archive_goes_on_by_the_place_where_a_page_ended(client, monkeypatch):
    monkeypatch.setattr("stories.public.views.archive.ARCHIVE_PAGE_SIZE", 2)
    for n in range(5):
        a_chain("", headline=f"Story {n}", now=NOON.replace(day=1 + n // 2))

    first = client.get("/archive/?q=story")
    older = [link for link in links_of(first) if link and "older=" in link]
    second = client.get(f"/archive/{older[0]}")
    third = client.get("/archive/" + next(link for link in links_of(second) if link and "older=" in link))
    back = client.get("/archive/" + next(link for link in links_of(third) if link and "newer=" in link))

    plain = [[line.replace("<mark>", "").replace("</mark>", "") for line in headlines(page)]
             for page in (first, second, third, back)]  # fmt: skip
    assert plain == [["Story 4", "Story 3"], ["Story 2", "Story 1"], ["Story 0"], ["Story 2", "Story 1"]]
    assert "5 stories" in words_of(first)
    assert not [link for link in links_of(third) if link and "older=" in link]


def test_more_than_a_thousand_are_not_counted(client, monkeypatch):
    monkeypatch.setattr("stories.public.views.archive.COUNTED", 3)
    monkeypatch.setattr("stories.public.views.archive.ARCHIVE_PAGE_SIZE", 2)
    for _ in range(5):
        a_chain("")

    assert "More than 1,000 stories" in words_of(client.get("/archive/"))


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="a failed query ends the test's transaction")
def test_archive_says_that_the_search_is_out_of_order(client):
    some_stories()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE stories_live_search RENAME TO elsewhere")

    answer = client.get("/archive/?q=dam")

    assert (answer.status_code, "The search is out of order." in words_of(answer)) == (200, True)
    assert client.get("/archive/").status_code == 200


def test_day_lists_its_stories_and_the_nearest_days(client):
    for number in (8, 10, 12):
        a_chain("", headline=f"On {number}", now=NOON.replace(day=number))

    answer = client.get("/archive/2026/02/10/")

    assert_in_order(
        words_of(answer), "February 10, 2026", "On 10", "Earlier: February 8, 2026", "Later: February 12, 2026"
    )
    assert {"/archive/2026/02/08/", "/archive/2026/02/12/"} <= set(links_of(answer))
    assert "X-Robots-Tag" not in answer


def test_day_without_stories_says_so_and_leads_on(client):
    a_chain("", now=NOON.replace(day=8))

    answer = client.get("/archive/2026/02/10/")

    assert_in_order(words_of(answer), "Nothing on this day.", "Earlier: February 8, 2026")
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("day", ["2026/02/30", "2026/13/01", "0000/01/01", "2026/2/1", "2026/13", "2026/2"])
def test_day_that_is_none_is_not_found(client, day):
    assert client.get(f"/archive/{day}/").status_code == 404


def test_front_page_has_a_lead_sections_and_the_latest(client):
    urgent = a_chain("Urgent", headline="Dam fails", urgency=1, now=NOON - timedelta(hours=2))
    a_chain("", headline="Old and urgent", urgency=1, now=NOON - timedelta(hours=30))
    a_chain("", headline="Shares rise", section=a_section("Business"))
    a_correction(a_chain("", headline="Sheep graze", section=None))
    a_section("Empty")

    answer = client.get("/")

    page = words_of(answer).partition("You are here")[2].partition("All sections")[0]
    assert_in_order(page, "Dam fails", "The dam at Karse Head held on Tuesday.", "Urgent · Vesper, 10:00",
             "Sheep graze", "Correction · Vesper, 12:00", "Latest", "February 9, 2026", "06:00",
             "Old and urgent", "Corrections", "Was two towns Now three towns")  # fmt: skip
    assert address(urgent) in links_of(answer)
    assert "Empty" not in page
    assert [page.count(headline) for headline in ("Dam fails", "Shares rise", "Old and urgent")] == [1, 1, 1]


def test_front_page_has_the_sections_below_the_latest_and_no_story_twice(client):
    for number in range(18):
        section = a_section("World" if number % 2 else "Business")
        a_chain("", headline=f"Story {number:02}", section=section, now=NOON + timedelta(minutes=number))

    page = words_of(client.get("/")).partition("You are here")[2].partition("All sections")[0]

    assert_in_order(page, *(f"Story {number:02}" for number in (17, 16, 15, 14, 13)), "Latest", "Story 12", "Story 05",
             "Business", "Story 04", "Story 02", "Story 00", "World", "Story 03", "Story 01")  # fmt: skip
    assert {page.count(f"Story {number:02}") for number in range(18)} == {1}


def test_front_page_leads_in_its_own_language(client):
    a_chain("", headline="大坝", language="zh", urgency=1)
    a_chain("", headline="Sheep graze", urgency=8)

    page = client.get("/").content.decode()

    assert page.index('class="lead"') < page.index("Sheep graze</a></h2>") < page.rindex(">大坝</a>")
    assert ' lang="zh" dir="ltr">大坝</a>' in page


def test_front_page_without_stories_says_so(client):
    assert "No stories yet. Look in the archive." in words_of(client.get("/"))


def test_section_goes_on_page_by_page(client, monkeypatch):
    monkeypatch.setattr("stories.public.views.front.SECTION_PAGE_SIZE", 2)
    for n in range(3):
        a_chain("", headline=f"Story {n}")
    a_chain("", headline="Elsewhere", section=a_section("Business"))

    first = client.get("/sections/world/")
    second = client.get("/sections/world/" + next(link for link in links_of(first) if link and "older=" in link))

    assert (headlines(first), headlines(second)) == (["Story 2", "Story 1"], ["Story 0"])
    assert second["X-Robots-Tag"] == "noindex"


def test_section_without_stories_says_so_and_an_unknown_one_is_not_found(client):
    a_section("Sport")

    assert "Nothing in Sport yet." in words_of(client.get("/sections/sport/"))
    assert client.get("/sections/chess/").status_code == 404


@pytest.mark.parametrize("act", ["hold", "kill"])
def test_story_that_may_not_be_read_is_gone_from_every_list(client, act):
    story = a_correction(a_chain("Urgent", headline="Dam fails")).story
    paths = ("/", "/sections/world/", "/archive/", "/archive/?q=towns", "/archive/2026/02/10/", "/corrections/",
             "/feeds/latest.atom", "/feeds/latest.json", "/sitemap.xml")  # fmt: skip
    shown = {path: client.get(path).content.decode() for path in paths}
    assert all(f"/stories/{story.pk}/" in page for page in shown.values())

    getattr(desk, act)(
        story, by=None, now=NOON, reason="Wrong.", **({"headline_at_fault": True} if act == "kill" else {})
    )

    for path in paths:
        assert "Dam fails" not in client.get(path).content.decode(), path
        assert "dam-fails" not in client.get(path).content.decode(), path


def test_corrections_are_listed_with_what_was_wrong(client):
    story = a_correction(a_chain("", headline="Dam fails")).story
    desk.kill(a_chain("", headline="Gone"), by=an_editor(), now=NOON + timedelta(hours=1), reason="It was false.")

    answer = client.get("/corrections/")

    assert_in_order(words_of(answer), "Withdrawn: Gone", "Reason: It was false.", "Correction: Dam fails",
             "Wrong: two towns Right: three towns")  # fmt: skip
    assert address(story) in links_of(answer)
    assert "Gone" not in words_of(client.get("/corrections/?kind=correction"))
    assert "Dam fails" not in words_of(client.get("/corrections/?kind=withdrawn"))
    assert client.get("/corrections/?kind=nonsense").status_code == 200


def test_corrections_go_on_by_time(client, monkeypatch):
    monkeypatch.setattr("stories.public.views.pages.CORRECTIONS_PAGE_SIZE", 1)
    a_correction(a_chain("", headline="First"), now=NOON)
    a_correction(a_chain("", headline="Second"), now=NOON + timedelta(hours=1))

    first = client.get("/corrections/?kind=correction")
    link = next(link for link in links_of(first) if link and "before=" in link)
    second = client.get("/corrections/" + link)

    assert (headlines(first), headlines(second)) == (["Second"], ["First"])


@pytest.mark.parametrize(
    "before",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01",
        "9999-12-31T23:59:59Z",
        "99999-01-01",
        "x",
    ],
)
def test_corrections_take_any_moment(client, before):
    a_correction(a_chain("", headline="First"))

    answer = client.get("/corrections/", {"before": before})

    assert answer.status_code == 200
    assert headlines(answer) == ([] if before == "0001-01-01" else ["First"])


@pytest.mark.parametrize("day", ["0001/01/01", "9999/12/31"])
def test_first_and_last_day_of_the_calendar_are_days(client, day):
    assert "Nothing on this day." in words_of(client.get(f"/archive/{day}/"))


def test_help_explains_every_designator(client):
    page = words_of(client.get("/help/"))

    assert_in_order(page, "Printed", "Urgent", "1st LD", "How to check that nothing was changed")


def test_stories_with_the_words_in_their_headlines_come_first_by_relevance(client):
    for number, (headline, body) in enumerate(
        [("Zebras return", "All of them."), ("Zebra returns", "One."), ("Zoo opens", "A zebra and a lion.")]
    ):
        a_chain("", headline=headline, body=body, now=NOON.replace(day=1 + number))

    for versions in ("", "&in=all"):
        found = [words_of(client.get(f"/archive/?q=zebra{versions}{sort}")) for sort in ("", "&sort=relevance")]

        assert_in_order(found[0], "3 stories", "Zoo opens", "Zebra returns", "Zebras return")
        assert_in_order(found[1], "3 stories", "Zebra returns", "Zebras return", "Zoo opens")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        *(("tunel", "tunnel"), ("Haed fire", "head fire"), ("mourninng", "mourning"), ("fier", "fire"), ("quagga", "")),
        *(("lifebots", "lifeboats"), ("tunnel -fire", ""), ("fire -tunnel", ""), ("fire NOT tunnel", "")),
        *(
            ("tunel -flood", "tunnel -flood"),
            ("tunel -fire", ""),
            ("fires -tunnel", ""),
            ("tunnel OR -tunel -head", ""),
        ),
    ],
)
def test_word_that_nobody_wrote_is_mended(client, words, meant):
    a_chain(
        "", headline="Tunnel fire at Karse Head", body="A town is mourning.\n\nTwo lifeboats went out, all wires say."
    )

    answer = client.get("/archive/", {"q": words})

    assert ("Did you mean" in words_of(answer), f"Did you mean {meant}?" in words_of(answer)) == (bool(meant),) * 2
    assert "Nothing was found." in words_of(answer)


def test_words_of_a_held_story_are_meant_by_nobody(client):
    story = a_chain("", headline="Tunnel fire")
    desk.hold(story, by=None, now=NOON)

    assert "Did you mean" not in words_of(client.get("/archive/?q=tunel"))

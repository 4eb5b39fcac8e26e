"""The archive's filter of subjects: keys, codes, names, and all that stands under a topic."""

import pytest

from stories import desk
from stories.copy.subjects import store_subjects, type_subjects
from stories.models import Filing, Story, SubjectName, SubjectUse
from tests.builders import NOON, a_chain, a_section, an_editor, rewrite
from tests.page_reading import assert_in_order, links_of, words_of
from tests.stories.public.test_archive import headlines

pytestmark = pytest.mark.django_db

PLAIN_COSTS = 5  # queries: what the form offers, rows, the calendar of their month, ticker, sections
FACET_COSTS = 3  # of any filter: what else the stories found are about


def a_story_about(headline, *lines, now=NOON, **fields):
    """Make a live story with subjects as editors type them."""
    return a_chain("", headline=headline, subjects=store_subjects(type_subjects("\n".join(lines))), now=now, **fields)


def a_vocabulary():
    """Load some topics under each other, and an old code under its topic."""
    rows = [
        ("medtop:04000000", "economy", ""),
        ("medtop:20000344", "fishing industry", "medtop:04000000"),
        ("medtop:20000999", "Eel fishing", "medtop:20000344"),
        ("subj:04001004", "fishing industry", "medtop:20000344"),
    ]
    SubjectName.objects.bulk_create(SubjectName(key=key, name=name, broader=broader) for key, name, broader in rows)


def some_stories():
    a_story_about("Herring", "medtop:20000344 fishing industry", now=NOON.replace(day=8))
    a_story_about("Eels", "medtop:20000999", now=NOON.replace(day=7))
    a_story_about("Old code", "subj:04001004", "Élan", now=NOON.replace(day=6), section=a_section("Business"))
    a_story_about("Dam", "place: Oren", "karn:x7 Dams", "dam safety", "person: Ada Brock", now=NOON.replace(day=5))
    a_chain("", headline="Nothing", now=NOON.replace(day=4))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("medtop:20000344", ["Herring", "Eels", "Old code"]),
        ("MedTop:20000344", ["Herring", "Eels", "Old code"]),
        ("http://cv.iptc.org/newscodes/mediatopic/20000344", ["Herring", "Eels", "Old code"]),
        ("medtop:20000344 fishing industry", ["Herring", "Eels", "Old code"]),
        ("20000344", ["Herring", "Eels", "Old code"]),
        ("Fishing Industry", ["Herring", "Eels", "Old code"]),
        ("economy", ["Herring", "Eels", "Old code"]),
        ("04000000", ["Herring", "Eels", "Old code"]),
        ("eel fishing", ["Eels"]),
        ("20000999", ["Eels"]),
        ("subj:04001004", ["Old code"]),
        ("éLAN", ["Old code"]),
        ("fishing", []),
        ("oren", ["Dam"]),
        ("place: Oren", ["Dam"]),
        ("place:oren", ["Dam"]),
        ("dam safety", ["Dam"]),
        ("ADA BROCK", ["Dam"]),
        ("dams", ["Dam"]),
        ("x7", ["Dam"]),
        ("karn:x7", ["Dam"]),
        ("chess", []),
        ("%", []),
        ("_", []),
        (":", []),
        ("medtop:", []),
    ],
)
def test_archive_finds_a_subject_and_all_under_it(client, words, found):
    a_vocabulary()
    some_stories()

    answer = client.get("/archive/", {"subject": words})

    assert (answer.status_code, headlines(answer)) == (200, found)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("medtop:20000344", ["Herring"]),
        ("20000344", ["Herring"]),
        ("FISHING INDUSTRY", ["Herring"]),
        ("04001004", ["Old code"]),
        ("economy", []),
    ],
)
def test_without_a_vocabulary_a_subject_is_known_by_what_filings_say(client, words, found):
    some_stories()

    assert headlines(client.get("/archive/", {"subject": words})) == found


def test_without_a_vocabulary_a_code_is_printed_by_the_name_that_stories_give_it(client):
    gone = a_story_about("Ferry", "karn:x9 Ferries")
    some_stories()
    a_story_about("鲱鱼", "medtop:20000344 渔业", now=NOON)
    desk.kill(gone, by=None, now=NOON, reason="It was false.")

    assert "Remove Subject: fishing industry" in words_of(client.get("/archive/?subject=medtop:20000344"))
    assert "Remove Subject: karn:x9" in words_of(client.get("/archive/?subject=karn:x9"))


def test_subject_goes_with_other_filters_and_from_page_to_page(client, monkeypatch):
    monkeypatch.setattr("stories.public.views.archive.ARCHIVE_PAGE_SIZE", 1)
    a_vocabulary()
    some_stories()

    first = client.get("/archive/?subject=economy&before=2026-02-07")
    second = client.get("/archive/" + next(link for link in links_of(first) if link and "older=" in link))

    assert (headlines(first), headlines(second)) == (["Eels"], ["Old code"])
    assert headlines(client.get("/archive/?subject=economy&section=business")) == ["Old code"]
    assert "Remove Subject: fishing industry" in words_of(client.get("/archive/?subject=20000344"))
    assert "Remove Subject: Oren" in words_of(client.get("/archive/?subject=Oren"))


def test_subject_that_no_story_has_is_told(client):
    a_vocabulary()
    some_stories()

    page = words_of(client.get("/archive/?subject=chess"))

    assert_in_order(page, "0 stories", "No story here has the subject “chess”. Write its name, or its code, as",
                    "Nothing was found.")  # fmt: skip
    assert "No story here has" not in words_of(client.get("/archive/?subject=economy&source=Nobody"))


@pytest.mark.parametrize("words", ["x" * 5000, "\0", "\udcff", "medtop:" + "9" * 300, "'; --", "a\nb", " "])
def test_archive_takes_any_subject(client, words):
    some_stories()

    query = b"subject=" + words.encode("utf-8", "surrogateescape").replace(b"\0", b"%00").replace(b"\n", b"%0a")
    assert client.get("/archive/", QUERY_STRING=query.decode("latin-1")).status_code == 200


def test_form_offers_the_subjects_of_most_stories(client):
    some_stories()
    a_story_about("Shad", "medtop:20000344 fishing industry", "&<b>")
    a_story_about("Shad held", "medtop:20000001 secret")
    desk.hold(Story.objects.get(headline="Shad held"), by=None, now=NOON)

    page = client.get("/archive/?subject=oren").text

    offered = page.partition('id="offered_subject">')[2].partition("</datalist>")[0]
    assert offered.startswith('<option value="fishing industry"></option>')
    assert '<option value="&amp;&lt;b&gt;"></option>' in offered
    assert "secret" not in page
    assert 'value="oren"' in page
    assert 'list="offered_subject"' in page


def test_form_offers_nothing_where_no_story_has_a_subject(client):
    a_chain("")

    page = client.get("/archive/").text

    assert 'name="subject"' in page
    assert "datalist" not in page
    assert "offered_subject" not in page


def test_subject_of_an_earlier_version_does_not_find_the_story(client):
    story = a_story_about("Herring", "medtop:20000344")
    story = rewrite(story, "No fish at all.", now=NOON)
    story.subjects = []
    story = desk.save(story, by=None, now=NOON, based_on=story.save_number)
    desk.file(story, by=None, now=NOON, designator="1st LD", note="", based_on=story.save_number)

    assert headlines(client.get("/archive/?subject=20000344")) == []
    assert SubjectUse.objects.filter(key="medtop:20000344").count() == 1


def test_subject_that_was_taken_down_is_nowhere(client):
    story = a_story_about("Herring", "medtop:20000344 fishing industry")
    a_chain("", headline="Other")
    assert "fishing industry" in client.get("/archive/").text
    assert headlines(client.get("/archive/?subject=20000344")) == ["Herring"]

    desk.take_down(Filing.objects.get(story=story), by=an_editor(group="chief"), now=NOON, reason="Private.")

    assert not SubjectUse.objects.exists()
    assert "fishing industry" not in client.get("/archive/").text
    assert headlines(client.get("/archive/?subject=20000344")) == []
    assert "No story here has the subject" in words_of(client.get("/archive/?subject=20000344"))


def test_vocabulary_that_runs_in_a_circle_ends(client):
    SubjectName.objects.create(key="medtop:1", name="one", broader="medtop:2")
    SubjectName.objects.create(key="medtop:2", name="two", broader="medtop:1")
    a_story_about("Herring", "medtop:1")

    assert headlines(client.get("/archive/?subject=two")) == ["Herring"]


@pytest.mark.parametrize("count", [1, 3])
def test_subject_costs_three_queries_more(client, django_assert_num_queries, count):
    for number in range(count):
        a_story_about(f"Herring {number}", "medtop:20000999 eel fishing", f"place: Oren {number}")
    with django_assert_num_queries(PLAIN_COSTS):
        client.get("/archive/")

    with django_assert_num_queries(PLAIN_COSTS + FACET_COSTS + 3):
        client.get("/archive/?subject=medtop:20000999")

"""Subjects on a story's page: links for readers, keywords and things for machines."""

import json
import re

import pytest

from stories import desk
from stories.models import Filing
from tests.builders import NOON, a_chain, an_editor, rewrite
from tests.page_reading import address, assert_in_order, links_of, words_of
from tests.stories.public.test_archive import headlines
from tests.stories.public.test_archive_subjects import a_story_about
from tests.stories.public.test_structured_data import article, faults, open_graph

pytestmark = pytest.mark.django_db

SUBJECTS = ("medtop:20000344 fishing industry", "medtop:20000999", "subj:04001004 Fishing Industry", "karn:x7 Dams",
            "dam & safety", "place: Oren", "person: Ada Brock", "org: Karn Harbour Trust")  # fmt: skip


def foot(page):
    """Return the list of subjects of a page."""
    return page.partition('<div class="subjects"><h2')[2].partition("</div>")[0]


def test_subjects_stand_at_the_foot_and_lead_to_their_stories(client):
    story = a_story_about("Herring", *SUBJECTS, section=None)

    answer = client.get(address(story))

    names = re.findall(r"<bdi>(.*?)</bdi>", foot(answer.text))
    assert names == ["fishing industry", "Dams", "dam &amp; safety", "Oren", "Ada Brock", "Karn Harbour Trust"]
    assert_in_order(words_of(answer), "More from Vesper", "Subjects", "fishing industry")
    led = [link for link in links_of(answer) if link and "?subject=" in link]
    assert led[:3] == [
        "/archive/?subject=medtop%3A20000344", "/archive/?subject=karn%3Ax7", "/archive/?subject=dam+%26+safety"
    ]  # fmt: skip
    assert [headlines(client.get(link)) for link in led] == [["Herring"]] * 6


def test_page_without_subjects_is_the_same_as_ever(client):
    page = client.get(address(a_chain(""))).text

    assert foot(page) == ""
    assert "subject" not in page
    assert "keywords" not in page
    assert "article:tag" not in page


def test_codes_alone_are_no_words_for_readers(client):
    page = client.get(address(a_story_about("Herring", "medtop:20000344"))).text

    assert foot(page) == ""
    assert 'name="keywords"' not in page


def test_long_list_of_subjects_is_cut(client):
    page = client.get(address(a_story_about("Herring", *(f"word {number}" for number in range(60))))).text

    assert foot(page).count("<li>") == 24
    assert page.count("article:tag") == 24


def test_heading_is_in_the_language_of_the_interface(client):
    page = client.get(address(a_story_about("鲱鱼", "鱼业", language="zh-Hans"))).text

    assert "主题" in foot(page)


def test_machines_get_keywords_topics_people_and_places(client):
    story = a_story_about("Herring", *SUBJECTS, located="Karn Bay")

    data = article(client, story)

    assert faults(data, "NewsArticle") == []
    assert data["keywords"] == ["fishing industry", "Dams", "dam & safety", "Oren", "Ada Brock",
                                "Karn Harbour Trust"]  # fmt: skip
    assert data["about"] == [
        {"@type": "Thing", "name": "fishing industry", "sameAs": "http://cv.iptc.org/newscodes/mediatopic/20000344"},
        {"@type": "Thing", "sameAs": "http://cv.iptc.org/newscodes/mediatopic/20000999"},
        {"@type": "Thing", "name": "Fishing Industry", "sameAs": "http://cv.iptc.org/newscodes/subjectcode/04001004"},
        {"@type": "Thing", "name": "Dams"},
    ]
    assert data["mentions"] == [
        {"@type": "Place", "name": "Oren"},
        {"@type": "Person", "name": "Ada Brock"},
        {"@type": "Organization", "name": "Karn Harbour Trust"},
    ]
    assert data["locationCreated"] == data["contentLocation"] == {"@type": "Place", "name": "Karn Bay"}


def test_code_that_is_no_number_makes_no_address(client):
    data = article(client, a_story_about("Herring", "medtop:../x?y#z Odd", "medtop:<b>"))

    assert data["about"] == [{"@type": "Thing", "name": "Odd"}]


def test_subjects_cannot_end_the_script_or_an_attribute(client):
    story = a_story_about("Herring", '</script><b "x">')

    page = client.get(address(story)).text

    assert "</script><b" not in page
    assert open_graph(client, story)["article:tag"] == '</script><b "x">'
    assert json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])["keywords"] == ['</script><b "x">']


def test_page_names_the_subjects_for_other_sites(client):
    page = client.get(address(a_story_about("Herring", "eels", "place: Oren"))).text

    assert '<meta name="keywords" content="eels, Oren">' in page
    assert re.findall('<meta property="article:tag" content="(.*?)">', page) == ["eels", "Oren"]


def test_take_down_leaves_no_subject_on_the_page(client):
    story = rewrite(a_story_about("Herring", "eels"), "Other fish.", now=NOON)
    story.subjects = []
    story = desk.save(story, by=None, now=NOON, based_on=story.save_number)
    desk.file(story, by=None, now=NOON, designator="1st LD", note="", based_on=story.save_number)
    history = f"/stories/{story.pk}/{story.slug}/history/"
    assert "eels" in client.get(history).text

    desk.take_down(Filing.objects.get(story=story, number=1), by=an_editor(group="chief"), now=NOON, reason="Private.")

    for path in ("/", "/archive/", f"/stories/{story.pk}/story/", f"/stories/{story.pk}/story/history/",
                 f"/stories/{story.pk}/history.json", f"/stories/{story.pk}.ninjs.json"):  # fmt: skip
        assert "eels" not in client.get(path).text

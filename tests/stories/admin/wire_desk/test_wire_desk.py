"""The wire desk: the contents and links of a row, and its cost, which is the same for any number of rows."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from stories import desk, intake
from stories.intake.options import IntakeOptions
from stories.models import Item, Outcome, Story
from tests.builders import NOON, a_chain, a_filing, a_source, a_story, an_editor, rewrite
from tests.stories.admin.browser import a_browser, sign_in, story_page, words_of
from tests.stories.admin.editor.test_wire_updates import an_edited_story_with_new_lead, take_next_version
from tests.stories.admin.test_deliveries import an_item

pytestmark = pytest.mark.django_db

DESK = "/admin/stories/story/"
# Session, person, second factor, what is for them; all counts; who is here, sources, stops, doubts; list, filters;
# first words, notes, saved views.
QUERIES = 20


def rows_of(page):
    """Return the HTML of each row of the list."""
    return re.findall(r'<tr id="row-.*?</tr>', page.content.decode(), flags=re.DOTALL)


def test_row_says_state_version_designator_and_who():
    editor = an_editor("vera")
    story = a_chain("Urgent", "1st LD", slugline="Karse-Dam", headline="Dam holds")
    desk.hold(story, by=editor, now=NOON)

    words = words_of(a_browser().get(DESK))

    row = f"urgency 5 held by vera 1st LD: Dam holds Karse-Dam #{story.pk} v2 Vesper · World · 14 w"
    assert row in words
    assert "The dam at Karse Head held on Tuesday. World Vesper 14 en Feb 10" in words.split(row)[1]


def test_row_of_a_story_that_never_moved_has_words_and_no_version():
    story = a_story(slugline="Karse-Dam", headline="Dam holds", designator="Urgent")

    words = words_of(a_browser().get(DESK))

    assert f"waiting not taken Urgent: Dam holds Karse-Dam #{story.pk} Vesper · World · 8 w" in words
    assert "World Vesper 8 en Feb 10" in words


def test_newest_change_stands_first():
    a_story(headline="Older", now=NOON)
    a_story(headline="Newer", now=NOON.replace(hour=13))

    words = words_of(a_browser().get(DESK))

    assert words.index("Newer") < words.index("Older")


def test_state_is_a_word_and_a_shape():
    a_story()

    page = a_browser().get(DESK).content.decode()

    assert (
        '<span class="state state-waiting"><svg class="icon" aria-hidden="true"><use href="#icon-waiting"/></svg>'
        in page
    )


@pytest.mark.parametrize(
    ("group", "links"),
    [
        ("reporter", ["hand_in", "change"]),
        ("editor", ["next", "change", "correct"]),
        ("ticker producer", []),
    ],
)
def test_row_offers_what_this_person_may_do(group, links):
    a_chain("Urgent")

    page = a_browser(group).get(DESK)

    ((_, shown, *_),) = page.context_data["rows"]
    assert [link.name for link in shown] == links
    assert all(link.address in page.content.decode() for link in shown)


def test_filters_narrow_the_list():
    a_story(headline="Из Карсе", language="ru", source=a_source("Maran News Agency"))
    live = a_chain("Urgent", headline="Dam holds")
    browser = a_browser()

    def story_keys(query):
        return [story.pk for story, *_ in browser.get(DESK + query).context_data["rows"]]

    assert story_keys("?state__exact=live") == [live.pk]
    assert story_keys("?language=en") == [live.pk]
    assert story_keys(f"?source__id__exact={live.source_id}") == [live.pk]
    assert story_keys(f"?section__id__exact={live.section_id}&state__exact=killed") == []


def test_search_reads_slugline_and_words_that_are_written_and_filed():
    story = a_story(slugline="Spill-Gate", headline="Locks opened", body="The keeper spoke on Tuesday.")
    filed = a_story(slugline="Harvest", headline="Barley is late", body="The thresher stood.", source=story.source)
    a_filing(filed)
    rewrite(filed, "The reaper went.", headline="Barley is in")
    browser = a_browser()

    def story_keys(words, **filters):
        return [row.pk for row, *_ in browser.get(DESK, {"q": words, **filters}).context_data["rows"]]

    found = {words: story_keys(words) for words in ("spill", "gate LOCKS", '"keeper spoke"', "reaper", "thresher")}
    assert found == {
        "spill": [story.pk],
        "gate LOCKS": [story.pk],
        '"keeper spoke"': [story.pk],
        "reaper": [filed.pk],
        "thresher": [filed.pk],
    }
    assert story_keys("the") == [filed.pk, story.pk]
    assert story_keys("the", state__exact="live") == [filed.pk]
    assert story_keys("the", view="incoming", section__id__exact=story.section_id) == [story.pk]
    assert story_keys('"spoke keeper"') == story_keys("locks reaper") == []
    assert story_keys("", state__exact="waiting", source__id__exact=story.source_id, language="en") == [story.pk]


@pytest.mark.parametrize("query", ["x " * 5000, "\x00", "'\"; DROP TABLE", "%", "\\", "a" * 5000])
def test_search_takes_any_words(query):
    a_story()

    assert a_browser().get(DESK, {"q": query}).status_code == 200


@pytest.mark.parametrize(
    "query", ["?state__exact=none-such", "?section__id__exact=x", "?p=99999", "?language=xx", "?nonsense=1"]
)
def test_bad_filter_gives_a_page(query):
    a_story()

    assert a_browser().get(DESK + query, follow=True).status_code == 200


@pytest.mark.parametrize("query", ["?language=%00", "?state__exact=live%00", "?slugline=%00"])
def test_filter_with_a_null_byte_is_refused(query):
    a_story()

    assert a_browser().get(DESK + query).status_code == 400


def test_empty_desk_says_so():
    browser = a_browser()

    assert "No story is on the desk yet." in words_of(browser.get(DESK))
    assert "No stories match. Show all" in words_of(browser.get(DESK, {"q": "zeppelin"}))


def test_list_costs_the_same_for_one_row_and_for_three(django_assert_num_queries):
    browser = a_browser("chief")
    a_chain("Urgent")
    with django_assert_num_queries(QUERIES):
        browser.get(DESK)

    a_chain("Urgent", "1st LD", source=a_source("Maran News Agency"))
    a_story(by=an_editor("vera"))
    with django_assert_num_queries(QUERIES):
        browser.get(DESK)


def test_list_loads_no_body(django_assert_num_queries):
    a_story(body="Nobody sees these words here.")
    browser = a_browser()

    with django_assert_num_queries(QUERIES) as asked:
        browser.get(DESK)

    assert not any(', "stories_story"."body"' in query["sql"] for query in asked.captured_queries)


def test_nothing_can_be_deleted():
    story = a_story()
    browser = a_browser("chief")

    assert browser.get(f"{DESK}{story.pk}/delete/").status_code == 404
    assert browser.post(DESK, {"action": "delete_selected", "_selected_action": [story.pk]}).status_code == 200
    assert Story.objects.filter(pk=story.pk).exists()


def test_index_leads_to_the_desk():
    page = a_browser().get(reverse("admin:index")).content.decode()

    assert f'<a href="{DESK}" data-go-key="d"' in page


def test_row_says_what_readers_do_not_have_yet():
    same, ahead = a_chain("Urgent", headline="Harvest late"), a_chain("Urgent", headline="Dam holds")
    rewrite(ahead, "Other words.", now=NOON + timedelta(minutes=1))
    waiting = a_chain("Urgent", headline="Road opens")
    an_item(story=waiting, outcome=Outcome.WAITING)
    beside, item = an_edited_story_with_new_lead()

    page = a_browser().get(DESK)
    rows = dict(zip([story.pk for story, *_ in page.context_data["rows"]], rows_of(page), strict=True))

    assert "changed since, not filed" in rows[ahead.pk]
    assert "new copy, not filed" in rows[waiting.pk]
    assert f'href="{story_page("rebase", beside, item.pk)}" data-key="r"' in rows[beside.pk]
    assert "not filed" not in rows[same.pk]


def test_who_looks_at_the_list_is_not_among_those_who_are_editing():
    story, vera, olaf = a_story(), an_editor("vera"), an_editor("olaf")
    for person in (vera, olaf):
        desk.record_presence(story, by=person, now=timezone.now(), is_unsaved=False)

    assert "olaf is editing" in words_of(sign_in(vera).get(DESK))


def test_a_stop_that_found_no_story_and_a_fault_stand_on_the_desk_for_a_day():
    piece = {"uri": "urn:x", "type": "text", "source": "Vesper", "pubstatus": "canceled", "headline": "Ferry sinks"}
    for name, data in (("stop.json", json.dumps(piece).encode()), ("fault.json", b'{"uri": ')):
        intake.take(name, data, now=timezone.now(), options=IntakeOptions())

    words = words_of(a_browser().get(DESK))

    assert "Urgent: the wire stops a story, and which one is not certain." in words
    assert "Vesper: Ferry sinks" in words
    assert "Copy that could not be read or kept." in words
    Item.objects.update(received_at=timezone.now() - timedelta(days=2))
    assert "not certain" not in words_of(a_browser().get(DESK))


def test_a_story_rises_where_copy_comes_beside_it():
    beside, _ = an_edited_story_with_new_lead()
    later = a_story(headline="Road opens")
    assert [story.pk for story, *_ in a_browser().get(DESK).context_data["rows"]] == [later.pk, beside.pk]

    take_next_version(3, "2nd LD: Dam overtops", "Four towns are dry.", now=NOON + timedelta(minutes=5))

    rows = a_browser().get(DESK).context_data["rows"]
    assert [story.pk for story, *_ in rows] == [beside.pk, later.pk]
    assert "new copy beside yours: 2nd LD" in words_of(a_browser().get(DESK))


def test_a_stop_by_the_wire_stands_out_until_an_editor_settles_it():
    killed, held = a_chain("Urgent", slugline="Karn-Mayor"), a_chain("Urgent", slugline="Oren-Ferry")
    desk.kill(killed, by=None, now=timezone.now(), reason="Not so.")
    desk.hold(held, by=None, now=timezone.now())

    words = words_of(a_browser().get(DESK))

    assert f"Karn-Mayor #{killed.pk}" in words.split("Urgent: the wire withdrew a story.")[1]
    assert f"Oren-Ferry #{held.pk}" in words.split("Urgent: the wire holds a story.")[1]
    desk.reveal_headline(killed, by=an_editor("clara", "chief"), now=timezone.now())
    desk.release(held, by=an_editor("clara", "chief"), now=timezone.now())
    assert "Urgent: the wire" not in words_of(a_browser().get(DESK))

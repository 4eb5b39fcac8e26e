"""The newsroom's history: every revision, any two compared, an old text brought back into the form."""

from datetime import timedelta

import pytest
from reversion.models import Version

from stories import copy, desk
from stories.copy.subjects import store_subjects, type_subjects
from stories.models import Story
from tests.builders import NOON, a_chain, a_filing, a_story, a_wire_chain, an_editor, rewrite
from tests.stories.admin.browser import a_browser, story_page, words_of

pytestmark = pytest.mark.django_db


def versions_of(story):
    """Return the versions of a story, the oldest first."""
    return list(Version.objects.get_for_object(story).order_by("revision_id"))


def test_history_names_every_revision_and_marks_filings():
    story = a_chain("Urgent", "1st LD", by=an_editor("vera"))
    rewrite(story, "Other words.", by=an_editor("olaf"))

    words = words_of(a_browser().get(story_page("history", story)))

    assert "olaf Saved Paragraph 1, old paragraphs 1 and 2 Dam at Karse Head holds 2 words Read" in words
    assert "filed as 2: 1st LD" in words
    assert "filed as 1: Urgent" in words
    assert words.index("olaf") < words.index("filed as 2") < words.index("filed as 1") < words.index("vera Opened")


def test_history_says_where_each_revision_changed_the_one_before():
    story = a_chain("Urgent", body="One.\n\nTwo.")
    story = rewrite(story, "One.\n\nTwelve.\n\nThree.", headline="Dam fails", by=an_editor("olaf"))
    browser = a_browser()

    words = words_of(browser.get(story_page("history", story)))

    assert "olaf Saved Headline, paragraphs 2 and 3" in words
    assert "filed as 1: Urgent Dam at Karse Head holds" in words
    assert words_of(browser.get(story_page("history", story))) == words


def test_history_names_changes_of_place_and_subjects():
    story = a_story()
    story.located, story.subjects = "Karn Bay", store_subjects(type_subjects("medtop:20000344 fishing industry\neels"))
    story = desk.save(story, by=an_editor("olaf"), now=NOON, based_on=story.save_number)
    browser = a_browser()
    old, new = (version.revision_id for version in versions_of(story))

    history = words_of(browser.get(story_page("history", story)))
    comparison = words_of(browser.get(story_page("compare", story), {"a": old, "b": new}))

    assert "olaf Saved Place, subjects" in history
    assert "Subjects [added: medtop:20000344 fishing industry; eels ]" in comparison
    assert "[added: Karn Bay ]" in comparison


def test_history_says_when_the_wire_moved_what_came_late():
    story = a_wire_chain(NOON - timedelta(hours=26), NOON - timedelta(minutes=5))

    words = words_of(a_browser().get(story_page("history", story)))

    assert "filed as 1 Moved on the wire Feb 9, 2026, 10:00:00 UTC" in words
    assert words.count("Moved on the wire") == 1


def test_history_proposes_the_newest_pair():
    story = rewrite(a_story(), "Other words.")
    old, new = (version.revision_id for version in versions_of(story))

    page = a_browser().get(story_page("history", story)).content.decode()

    assert f'name="a" value="{old}" aria-label="From revision {old}" checked' in page
    assert f'name="b" value="{new}" aria-label="To revision {new}" checked' in page


def test_history_proposes_a_pair_that_differs():
    story = a_chain("Urgent")
    rewrite(story, "Other words.", by=an_editor("olaf"))
    before = versions_of(story)[-2].revision_id
    desk.hold(Story.objects.get(), by=an_editor("vera"), now=NOON)
    desk.release(Story.objects.get(), by=an_editor("vera"), now=NOON)

    page = a_browser().get(story_page("history", story))

    assert page.context_data["differing"] == before


def test_saves_of_one_sitting_are_one_row_until_every_one_is_asked_for():
    vera, olaf = an_editor("vera"), an_editor("olaf")
    story = a_story(body="One.", by=vera)
    for minutes, text, by in [(1, "Two.", vera), (2, "Three.", vera), (3, "Four.", olaf), (4, "Five.", olaf)]:
        rewrite(story, text, by=by, now=NOON + timedelta(minutes=minutes))
    a_filing(story, by=olaf, now=NOON + timedelta(minutes=5))
    rewrite(story, "Six.", by=olaf, now=NOON + timedelta(minutes=6))
    rewrite(story, "Seven.", by=olaf, now=NOON + timedelta(minutes=37))
    browser = a_browser()

    folded = browser.get(story_page("history", story)).context_data["rows"]
    every = browser.get(story_page("history", story), {"every": 1}).context_data["rows"]

    assert [(str(row.revision.user), row.folded, bool(row.filing)) for row in folded] == [
        ("olaf", 0, False),
        ("olaf", 0, False),
        ("olaf", 2, True),
        ("vera", 1, False),
        ("vera", 0, False),
    ]
    assert "Its last of 2 saves in one sitting" in words_of(browser.get(story_page("history", story)))
    assert len(every) == 8
    assert folded[3].changed == "paragraph 1"


def test_history_is_paged_by_fifty():
    story = a_story()
    for number in range(55):
        story = rewrite(story, f"Text {number}.")
    browser = a_browser()

    first = browser.get(story_page("history", story))
    second = browser.get(story_page("history", story), {"before": first.context_data["older"]})

    shown = [row.revision.pk for page in (first, second) for row in page.context_data["rows"]]
    assert shown == [version.revision_id for version in reversed(versions_of(story))]
    assert (len(first.context_data["rows"]), second.context_data["older"]) == (50, None)


def test_history_reads_texts_but_once_and_costs_the_same(django_assert_num_queries):
    story = a_chain("Urgent")
    browser = a_browser()
    browser.get(story_page("history", story))  # content types are looked up once a process
    with django_assert_num_queries(17) as asked:
        browser.get(story_page("history", story))
    assert not any("serialized_data" in query["sql"] for query in asked.captured_queries)

    for number in range(3):
        story = rewrite(story, f"Text {number}.", by=an_editor(f"editor-{number}"))
    with django_assert_num_queries(21):  # what the new revisions say and changed is found: texts, sections, sources
        browser.get(story_page("history", story))
    with django_assert_num_queries(17):
        browser.get(story_page("history", story))


def test_compare_any_two_whichever_way_they_are_chosen():
    story = a_story(body="The dam at Karse Head held on Tuesday.", headline="Dam at Karse Head holds")
    story = rewrite(story, "The dam at Karse Head failed on Tuesday.", headline="Dam at Karse Head fails")
    old, new = (version.revision_id for version in versions_of(story))
    browser = a_browser()

    there = words_of(browser.get(story_page("compare", story), {"a": old, "b": new}))
    back = words_of(browser.get(story_page("compare", story), {"a": new, "b": old}))

    assert "[removed: held" in there
    assert "[added: failed" in there
    assert "[removed: holds" in there
    assert there == back


def test_compare_stands_in_one_text_or_side_by_side():
    story = rewrite(a_story(body="Two towns are dry."), "Three towns are dry.")
    old, new = (version.revision_id for version in versions_of(story))
    browser = a_browser()
    pair = {"a": old, "b": new}

    inline, split = (browser.get(story_page("compare", story), {**pair, **view}) for view in ({}, {"view": "split"}))

    assert f'href="?a={old}&amp;b={new}&amp;view=split"' in inline.content.decode()
    assert f'href="?a={old}&amp;b={new}"' in split.content.decode()
    assert "[removed: Two ] towns are dry. [added: Three ] towns are dry." in words_of(split)


def test_compare_names_private_fields_too():
    story = a_story()
    story.desk_note = "Call the mayor"
    story = desk.save(story, by=None, now=NOON, based_on=story.save_number)
    old, new = (version.revision_id for version in versions_of(story))

    words = words_of(a_browser().get(story_page("compare", story), {"a": old, "b": new}))

    assert "Desk note [added: Call the mayor ]" in words


def test_compare_of_one_with_itself_says_so():
    story = a_story()
    (only,) = versions_of(story)

    words = words_of(a_browser().get(story_page("compare", story), {"a": only.revision_id, "b": only.revision_id}))

    assert "There are no differences." in words


@pytest.mark.parametrize(
    "query", [{}, {"a": "x", "b": "y"}, {"a": 1}, {"a": "99999999999999999999999", "b": 1}, {"a": -1, "b": 0}]
)
def test_compare_of_what_cannot_be_read_leads_back(query):
    story = a_story()

    answer = a_browser().get(story_page("compare", story), query)

    assert answer.url == story_page("history", story)


def test_compare_with_a_revision_of_another_story_is_not_found():
    story, other = a_story(), a_story()

    answer = a_browser().get(
        story_page("compare", story), {"a": versions_of(story)[0].revision_id, "b": versions_of(other)[0].revision_id}
    )

    assert answer.status_code == 404


def test_old_text_comes_into_the_form_and_nothing_is_saved():
    story = a_story(body="The first words.", headline="First", slugline="Karse-Dam")
    story = rewrite(story, "The second words.", headline="Second")
    first, _ = versions_of(story)

    page = a_browser().get(story_page("use", story, first.pk))

    assert "The first words.</textarea>" in page.content.decode()
    assert f'name="based_on" value="{story.save_number}"' in page.content.decode()
    assert "Nothing is saved until you press Save." in words_of(page)
    assert copy.plain_text(Story.objects.get(pk=story.pk).blocks) == "The second words."
    assert len(versions_of(story)) == 2


def test_old_text_of_another_story_is_not_found():
    story, other = a_story(), a_story()

    assert a_browser().get(story_page("use", story, versions_of(other)[0].pk)).status_code == 404


def test_old_text_is_only_for_those_who_may_write():
    story = a_story()

    assert a_browser("ticker producer").get(story_page("use", story, versions_of(story)[0].pk)).status_code == 403


def test_words_taken_down_are_in_no_revision():
    story = a_chain("Urgent", "1st LD", body="The canary sang.")
    desk.take_down(story.filings.get(number=1), by=None, now=NOON, reason="Court order")
    desk.take_down(story.filings.get(number=2), by=None, now=NOON, reason="Court order")
    browser = a_browser("chief")
    kept = versions_of(story)

    pages = [browser.get(story_page("history", story)), browser.get(story_page("use", story, kept[0].pk))]
    pages.append(browser.get(story_page("compare", story), {"a": kept[0].revision_id, "b": kept[-1].revision_id}))

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert not any("canary" in page.content.decode() for page in pages)
    assert "words taken down" in words_of(pages[0])


def test_save_and_its_filing_are_one_row_and_every_revision_can_be_read():
    vera = an_editor("vera")
    story = rewrite(a_chain("Urgent", by=vera), "It held twice.", headline="Dam holds twice", by=vera)
    a_filing(story, "1st LD", by=vera)
    browser = a_browser("reporter")

    page = browser.get(story_page("history", story))
    newest = page.context_data["rows"][0]
    read = browser.get(story_page("revision", story, newest.version.pk))

    assert (newest.filing.number, newest.folded, newest.opening.headline) == (2, 1, "Dam holds twice")
    assert f'href="{story_page("revision", story, newest.version.pk)}"' in page.content.decode()
    assert "filed as 2: 1st LD" in words_of(read)
    assert "It held twice." in words_of(read)

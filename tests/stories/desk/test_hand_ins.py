"""Stories that are handed in and sent back, and sections in which another person files than who wrote."""

import pytest

from stories import desk, permissions
from stories.models import DeskNote, Filing, Notification, NotificationKind, Story
from stories.story_actions import CORRECT, FILE, SCHEDULE
from tests.builders import NOON, a_chain, a_filing, a_section, a_story, an_editor, rewrite
from tests.stories.admin.browser import page_form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db


def fresh(story):
    return Story.objects.select_related("section").get(pk=story.pk)


def hand_in(story, by, note=""):
    return desk.hand_in(story, by=by, now=NOON, note=note, based_on=story.save_number)


def hand_in_state(story):
    story = fresh(story)
    return story.handed_in_at, story.handed_in_by, story.written_by


def test_reporter_hands_in_and_is_told_when_it_comes_back():
    rhea, edda = an_editor("rhea", "reporter"), an_editor("edda")
    story = a_story(by=rhea)
    by_rhea, by_edda = sign_in(rhea), sign_in(edda)

    answer = by_rhea.post(
        story_page("hand_in", story), {"note": "The mayor confirmed it.", "based_on": story.save_number}, follow=True
    )

    assert "Handed in. The desk will file it or send it back, and you will be told." in words_of(answer)
    assert hand_in_state(story)[1:] == (rhea, rhea)
    assert fresh(story).save_number == story.save_number
    assert [row.story for row in by_edda.get("/admin/stories/story/?view=handed-in").context_data["rows"]] == [story]
    assert "Say what has to change" in words_of(by_edda.post(story_page("send_back", story), {"note": " "}))

    by_edda.post(story_page("send_back", story), {"note": "Name the dam."})

    assert hand_in_state(story) == (None, None, rhea)
    assert list(DeskNote.objects.on(story).values_list("by__username", "words")) == [
        ("edda", "Name the dam."),
        ("rhea", "The mayor confirmed it."),
    ]
    assert list(Notification.objects.values_list("person__username", "what")) == [("rhea", NotificationKind.SENT_BACK)]
    assert "Sent back: " in words_of(by_rhea.get("/admin/for-you/"))


def test_who_has_the_story_is_told_that_it_is_handed_in():
    rhea, edda = an_editor("rhea", "reporter"), an_editor("edda")
    story = desk.assign(a_story(by=rhea), edda, by=edda, now=NOON, instead_of=None)

    hand_in(story, rhea)

    assert list(Notification.objects.values_list("person__username", "what")) == [("edda", NotificationKind.HANDED_IN)]


@pytest.mark.parametrize(
    "end",
    [
        lambda story: a_filing(story),
        lambda story: desk.spike(story, by=None, now=NOON),
        lambda story: desk.schedule(
            story, by=None, now=NOON, at=NOON.replace(year=2040), designator="", note="", based_on=story.save_number
        ),
    ],
    ids=["filed", "spiked", "scheduled"],
)
def test_story_is_handed_in_until_something_is_done_with_it(end):
    story = a_story(by=an_editor("rhea", "reporter"))
    hand_in(story, an_editor("rhea", "reporter"))
    assert list(Story.objects.with_hand_in()) == [story]

    end(fresh(story))

    assert hand_in_state(story)[:2] == (None, None)
    assert not Story.objects.with_hand_in().exists()


@pytest.mark.parametrize("action", [FILE, SCHEDULE, CORRECT], ids=lambda action: action.name)
@pytest.mark.parametrize(
    ("needs_second_eyes", "writer", "person", "may"),
    [
        (True, "edda", "edda", False),
        (True, "rhea", "edda", True),
        (True, None, "edda", True),
        (False, "edda", "edda", True),
    ],
)
def test_who_wrote_does_not_file_where_a_second_pair_of_eyes_is_wanted(action, needs_second_eyes, writer, person, may):
    section = a_section("Courts")
    section.needs_second_eyes = needs_second_eyes
    section.save()
    story = a_chain("Urgent", section=section)
    rewrite(story, "The court rose.", by=an_editor(writer) if writer else None)

    assert permissions.may_do(an_editor(person), action, fresh(story)) is may


def test_page_says_why_who_wrote_cannot_file_and_leads_to_the_hand_in():
    edda, section = an_editor("edda"), a_section("Courts")
    section.needs_second_eyes = True
    section.save()
    story = a_story(section=section, by=edda)
    browser = sign_in(edda)
    form = browser.get(story_page("change", story))
    typed = {**page_form_values(form), "body": "The court rose.", "file": "1"}
    saved = browser.post(story_page("change", story), typed, follow=True)
    story = fresh(story)

    assert "in Courts somebody else files it. Hand it in." in words_of(form)
    for page in (
        saved,
        browser.get(story_page("file", story)),
        browser.post(story_page("file", story), {"based_on": story.save_number}),
    ):
        assert page.status_code == 403
        assert "You wrote this, and in Courts somebody else files it. Hand it in." in words_of(page)
        assert story_page("hand_in", story) in page.content.decode()
    assert not Filing.objects.exists()

    hand_in(story, edda)
    desk.save(fresh(story), by=an_editor("vera"), now=NOON, based_on=story.save_number)
    sign_in(an_editor("vera")).post(story_page("file", story), {"based_on": fresh(story).save_number})

    assert Filing.objects.count() == 1
    assert hand_in_state(story) == (None, None, None)

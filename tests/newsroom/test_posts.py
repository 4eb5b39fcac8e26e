"""Posts: the sections that people file to, and the time zone of their pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from stories import desk, permissions
from stories.models import Person, PersonSettings, Story
from stories.story_actions import CORRECT, FILE, HOLD
from tests.builders import NOON, a_chain, a_section, a_story, an_editor
from tests.stories.admin.browser import form_values, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

ACTIONS = (FILE, CORRECT, HOLD)


def a_person_in(username="vera", sections=(), group="editor", **fields):
    """Return a person who files to some sections."""
    user = an_editor(username, group=group)
    Person.objects.create(user=user, **fields).sections.set([a_section(name) for name in sections])
    return user


def form_fields(user, sections):
    """Return the fields of the form of a person without a post, with some sections chosen."""
    return {
        "username": user.username, "is_active": "on", "groups": [group.pk for group in user.groups.all()],
        "sections": [section.pk for section in sections],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sections", "section", "may"),
    [
        ((), "World", True),
        (("World",), "World", True),
        (("Sport", "World"), "World", True),
        (("Sport",), "World", False),
        (("Sport",), None, True),
    ],
    ids=["all", "theirs", "one of theirs", "another's", "none"],
)
def test_editor_files_corrects_and_holds_in_their_sections(sections, section, may):
    user = a_person_in(sections=sections)
    story = Story(section=a_section(section) if section else None, pk=1)

    assert [permissions.may_do(user, action, story) for action in ACTIONS] == [may] * 3


def test_sections_give_no_right_that_the_role_does_not():
    user = a_person_in(sections=("World",), group="reporter")

    story = Story(section=a_section("World"), pk=1)

    assert not any(permissions.may_do(user, action, story) for action in ACTIONS)


def test_sections_are_asked_for_once(django_assert_num_queries):
    user = a_person_in(sections=("Sport", "World"))
    stories = [Story(section=a_section(name), pk=1) for name in ("World", "Sport", "Culture")]
    user.has_perm("stories.file_story")

    with django_assert_num_queries(1):
        found = [permissions.may_file(user, story) for story in stories]

    assert found == [True, True, False]


def test_pages_of_another_section_are_refused_and_not_offered():
    theirs, other = a_chain("Urgent", section=a_section("Sport")), a_chain("Urgent", section=a_section("World"))
    browser = sign_in(a_person_in(sections=("Sport",)))

    assert [browser.get(story_page(name, theirs)).status_code for name in ("file", "correct", "hold")] == [200] * 3
    assert [browser.get(story_page(name, other)).status_code for name in ("file", "correct", "hold")] == [403] * 3
    assert browser.post(story_page("hold", other)).status_code == 403
    assert "You file to Sport; this story is in World." in words_of(browser.get(story_page("file", other)))
    assert "Your role doesn't include this: Kill." in words_of(browser.get(story_page("kill", theirs)))
    page = browser.get("/admin/stories/story/").content.decode()
    assert story_page("hold", theirs) in page
    assert story_page("hold", other) not in page


def test_working_copy_of_another_section_can_still_be_written():
    story = a_story(section=a_section("World"))

    assert sign_in(a_person_in(sections=("Sport",))).get(story_page("change", story)).status_code == 200


def test_chief_chooses_sections_on_the_page_of_a_person():
    user, sport = an_editor("vera"), a_section("Sport")
    browser = sign_in(an_editor("cleo", group="chief"))
    address = f"/admin/auth/user/{user.pk}/change/"

    page = browser.get(address)
    answer = browser.post(address, form_fields(user, [sport]))

    assert "They can file to these only" in words_of(page)
    assert answer.status_code == 302
    assert Person.objects.settings_of(user) == PersonSettings(frozenset({sport.pk}))


def test_person_files_to_all_sections_where_none_is_chosen():
    user = an_editor("vera")

    answer = sign_in(an_editor("cleo", group="chief")).post(
        f"/admin/auth/user/{user.pk}/change/", form_fields(user, [])
    )

    assert answer.status_code == 302
    assert Person.objects.settings_of(user) == PersonSettings()


def test_time_zone_is_one_that_is_known():
    with pytest.raises(ValidationError, match="“Mars/Olympus” is no time zone"):
        Person(user=an_editor("vera"), time_zone="Mars/Olympus").full_clean()


@pytest.mark.parametrize(("zone", "printed"), [("", "12:00:00 UTC"), ("Asia/Tokyo", "21:00:00 JST")])
def test_pages_of_a_person_are_in_their_zone(zone, printed):
    story = a_chain("Urgent", now=NOON)
    browser = sign_in(a_person_in(time_zone=zone))

    assert printed in words_of(browser.get(story_page("history", story)))


def test_zone_of_a_person_stays_out_of_public_pages():
    story = Story.objects.get(pk=a_chain("Urgent", now=NOON).pk)
    browser = sign_in(a_person_in(time_zone="Asia/Tokyo"))

    inside = words_of(browser.get(story_page("history", story)))
    public = words_of(browser.get(f"/stories/{story.pk}/{story.slug}/history/"))

    assert "JST" in inside
    assert "JST" not in public
    assert "12:00" in public


def test_embargo_is_typed_in_the_zone_of_who_types_it():
    story = a_story()
    browser = sign_in(a_person_in(time_zone="Asia/Tokyo"))

    browser.post(story_page("change", story), form_values(story, embargo_until_0="2030-01-02", embargo_until_1="09:30",
                                            embargo_until="2030-01-02T09:30"))  # fmt: skip

    assert Story.objects.get(pk=story.pk).embargo_until == datetime(2030, 1, 2, 0, 30, tzinfo=UTC)


def test_everybody_chooses_their_own_zone():
    user = an_editor("vera")
    browser = sign_in(user)

    browser.post("/admin/settings/", {"time_zone": "Europe/Moscow"})
    page = browser.get("/admin/settings/")

    assert Person.objects.settings_of(user).time_zone == "Europe/Moscow"
    assert "MSK on your pages" in words_of(page)
    assert '<option value="Europe/Moscow" selected>' in page.content.decode()
    assert '<a href="/admin/settings/">Your settings</a>' in page.content.decode()


def test_choosing_a_zone_leaves_the_sections():
    user = a_person_in(sections=("Sport",))

    sign_in(user).post("/admin/settings/", {"time_zone": "Europe/Moscow", "sections": ""})

    assert Person.objects.settings_of(user) == PersonSettings(frozenset({a_section("Sport").pk}), "Europe/Moscow")


def test_zone_that_is_not_on_the_list_is_refused():
    user = an_editor("vera")

    answer = sign_in(user).post("/admin/settings/", {"time_zone": "Mars/Olympus"})

    assert "Select a valid choice" in words_of(answer)
    assert not Person.objects.exists()


def test_zone_that_the_system_no_longer_knows_is_the_newsrooms():
    story = a_chain("Urgent", now=NOON)

    assert "12:00:00 UTC" in words_of(sign_in(a_person_in(time_zone="Mars/Olympus")).get(story_page("history", story)))


@pytest.mark.parametrize(
    ("chosen", "browser", "lang"),
    [
        ("", "en", "en"),
        ("", "zh-CN,zh;q=0.9", "zh-hans"),
        ("", "fr", "en"),
        ("en", "zh-CN", "en"),
        ("zh-hans", "fr", "zh-hans"),
    ],
)
def test_pages_are_in_the_language_that_somebody_chose_else_in_the_browsers(chosen, browser, lang):
    person = an_editor("vera")
    Person.objects.create(user=person, language=chosen)

    page = sign_in(person).get("/admin/stories/story/", headers={"Accept-Language": browser}).content.decode()

    assert f'<html lang="{lang}"' in page


def test_language_is_chosen_on_ones_own_page(client):
    person = an_editor("vera")

    sign_in(person).post("/admin/settings/", {"time_zone": "", "language": "zh-hans"})

    assert Person.objects.get(user=person).language == "zh-hans"
    assert '<html lang="zh-hans"' in client.get("/admin/login/", headers={"Accept-Language": "zh-CN"}).content.decode()
    assert '<html lang="en"' in client.get("/help/", headers={"Accept-Language": "zh-CN"}).content.decode()


@pytest.mark.parametrize(("section", "stays"), [("", True), ("Science", False)])
def test_who_is_kept_to_sections_takes_no_story_out_of_anothers(section, stays):
    person = a_person_in(sections=["Science"])
    story = a_story(section=a_section("World"))
    to = a_section(section).pk if section else ""

    page = sign_in(person).post(story_page("change", story), form_values(story, section=to))

    assert page.status_code == 200
    assert "You file to other sections" in words_of(page)
    assert Story.objects.get(pk=story.pk).section == a_section("World")


def test_a_move_leaves_a_scheduled_story_to_who_scheduled_it():
    editor, reporter = an_editor("vera"), an_editor("rita", group="reporter")
    story = a_story()
    story = desk.schedule(
        story, by=editor, now=NOON, at=NOON + timedelta(hours=1), designator="", note="", based_on=story.save_number
    )

    desk.change_section(story, a_section("Science"), by=reporter, now=NOON)

    assert desk.release_due(story, now=NOON + timedelta(hours=2)).revision.user == editor


def test_a_save_that_takes_a_story_off_its_schedule_says_so():
    story = a_story()
    story = desk.schedule(
        story, by=None, now=NOON, at=NOON + timedelta(days=900), designator="", note="", based_on=story.save_number
    )

    page = sign_in(an_editor("vera")).post(
        story_page("change", story), form_values(story, headline="Dam fails"), follow=True
    )

    assert "It is no longer scheduled" in words_of(page)

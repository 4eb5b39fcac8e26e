"""Notifications: counted in the header of every page, listed, and marked as seen."""

import pytest
from django.utils.html import strip_tags

from stories import desk
from stories.admin.inbox import NOTIFICATIONS_A_PAGE
from stories.models import Notification, NotificationKind
from stories.templatetags.newsroom import print_in_row
from tests.builders import NOON, a_chain, a_story, an_editor
from tests.stories.admin.browser import a_browser, sign_in, story_page, words_of

pytestmark = pytest.mark.django_db

FOR_YOU = "/admin/for-you/"
AT_NOON = strip_tags(print_in_row(NOON))  # how a row prints a time hangs on how long ago it is


def ilse():
    return an_editor("ilse")


def a_held_story(by="vera", **fields):
    """Return a story of Ilse's, held by another."""
    story = desk.assign(a_chain("Urgent", **fields), ilse(), by=ilse(), now=NOON, instead_of=None)
    return desk.hold(story, by=an_editor(by) if by else None, now=NOON)


def make_notifications(count, **fields):
    """Make as many notifications for Ilse."""
    story = a_story()
    Notification.objects.bulk_create(
        Notification(person=ilse(), story=story, what=NotificationKind.HELD, at=NOON, **fields) for _ in range(count)
    )


def test_header_counts_what_is_not_seen_on_every_page():
    story, browser = a_held_story(), sign_in(ilse())
    pages = ("/admin/", "/admin/stories/story/", story_page("change", story), "/admin/settings/", FOR_YOU)

    assert all("For you 1" in words_of(browser.get(page)) for page in pages)
    browser.post(f"{FOR_YOU}{Notification.objects.get().pk}/seen/")
    assert not any("For you 1" in words_of(browser.get(page)) for page in pages)
    assert "For you" in words_of(browser.get("/admin/"))


def test_header_counts_no_further_than_helps():
    make_notifications(150)

    assert "For you 99+" in words_of(sign_in(ilse()).get("/admin/"))


def test_header_of_others_counts_nothing():
    a_held_story()

    assert "For you 1" not in words_of(a_browser().get("/admin/"))


def test_page_says_what_who_and_when_newest_first():
    a_held_story(slugline="Karse-Dam")
    a_held_story(slugline="Harvest", by=None)

    words = words_of(sign_in(ilse()).get(FOR_YOU))

    assert (
        f"{AT_NOON} new Held: Harvest, by the wire Seen: Held: Harvest {AT_NOON} new Held: Karse-Dam, by vera" in words
    )


def test_reporter_reads_why_a_story_was_sent_back_for_you_and_above_its_text():
    rhea, edda = an_editor("rhea", group="reporter"), an_editor("edda")
    story = a_story(slugline="Harbour-Vote", by=rhea)
    desk.hand_in(story, by=rhea, now=NOON, based_on=story.save_number)
    desk.send_back(story, by=edda, now=NOON, note="Who says so?")
    browser = sign_in(rhea)

    inbox = words_of(browser.get(FOR_YOU))
    form = words_of(browser.get(story_page("change", story)))
    notification = Notification.objects.get(person=rhea)
    seen = browser.post(f"{FOR_YOU}{notification.pk}/seen/", {"story": story.pk}, follow=True)

    assert "Sent back: Harbour-Vote, by edda Who says so?" in inbox
    assert f"edda sent it back, {AT_NOON}: Who says so?" in form
    assert seen.redirect_chain == [(story_page("change", story), 302)]
    assert "sent it back" not in words_of(seen)


def test_page_of_nothing_says_so():
    words = words_of(a_browser().get(FOR_YOU))

    assert "Nothing is for you." in words
    assert "All seen" not in words


def test_all_in_sight_are_marked_and_not_what_came_since():
    a_held_story()
    browser = sign_in(ilse())
    upto = browser.get(FOR_YOU).context_data["upto"]
    a_held_story()

    answer = browser.post(f"{FOR_YOU}seen/", {"upto": upto}, follow=True)

    assert "Seen: 1." in words_of(answer)
    assert Notification.objects.unseen(ilse()).count() == 1


@pytest.mark.parametrize("upto", ["", "x", "-1", "99999999999999999999"])
def test_marking_all_takes_no_nonsense(upto):
    a_held_story()

    assert sign_in(ilse()).post(f"{FOR_YOU}seen/", {"upto": upto}).status_code == 302
    assert Notification.objects.unseen(ilse()).count() == 1


def test_what_is_for_another_is_neither_shown_nor_marked():
    a_held_story(slugline="Karse-Dam")
    row, browser = Notification.objects.get(), a_browser("chief")

    assert "Karse-Dam" not in words_of(browser.get(FOR_YOU))
    assert browser.post(f"{FOR_YOU}{row.pk}/seen/").status_code == 404
    browser.post(f"{FOR_YOU}seen/", {"upto": row.pk})
    assert Notification.objects.get().seen_at is None


def test_mail_that_was_given_up_is_told():
    make_notifications(1, mail_fault="The server hung up")

    assert "The mail about it could not be sent." in words_of(sign_in(ilse()).get(FOR_YOU))


def test_older_rows_have_pages():
    make_notifications(NOTIFICATIONS_A_PAGE + 1)
    browser = sign_in(ilse())

    first = browser.get(FOR_YOU)
    second = browser.get(FOR_YOU, {"before": first.context_data["older"]})

    assert (len(first.context_data["rows"]), len(second.context_data["rows"])) == (NOTIFICATIONS_A_PAGE, 1)
    assert browser.get(FOR_YOU, {"before": "x"}).status_code == 200


def test_looking_marks_nothing():
    a_held_story()

    sign_in(ilse()).get(FOR_YOU)

    assert Notification.objects.get().seen_at is None


def test_page_costs_the_same_for_one_row_and_for_many(django_assert_num_queries):
    a_held_story()
    browser = sign_in(ilse())
    with django_assert_num_queries(
        8
    ):  # session and person, their rights twice, second factor and zone; the rows, their notes, the count
        browser.get(FOR_YOU)
    for name in ("olaf", "pia", None):
        a_held_story(by=name)

    with django_assert_num_queries(8):
        browser.get(FOR_YOU)


def test_browser_is_told_what_is_new_behind_the_last_that_it_told():
    story = a_held_story()
    first = Notification.objects.get()
    browser = sign_in(ilse())
    address = f"{FOR_YOU}news/"
    words = {"number": first.pk, "words": f"Held: {story.slugline}", "page": story_page("change", story)}

    assert browser.get(address).json() == {"last": first.pk, "rows": [words]}
    assert browser.get(address, {"after": first.pk}).json() == {"last": first.pk, "rows": []}
    desk.mark_seen(first, now=NOON)
    assert browser.get(address, {"after": "none"}).json() == {"last": first.pk, "rows": []}
    assert sign_in(an_editor("vera")).get(address).json() == {"last": 0, "rows": []}

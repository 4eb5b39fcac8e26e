"""Saved views of the wire desk: kept, shared, counted, and told of what is new in them."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from stories import desk
from stories.desk_queries import clean_query
from stories.models import Notification, SavedView
from stories.worker import mail as worker_mail
from stories.worker.saved_views import tell_followers
from tests.builders import NOON, a_section, a_source, a_story, an_editor
from tests.stories.admin.browser import sign_in, words_of

pytestmark = pytest.mark.django_db
DESK = "/admin/stories/story/"
VIEWS = f"{DESK}views/"
SOON = NOON + timedelta(minutes=1)


def a_view(owner, query="", **fields):
    return desk.keep_view(SavedView(owner=owner, name=f"View {query}"[:60], query=query, **fields), by=owner)


def line_of_views(browser):
    """Return the saved views above the list, each with its count."""
    page = browser.get(f"{DESK}?view=all")
    return [(view.name, view.count, view.is_shared) for view in page.context_data["saved_views"]]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("q=dam&p=4&read=7&view=held", "view=held&q=dam"),
        ("view=nonsense&urgency=1&state__exact=live", "state__exact=live&urgency=1"),
        ("q=%00+&language=", ""),
    ],
)
def test_view_keeps_what_chooses_the_list_alone(given, kept):
    assert clean_query(given) == kept


def test_list_is_saved_counted_and_shown_above_the_list():
    edda, rhea = an_editor("edda"), an_editor("rhea", "reporter")
    a_story("Urgent one", urgency=1, source=a_source("Norddienst"))
    a_story("Urgent two", urgency=1)
    a_story("Slow", urgency=5, source=a_source("Norddienst"))
    by_edda, by_rhea = sign_in(edda), sign_in(rhea)
    address = f"{VIEWS}add/?q=source:nord&urgency=1&p=3"

    page = by_edda.get(address)
    query = re.search(r'name="query" value="([^"]*)"', page.content.decode())[1].replace("&amp;", "&")
    values = {"query": query, "is_pinned": "on", "is_shared": "on"}
    refused = by_edda.post(address, {**values, "name": " "})
    answer = by_edda.post(address, {**values, "name": "Nord, urgent"}, follow=True)

    assert refused.status_code == 200
    assert "Saved: Nord, urgent" in words_of(answer)
    assert [row.story.headline for row in answer.context_data["rows"]] == ["Urgent one"]
    assert line_of_views(by_edda) == line_of_views(by_rhea) == [("Nord, urgent", "1", True)]
    again = by_edda.post(address, {**values, "name": "Nord, urgent"})
    assert "You have a view of this name." in words_of(again)


def test_own_views_are_ones_own_and_only_editors_share():
    rhea, edda = an_editor("rhea", "reporter"), an_editor("edda")
    by_rhea, by_edda = sign_in(rhea), sign_in(edda)
    by_rhea.post(f"{VIEWS}add/", {"name": "Mine", "query": "q=by:me", "is_pinned": "on", "is_shared": "on"})
    view = SavedView.objects.get()
    assert (view.is_shared, line_of_views(by_rhea), line_of_views(by_edda)) == (False, [("Mine", "0", False)], [])

    for act in ("", "drop/", "follow/"):
        assert by_edda.post(f"{VIEWS}{view.pk}/{act}").status_code == 404

    by_rhea.post(f"{VIEWS}{view.pk}/", {"name": "All mine", "query": view.query})
    assert line_of_views(by_rhea) == []
    assert "All mine" in words_of(by_rhea.get(VIEWS))
    by_rhea.post(f"{VIEWS}{view.pk}/drop/")
    assert not SavedView.objects.exists()


def test_who_follows_a_view_is_told_once_what_is_new_in_it(settings):
    settings.EMAIL_IS_SET_UP = True
    edda, rhea = an_editor("edda"), an_editor("rhea", "reporter", email="rhea@news.example")
    view = a_view(edda, "urgency=1", is_shared=True)
    a_story("Old one", urgency=1)
    sign_in(rhea).post(f"{VIEWS}{view.pk}/follow/")
    assert tell_followers(NOON) == 0

    new = a_story("New one", urgency=1, now=SOON, slugline="Quay-Fire")
    a_story("Rhea's own", urgency=1, now=SOON, by=rhea)
    a_story("Slow one", urgency=5, now=SOON)

    assert (tell_followers(SOON), tell_followers(SOON)) == (2, 0)
    (told,) = Notification.objects.all()
    assert (told.person, told.story, str(told)) == (rhea, new, "New in View urgency=1: Quay-Fire")
    assert "New in View urgency=1: Quay-Fire, by the wire" in words_of(sign_in(rhea).get("/admin/for-you/"))
    assert worker_mail.send_due(SOON) == 1
    assert (mail.outbox[0].subject, mail.outbox[0].body.splitlines()[0]) == (
        "New in View urgency=1: Quay-Fire",
        f"Quay-Fire (story {new.pk}) is new in the view View urgency=1, Feb 10, 2026, 12:01 UTC.",
    )

    sign_in(rhea).post(f"{VIEWS}{view.pk}/follow/")
    a_story("Another", urgency=1, now=SOON + timedelta(minutes=1))
    assert tell_followers(SOON + timedelta(minutes=1)) == 0


def test_view_of_a_section_says_nothing_of_another():
    edda = an_editor("edda")
    a_story(section=a_section("Sport"))
    a_view(edda, f"section__id__exact={a_section('World').pk}")
    a_view(edda, f"section__id__exact={a_section('Sport').pk}&state__exact=waiting")
    a_view(edda, "state__exact=nonsense&q=source:nosuch")

    assert sorted(count for _name, count, _shared in line_of_views(sign_in(edda))) == ["0", "0", "1"]

"""Somebody of the newsroom at a browser, and what the desk's pages say."""

import re
from html import unescape

from django.test import Client
from django.urls import reverse

from tests.builders import an_editor

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def sign_in(user):
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(user, backend=MODEL_BACKEND)
    return client


def a_browser(group="editor"):
    """Return a browser in which a member of a group is signed in."""
    return sign_in(an_editor(username=f"a-{group or 'nobody'}".replace(" ", "-"), group=group))


def story_page(name, story, *args):
    """Return the address of a page about a story."""
    return reverse(f"admin:stories_story_{name}", args=[story.pk, *args])


def form_values(story, **changes):
    """Return the fields that the story form sends when it is pressed as it stands, with some fields changed."""
    values = {
        "based_on": story.save_number,
        "designator": story.designator,
        "headline": story.headline,
        "body": "The dam at Karse Head held on Tuesday.",
        "slugline": story.slugline,
        "section": story.section_id or "",
        "source": story.source_id,
        "language": story.language,
        "urgency": story.urgency,
    }
    return {**values, **changes}


def page_form_values(answer):
    """Return the fields that a page with the story form sends when it is pressed as it stands."""
    form = answer.context_data["form"]
    names = {"page": answer.context_data["page_name"], "taken": answer.context_data["taken"]}
    return {**{name: "" if form[name].value() is None else form[name].value() for name in form.fields}, **names}


def words_of(response):
    """Return the words on a page, as a reader sees them."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
    return re.sub(r" (?=[:,.])", "", words)

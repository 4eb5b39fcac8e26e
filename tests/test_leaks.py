"""Canary words in every private field of every state, looked for at every public address.

Fails, too, when an address is not on its list.
"""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from stories import copy, desk
from stories.models import Draft, Filing, Notice, Notification, NotificationKind, Rendition, State, Story
from tests.builders import NOON, a_chain, a_filing, a_section, a_story, an_editor, filings, rewrite
from tests.photo_files import a_photo, a_rendition, add_pictures
from tests.write_guard import tampering

pytestmark = pytest.mark.django_db

OF_PHOTO = ("caption", "alt", "credit", "byline", "source", "place", "rights", "terms", "instructions")
WORDS = ("slugline", "headline", "byline", "dateline", "endmark", "note", "desk_note", "designator")
MOMENT = "Tue, 10 Feb 2026 12:05:00 GMT"
TALK = ("person", "remark", "fault", "typed")
PHOTO = ("placed", *(f"photo{name}" for name in OF_PHOTO))
STORY = (
    "/stories/{id}/{slug}/",
    "/stories/{id}/",
    "/stories/{id}/{slug}/history/",
    "/stories/{id}/{slug}/history/feed.atom",
    "/stories/{id}/{slug}/history/1/",
    "/stories/{id}/{slug}/history/2/",
    "/stories/{id}/{slug}/history/1..2/",
    "/stories/{id}/{slug}/history/1..2/?view=split",
    "/stories/{id}/{slug}/history/1..2/embed/",
    "/stories/{id}/{slug}/history/growth/",
    "/stories/{id}/{slug}/timemap/",
    "/stories/{id}/history.json",
    "/stories/{id}/history/1.json",
    "/stories/{id}/history/2.json",
    "/stories/{id}/head.json",
    "/stories/{id}.ninjs.json",
    "/stories/{id}.newsml.xml",
)
ASKED = ("/stories/{id}/{slug}/", "/stories/{id}/{slug}/history/1/", "/stories/{id}/{slug}/history/2/")
OEMBED = tuple(f"/oembed?url={settings.SITE_URL}{path}&format={form}" for path in ASKED for form in ("json", "xml"))
FORMS = ("rss", "atom", "json")
OF_STORIES = ("full.rss", "full.atom", "full.json", "ninjs.json")
OTHER_FEEDS = ("/corrections/", "/changes/", "/topics/dam-flood/")
FEEDS = tuple(
    f"{place}feeds/latest.{form}"
    for place in ("/", "/sections/world/", "/editions/en/", *OTHER_FEEDS)
    for form in (*FORMS, *(() if place in OTHER_FEEDS else OF_STORIES))
)
PLAIN = (
    *(
        "/",
        "/editions/en/",
        "/sections/world/",
        "/archive/",
        "/archive/2026/",
        "/archive/2026/02/",
        "/archive/2026/02/10/",
        "/changes/",
        "/changes/2026/02/10/",
        "/topics/dam-flood/",
        "/topics/",
        "/corrections/",
        "/help/",
        "/log/",
        "/log/?story=1",
        "/log/checkpoint",
        "/log/keys",
        "/log/witnessed",
        "/log/witnesses",
        "/log/tile/entries/000.p/1",
        "/log/proofs/1/1.tlog-proof",
        "/about/",
        "/ethics/",
        "/opensearch.xml",
        "/no-such-page/",
    ),
    *("/ticker.json", "/ticker/", "/ticker/embed/", "/prefs.css", "/text-size/", "/color-scheme/"),
    *("/oembed", "/site.webmanifest", "/speculation-rules.json", "/api/openapi.json"),
    *("/sitemap.xml", "/sitemap-news.xml", "/robots.txt", "/.well-known/security.txt"),
    *("/healthz", "/readyz", "/metrics", "/wire/vesper/", "/csp-reports"),
    *FEEDS,
)


def canary(state, field):
    """Return a word that occurs nowhere else, short enough for every field."""
    return f"zq{state}{field}".replace("_", "")


def private(state):
    """Return a working copy whose every field is a canary."""
    fields = {name: canary(state, name) for name in WORDS}
    return {**fields, "body": f"{canary(state, 'body')} in a paragraph."}


def add_canary_photo(story, state):
    """Give the story a photo whose every word is a canary and whose files' addresses are known to nobody."""
    photo = a_photo(
        **{name: canary(state, f"photo{name}") for name in OF_PHOTO},
        name=f"{canary(state, 'photoname')}.jpg",
        renditions_current=False,
    )
    a_rendition(photo)
    return add_pictures(story, (photo, canary(state, "placed")))


def add_canaries(story, state):
    """Save the story with canaries in every field of its working copy."""
    story = Story.objects.get(pk=story.pk)
    for name, word in private(state).items():
        setattr(story, name, copy.to_json(copy.from_typed(word)) if name == "body" else word)
    return add_canary_photo(desk.save(story, by=None, now=NOON, based_on=story.save_number), state)


def a_private_story(state, **fields):
    return add_canary_photo(a_story(**{**private(state), **fields}), state)


def waiting(state):
    return a_private_story(state)


def ahead(state):
    return add_canaries(a_chain("Urgent", "1st LD"), state)


def an_embargoed_story(state):
    return a_private_story(state, embargo_until=NOON + timedelta(days=900))


def a_scheduled_story(state):
    story = waiting(state)
    return desk.schedule(story, by=None, now=NOON, at=NOON + timedelta(days=900), designator="Urgent",
                         note=story.note, based_on=story.save_number)  # fmt: skip


def a_held_story(state):
    story = a_private_story(state)
    a_filing(story, "Urgent", note=canary(state, "note"))
    a_filing(rewrite(story, f"{canary(state, 'body')} again."), "1st LD")
    return desk.hold(story, by=None, now=NOON)


def a_killed_story(state):
    story = a_private_story(state)
    a_filing(story, "Urgent", note=canary(state, "note"))
    a_filing(rewrite(story, f"{canary(state, 'body')} again."), "1st LD")
    return desk.kill(story, by=None, now=NOON, reason="It was false.", headline_at_fault=True)


def a_story_killed_by_the_wire(state):
    story = a_private_story(state)
    a_filing(story, "Urgent", note=canary(state, "note"))
    story = rewrite(story, f"{canary(state, 'body')} again.", headline=f"{canary(state, 'headline')} is dry")
    a_filing(story, "1st LD")
    return desk.kill(story, by=None, now=NOON, reason=f"Kill “{canary(state, 'headline')}”.")


def a_story_held_by_the_wire(state):
    story = a_private_story(state)
    a_filing(story, "Urgent", note=canary(state, "note"))
    return desk.hold(story, by=None, now=NOON, reason=canary(state, "note"))


def a_story_held_early(state):
    return desk.hold(waiting(state), by=None, now=NOON)


def a_spiked_story(state):
    return desk.spike(waiting(state), by=None, now=NOON)


def a_story_taken_down(state):
    story = a_private_story(state, designator="")
    a_filing(story, "", note=canary(state, "note"))
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")
    return Story.objects.get(pk=story.pk)


def a_joined_story_whose_other_was_killed(state):
    story = a_private_story(state)
    a_filing(story, "Urgent", note=canary(state, "note"))
    a_filing(rewrite(story, f"{canary(state, 'body')} again."), "1st LD")
    into = a_chain("Urgent", now=NOON - timedelta(hours=1))
    desk.join_stories(story, into, by=an_editor(), now=NOON, reason=canary(state, "remark"))
    desk.kill(into, by=None, now=NOON, reason="It was false.", headline_at_fault=True)
    return Story.objects.get(pk=story.pk)


def add_talk(story, state):
    """Give the story canaries in a note, a draft, the name of its assignee, and the notification of them."""
    person = an_editor(canary(state, "person"))
    Draft.objects.create(
        story=story, editor=person, fields={"headline": canary(state, "typed")}, based_on=0, saved_at=NOON
    )
    desk.add_note(story, canary(state, "remark"), by=person, now=NOON)
    with tampering():
        Story.objects.filter(pk=story.pk).update(assigned_to=person)
    Notification.objects.create(
        person=person, by=person, story=story, what=NotificationKind.KILLED, at=NOON, mail_fault=canary(state, "fault")
    )
    return story


STATES = (
    waiting,
    ahead,
    an_embargoed_story,
    a_scheduled_story,
    a_held_story,
    a_killed_story,
    a_story_killed_by_the_wire,
    a_story_held_by_the_wire,
    a_story_held_early,
    a_spiked_story,
    a_story_taken_down,
    a_joined_story_whose_other_was_killed,
)


def addresses(story):
    """Every public address, those of a story filled in."""
    slugs = {story.slug or "x", "x"}
    pictures = [rendition.get_absolute_url() for rendition in Rendition.objects.all()] or [f"/pictures/{'0' * 32}.jpg"]
    return [*PLAIN, *pictures, *(path.format(id=story.pk, slug=slug) for path in STORY + OEMBED for slug in slugs)]


def searches(state):
    words = [canary(state, name) for name in (*WORDS, "body", *TALK, *PHOTO)]
    return [f"/archive/?q={word}" for word in words] + [f"/archive/?designator={canary(state, 'designator')}"]


def answer_text(response):
    """Everything that an answer says: body and headers."""
    return response.content.decode("utf-8", "replace") + str(response.headers)


@pytest.mark.parametrize("make", STATES, ids=[make.__name__ for make in STATES])
def test_no_picture_of_it_is_public(client, make):
    make(make.__name__.replace("_", ""))
    is_gone = "killed" in make.__name__ or make is a_story_taken_down

    found = {client.get(rendition.get_absolute_url()).status_code for rendition in Rendition.objects.all()}

    assert found == {410 if is_gone else 404}


@pytest.mark.parametrize("make", STATES, ids=[make.__name__ for make in STATES])
def test_no_private_word_is_public(client, make):
    a_section()
    state = make.__name__.replace("_", "")
    story = add_talk(make(state), state)
    wanted = [canary(state, name) for name in (*WORDS, "body", *TALK, *PHOTO, "photoname")]
    renditions = [rendition.name for rendition in Rendition.objects.all()]
    assert renditions
    wanted += renditions

    for path in [*addresses(story), *searches(state)]:
        said = answer_text(client.get(path)) + answer_text(client.get(path, headers={"Accept-Datetime": MOMENT}))
        query = path.partition("?")[2]
        found = [word for word in wanted if word in said.replace(query, "") and word not in query]
        assert found == [], path


def test_headline_that_may_stand_is_public_where_that_of_an_editors_kill_is(client):
    chief = an_editor("clara", "chief")
    word = canary("wire", "headline")
    story = desk.kill(a_chain("Urgent", headline=f"{word} is dry"), by=None, now=NOON, reason="It was false.")
    editors_word = canary("editors", "headline")
    other = desk.kill(a_chain("Urgent", headline=f"{editors_word} is dry"), by=chief, now=NOON, reason="It was false.")
    assert places_of(client, word, story) == set()

    desk.reveal_headline(story, by=chief, now=NOON)

    found = places_of(client, word, story)
    assert found == places_of(client, editors_word, other)
    assert {"/corrections/", "/corrections/feeds/latest.atom"} <= found


def places_of(client, word, story):
    """Return the public addresses at which a word stands, those of a story with its number left out."""
    paths = [*PLAIN, *(path.format(id=story.pk, slug="x") for path in STORY + OEMBED)]
    return {
        path.replace(f"/stories/{story.pk}", "/stories/n") for path in paths if word in answer_text(client.get(path))
    }


def test_canaries_would_be_found_if_they_were_public(client):
    story = a_private_story("live", designator="")
    a_filing(story, "", note=canary("live", "note"))
    story = Story.objects.get(pk=story.pk)

    page = answer_text(client.get(f"/stories/{story.pk}/{story.slug}/"))
    record = answer_text(client.get(f"/stories/{story.pk}/history.json"))

    for name in ("headline", "byline", "dateline", "endmark", "body"):
        assert canary("live", name) in page
    assert canary("live", "note") in record
    for name in ("placed", "photoalt", "photocredit", "photobyline"):
        assert canary("live", name) in page
    for name in ("desk_note", "photocaption", "photorights", "phototerms", "photoinstructions", "photoname"):
        assert canary("live", name) not in page + record


def test_unknown_and_unpublished_are_the_same_to_the_byte(client):
    unknown = client.get("/stories/999999/x/")

    for make in (waiting, an_embargoed_story, a_scheduled_story, a_story_held_early, a_spiked_story):
        story = make(make.__name__.replace("_", ""))
        for path in STORY + OEMBED:
            for headers in ({}, {"Accept-Datetime": MOMENT}, {"Accept-Datetime": "noon"}):
                answer = client.get(path.format(id=story.pk, slug="x"), headers=headers)
                assert (answer.status_code, answer.content) == (404, unknown.content), path
                assert dict(answer.headers) == dict(unknown.headers), path


def test_killed_story_answers_410_at_every_address_of_it(client):
    story = a_killed_story("killed")
    story = Story.objects.get(pk=story.pk)

    for path in STORY + OEMBED:
        answer = client.get(path.format(id=story.pk, slug=story.slug), headers={"Accept-Datetime": MOMENT})
        assert answer.status_code == 410, path


def test_held_story_answers_200_without_text_at_every_address_of_it(client):
    story = Story.objects.get(pk=a_held_story("held").pk)

    for path in STORY:
        answer = client.get(path.format(id=story.pk, slug=story.slug), headers={"Accept-Datetime": MOMENT})
        assert answer.status_code == 200, path
        assert "no-store" in answer["Cache-Control"], path
        assert "Location" not in answer, path


NOT_THERE = {"/no-such-page/", "/csp-reports"}
TAKES_POST = {"/wire/vesper/", "/text-size/", "/color-scheme/"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "QUERY", "TRACE"])
def test_no_public_address_takes_other_methods(method):
    story = Story.objects.get(pk=a_chain("Urgent", "1st LD").pk)
    paths = set(addresses(story)) - NOT_THERE - (TAKES_POST if method == "POST" else set())
    browser = Client(enforce_csrf_checks=True)

    answers = {path: browser.generic(method, path) for path in paths}

    assert {path for path, answer in answers.items() if answer.status_code != 405} == set()
    assert {path for path, answer in answers.items() if not answer["Allow"]} == set()


def routes(resolver=None, prefix=""):
    """Every address pattern of the site but the admin's."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if not route.startswith("admin/"):
                yield from routes(entry, route)
        elif isinstance(entry, URLPattern):
            yield entry


def test_every_public_address_is_on_the_list():
    story = Story.objects.get(pk=a_chain("Urgent", "1st LD").pk)
    resolver = get_resolver()

    reached = {resolver.resolve(path.partition("?")[0]).func for path in addresses(story) if path != "/no-such-page/"}

    missing = [str(pattern.pattern) for pattern in routes() if pattern.callback not in reached]
    assert missing == []


def test_the_list_covers_every_state():
    assert {
        State(story.state) for story in [Story.objects.get(pk=make(make.__name__[:6]).pk) for make in STATES]
    } == set(State)
    assert Filing.objects.exists()
    assert Notice.objects.exists()
    assert connection.vendor in ("sqlite", "postgresql")

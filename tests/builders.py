"""Builders that say everything: sections, sources, stories and chains of invented copy, made through the desk."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from stories import copy, desk
from stories.models import Filing, Section, Source, Story
from stories.models.chain_check import chain_link

NOON = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)
_numbers = count(1)


def a_section(name="World"):
    """Return the section of this name; make it where there is none."""
    return Section.objects.get_or_create(name=name, defaults={"slug": name.lower().replace(" ", "-")})[0]


def a_source(name="Vesper", **fields):
    """Return the agency of this name; make it where there is none."""
    return Source.objects.get_or_create(name=name, defaults=fields)[0]


def an_editor(username="ilse", group="editor", **fields):
    """Somebody of the newsroom in one of the four groups; the same person for the same name."""
    user, made = get_user_model().objects.get_or_create(username=username, defaults={"is_staff": True, **fields})
    if made:
        user.set_unusable_password()
        user.save()
        if group:
            user.groups.add(Group.objects.get(name=group))
    return user


def a_story(
    headline="Dam at Karse Head holds", body="The dam at Karse Head held on Tuesday.", *, now=NOON, by=None, **fields
):
    """Make a story that waits on the desk."""
    values = {"slugline": f"Dam-Flood-{next(_numbers)}", "section": a_section(), "source": a_source(), **fields}
    story = Story(headline=headline, body=copy.to_json(copy.from_typed(body)), **values)
    return desk.open_story(story, by=by, now=now)


def rewrite(story, body, *, headline=None, now=NOON, by=None):
    """Save the story with other words and return it."""
    story = Story.objects.get(pk=story.pk)
    story.body = copy.to_json(copy.from_typed(body))
    story.headline = headline or story.headline
    return desk.save(story, by=by, now=now, based_on=story.save_number)


def a_filing(story, designator="", *, now=NOON, by=None, note=""):
    """File the working copy of a story."""
    story = Story.objects.get(pk=story.pk)
    return desk.file(story, by=by, now=now, designator=designator, note=note, based_on=story.save_number)


def a_chain(*designators, now=NOON, every=timedelta(minutes=10), **fields):
    """Make a live story with one filing for each designator, ten minutes apart, each with a paragraph more."""
    story = a_story(now=now, **fields)
    for step, designator in enumerate(designators or ("",)):
        moment = now + step * every
        if step:
            body = copy.to_typed(story.blocks) + f"\n\nParagraph {step + 1} came with {designator}."
            story = rewrite(story, body, now=moment)
        a_filing(story, designator, now=moment)
        story = Story.objects.get(pk=story.pk)
    return story


def a_wire_filing(story, body, *, moved_at, headline=None, designator="", now=NOON, **origin):
    """File copy of the wire that moved at another time than now."""
    words = desk.StoryText(headline=headline or story.headline, blocks=copy.from_typed(body), dated_on=story.dated_on,
                           origin=desk.WireOrigin(moved_at=moved_at, **origin))  # fmt: skip
    return desk.file_from_wire(Story.objects.get(pk=story.pk), words, now=now, designator=designator)


def a_wire_chain(*moves, now=NOON, headline="Dam at Karse Head holds", **fields):
    """Make a live story with a filing for each time at which the wire moved it, all of them filed now."""
    story = a_story(headline, now=now, **fields)
    for step, moved_at in enumerate(moves, start=1):
        a_wire_filing(story, f"The dam at Karse Head held for {step} days.", moved_at=moved_at, now=now)
    return Story.objects.get(pk=story.pk)


def filings(story):
    """Return the filings of a story by number."""
    return list(Filing.objects.filter(story=story).order_by("number"))


def chain_links(story_id):
    """Return the filings of a story as links of a chain, by number."""
    return [chain_link(filing) for filing in Filing.objects.filter(story=story_id).order_by("number")]


def public_chain(story_id, **words):
    """Return a story as readers have it, with all its filings."""
    story = Filing.public.chain(story_id)
    return Filing.public.with_filings(story, range(1, story.total + 1), **words)


def a_correction(
    story, *, wrong="two towns", right="three towns", body="The dam failed. Three towns are dry.", now=NOON
):
    """Correct the story and return it."""
    story = rewrite(story, body, now=now)
    return desk.correct(story, by=None, now=now, wrong=wrong, right=right, based_on=story.save_number)


TODAY = date(2026, 2, 10)

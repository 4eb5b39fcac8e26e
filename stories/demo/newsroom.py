"""Loader of the demo newsroom: its filings go through the desk, in the order in which they moved."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import formats, translation
from django.utils.crypto import get_random_string

from stories import copy, desk, signals
from stories.copy.pictures import PlacedPicture, to_json
from stories.models import Amends, Photo, Section, SectionName, Snippet, Source, Story, StoryTemplate

FOLDER, PHOTOS = Path(__file__).parent / "stories", Path(__file__).parent / "photos"
BEGINNINGS = Path(__file__).parent / "beginnings.toml"
SECTIONS = ("World", "Politics", "Business", "Science", "Sport", "Culture")
SECTIONS_ELSEWHERE = {
    "ar": ("العالم", "السياسة", "الاقتصاد", "العلوم", "الرياضة", "الثقافة"),
    "es": ("Mundo", "Política", "Economía", "Ciencia", "Deportes", "Cultura"),
    "fr": ("Monde", "Politique", "Économie", "Sciences", "Sport", "Culture"),
    "ru": ("Мир", "Политика", "Экономика", "Наука", "Спорт", "Культура"),
    "zh": ("国际", "时政", "财经", "科技", "体育", "文化"),
}
PEOPLE = {"rhea": "reporter", "edda": "editor", "cleo": "chief", "tomas": "ticker producer"}
MONTH_AND_DAY = {"zh": "n月j日", "ar": "j F", "ru": "j E"}
PASSWORD_LENGTH = 16


@dataclass(frozen=True, slots=True, order=True)
class DemoEvent:
    """An event of the demo newsroom, with the function that makes it happen."""

    at: datetime
    order: int
    act: Callable[[datetime], None]


class StoryLoader:
    """The loader of one demo story."""

    def __init__(self, data: dict[str, Any], *, by: User, now: datetime) -> None:
        self.data, self.by, self.now = data, by, now
        self.story: Story | None = None

    def events(self) -> list[tuple[datetime, Callable[[datetime], None]]]:
        """Return the events of the story, each with its time."""
        events: list[tuple[datetime, Callable[[datetime], None]]] = [
            (self.time_of(words), partial(self.file, words)) for words in self.data.get("filings", [])
        ]
        for name, act in (("hold", self.hold), ("kill", self.kill)):
            if name in self.data:
                events.append((self.time_of(self.data[name]), act))
        if "working" in self.data:
            events.append((self.now - timedelta(minutes=1), self.leave_working_copy))
        return events

    def time_of(self, event: dict[str, Any]) -> datetime:
        """Return the time of an event."""
        return self.now - timedelta(minutes=event["minutes_ago"])

    def write_working_copy(self, words: dict[str, Any], at: datetime) -> Story:
        """Write a text into the story's working copy; return the story."""
        story = Story.objects.get(pk=self.story.pk) if self.story else self.new_story()
        story.headline = words["headline"]
        story.byline = words.get("byline", "")
        story.dateline = words.get("dateline", "").replace("{date}", month_and_day(at, story.language))
        story.endmark = words.get("endmark", "")
        story.body = copy.to_json(copy.from_typed(words["body"]))
        if "pictures" in words:
            photos = [self.photo(name, at) for name in words["pictures"]]
            story.pictures = to_json([PlacedPicture(photo.pk, photo.caption) for photo in photos])
        if self.story is None:
            self.story = desk.open_story(story, by=self.by, now=at)
        else:
            self.story = desk.save(story, by=self.by, now=at, based_on=story.save_number)
        return self.story

    def photo(self, name: str, at: datetime) -> Photo:
        """Add a photo of the demo to the library; its file carries its description."""
        return desk.add_photo(PHOTOS / f"{name}.jpg", name=f"{name}.jpg", by=self.by, now=at)

    def opened_story(self) -> Story:
        """Return the story as it stands on the desk. Raises LookupError before its first filing."""
        if self.story is None:
            raise LookupError(self.data["slugline"])
        return self.story

    def new_story(self) -> Story:
        """Return the story before it has text."""
        data = self.data
        return Story(
            slugline=data["slugline"],
            section=Section.objects.get(slug=data["section"]),
            source=Source.objects.get(name=data["source"]),
            language=data.get("language", "en"),
            urgency=data.get("urgency", 5),
        )

    def file(self, words: dict[str, Any], at: datetime) -> None:
        """File a text, a correction or a refile."""
        story = self.write_working_copy(words, at)
        designator, note = words.get("designator", ""), words.get("note", "")
        if designator in (Amends.CORRECTION.label, Amends.REFILE.label):
            wrong, right = words.get("wrong", ""), words.get("right", "")
            amends = Amends.CORRECTION if designator == Amends.CORRECTION.label else Amends.REFILE
            desk.correct(
                story,
                by=self.by,
                now=at,
                wrong=wrong,
                right=right,
                amends=amends,
                note=note,
                based_on=story.save_number,
            )
        else:
            desk.file(story, by=self.by, now=at, designator=designator, note=note, based_on=story.save_number)

    def hold(self, at: datetime) -> None:
        """Hold the story."""
        desk.hold(self.opened_story(), by=self.by, now=at, reason=self.data["hold"]["reason"])

    def kill(self, at: datetime) -> None:
        """Kill the story."""
        data = self.data["kill"]
        desk.kill(
            self.opened_story(), by=self.by, now=at, reason=data["reason"],
            headline_at_fault=data.get("headline_at_fault", False),
        )  # fmt: skip

    def leave_working_copy(self, at: datetime) -> None:
        """Leave a working copy that is ahead of the wire, or under embargo and scheduled for its end."""
        words = self.data["working"]
        story = self.write_working_copy(words, at)
        if "embargo" in self.data:
            until = self.now + timedelta(hours=self.data["embargo"]["hours_ahead"])
            story.embargo_until = until
            story = desk.save(story, by=self.by, now=at, based_on=story.save_number, comment="Embargoed")
            desk.schedule(
                story, by=self.by, now=at, at=until, designator=words.get("designator", ""),
                note=words.get("note", ""), based_on=story.save_number,
            )  # fmt: skip
        elif words.get("designator"):
            story.designator = words["designator"]
            desk.save(story, by=self.by, now=at, based_on=story.save_number)


def month_and_day(at: datetime, language: str) -> str:
    """Return the date as datelines of the language print it: Feb. 10, 2月10日 …"""
    with translation.override("zh-hans" if language == "zh" else language):
        return formats.date_format(at, MONTH_AND_DAY.get(language, "N j"))


def is_loaded() -> bool:
    """Return whether the demo newsroom is loaded."""
    return Story.objects.filter(slugline__in=[data["slugline"] for data in demo_stories()]).exists()


def use() -> str:
    """Return what stands in a newsroom that the demo is not loaded into yet; empty for nothing."""
    people = get_user_model().objects.exists()
    if Story.objects.exists():
        return "the newsroom has stories" + (" and people" if people else "")
    return "the newsroom has people" if people else ""


def demo_stories() -> list[dict[str, Any]]:
    """Return the demo stories as their files have them."""
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]


def source_names(stories: Iterable[dict[str, Any]]) -> set[str]:
    """Return the names of the demo's sources: the agencies of its stories, and the house's own."""
    return {story["source"] for story in stories} | {settings.SITE_NAME}


@transaction.atomic
def load(now: datetime) -> dict[str, str]:
    """Load the whole demo newsroom or nothing; return the passwords of the users that it made, by name."""
    stories = demo_stories()
    for position, name in enumerate(SECTIONS, start=1):
        section, _made = Section.objects.get_or_create(slug=name.lower(), defaults={"name": name, "position": position})
        for language, names in SECTIONS_ELSEWHERE.items():
            SectionName.objects.get_or_create(
                section=section, language=language, defaults={"name": names[position - 1]}
            )
    for name in source_names(stories):
        Source.objects.get_or_create(name=name)
    make_beginnings()
    passwords = make_people()
    editor = get_user_model().objects.get(username="edda")
    loadings = [StoryLoader(story, by=editor, now=now) for story in stories]
    events = [DemoEvent(at, order, act) for order, loading in enumerate(loadings) for at, act in loading.events()]
    for event in sorted(events, key=lambda event: (event.at, event.order)):
        event.act(event.at)
    pin_stories(loadings, now)
    return passwords


def make_beginnings() -> None:
    """Make the templates and snippets that are missing."""
    kinds: dict[str, type[StoryTemplate] | type[Snippet]] = {"templates": StoryTemplate, "snippets": Snippet}
    data = read_beginnings()
    for name, model in kinds.items():
        for row in data[name]:
            section = Section.objects.filter(slug=row.get("section", "")).first()
            values = {**row, "section": section, "body": copy.to_json(copy.from_typed(row["body"]))}
            model.objects.get_or_create(name=row["name"], defaults=values)


def read_beginnings() -> dict[str, list[dict[str, str]]]:
    """Return the templates and snippets of the demo as their file has them."""
    return tomllib.loads(BEGINNINGS.read_text(encoding="utf-8"))


def make_people() -> dict[str, str]:
    """Make a user for each role; return the passwords of those that were missing."""
    passwords = {}
    for name, role in PEOPLE.items():
        user, made = get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True})
        if made:
            passwords[name] = get_random_string(PASSWORD_LENGTH)
            user.set_password(passwords[name])
            user.save()
            user.groups.add(Group.objects.get(name=role))
    return passwords


def pin_stories(loadings: list[StoryLoader], now: datetime) -> None:
    """Send the ticker the stories that the demo pins, in order."""
    pinned = sorted(
        (loading for loading in loadings if "ticker" in loading.data), key=lambda loading: loading.data["ticker"]
    )
    signals.demo_loaded.send(sender=None, story_ids=[loading.opened_story().pk for loading in pinned], now=now)

"""Loads the demo newsroom through the desk, in the order in which its filings moved."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import formats, translation
from django.utils.crypto import get_random_string

from stories import copy, desk, signals
from stories.copy.pictures import Placed, to_json
from stories.models import Amends, Photo, Section, Source, Story

FOLDER, PHOTOS = Path(__file__).parent / "stories", Path(__file__).parent / "photos"
SECTIONS = ("World", "Politics", "Business", "Science", "Sport", "Culture")
PEOPLE = {"rhea": "reporter", "edda": "editor", "cleo": "chief", "tomas": "ticker producer"}
MONTH_AND_DAY = {"zh": "n月j日", "ar": "j F", "ru": "j E"}
PASSWORD_LENGTH = 16


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """Something that happened in the demo newsroom, and what does it."""

    at: datetime
    order: int
    act: Callable[[datetime], None]


class Loading:
    """One story of the demo newsroom on its way in."""

    def __init__(self, told: dict[str, Any], *, by: User, now: datetime) -> None:
        self.told, self.by, self.now = told, by, now
        self.story: Story | None = None

    def moments(self) -> list[tuple[datetime, Callable[[datetime], None]]]:
        """What happened to the story, with its times."""
        found: list[tuple[datetime, Callable[[datetime], None]]] = [
            (self.ago(words), lambda at, words=words: self.file(words, at)) for words in self.told.get("filings", [])
        ]
        for name, act in (("hold", self.hold), ("kill", self.kill)):
            if name in self.told:
                found.append((self.ago(self.told[name]), act))
        if "working" in self.told:
            found.append((self.now - timedelta(minutes=1), self.leave_working))
        return found

    def ago(self, told: dict[str, Any]) -> datetime:
        """When it happened."""
        return self.now - timedelta(minutes=told["minutes_ago"])

    def put(self, words: dict[str, Any], at: datetime) -> Story:
        """The words as the story's working copy."""
        story = Story.objects.get(pk=self.story.pk) if self.story else self.begun()
        story.headline = words["headline"]
        story.byline = words.get("byline", "")
        story.dateline = words.get("dateline", "").replace("{date}", month_and_day(at, story.language))
        story.endmark = words.get("endmark", "")
        story.body = copy.to_json(copy.from_typed(words["body"]))
        if "pictures" in words:
            photos = [self.photo(name, at) for name in words["pictures"]]
            story.pictures = to_json([Placed(photo.pk, photo.caption) for photo in photos])
        if self.story is None:
            self.story = desk.open_story(story, by=self.by, now=at)
        else:
            self.story = desk.save(story, by=self.by, now=at, based_on=story.save_number)
        return self.story

    def photo(self, name: str, at: datetime) -> Photo:
        """A photo of the demo, in the library; what is said of it stands in its file."""
        return desk.take_photo(PHOTOS / f"{name}.jpg", name=f"{name}.jpg", by=self.by, now=at)

    def begun(self) -> Story:
        """The story before it has words."""
        told = self.told
        return Story(
            slugline=told["slugline"],
            section=Section.objects.get(slug=told["section"]),
            source=Source.objects.get(name=told["source"]),
            language=told.get("language", "en"),
            urgency=told.get("urgency", 5),
        )

    def file(self, words: dict[str, Any], at: datetime) -> None:
        """A filing, a correction or a refile."""
        story = self.put(words, at)
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
        """The story held."""
        desk.hold(self.story, by=self.by, now=at, reason=self.told["hold"]["reason"])

    def kill(self, at: datetime) -> None:
        """The story killed."""
        told = self.told["kill"]
        desk.kill(
            self.story, by=self.by, now=at, reason=told["reason"],
            headline_at_fault=told.get("headline_at_fault", False),
        )  # fmt: skip

    def leave_working(self, at: datetime) -> None:
        """Words that are ahead of the wire, or under embargo and set for its end."""
        words = self.told["working"]
        story = self.put(words, at)
        if "embargo" in self.told:
            until = self.now + timedelta(hours=self.told["embargo"]["hours_ahead"])
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
    """The date as a dateline of the language prints it: Feb. 10, 2月10日 …"""
    with translation.override("zh-hans" if language == "zh" else language):
        return formats.date_format(at, MONTH_AND_DAY.get(language, "N j"))


def is_loaded() -> bool:
    """Whether the demo newsroom is here."""
    return Story.objects.filter(slugline__in=[told["slugline"] for told in copy_of_the_demo()]).exists()


def copy_of_the_demo() -> list[dict[str, Any]]:
    """The stories as written."""
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]


@transaction.atomic
def load(now: datetime) -> dict[str, str]:
    """The whole demo newsroom, at once or not at all; gives the passwords of the people it made, by name."""
    told = copy_of_the_demo()
    for position, name in enumerate(SECTIONS, start=1):
        Section.objects.get_or_create(slug=name.lower(), defaults={"name": name, "position": position})
    for name in {story["source"] for story in told}:
        Source.objects.get_or_create(name=name)
    passwords = people()
    editor = get_user_model().objects.get(username="edda")
    loadings = [Loading(story, by=editor, now=now) for story in told]
    moments = [Moment(at, order, act) for order, loading in enumerate(loadings) for at, act in loading.moments()]
    for moment in sorted(moments, key=lambda moment: (moment.at, moment.order)):
        moment.act(moment.at)
    pin(loadings, now)
    return passwords


def people() -> dict[str, str]:
    """One person for each role, and the passwords of those who were not there."""
    passwords = {}
    for name, role in PEOPLE.items():
        user, made = get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True})
        if made:
            passwords[name] = get_random_string(PASSWORD_LENGTH)
            user.set_password(passwords[name])
            user.save()
            user.groups.add(Group.objects.get(name=role))
    return passwords


def pin(loadings: list[Loading], now: datetime) -> None:
    """Tell the ticker which stories the demo pins, in order."""
    pinned = sorted((loading for loading in loadings if "ticker" in loading.told), key=lambda each: each.told["ticker"])
    signals.demo_loaded.send(sender=None, story_ids=[loading.story.pk for loading in pinned], now=now)

"""People of the newsroom beside their accounts: sections, time zone and language."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.models.migrated import known_zone
from stories.models.section import Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser, User

# The fields that somebody's post is made of, but for sections.
SETTING_FIELDS = ("time_zone", "language", "keys_off", "row_height", "urgent_first", "urgent_rings")
SETTINGS_ATTRIBUTE = "post"  # the attribute of a user that their post is kept under, for one request


@dataclass(frozen=True, slots=True)
class PersonSettings:
    """The settings of a person: the keys of the sections that they may file to, none for all; the time zone and the
    language of their pages, both empty for the newsroom's; whether single keys do nothing there; the height of the wire
    desk's rows, and whether urgent copy goes first on it and rings.
    """

    sections: frozenset[int] = frozenset()
    time_zone: str = ""
    language: str = ""
    keys_off: bool = False
    row_height: str = ""
    urgent_first: bool = False
    urgent_rings: bool = False

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[Any, ...]]) -> PersonSettings:
        """Make the post of rows of the chosen fields (`CHOSEN`) and a section."""
        chosen = list(rows)
        zone, language, keys_off, height, first, rings, _ = chosen[0] if chosen else (None,) * (len(SETTING_FIELDS) + 1)
        sections = frozenset(section for *_, section in chosen if section is not None)
        return cls(sections, zone or "", language or "", bool(keys_off), height or "", bool(first), bool(rings))

    @property
    def zone(self) -> zoneinfo.ZoneInfo | None:
        """The zone of the person's pages; None for the newsroom's, and for one that the system no longer knows."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone) if self.time_zone else None
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            return None

    def covers(self, section_id: int | None) -> bool:
        """Return whether the person may file to a section. A story without one is everybody's."""
        return not self.sections or section_id is None or section_id in self.sections


class PersonQuerySet(models.QuerySet["Person"]):
    """Queries of people."""

    def settings_of(self, user: User) -> PersonSettings:
        """Return the post of a user. One query; most have no row, and file everywhere in the newsroom's zone."""
        return PersonSettings.from_rows(self.filter(user_id=user.pk).values_list(*SETTING_FIELDS, "sections"))


class RowHeight(models.TextChoices):
    """The heights of a row of the wire desk."""

    TWO = "", gettext_lazy("two lines")
    ONE = "one", gettext_lazy("one line")
    ROOMY = "roomy", gettext_lazy("two lines, roomy")


class Person(models.Model):
    """A person of the newsroom. One without such a row files to all sections, in the newsroom's time zone."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="person")
    sections = models.ManyToManyField(
        Section, blank=True, help_text=gettext_lazy("They may file to these alone. With none chosen, to all.")
    )
    time_zone = models.CharField(
        max_length=60,
        blank=True,
        validators=[known_zone],
        help_text=gettext_lazy("Like Europe/Moscow. Their pages print times in it. Empty: the newsroom's."),
    )
    language = models.CharField(
        max_length=12,
        blank=True,
        choices=settings.DESK_LANGUAGES,
        help_text=gettext_lazy("Of their pages. Empty: their browser's."),
    )
    keys_off = models.BooleanField(
        default=False, help_text=gettext_lazy("Keys like j, o or w do nothing on their pages.")
    )
    # Of the wire desk: its rows, and the copy there that nobody has taken.
    row_height = models.CharField(max_length=5, blank=True, default="", db_default="", choices=RowHeight)
    urgent_first = models.BooleanField(default=False, db_default=False)
    urgent_rings = models.BooleanField(default=False, db_default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("view_audit", "Can see who did what")]

    def __str__(self) -> str:
        return _("sections and time zone of {person}").format(person=self.user)


def person_settings(user: User | AnonymousUser) -> PersonSettings:
    """Return the post of a user, asked of the database once and then kept with the user.

    Who is not signed in has an empty one.
    """
    post = getattr(user, SETTINGS_ATTRIBUTE, None)
    if not isinstance(post, PersonSettings):
        post = Person.objects.settings_of(user) if user.is_authenticated else PersonSettings()
        cache_person_settings(user, post)
    return post


def cache_person_settings(user: User | AnonymousUser, post: PersonSettings) -> None:
    """Keep a post that is already known with its user, so that nobody asks again."""
    setattr(user, SETTINGS_ATTRIBUTE, post)

"""Sections of the site, and the agencies that copy is credited to."""

import zoneinfo
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connections, models, router
from django.utils.translation import gettext_lazy

from stories.models.addresses import section_address
from stories.models.migrated import known_zone


class Section(models.Model):
    """A part of the site: World, Business …"""

    name = models.CharField(gettext_lazy("name"), max_length=80, unique=True)
    slug = models.SlugField(gettext_lazy("slug"), max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(
        gettext_lazy("position"), default=0, help_text=gettext_lazy("Sections stand on the front page in this order.")
    )

    needs_second_eyes = models.BooleanField(
        gettext_lazy("second pair of eyes"),
        default=False,
        db_default=False,
        help_text=gettext_lazy("Who wrote a story cannot file it: somebody else reads it first."),
    )

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("section"), gettext_lazy("sections")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return section_address(self.slug)


class SectionName(models.Model):
    """What a section is called in another language than the site's own."""

    section = models.ForeignKey(Section, models.CASCADE, verbose_name=gettext_lazy("section"), related_name="names")
    language = models.CharField(gettext_lazy("language"), max_length=20)  # of an edition, as its address has it
    name = models.CharField(gettext_lazy("name"), max_length=80)

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("name in a language"), gettext_lazy("names in languages")
        default_permissions = ()  # who may change a section may name it
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["section", "language"], name="one_name_in_a_language")]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class SectionLink:
    """A section as every page leads to it, by its name in the language of the page."""

    name: str
    slug: str

    @property
    def address(self) -> str:
        """The address of its page."""
        return section_address(self.slug)


SECTION_LINKS = """SELECT COALESCE(own.name, section.name), section.slug FROM stories_section section
    LEFT JOIN stories_sectionname own ON own.section_id = section.id AND own.language = %s
    ORDER BY section.position, section.name"""


def section_links(language: str) -> tuple[SectionLink, ...]:
    """Return every section in the order of the front page, one query. Each page is printed with them.

    A section without a name in the language has that of the site's own.
    """
    with connections[router.db_for_read(Section)].cursor() as cursor:
        cursor.execute(SECTION_LINKS, [language])
        return tuple(SectionLink(*row) for row in cursor.fetchall())


class Source(models.Model):
    """An agency, or this newsroom itself, that copy is credited to."""

    class Intake(models.TextChoices):
        """The ways to treat copy that arrives."""

        DESK = "desk", gettext_lazy("waits on the desk")
        FILE = "file", gettext_lazy("is filed at once")

    name = models.CharField(
        gettext_lazy("name"),
        max_length=120,
        unique=True,
        help_text=gettext_lazy("As it is printed in the credit: Xinhua, AP …"),
    )
    intake = models.CharField(
        gettext_lazy("intake"),
        max_length=4,
        choices=Intake,
        default=Intake.DESK,
        help_text=gettext_lazy("What becomes of its copy."),
    )
    time_zone = models.CharField(
        gettext_lazy("time zone"),
        max_length=60,
        default="UTC",
        validators=[known_zone],
        help_text=gettext_lazy("For times in its copy that name no offset."),
    )
    charset = models.CharField(
        gettext_lazy("character set"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("Of its copy, where the bytes do not say. Empty: found from the bytes."),
    )
    default_section = models.ForeignKey(
        Section,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=gettext_lazy("section"),
        help_text=gettext_lazy("Of its stories, where neither the copy nor its subjects name one."),
    )
    gives_full_text = models.BooleanField(
        gettext_lazy("full text in feeds"),
        default=False,
        db_default=False,
        help_text=gettext_lazy("Whether feeds may carry the whole text of its stories."),
    )
    feed_address = models.URLField(
        gettext_lazy("feed address"),
        max_length=2000,
        blank=True,
        default="",
        db_default="",
        help_text=gettext_lazy("RSS, Atom or JSON Feed that the worker asks for new copy. Empty: none."),
    )
    sure_from = models.FloatField(
        gettext_lazy("joins from"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=gettext_lazy("How sure a story must be, from 0 to 1, for copy to join it. Empty: as for all."),
    )
    likely_from = models.FloatField(
        gettext_lazy("is proposed from"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=gettext_lazy("How likely a story must be, from 0 to 1, to be shown to an editor. Empty: as for all."),
    )
    is_trusted_to_join = models.BooleanField(
        gettext_lazy("its links join stories"),
        default=False,
        db_default=False,
        help_text=gettext_lazy("Whether two stories that its links prove to be one are joined without an editor."),
    )
    silent_after = models.PositiveSmallIntegerField(
        gettext_lazy("silent after"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Minutes without copy after which the wire desk says so. Empty: never."),
    )
    late_after = models.PositiveSmallIntegerField(
        gettext_lazy("late after"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Minutes from its own time to here after which the wire desk says so. Empty: never."),
    )

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("source"), gettext_lazy("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone of times in its copy."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def is_silent(self, last: datetime | None, now: datetime) -> bool:
        """Return whether its silence is watched, and its last copy came too long ago."""
        return bool(self.silent_after) and (last is None or now - last > timedelta(minutes=self.silent_after or 0))

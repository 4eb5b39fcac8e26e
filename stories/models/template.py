"""What stories begin with: templates of a kind of story with fields filled, and snippets that are typed by name."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from stories import copy
from stories.models.migrated import empty_body
from stories.models.plain_json import PlainJSONField
from stories.models.section import Section, Source

# Sentences for the newsroom alone: readers' languages leave them out.

LINES = ("slugline", "designator", "headline", "byline", "dateline", "endmark", "note", "desk_note", "language")
FOR_EVERY_SECTION = gettext_lazy("Empty: for every section.")
SNIPPET_NAME = RegexValidator(r"^[\w-]+\Z", gettext_lazy("A name has letters, figures and hyphens: boilerplate-dam."))


class OfSections(models.QuerySet):  # type: ignore[type-arg]  # takes no brackets at run time
    """Queries of what is made for a section, or for all."""

    def for_section(self, section_id: int | None) -> OfSections:
        """Return what a story of a section may begin with: its own, and what is for every section; by name."""
        return self.filter(Q(section=None) | Q(section=section_id)).select_related("section").order_by("name")


class StoryTemplate(models.Model):
    """A kind of story, as weather, a roundup or an advisory: what its form is filled with at first."""

    name = models.CharField(
        gettext_lazy("name"), max_length=80, unique=True, help_text=gettext_lazy("Weather, Roundup, Advisory …")
    )
    section = models.ForeignKey(
        Section,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=gettext_lazy("section"),
        help_text=FOR_EVERY_SECTION,
    )
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, verbose_name=gettext_lazy("source"), related_name="+"
    )
    language = models.CharField(gettext_lazy("language"), max_length=35, blank=True)
    urgency = models.PositiveSmallIntegerField(gettext_lazy("urgency"), null=True, blank=True)
    slugline = models.CharField(gettext_lazy("slugline"), max_length=200, blank=True)
    designator = models.CharField(gettext_lazy("designator"), max_length=80, blank=True)
    headline = models.TextField(gettext_lazy("headline"), blank=True)
    byline = models.CharField(gettext_lazy("byline"), max_length=300, blank=True)
    dateline = models.CharField(gettext_lazy("dateline"), max_length=300, blank=True)
    body = PlainJSONField(gettext_lazy("text"), default=empty_body, blank=True)
    endmark = models.CharField(gettext_lazy("end mark"), max_length=40, blank=True)
    note = models.TextField(gettext_lazy("editor's note"), blank=True)
    desk_note = models.TextField(gettext_lazy("desk note"), blank=True)

    objects = OfSections.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("template"), gettext_lazy("templates")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def values(self) -> dict[str, object]:
        """Return the fields of a story that the template has a word for, by name."""
        words = {name: getattr(self, name) for name in (*LINES, "urgency")}
        keys = {"section": self.section_id, "source": self.source_id}
        text = {"body": self.body} if copy.from_json(self.body) else {}
        return {name: value for name, value in (words | keys).items() if value} | text


class Snippet(models.Model):
    """Paragraphs that stand in many stories. A paragraph /name becomes them when a story is saved."""

    name = models.CharField(
        gettext_lazy("name"),
        max_length=60,
        unique=True,
        validators=[SNIPPET_NAME],
        help_text=gettext_lazy("Typed as a paragraph of its own behind a slash, it becomes the text: /about-vesper"),
    )
    section = models.ForeignKey(
        Section,
        models.CASCADE,
        null=True,
        blank=True,
        verbose_name=gettext_lazy("section"),
        help_text=FOR_EVERY_SECTION,
    )
    body = PlainJSONField(gettext_lazy("text"), default=empty_body)

    objects = OfSections.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("snippet"), gettext_lazy("snippets")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def blocks(self) -> tuple[copy.Block, ...]:
        """The text as blocks."""
        return copy.from_json(self.body)

    @property
    def html(self) -> str:
        """The text as HTML, safe to print."""
        return copy.to_html(self.blocks)

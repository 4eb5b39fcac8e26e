"""What the archive's form offers: the sections, and the agencies and subjects that have a public story."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, F, IntegerField, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from stories.models import LiveStory, Section, SectionName, Source, SubjectUse

LATEST_STORIES = 100  # whose subjects are offered
SUBJECTS_OFFERED = 40
CHOICE_COLUMNS = ("table", "key", "printed", "number")


@dataclass(frozen=True, slots=True)
class OfferedSection:
    """A section by its key and name."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class ArchiveChoices:
    """The sections by slug, the agencies that have a public story, and the subjects that most of the latest have."""

    sections: dict[str, OfferedSection]
    sources: list[str]
    subjects: list[str]

    def numbers_of(self, slug: str) -> list[int]:
        """Return the keys of the sections with a slug, whatever its case."""
        return [section.number for known, section in self.sections.items() if known.casefold() == slug.casefold()]


def archive_choices(language: str) -> ArchiveChoices:
    """Return the choices of the archive's form, sections by their names in a language: empty for the site's own.

    One query. An agency without a public story is not named.
    """
    nothing, text = Value(0, output_field=IntegerField()), CharField()
    live = LiveStory.objects.filter(source=OuterRef("pk"))
    sections = Section.objects.order_by().annotate(
        table=Value("section", text), key=F("slug"), printed=section_name(language), number=F("pk")
    )
    sources = Source.objects.order_by().filter(Exists(live))
    sources = sources.annotate(table=Value("source", text), key=Value("", text), printed=F("name"), number=nothing)
    latest = LiveStory.objects.order_by("-place").values("filing")[:LATEST_STORIES]
    uses = SubjectUse.objects.filter(filing__in=latest).exclude(name="").order_by().values("key")
    subjects = uses.annotate(table=Value("subject", text), printed=Max("name"), number=Count("pk"))
    rows: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for table, key, printed, number in sections.values_list(*CHOICE_COLUMNS).union(
        sources.values_list(*CHOICE_COLUMNS), subjects.values_list(*CHOICE_COLUMNS), all=True
    ):
        rows[table].append((printed, key, number))
    return ArchiveChoices(
        sections={slug: OfferedSection(number, name) for name, slug, number in sorted(rows["section"])},
        sources=sorted(name for name, *_ in rows["source"]),
        subjects=most_frequent(rows["subject"]),
    )


def section_name(language: str) -> Coalesce:
    """Return the name of a section in a language, or the site's own where it has none."""
    own = SectionName.objects.filter(section=OuterRef("pk"), language=language).values("name")
    return Coalesce(Subquery(own), F("name"))


def section_choices(language: str) -> dict[str, OfferedSection]:
    """Return the sections by slug, in the order of their names in a language: empty for the site's own. One query."""
    rows = Section.objects.order_by().annotate(printed=section_name(language)).values_list("printed", "slug", "pk")
    return {slug: OfferedSection(number, name) for name, slug, number in sorted(rows)}


def most_frequent(subjects: list[tuple[str, str, int]]) -> list[str]:
    """Return the names of the subjects that most stories have, the most frequent first, none twice in any case."""
    by_name: dict[str, str] = {}
    for name, _key, _number in sorted(subjects, key=lambda subject: (-subject[2], subject[1]))[: 2 * SUBJECTS_OFFERED]:
        by_name.setdefault(name.casefold(), name)
    return list(by_name.values())[:SUBJECTS_OFFERED]

"""The vocabulary of subjects, where filings have them, and the sections that a source's subjects lead to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy

from stories.models.filing import Filing
from stories.models.section import Section, Source


class SubjectName(models.Model):
    """A subject of a published vocabulary: its key ("medtop:20000763"), its name, and the key of the broader one."""

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    broader = models.CharField(max_length=200, blank=True, db_index=True)
    is_retired = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SubjectUse(models.Model):
    """A subject of a filing, for the archive; the filing itself says it in its metadata."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="subject_uses")
    key = models.CharField(max_length=405)
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["filing", "key"], name="subject_of_filing_unique")]
        indexes = [models.Index(fields=["key", "-filing"], name="filing_by_subject")]  # the archive's filter

    def __str__(self) -> str:
        return self.name or self.key


class SectionMapping(models.Model):
    """A subject of a source and the section that its stories go to."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="section_mappings")
    subject = models.CharField(
        gettext_lazy("subject"),
        max_length=405,
        help_text=gettext_lazy(
            "As its copy has it: medtop:04000000, 04000000, or a name. A broader one holds for all under it."
        ),
    )
    section = models.ForeignKey(Section, models.CASCADE, verbose_name=gettext_lazy("section"))

    class Meta:
        default_permissions = ()
        verbose_name, verbose_name_plural = gettext_lazy("subject"), gettext_lazy("subjects to sections")
        constraints = [models.UniqueConstraint(fields=["source", "subject"], name="subject_of_source_unique")]

    def __str__(self) -> str:
        return self.subject

"""The first run: what a newsroom needs before its first story, on one page for the chief, with proposals.

Every step can be left out and done later, here or on the pages that it leads to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from stories.models import Item, Section, Source, SourceToken, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest
    from stories.permissions import AnyUser

RIGHTS = ("stories.add_section", "stories.add_source", "auth.add_user")
MOST_NAMES = 50  # of one form
ROWS_SHOWN = 30  # sections and sources that the page lists
SITE_NAME_UNSET = "Off the Wire"
PROPOSED_SECTIONS = (
    gettext_lazy("World"),
    gettext_lazy("Politics"),
    gettext_lazy("Business"),
    gettext_lazy("Science"),
    gettext_lazy("Sport"),
    gettext_lazy("Culture"),
)


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A section or source that is there already, with the address of its page."""

    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the page: `part` names its template, `rows` what is there already."""

    part: str
    title: str
    is_done: bool
    rows: Sequence[KnownRow] = ()
    form: forms.Form | None = None


class NamesForm(forms.Form):
    """Names, one a line; those that are there already are left out."""

    names = forms.CharField(
        label=gettext_lazy("One a line"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5_000
    )

    def __init__(self, model: type[Section] | type[Source], data: object, proposals: Iterable[str]) -> None:
        part = model._meta.model_name or ""
        super().__init__(data, initial={"names": "\n".join(proposals)}, prefix=part)  # type: ignore[arg-type]
        self.model = model

    def clean_names(self) -> list[str]:
        """Return the names that are new, in order. Raises ValidationError for one that is too long, or too many."""
        longest = self.model._meta.get_field("name").max_length or 0
        lines = dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["names"].splitlines())
        names = [line for line in lines if line]
        for name in names:
            if len(name) > longest:
                message = _("“{name}” is too long: {longest} characters at most.")
                raise ValidationError(message.format(name=name, longest=longest))
        if len(names) > MOST_NAMES:
            raise ValidationError(_("At most {number} at once.").format(number=MOST_NAMES))
        there = {name.casefold() for name in self.model.objects.values_list("name", flat=True)}
        return [name for name in names if name.casefold() not in there]


def may_set_up(person: AnyUser) -> bool:
    """Return whether somebody may set the newsroom up."""
    return person.has_perms(RIGHTS)


def is_due(person: AnyUser) -> bool:
    """Return whether somebody begins their day here: a chief, in a newsroom without a section and a story."""
    return may_set_up(person) and not Section.objects.exists() and not Story.objects.exists()


@require_http_methods(["GET", "HEAD", "POST"])
def show_first_run(request: DeskRequest) -> HttpResponse:
    """Render the page of the first run, or add the sections or sources that were sent. Raises PermissionDenied."""
    if not may_set_up(request.user):
        raise PermissionDenied
    part = request.POST.get("part", "")
    sections = NamesForm(Section, request.POST if part == "sections" else None, section_proposals())
    sources = NamesForm(Source, request.POST if part == "sources" else None, source_proposals())
    for form, add in ((sections, add_sections), (sources, add_sources)):
        if form.is_valid():
            add_logged(request, add(form.cleaned_data["names"]))
            return HttpResponseRedirect(f"{reverse('admin:first_run')}#{part}")
    steps = find_steps(sections, sources)
    done = sum(step.is_done for step in steps)
    ctx = {**admin.site.each_context(request), "title": _("Set up the newsroom"), "steps": steps, "done": done}
    ctx |= {
        "site_contact": settings.SITE_CONTACT,
        "zone": settings.TIME_ZONE,
        "address": settings.SITE_URL,
        "sends_mail": settings.EMAIL_IS_SET_UP,
    }
    return TemplateResponse(request, "admin/first_run/first_run.html", ctx)


def find_steps(sections: NamesForm, sources: NamesForm) -> list[Step]:
    """Return the steps with what is there already. Six queries."""
    own_sections = list_rows(Section.objects.all(), "admin:stories_section_change")
    own_sources = list_rows(Source.objects.order_by("name"), "admin:stories_source_change")
    has_door = Source.objects.exclude(feed_address="").exists() or SourceToken.objects.exists()
    return [
        Step("house", _("Its name and its time"), settings.SITE_NAME != SITE_NAME_UNSET),
        Step("sections", _("Sections"), bool(own_sections), own_sections, sections),
        Step("sources", _("Sources"), bool(own_sources), own_sources, sources),
        Step("people", _("People"), User.objects.filter(is_active=True, is_staff=True).count() > 1),
        Step("copy", _("Where copy comes from"), has_door or Item.objects.exists(), own_sources),
        Step("story", _("The first story"), Story.objects.exists()),
    ]


def list_rows(rows: QuerySet[Section] | QuerySet[Source], page: str) -> list[KnownRow]:
    """Return the first rows, with the address of each one's page by the page's name."""
    return [KnownRow(name, reverse(page, args=[pk])) for pk, name in rows.values_list("pk", "name")[:ROWS_SHOWN]]


def section_proposals() -> list[str]:
    """Return the names of sections to begin with; none where there are any."""
    return [] if Section.objects.exists() else [str(name) for name in PROPOSED_SECTIONS]


def source_proposals() -> list[str]:
    """Return the name of the source of the newsroom's own copy; none where there are any."""
    return [] if Source.objects.exists() else [settings.SITE_NAME]


def add_sections(names: Iterable[str]) -> list[Section]:
    """Add sections behind those that are there; one whose name has no Latin letter gets its place for a slug."""
    last = Section.objects.aggregate(last=Max("position"))["last"] or 0
    taken = set(Section.objects.values_list("slug", flat=True))
    added = []
    for position, name in enumerate(names, start=last + 1):
        slug = slugify(name)[:60]
        slug = slug if slug and slug not in taken else f"{slug or 'section'}-{position}"
        taken.add(slug)
        added.append(Section.objects.create(name=name, slug=slug, position=position))
    return added


def add_sources(names: Iterable[str]) -> list[Source]:
    """Add sources, whose copy waits on the desk."""
    return [Source.objects.create(name=name, time_zone=settings.TIME_ZONE) for name in names]


def add_logged(request: DeskRequest, rows: Sequence[Section] | Sequence[Source]) -> None:
    """Log rows that were added, and tell how many."""
    if not rows:
        messages.info(request, _("All of them are there already."))
        return
    model = type(rows[0])
    LogEntry.objects.log_actions(request.user.pk, model.objects.filter(pk__in=[row.pk for row in rows]), ADDITION)
    messages.success(request, ngettext("{number} added.", "{number} added.", len(rows)).format(number=len(rows)))

"""The shift log: what happened on the desk between two times, as a page to print and to mail at handover."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import F
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from reversion.models import Version

from stories import permissions
from stories.admin.audit import ABOUT_STORIES
from stories.admin.pages import refuse_unless
from stories.display.datetimes import print_datetime
from stories.display.moment_field import MomentField
from stories.models import Filing, Notice, Section, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpResponse

    from stories.display.requests import DeskRequest

# Sentences for the newsroom alone: readers' languages leave them out.

SHIFT = timedelta(hours=8)
ROWS_OF_A_KIND = 500  # the latest
LOGGED_ACTS = ("Handed in.", "Sent back.")  # as the desk writes them into the log


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """An act of a shift; `who` is empty for the wire and the worker."""

    at: datetime
    what: str
    story: int
    slugline: str
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class ShiftPart:
    """The acts of one kind, in the order of time."""

    title: str
    rows: Sequence[ShiftRow]


class ShiftForm(forms.Form):
    """The times and the section of a shift log; empty, the last eight hours of all sections."""

    since = MomentField(label=gettext_lazy("From"), required=False)
    until = MomentField(label=gettext_lazy("To"), required=False)
    section = forms.ModelChoiceField(
        Section.objects.all(), label=gettext_lazy("Section"), required=False, empty_label=gettext_lazy("All sections")
    )

    def clean(self) -> dict[str, Any]:
        """Return the times, filled where they are empty. Raises ValidationError for a shift that ends first."""
        values = self.cleaned_data
        until = values.get("until") or timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=1)
        since = values.get("since") or until - SHIFT
        if since >= until:
            raise forms.ValidationError(_("The shift ends before it begins. Swap the two times."))
        return {**values, "since": since, "until": until}


class HandoverForm(forms.Form):
    """Who is mailed a shift log, and a note to them."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label=gettext_lazy("Mail it to"), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        desk = User.objects.with_perm("stories.view_story", backend="django.contrib.auth.backends.ModelBackend")
        people = self.fields["people"]
        if isinstance(people, forms.ModelMultipleChoiceField):
            people.queryset = desk.filter(is_staff=True).exclude(email="").order_by("username")


@require_http_methods(["GET", "HEAD", "POST"])
def show_shift_log(request: DeskRequest) -> HttpResponse:
    """Render what happened on the desk between two times, or mail it. Raises PermissionDenied."""
    refuse_unless(permissions.may_see_the_desk(request.user))
    form = ShiftForm(request.GET)
    parts = shift_parts(**form.cleaned_data) if form.is_valid() else []
    handover = HandoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and settings.EMAIL_IS_SET_UP and handover.is_valid():
        send_shift_log(request, form, parts, handover)
        return HttpResponseRedirect(shift_log_address(form))
    shown = {**form.cleaned_data} if form.is_valid() else {}
    ctx = {
        **admin.site.each_context(request),
        "title": _("Shift log"),
        "form": ShiftForm({name: local_minutes(value) for name, value in shown.items()}) if shown else form,
        "parts": parts,
        "people": count_by_person(parts),
        "handover": handover if settings.EMAIL_IS_SET_UP else None,
        **shown,
    }
    return TemplateResponse(request, "admin/shift_log/shift_log.html", ctx)


def local_minutes(value: object) -> object:
    """Return a time as an address names it, in the page's zone and with its offset; anything else as it is."""
    return timezone.localtime(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value


def shift_log_address(form: ShiftForm) -> str:
    """Return the address of the log of these times and this section."""
    section = form.cleaned_data["section"]
    times = {name: str(local_minutes(form.cleaned_data[name])) for name in ("since", "until")}
    return f"{reverse('admin:shift_log')}?{urlencode({**times, 'section': section.pk if section else ''})}"


def shift_parts(*, since: datetime, until: datetime, section: Section | None) -> list[ShiftPart]:
    """Return what was filed, corrected, stopped and handed in, each in the order of time. Six queries."""
    filings = filing_rows_of_shift(since, until, section)
    notices = Notice.objects.filter(at__gte=since, at__lt=until).select_related("story").defer("story__body")
    if section:
        notices = notices.filter(story__section=section)
    stops = notice_rows_of_shift(notices.order_by("-at", "-pk")[:ROWS_OF_A_KIND])
    parts = [
        ShiftPart(_("Corrections"), [row for is_amending, row in filings if is_amending]),
        ShiftPart(_("Holds, releases and kills"), stops),
        ShiftPart(_("Handed in and sent back"), hand_in_rows_of_shift(since, until, section)),
        ShiftPart(_("Filed"), [row for is_amending, row in filings if not is_amending]),
    ]
    return [part for part in parts if part.rows]


def filing_rows_of_shift(since: datetime, until: datetime, section: Section | None) -> list[tuple[bool, ShiftRow]]:
    """Return the filings of a shift, each with whether it corrects something. One query."""
    filings = Filing.objects.filter(filed_at__gte=since, filed_at__lt=until, came_from=None)
    if section:
        filings = filings.filter(section=section)
    filings = filings.select_related("revision__user").defer("body", "body_html", "revision__comment")
    rows = filings.annotate(slugline=F("story__slugline")).order_by("-filed_at", "-pk")[:ROWS_OF_A_KIND]
    return [
        (
            bool(row.amends),
            ShiftRow(
                row.filed_at,
                row.designator or _("First filing"),
                row.story_id,
                row.slugline,
                row.headline,
                row.revision.user.get_username() if row.revision.user else "",
            ),
        )
        for row in reversed(rows)
    ]


def notice_rows_of_shift(notices: Iterable[Notice]) -> list[ShiftRow]:
    """Return holds, releases and kills with who did them. Two queries."""
    found = list(notices)
    revisions = Version.objects.get_for_model(Story).filter(
        object_id__in=[str(notice.story_id) for notice in found],
        revision__date_created__in={notice.at for notice in found},
    )
    fields = ("object_id", "revision__date_created", "revision__user__username")
    who = {(int(story), at): name or "" for story, at, name in revisions.values_list(*fields)} if found else {}
    kinds = {Notice.Kind.HOLD: _("Held"), Notice.Kind.RELEASE: _("Released"), Notice.Kind.KILL: _("Killed")}
    return [
        ShiftRow(
            notice.at,
            kinds[Notice.Kind(notice.kind)],
            notice.story_id,
            notice.story.slugline,
            notice.reason,
            who.get((notice.story_id, notice.at), ""),
        )
        for notice in reversed(found)
    ]


def hand_in_rows_of_shift(since: datetime, until: datetime, section: Section | None) -> list[ShiftRow]:
    """Return what was handed in and sent back. Two queries."""
    entries = LogEntry.objects.filter(ABOUT_STORIES, action_time__gte=since, action_time__lt=until)
    entries = entries.filter(change_message__in=LOGGED_ACTS).select_related("user").order_by("-action_time", "-pk")
    found = list(entries[:ROWS_OF_A_KIND])
    stories = Story.objects.filter(pk__in=[int(entry.object_id or 0) for entry in found])
    if section:
        stories = stories.filter(section=section)
    sluglines = dict(stories.values_list("pk", "slugline"))
    said = dict(zip(LOGGED_ACTS, (_("Handed in"), _("Sent back")), strict=True))
    return [
        ShiftRow(
            entry.action_time,
            said[entry.change_message],
            int(entry.object_id or 0),
            sluglines[int(entry.object_id or 0)],
            "",
            entry.user.get_username(),
        )
        for entry in reversed(found)
        if int(entry.object_id or 0) in sluglines
    ]


def count_by_person(parts: Iterable[ShiftPart]) -> list[tuple[str, int]]:
    """Return how much each person did, the most first; the wire and the worker stand as nobody."""
    return Counter(row.who for part in parts for row in part.rows).most_common()


def send_shift_log(request: DeskRequest, form: ShiftForm, parts: Sequence[ShiftPart], handover: HandoverForm) -> None:
    """Mail a shift log to the people who were chosen, and say how that went. Of stories it has the sluglines alone."""
    times = {name: print_datetime(form.cleaned_data[name]) for name in ("since", "until")}
    lines = [
        _("The shift from {since} to {until}, by {who}.").format(**times, who=request.user.get_username()),
        handover.cleaned_data["note"],
        *(line for part in parts for line in (f"{part.title} ({len(part.rows)})", mail_lines(part.rows))),
        f"{settings.SITE_URL}{shift_log_address(form)}",
    ]
    section = form.cleaned_data["section"]
    subject = _("Shift log: {section}").format(section=section or _("All sections"))
    people = [person.email for person in handover.cleaned_data["people"]]
    try:
        EmailMessage(subject, "\n\n".join(filter(None, lines)) + "\n", to=people).send()
    except OSError as error:
        messages.error(request, _("The mail did not go: {error}. Try it again later.").format(error=error))
    else:
        messages.success(request, _("Mailed to {people}.").format(people=", ".join(people)))


def mail_lines(rows: Iterable[ShiftRow]) -> str:
    """Return acts as lines of a mail."""
    return "\n".join(
        f"{print_datetime(row.at)}  {row.what}  {' '.join(row.slugline.split())} ({row.story})  {row.who}".rstrip()
        for row in rows
    )

"""The list of what is expected: advisories of the wire and of the desk, due and overdue, until the copy is here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stories import copy, desk, intake, permissions
from stories.admin.deliveries import BYTES_SHOWN, print_original
from stories.admin.fields import LineField, LinesField
from stories.admin.pages import refuse_unless
from stories.admin.story_search import NUMBER_OR_WORDS, StoryField
from stories.copy.terms import likeness
from stories.display.bulk_selection import LARGEST_ID
from stories.display.moment_field import MomentField
from stories.models import Delivery, ExpectedCopy, Item, Story, length_of
from stories.wire.advisory_times import find_due_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from stories.display.requests import DeskRequest

# Sentences for the newsroom alone: readers' languages leave them out.

ADVISORIES_SHOWN_FOR = timedelta(days=1)
ADVISORIES_SHOWN = 10
SKIPPED_SEARCHED = 500  # pieces
SETTLED_SHOWN = 20
NEW_STORIES_COMPARED = 200  # that were opened last
NEARLY_DUE = timedelta(hours=2)  # from here on new stories are looked through for what is expected
LIKELY_FROM = 0.5  # share of the telling words that makes a story a likely one


class ExpectedCopyForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no brackets at run time
    """Copy that is expected: what, when, and from whom."""

    what = LineField(
        label=pgettext_lazy("expected copy", "What"),
        max_length=length_of(ExpectedCopy, "what"),
        help_text=gettext_lazy("As on a news list: Central bank's rate decision."),
    )
    due_at = MomentField(label=gettext_lazy("Due"))
    note = LinesField(label=gettext_lazy("Note"), required=False, max_length=2_000)

    class Meta:
        model = ExpectedCopy
        fields = ("what", "due_at", "source", "person", "section", "note")
        labels = {
            "source": gettext_lazy("From the agency"),
            "person": gettext_lazy("Who on the desk"),
            "section": gettext_lazy("Section"),
        }

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # those of any form
        person = self.fields["person"]
        if isinstance(person, forms.ModelChoiceField):
            person.queryset = permissions.writers()
        for name in ("source", "person", "section"):
            self.fields[name].empty_label = _("none")  # type: ignore[attr-defined]  # a choice of rows


class ArrivalForm(forms.Form):
    """The story that expected copy came as."""

    story = StoryField(label=gettext_lazy("It came as"), help_text=NUMBER_OR_WORDS)


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """Expected copy in the list: how far off it is in minutes, below zero when overdue, and the story it may be."""

    entry: ExpectedCopy
    minutes: int
    likely: Story | None

    @property
    def is_overdue(self) -> bool:
        """Whether it should have come."""
        return self.minutes < 0

    @property
    def minutes_late(self) -> int:
        """Minutes since it was due."""
        return -self.minutes


@require_safe
def show_expected(request: DeskRequest) -> HttpResponse:
    """Render what is expected, what of it is overdue, advisories that are not on the list, and what came last.

    Raises PermissionDenied.
    """
    refuse_unless(permissions.may_see_the_desk(request.user))
    now = timezone.now()
    ctx = {
        **admin.site.each_context(request),
        "title": _("Expected"),
        "rows": make_rows(list(ExpectedCopy.objects.still_open()), now),
        "advisories": list_advisories(now) if request.user.has_perm("stories.view_item") else [],
        "settled": ExpectedCopy.objects.settled()[:SETTLED_SHOWN],
        "may_write": permissions.may_write(request.user),
    }
    return TemplateResponse(request, "admin/expected/expected.html", ctx)


def make_rows(entries: Sequence[ExpectedCopy], now: datetime) -> list[ExpectedRow]:
    """Return what is expected as rows, each with the likely story of what is nearly due. One query at most."""
    awaited = [entry for entry in entries if entry.due_at < now + NEARLY_DUE]
    stories = list(Story.objects.order_by("-pk").defer("body")[:NEW_STORIES_COMPARED]) if awaited else []
    likely = {entry.pk: find_likely_story(entry, stories) for entry in awaited}
    return [
        ExpectedRow(entry, int((entry.due_at - now).total_seconds() // 60), likely.get(entry.pk)) for entry in entries
    ]


def find_likely_story(entry: ExpectedCopy, stories: Iterable[Story]) -> Story | None:
    """Return the story, opened since, whose headline or slugline is most like what is expected; None for none."""
    since = [
        story
        for story in stories
        if story.created_at >= entry.noted_at and entry.source_id in (None, story.source_id) and not story.is_closed
    ]
    alike = [(likeness(entry.what, f"{story.slugline} {story.headline}"), story) for story in since]
    share, story = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return story if share >= LIKELY_FROM else None


def list_advisories(now: datetime) -> list[Item]:
    """Return the advisories of the wire of the last day that nothing on the list was made of. Two queries."""
    items = Item.objects.skipped_for(intake.ADVISORY, since=now - ADVISORIES_SHOWN_FOR, limit=SKIPPED_SEARCHED)
    listed = ExpectedCopy.objects.filter(item__isnull=False).order_by("-pk").values_list("item", flat=True)
    return list(items.exclude(pk__in=list(listed[:SKIPPED_SEARCHED]))[:ADVISORIES_SHOWN])


@require_http_methods(["GET", "HEAD", "POST"])
def add_expected(request: DeskRequest) -> HttpResponse:
    """Render the form that puts copy on the list, filled from the advisory that the address names, or put it there.

    Raises PermissionDenied.
    """
    refuse_unless(permissions.may_write(request.user))
    item = find_advisory(request)
    form = ExpectedCopyForm(request.POST or None, initial=values_of_advisory(item) if item else None)
    form.instance.item = item
    if form.is_valid() and keep_from_form(request, form):
        return HttpResponseRedirect(reverse("admin:expected"))
    return render_form(request, form, title=_("Expect copy"), item=item)


@require_http_methods(["GET", "HEAD", "POST"])
def change_expected(request: DeskRequest, expected_id: int) -> HttpResponse:
    """Render the form of what is expected, or keep it. Raises PermissionDenied, Http404."""
    entry = find_expected(request, expected_id)
    form = ExpectedCopyForm(request.POST or None, instance=entry)
    if form.is_valid() and keep_from_form(request, form):
        return HttpResponseRedirect(reverse("admin:expected"))
    return render_form(request, form, title=_("Expected: {what}").format(what=entry.what), item=entry.item)


def find_expected(request: DeskRequest, expected_id: int) -> ExpectedCopy:
    """Return what is expected under a number, for who may write. Raises PermissionDenied, Http404."""
    refuse_unless(permissions.may_write(request.user))
    return get_object_or_404(ExpectedCopy.objects.select_related("item"), pk=expected_id)


def find_advisory(request: DeskRequest) -> Item | None:
    """Return the piece of copy that the address names, for who may read what arrived; None for none."""
    number = request.GET.get("item", "")
    if not number.isdecimal() or int(number) > LARGEST_ID or not request.user.has_perm("stories.view_item"):
        return None
    return Item.objects.select_related("source").filter(pk=int(number)).first()


def values_of_advisory(item: Item) -> dict[str, object]:
    """Return what an advisory says is to come: its headline, its source, and the time in its text. One query."""
    content = bytes(Delivery.objects.get(pk=item.delivery_id).content)[:BYTES_SHOWN]
    text = f"{item.headline}\n{copy.clean_text(print_original(content, item.charset))}"
    return {
        "what": item.headline[: length_of(ExpectedCopy, "what")],
        "source": item.source_id,
        "due_at": find_due_time(text, after=item.moved_at),
    }


def keep_from_form(request: DeskRequest, form: ExpectedCopyForm) -> bool:
    """Keep what is expected as typed; return whether that was done, or say in the form why not."""
    try:
        desk.expect_copy(form.save(commit=False), by=request.user, now=timezone.now())
    except desk.DeskError as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("On the list: {what}").format(what=form.cleaned_data["what"]))
    return True


def render_form(request: DeskRequest, form: ExpectedCopyForm, *, title: str, item: Item | None) -> TemplateResponse:
    """Render the form of what is expected, with the advisory that it was made of."""
    ctx = {**admin.site.each_context(request), "title": title, "form": form, "item": item}
    return TemplateResponse(request, "admin/expected/form.html", ctx)


@require_http_methods(["GET", "HEAD", "POST"])
def settle_by_person(request: DeskRequest, expected_id: int) -> HttpResponse:
    """Take copy off the list as the story that was chosen, or ask which. Raises PermissionDenied, Http404."""
    entry = find_expected(request, expected_id)
    form = ArrivalForm(request.POST or None)
    if form.is_valid():
        story = form.cleaned_data["story"]
        if desk.settle_expected(entry, story, now=timezone.now()):
            messages.success(request, _("Here: {what}").format(what=entry.what))
        else:
            messages.info(request, _("Somebody else took it off the list first."))
        return HttpResponseRedirect(reverse("admin:expected"))
    ctx = {**admin.site.each_context(request), "title": _("Here: {what}").format(what=entry.what), "form": form}
    return TemplateResponse(request, "admin/expected/settle.html", ctx)


@require_POST
def drop_expected(request: DeskRequest, expected_id: int) -> HttpResponse:
    """Take copy off the list that will not come. Raises PermissionDenied, Http404."""
    entry = find_expected(request, expected_id)
    if desk.settle_expected(entry, None, now=timezone.now()):
        messages.success(request, _("Dropped: {name}").format(name=entry.what))
    return HttpResponseRedirect(reverse("admin:expected"))


@require_POST
def expect_again(request: DeskRequest, expected_id: int) -> HttpResponse:
    """Put copy back on the list. Raises PermissionDenied, Http404."""
    entry = find_expected(request, expected_id)
    desk.expect_again(entry)
    messages.success(request, _("On the list: {what}").format(what=entry.what))
    return HttpResponseRedirect(reverse("admin:expected"))


def find_awaited(request: DeskRequest) -> ExpectedCopy | None:
    """Return what is expected as the address of a new story names it; None for none. A query where one is named."""
    number = request.GET.get("expected", "")
    if not number.isdecimal() or int(number) > LARGEST_ID:
        return None
    return ExpectedCopy.objects.still_open().filter(pk=int(number)).first()


def values_of_expected(request: DeskRequest) -> dict[str, object]:
    """Return what a new story begins with that is opened for expected copy: headline, section, source."""
    entry = find_awaited(request)
    if entry is None:
        return {}
    keys = {"section": entry.section_id, "source": entry.source_id}
    return {"headline": entry.what, "desk_note": entry.note, **{name: key for name, key in keys.items() if key}}


def settle_by_new_story(request: DeskRequest, story: Story) -> None:
    """Take the expected copy that a new story was opened for off the list."""
    entry = find_awaited(request)
    if entry is not None:
        desk.settle_expected(entry, story, now=timezone.now())

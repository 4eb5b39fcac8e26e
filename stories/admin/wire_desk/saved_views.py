"""Saved views of the wire desk: the line above the list, and the pages that keep, change and follow them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stories import desk, desk_queries
from stories.admin.fields import LineField
from stories.admin.pages import refuse_unless, render_desk_page
from stories.admin.wire_desk.tabs import counts_up_to_limit, print_count
from stories.models import SavedView, Webhook, length_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest

# Sentences for the newsroom alone: readers' languages leave them out.


@dataclass(frozen=True, slots=True)
class SavedViewLink:
    """A link to a saved view: `count` as printed, whether it is the person's own and the list on the page."""

    key: int
    name: str
    url: str
    count: str
    is_shared: bool
    is_own: bool
    is_shown: bool


class SavedViewForm(forms.Form):
    """The name of a view, and who has it."""

    name = LineField(label=gettext_lazy("Name"), max_length=length_of(SavedView, "name"))
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=length_of(SavedView, "query"))
    is_pinned = forms.BooleanField(label=gettext_lazy("Above the list"), required=False)
    is_shared = forms.BooleanField(label=gettext_lazy("For everybody in the newsroom"), required=False)
    is_followed = forms.BooleanField(
        label=gettext_lazy("Tell me what is new in it, by mail too"),
        required=False,
    )

    webhook = forms.ModelChoiceField(
        Webhook.objects.all(),
        label=gettext_lazy("Tell a webhook too"),
        required=False,
        empty_label=gettext_lazy("none"),
    )

    def __init__(self, *args: object, person: User, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # those of any form
        if not may_share(person):
            del self.fields["is_shared"]
        if not person.has_perm("stories.change_webhook"):
            del self.fields["webhook"]


@dataclass(frozen=True, slots=True)
class SavedViewRow:
    """A view on the page of all of them, with the form of its owner; None for that of another person."""

    view: SavedView
    url: str
    form: SavedViewForm | None
    is_followed: bool


def may_share(person: User) -> bool:
    """Return whether somebody may give the whole newsroom a view: who may file."""
    return person.has_perm("stories.file_story")


def list_saved_views(person: User, query: str = "") -> list[SavedViewLink]:
    """Return the views that stand above a person's list, with their counts. A query, those of searches, and one more.

    `query` is that of the list on the page.
    """
    views = list(SavedView.objects.visible_to(person).filter(is_pinned=True))
    if not views:
        return []
    counts = counts_up_to_limit({str(view.pk): desk_queries.stories_of_query(view.query, person) for view in views})
    on_page = desk_queries.clean_query(query)
    return [
        SavedViewLink(
            view.pk,
            view.name,
            list_url(view),
            print_count(counts[str(view.pk)]),
            view.is_shared,
            view.owner_id == person.pk,
            bool(query) and view.query == on_page,
        )
        for view in views
    ]


def list_url(view: SavedView) -> str:
    """Return the address of the list that a view keeps."""
    return f"{reverse('admin:stories_story_changelist')}?{desk_queries.address_query(view.query)}"


@require_safe
def show_saved_views(request: DeskRequest) -> HttpResponse:
    """Render the user's views and the shared ones, each with its form. Raises PermissionDenied."""
    refuse_unless(request.user.has_perm("stories.view_story"))
    views = SavedView.objects.visible_to(request.user)
    followed = set(views.filter(followers=request.user).values_list("pk", flat=True))
    rows = [view_row(view, request.user, is_followed=view.pk in followed) for view in views]
    return render_desk_page(request, "story/wire_desk/saved_views", title=_("Saved views"), rows=rows)


def view_row(view: SavedView, person: User, *, is_followed: bool) -> SavedViewRow:
    """Return a view as a row of the page."""
    kept = ("name", "query", "is_pinned", "is_shared", "webhook")
    values = {name: getattr(view, name) for name in kept}
    form = SavedViewForm(
        initial={**values, "is_followed": is_followed}, person=person, auto_id=f"view-{view.pk}-%s", label_suffix=""
    )
    return SavedViewRow(view, list_url(view), form if view.owner_id == person.pk else None, is_followed)


@require_http_methods(["GET", "HEAD", "POST"])
def add_saved_view(request: DeskRequest) -> HttpResponse:
    """Render the form that keeps the list of the address as a view, or keep it. Raises PermissionDenied."""
    refuse_unless(request.user.has_perm("stories.view_story"))
    query = desk_queries.clean_query(request.GET.urlencode())
    form = SavedViewForm(request.POST or None, initial={"query": query, "is_pinned": True}, person=request.user)
    if form.is_valid() and keep_from_form(SavedView(owner=request.user), form, request.user):
        view = SavedView.objects.get(owner=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Saved: {name}").format(name=view.name))
        return HttpResponseRedirect(list_url(view))
    return render_desk_page(request, "story/wire_desk/saved_view", title=_("Save this view"), form=form, query=query)


@require_POST
def change_saved_view(request: DeskRequest, view_id: int) -> HttpResponse:
    """Change the user's own view as its form says. Raises PermissionDenied, Http404."""
    view = find_view(request, view_id)
    form = SavedViewForm(request.POST, person=request.user)
    if not form.is_valid():
        messages.error(request, _("The view has no name. Give it one."))
    elif keep_from_form(view, form, request.user):
        messages.success(request, _("Saved: {name}").format(name=view.name))
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return HttpResponseRedirect(reverse("admin:stories_story_views"))


@require_POST
def drop_saved_view(request: DeskRequest, view_id: int) -> HttpResponse:
    """Drop the user's own view. Raises PermissionDenied, Http404."""
    view = find_view(request, view_id)
    try:
        desk.drop_view(view, by=request.user)
        messages.success(request, _("Dropped: {name}").format(name=view.name))
    except desk.DeskError as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("admin:stories_story_views"))


@require_POST
def follow_saved_view(request: DeskRequest, view_id: int) -> HttpResponse:
    """Tell the user what is new in a view, or no more where that is done already. Raises PermissionDenied, Http404."""
    view = find_view(request, view_id)
    if view.followers.filter(pk=request.user.pk).exists():
        desk.unfollow_view(view, by=request.user)
        messages.success(request, _("You will no longer be told what is new in {name}.").format(name=view.name))
    else:
        desk.follow_view(view, by=request.user)
        messages.success(request, _("You will be told what is new in {name}.").format(name=view.name))
    return HttpResponseRedirect(reverse("admin:stories_story_views"))


def find_view(request: DeskRequest, view_id: int) -> SavedView:
    """Return a view that the user sees. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.view_story"))
    seen = SavedView.objects.filter(Q(owner=request.user) | Q(is_shared=True)).select_related("owner")
    return get_object_or_404(seen, pk=view_id)


def keep_from_form(view: SavedView, form: SavedViewForm, person: User) -> bool:
    """Keep a view with the values of a form; return whether that was done, or say in the form why not."""
    values = form.cleaned_data
    view.name, view.is_pinned = values["name"], values["is_pinned"]
    view.is_shared = values.get("is_shared", view.is_shared)
    view.webhook = values.get("webhook", view.webhook)
    view.query = desk_queries.clean_query(values["query"])
    try:
        kept = desk.keep_view(view, by=person)
    except desk.DeskError as refused:
        form.add_error(None, str(refused))
        return False
    follow = desk.follow_view if values["is_followed"] else desk.unfollow_view
    if values["is_followed"] != kept.followers.filter(pk=person.pk).exists():
        follow(kept, by=person)
    return True

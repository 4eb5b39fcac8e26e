"""Steps that every page of the desk takes: find the story, check permissions, render a template of the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from stories import permissions
from stories.admin import menu, sidebar
from stories.admin.undos import undo_rows
from stories.display.bulk_selection import LARGEST_ID
from stories.models import ChainMove, Filing, Item, Story

if TYPE_CHECKING:
    from django.http import HttpRequest

    from stories.display.requests import DeskRequest
    from stories.permissions import AnyUser
    from stories.story_actions import StoryAction


class Cursor(forms.Form):
    """A place in a list, newest first: `before` is the id of the last row on the page before."""

    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)


def find_story(request: HttpRequest, story_id: int) -> Story:
    """Return the story, for a user who may see the desk. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.view_story"))
    stories = Story.objects.select_related("section", "source", "updated_by", "assigned_to")
    return get_object_or_404(stories, pk=story_id)


def refuse_unless(allowed: bool, reason: str = "") -> None:
    """Raise PermissionDenied with the reason, for whoever asked, unless the user is allowed to go on."""
    if not allowed:
        raise PermissionDenied(reason)


def refuse_unless_may(person: AnyUser, action: StoryAction, story: Story) -> None:
    """Raise PermissionDenied, saying why, unless a person may take an action on a story."""
    refuse_unless(permissions.may_do(person, action, story), permissions.refusal(person, action, story))


def may_change(person: AnyUser, story: Story) -> bool:
    """Return whether a person may change the words of a story that is open."""
    return permissions.may_write(person, story) and not story.is_closed


def find_story_to_change(request: DeskRequest, story_id: int) -> Story:
    """Return the story, for a user who may change its words. Raises PermissionDenied, Http404."""
    story = find_story(request, story_id)
    refuse_unless(may_change(request.user, story))
    return story


def render_desk_page(
    request: DeskRequest, template: str, *, title: str, status: int = 200, **ctx: Any
) -> TemplateResponse:
    """Render a page of the desk in the admin's frame; with a `story` in the context, its menu and sidebar too."""
    story = ctx.get("story")
    ctx = {**admin.site.each_context(request), "title": title, "opts": Story._meta, **ctx}
    if isinstance(story, Story) and story.pk:
        ctx = {**sidebar.sidebar_context(request.user, story), **ctx} if "notes" not in ctx else ctx
        ctx["links"] = menu.story_links(request.user, story)
        ctx["filed"] = filing_just_made(request, story)
        ctx |= chain_context(request.user, story)
        ctx["aside"] = None if story.is_closed else Item.objects.beside_edits(story).select_related("source").first()
    return TemplateResponse(request, f"admin/stories/{template}.html", ctx, status=status)


def chain_context(person: AnyUser, story: Story) -> dict[str, Any]:
    """Return what a story's line says of its chain: its last number, its last move of the hour, its copy in doubt.

    Three queries, and those of the move.
    """
    now = timezone.now()
    doubt = None if story.is_closed else Item.objects.doubts_on([story], now).get(story.pk)
    standing = Filing.objects.filter(story=story, went_to=None)
    return {
        "undos": undo_rows(ChainMove.objects.undoable(now).on(story)[:1], person, now=now),
        "doubt": doubt,
        "last_standing": standing.aggregate(last=Max("number"))["last"],
    }


def filing_just_made(request: DeskRequest, story: Story) -> Filing | None:
    """Return the filing that the page before just made, by `?filed=` in the address; None if a newer one was made."""
    if request.GET.get("filed") != str(story.newest_number) or not story.has_moved:
        return None
    return Filing.objects.defer("body", "body_html").filter(story=story, number=story.newest_number).first()


def story_page_url(name: str, story: Story, *args: object) -> str:
    """Return the address of a page about a story, by the end of its name: change, file, history …"""
    return reverse(f"admin:stories_story_{name}", args=[story.pk, *args])

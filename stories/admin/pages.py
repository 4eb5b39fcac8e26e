"""What every page of the desk does: find the story, ask who may, show a template of the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from stories import permissions
from stories.admin import menu, sidebar
from stories.models import Filing, Item, Story

if TYPE_CHECKING:
    from django.http import HttpRequest

    from stories.permissions import Person


def story_for(request: HttpRequest, story_id: int) -> Story:
    """The story, for somebody who may see the desk. Raises PermissionDenied, Http404."""
    refuse_unless(request.user.has_perm("stories.view_story"))
    stories = Story.objects.select_related("section", "source", "updated_by", "assigned_to")
    return get_object_or_404(stories, pk=story_id)


def refuse_unless(allowed: bool) -> None:
    """Raise PermissionDenied where something is not allowed."""
    if not allowed:
        raise PermissionDenied


def may_change(person: Person, story: Story) -> bool:
    """Whether somebody may change the words of a story, and they can still be changed."""
    return permissions.may_write(person, story) and not story.is_closed


def story_to_change(request: HttpRequest, story_id: int) -> Story:
    """The story, for somebody who may change its words. Raises PermissionDenied, Http404."""
    story = story_for(request, story_id)
    refuse_unless(may_change(request.user, story))
    return story


def page(request: HttpRequest, template: str, *, title: str, status: int = 200, **ctx: object) -> TemplateResponse:
    """A page of the desk in the admin's frame; with a story, also what can be done with it."""
    story = ctx.get("story")
    ctx = {**admin.site.each_context(request), "title": title, "opts": Story._meta, **ctx}
    if isinstance(story, Story) and story.pk:
        ctx = {**sidebar.shown(request.user, story), **ctx} if "notes" not in ctx else ctx
        ctx["links"] = menu.links(request.user, story)
        ctx["filed"] = just_filed(request, story)
        ctx["aside"] = None if story.is_closed else Item.objects.aside(story).select_related("source").first()
    return TemplateResponse(request, f"admin/stories/{template}.html", ctx, status=status)


def just_filed(request: HttpRequest, story: Story) -> Filing | None:
    """The filing that the page before this one made, as its address says; None where it is not the newest."""
    if request.GET.get("filed") != str(story.newest_number) or not story.has_moved:
        return None
    return Filing.objects.defer("body", "body_html").filter(story=story, number=story.newest_number).first()


def address(name: str, story: Story, *args: object) -> str:
    """The address of a page about a story: change, file, history …"""
    return reverse(f"admin:stories_story_{name}", args=[story.pk, *args])

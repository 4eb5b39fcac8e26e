"""The page of the story form: what is typed, what it measures, and what its sitting needs to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from stories.admin import versions
from stories.admin.editor import drafts, live_changes, meters
from stories.admin.pages import address, page

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.template.response import TemplateResponse

    from stories.admin.forms import StoryForm
    from stories.models import Story


def form_page(request: HttpRequest, story: Story | None, *, form: StoryForm, **more: object) -> TemplateResponse:
    """The form on its page, for a story or a new one, with all that is typed in it."""
    if story is None and not form.is_bound:
        form.fields["headline"].widget.attrs["autofocus"] = True
    title, crumb = _("New story"), _("New story")
    if story:
        title, crumb = _("Edit: {slugline}").format(slugline=story.slugline), _("Edit")
    save_at = address("change", story) if story else reverse("admin:stories_story_add")
    newest = versions.newest_filing(story) if story and story.has_moved else None
    ctx = {
        "newest": newest,
        "sheet": live_changes.sheet(form, newest) if newest else None,
        "save_at": save_at,
        "is_unsaved": form.is_bound or "taken_up" in more,
        "story": story,
        "form": form,
        "meters": meters.read(form),
        **drafts.sat_at(request, story, taken_up=more.get("taken_up")),
        **more,
    }
    return page(request, "story/editor/form", title=title, crumb=crumb, **ctx)

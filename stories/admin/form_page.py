"""The page of the story form: what is typed, what it measures, and what its sitting needs to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from stories.admin import meters, sittings
from stories.admin.pages import page

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
    ctx = {
        "story": story,
        "form": form,
        "meters": meters.read(form),
        "arrivals": sittings.arrivals(request),
        "left": sittings.still_offered(request, story),
        **more,
    }
    return page(request, "story/form", title=title, crumb=crumb, **ctx)

"""What the text in the story form changes of what readers have, while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST

from stories import copy
from stories.admin import versions
from stories.admin.fields import BODY_LIMIT, LINES_LIMIT
from stories.admin.forms import StoryForm
from stories.admin.pages import story_to_change
from stories.compare import Text, compare
from stories.copy import pictures
from stories.models import Photo

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from stories.display.comparison import Sheet
    from stories.models import Filing

HEAD = ("headline", "byline", "dateline")


def sheet(form: StoryForm, newest: Filing) -> Sheet:
    """What stands in a story form, valid or not, compared with a filing."""
    try:
        placed = pictures.from_typed(str(form["pictures"].value() or "")[:BODY_LIMIT])
    except pictures.NotPictures:
        placed = ()
    head = {name: " ".join(str(form[name].value() or "")[:LINES_LIMIT].split()) for name in HEAD}
    blocks = copy.from_typed(str(form["body"].value() or "")[:BODY_LIMIT])
    return versions.pictured(
        compare(newest.text(), Text(head=head | pictures.compared(Photo.objects.as_filed(placed)), blocks=blocks))
    )


@require_POST
def against(request: HttpRequest, story_id: int) -> HttpResponse:
    """What the text that is typed just now changes of the newest filing. Nothing is saved. Raises Http404."""
    story = story_to_change(request, story_id)
    newest = versions.newest_filing(story)
    if newest is None:
        raise Http404
    ctx = {"sheet": sheet(StoryForm(request.POST), newest), "story": story}
    return render(request, "admin/stories/story/history/_comparison.html", ctx)

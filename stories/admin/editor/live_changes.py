"""Changes of the newest filing by the text in the story form, while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_POST

from stories import copy
from stories.admin import versions
from stories.admin.editor.forms import StoryForm
from stories.admin.fields import BODY_LIMIT, LINES_LIMIT
from stories.admin.pages import find_story_to_change
from stories.compare import Text, compare
from stories.copy import pictures
from stories.models import Photo

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.comparison import ComparisonView
    from stories.display.requests import DeskRequest
    from stories.models import Filing

HEAD_FIELDS = ("headline", "byline", "dateline")


def compare_form(form: StoryForm, newest: Filing) -> ComparisonView:
    """Compare the fields of a story form, valid or not, with a filing."""
    try:
        typed_pictures = pictures.from_typed(str(form["pictures"].value() or "")[:BODY_LIMIT])
    except pictures.PicturesError:
        typed_pictures = ()
    head = {name: " ".join(str(form[name].value() or "")[:LINES_LIMIT].split()) for name in HEAD_FIELDS}
    blocks = copy.from_typed(str(form["body"].value() or "")[:BODY_LIMIT])
    return versions.desk_comparison(
        compare(
            newest.text(),
            Text(head=head | pictures.comparison_fields(Photo.objects.as_filed(typed_pictures)), blocks=blocks),
        ),
        newest.language,
    )


@require_POST
def show_live_changes(request: DeskRequest, story_id: int) -> HttpResponse:
    """Render the changes of the newest filing by the typed text. Nothing is saved. Raises PermissionDenied, Http404."""
    story = find_story_to_change(request, story_id)
    newest = versions.newest_filing(story)
    if newest is None:
        raise Http404
    ctx = {"sheet": compare_form(StoryForm(request.POST), newest), "story": story}
    return render(request, "admin/stories/story/history/_comparison.html", ctx)

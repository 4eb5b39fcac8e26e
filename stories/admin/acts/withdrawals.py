"""The word of an editor on a kill by the wire: its headline is harmless, and may stand in the notice to readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stories import desk, permissions
from stories.admin.pages import find_story, refuse_unless_may, story_page_url
from stories.models import Notice, State
from stories.story_actions import REVEAL_HEADLINE

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest
    from stories.models import Story


@require_POST
def reveal_headline(request: DeskRequest, story_id: int) -> HttpResponse:
    """Let the headline stand, and redirect to the story. Raises PermissionDenied, Http404."""
    story = find_story(request, story_id)
    refuse_unless_may(request.user, REVEAL_HEADLINE, story)
    try:
        desk.reveal_headline(story, by=request.user, now=timezone.now())
        messages.success(request, _("Readers now see the headline in the notice."))
    except desk.DeskError as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(story_page_url("change", story))


def withdrawal_context(request: DeskRequest, story: Story) -> dict[str, object]:
    """Return the notice of a kill by the wire that keeps its headline back, and whether the user may let it stand."""
    notice = Notice.objects.in_force(story.pk) if story.state == State.KILLED else None
    if notice is None or not notice.hidden_headline:
        return {}
    return {"withdrawal": notice, "may_reveal": permissions.may_do(request.user, REVEAL_HEADLINE, story)}

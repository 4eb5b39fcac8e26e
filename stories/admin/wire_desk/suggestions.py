"""Stories that words typed into a field may mean, for the field that asks while they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from stories.admin.pages import refuse_unless
from stories.admin.story_search import TYPED_LIMIT, find_stories_to_choose
from stories.models import State, Story

if TYPE_CHECKING:
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest

SUGGESTED_FROM = 3  # characters


class SuggestionQuery(forms.Form):
    """What is typed so far, and the states that the story may be in."""

    q = forms.CharField(max_length=TYPED_LIMIT, min_length=SUGGESTED_FROM)
    states = forms.MultipleChoiceField(choices=State.choices, required=False)


@require_safe
def suggest_stories(request: DeskRequest) -> HttpResponse:
    """Answer with the stories that typed words may mean, as lines for the field. Raises PermissionDenied."""
    refuse_unless(request.user.has_perm("stories.view_story"))
    query = SuggestionQuery(request.GET)
    if not query.is_valid():
        return JsonResponse({"stories": []})
    states = [State(state) for state in query.cleaned_data["states"]]
    found = find_stories_to_choose(query.cleaned_data["q"], states)
    return JsonResponse(
        {"stories": [{"line": f"#{story.pk} {story.headline}", "note": note_on(story)} for story in found]}
    )


def note_on(story: Story) -> str:
    """Return what tells a story from others with like headlines: its slugline and its state."""
    return f"{story.slugline} · {State(story.state).label}"

"""Relations of a story to others, added and taken back from its sidebar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stories import desk, permissions
from stories.admin import sidebar
from stories.admin.pages import find_story, refuse_unless, refuse_unless_may, render_desk_page, story_page_url
from stories.admin.relations import RelationForm, TopicForm
from stories.models import StoryRelation
from stories.story_actions import CHOOSE_TOPIC, RELATE, UNRELATE

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpResponse

    from stories.display.requests import DeskRequest
    from stories.models import Story

# Sentences for the newsroom alone: readers' languages leave them out.


@require_http_methods(["GET", "HEAD", "POST"])
def relate_story(request: DeskRequest, story_id: int) -> HttpResponse:
    """Relate a story to another and go back to the page of the form; render the form again where it is refused."""
    story = find_story(request, story_id)
    refuse_unless(permissions.may_relate(request.user, RELATE, story))
    form = RelationForm(request.POST) if request.method == "POST" else RelationForm()
    if form.is_valid():
        refusal = relate_two(request.user, story, form.cleaned_data["other"], form.cleaned_data["kind"])
        if not refusal:
            messages.success(request, _("The stories are related."))
            return redirect_to_relations(request, story)
        form.add_error("other", refusal)
    title = _("Related stories: {slugline}").format(slugline=story.slugline)
    return render_desk_page(
        request,
        "story/acts/relations",
        title=title,
        story=story,
        form=form,
        relation_form=form,
    )


def relate_two(person: User, story: Story, other: Story, kind: StoryRelation.Kind) -> str:
    """Relate a story to another; return why this was refused, empty where it was done."""
    if not permissions.may_relate(person, RELATE, story, other):
        return _("Readers see this at once, as one of the two has been filed: it takes an editor of both sections.")
    try:
        desk.relate(story, other, kind, by=person, now=timezone.now())
    except desk.DeskError as refused:
        return str(refused)
    return ""


@require_POST
def unrelate_story(request: DeskRequest, story_id: int, relation_id: int) -> HttpResponse:
    """Take a relation of the story back, and go back to the page of the button."""
    story = find_story(request, story_id)
    refuse_unless_may(request.user, UNRELATE, story)
    relation = get_object_or_404(StoryRelation.objects.of(story), pk=relation_id)
    refuse_unless(permissions.may_relate(request.user, UNRELATE, relation.story, relation.other))
    try:
        desk.unrelate(relation, by=request.user, now=timezone.now())
    except desk.DeskError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The stories are no longer related."))
    return redirect_to_relations(request, story)


@require_POST
def choose_topic(request: DeskRequest, story_id: int) -> HttpResponse:
    """Put the story into a topic or into none, and go back to the page of the form."""
    story = find_story(request, story_id)
    refuse_unless(permissions.may_relate(request.user, CHOOSE_TOPIC, story))
    form = TopicForm(request.POST)
    if form.is_valid():
        try:
            desk.choose_topic(story, form.cleaned_data["topic"], by=request.user, now=timezone.now())
        except desk.DeskError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The topic is kept."))
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["topic"]))
    return redirect_to_relations(request, story)


def redirect_to_relations(request: DeskRequest, story: Story) -> HttpResponse:
    """Redirect to the relations on the page that the action was taken from."""
    return HttpResponseRedirect(f"{story_page_url(sidebar.return_page_name(request), story)}#relations")

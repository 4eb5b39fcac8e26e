"""Copy from the wire that came while an editor was on the story: carried together, and nothing of either lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stories import desk, intake, permissions
from stories.admin import texts
from stories.admin.conflicts import CONFLICT, OK, conflict
from stories.admin.forms import StoryForm
from stories.admin.meeting import Meeting
from stories.admin.pages import address, page, refuse_unless, story_for
from stories.models import Item

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from stories.models import Story


@require_http_methods(["GET", "HEAD", "POST"])
def rebase(request: HttpRequest, story_id: int, item_id: int) -> HttpResponse:
    """The working copy and what arrived, in one text: to be chosen where they clash, read, and saved."""
    story = story_for(request, story_id)
    refuse_unless(permissions.may_write(request.user, story) and not story.is_closed)
    item = get_object_or_404(Item.objects.aside(story).select_related("delivery", "source"), pk=item_id)
    if "save" in request.POST:
        return saved(request, story, item)
    try:
        designator, words = intake.read_again(item)
    except LookupError as error:
        raise Http404 from error
    base = texts.before_edits(story)
    theirs = texts.with_words(base, words, designator=designator)
    choices = (meeting := Meeting(base, theirs, story)).choices(answers(request, story))
    is_merged = choices.merged.is_clean or choices.is_valid()
    return page(
        request,
        "story/conflict",
        title=f"Put together: {story.slugline}",
        crumb="Put together",
        status=OK if is_merged or request.method != "POST" else CONFLICT,
        story=story,
        why=f"{designator or 'New copy'} came from {item.source} while this was being edited. Nothing was overwritten.",
        them="the wire",
        leave="Not now",
        settle_at=address("rebase", story, item.pk),
        save_at=address("rebase", story, item.pk),
        is_merged=is_merged,
        form=meeting.form(choices.settled(), on=story) if is_merged else StoryForm(instance=story),
        choices=None if is_merged else choices,
        carried=[StoryForm(instance=story)["based_on"].as_hidden()],
        **meeting.shown(),
    )


def answers(request: HttpRequest, story: Story) -> dict[str, str] | None:
    """What was chosen, where the page knew the working copy as it is now."""
    if request.method != "POST" or request.POST.get("based_on") != str(story.saves):
        return None
    return request.POST


def saved(request: HttpRequest, story: Story, item: Item) -> HttpResponse:
    """The text of both, saved; what arrived is taken up with it."""
    form = StoryForm(request.POST, instance=story)
    if not form.is_valid():
        return page(request, "story/form", title=f"Edit: {story.slugline}", crumb="Edit", story=story, form=form)
    found = form.cleaned_data["based_on"]
    try:
        story = desk.rebase(form.instance, item, by=request.user, now=timezone.now(), based_on=found)
    except desk.Stale as stale:
        return conflict(request, form, stale.current, found=found)
    except desk.Refused as refused:
        form.add_error(None, str(refused))
        current = story_for(request, story.pk)
        return page(request, "story/form", title=f"Edit: {current.slugline}", crumb="Edit", story=current, form=form)
    messages.success(request, "Saved: your words and what arrived. Readers see it when it is filed.")
    return HttpResponseRedirect(address("change", story))

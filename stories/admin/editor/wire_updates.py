"""Copy from the wire that came while an editor was on the story: carried together, and nothing of either lost."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stories import desk, intake, permissions
from stories.admin import versions
from stories.admin.editor import drafts
from stories.admin.editor import views as editor_views
from stories.admin.editor.merging import Meeting
from stories.admin.forms import StoryForm
from stories.admin.pages import address, page, refuse_unless, story_for, story_to_change
from stories.models import Item

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from stories.desk import Words
    from stories.models import Story

SAVES = {"save", "file"}  # the buttons under the text of both


@require_http_methods(["GET", "HEAD", "POST"])
def rebase(request: HttpRequest, story_id: int, item_id: int) -> HttpResponse:
    """The working copy and what arrived, in one text: to be chosen where they clash, read, and saved."""
    if not SAVES.isdisjoint(request.POST):
        return saved(request, story_id, item_id)
    story = story_to_change(request, story_id)
    try:
        item, designator, words, embargo = arrived(story, item_id)
    except LookupError as error:
        raise Http404 from error
    base = versions.before_edits(story)
    theirs = versions.with_words(base, words, designator=designator)
    theirs.embargo_until = embargo if embargo and embargo > timezone.now() else base.embargo_until
    meeting, form = Meeting(base, theirs, story, them=_("The wire's")), StoryForm(instance=story)
    both = meeting.put_together(answers(request, story), on=story)
    is_asked_again = request.method == "POST" and "choices" in both
    return page(
        request,
        "story/editor/conflict",
        title=_("Put together: {slugline}").format(slugline=story.slugline),
        crumb=_("Put together"),
        status=HTTPStatus.CONFLICT if is_asked_again else HTTPStatus.OK,
        story=story,
        item=item,
        is_unsaved=request.method == "POST",
        why=came(designator, item),
        them=_("the wire"),
        whose=_("The wire's"),
        leave=_("Not now"),
        settle_at=address("rebase", story, item.pk),
        save_at=address("rebase", story, item.pk),
        carried=[form["based_on"].as_hidden()],
        **drafts.sat_at(request, story),
        **meeting.shown(),
        **{"form": form, **both},
    )


@require_POST
def pass_over(request: HttpRequest, story_id: int, item_id: int) -> HttpResponse:
    """The story without the copy beside it: an editor looked at that, and needs none of it."""
    story = story_to_change(request, story_id)
    item = get_object_or_404(Item.objects.filter(story=story).select_related("source"), pk=item_id)
    try:
        desk.pass_over(story, item, by=request.user, now=timezone.now())
        messages.success(request, _("The copy is no longer beside this story. What arrived has it still."))
    except desk.Refused as refused:
        messages.warning(request, str(refused))
    return HttpResponseRedirect(address("change", story))


def arrived(story: Story, item_id: int) -> tuple[Item, str, Words, datetime | None]:
    """What stands beside a story: the item, and its designator, words and embargo. Raises LookupError if it is gone."""
    item = Item.objects.aside(story).select_related("delivery", "source").filter(pk=item_id).first()
    if item is None:
        raise LookupError
    return item, *intake.read_again(item)


def saved(request: HttpRequest, story_id: int, item_id: int) -> HttpResponse:
    """The text of both, saved as the story form saves; what arrived is taken up with it.

    Where that was taken up meanwhile, or taken down, the story form says what becomes of what was typed.
    """
    story = story_for(request, story_id)
    refuse_unless(permissions.may_write(request.user, story))
    try:
        item, designator, words, _embargo = arrived(story, item_id)
    except LookupError:
        return editor_views.saved(request, story)
    save = partial(desk.rebase, item=item, words=words, designator=designator)
    return editor_views.saved(request, story, rebase=save)


def came(designator: str, item: Item) -> str:
    """What arrived, and that nothing was lost by it."""
    told = _("New copy came from {source} while this was being edited. Nothing was overwritten.")
    if designator:
        told = _("{designator} came from {source} while this was being edited. Nothing was overwritten.")
    return told.format(designator=designator, source=item.source)


def answers(request: HttpRequest, story: Story) -> dict[str, str] | None:
    """What was chosen, where the page knew the working copy as it is now."""
    if request.method != "POST" or request.POST.get("based_on") != str(story.save_number):
        return None
    return request.POST

"""Copy from the wire that came while an editor was on the story: carried together, and nothing of either lost."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stories import desk, intake
from stories.admin import sittings, texts
from stories.admin.conflicts import conflict
from stories.admin.form_page import form_page
from stories.admin.forms import StoryForm
from stories.admin.meeting import Meeting
from stories.admin.pages import address, page, story_for, story_to_change
from stories.models import Item

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from stories.models import Story


@require_http_methods(["GET", "HEAD", "POST"])
def rebase(request: HttpRequest, story_id: int, item_id: int) -> HttpResponse:
    """The working copy and what arrived, in one text: to be chosen where they clash, read, and saved."""
    story = story_to_change(request, story_id)
    item = get_object_or_404(Item.objects.aside(story).select_related("delivery", "source"), pk=item_id)
    if "save" in request.POST:
        return saved(request, story, item)
    try:
        designator, words, embargo = intake.read_again(item)
    except LookupError as error:
        raise Http404 from error
    base = texts.before_edits(story)
    theirs = texts.with_words(base, words, designator=designator)
    theirs.embargo_until = embargo if embargo and embargo > timezone.now() else base.embargo_until
    meeting, form = Meeting(base, theirs, story, them=_("The wire's")), StoryForm(instance=story)
    both = meeting.put_together(answers(request, story), on=story)
    is_asked_again = request.method == "POST" and "choices" in both
    return page(
        request,
        "story/conflict",
        title=_("Put together: {slugline}").format(slugline=story.slugline),
        crumb=_("Put together"),
        status=HTTPStatus.CONFLICT if is_asked_again else HTTPStatus.OK,
        story=story,
        why=came(designator, item),
        them=_("the wire"),
        whose=_("The wire's"),
        leave=_("Not now"),
        settle_at=address("rebase", story, item.pk),
        save_at=address("rebase", story, item.pk),
        carried=[form["based_on"].as_hidden()],
        **sittings.sat_at(request, story),
        **meeting.shown(),
        **{"form": form, **both},
    )


def came(designator: str, item: Item) -> str:
    """What arrived, and that nothing was lost by it."""
    told = _("New copy came from {source} while this was being edited. Nothing was overwritten.")
    if designator:
        told = _("{designator} came from {source} while this was being edited. Nothing was overwritten.")
    return told.format(designator=designator, source=item.source)


def answers(request: HttpRequest, story: Story) -> dict[str, str] | None:
    """What was chosen, where the page knew the working copy as it is now."""
    if request.method != "POST" or request.POST.get("based_on") != str(story.saves):
        return None
    return request.POST


def saved(request: HttpRequest, story: Story, item: Item) -> HttpResponse:
    """The text of both, saved; what arrived is taken up with it."""
    form = StoryForm(request.POST, instance=story)
    if not form.is_valid():
        return form_page(request, story_for(request, story.pk), form=form)
    found = form.cleaned_data["based_on"]
    try:
        story = desk.rebase(form.instance, item, by=request.user, now=timezone.now(), based_on=found)
    except desk.Stale as stale:
        sittings.keep_unsaved(request, story)
        return conflict(request, form, stale.current, found=found)
    except desk.Refused as refused:
        form.add_error(None, str(refused))
        return form_page(request, story_for(request, story.pk), form=form)
    sittings.saved(request)
    messages.success(request, _("Saved: your words and what arrived. Readers see it when it is filed."))
    return HttpResponseRedirect(address("change", story))

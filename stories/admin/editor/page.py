"""The page of the story form, with its meters, its changes of the newest filing and its drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from stories import permissions
from stories.admin import menu, versions
from stories.admin.editor import drafts, live_changes, meters, readiness
from stories.admin.editor.originals import find_original
from stories.admin.editor.story_beginnings import beginnings_context
from stories.admin.inbox import find_sent_back
from stories.admin.pages import render_desk_page, story_page_url
from stories.models import Filing
from stories.story_actions import FILE, HAND_IN

if TYPE_CHECKING:
    from django.template.response import TemplateResponse
    from reversion.models import Revision

    from stories.admin.editor.forms import StoryForm
    from stories.display.requests import DeskRequest
    from stories.models import Draft, Story


FILINGS_SHOWN = 8  # in the panel; the history has them all


@dataclass(frozen=True, slots=True)
class NextAct:
    """The act that the filled button of the form names: `name` is sent, `label` printed."""

    name: str
    label: str
    proposed: str  # the designator of a filing for which none is chosen


def next_act(request: DeskRequest, story: Story | None, form: StoryForm) -> NextAct | None:
    """Return the act that the form leads to: its filing by designator, else handing it in; None for neither."""
    subject = story or form.instance
    actions = (action for action in (FILE, HAND_IN) if menu.is_possible(action, request.user, subject))
    action = next(actions, None)
    if action is not FILE:
        return NextAct(action.name, str(action.title), "") if action else None
    proposed = story.following_designator() if story else ""
    filed_as = str(form["designator"].value() or proposed)
    label = _("File {designator}").format(designator=filed_as) if filed_as else _("File")
    return NextAct(FILE.name, label, proposed)


def second_eyes(request: DeskRequest, story: Story | None, coming: NextAct | None) -> str:
    """Return why a story is handed in, where only a second pair of eyes keeps who reads from filing it; else empty."""
    if story is None or coming is None or coming.name != HAND_IN.name:
        return ""
    return permissions.second_eyes_refusal(request.user, FILE, story)


def recent_filings(story: Story) -> list[Filing]:
    """Return the newest filings of a story, the newest first, without their texts. One query."""
    filings = Filing.objects.filter(story=story, went_to=None).defer("body", "body_html")
    return list(filings.select_related("revision__user").order_by("-number")[:FILINGS_SHOWN])


def add_address(request: DeskRequest) -> str:
    """Return the address that a new story is sent to, with what it was opened for."""
    expected = request.GET.get("expected", "")
    query = f"?expected={expected}" if expected.isdecimal() else ""
    return f"{reverse('admin:stories_story_add')}{query}"


def form_page(
    request: DeskRequest,
    story: Story | None,
    *,
    form: StoryForm,
    restored_draft: Draft | None = None,
    used: Revision | None = None,
) -> TemplateResponse:
    """Render the form of a story, or of a new one, with all that is typed in it.

    `restored_draft` is the draft that its words come from, `used` the old revision.
    """
    if story is None and not form.is_bound:
        form.fields["headline"].widget.attrs["autofocus"] = True
    title = _("New story")
    if story:
        title = _("Edit: {slugline}").format(slugline=story.slugline)
    save_at = story_page_url("change", story) if story else add_address(request)
    newest = versions.newest_filing(story) if story and story.has_moved else None
    coming = next_act(request, story, form)
    ctx: dict[str, Any] = {
        "newest": newest,
        "sheet": live_changes.compare_form(form, newest) if newest else None,
        "save_at": save_at,
        "is_unsaved": form.is_bound or restored_draft is not None,
        "story": story,
        "original": find_original(story) if story else None,
        "form": form,
        **beginnings_context(request.user, story),
        "meters": meters.read_meters(form),
        "ready": readiness.read_readiness(form),
        "next_act": coming,
        "second_eyes": second_eyes(request, story, coming),
        "recent_filings": recent_filings(story) if story and story.has_moved else [],
        "restored_draft": restored_draft,
        "sent_back": find_sent_back(request.user, story) if story else None,
        "used": used,
        **drafts.draft_context(request, story, restored_draft=restored_draft),
    }
    return render_desk_page(request, "story/editor/form", title=title, **ctx)

"""Preview: the public page of the typed story before it is saved or filed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stories import copy, designators, desk, permissions
from stories.admin.editor.forms import StoryForm
from stories.admin.pages import find_story, refuse_unless
from stories.copy import pictures
from stories.display import languages, page_language
from stories.display.comparison_cache import ChainStep, make_step
from stories.display.pictures import filing_figures, newsroom_address, picture_context
from stories.models import Amends, Filing, Photo, PublicStory, Source, State, Story
from stories.models.chain_shape import ChainShape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest

NO_NUMBER = 10**18 - 1  # stands where a public address wants a number, and no story will ever have it
PRINTED_FIELDS = ("designator", "headline", "byline", "dateline", "dated_on", "body", "endmark", "pictures", "language")


@require_POST
@csp_replace({"script-src": [NONE], "form-action": [NONE]})
def show_preview(request: HttpRequest, story_id: int | None = None) -> HttpResponse:
    """Render the public page of the story as it is typed, unfinished or not. Nothing is saved.

    Raises PermissionDenied, Http404.
    """
    story = find_story(request, story_id) if story_id else Story()
    refuse_unless(permissions.may_write(request.user, story if story_id else None) and not story.is_closed)
    form = StoryForm(request.POST, instance=story)
    form.is_valid()
    public_story = preview_story(form, now=timezone.now())
    notes, illustrations = (
        public_story.corrections()[::-1],
        filing_figures(public_story.filings[-1], address=newsroom_address),
    )
    ctx = {
        "public_story": public_story,
        "filing": public_story.newest,
        "lang": story.language,
        "dir": languages.direction(story.language),
        "above": [note for note in notes if note.amends == Amends.CORRECTION],
        "below": [note for note in notes if note.amends != Amends.CORRECTION],
        "steps": preview_steps(public_story),
        **picture_context(illustrations),
        "refused": [
            (str(form[name].label), str(error)) for name in PRINTED_FIELDS for error in form.errors.get(name, ())
        ],
    }
    ctx |= {"desk_language": get_language(), "preview": _("Preview"), "not_filed": _("Preview, not filed.")}
    return HttpResponse(page_language.render_page("admin/stories/story/editor/preview.html", ctx, request))


def preview_story(form: StoryForm, *, now: datetime) -> PublicStory:
    """Return the public story with the typed text as its newest filing. Two queries at most."""
    story, typed = form.instance, form.cleaned_data
    before = Filing.public.story(story.pk) if story.pk else None
    shape = before.shape if before else ChainShape()
    story.filed_number += 1
    story.section, story.source = typed.get("section"), typed.get("source") or Source(name=_("No source"))
    designator = preview_designator(form)
    filing = desk.new_filing(story, preview_text(typed), designator=designator, revision=None, now=now)
    filing.follows = before.newest_number if before else 0
    filing.pictures = pictures.to_json(Photo.objects.as_filed(pictures.read_placed(typed.get("pictures") or [])))
    return PublicStory(
        story_id=story.pk or NO_NUMBER,
        slug=story.slug or desk.slug_for(story),
        state=State.LIVE,
        total=filing.number,
        newest_number=filing.number,
        filings=(*(before.filings if before else ()), filing),
        shape=replace(shape, total=filing.number, breaks={**shape.breaks, filing.number: filing.follows}),
    )


def preview_steps(public_story: PublicStory) -> dict[int, ChainStep]:
    """Return what the typed text changes in the newest filing, by its number."""
    new = public_story.filings[-1]
    old = public_story.predecessor(new)
    return {new.number: make_step(old, new)} if old and not old.is_taken_down else {}


def preview_text(typed: Mapping[str, Any]) -> desk.StoryText:
    """Return the typed text; fields that could not be read are left out."""
    body = typed.get("body")
    return desk.StoryText(
        headline=typed.get("headline") or _("No headline yet"),
        blocks=copy.from_json(body) if body else (),
        byline=typed.get("byline", ""),
        dateline=typed.get("dateline", ""),
        dated_on=typed.get("dated_on"),
        endmark=typed.get("endmark", ""),
    )


def preview_designator(form: StoryForm) -> str:
    """Return the typed designator in the newsroom's print; an unreadable one as it is typed."""
    text = " ".join(str(form["designator"].value() or "").split())
    return str(designators.from_text(text) or text)

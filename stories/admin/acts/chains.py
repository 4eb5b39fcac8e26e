"""Pages on which editors put chains right: they make two stories one, move a filing elsewhere, undo either."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from stories import desk, permissions
from stories.admin.acts.chain_forms import JoinForm, MoveFilingForm, OtherStoryForm
from stories.admin.acts.views import StoryActionView
from stories.admin.likely_stories import list_likely_stories
from stories.admin.pages import refuse_unless, refuse_unless_may
from stories.models import ChainMove, Filing, Story, standing_chain
from stories.story_actions import JOIN, MOVE_FILINGS, UNDO_MOVE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

# Sentences for the newsroom alone: readers' languages leave them out.


@dataclass(frozen=True, slots=True)
class ChainSide:
    """A story with the filings that stand in it."""

    story: Story
    filings: tuple[Filing, ...]


class JoinView(StoryActionView):
    """The page that makes two stories one: first the other is chosen, then both chains are seen."""

    action, form_class, focused_field = JOIN, JoinForm, "reason"
    other: Story | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the other story of the address, if it names one. Raises as for any action, for either story."""
        self.choice = OtherStoryForm(request.GET or None, story_id=kwargs["story_id"])
        if self.choice.is_valid():
            self.other = self.choice.cleaned_data["other"]
            refuse_unless_may(self.request.user, JOIN, self.other)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Render the choice of the other story, or both chains; or the reason why this is impossible."""
        if self.other is not None or self.obstacle():
            return super().get(request, *args, **kwargs)
        return self.choice_page()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Join the two; render the choice of the other story where none was chosen."""
        return self.choice_page() if self.other is None else super().post(request, *args, **kwargs)

    def choice_page(self) -> HttpResponse:
        """Render the choice of the other story."""
        likely = list_likely_stories(self.story)
        return self.page("join_choice", form=self.choice, likely=likely)

    def obstacle(self) -> str:
        """Return why either of the stories cannot be joined to another."""
        stories = [self.story, self.other] if self.other else [self.story]
        return next(filter(None, (desk.obstacle(JOIN, story) for story in stories)), "")

    @property
    def older(self) -> Story:
        """Of the two stories the one that moved first, which the other is joined to unless the editor says so."""
        return min(filter(None, (self.story, self.other)), key=lambda story: story.first_moved_at or story.created_at)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made with: the two stories."""
        return {**super().get_form_kwargs(), "stories": list(filter(None, (self.story, self.other)))}

    def suggest(self, story: Story) -> dict[str, Any]:
        return {"into": self.older.pk}

    def page_context(self) -> dict[str, Any]:
        stories = list(filter(None, (self.story, self.other)))
        embargoes = [
            (story, desk.preview_embargo(story, into)) for story in stories for into in stories if story != into
        ]
        return {
            "sides": [ChainSide(story, standing_chain(story)) for story in stories],
            "embargoes": [(story, until) for story, until in embargoes if until],
            "joined": desk.preview_join(self.story, self.other) if self.other else (),
        }

    def do(self, values: dict[str, Any]) -> str:
        into = values["into"]
        (story,) = (story for story in (self.story, self.other) if story and story.pk != into.pk)
        desk.join_stories(story, into, reason=values["reason"], **self.signature)
        self.story = into
        return _("Story {number} is now part of this story.").format(number=story.pk)


class MoveFilingView(StoryActionView):
    """The page that moves one filing to another story, or to a new one."""

    action, form_class = MOVE_FILINGS, MoveFilingForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form is made with: the stories that the filing is likely to belong to."""
        return {
            **super().get_form_kwargs(),
            "story": self.story,
            "likely": list_likely_stories(self.story, self.filing()),
        }

    def obstacle(self) -> str:
        if not self.filing().is_standing:
            return _("This version is already in another story.")
        if len(standing_chain(self.story)) == 1:
            return _("It is the only version of the story. Make the two stories one instead.")
        return super().obstacle()

    def filing(self) -> Filing:
        """Return the filing of the address. Raises Http404."""
        filings = Filing.objects.select_related("went_to", "source").defer("body_html")
        return get_object_or_404(filings, story=self.story, number=self.kwargs["number"])

    def page_context(self) -> dict[str, Any]:
        return {"filing": self.filing(), "sides": [ChainSide(self.story, standing_chain(self.story))]}

    def do(self, values: dict[str, Any]) -> str:
        to: Story | None = values["story"]
        filing = self.filing()
        if to:
            refuse_unless_may(self.request.user, JOIN, to)
        else:
            section = filing.section
            why = _("The version stands in {section}, which is not among your sections.").format(section=section)
            refuse_unless(permissions.may_begin_in_section(self.request.user, section.pk if section else None), why)
        move = desk.move_filings([filing], to, reason=values["reason"], **self.signature)
        message = _("Version {number} of story {story} is now in this story.")
        message, self.story = message.format(number=self.kwargs["number"], story=self.story.pk), move.to_story
        return message


class UndoMoveView(StoryActionView):
    """The page that undoes a move of the last hour."""

    action = UNDO_MOVE

    def move(self) -> ChainMove:
        """Return the move of the address. Raises Http404, and PermissionDenied where the other story is not theirs."""
        moves = ChainMove.objects.select_related("from_story", "to_story", "by")
        either = Q(from_story=self.story) | Q(to_story=self.story)
        move = moves.filter(either, pk=self.kwargs["move_id"]).first()
        if move is None:
            raise Http404
        for story in (move.from_story, move.to_story):
            refuse_unless_may(self.request.user, UNDO_MOVE, story)
        return move

    def obstacle(self) -> str:
        return super().obstacle() or desk.undo_obstacle(self.move(), now=self.signature["now"])

    def page_context(self) -> dict[str, Any]:
        return {"move": self.move()}

    def do(self, values: dict[str, Any]) -> str:
        move = self.move()
        desk.undo_move(move, **self.signature)
        self.story = move.from_story
        return _("Undone. Both stories are as they were.")


CHAIN_VIEWS: tuple[type[StoryActionView], ...] = (JoinView, MoveFilingView, UndoMoveView)

"""The ticker board: the pins in their order, what readers see now, and what else could be pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelChoiceField, ModelForm, NumberInput
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from stories.models import State, Story
from ticker import board
from ticker.headlines import current
from ticker.models import Pin
from ticker.rows import rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

CANDIDATES = 30  # newest headlines from which an editor picks
MOVES = {"up": board.up, "down": board.down, "top": board.to_top}


class PinForm(ModelForm):
    """A pin as an editor fills it in: the story by its number, which the board's own links give."""

    story = ModelChoiceField(Story.objects, label="Story number", widget=NumberInput(attrs={"min": 1}))

    def clean_story(self) -> Story:
        """The story, if readers may see it."""
        story = self.cleaned_data["story"]
        if story.state != State.LIVE:
            raise ValidationError(f"This story is {story.get_state_display()}. Only a live story can be on the ticker.")
        return story


@admin.register(Pin)
class PinAdmin(admin.ModelAdmin):
    """The board in place of the stock list; the stock form for start and end."""

    form = PinForm
    fields = ["story", "starts_at", "ends_at"]
    actions = None

    def get_urls(self) -> list[URLPattern]:
        """The board's acts, before the stock addresses."""
        acts = [
            path("pin/<int:story_id>/", self.act(self.pin_view), name="ticker_pin_pin"),
            path("<int:pin_id>/<str:way>/move/", self.act(self.move_view), name="ticker_pin_move"),
            path("<int:pin_id>/off/", self.act(self.off_view), name="ticker_pin_off"),
        ]
        return acts + super().get_urls()

    def act(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """A view for people who are logged in, which only a form's POST reaches."""
        return self.admin_site.admin_view(require_POST(view))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pin]:
        """Pins with what their names need."""
        return super().get_queryset(request).select_related("story")

    def get_readonly_fields(self, request: HttpRequest, obj: Pin | None = None) -> list[str]:
        """Which story a pin is for never changes; another story gets another pin."""
        return ["story"] if obj else []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, object]:
        """From now on, unless the form says otherwise."""
        return {"starts_at": timezone.now(), **super().get_changeform_initial_data(request)}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """The board. Four queries, whatever stands on it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        pinned = list(self.get_queryset(request).in_order())
        newest = current(now, limit=CANDIDATES + len(pinned)).headlines
        ids = {pin.story_id for pin in pinned}
        ctx = {
            **self.admin_site.each_context(request),
            "title": "Ticker board",
            "opts": self.opts,
            "rows": rows(pinned, now),
            "shown": current(now).headlines,
            "candidates": [line for line in newest if line.story not in ids][:CANDIDATES],
            "may_pin": self.has_add_permission(request),
            "may_move": self.has_change_permission(request),
            "may_take_off": self.has_delete_permission(request),
        }
        return TemplateResponse(request, "ticker/board.html", ctx)

    def pin_view(self, request: HttpRequest, story_id: int) -> HttpResponse:
        """A live story put on top."""
        self.refuse_unless(self.has_add_permission(request))
        story = get_object_or_404(Story, pk=story_id)
        if story.state == State.LIVE:
            pin = board.pin(story, by=request.user, now=timezone.now())
            self.log_addition(request, pin, "Pinned.")
            messages.success(request, told("{} is pinned, now 1 of {}.", pin, Pin.objects.count()))
        else:
            standing = story.get_state_display()
            messages.error(request, said("{} is {}. Only a live story can be on the ticker.", story.headline, standing))
        return self.to_board()

    def move_view(self, request: HttpRequest, pin_id: int, way: str) -> HttpResponse:
        """A pin one place up or down, or on top."""
        self.refuse_unless(self.has_change_permission(request) and way in MOVES)
        try:
            place, total = MOVES[way](pin_id)
        except board.NotOnTheBoard as error:
            messages.error(request, str(error))
        else:
            pin = self.get_queryset(request).get(pk=pin_id)
            self.log_change(request, pin, f"Moved: {place} of {total}.")
            messages.success(request, told("{} is now {} of {}.", pin, place, total))
        return self.to_board()

    def off_view(self, request: HttpRequest, pin_id: int) -> HttpResponse:
        """A pin taken off; the story stays among the newest if it is one of them."""
        self.refuse_unless(self.has_delete_permission(request))
        pin = self.get_queryset(request).filter(pk=pin_id).first()
        if pin:
            self.log_deletions(request, Pin.objects.filter(pk=pin_id))
            done = told("{} is no longer pinned.", pin)
            board.take_off(pin)
            messages.success(request, done)
        return self.to_board()

    def save_model(self, request: HttpRequest, obj: Pin, form: PinForm, change: bool) -> None:
        """A new pin goes on top; an old one keeps its place and changes its times."""
        if change:
            obj.save(update_fields=["starts_at", "ends_at"])
        else:
            board.put_on(obj, by=request.user)

    def delete_model(self, request: HttpRequest, obj: Pin) -> None:
        """Close the gap that it leaves."""
        board.take_off(obj)

    def refuse_unless(self, allowed: bool) -> None:
        """Raise PermissionDenied where something is not allowed."""
        if not allowed:
            raise PermissionDenied

    def to_board(self) -> HttpResponseRedirect:
        """Back to the board."""
        return HttpResponseRedirect(reverse("admin:ticker_pin_changelist"))


def told(sentence: str, pin: Pin, *numbers: int) -> str:
    """What was done to a pin, named by the headline that the board shows. One query."""
    (row,) = rows([pin], timezone.now())
    return said(sentence, row.headline, *numbers)


def said(sentence: str, headline: str, *rest: object) -> str:
    """A sentence about a headline, which is quoted and whose direction does not turn the words around it."""
    return format_html(sentence, format_html("“<bdi>{}</bdi>”", headline), *rest)

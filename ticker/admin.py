"""The addresses of the ticker board: the page, and each act on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST, require_safe

from stories.display import bulk_selection
from stories.display.datetimes import print_both_times
from stories.display.requests import DeskRequest
from stories.models import Story
from ticker import board_actions
from ticker.board_page import LateAct, board_page
from ticker.board_rows import pin_headline
from ticker.forms import BoardForm, MoveForm, PinForm, TimesForm, WordingForm
from ticker.models import Change, Pin
from ticker.views import embed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http.response import HttpResponseBase
    from django.utils.functional import Promise

RETRY_LABELS = {
    "up": gettext_lazy("Move {headline} up all the same"),
    "down": gettext_lazy("Move {headline} down all the same"),
    "top": gettext_lazy("Move {headline} to the top all the same"),
}
STORIES_PINNED = ngettext_lazy("{count} story pinned to the ticker.", "{count} stories pinned to the ticker.", "count")


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button on the board: the person, the time, and the version of the board that was seen."""

    by: User
    now: datetime
    seen: int


@admin.register(Pin)
class PinAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # takes no brackets at run time
    """The board in place of the stock pages. Each act carries the version of the board that it was pressed on."""

    actions = None

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the board and its acts; the stock addresses would write past them."""
        return [
            self.board_path("", require_safe(self.changelist_view), "changelist"),
            self.board_path("preview/", self.preview_view, "preview"),
            self.board_path("pin/", require_POST(self.pin_view), "pin"),
            self.board_path("stories/", require_POST(self.pin_stories_view), "pin_stories"),
            self.board_path("<int:pin_id>/move/", require_POST(self.move_view), "move"),
            self.board_path("<int:pin_id>/times/", require_POST(self.times_view), "times"),
            self.board_path("<int:pin_id>/wording/", require_POST(self.wording_view), "wording"),
            self.board_path("<int:pin_id>/off/", require_POST(self.off_view), "off"),
            self.board_path("notices/<int:number>/dismiss/", require_POST(self.dismiss_view), "dismiss"),
        ]

    def board_path(self, route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
        """Return an address of the board, for people who are signed in."""
        return path(route, self.admin_site.admin_view(view), name=f"ticker_pin_{name}")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pin]:
        """Return the pins with the fields that their names need."""
        return super().get_queryset(request).select_related("story").defer("story__body")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Render the board."""
        self.refuse_unless(self.has_view_permission(request))
        return self.page(request)

    @method_decorator(csp_replace({"frame-ancestors": [SELF]}))
    def preview_view(self, request: HttpRequest) -> HttpResponseBase:
        """Render the very ticker that other sites frame, for the board to frame it even where they may not."""
        self.refuse_unless(self.has_view_permission(request))
        return embed(request)

    @method_decorator(csp_update({"frame-src": [SELF]}))
    def page(
        self,
        request: HttpRequest,
        *,
        status: int = HTTPStatus.OK,
        times: Mapping[int, TimesForm] | None = None,
        **context: object,
    ) -> HttpResponse:
        """Render the board with the acts that this person may do."""
        may = {
            "may_pin": self.has_add_permission(request),
            "may_move": self.has_change_permission(request),
            "may_take_off": self.has_delete_permission(request),
        }
        return board_page(request, {**may, **context}, status=status, times=times)

    def pin_view(self, request: DeskRequest) -> HttpResponse:
        """Pin a live story on top."""
        self.refuse_unless(self.has_add_permission(request))
        form = PinForm(request.POST, auto_id="pin-%s")
        if not form.is_valid():
            return self.page(request, pinning=form)
        data = form.cleaned_data

        def do(press: Press) -> str:
            pin = board_actions.pin_story(
                data["story"],
                since=data["starts_at"],
                until=data["ends_at"],
                by=press.by,
                now=press.now,
                seen=press.seen,
            )
            self.log_addition(request, pin, "Pinned.")
            if not pin.is_on(press.now):
                return pin_sentence(_("{headline} will be pinned at {at}."), pin, at=print_both_times(pin.starts_at))
            total = Pin.objects.on(press.now).count()
            return pin_sentence(_("{headline} is pinned, now 1 of {total}."), pin, total=total)

        label = partial(headline_sentence, _("Pin {headline} all the same"), data["story"].headline)
        return self.act_and_report(request, form, do, again=label)

    def move_view(self, request: DeskRequest, pin_id: int) -> HttpResponse:
        """Move a pin one place up or down, to the top, or to the place with a number."""
        self.refuse_unless(self.has_change_permission(request))
        form = MoveForm(request.POST)
        if not form.is_valid():
            return self.refuse_unreadable(request)

        def do(press: Press) -> str:
            place, total = board_actions.move_pin(
                pin_id,
                form.cleaned_data["to"],
                by=press.by,
                now=press.now,
                seen=press.seen,
                edition=form.cleaned_data["edition"],
            )
            pin = self.get_queryset(request).get(pk=pin_id)
            self.log_change(request, pin, f"Moved: {place} of {total}.")
            return pin_sentence(_("{headline} is now {place} of {total}."), pin, place=place, total=total)

        way = form.data["to"]
        label = RETRY_LABELS.get(way) or _("Move {headline} to place {place} all the same")
        return self.act_and_report(
            request,
            form,
            do,
            again=partial(self.sentence_about, request, pin_id, label, place=way),
            focus=f"{pin_id}-{way if way in RETRY_LABELS else 'up'}",
        )

    def times_view(self, request: DeskRequest, pin_id: int) -> HttpResponse:
        """Set the start and the end of a pin, in the place that it has."""
        self.refuse_unless(self.has_change_permission(request))
        form = TimesForm(request.POST, auto_id=f"times-{pin_id}-%s")
        if not form.is_valid():
            return self.page(request, times={pin_id: form})
        since, until = form.cleaned_data["starts_at"], form.cleaned_data["ends_at"]

        def do(press: Press) -> str:
            board_actions.set_pin_times(pin_id, since=since, until=until, by=press.by, now=press.now, seen=press.seen)
            pin = self.get_queryset(request).get(pk=pin_id)
            self.log_change(request, pin, "Given other times.")
            return pin_sentence(_("{headline} has its new times."), pin)

        label = _("Give {headline} these times all the same")
        return self.act_and_report(
            request, form, do, again=partial(self.sentence_about, request, pin_id, label), focus=f"{pin_id}-times"
        )

    def wording_view(self, request: DeskRequest, pin_id: int) -> HttpResponse:
        """Set the own wording of a pin, or give it its headline back."""
        self.refuse_unless(self.has_change_permission(request))
        form = WordingForm(request.POST)
        if not form.is_valid():
            return self.refuse_unreadable(request)

        def do(press: Press) -> str:
            wording = form.cleaned_data["wording"]
            board_actions.set_pin_wording(pin_id, wording, by=press.by, now=press.now, seen=press.seen)
            pin = self.get_queryset(request).get(pk=pin_id)
            self.log_change(request, pin, "Worded.")
            if not wording:
                return pin_sentence(_("{headline} is back on the ticker."), pin)
            return pin_sentence(_("{headline} has its own words on the ticker, until it is filed again."), pin)

        label = _("Give {headline} these words all the same")
        return self.act_and_report(
            request, form, do, again=partial(self.sentence_about, request, pin_id, label), focus=f"{pin_id}-words"
        )

    def off_view(self, request: DeskRequest, pin_id: int) -> HttpResponse:
        """Take a pin off; the story stays among the newest if it is one of them."""
        self.refuse_unless(self.has_delete_permission(request))
        form = BoardForm(request.POST)
        if not form.is_valid():
            return self.refuse_unreadable(request)

        def do(press: Press) -> str:
            pins = self.get_queryset(request).filter(pk=pin_id)
            sentences = [pin_sentence(_("{headline} is no longer pinned."), pin) for pin in pins]
            board_actions.remove_pin(pin_id, by=press.by, now=press.now, seen=press.seen)
            self.log_deletions(request, pins)  # as they were read above
            return sentences[0]

        label = _("Take {headline} off all the same")
        return self.act_and_report(request, form, do, again=partial(self.sentence_about, request, pin_id, label))

    def dismiss_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Dismiss a notice that somebody has taken note of."""
        self.refuse_unless(self.has_change_permission(request))
        Change.objects.notices().filter(number=number).update(is_dismissed=True)
        return redirect_to_board()

    def pin_stories_view(self, request: DeskRequest) -> HttpResponse:
        """Pin stories that were marked on the wire desk, in the order in which they stand there."""
        self.refuse_unless(self.has_add_permission(request))
        form = bulk_selection.SelectionForm(request.POST)
        if form.is_valid():
            pin = partial(self.pin_or_reason, request, now=timezone.now())
            bulk_selection.report_outcome(
                request, bulk_selection.apply_to_each(form.stories[::-1], pin), STORIES_PINNED
            )
        else:
            bulk_selection.report_mistakes(request, form)
        return bulk_selection.redirect_to_list(request)

    def act_and_report(
        self,
        request: DeskRequest,
        form: BoardForm,
        do: Callable[[Press], str],
        *,
        again: Callable[[], str],
        focus: str = "",
    ) -> HttpResponse:
        """Do an act and report it; render the board as it is now where the act was pressed on an older one."""
        seen = form.cleaned_data["seen"]
        try:
            messages.success(request, do(Press(request.user, timezone.now(), seen)))
        except board_actions.StaleBoardError:
            late = LateAct.from_request(request, seen, again())
            return self.page(request, status=HTTPStatus.CONFLICT, late=late)
        except board_actions.NotOnBoardError as error:
            messages.error(request, str(error))
        except board_actions.NotLiveError as error:
            standing = error.story.get_state_display()
            only_live = _("{headline} is {state}. Only a live story can be on the ticker.")
            messages.error(request, headline_sentence(only_live, error.story.headline, state=standing))
        return redirect_to_board(focus)

    def sentence_about(self, request: HttpRequest, pin_id: int, sentence: str | Promise, **rest: object) -> str:
        """Return a sentence about a pin; empty where it is no longer there."""
        return next((pin_sentence(sentence, pin, **rest) for pin in self.get_queryset(request).filter(pk=pin_id)), "")

    def refuse_unreadable(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the board, where a press did not say what to do or on which board."""
        messages.error(request, _("That could not be read, so nothing was done. Press the button on the board."))
        return redirect_to_board()

    def refuse_unless(self, allowed: bool) -> None:
        """Raise PermissionDenied where something is not allowed."""
        if not allowed:
            raise PermissionDenied

    def pin_or_reason(self, request: DeskRequest, story: Story, now: datetime) -> str:
        """Pin a story on top; return the reason where that is not possible, else an empty text."""
        if Pin.objects.filter(story=story).exists():
            return _("It is on the board already.")
        try:
            pin = board_actions.pin_story(story, by=request.user, now=now)
        except board_actions.NotLiveError as error:
            return str(error)
        self.log_addition(request, pin, "Pinned.")
        return ""


def redirect_to_board(focus: str = "") -> HttpResponseRedirect:
    """Redirect to the board, and there to the button that was pressed."""
    return HttpResponseRedirect(reverse("admin:ticker_pin_changelist") + (f"?at={focus}" if focus else ""))


def pin_sentence(sentence: str | Promise, pin: Pin, **rest: object) -> str:
    """Return a sentence about a pin, named by the headline that the board shows. One query."""
    return headline_sentence(sentence, pin_headline(pin), **rest)


def headline_sentence(sentence: str | Promise, headline: str, **rest: object) -> str:
    """Return a sentence about a headline, which is quoted and whose direction does not turn the words around it."""
    return format_html(str(sentence), headline=format_html("“<bdi>{}</bdi>”", headline), **rest)

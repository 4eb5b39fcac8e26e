"""The page of the board: its rows, and an act that came too late."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django import forms
from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from stories.copy.language_tags import primary_language
from stories.display.page_language import EDITIONS
from stories.models import Filing, State
from ticker import board_actions
from ticker.board_rows import BoardRow, board_rows
from ticker.forms import PinForm, TimesForm, Until
from ticker.headlines import TICKER_LENGTH, Headline, current_board, find_headlines
from ticker.models import Change, Pin

if TYPE_CHECKING:
    from django.http import HttpRequest

CANDIDATES = 12  # headlines that an editor picks from: the newest behind the first ten, or those found
EDITION_SHOWN = "board-edition"  # the session's key for the tab that is open
FRESH_FIELDS = ("csrfmiddlewaretoken", "seen")  # what the next press sends anew
CHANGES_SHOWN = 20  # changes of the board that somebody who came too late is told of, the last ones


class BoardQueryForm(forms.Form):
    """The query of the board's address: the button that was pressed last, a story to pin, words to find one by."""

    edition = forms.ChoiceField(choices=[("", ""), *EDITIONS.items()], required=False)
    at = forms.RegexField(r"^[0-9]{1,18}-[a-z]{1,5}$", required=False)
    story = forms.IntegerField(min_value=1, required=False)
    q = forms.CharField(max_length=200, required=False)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change of the board with the headline that stands for its story."""

    change: Change
    headline: str

    @property
    def may_return(self) -> bool:
        """Whether its story, which dropped out, could be pinned again."""
        return self.change.story.state == State.LIVE


@dataclass(frozen=True, slots=True)
class LateAct:
    """An act that came too late: the changes by others meanwhile, and the act as one press on the board as it is now.

    `label` is the text of the button, and is empty where nothing is left to do; `fields` are all that was sent.
    """

    meanwhile: tuple[ChangeLine, ...]
    label: str
    address: str
    fields: tuple[tuple[str, str], ...]

    @classmethod
    def from_request(cls, request: HttpRequest, seen: int, label: str) -> LateAct:
        """Make it of the act that a request asked for, on a board of that version."""
        sent = tuple((name, str(value)) for name, value in request.POST.items() if name not in FRESH_FIELDS)
        return cls(tuple(change_lines(list(Change.objects.after(seen))[-CHANGES_SHOWN:])), label, request.path, sent)


def board_page(
    request: HttpRequest,
    context: Mapping[str, object],
    *,
    status: int = HTTPStatus.OK,
    times: Mapping[int, TimesForm] | None = None,
) -> TemplateResponse:
    """Render the board with more context.

    Five queries, whatever stands on it, and one more each for notices, for words and for a story to be pinned.
    `times`, by the key of their pins, and `pinning` in the context are forms that were refused.
    The version is read first: where the board changes meanwhile, the page is called too old and not the reverse.
    """
    now, seen, opened = timezone.now(), board_actions.board_version(), read_query(request)
    words, edition = str(opened.get("q", "")), remember_edition(request, opened)
    pinned = list(Pin.objects.select_related("story").defer("story__body").in_order())
    newest = current_board(now, limit=TICKER_LENGTH + CANDIDATES + len(pinned), language=edition).headlines
    if edition:
        pinned = [pin for pin in pinned if primary_language(pin.story.language) == primary_language(edition)]
    board, forms_sent = board_rows(pinned, now, newest), times or {}
    waiting = {row.story_id for row in (*board.on, *board.coming) if row.pin}
    page = {
        **admin.site.each_context(request),
        "title": _("Ticker board"),
        "opts": Pin._meta,
        "seen": seen,
        "now": now,
        "rows": pair_with_forms(board.on, forms_sent),
        "coming": pair_with_forms(board.coming, forms_sent),
        "ended": pair_with_forms(board.ended, forms_sent),
        "last": sum(row.pin is not None for row in board.on),
        "shown": newest[:TICKER_LENGTH],
        "words": words,
        "candidates": headlines_to_pin(newest, words, pinned=waiting, edition=edition),
        "notices": change_lines(Change.objects.notices()),
        "opened": find_headlines(str(opened["story"]), limit=1) if opened.get("story") else [],
        "pinning": PinForm(initial={"story": opened.get("story")}, auto_id="pin-%s"),
        "focus": opened.get("at", ""),
        "edition": edition,
        "editions": [("", _("All editions")), *EDITIONS.items()],
        **context,
    }
    return TemplateResponse(request, "ticker/board/board.html", page, status=status)


def remember_edition(request: HttpRequest, opened: Mapping[str, object]) -> str:
    """Return the edition whose tab is open: that of the address, else the last one of this session; empty for all."""
    if "edition" in request.GET and request.session.get(EDITION_SHOWN, "") != opened.get("edition", ""):
        request.session[EDITION_SHOWN] = opened.get("edition", "")
    return str(request.session.get(EDITION_SHOWN, ""))


def headlines_to_pin(
    newest: Sequence[Headline], words: str, *, pinned: Collection[int], edition: str = ""
) -> list[Headline]:
    """Return the headlines that may be pinned: those with some words, else the newest behind the board."""
    lines = find_headlines(words, limit=CANDIDATES, language=edition) if words else newest[TICKER_LENGTH:]
    return [line for line in lines if line.story not in pinned][:CANDIDATES]


def read_query(request: HttpRequest) -> dict[str, object]:
    """Return the query of the address, as far as it can be read."""
    form = BoardQueryForm(request.GET)
    form.is_valid()
    return form.cleaned_data


def pair_with_forms(
    board: Iterable[BoardRow], refused: Mapping[int, TimesForm]
) -> list[tuple[BoardRow, TimesForm | None]]:
    """Return each row with the form of its times: as it was sent where it was refused, none without a pin."""
    return [(row, (refused.get(row.pin.pk) or times_form(row.pin)) if row.pin else None) for row in board]


def times_form(pin: Pin) -> TimesForm:
    """Return the form of a pin's times."""
    until = Until.A_TIME if pin.ends_at else Until.TAKEN_OFF
    initial = {"starts_at": pin.starts_at, "until": until, "ends_at": pin.ends_at}
    return TimesForm(initial=initial, auto_id=f"times-{pin.pk}-%s")


def change_lines(changes: Iterable[Change]) -> list[ChangeLine]:
    """Return changes with the headlines that readers have, or the desk's where they have none. At most two queries."""
    changes = list(changes)
    if not changes:
        return []
    filings = Filing.public.newest().filter(live__story__in=[change.story_id for change in changes])
    headlines = {filing.story_id: filing.headline for filing in filings}
    return [ChangeLine(change, headlines.get(change.story_id, change.story.headline)) for change in changes]

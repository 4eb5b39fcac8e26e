"""The rows of the board as a producer sees them: the pins, and behind them the filings that fill the ticker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from stories.display.languages import direction
from stories.models import Filing
from ticker.headlines import Headline
from ticker.models import Pin


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line of the board: a pin, or a filing that nobody pinned. No filing where readers see none of its story."""

    place: int
    story_id: int
    pin: Pin | None
    filing: Filing | None
    standing: str

    @property
    def headline(self) -> str:
        """The headline as readers have it, or as the desk has it while they have none."""
        if self.filing is not None:
            return self.filing.headline
        return self.pin.story.headline if self.pin else ""

    @property
    def lang(self) -> str:
        """The language of the headline."""
        if self.filing is not None:
            return self.filing.language
        return self.pin.story.language if self.pin else ""

    @property
    def dir(self) -> str:
        """The direction in which the headline is written."""
        return direction(self.lang)

    @property
    def kind(self) -> str:
        """The designator and the genre of the filing."""
        return ", ".join(filter(None, (self.filing.designator, self.filing.genre))) if self.filing else ""

    @property
    def since(self) -> datetime | None:
        """The time from which it is on the ticker, or will be."""
        if self.pin is not None:
            return self.pin.starts_at
        return self.filing.filed_at if self.filing else None


def board_rows(pins: Iterable[Pin], now: datetime, shown: Iterable[Headline] = ()) -> list[BoardRow]:
    """Return a row for each pin, in order, and one for each headline that fills the ticker behind them. One query."""
    pins, shown = list(pins), list(shown)
    pinned = {pin.story_id for pin in pins}
    newest = [line.story for line in shown if line.story not in pinned]
    filings = {filing.story_id: filing for filing in Filing.public.newest().filter(live__story__in=[*pinned, *newest])}
    seen = {line.story for line in shown}
    pinned_rows = [
        BoardRow(
            place, pin.story_id, pin, filing, pin_status(pin, filing, now, is_shown=not shown or pin.story_id in seen)
        )
        for place, pin in enumerate(pins, start=1)
        for filing in [filings.get(pin.story_id)]
    ]
    behind = [story_id for story_id in newest if story_id in filings]
    return pinned_rows + [
        BoardRow(place, story_id, None, filings[story_id], _("on, not pinned"))
        for place, story_id in enumerate(behind, start=len(pins) + 1)
    ]


def pin_status(pin: Pin, filing: Filing | None, now: datetime, *, is_shown: bool) -> str:
    """Return in words whether readers see a pin, and if not the reason."""
    if filing is None:
        return _("off: the story is {state}").format(state=pin.story.get_state_display())
    if pin.is_over(now):
        return _("over")
    if not pin.is_on(now):
        return _("to come")
    return _("on") if is_shown else _("waits behind the first ten")

"""The rows of the board as a producer sees them: what readers get, in their order, and the pins that are not on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from stories.display.languages import direction
from stories.models import Filing
from ticker.headlines import TICKER_LENGTH, Headline
from ticker.models import Pin


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One line of the board: a pin, or a filing that nobody pinned. No filing where readers see none of its story.

    `place` counts from 1 as readers do; 0 is for what is not on.
    """

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
    def wording(self) -> str:
        """The own wording that stands for the headline; empty for none."""
        return self.pin.wording_for(self.filing.number) if self.pin and self.filing else ""

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


@dataclass(frozen=True, slots=True)
class BoardRows:
    """The board: what is on, numbered as readers get it; the pins that are to come; those that are over or off."""

    on: tuple[BoardRow, ...]
    coming: tuple[BoardRow, ...]
    ended: tuple[BoardRow, ...]


def board_rows(pins: Iterable[Pin], now: datetime, newest: Sequence[Headline]) -> BoardRows:
    """Return the rows of the board. One query.

    `newest` are the headlines that readers get, and those behind them, in their order.
    """
    pin_by_story = {pin.story_id: pin for pin in pins}
    shown = [line.story for line in newest[:TICKER_LENGTH]]
    filings = newest_filings([*pin_by_story, *shown])
    running = {story_id for story_id, pin in pin_by_story.items() if pin.is_on(now) and story_id in filings}
    behind = [story_id for story_id in pin_by_story if story_id in running and story_id not in shown]
    on = [
        BoardRow(
            place,
            story_id,
            pin_by_story.get(story_id) if story_id in running else None,
            filings[story_id],
            standing_of_shown(pin_by_story[story_id] if story_id in running else None, place),
        )
        for place, story_id in enumerate([*shown, *behind], start=1)
        if story_id in filings
    ]
    apart = [pin for pin in pin_by_story.values() if pin.story_id not in running]
    coming = sorted((pin for pin in apart if pin.starts_at > now and pin.story_id in filings), key=start_moment)
    ended = sorted((pin for pin in apart if pin not in coming), key=end_moment, reverse=True)
    places = {line.story: place for place, line in enumerate(newest, start=1)}
    return BoardRows(
        tuple(on),
        tuple(BoardRow(0, pin.story_id, pin, filings[pin.story_id], _("to come")) for pin in coming),
        tuple(
            BoardRow(0, pin.story_id, pin, filing, standing_of_ended(pin, filing, places.get(pin.story_id, 0)))
            for pin in ended
            for filing in [filings.get(pin.story_id)]
        ),
    )


def newest_filings(story_ids: Iterable[int]) -> dict[int, Filing]:
    """Return the filings that readers have of some stories, by story. One query."""
    filings = Filing.public.newest().select_related("story").defer("body", "body_html", "story__body")
    filings = filings.filter(live__story__in=list(story_ids))
    return {filing.story_id: filing for filing in filings}


def pin_headline(pin: Pin) -> str:
    """Return the headline of a pin as the board shows it. One query."""
    return BoardRow(0, pin.story_id, pin, newest_filings([pin.story_id]).get(pin.story_id), "").headline


def start_moment(pin: Pin) -> datetime:
    """Return the moment that a pin to come is sorted by."""
    return pin.starts_at


def end_moment(pin: Pin) -> datetime:
    """Return the moment that a pin which is over is sorted by; one that is off for another reason by its start."""
    return pin.ends_at or pin.starts_at


def standing_of_shown(pin: Pin | None, place: int) -> str:
    """Return in words why a story stands on the board."""
    if place > TICKER_LENGTH:
        return _("waits behind the first ten")
    return _("by time") if pin is None else _("pinned")


def standing_of_ended(pin: Pin, filing: Filing | None, place: int) -> str:
    """Return in words where a story stands whose pin is over, by its number among the headlines; 0 for further back."""
    if filing is None:
        return _("off: the story is {state}").format(state=pin.story.get_state_display())
    if not place:
        return _("not pinned now, and not among the newest")
    return _("not pinned now, {place} by time").format(place=place)

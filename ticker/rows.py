"""The rows of the board as a producer sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stories.models import Filing
from ticker.models import Pin


@dataclass(frozen=True, slots=True)
class Row:
    """A pin with what readers see of its story; no filing where they see nothing of it."""

    pin: Pin
    filing: Filing | None
    standing: str

    @property
    def headline(self) -> str:
        """The headline as readers have it, or as the desk has it while they have none."""
        return self.filing.headline if self.filing else self.pin.story.headline

    @property
    def kind(self) -> str:
        """What sort of filing it is."""
        return ", ".join(filter(None, (self.filing.designator, self.filing.genre))) if self.filing else ""


def rows(pins: Iterable[Pin], now: datetime) -> list[Row]:
    """A row for each pin, in order. One query."""
    pins = list(pins)
    filings = {
        filing.story_id: filing for filing in Filing.public.newest().filter(story__in=[pin.story_id for pin in pins])
    }
    return [Row(pin, filings.get(pin.story_id), standing(pin, filings.get(pin.story_id), now)) for pin in pins]


def standing(pin: Pin, filing: Filing | None, now: datetime) -> str:
    """Whether readers see a pin, and if not why."""
    if filing is None:
        return f"off: the story is {pin.story.get_state_display()}"
    if pin.is_over(now):
        return "over"
    return "on" if pin.is_on(now) else "to come"

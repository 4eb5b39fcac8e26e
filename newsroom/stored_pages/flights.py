"""Single flight: of all who want the same thing at once, one makes it and the others wait."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock

PATIENCE = 10.0  # seconds that somebody waits for another


@dataclass(slots=True)
class Flight:
    """A thing that is being made. `is_common` is False where each has to make it for itself."""

    landed: Event = field(default_factory=Event)
    is_common: bool = True


class Flights:
    """The things that are being made in this process, by address."""

    def __init__(self) -> None:
        self.under_way: dict[str, Flight] = {}
        self.lock = Lock()

    @contextmanager
    def join(self, address: str) -> Iterator[tuple[Flight, bool]]:
        """Give the flight to an address, and whether the caller leads it; one who does not has waited for its end."""
        with self.lock:
            flight = self.under_way.get(address)
            leads = flight is None
            if flight is None:
                flight = self.under_way[address] = Flight()
        if not leads:
            flight.landed.wait(PATIENCE)
        try:
            yield flight, leads
        finally:
            if leads:
                with self.lock:
                    del self.under_way[address]
                flight.landed.set()

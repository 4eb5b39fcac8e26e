"""The pages that a process has at hand: the latest asked for, within so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from newsroom.stored_pages.pages import Answer, Fragment

FRAGMENTS = 500  # a ticker for each language of pages


class Memory:
    """Answers by address, and tickers. Whether they still hold is for whoever asks to find out."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.answers: OrderedDict[str, tuple[Answer, int]] = OrderedDict()
        self.fragments: dict[str, Fragment] = {}
        self.lock = Lock()

    def find(self, address: str) -> Answer | None:
        """Return the answer at an address, and keep it longest of all."""
        with self.lock:
            kept = self.answers.get(address)
            if kept is None:
                return None
            self.answers.move_to_end(address)
            return kept[0]

    def keep(self, address: str, answer: Answer) -> None:
        """Keep an answer, or count anew what it takes; the ones longest not asked for make room."""
        size = answer.size
        with self.lock:
            self._drop(address)
            if size > self.limit:
                return
            self.answers[address] = answer, size
            self.size += size
            while self.size > self.limit:
                self._drop(next(iter(self.answers)))

    def keep_fragment(self, fragment: Fragment) -> None:
        """Keep a ticker."""
        with self.lock:
            if len(self.fragments) >= FRAGMENTS:
                self.fragments.clear()
            self.fragments[fragment.address] = fragment

    def _drop(self, address: str) -> None:
        kept = self.answers.pop(address, None)
        if kept is not None:
            self.size -= kept[1]

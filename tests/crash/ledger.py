"""The ledger: what people and programs asked for, and whether they were told that it was done."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from itertools import count
from threading import Lock

SENT, ACKNOWLEDGED, REFUSED = (
    "sent",
    "acknowledged",
    "refused",
)  # of what was sent alone nobody knows whether it is done


@dataclass
class Act:
    """Something that was asked for. `token` is a word that stands nowhere else."""

    kind: str
    token: str
    story: int | None = None
    number: int | None = None  # of the filing that it made
    at: str = ""  # the time that a story was scheduled for
    state: str = SENT

    def acknowledge(self, **known):
        """Note that whoever asked was told that it is done."""
        vars(self).update(known, state=ACKNOWLEDGED)

    def refuse(self):
        """Note that whoever asked was told that it is not done."""
        self.state = REFUSED


@dataclass
class Ledger:
    """All acts of a newsroom, in the order in which they were asked for."""

    acts: list[Act] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    numbers: count = field(default_factory=lambda: count(1))

    def token(self):
        """Return a word that stands nowhere else."""
        return f"zq{next(self.numbers):06}x"

    def ask(self, kind, **known):
        """Note that something is asked for."""
        with self.lock:
            act = Act(kind, known.pop("token", None) or self.token(), **known)
            self.acts.append(act)
        return act

    def since(self, place):
        """Return what was asked for from a place on, as values of JSON."""
        with self.lock:
            return [asdict(act) for act in self.acts[place:]]

    def counts(self):
        """Return how many acts of each kind were acknowledged."""
        with self.lock:
            return Counter(act.kind for act in self.acts if act.state == ACKNOWLEDGED)

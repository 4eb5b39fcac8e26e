"""Witnesses of the log of all filings: other newsrooms or archives, who cosign its heads where these hold together.

Each is sent the newest head with the proof that it begins with what the witness saw last, by https://c2sp.org/tlog-witness.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from django.conf import settings

from stories.intake.safe_fetch import ANY_PORT, Answer, NotFetchedError, post
from stories.models import LOG_SUBTREES, Checkpoint, Cosignature
from stories.transparency import cosignature, merkle
from stories.worker.retries import Retries

WITNESS_SECONDS = 10  # for an answer
ANSWER_LIMIT = 10_000  # bytes of a few lines
WITNESS_PAUSES = timedelta(seconds=10), timedelta(hours=1)  # the first and the longest after a failure
NOTE_TYPE = {"Content-Type": "text/plain; charset=utf-8"}
TAKEN, CONFLICT = 200, 409
REFUSALS = {
    403: "It does not know the key of this log. Give it the newest line of /log/keys.",
    404: "It does not know this log. Give it the newest line of /log/keys.",
    422: "It refused the proof that the log begins with what it saw.",
}

logger = logging.getLogger(__name__)


class WitnessError(Exception):
    """A witness that did not cosign; str() says why."""


class WitnessAsker:
    """The worker's side: it asks each witness for the newest head, and one that fails ever more seldom."""

    def __init__(self) -> None:
        self.retries: defaultdict[str, Retries] = defaultdict(lambda: Retries(*WITNESS_PAUSES))

    def ask_witnesses(self, now: datetime) -> int:
        """Ask each witness that has not cosigned the newest head; return how many did. Two workers do no harm."""
        head = Checkpoint.objects.newest() if settings.LOG_WITNESSES else None
        if head is None:
            return 0
        witnesses = cosignature.split_witnesses(settings.LOG_WITNESSES)
        return sum(self.ask_unless_waiting(head, key, address, now) for key, address in witnesses)

    def ask_unless_waiting(self, head: Checkpoint, written: str, address: str, now: datetime) -> bool:
        """Ask a witness, unless it has cosigned a head or failed lately; return whether it did now."""
        retries = self.retries[written]
        if not retries.may_try(now) or Cosignature.objects.by_witness(written).filter(size=head.size).exists():
            return False
        try:
            ask_witness(head, cosignature.read_witness_key(written), address)
        except (WitnessError, NotFetchedError, ValueError) as fault:
            pause = retries.postpone(now)
            name = written.partition("+")[0]
            logger.warning("The witness %s did not cosign the log, and is asked again in %s: %s", name, pause, fault)
            return False
        retries.reset()
        return True


def ask_witness(head: Checkpoint, key: cosignature.WitnessKey, address: str) -> None:
    """Have a witness cosign a head, and keep that. Raises WitnessError, NotFetchedError, and ValueError for no answer.

    Where it saw another size than is known here, as after a change of databases, it is asked once more from there.
    """
    known = Cosignature.objects.by_witness(str(key)).values_list("size", flat=True).first() or 0
    answer = send_head(head, known, address)
    if answer.status == CONFLICT:
        seen = cosignature.read_size(answer.body)
        if seen > head.size:
            raise WitnessError(f"It saw a log of {seen:,} entries, and this one has {head.size:,}: docs/log.md.")
        answer = send_head(head, seen, address)
    if answer.status != TAKEN:
        raise WitnessError(REFUSALS.get(answer.status, f"It answered {answer.status}."))
    text = cosignature.text_of_note(head.note)
    found = cosignature.find_cosignature(answer.body.decode("utf-8", "replace"), text, key)
    if found is None:
        raise WitnessError("Its answer has no cosignature of its key on this head.")
    Cosignature.objects.get_or_create(size=head.size, witness=str(key), defaults={"line": found.line, "at": found.at})


def send_head(head: Checkpoint, old: int, address: str) -> Answer:
    """Send a witness a head with the proof that the log of `old` entries is its beginning. Raises NotFetchedError."""
    proof = merkle.prove_consistency(old, head.size, LOG_SUBTREES) if old else []
    return post(
        f"{address.rstrip('/')}/add-checkpoint",
        cosignature.write_request(old, proof, head.note),
        headers=NOTE_TYPE,
        may=lambda _address: True,
        ports=ANY_PORT,
        seconds=WITNESS_SECONDS,
        limit=ANSWER_LIMIT,
    )

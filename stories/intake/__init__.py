"""Intake: copy and pictures as they arrive, from bytes to their story and their place in the chain.

Commands, the worker, pushes and the newsroom's pages call here; photos, deliveries, sources, feeds, drop folders and
the lines that tell outcomes have modules of their own. The decision on a piece of copy is pure (`decision`); what
becomes of its story is done by `desk` alone.
"""

from stories.intake.arrivals import Arrival
from stories.intake.decision import ADVISORY
from stories.intake.options import IntakeOptions, OnArrival
from stories.intake.rereading import Reading, can_read_again, read_in, readings_of
from stories.intake.taking import (
    read_again,
    read_text_again,
    resume,
    take,
    take_arrivals,
    take_pieces,
    take_unread,
)
from stories.intake.trial import Trial, TriedPiece, try_delivery

__all__ = [
    "ADVISORY",
    "Arrival",
    "IntakeOptions",
    "OnArrival",
    "Reading",
    "Trial",
    "TriedPiece",
    "can_read_again",
    "read_again",
    "read_in",
    "read_text_again",
    "readings_of",
    "resume",
    "take",
    "take_arrivals",
    "take_pieces",
    "take_unread",
    "try_delivery",
]

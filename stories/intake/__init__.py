"""Intake: copy and pictures as they arrive, from bytes to their story and their place in the chain.

Commands, the worker and the newsroom's pages call here; photos, deliveries and sources have modules of their own. The
decision on a piece of copy is pure (`decision`); what becomes of its story is done by `desk` alone.
"""

from stories.intake.options import IntakeOptions, OnArrival
from stories.intake.rereading import Reading, can_read_again, read_in, readings_of
from stories.intake.taking import read_again, take

__all__ = [
    "IntakeOptions",
    "OnArrival",
    "Reading",
    "can_read_again",
    "read_again",
    "read_in",
    "readings_of",
    "take",
]

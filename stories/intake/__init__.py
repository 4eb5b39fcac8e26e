"""Intake: copy as it arrives, from bytes to its story and its place in the chain.

The commands, the worker and the admin's page of what arrived call here; pictures and deliveries have modules of their
own. What becomes of a story is done by `desk` alone.
"""

from stories.intake.options import Orders, Then
from stories.intake.taking import read_again, take

__all__ = ["Orders", "Then", "read_again", "take"]

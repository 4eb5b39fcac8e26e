"""Filler of an empty newsroom: an archive of invented stories, as many as are asked for, to measure with.

Its rows are those that the desk would have made, with true digests, written in bulk; nothing else writes stories and
filings but the desk. `fill` is for its command and the tests.
"""

from stories.archive_filler.filler import InUseError, fill
from stories.archive_filler.plan import ArchivePlan

__all__ = ["ArchivePlan", "InUseError", "fill"]

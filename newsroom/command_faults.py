"""What a command failed on that is no fault of this program, in a sentence."""

from collections.abc import Sequence

from newsroom import schema
from newsroom.errors import is_disk_full


def fault_behind(error: BaseException, arguments: Sequence[str]) -> str:
    """Return what was in the way of a command of these arguments, and what to do; empty where that is not known."""
    if is_disk_full(error):
        return f"The disk is full: {error}. Make room, and start the command again."
    return schema.fault_behind(error, arguments)

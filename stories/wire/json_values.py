"""JSON of strangers: known by its first mark, loaded within bounds."""

import json
import re
from typing import Any

from stories import copy
from stories.wire.item import UnreadableError

DEPTH_LIMIT = 100
MOST_VALUES = 2_000_000  # more values than the words of 20 MB could be

_JSON = re.compile(rb"\s*(?:\{|\[)")
_LABEL = re.compile(rb"\s*\[[A-Za-z][A-Za-z0-9 ]{2,30}\]\s+\w")  # a headline: "[URGENT] Dam breaks"


def is_json(data: bytes) -> bool:
    """Return whether the bytes begin as JSON does; "[URGENT] Dam breaks" is a headline."""
    head = data[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return bool(_JSON.match(head)) and not _LABEL.match(head)


def load_json(text: str) -> Any:
    """Return what a piece of JSON holds.

    Raises UnreadableError where it is broken, too large or too deep, or says one thing twice and differently.
    """
    if sum(map(text.count, "{[,")) > MOST_VALUES:
        raise UnreadableError(f"This JSON holds more than {MOST_VALUES:,} values. Send its items in several files.")
    try:
        value = json.loads(text, parse_constant=_refuse_number, object_pairs_hook=read_members)
    except UnreadableError:
        raise
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError(
            f"This is not well-formed JSON: {error.msg} at {where}. Ask the source to send it again."
        ) from error
    except RecursionError as error:
        raise UnreadableError(_depth_sentence()) from error
    except ValueError as error:
        raise UnreadableError(f"This is not well-formed JSON: {copy.clean(str(error))[:100]}.") from error
    if _is_deeper(value, DEPTH_LIMIT):
        raise UnreadableError(_depth_sentence())
    return value


def read_members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the members of an object of JSON by their names. Raises UnreadableError where a name has two values.

    Readers take the first, the last or both (RFC 8259, 4): which one the source meant, nobody can tell.
    """
    members = dict(pairs)
    if len(members) < len(pairs):
        for name, value in pairs:
            if value != members[name]:
                twice = f"“{copy.clean(name)[:60]}” stands twice in one object of this JSON, with two values."
                raise UnreadableError(f"{twice} Ask the source to send it once.")
    return members


def _refuse_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _depth_sentence() -> str:
    return f"This JSON is nested deeper than {DEPTH_LIMIT} levels: no wire copy is. Ask the source to send it again."


def _is_deeper(value: object, limit: int) -> bool:
    """Return whether lists and objects are nested in each other more than `limit` times."""
    level: list[Any] = [value] if isinstance(value, dict | list) else []
    for _ in range(limit + 1):
        members = (
            member
            for container in level
            for member in (container.values() if isinstance(container, dict) else container)
        )
        level = [member for member in members if isinstance(member, dict | list)]
        if not level:
            return False
    return True

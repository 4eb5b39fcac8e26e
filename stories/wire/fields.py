"""The fields of a JSON object, read leniently: a wrong type is passed over with a remark, never a crash."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from stories import copy
from stories.copy import language_tags
from stories.wire.dates import read_date, read_time
from stories.wire.item import UnreadableError

_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]*>|&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_NO_EMBARGO = re.compile("0001-01-01")  # CP's formatter prints an empty time so
_TEXT_KEYS = ("value", "name", "text", "literal", "guid", "uri", "id")
# Above what databases count with, it is no version.
_HIGHEST_VERSION = 2**63 - 1
VALUE_SHOWN = 60
LONGEST_LINE = 50_000
MOST_MEMBERS = 200


class Fields:
    """Fields of an object by name in any case: ninjs 1 and 2 write `versioncreated`, ninjs 3 `versionCreated`."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values: dict[str, Any] = {}
        for name, value in values.items():
            if value not in (None, "", [], {}):
                self._values.setdefault(name.lower(), value)
        self.remarks: list[str] = []

    def names(self) -> list[str]:
        """Return the names of the fields that hold something, in small letters."""
        return list(self._values)

    def remark(self, name: str, value: object, what: str) -> None:
        """Add a remark on a value that could not be read; `what` is what it should have been."""
        shown = copy.clean(str(value))[:VALUE_SHOWN] if isinstance(value, str | int | float) else "a list or object"
        self.remarks.append(f"The field {copy.clean(name)[:VALUE_SHOWN]} was passed over: “{shown}” is no {what}.")

    def text(self, *names: str) -> str:
        """Return the first text under one of the names, unchanged; "" if none."""
        for name in names:
            value = self._values.get(name)
            if value is None:
                continue
            words = next(texts_in(value), None)
            if words:
                return words
            if words is None:
                self.remark(name, value, "text")
        return ""

    def line(self, *names: str) -> str:
        """Return the first text under one of the names as one clean line. Raises UnreadableError if it is endless."""
        text = self.text(*names)
        if len(text) > LONGEST_LINE:
            raise UnreadableError(
                f"The field {names[0]} is longer than {LONGEST_LINE:,} characters: no line of a head is."
            )
        return clean_line(text)

    def value(self, name: str) -> object:
        """Return what stands under a name, of whatever type; None if nothing."""
        return self._values.get(name)

    def language(self, *names: str) -> str:
        """Return the canonical tag of a language; what is no tag stays as it is written."""
        named = self.line(*names)
        tag = language_tags.read_tag(named)
        return named if tag is None else str(tag)

    def texts(self, *names: str) -> Iterator[str]:
        """Yield every text under the names, of lists and objects too."""
        for name in names:
            yield from islice(texts_in(self._values.get(name)), MOST_MEMBERS)

    def objects(self, *names: str) -> list["Fields"]:
        """Return the objects under the first name that has any; a text counts as an object's value."""
        for name in names:
            value = self._values.get(name)
            if value is None:
                continue
            members = value if isinstance(value, list) else [value]
            objects = (member if isinstance(member, dict) else {"value": member} for member in members[:MOST_MEMBERS])
            return [Fields(member) for member in objects]
        return []

    def named(self, name: str) -> list[tuple[str, "Fields"]]:
        """Return the objects under a name with their own names: the keys of an object, or the names in a list."""
        value = self._values.get(name)
        if isinstance(value, dict):
            pairs = list(value.items())
        else:
            pairs = [(str(member.get("name") or ""), member) for member in _objects_in(value)]
        return [(key, Fields(member)) for key, member in pairs[:MOST_MEMBERS] if isinstance(member, dict)]

    def number(self, name: str, *, lowest: int, highest: int, what: str) -> int | None:
        """Return a whole number, written as one or as figures in a text; None with a remark for anything else."""
        value = self._values.get(name)
        if value is None:
            return None
        figures = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
        figures = figures.removesuffix(".0")
        if re.fullmatch("[0-9]{1,19}", figures) and lowest <= int(figures) <= highest:
            return int(figures)
        self.remark(name, value, what)
        return None

    def version(self) -> int | None:
        """Return the version of the item."""
        return self.number("version", lowest=0, highest=_HIGHEST_VERSION, what="version")

    def moment(self, *names: str) -> tuple[datetime | None, date | None]:
        """Return the time under the first name that has one, and its day as printed; a day alone has no time."""
        for name in names:
            words = self.text(name)
            at = read_time(words)
            day = at.date() if at else read_date(words)
            if day:
                return at, day
            if words:
                self.remark(name, words, "time")
        return None, None

    def embargo(self, *names: str) -> tuple[datetime | None, bool]:
        """Return the end of an embargo that can be compared with others, and whether one stands there unread."""
        ends, is_unclear = self.embargoes(*names)
        return next(iter(ends), None), is_unclear

    def embargoes(self, *names: str) -> tuple[tuple[datetime, ...], bool]:
        """Return the ends of embargoes, and whether an embargo stands there that cannot be read.

        The ends are the latest with an offset, and the latest without one, which only intake can compare with it.
        """
        ends: list[datetime] = []
        is_unclear = False
        for name in names:
            value = self._values.get(name)
            if value is None or value is False or _NO_EMBARGO.match(str(value)):
                continue
            at = read_embargo(value)
            if at:
                ends.append(at)
            else:
                is_unclear = True
                self.remark(name, value, "time, so the copy is held")
        by_kind = ([at for at in ends if at.tzinfo], [at for at in ends if not at.tzinfo])
        return tuple(max(kind) for kind in by_kind if kind), is_unclear


def _objects_in(value: object) -> list[dict[str, Any]]:
    return [member for member in value if isinstance(member, dict)] if isinstance(value, list) else []


def read_embargo(value: object) -> datetime | None:
    """Read the end of an embargo; a day alone ends it as that day begins."""
    words = value if isinstance(value, str) else ""
    day = read_date(words)
    return read_time(words) or (datetime(day.year, day.month, day.day) if day else None)  # noqa: DTZ001 the source's own


def texts_in(value: object) -> Iterator[str]:
    """Yield the texts that a value holds: itself, the members of a list, the value or name of an object."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for member in value:
            if not isinstance(member, list):
                yield from texts_in(member)
    elif isinstance(value, dict):
        held = next((value[name] for name in _TEXT_KEYS if isinstance(value.get(name), str)), None)
        if held is not None:
            yield held


def clean_line(text: str) -> str:
    """Return text as one clean line; markup in it is read as markup, as agencies put entities into headlines."""
    if _MARKUP.search(text):
        text = " ".join(block.text for block in copy.from_html(text))
    return copy.clean(text)

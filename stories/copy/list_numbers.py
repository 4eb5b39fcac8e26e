"""The numbers that readers see before the items of a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from stories.copy.appearance import list_type

_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,9})(?![0-9])")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_HIGHEST_ROMAN = 3999


def counts_from(list_node: LexborNode, first: int) -> bool:
    """Return whether the numbers of a list are what copy gives one that begins with `first`, a number an item.

    They are not where another list or a table stands among the items, or an item has no words.
    """
    attributes = list_node.attributes
    if "reversed" in attributes or list_type(attributes) != "1" or _start(list_node) != first:
        return False
    items = list_items(list_node)
    if any("value" in item.attributes or item.css_first("ol, ul, menu, dir, table") for item in items):
        return False
    return all(item.text().strip() for item in items)


def list_items(list_node: LexborNode) -> list[LexborNode]:
    """Return the items of a list, those of lists within left out."""
    return [child for child in list_node.iter() if child.tag == "li"]


def _start(list_node: LexborNode) -> int:
    start = _read_number(list_node.attributes.get("start"))
    return (len(list_items(list_node)) if "reversed" in list_node.attributes else 1) if start is None else start


def _read_number(written: str | None) -> int | None:
    found = _NUMBER.match(written or "")
    return int(found[1]) if found else None


@dataclass(slots=True)
class ListNumbers:
    """Numbers of a list on the way through its items."""

    number: int
    step: int
    write: Callable[[int], str]

    @classmethod
    def of(cls, list_node: LexborNode) -> ListNumbers:
        """Return the numbers of a list from its first item on."""
        step = -1 if "reversed" in list_node.attributes else 1
        return cls(_start(list_node), step, _WRITERS.get(list_type(list_node.attributes), str))

    def next(self, item: LexborNode) -> str:
        """Return what stands before the next item: "4. "."""
        value = _read_number(item.attributes.get("value"))
        number = self.number if value is None else value
        self.number = number + self.step
        written = self.write(number)
        return f"{written}. " if written else ""


def _letters(number: int) -> str:
    """Return a number as letters: a to z, aa, ab …"""
    if number < 1:
        return str(number)
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


def _roman(number: int) -> str:
    if not 1 <= number <= _HIGHEST_ROMAN:
        return str(number)
    signs = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        signs += sign * times
    return signs


_WRITERS: dict[str, Callable[[int], str]] = {
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}

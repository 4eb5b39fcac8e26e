"""The parts of a NewsML 1 item: its components, each with what is said of it, and not of the parts inside it.

Source: IPTC NewsML 1.2, section 5.9, "NewsComponent".
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from operator import itemgetter

from stories.wire import xml

MOST_COMPONENTS = 2_000  # of an item
MOST_ELEMENTS = 5_000  # that are looked at in what is said of one part

# Elements with words of their own, which say nothing of the component around them.
_PARTS_WITHIN = frozenset({"NewsComponent", "NewsItem", "DataContent", "TopicSet", "Catalog", "Update", "ContentItem"})
_LIST_SIGN = re.compile(r"\s?[;,|]\s?")


class Part:
    """An item or a component, with the elements that speak of it."""

    def __init__(self, element: xml.Element) -> None:
        self.element: xml.Element = element

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[int, xml.Element]]]:
        by_name: dict[str, list[tuple[int, xml.Element]]] = defaultdict(list)
        waiting = list(reversed(self.element))
        for place in range(MOST_ELEMENTS):
            if not waiting:
                break
            element = waiting.pop()
            name = xml.name_of(element)
            if name and name not in _PARTS_WITHIN:
                by_name[name].append((place, element))
                waiting.extend(reversed(element))
        return by_name

    def own(self, *names: str) -> list[xml.Element]:
        """Return the elements that speak of the part, at any depth, in the order of the copy."""
        found = [pair for name in names for pair in self._by_name.get(name, ())]
        return [element for _, element in sorted(found, key=itemgetter(0))]

    @cached_property
    def properties(self) -> list[tuple[str, str]]:
        """The properties that are said of the part, each as its name in small letters and its value."""
        return list(read_properties(self.own("Property")))

    @cached_property
    def role(self) -> str:
        """The role of a component in small letters and without blanks: "main", "bodytext"; "" if none."""
        return _plain_name(formal_name(xml.element(self.element, "Role")))

    @cached_property
    def contents(self) -> list[xml.Element]:
        """The contents of the component itself."""
        return xml.elements(self.element, "ContentItem")


Path = list[Part]  # a component and those around it, the nearest first


def walk_components(item: xml.Element) -> list[Path]:
    """Return every component of an item, in the order of the copy."""
    paths: list[Path] = []
    waiting = [[Part(component)] for component in reversed(xml.elements(item, "NewsComponent"))]
    while waiting and len(paths) < MOST_COMPONENTS:
        path = waiting.pop()
        paths.append(path)
        children = reversed(xml.elements(path[0].element, "NewsComponent"))
        waiting.extend([Part(child), *path] for child in children)
    return paths


def formal_name(element: xml.Element | None) -> str:
    """Return the name that an element gives: its FormalName, else its words."""
    return xml.attribute_line(element, "FormalName", "formalname") or xml.line(element)


def read_properties(elements: list[xml.Element]) -> Iterator[tuple[str, str]]:
    """Yield properties, each as its name in small letters and its value."""
    for found in elements:
        name = _plain_name(xml.attribute_line(found, "FormalName"))
        value = xml.attribute_line(found, "Value") or ("" if len(found) else xml.line(found))
        if name and value:
            yield name, value


def _plain_name(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())


def split_list(words: str) -> list[str]:
    """Return the words that a field lists: "ECO/ECO10;ECO-POST" are two."""
    return [word for word in _LIST_SIGN.split(words) if word]

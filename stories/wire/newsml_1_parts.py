"""The parts of a NewsML 1 item: its components, each with what is said of it, and not of the parts inside it.

Source: IPTC NewsML 1.2, section 5.9, "NewsComponent".
"""

import re
from collections.abc import Iterator

from stories.wire import xml

# Elements with words of their own, which say nothing of the component around them.
_INNER = frozenset({"NewsComponent", "NewsItem", "DataContent", "TopicSet", "Catalog", "Update", "ContentItem"})
_LIST = re.compile(r"\s?[;,|]\s?")


def formal_name(element: xml.Element | None) -> str:
    """Return the name that an element gives: its FormalName, else its words."""
    return xml.attribute_line(element, "FormalName", "formalname") or xml.line(element)


def own_parts(parent: xml.Element, *names: str) -> Iterator[xml.Element]:
    """Yield the elements of these names that speak of the parent itself, at any depth, in the order of the copy."""
    for child in parent:
        name = xml.name_of(child)
        if name in names:
            yield child
        if name and name not in _INNER:
            yield from own_parts(child, *names)


def components_in(parent: xml.Element) -> list[xml.Element]:
    """Return the components directly inside an item or a component."""
    return xml.elements(parent, "NewsComponent")


def contents_of(component: xml.Element) -> list[xml.Element]:
    """Return the contents of a component itself; those inside encodings and equivalents too."""
    return xml.elements(component, "ContentItem")


def role_of(component: xml.Element) -> str:
    """Return the role of a component in small letters and without blanks: "main", "bodytext"; "" if none."""
    return re.sub(r"[\W_]+", "", formal_name(xml.element(component, "Role")).casefold())


def properties(parent: xml.Element) -> Iterator[tuple[str, str]]:
    """Yield the properties that are said of a part, each as its name in small letters and its value."""
    for found in own_parts(parent, "Property"):
        name = re.sub(r"[\W_]+", "", xml.attribute_line(found, "FormalName").casefold())
        value = xml.attribute_line(found, "Value") or ("" if len(found) else xml.line(found))
        if name and value:
            yield name, value


def listed(words: str) -> list[str]:
    """Return the words that a field lists: "ECO/ECO10;ECO-POST" are two."""
    return [word for word in _LIST.split(words) if word]

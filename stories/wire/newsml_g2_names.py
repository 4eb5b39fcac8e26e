"""Names in NewsML-G2: qcodes, URIs, literals, and the names of concepts in the language of the item.

Source: IPTC NewsML-G2 2.35, "QCodes" and "Natural language names".
"""

import re

from stories.wire import xml
from stories.wire.fields import clean_line
from stories.wire.ninjs_heads import strip_revision

NEWS, PACKAGE, PLANNING = "news", "package", "planning"
# The items of the standard, and what they are called to people.
ITEM_NAMES = {
    "newsItem": NEWS,
    "packageItem": PACKAGE,
    "planningItem": PLANNING,
    "conceptItem": "concept",
    "knowledgeItem": "knowledge",
    "catalogItem": "catalog",
    "anyItem": NEWS,
}
_NO_FULL_NAMES = frozenset({"mnemonic", "short", "adjectival"})  # roles of a name
LONGEST_CODE = 500


def last_part(name: str) -> str:
    """Return the last part of a qcode or URI, in small letters."""
    return re.split("[:/]", name.rstrip("/"))[-1].strip().lower()


def code_of(element: xml.Element | None) -> str:
    """Return the qcode of an element, or the URI; "" if none."""
    return xml.attribute(element, "qcode", "uri")[:LONGEST_CODE]


def role_of(element: xml.Element) -> str:
    """Return the last part of the role of an element, in small letters."""
    return last_part(xml.attribute(element, "role"))


def class_of(parent: xml.Element | None) -> str:
    """Return the class that an item or a link names: "picture", "text"; "" if none."""
    return last_part(code_of(xml.element(parent, "itemClass")))


def read_id(name: str) -> str:
    """Return the id of an item without its revision; "" for an endless one."""
    return strip_revision(clean_line(name)) if len(name) <= LONGEST_CODE else ""


def name_in_language(element: xml.Element | None, language: str = "") -> str:
    """Return the name of a concept: a full one before a short one, in the language of the item where it has one."""
    names = [name for name in xml.elements(element, "name") if xml.line(name)]
    wanted = language.partition("-")[0].lower()

    def rank(name: xml.Element) -> tuple[bool, bool]:
        tag = xml.language_of(name).partition("-")[0].lower()
        return role_of(name) in _NO_FULL_NAMES, bool(wanted) and tag != wanted

    return xml.line(min(names, key=rank)) if names else ""


def words_of(element: xml.Element | None, language: str = "") -> str:
    """Return the name of a concept, or the literal that stands for one."""
    return name_in_language(element, language) or xml.attribute_line(element, "literal")

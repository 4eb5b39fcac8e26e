"""Safe reading of XML, and the questions that every XML format asks of its elements, whatever their namespace.

Nothing is expanded, nothing fetched. The time is in proportion to the length.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from html.entities import html5
from types import MappingProxyType
from typing import TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # lxml has none

from stories.charset import decode
from stories.wire.fields import LONGEST_LINE, clean_line
from stories.wire.item import UnreadableError

Element: TypeAlias = etree._Element

DEPTH_LIMIT = 200  # levels: no copy has more than thirty; lxml itself allows 256
MOST_TAGS = 1_000_000  # and as many references: more than 20 MB of honest copy have
ROOT_WITHIN = 20_000  # bytes
MOST_PROLOG_PARTS = 50
NO_NAMES: Mapping[str, str] = MappingProxyType({})
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
_REFERENCE = re.compile(r"&(?:#(?P<number>[0-9]{1,7}|x[0-9a-fA-F]{1,6});|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
_MARKUP_CHARACTERS = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;"})
# Names of parameters stand for other parts of the DTD, which is not loaded; others would stand for words of the copy.
_GENERAL_ENTITY = re.compile(r"<!ENTITY\s++(?!%)", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s*+>")
_ROOT_TAG = re.compile(r"<(?:(?P<prefix>[\w.-]{1,80}):)?(?P<name>[A-Za-z_][\w.-]{0,80})(?P<rest>[^<>]{0,8000})")
_TEXT_NAMES = ("p", "br", "div", "li", "tr", "block", "h1", "h2", "hl2", "pre")
_ESCAPED_HTML = re.compile(r"<(?:p|br|div|li|table|h[1-6]|pre)\b[^<>]{0,500}>", re.IGNORECASE)
_ESCAPED_TWICE = re.compile(r"&amp;(?P<rest>(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|(?P<name>[A-Za-z]{2,8}[0-9]{0,2}));)")
LEFT_OUT = "left-out"
# Elements that part words: "By Ada Karn<br/>Oren" is no "KarnOren".
_PARTING_NAMES = (
    "address block blockquote br byttl caption dd div dl dt fn h1 h2 h3 h4 h5 h6 hl1 hl2 hr li note ol p pre table td "
    "th tr ul"
)
_WORD_PARTING = frozenset(_PARTING_NAMES.split())


class XmlError(ValueError):
    """XML that is not well-formed, that defines entities, or that is larger or deeper than copy."""


def parse(text: str) -> Element:
    """Return the root element of a piece of XML. Raises XmlError.

    Characters that XML cannot carry are left out. The names that HTML has for characters are read, as the DTDs of the
    formats define them; an ampersand that begins no reference is an ampersand.
    """
    text = _NOT_XML.sub("", text)
    if max(text.count("<"), text.count("&")) > MOST_TAGS:
        raise XmlError(f"the XML has more than {MOST_TAGS:,} tags or references")
    prolog = _Prolog(text)
    if prolog.subset and _GENERAL_ENTITY.search(prolog.subset):
        raise XmlError("the XML defines entities of its own")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
    )
    lines = "\n" * text.count("\n", 0, prolog.end)
    try:
        root = etree.fromstring((lines + _read_references(text[prolog.end :])).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError(f"the XML is not well-formed: {str(error)[:120]}") from error
    if root.xpath(f"boolean({'/*' * (DEPTH_LIMIT + 1)})"):
        raise XmlError(f"the XML is nested deeper than {DEPTH_LIMIT} levels")
    return root


def parse_item(data: bytes, charset: str = "", *, format_name: str) -> Element:
    """Return the root element of a delivery. Raises UnreadableError, with the name of the format."""
    try:
        return parse(decode(data, charset))
    except XmlError as error:
        raise UnreadableError(
            f"This {format_name} cannot be read: {error}. Ask the source to send it again."
        ) from error


class _Prolog:
    """What stands before the root element: declaration, comments, document type with its internal subset."""

    def __init__(self, text: str) -> None:
        self.subset = ""
        self.end = 0
        for _ in range(MOST_PROLOG_PARTS):
            self.end = _skip_blanks(text, self.end)
            stop = self._end_of_part(text)
            if stop <= self.end:
                break
            self.end = stop

    def _end_of_part(self, text: str) -> int:
        """Return where the part that begins here ends, 0 where none begins or it never ends."""
        if text.startswith("<?", self.end):
            return _find_end(text, "?>", self.end)
        if text.startswith("<!--", self.end):
            return _find_end(text, "-->", self.end)
        if text[self.end : self.end + 9].upper() != "<!DOCTYPE":
            return 0
        stop, bracket = _find_end(text, ">", self.end), text.find("[", self.end)
        if bracket < 0 or bracket > stop:
            return stop
        found = _SUBSET_END.search(text, bracket)
        self.subset = text[bracket : found.end() if found else len(text)]
        return found.end() if found else 0


def _skip_blanks(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \t\r\n\ufeff":
        start += 1
    return start


def _find_end(text: str, mark: str, start: int) -> int:
    """Return the place behind a mark, 0 where there is none."""
    found = text.find(mark, start)
    return found + len(mark) if found >= 0 else 0


def _read_references(text: str) -> str:
    """Return XML with each reference as XML knows it; what stands in CDATA is left as it is."""
    before, *sections = text.split("<![CDATA[")
    parts = [_REFERENCE.sub(_sound_reference, before)]
    for section in sections:
        inside, end, after = section.partition("]]>")
        parts += ("<![CDATA[", inside, end, _REFERENCE.sub(_sound_reference, after))
    return "".join(parts)


def _sound_reference(found: re.Match[str]) -> str:
    name, number = found["name"], found["number"]
    if name in _PREDEFINED:
        return found.group()
    if name:
        characters = html5.get(f"{name};")
        return characters.translate(_MARKUP_CHARACTERS) if characters else f"&amp;{name};"
    if not number:
        return f"&amp;{found.group()[1:]}"
    code = int(number[1:], 16) if number[0] == "x" else int(number)
    if code < 0x20 and code not in (0x09, 0x0A, 0x0D):
        return ""
    is_sound = code <= 0x10FFFF and not _NOT_XML.match(chr(code))
    return found.group() if is_sound else "\N{REPLACEMENT CHARACTER}"


def root_name(data: bytes) -> str:
    """Return the name of the root element without its prefix, in small letters; "" for what is no XML."""
    return root_of(data)[0].lower()


def root_of(data: bytes) -> tuple[str, str]:
    """Return the name of the root element without its prefix, and its namespace; "" for what is not there."""
    head = data[:ROOT_WITHIN].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff").decode("latin-1")
    found = _ROOT_TAG.match(head, _Prolog(head).end)
    if not found:
        return "", ""
    prefix = re.escape(f":{found['prefix']}" if found["prefix"] else "")
    namespace = re.search(rf"""\sxmlns{prefix}\s{{0,9}}=\s{{0,9}}["']([^"']{{1,200}})["']""", found["rest"])
    return found["name"], namespace[1] if namespace else ""


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace; "" for a comment or an instruction."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def elements(parent: Element | None, *paths: str) -> list[Element]:
    """Return the elements at the paths ("itemMeta/pubStatus"), whatever their namespaces, path by path."""
    if parent is None:
        return []
    return [found for path in paths for found in parent.findall("/".join(f"{{*}}{name}" for name in path.split("/")))]


def element(parent: Element | None, *paths: str) -> Element | None:
    """Return the first element at one of the paths, None if none."""
    return next((found for path in paths for found in elements(parent, path)[:1]), None)


def descendants(parent: Element | None, *names: str) -> Iterator[Element]:
    """Yield the elements of these names at any depth, in the order of the copy."""
    return iter(()) if parent is None else iter(parent.iter(*(f"{{*}}{name}" for name in names)))


def all_elements(parent: Element) -> list[Element]:
    """Return an element and all elements inside it, in the order of the copy; comments are none."""
    return list(parent.iter(etree.Element))


def attribute(source: Element | None, *names: str) -> str:
    """Return the first attribute that says something under one of the names, whatever their namespaces, stripped."""
    if source is None:
        return ""
    for name in names:
        value = source.get(name)
        if value is None and len(source.attrib):
            value = next((value for key, value in source.attrib.items() if key.endswith(f"}}{name}")), None)
        if value and (stripped := str(value).strip()):
            return stripped
    return ""


def language_of(source: Element | None) -> str:
    """Return the language that an element is in: its own xml:lang, or that of the nearest element around it."""
    while source is not None:
        if tag := source.get(_LANGUAGE):
            return str(tag).strip()
        source = source.getparent()
    return ""


def line(source: Element | None) -> str:
    """Return the words of an element, of those inside it too, as one clean line. Raises UnreadableError if endless."""
    if source is None:
        return ""
    text = "".join(_words(source))
    if len(text) > LONGEST_LINE:
        raise UnreadableError(
            f"The element {name_of(source)} is longer than {LONGEST_LINE:,} characters: no line of a head is."
        )
    return clean_line(text)


def first_line(parent: Element | None, *paths: str) -> str:
    """Return the first words at one of the paths."""
    return next(filter(None, (line(found) for path in paths for found in elements(parent, path))), "")


def attribute_line(source: Element | None, *names: str) -> str:
    """Return an attribute as one clean line, cut where it is endless."""
    return clean_line(attribute(source, *names)[:LONGEST_LINE])


def figure(source: Element, name: str) -> int:
    """Return an attribute that is a whole number, 0 where it is none."""
    figures = attribute(source, name)
    return int(figures) if re.fullmatch("[0-9]{1,18}", figures) else 0


def raw_text(source: Element) -> str:
    """Return all characters of an element and of those inside it, unchanged, comments left out."""
    return "".join(_words(source, parting=frozenset()))


def _words(source: Element, *, parting: frozenset[str] = _WORD_PARTING) -> Iterator[str]:
    """Yield the pieces of text in an element, with blanks where an element parts words."""
    for event, inner in etree.iterwalk(source, events=("start", "end", "comment", "pi")):
        parts = name_of(inner) in parting
        if event == "start":
            yield " " if parts else ""
            yield inner.text or ""
        else:
            yield " " if parts else ""
            yield (inner.tail or "") if inner is not source else ""


def print_html(source: Element, *, without: Iterable[str] = (), names: Mapping[str, str] = NO_NAMES) -> str:
    """Print an element as HTML: small names without namespaces, empty elements closed as HTML wants it.

    Elements of the names in `without` are left out with what they hold; `names` says what HTML calls some of the rest.
    HTML that stands escaped, or in CDATA, where elements should, is that HTML; references escaped twice are read.
    """
    if next(descendants(source, *_TEXT_NAMES), None) is None and _ESCAPED_HTML.search(escaped := raw_text(source)):
        return escaped
    own = deepcopy(source)
    own.tail = None
    left_out = frozenset(without)
    for inner in all_elements(own):
        name = name_of(inner).lower()
        # A dot is no part of a name in HTML ("object.title").
        inner.tag = LEFT_OUT if name in left_out and inner is not own else names.get(name, name.replace(".", "-"))
        for key in [key for key in inner.attrib if key.startswith("{")]:
            del inner.attrib[key]
    etree.strip_elements(own, etree.Comment, etree.ProcessingInstruction, LEFT_OUT, with_tail=False)
    etree.cleanup_namespaces(own)
    return _ESCAPED_TWICE.sub(_unescape_once, str(etree.tostring(own, method="html", encoding="unicode")))


def _unescape_once(found: re.Match[str]) -> str:
    is_reference = found["name"] is None or f"{found['name']};" in html5
    return f"&{found['rest']}" if is_reference else found.group()

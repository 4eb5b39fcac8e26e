"""HTML and XML made fit for the parser: a piece of any make becomes one that is read in time and hides no words.

What the standard decides (which tag ends which, references, attributes) is the parser's. Here stands what it would do
at the cost of words, time or memory: XML's empty elements, a "<" that begins no tag, marks that never end, and nesting
that makes a parser's work grow with the square of the length.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict

from stories.copy.block_reader import PARTING

MOST_NESTED = 500  # elements in each other; browsers stop at 512
MOST_OPEN_MARKS = 50
MOST_COPIES = 100_000  # of marks left open, which each paragraph that follows gets anew
LONGEST_TAG = 1_000  # characters of attributes that are passed on as they are

# Quotes count after an equals sign only, and where they are closed; a ">" within them ends no tag. A name is a word:
# "<desk@example.org>" and "<example.org>" are copy.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>(?:(?:body|date|rights|story|tobject)\.)?+"  # NITF: body.content, story.date
    r"[a-zA-Z][a-zA-Z0-9-]*+(?::[a-zA-Z][a-zA-Z0-9-]*+)?+)(?=[\s/>])"
    r"""(?P<rest>(?:[^<>=]++|=\s*+(?:"[^"]*"|'[^']*')?+)*+(?=>)|[^<>]*+)>"""
    r"|<[!?][^<>]*+>"
)
_ATTRIBUTE = re.compile(r"""[^\s"'>/=]++(?:\s*+=\s*+(?:"[^"]*"|'[^']*'|[^\s"'>]++))?+""")
_KEPT = frozenset(
    {"alt", "class", "colspan", "data-src", "hidden", "href", "open", "reversed", "rowspan", "src", "start", "style"}
    | {"type", "value"}
)
_COMMENT_END = re.compile("--!?>")
_RAW = frozenset({"iframe", "noembed", "noframes", "script", "style", "textarea", "title"})  # hold text, no elements
_HIDING = _RAW | {
    *("audio", "button", "canvas", "datalist", "dialog", "meter", "noscript", "object", "progress", "select", "svg"),
    *("template", "video"),
}
_HIDING_END = re.compile(rf"</(?P<name>{'|'.join(sorted(_HIDING))})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_DROPPED = frozenset({"frame", "frameset", "plaintext"})  # hide whatever comes behind them
_OTHER_NAMES = {"xmp": "pre", "listing": "pre"}
_VOID_NAMES = "area base basefont bgsound br col embed hr image img input keygen link meta param source track wbr"
_VOID = frozenset(_VOID_NAMES.split())
_MARK_NAMES = "a b big code em font i nobr s small strike strong tt u"
_MARKS = frozenset(_MARK_NAMES.split())  # left open, they are copied into what follows
_SELF_ENDING_NAMES = "colgroup dd dt li optgroup option p tbody td tfoot th thead tr"
_SELF_ENDING = frozenset(_SELF_ENDING_NAMES.split())
_OF_TABLES = frozenset({"caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"})
# Python and the parser read them as no character; the figures are kept as they stand.
_ENDLESS_NUMBER = re.compile(r"&(?=#[xX]?[0-9a-fA-F]{8})")
_OF_RUBY = frozenset({"rb", "rp", "rt", "rtc"})


def mend_tags(html: str) -> str:
    """Return the HTML without comments and scripts, its tags sound and their nesting bounded.

    A mark that never ends (a comment, a script, a `<template>`) goes alone: what follows it stays.
    """
    if "<![CDATA[" in html:
        html = html.replace("<![CDATA[", "").replace("]]>", "")
    return "".join(_Mending(_ENDLESS_NUMBER.sub("&amp;", html)).parts())


class _Mending:
    """HTML on the way to its sound form."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.ends: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for end in _HIDING_END.finditer(html):
            self.ends[end["name"].lower()].append(end.span())
        self.last_comment_end = max(html.rfind("-->"), html.rfind("--!>"))
        self.open: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()  # start tags whose ends go with them
        self.nested = self.open_marks = self.copies = 0

    def parts(self) -> list[str]:
        """Return the pieces of the sound form, in order."""
        html, done = self.html, 0
        parts: list[str] = []
        while (at := html.find("<", done)) >= 0:
            parts.append(html[done:at])
            tag = _TAG.match(html, at)
            if html.startswith("<!--", at):
                end = _COMMENT_END.search(html, at + 2) if at < self.last_comment_end else None
                done = end.end() if end else at + len("<!--")
            elif not tag:
                parts.append("&lt;")
                done = at + 1
            else:
                done = self._end_of_raw_text(tag) or tag.end()
                parts.append(self._tag(tag))
        return [*parts, html[done:]]

    def _tag(self, tag: re.Match[str]) -> str:
        """Return a tag as it is passed on."""
        if not tag["name"]:
            return ""
        name = tag["name"].lower()
        name = _OTHER_NAMES.get(name, name)
        if self.copies > MOST_COPIES:
            return "<br><br>" if name in PARTING else ""
        if name in _OF_TABLES and not self.open["table"]:
            name = "p"
        return self._end(name) if tag["end"] else self._start(name, tag)

    def _end_of_raw_text(self, tag: re.Match[str]) -> int:
        """Return where the text ends that a script or its like holds; 0 for other elements and for one without end."""
        if tag["end"] or (tag["name"] or "").lower() not in _RAW or _is_empty(tag["rest"]):
            return 0
        return self._hiding_end(tag)

    def _hiding_end(self, tag: re.Match[str]) -> int:
        ends = self.ends[tag["name"].lower()]
        place = bisect_left(ends, tag.span())
        return ends[place][1] if place < len(ends) else 0

    def _start(self, name: str, tag: re.Match[str]) -> str:
        is_empty = _is_empty(tag["rest"])
        if name in _HIDING and (name in _RAW or is_empty or not self._hiding_end(tag)):
            return f"<{name}></{name}>"
        if name in _DROPPED or (name in _OF_RUBY and not self.open["ruby"]):
            return ""
        rest = _limit_attributes(tag["rest"].removesuffix("/") if is_empty else tag["rest"])
        if name in _VOID:
            return f"<{name}{rest}>"
        if is_empty:
            return f"<{name}{rest}></{name}>"
        if self._opens(name):
            return f"<{name}{rest}>"
        return "<p>" if name in PARTING else ""

    def _opens(self, name: str) -> bool:
        """Return whether an element may begin here, and count it."""
        if name not in _MARKS:
            self.copies += self.open_marks
        if name in _SELF_ENDING:
            return True
        is_mark = name in _MARKS and not (name == "a" and self.open["a"])
        if self.nested >= MOST_NESTED or (is_mark and self.open_marks >= MOST_OPEN_MARKS):
            self.left_out[name] += 1
            return False
        self.open[name] += 1
        self.nested += 1
        self.open_marks += is_mark
        return True

    def _end(self, name: str) -> str:
        if self.left_out[name]:
            self.left_out[name] -= 1
            return ""
        if self.open[name]:
            self.open[name] -= 1
            self.nested -= 1
            self.open_marks -= name in _MARKS and not (name == "a" and self.open["a"])
        if name == "ruby" and not self.open[name]:
            self.nested -= sum(self.open.pop(part, 0) for part in _OF_RUBY)
        return f"</{name}>"


def _is_empty(rest: str) -> bool:
    """Return whether a tag is an empty element of XML; the slash of an address without quotes is none."""
    if not rest.endswith("/"):
        return False
    last = rest[-LONGEST_TAG:-1].rpartition(" ")[2]
    return rest[-2:-1] in {"", " ", "\n", "\t", '"', "'"} or "=" not in last


def _limit_attributes(rest: str) -> str:
    """Return the attributes of a tag; of many, those alone that copy is read by, each once."""
    if len(rest) <= LONGEST_TAG:
        return rest
    kept: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(rest):
        name = found.group().partition("=")[0].strip().lower()
        if name in _KEPT:
            kept.setdefault(name, found.group())
    return "".join(f" {attribute}" for attribute in kept.values())

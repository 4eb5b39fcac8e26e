"""The text of a ninjs object: the best of its bodies, else its description."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from stories import copy
from stories.copy import Block, Caption
from stories.wire import nitf, xml
from stories.wire.fields import Fields
from stories.wire.item import UnreadableError

MARKUP_LIMIT = 2_000_000  # characters of one body, embedded pictures not counted
TEXT_LIMIT = 2_000_000  # characters of one body once read
MOST_BODIES = 4  # that are tried: the same words in HTML, XHTML, NITF and plain text

_EMBEDDED = re.compile(r"data:[a-z]+/[^\s\"'<>]{200,}")


@dataclass(frozen=True, slots=True)
class NinjsText:
    """The text of an object; whether it is no more than a summary; and the captions that stand in it."""

    blocks: tuple[Block, ...] = ()
    is_summary: bool = False
    captions: tuple[Caption, ...] = ()


def read_body(fields: Fields) -> NinjsText:
    """Return the best body that has words: the main one, once; else a teaser, or the description."""
    bodies = sorted(_bodies(fields), key=lambda body: (body.is_secondary, _MANNERS.index(body.manner)))
    for body in bodies[:MOST_BODIES]:
        read = _read_manner(fields, body.manner, body.text)
        if sum(len(block.text) for block in read.blocks) > TEXT_LIMIT:  # untested: a body beyond the limit
            raise UnreadableError(f"The text is longer than {TEXT_LIMIT:,} characters: no story is. Send it in parts.")
        if read.blocks:
            if body.is_secondary:
                fields.remarks.append("It has no main body: a shorter one stands for it.")
            return replace(read, is_summary=body.is_secondary)
    description = next(fields.texts("descriptions", "description", "description_html", "description_text"), "")
    if not description:
        return NinjsText()
    fields.remarks.append("It has no body: its description stands for it.")
    return replace(_read_manner(fields, _manner("", description), description), is_summary=True)


_MANNERS = ("html", "xhtml", "nitf", "text")  # the order in which they are preferred
# Roles of bodies that are no whole text.
_SECONDARY = frozenset(
    ("abstract", "caption", "intro", "lead", "preview", "short", "sms", "social", "standfirst", "summary", "teaser")
)


@dataclass(frozen=True, slots=True)
class _OfferedBody:
    manner: str
    text: str
    is_secondary: bool = False


def _bodies(fields: Fields) -> Iterator[_OfferedBody]:
    """Yield every body: those in `bodies`, and the fields `body`, `body_html`, `body_xhtml` …"""
    for body in fields.objects("bodies"):
        role, text = body.text("role").lower(), body.text("value")
        yield _OfferedBody(_manner(f"{body.text('contenttype').lower()} {role}", text), text, role in _SECONDARY)
    for name in fields.names():
        if name.startswith("body") and name != "bodies":
            text = fields.text(name)
            yield _OfferedBody(_manner(name, text), text)


def _manner(label: str, text: str) -> str:
    """Return the markup of a body, by its label, and by its own first mark where the label says nothing."""
    for manner in ("nitf", "xhtml", "html"):
        if manner in label:
            return manner
    if "xml" in label:  # untested: a body labelled as XML alone
        return "nitf"
    return "html" if re.match(r"\s*<[a-zA-Z][^<>]*>", text) else "text"


def _read_manner(fields: Fields, manner: str, text: str) -> NinjsText:
    if len(text) > MARKUP_LIMIT:
        text = _EMBEDDED.sub("", text)
    if len(text) > MARKUP_LIMIT:
        raise UnreadableError(
            f"The body has more than {MARKUP_LIMIT:,} characters. Send it in parts, or without its markup."
        )
    if manner == "text":
        return NinjsText(copy.from_text(text))
    if manner != "nitf":
        html = copy.read_html(text)
        fields.remarks += html.remarks
        return NinjsText(html.blocks, captions=html.captions)
    try:
        return NinjsText(nitf.read_blocks(text))
    except xml.XmlError as error:
        fields.remarks.append(f"Its NITF body was passed over: {error}.")
        return NinjsText()

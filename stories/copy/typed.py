"""Copy as an editor types it in a plain box: paragraphs parted by empty lines, and a few elements."""

import re
from collections.abc import Iterable
from html import escape, unescape

from stories.copy.block_reader import BlockReader
from stories.copy.blocks import Block
from stories.copy.cleaning import replace_bad_characters
from stories.copy.printing import Notation, write_blocks

_NAMES = "strong|em|b|i|a|br|p|h[1-6]|blockquote|ul|ol|li|table|tr|th|td|pre"
# Any other "<" is the editor's own: "a < b", "<3", "<i think so>".
_ATTRIBUTE = r"""\s+[a-z-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+)"""
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{_NAMES})(?P<rest>(?:{_ATTRIBUTE})*)\s*/?>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# With its semicolon only: "AT&T", "&c" and "R&D" are words.
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_EMPTY_LINES = re.compile(r"\n[^\S\n]*+\n\s*+")


def from_typed(text: str) -> tuple[Block, ...]:
    """Read the blocks of typed copy. An empty line parts paragraphs, a line end is a blank.

    Understood are strong, em (b, i), a, h2 (h1 to h6), blockquote, ul, ol, li, table, tr, th, td, pre, br
    and p; every other mark of the keyboard stays as it is typed.
    """
    reader = _TypedReader()
    text = replace_bad_characters(text)
    done = 0
    for tag in _TAG.finditer(text):
        reader.typed(text[done : tag.start()])
        done = tag.end()
        name = tag["name"].lower()
        if tag["end"]:
            reader.end(name)
        else:
            reader.start(name, _href_of(tag["rest"]))
    reader.typed(text[done:])
    return reader.finish()


def _href_of(attributes: str) -> str:
    """Return the address among the attributes of a tag, "" if none."""
    found = _HREF.search(attributes)
    return _read_entities(next(filter(None, found.groups()), "")) if found else ""


def _read_entities(text: str) -> str:
    return _ENTITY.sub(lambda entity: unescape(entity.group()), text)


class _TypedReader(BlockReader):
    """Reader of typed words; marks that an editor forgot to end, end with their block."""

    def typed(self, text: str) -> None:
        if self.keeps_lines():
            self.words(_read_entities(text))
            return
        first, *others = _EMPTY_LINES.split(text)
        self.words(_read_entities(first))
        for paragraph in others:
            self.start("p")
            self.words(_read_entities(paragraph))

    def part(self) -> None:
        super().part()
        self.end_marks()


def to_typed(blocks: Iterable[Block]) -> str:
    """Print the blocks as an editor would type them: from_typed() gives the same blocks again, normalised ones."""
    return write_blocks(blocks, TYPED)


def _escape_words(text: str) -> str:
    """Return the words with an entity or a known element in them escaped, and nothing else."""
    text = _ENTITY.sub(lambda entity: f"&amp;{entity.group()[1:]}", text)
    return _TAG.sub(lambda tag: f"&lt;{tag.group()[1:]}", text)


TYPED = Notation(
    words=_escape_words,
    link=lambda href: f'<a href="{escape(href)}">',
    line_break="<br>\n",
    paragraph=("", ""),
    between="\n\n",
)

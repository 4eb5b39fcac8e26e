"""Blocks printed: as HTML for pages, as plain text, as an editor types them."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby, pairwise, takewhile
from typing import Self

from stories.copy.blocks import ROWS, Block, Kind, Mark, MarkKind, safe_address

# Links stand outside, emphasis inside, whatever the order of their marks.
_NESTING = (MarkKind.LINK, MarkKind.STRONG, MarkKind.EM)


class Html(str):
    """HTML that may be printed as it stands. Only this package makes it, from blocks."""

    __slots__ = ()

    def __html__(self) -> Self:
        return self


@dataclass(frozen=True, slots=True)
class Notation:
    """Notation of printed blocks: its words, links, line breaks and paragraphs; all else is written alike."""

    words: Callable[[str], str]
    link: Callable[[str], str]
    line_break: str
    paragraph: tuple[str, str]
    between: str


HTML = Notation(
    words=lambda text: escape(text, quote=False),
    link=lambda href: f'<a href="{escape(href)}" rel="noopener">',
    line_break="<br>",
    paragraph=("<p>", "</p>"),
    between="\n",
)


def to_html(blocks: Iterable[Block]) -> Html:
    """Print the blocks as HTML, an element a line; marks nest in one order, the same each time."""
    return Html(write_blocks(blocks, HTML))


def plain_text(blocks: Iterable[Block]) -> str:
    """Return the words alone, an empty line between blocks."""
    return "\n\n".join(block.text for block in blocks)


def write_blocks(blocks: Iterable[Block], hand: Notation) -> str:
    """Print the blocks in one notation; neighbours of a kind share their list, table or quotation."""
    return hand.between.join(_group(kind, list(group), hand) for kind, group in groupby(blocks, _family))


def _family(block: Block) -> Kind:
    return Kind.ROW if block.kind in ROWS else block.kind


def _group(kind: Kind, blocks: Sequence[Block], hand: Notation) -> str:
    match kind:
        case Kind.BULLET:
            return _element("ul", [f"<li>{_inline(block, hand)}</li>" for block in blocks])
        case Kind.NUMBERED:
            return _element("ol", [f"<li>{_inline(block, hand)}</li>" for block in blocks])
        case Kind.ROW:
            return _element("table", [_row(block, hand) for block in blocks])
        case Kind.QUOTE:
            return _element("blockquote", [hand.between.join(_paragraph(block, hand) for block in blocks)])
        case Kind.PREFORMATTED:
            lines = replace(hand, line_break="\n")
            return hand.between.join(_element("pre", [_inline(block, lines)]) for block in blocks)
        case Kind.HEADING:
            return hand.between.join(f"<h2>{_inline(block, hand)}</h2>" for block in blocks)
        case _:
            return hand.between.join(_paragraph(block, hand) for block in blocks)


def _element(name: str, lines: Sequence[str]) -> str:
    return "\n".join([f"<{name}>", *lines, f"</{name}>"])


def _paragraph(block: Block, hand: Notation) -> str:
    before, after = hand.paragraph
    return f"{before}{_inline(block, hand)}{after}"


def _row(block: Block, hand: Notation) -> str:
    """Print a table row with its cells; the marks of a normalised row stand within one cell each."""
    name = "th" if block.kind is Kind.HEAD_ROW else "td"
    marks = deque(block.marks)
    cells: list[str] = []
    start = 0
    for cell in block.text.split("\t"):
        end = start + len(cell)
        own: list[Mark] = []
        while marks and marks[0].start < end:
            own.append(marks.popleft())
        cells.append(f"<{name}>{_print_marks(block.text, start, end, own, hand)}</{name}>")
        start = end + 1
    return f"<tr>{''.join(cells)}</tr>"


def _inline(block: Block, hand: Notation) -> str:
    """Print the words of a block with their marks properly nested."""
    return _print_marks(block.text, 0, len(block.text), block.marks, hand)


def _print_marks(text: str, start: int, end: int, marks: Sequence[Mark], hand: Notation) -> str:
    """Print text[start:end] with the marks over it."""
    if not marks:
        return hand.words(text[start:end]).replace("\n", hand.line_break)
    beginning = defaultdict(list)
    for mark in marks:
        beginning[max(mark.start, start)].append(mark)
    stops = sorted({start, end, *beginning, *(min(mark.end, end) for mark in marks)})
    parts: list[str] = []
    open_marks: list[Mark] = []
    for here, there in pairwise(stops):
        wanted = _nest([mark for mark in open_marks if mark.end > here] + beginning[here])
        shared = len(list(takewhile(lambda pair: pair[0] is pair[1], zip(open_marks, wanted, strict=False))))
        parts += (_closing_tag(mark) for mark in reversed(open_marks[shared:]))
        parts += (_opening_tag(mark, hand) for mark in wanted[shared:])
        parts.append(hand.words(text[here:there]).replace("\n", hand.line_break))
        open_marks = wanted
    parts += (_closing_tag(mark) for mark in reversed(open_marks))
    return "".join(parts)


def _nest(marks: Iterable[Mark]) -> list[Mark]:
    followed = (mark for mark in marks if mark.kind is not MarkKind.LINK or safe_address(mark.href))
    return sorted(followed, key=lambda mark: _NESTING.index(mark.kind))


def _opening_tag(mark: Mark, hand: Notation) -> str:
    return hand.link(mark.href) if mark.kind is MarkKind.LINK else f"<{mark.kind.value}>"


def _closing_tag(mark: Mark) -> str:
    return "</a>" if mark.kind is MarkKind.LINK else f"</{mark.kind.value}>"

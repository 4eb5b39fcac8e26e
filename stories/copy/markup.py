"""HTML read to blocks: as a browser shows it, whatever its make."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from stories.copy import appearance, captions, signs
from stories.copy.appearance import Attributes, Style
from stories.copy.block_reader import HEADINGS, LISTS, MARKS, PARTING, BlockReader
from stories.copy.blocks import Block, Kind, MarkKind
from stories.copy.captions import Caption
from stories.copy.cleaning import clean, replace_bad_characters
from stories.copy.list_numbers import ListNumbers, counts_from
from stories.copy.table_spans import Blanks, find_blanks
from stories.copy.tag_soup import mend_tags

MOST_STRUCK = 10  # pieces that a remark names
LONGEST_STRUCK = 60  # characters of one
NO_STYLE: Style = {}
_BODY = "<!DOCTYPE html><body>"  # so that nothing is taken for a head


@dataclass(frozen=True, slots=True)
class HtmlCopy:
    """Copy that was read from HTML: its blocks, remarks on what was left out, and the captions of its pictures."""

    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()


def from_html(html: str) -> tuple[Block, ...]:
    """Read the blocks of a piece of HTML, or of XML that is like it. See read_html()."""
    return read_html(html).blocks


def read_html(html: str) -> HtmlCopy:
    """Read a piece of HTML to blocks, to remarks (sentences) on what was left out, and to its pictures' captions.

    What a browser shows is copy, and nothing else is: words that are struck out, hidden, or only stand in for a film
    are left out. Kept are bold and italic, as elements or styles say, and links of http, https and mailto. Bare text
    becomes paragraphs, two line breaks part them, nested lists are flattened, a numbered list that copy would number
    otherwise is written with its numbers. Table cells are parted by tabs, one in every column. Rules and pictures are
    dropped, but for the signs that pictures stand for. The time is in proportion to the length whatever the nesting.
    What is printed from blocks is safe because blocks hold words, never markup.
    """
    tree = LexborHTMLParser(_BODY + mend_tags(replace_bad_characters(html)))
    reader = _TreeReader()
    if tree.body is not None:
        reader.read(tree.body)
    return HtmlCopy(reader.finish(), tuple(_remarks(reader.struck)), tuple(reader.captions))


def _remarks(struck: list[str]) -> Iterator[str]:
    """Yield a sentence on the words that were struck out, if any were."""
    named = [f"“{_shorten(words)}”" for words in struck[:MOST_STRUCK]]
    more = len(struck) - len(named)
    if named:
        yield f"Words struck out were left out: {', '.join(named)}{f' and {more} more' if more else ''}."


def _shorten(words: str) -> str:
    return words if len(words) <= LONGEST_STRUCK else f"{words[:LONGEST_STRUCK].rstrip()} …"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Element that is open, and what was so before it began."""

    name: str
    is_strong: bool
    is_em: bool
    breaks_lines: bool


class _TreeReader(BlockReader):
    """Reader of a parser's tree."""

    def __init__(self) -> None:
        super().__init__()
        self.struck: list[str] = []
        self.captions: list[Caption] = []
        self._frames: list[_Frame] = []
        self._is_strong = self._is_em = self._breaks_lines = False
        self._headings = 0
        self._tables: list[Blanks] = []
        self._numbers: list[ListNumbers | None] = []
        self._number = ""  # of an item, until its first words come
        self._run = 0  # of numbered blocks, up to here
        self._pictured: dict[int, bool] = {}  # figure: whether it is a picture's

    def read(self, root: LexborNode) -> None:
        """Read all nodes under the root, in order, without recursion."""
        node = root.first_child
        while node is not None:
            is_open = self._enter(node)
            child = node.first_child if is_open else None
            if is_open and child is None:
                self._leave(node)
            node = child or self._following(node, root)

    def _following(self, node: LexborNode, root: LexborNode) -> LexborNode | None:
        """Return the node behind this one, and leave the elements that end between them."""
        while (following := node.next) is None:
            parent = node.parent
            if parent is None or parent.mem_id == root.mem_id:
                return None
            self._leave(parent)
            node = parent
        return following

    def mark_kinds(self) -> Iterable[MarkKind]:
        """Return the kinds of marks by the elements and styles that stand over the words."""
        if not (self._is_strong or self._is_em):
            return ()
        return [kind for kind, is_on in ((MarkKind.STRONG, self._is_strong), (MarkKind.EM, self._is_em)) if is_on]

    def words(self, text: str) -> None:
        """Add text; where the style keeps line ends, they are line breaks."""
        if not self._breaks_lines or "\n" not in text or self.keeps_lines():
            super().words(text)
            return
        first, *others = text.split("\n")
        super().words(first)
        for line in others:
            self._break_line()
            super().words(line)

    def part(self) -> None:
        """End the block; count numbered ones that follow each other."""
        before = len(self._blocks)
        self._number = ""
        super().part()
        if len(self._blocks) > before:
            self._run = self._run + 1 if self._blocks[-1].kind is Kind.NUMBERED else 0

    def list_kind(self, name: str) -> Kind:
        """Return the kind of a list's items: paragraphs where their numbers are written."""
        return Kind.PARAGRAPH if self._numbers and self._numbers[-1] else super().list_kind(name)

    def _add(self, text: str) -> None:
        """Add words, the number of their item before the first."""
        if self._number and text.strip():
            self._text.append(self._number)
            self._length += len(self._number)
            self._number = ""
            text = text.lstrip()
        super()._add(text)

    def _enter(self, node: LexborNode) -> bool:
        """Take in a node; return whether it is an element that is open now."""
        name = node.tag or ""
        if name == "-text":
            self.words(node.text_content or "")
        if name.startswith("-"):
            return False
        attributes = node.attributes
        style = appearance.read_style(attributes) if attributes else NO_STYLE
        if self._is_left_out(node, name, attributes, style) or self._is_written(name, node):
            return False
        shown_name = appearance.script_of(style) or name if name == "span" else name
        self._frames.append(_Frame(shown_name, self._is_strong, self._is_em, self._breaks_lines))
        self._apply(name, style)
        self._begin(node, shown_name, attributes.get("href") or "")
        return True

    def _is_left_out(self, node: LexborNode, name: str, attributes: Attributes, style: Style) -> bool:
        """Return whether an element is no copy; words that were struck and captions are kept apart."""
        if appearance.is_unseen(name, attributes, style):
            if name in PARTING:
                self._part_at(name, ends_row=False)
            return True
        if appearance.is_struck(name, attributes, style):
            words = clean(node.text())
            self.struck += [words] if words else []
            return True
        caption = captions.read_caption(node, name, attributes, self._pictured)
        self.captions += [caption] if caption else []
        return caption is not None

    def _is_written(self, name: str, node: LexborNode) -> bool:
        """Return whether an element is one sign or a reading, and add it if so."""
        if name == "img":
            self.words(signs.sign_of(node.attributes.get("alt") or ""))
        elif name == "rt":
            self.words(signs.write_reading(clean(node.text()), behind=self._text[-1][-1:] if self._text else ""))
        return name in {"img", "rt"}

    def _apply(self, name: str, style: Style) -> None:
        """Take over what an element and its style make of the words within."""
        kind = MARKS.get(name)
        self._is_strong = self._is_strong or kind is MarkKind.STRONG
        self._is_em = self._is_em or kind is MarkKind.EM
        self._headings += name in HEADINGS
        if not style:
            return
        breaks_lines = appearance.lines_kept(style)
        self._breaks_lines = self._breaks_lines if breaks_lines is None else breaks_lines
        if appearance.is_of_browser(style):
            return
        is_strong, is_em = appearance.weight(style), appearance.slant(style)
        if is_strong is not None and not (is_strong and self._headings):
            self._is_strong = is_strong
        if is_em is not None:
            self._is_em = is_em

    def _begin(self, node: LexborNode, name: str, href: str) -> None:
        if name == "table":
            self._tables.append(Blanks() if self._tables else find_blanks(node))
        elif name in LISTS:
            self._numbers.append(self._written_numbers(node) if name == "ol" else None)
        elif name in {"td", "th"} and len(self._tables) == 1:
            self.blank_cells(self._tables[0].before[node.mem_id])
        self.start(name, href)
        if name == "li" and self._numbers and (numbers := self._numbers[-1]):
            self._number = numbers.next(node)

    def _written_numbers(self, list_node: LexborNode) -> ListNumbers | None:
        """Return the numbers of a list that must be written, None where copy counts alike by itself."""
        if self._cells is None:
            first = 1 if any(text.strip() for text in self._text) else self._run + 1
            if counts_from(list_node, first):
                return None
        return ListNumbers.of(list_node)

    def _leave(self, node: LexborNode) -> None:
        frame = self._frames.pop()
        if frame.name == "tr" and len(self._tables) == 1:
            self.blank_cells(self._tables[0].at_end[node.mem_id])
        self.end(frame.name)
        if frame.name in {"td", "th"} and len(self._tables) == 1:
            self.blank_cells(self._tables[0].behind[node.mem_id])
        elif frame.name == "table":
            self._tables.pop()
        elif frame.name in LISTS:
            self._numbers.pop()
        self._headings -= frame.name in HEADINGS
        self._is_strong, self._is_em, self._breaks_lines = frame.is_strong, frame.is_em, frame.breaks_lines

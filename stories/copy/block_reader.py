"""Blocks gathered from elements and words as they come."""

import re
from collections.abc import Iterable

from stories.copy.blocks import Block, Kind, Mark, MarkKind, normalise

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"})  # hl1, hl2: NITF inside HTML
LISTS = {"ul": Kind.BULLET, "menu": Kind.BULLET, "dir": Kind.BULLET, "ol": Kind.NUMBERED}
MARKS = {"strong": MarkKind.STRONG, "b": MarkKind.STRONG, "em": MarkKind.EM, "i": MarkKind.EM}
_CELLS = frozenset({"td", "th"})
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ")
_SCRIPTS = {"sup": (_RAISED, "^"), "sub": (_LOWERED, "_")}
_ORDINAL = re.compile("st|nd|rd|th|er|re|e|[eè]me|o|a|º|ª", re.IGNORECASE)  # 1st, 2e: no power of the figure before
_BLOCKS = (
    "address article aside audio block blockquote body caption center details dialog dd div dl dt fieldset figcaption "
    "figure footer form header hgroup hr html iframe lead legend li main nav noscript object optgroup option p pre "
    "section summary table tbody textarea tfoot thead title tr video"
)
PARTING = HEADINGS | LISTS.keys() | set(_BLOCKS.split())
_QUOTES = (("“", "”"), ("‘", "’"))  # the outer, and those within them


def script_as_text(text: str, script: str, *, is_behind_figure: bool = False) -> str:
    """Return raised or lowered words (`sup`, `sub`) as plain text.

    Their figures never run into the one before: 10⁶, not 106; nor does a letter that is a power: 10ⁿ. Other words
    without a figure ("1st") and marks of notes ("[1]") stay as they are.
    """
    signs, caret = _SCRIPTS[script]
    is_power = is_behind_figure and text.strip() and not _ORDINAL.fullmatch(text.strip())
    if text.startswith("[") or not (is_power or any(map(str.isdigit, text))):
        return text
    return text.translate(signs) if all(ord(sign) in signs for sign in text.strip()) else f"{caret}{text}"


class BlockReader:
    """Reader that gathers blocks from elements and words, well nested or not."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._text: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._open_marks: dict[MarkKind, int] = dict.fromkeys(MARKS.values(), 0)
        self._links: list[str] = []
        self._script = ""  # raised or lowered words are being read
        self._quotes = 0
        self._lists: list[Kind] = []
        self._depths = dict.fromkeys(("heading", "pre", "blockquote", "table"), 0)
        self._cells: int | None = None  # in the row that is open
        self._head_cells = self._blank_cells = 0

    def finish(self) -> tuple[Block, ...]:
        """End the last block and return all blocks, normalised."""
        self.part()
        return normalise(self._blocks)

    def start(self, name: str, href: str = "") -> None:
        """Begin an element."""
        if name in MARKS:
            self._open_marks[MARKS[name]] += 1
        elif name == "a":
            self._links.append(href)
        elif name == "br":
            self._break_line()
        elif name == "q":
            self.words(_QUOTES[self._quotes % 2][0])
            self._quotes += 1
        elif name in _SCRIPTS:
            self._script = name
        elif name in _CELLS:
            self._start_cell(name)
        elif name in PARTING:
            self._part_at(name, ends_row=name == "tr")
            self._nest(name, 1)

    def end(self, name: str) -> None:
        """End an element."""
        if name in MARKS:
            self._open_marks[MARKS[name]] = max(self._open_marks[MARKS[name]] - 1, 0)
        elif name == "a":
            self._links[-1:] = []
        elif name == "q":
            self._quotes = max(self._quotes - 1, 0)
            self.words(_QUOTES[self._quotes % 2][1])
        elif name in _SCRIPTS:
            self._script = ""
        elif name in PARTING:
            self._part_at(name, ends_row=name in {"tr", "table"})
            self._nest(name, -1)

    def words(self, text: str) -> None:
        """Add text between tags; its line ends are blanks but in preformatted pieces."""
        if not self.keeps_lines():
            text = text.replace("\n", " ").replace("\t", " ")
        if self._script:
            is_behind_figure = bool(self._text) and self._text[-1][-1:].isdecimal()
            text = script_as_text(text, self._script, is_behind_figure=is_behind_figure)
        self._add(text)

    def mark_kinds(self) -> Iterable[MarkKind]:
        """Return the kinds of marks that stand over the words that come now, links left out."""
        return [kind for kind, depth in self._open_marks.items() if depth]

    def list_kind(self, name: str) -> Kind:
        """Return the kind of a list's items."""
        return LISTS[name]

    def keeps_lines(self) -> bool:
        """Return whether words would go to a preformatted piece now."""
        return self._kind() is Kind.PREFORMATTED

    def end_marks(self) -> None:
        """End all marks and links."""
        self._open_marks = dict.fromkeys(self._open_marks, 0)
        self._links.clear()

    def part(self) -> None:
        """End the block; the words that follow are another's."""
        self._script = ""
        text = "".join(self._text)
        if text and not text.isspace():
            self._blocks.append(Block(self._kind(), text, tuple(self._marks)))
        self._text, self._marks, self._length = [], [], 0

    def _add(self, text: str) -> None:
        if not text:
            return
        end = self._length + len(text)
        self._marks += (Mark(self._length, end, kind) for kind in self.mark_kinds())
        if self._links and self._links[-1]:
            self._marks.append(Mark(self._length, end, MarkKind.LINK, self._links[-1]))
        self._text.append(text)
        self._length = end

    def _kind(self) -> Kind:
        if self._cells is not None:
            return Kind.HEAD_ROW if 0 < self._cells - self._blank_cells == self._head_cells else Kind.ROW
        if self._lists:
            return self._lists[-1]
        if self._depths["heading"]:
            return Kind.HEADING
        if self._depths["pre"]:
            return Kind.PREFORMATTED
        return Kind.QUOTE if self._depths["blockquote"] else Kind.PARAGRAPH

    def _part_at(self, name: str, *, ends_row: bool) -> None:
        """Begin a new block, or a line where the piece around stays one: a list item, a cell."""
        in_cell = self._cells is not None and (self._depths["table"] > 1 or not ends_row)
        in_item = self._cells is None and self._lists and name not in {"li", "tr", "table", *LISTS}
        if in_cell or in_item:
            self._add("\n")
        else:
            self.part()
            self._cells = None

    def _nest(self, name: str, step: int) -> None:
        if name in LISTS and self._cells is None:
            if step > 0:
                self._lists.append(self.list_kind(name))
            else:
                self._lists[-1:] = []
        name = "heading" if name in HEADINGS else name
        if name in self._depths:
            self._depths[name] = max(self._depths[name] + step, 0)

    def _start_cell(self, name: str) -> None:
        if not self._depths["table"]:
            self.part()
        elif self._depths["table"] > 1 and self._cells:
            self._add(" ")
        else:
            self._next_cells(1)
            self._head_cells += name == "th"

    def blank_cells(self, number: int) -> None:
        """Add empty cells to the row, where a cell beside or above reaches into it."""
        if number > 0:
            self._next_cells(number)
            self._blank_cells += number

    def _next_cells(self, number: int) -> None:
        if self._cells is None:
            self.part()
            self._cells = self._head_cells = self._blank_cells = 0
        self._add("\t" * (number if self._cells else number - 1))
        self._cells += number

    def _break_line(self) -> None:
        """Add a hard line break; the second in a row parts paragraphs."""
        if self._kind() in {Kind.PARAGRAPH, Kind.QUOTE} and self._ends_with_break():
            self.part()
        else:
            self._add("\n")

    def _ends_with_break(self) -> bool:
        return next((text for text in reversed(self._text) if text == "\n" or not text.isspace()), "") == "\n"

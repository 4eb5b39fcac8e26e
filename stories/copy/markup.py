"""HTML read to blocks: every element mess is taken, no word is lost but those of scripts and styles."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from stories.copy.blocks import Block, Kind, Mark, MarkKind, normalise
from stories.copy.cleaning import replace_bad_characters

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"})  # hl1, hl2: NITF inside HTML
_LISTS = {"ul": Kind.BULLET, "menu": Kind.BULLET, "dir": Kind.BULLET, "ol": Kind.NUMBERED}
_CELLS = frozenset({"td", "th"})
_MARKS = {"strong": MarkKind.STRONG, "b": MarkKind.STRONG, "em": MarkKind.EM, "i": MarkKind.EM}
_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SCRIPTS = {"sup": (_RAISED, "^"), "sub": (_LOWERED, "_")}
_BLOCKS = (
    "address article aside block blockquote body caption center details dialog dd div dl dt fieldset figcaption figure "
    "footer form header hgroup hr html iframe lead legend li main nav noscript optgroup option p pre section summary "
    "table tbody textarea tfoot thead title tr"
)
_PARTING = HEADINGS | _LISTS.keys() | set(_BLOCKS.split())

_UNSEEN = re.compile(r"<!--|<(?P<name>script|style)\b[^<>]*>", re.IGNORECASE)
_UNSEEN_ENDS = {name: re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE) for name in ("script", "style")}
_COMMENT_END = re.compile("-->")
# Quotes count after an equals sign only, and where they are closed; a ">" within them ends no tag.
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*+)(?=[\s/>])"
    r"""(?P<rest>(?:[^<>=]++|=\s*+(?:"[^"]*"|'[^']*')?+)*+(?=>)|[^<>]*+)>"""
    r"|<[!?][^<>]*+>"
)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# Python refuses to read numbers of thousands of digits; no character has more than seven.
_ENDLESS_NUMBER = re.compile(r"&(?=#[xX]?[0-9a-fA-F]{8})")


@dataclass(frozen=True, slots=True)
class Caption:
    """Caption that stands under a picture in the text; the address is the picture's, "" where it names no file."""

    address: str
    words: str


@dataclass(frozen=True, slots=True)
class HtmlCopy:
    """Copy that was read from HTML: its blocks, remarks on what was left out, and the captions of its pictures."""

    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()
    captions: tuple[Caption, ...] = ()


def read_html(html: str) -> HtmlCopy:
    """Read a piece of HTML to its blocks, to remarks (sentences) on what was left out, and to its pictures' captions.

    The blocks are those of from_html().
    """
    return HtmlCopy(from_html(html))


def from_html(html: str) -> tuple[Block, ...]:
    """Read the blocks of a piece of HTML; strong and em (b, i), and http, https and mailto links are kept.

    Bare text becomes paragraphs, two line breaks part them, nested lists are flattened, table cells are
    parted by tabs; rules and pictures are dropped. No tree is built: the time is in proportion to the
    length whatever the nesting, and foreign elements (svg, math, template) hide no words. What is printed
    from blocks is safe because blocks hold words, never markup.
    """
    html = _remove_unseen(replace_bad_characters(html))
    reader = BlockReader()
    done = 0
    for tag in _TAG.finditer(html):
        reader.words(read_entities(html[done : tag.start()]))
        done = tag.end()
        if tag["end"]:
            reader.end(tag["name"].lower())
        elif tag["name"]:
            reader.start(tag["name"].lower(), href_of(tag["rest"]))
    reader.words(read_entities(html[done:]))
    return reader.finish()


def read_entities(text: str) -> str:
    """Return the text with its character references read."""
    return unescape(_ENDLESS_NUMBER.sub("&amp;", text)) if "&" in text else text


def href_of(attributes: str, *, entities: Callable[[str], str] = read_entities) -> str:
    """Return the address among the attributes of a tag, "" if none."""
    found = _HREF.search(attributes)
    return entities(next(filter(None, found.groups()), "")) if found else ""


def script_as_text(text: str, script: str) -> str:
    """Return raised or lowered words (`sup`, `sub`) as plain text.

    Their figures never run into the one before: 10⁶, not 106. Words without a figure ("1st") and marks of notes ("[1]")
    stay as they are.
    """
    signs, caret = _SCRIPTS[script]
    if text.startswith("[") or not any(map(str.isdigit, text)):
        return text
    return text.translate(signs) if all(ord(sign) in signs for sign in text.strip()) else f"{caret}{text}"


def _remove_unseen(html: str) -> str:
    """Return the HTML without scripts, styles and comments; of one that never ends only the beginning mark goes."""
    parts: list[str] = []
    endless: set[re.Pattern[str]] = set()
    done = 0
    while unseen := _UNSEEN.search(html, done):
        parts.append(html[done : unseen.start()])
        done = unseen.end()
        ending = _UNSEEN_ENDS[unseen["name"].lower()] if unseen["name"] else _COMMENT_END
        end = None if ending in endless else ending.search(html, unseen.start() + 2)
        if end:
            done = end.end()
        else:
            endless.add(ending)
    html = "".join(parts) + html[done:]
    return html.replace("<![CDATA[", "").replace("]]>", "") if "<![CDATA[" in html else html


class BlockReader:
    """Reader that gathers blocks from elements and words as they come, well nested or not."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._text: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._open_marks: dict[MarkKind, int] = dict.fromkeys(_MARKS.values(), 0)
        self._links: list[str] = []
        self._script = ""  # raised or lowered words are being read
        self._lists: list[Kind] = []
        self._depths = dict.fromkeys(("heading", "pre", "blockquote", "table"), 0)
        self._cells: int | None = None  # in the row that is open
        self._head_cells = 0

    def finish(self) -> tuple[Block, ...]:
        """End the last block and return all blocks, normalised."""
        self.part()
        return normalise(self._blocks)

    def start(self, name: str, href: str = "") -> None:
        """Begin an element."""
        if name in _MARKS:
            self._open_marks[_MARKS[name]] += 1
        elif name == "a":
            self._links.append(href)
        elif name == "br":
            self._break_line()
        elif name == "q":
            self.words("“")
        elif name in _SCRIPTS:
            self._script = name
        elif name in _CELLS:
            self._start_cell(name)
        elif name in _PARTING:
            self._part_at(name, ends_row=name == "tr")
            self._nest(name, 1)

    def end(self, name: str) -> None:
        """End an element."""
        if name in _MARKS:
            self._open_marks[_MARKS[name]] = max(self._open_marks[_MARKS[name]] - 1, 0)
        elif name == "a":
            self._links[-1:] = []
        elif name == "q":
            self.words("”")
        elif name in _SCRIPTS:
            self._script = ""
        elif name in _PARTING:
            self._part_at(name, ends_row=name in {"tr", "table"})
            self._nest(name, -1)

    def words(self, text: str) -> None:
        """Add text between tags; its line ends are blanks but in preformatted pieces."""
        if not self.keeps_lines():
            text = text.replace("\n", " ").replace("\t", " ")
        self._add(script_as_text(text, self._script) if self._script else text)

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
        self._marks += (Mark(self._length, end, kind) for kind, depth in self._open_marks.items() if depth)
        if self._links and self._links[-1]:
            self._marks.append(Mark(self._length, end, MarkKind.LINK, self._links[-1]))
        self._text.append(text)
        self._length = end

    def _kind(self) -> Kind:
        if self._cells is not None:
            return Kind.HEAD_ROW if 0 < self._cells == self._head_cells else Kind.ROW
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
        in_item = self._cells is None and self._lists and name not in {"li", "tr", "table", *_LISTS}
        if in_cell or in_item:
            self._add("\n")
        else:
            self.part()
            self._cells = None

    def _nest(self, name: str, step: int) -> None:
        if name in _LISTS and self._cells is None:
            if step > 0:
                self._lists.append(_LISTS[name])
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
            if self._cells is None:
                self.part()
                self._cells = self._head_cells = 0
            if self._cells:
                self._add("\t")
            self._cells += 1
            self._head_cells += name == "th"

    def _break_line(self) -> None:
        """Add a hard line break; the second in a row parts paragraphs."""
        if self._kind() in {Kind.PARAGRAPH, Kind.QUOTE} and self._ends_with_break():
            self.part()
        else:
            self._add("\n")

    def _ends_with_break(self) -> bool:
        return next((text for text in reversed(self._text) if text == "\n" or not text.isspace()), "") == "\n"

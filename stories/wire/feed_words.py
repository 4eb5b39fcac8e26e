"""Words of feeds, be they XML or JSON: titles, texts as HTML or plain, categories, names of authors."""

import html
import re
from collections.abc import Iterable

from stories import copy
from stories.copy import HtmlCopy
from stories.wire.fields import Fields, clean_line

MARKUP_LIMIT = 2_000_000  # characters of one text
MOST_AUTHORS = 20
SHORT = 150  # words; a longer text that ends with "…" ends so by intent

_REFERENCE = re.compile(r"&(?:amp;)?(?:#[0-9]{2,7}|#x[0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ANY_TAG = re.compile("</?[a-zA-Z!][^<>]*>")
_GOES_ON = re.compile(
    r"(?:\[\s?(?:…|\.\.\.)\s?\]|(?:read|continue reading|more)\s?(?:more|»|›|→|\.\.\.|…)|read more\W{0,3})\s?$",
    re.IGNORECASE,
)
_ADDRESS_OF_MAIL = re.compile(r"[^\s@<>()]{1,100}@[^\s@<>()]{1,200}")


def clean_title(text: str, *, is_plain: bool = False) -> str:
    """Return a title as one clean line, without markup; references that were written twice are read twice.

    In a plain one, "<b>" are three characters of it.
    """
    line = copy.clean(text) if is_plain else clean_line(text)
    for _ in range(2):
        if _REFERENCE.search(line):
            line = copy.clean(html.unescape(line))
    return line


def read_text(text: str, *, kind: str, fields: Fields) -> HtmlCopy:
    """Read a text of a media type: plain, or HTML. What is called HTML without a tag is plain text with references.

    Remarks on what was left out go to the fields. A text beyond MARKUP_LIMIT is passed over with a remark.
    """
    if len(text) > MARKUP_LIMIT:
        fields.remarks.append(f"A text of more than {MARKUP_LIMIT:,} characters was passed over.")
        return HtmlCopy(())
    if kind == "text/plain":
        return HtmlCopy(copy.from_text(text))
    if not _ANY_TAG.search(text) and "xhtml" not in kind:
        return HtmlCopy(copy.from_text(html.unescape(text)))
    read = copy.read_html(text)
    fields.remarks += read.remarks
    return read


def is_cut_short(blocks: tuple[copy.Block, ...]) -> bool:
    """Return whether a text says at its end that it goes on elsewhere: "[…]", "Read more", a short one with "…"."""
    if not blocks:
        return False
    end = blocks[-1].text[-100:].rstrip()
    return bool(_GOES_ON.search(end)) or (end.endswith(("…", "...")) and copy.word_count(blocks) < SHORT)


def join_names(names: Iterable[str]) -> str:
    """Return names of authors as a byline, each once: "Ada Karn, Jon Vale and Ilse Dorn". Mail addresses go."""
    own = [copy.clean(_ADDRESS_OF_MAIL.sub("", name)).strip("()<> ,") for name in names]
    *others, last = list(dict.fromkeys(filter(None, own)))[:MOST_AUTHORS] or [""]
    return f"{', '.join(others)} and {last}" if others else last

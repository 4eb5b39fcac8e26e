"""Hostile fillers through readers, finders and printers: the time grows with the text, never with its square."""

import json
import time
from collections import Counter
from contextlib import suppress
from html import escape

import pytest

from stories import compare, copy, designators, merge, style_notes, wire
from stories.compare import Text
from stories.matching import fold_text, make_profile
from stories.search.documents import make_document
from stories.wire import NotWireError, UnreadableError, WireItem, read_editor_note, read_stop_target
from tests.expression_attacks import FILLERS

SHORT, LONG = 3_000, 12_000  # characters of the filler
SECONDS = 0.1  # of the processor, under which nobody waits; what grew with the square took seconds
GROWTH = 10  # times as long for four times the text: 4 is linear, 16 is quadratic
TRIES = 3
LINE = 5_000  # characters of a line of a head
CRLF = "\r\n"


def files_with(filler):
    """Return a file of each format with a filler in its text, some with one in its head."""
    shown = escape("".join(sign for sign in filler if sign >= " " or sign == "\n"))
    head, line = "Dam holds at Karse Head", filler[:LINE]
    text = f"KARSE HEAD, Feb. 10 (Vesper) -- The dam {filler} held.\n\nIt held on.\n"
    item = {"uri": "urn:a", "headline": head, "slugline": line, "byline": line, "ednote": line}
    return {
        "text": f"{head}\n\n{text}",
        "text's headline": f"{head} {filler}\n\n{text[:40]}",
        "text below a page's top": f"You are here: Home\n{filler}\n{head}\n\nThe dam held.\n",
        "ninjs": json.dumps({**item, "body_html": f"<p>{text}</p>"}),
        "ninjs' text": json.dumps({**item, "body_text": text}),
        "NITF": f"<nitf><head/><body><body.head><hedline><hl1>{head} {shown[:LINE]}</hl1></hedline></body.head>"
        f"<body.content><p>The dam {shown} held.</p></body.content></body></nitf>",
        "feed": f"<rss version='2.0'><channel><title>a</title><item><title>{head}</title>"
        f"<description>The dam {shown} held.</description></item></channel></rss>",
        "IPTC 7901": f"\x01DAM01 3 pol 20 Dam {CRLF}\x02{head}{CRLF}The dam {filler} held.{CRLF}"
        f"\x03101200 Feb 26{CRLF}\x04",
        "ANPA": f"\x16\x16\x01a0001r i \x13 BC-Dam 02-10 0100{CRLF}\x02{CRLF}^{head}<{CRLF}"
        f"^The dam {filler} held.<{CRLF}\x03{CRLF}10:12 02-10{CRLF}\x04",
    }


def edit(block):
    """Return a block with other words at its beginning and its end."""
    return copy.Block(block.kind, f"On 7 May {block.text} It did not break.")


def looks_at(item):
    """Return what is done with a piece of copy, by name."""
    headline, blocks = item.printed_headline, item.blocks
    text, changed = (
        Text({"headline": headline}, blocks),
        Text({"headline": headline}, (*map(edit, blocks), *blocks[:1])),
    )
    return {
        "editor's note": lambda: (read_editor_note(item), read_stop_target(item)),
        "profile": lambda: make_profile(headline, item.dateline, blocks),
        "folded": lambda: fold_text(headline, blocks),
        "printed": lambda: (copy.to_html(blocks), copy.to_typed(blocks), copy.word_count(blocks)),
        "typed": lambda: copy.from_typed(copy.to_typed(blocks)),
        "document": lambda: make_document(1, [headline, copy.plain_text(blocks)], "en", []),
        "designator": lambda: (designators.read(headline), designators.genre(headline)),
        "style": lambda: style_notes.notes(headline, blocks),
        "compared": lambda: compare.describe(compare.compare(text, changed), text, changed),
        "merged": lambda: merge.merge(text, changed, text),
    }


def measure(filler):
    """Return the seconds of the processor that each reader, finder and printer takes over a filler, by its name."""
    taken, items = Counter(), []
    for name, content in files_with(filler).items():
        begun = time.process_time()
        with suppress(NotWireError, UnreadableError):
            items += [(name, piece) for piece in wire.read(content.encode()) if isinstance(piece, WireItem)]
        taken[name] += time.process_time() - begun
    for name, item in items:
        for look, do in looks_at(item).items():
            begun = time.process_time()
            do()
            taken[f"{name}, {look}"] += time.process_time() - begun
    return taken


def growing_ones(filler):
    """Return the readers, finders and printers whose time grows with the square of a filler, by the least of tries."""
    short, long = (measure(filler * (length // len(filler))) for length in (SHORT, LONG))
    for _ in range(TRIES):
        found = {name for name, seconds in long.items() if seconds > SECONDS and seconds > GROWTH * short[name]}
        if not found:
            break
        short &= measure(filler * (SHORT // len(filler)))  # the lesser of both, name by name
        long &= measure(filler * (LONG // len(filler)))
    return found


@pytest.mark.parametrize("filler", FILLERS, ids=ascii)
def test_time_grows_no_faster_than_a_filler(filler):
    assert not growing_ones(filler)

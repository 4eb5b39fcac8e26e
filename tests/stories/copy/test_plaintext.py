"""Plain text off the wire."""

import pytest

from stories.copy import from_text
from tests.stories.copy.block_table import block_rows

LONG = "The bridge at Karse Head was closed on Tuesday after inspectors found two cracks, " * 2

# what the source sends | what is kept
TEXTS = [
    ("One.\n\nTwo.\r\n\r\nThree.", ["paragraph: One.", "paragraph: Two.", "paragraph: Three."]),
    ("Wrapped by\nthe wire.\n\nNext.", ["paragraph: Wrapped by the wire.", "paragraph: Next."]),
    ("  First line\nof one.\n  Second\nbegins.", ["paragraph: First line of one.", "paragraph: Second begins."]),
    ("   First.\n   Second.", ["paragraph: First.", "paragraph: Second."]),
    ("    set in\n    by the\n    source.", ["paragraph: set in by the source."]),
    ("short-\nhanded, two-\nand three", ["paragraph: short-handed, two- and three"]),
    ("The har-\nbour at\nOren", ["paragraph: The harbour at Oren"]),
    ("Die Regie-\nrung sagte", ["paragraph: Die Regierung sagte"]),
    ("a well-\nknown man, a 12-\nyear-old", ["paragraph: a well-known man, a 12-year-old"]),
    ("an e-\nmail, dit-\nil, state-of-\nthe-art", ["paragraph: an e-mail, dit-il, state-of-the-art"]),
    ("The sea-\nwall and the sea-wall", ["paragraph: The sea-wall and the sea-wall"]),
    ("A dry-\ndock. The dock was dry when it\ncame", ["paragraph: A dry-dock. The dock was dry when it came"]),
    ("The dry-\ndock. The dock was dry, the drydock", ["paragraph: The drydock. The dock was dry, the drydock"]),
    ("The har-\nbour and har-\nbour", ["paragraph: The harbour and harbour"]),
    ("The Anglo-\nSaxon", ["paragraph: The Anglo-Saxon"]),
    ("OREN-\nThe dam", ["paragraph: OREN- The dam"]),
    ("dash --\nhere", ["paragraph: dash -- here"]),
    ("大坝在周二\n溢水。", ["paragraph: 大坝在周二溢水。"]),
    ("\u3000\u3000第一段。\n\u3000\u3000第二段。", ["paragraph: 第一段。", "paragraph: 第二段。"]),
    (f"{LONG.strip()}\nShort one.", [f"paragraph: {LONG.strip()}", "paragraph: Short one."]),
    ("Team    W  L\nMaran   3  1\nSelda   2  2", ["preformatted: Team    W  L / Maran   3  1 / Selda   2  2"]),
    ("Before:\na\t1\nb\t2\nAfter.", ["paragraph: Before:", "preformatted: a\t1 / b\t2", "paragraph: After."]),
    ("He typed two.  Always on\nboth.  Times.", ["paragraph: He typed two. Always on both. Times."]),
    ("One  gap alone\nis no table.", ["paragraph: One gap alone is no table."]),
    ("* one\n* two\nlines", ["bullet: one", "bullet: two lines"]),
    ("- said alone", ["paragraph: - said alone"]),
    ("<b>kept</b> & so", ["paragraph: &lt;b>kept&lt;/b> & so"]),
    (" \n\t\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TEXTS, ids=[text[:30] for text, _ in TEXTS])
def test_plain_text_is_read_to_blocks(text, expected):
    assert [line.replace(" | ", "\t") for line in block_rows(from_text(text))] == expected


def test_indents_tell_paragraphs_though_most_lines_end_a_sentence():
    text = (
        "   The dam at Karse Head held on Friday in spite\nof the rain.\n   Forty people fled.\n   A road was shut.\n"
    )
    assert [block.text for block in from_text(text)] == [
        "The dam at Karse Head held on Friday in spite of the rain.",
        "Forty people fled.",
        "A road was shut.",
    ]

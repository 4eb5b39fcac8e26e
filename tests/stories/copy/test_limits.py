"""Hostile copy takes no longer than honest copy of its length."""

import time

import pytest

from stories.copy import clean, clean_text, from_html, from_text, from_typed, plain_text, to_html, to_typed, word_count

SIZE = 100_000
SECONDS = 20  # of this process: 0.5 is usual, and what grows with the square takes minutes
UNITS = [
    "<div>", "<p><b>", "<ul><li>", "<table><tr><td>", "<b>a</b> x", "<a href='http://x/'>a</a>", "<td>a", "<br>",
    "&", "&a", "&amp;", "&foo;", "&#x;", "<", "<a ", "<a href=\"", "<p title='\"", "<!--", "<?", "<script>",
    "<style><!--", "</p>", "<svg>", "<![CDATA[", "\n", " \n\t", "\t", " ", "\u0301", "\u0316\u0301", "\x00",
    "(a) - ", "(", "A ", "a  b\n", "* a\n", " a\n", ". -30", "###", "漢", "เ", "A, 1 ", "，", "a.\n\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=[ascii(unit) for unit in UNITS])
def test_repeated_unit_is_read_and_printed_in_time(unit):
    text = unit * (SIZE // len(unit))
    begun = time.process_time()

    for read in (from_html, from_typed, from_text):
        blocks = read(text)
        to_html(blocks)
        to_typed(blocks)
        word_count(blocks)
    clean(text)
    clean_text(text)

    assert time.process_time() - begun < SECONDS


def test_word_under_thirty_thousand_elements_is_kept():
    begun = time.process_time()

    blocks = from_html("<div>" * 30_000 + "KEEPWORD" + "</div>" * 30_000)

    assert plain_text(blocks) == "KEEPWORD"
    assert time.process_time() - begun < SECONDS


def test_formatting_that_is_never_ended_does_not_multiply():
    html = "".join(f"<b id={number}>" for number in range(3000)) + "<p>x" * 3000

    assert len(to_html(from_html(html))) < 10 * len(html)


HOSTILE = {
    "open marks that every paragraph gets anew": "".join(f"<p><b id={number}>x" for number in range(9_000)),
    "attributes of one tag": f"<p {' '.join(f'a{number}=1' for number in range(15_000))}>x</p>",
    "cells that span": f"<table><tr>{'<td colspan=900 rowspan=900>x' * 300}{'<tr>' * 20_000}</table>",
    "lists in lists": "<ol reversed><li>x" * 6_000,
    "figures in figures": "<figure><img><figcaption>x</figcaption>" * 2_500,
    "struck words": "<s>x" * 20_000,
    "letters before hyphens": f"{'a' * 50_000}-\n{'b' * 50_000}",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_is_read_in_time_and_does_not_multiply(text):
    begun = time.process_time()

    read = [from_html(text), from_text(text)]

    assert time.process_time() - begun < SECONDS
    assert all(len(plain_text(blocks)) <= 4 * len(text) for blocks in read)


def test_number_without_end_is_no_character():
    assert plain_text(from_html(f"&#{'9' * 5000}; a")).endswith("; a")
    assert plain_text(from_typed(f"&#{'9' * 5000}; a")).endswith("; a")

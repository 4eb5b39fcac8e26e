"""Blocks printed as HTML, and kept as JSON."""

from html.parser import HTMLParser

import nh3
import pytest

from stories.copy import (
    SCHEMA,
    Block,
    Html,
    Kind,
    Mark,
    MarkKind,
    NewerSchemaError,
    from_html,
    from_json,
    from_text,
    from_typed,
    plain_text,
    to_html,
    to_json,
)
from tests.sample_folders import SCRIPT_FILES


def a_paragraph(text, *marks):
    return Block(Kind.PARAGRAPH, text, tuple(marks))


def test_every_kind_is_printed_as_its_element():
    blocks = [
        a_paragraph("One & <two>\nlines"),
        Block(Kind.HEADING, "Head"),
        Block(Kind.QUOTE, "Said."),
        Block(Kind.QUOTE, "Also said."),
        Block(Kind.BULLET, "a"),
        Block(Kind.BULLET, "b"),
        Block(Kind.NUMBERED, "c"),
        Block(Kind.HEAD_ROW, "A\tB"),
        Block(Kind.ROW, "1\t"),
        Block(Kind.PREFORMATTED, " x\n  y"),
    ]

    html = to_html(blocks)

    assert html.split("\n") == [
        "<p>One &amp; &lt;two&gt;<br>lines</p>",
        "<h2>Head</h2>",
        "<blockquote>", "<p>Said.</p>", "<p>Also said.</p>", "</blockquote>",
        "<ul>", "<li>a</li>", "<li>b</li>", "</ul>",
        "<ol>", "<li>c</li>", "</ol>",
        "<table>", "<tr><th>A</th><th>B</th></tr>", "<tr><td>1</td><td></td></tr>", "</table>",
        "<pre>", " x", "  y", "</pre>",
    ]  # fmt: skip
    assert from_html(html) == tuple(blocks)


def test_marks_that_cross_are_nested():
    block = a_paragraph("abcdef", Mark(0, 4, MarkKind.EM), Mark(2, 6, MarkKind.STRONG))

    assert to_html([block]) == "<p><em>ab</em><strong><em>cd</em>ef</strong></p>"


def test_links_carry_their_address_and_nothing_of_the_source():
    block = a_paragraph("more", Mark(0, 4, MarkKind.LINK, "https://example.org/?a=1&b='\""))

    assert to_html([block]) == ('<p><a href="https://example.org/?a=1&amp;b=&#x27;&quot;" rel="noopener">more</a></p>')


def test_an_address_that_may_not_be_followed_is_never_printed():
    block = a_paragraph("more", Mark(0, 4, MarkKind.LINK, "javascript:alert(1)"))

    assert to_html([block]) == "<p>more</p>"


def test_html_is_printed_by_templates_as_it_stands():
    html = to_html([a_paragraph("a & b")])

    assert isinstance(html, Html)
    assert html.__html__() is html


def test_plain_parts_blocks_by_an_empty_line():
    assert plain_text([a_paragraph("One."), a_paragraph("Two.")]) == "One.\n\nTwo."


def test_kept_form_is_fixed():
    block = a_paragraph("a b", Mark(0, 1, MarkKind.STRONG), Mark(2, 3, MarkKind.LINK, "https://example.org/"))

    assert to_json([block, a_paragraph("c")]) == {
        "schema": 1,
        "blocks": [
            {"kind": "paragraph", "text": "a b", "marks": [[0, 1, "strong"], [2, 3, "link", "https://example.org/"]]},
            {"kind": "paragraph", "text": "c"},
        ],
    }


def test_copy_of_a_newer_release_is_refused_by_name():
    with pytest.raises(NewerSchemaError, match=f"schema {SCHEMA + 1}; this release reads up to {SCHEMA}"):
        from_json({"schema": SCHEMA + 1, "blocks": []})


COPY_ELEMENTS = {"p", "h2", "blockquote", "ul", "ol", "li", "table", "tr", "th", "td", "pre", "br", "strong", "em"}


class _Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add((tag, tuple(name for name, _ in attrs)))

    def handle_decl(self, decl):
        self.seen.add(("decl", ()))

    def handle_comment(self, data):
        self.seen.add(("comment", ()))


@pytest.mark.parametrize("read", [from_html, from_text, from_typed])
@pytest.mark.parametrize("path", SCRIPT_FILES)
def test_no_attack_is_printed_as_more_than_wire_copy(path, read):
    elements = _Elements()

    for line in path.read_text().splitlines():
        elements.feed(to_html(read(line)))

    assert elements.seen <= {(name, ()) for name in COPY_ELEMENTS} | {("a", ("href", "rel"))}
    assert ("p", ()) in elements.seen


@pytest.mark.parametrize("path", SCRIPT_FILES)
def test_a_sanitiser_finds_nothing_left_to_take_away(path):
    for line in path.read_text().splitlines():
        blocks = from_html(line)

        sanitised = nh3.clean(to_html(blocks), tags=COPY_ELEMENTS | {"a", "tbody"}, link_rel=None)

        assert from_html(sanitised) == blocks

"""Properties of all copy, whatever the blocks and whatever the bytes."""

from html import escape

from hypothesis import example, given
from hypothesis import strategies as st

from stories.copy import (
    Block,
    Kind,
    Mark,
    MarkKind,
    clean,
    clean_text,
    from_html,
    from_json,
    from_text,
    from_typed,
    normalise,
    plain_text,
    reading_minutes,
    split_dateline,
    split_endmark,
    to_html,
    to_json,
    to_typed,
    word_count,
)

HREFS = st.sampled_from(["", "https://example.org/a?b=1&copy=2", "http://x/\"'<>", "mailto:a@b", "javascript:alert(1)"])
ALPHABET = st.one_of(
    st.sampled_from(list("ab é<>&;\"'/=\t\n \u00a0\u0301\u0338\u200d\u202e\u3000\r\x00\x1c漢#")),
    st.characters(exclude_categories=[]),
)
PIECES = st.sampled_from(
    [
        "<strong>",
        "</em>",
        "&amp;",
        "&lt;",
        "&copy",
        "&copy;",
        "&#x202e;",
        "<br>",
        "<a href='x'>",
        "<pre>",
        "\n\n",
        "</td>",
    ]
)
TEXT = st.lists(st.one_of(st.text(ALPHABET, max_size=8), PIECES), max_size=6).map("".join)
MARKS = st.builds(Mark, st.integers(-2, 30), st.integers(-2, 30), st.sampled_from(MarkKind), HREFS)
BLOCKS = st.lists(st.builds(Block, st.sampled_from(Kind), TEXT, st.lists(MARKS, max_size=4).map(tuple)), max_size=5)
NORMALISED = BLOCKS.map(normalise)


@given(BLOCKS)
def test_normalised_twice_is_normalised_once(blocks):
    once = normalise(blocks)

    assert normalise(once) == once


@given(NORMALISED)
def test_typed_copy_reads_back_as_it_was(blocks):
    assert from_typed(to_typed(blocks)) == blocks


@given(NORMALISED)
def test_printed_html_reads_back_as_it_was(blocks):
    assert from_html(to_html(blocks)) == blocks


@given(NORMALISED)
def test_kept_copy_reads_back_as_it_was(blocks):
    assert from_json(to_json(blocks)) == blocks


@given(TEXT)
@example("<script>")
def test_no_text_of_a_block_becomes_an_element(text):
    html = to_html(normalise([Block(Kind.PARAGRAPH, text)]))

    inner = html.removeprefix("<p>").removesuffix("</p>").replace("<br>", "")
    assert "<" not in inner


@given(TEXT)
def test_every_reader_takes_any_text_and_gives_normalised_blocks(text):
    for read in (from_html, from_typed, from_text):
        blocks = read(text)

        assert normalise(blocks) == blocks
        plain_text(blocks).encode()
        assert word_count(blocks) >= 0
        assert reading_minutes(blocks) >= 0
        split_endmark(blocks)


@given(TEXT)
def test_escaped_text_is_the_same_read_as_html_and_as_typed(text):
    text = text.replace("\n", " ").replace("\r", " ").replace("\x0b", " ").replace("\x0c", " ").replace("\u2028", " ")
    text = clean(text)

    assert [block.text for block in from_html(escape(text))] == ([text] if text else [])


@given(st.text(ALPHABET))
def test_clean_gives_one_line_and_is_done_once(text):
    line = clean(text)

    assert clean(line) == line
    assert line.splitlines() in ([], [line])
    line.encode()


@given(st.text(ALPHABET))
def test_clean_text_is_done_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(TEXT)
def test_dateline_and_rest_are_the_text(text):
    dateline, rest = split_dateline(text)

    assert text.startswith(dateline)
    assert text.endswith(rest)
    assert "".join(text.split()) == "".join((dateline + rest).split())


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "b",
        "i",
        "a",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "pre",
        "br",
        "h2",
        "blockquote",
        "span",
        "math",
        "option",
        "caption",
        "center",
        "form",
        "q",
        "hr",
        "img",
    ]
)
SOUP = st.lists(st.one_of(st.tuples(TAGS, st.booleans()), st.just(None)), max_size=25)


@given(SOUP)
def test_no_word_is_lost_in_any_soup_of_shown_elements(soup):
    words: list[str] = []
    parts: list[str] = []
    for tag in soup:
        if tag is None:
            words.append(f"word{len(words)}.")
            parts.append(f" {words[-1]} ")
        else:
            parts.append(f"<{'/' if tag[1] else ''}{tag[0]}>")

    read = plain_text(from_html("".join(parts)))

    assert [word for word in words if word not in read] == []

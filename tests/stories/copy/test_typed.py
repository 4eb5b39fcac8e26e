"""Copy as an editor types it, read and given back."""

import pytest

from stories.copy import from_typed, to_typed
from tests.stories.copy.block_table import block_rows

# what is typed | what is kept
TYPED = [
    ("One.\n\nTwo.", ["paragraph: One.", "paragraph: Two."]),
    ("One\nstill one.\n \n\n  Two.", ["paragraph: One still one.", "paragraph: Two."]),
    ("One.<br>Second line.", ["paragraph: One. / Second line."]),
    ("AT&T, a < b, x > y, &c, R&D; <3", ["paragraph: AT&T, a < b, x > y, &c, R&D; <3"]),
    ("&copy; &mdash; &amp;mdash;", ["paragraph: © — &amp;mdash;"]),
    ("<i think so>", ["paragraph: <i think so>"]),
    ("<div>no</div> <script>x</script>", ["paragraph: <div>no</div> <script>x</script>"]),
    ("<STRONG>a</STRONG> <b class='x'>b</b>", ["paragraph: <strong>a</strong> <strong>b</strong>"]),
    ("<strong>never ended\n\nnext", ["paragraph: <strong>never ended</strong>", "paragraph: next"]),
    ("<h2>Head</h2>\nText.", ["heading: Head", "paragraph: Text."]),
    ("<blockquote>\nOne.\n\nTwo.\n</blockquote>", ["quote: One.", "quote: Two."]),
    ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\nText", ["bullet: a", "bullet: b", "paragraph: Text"]),
    ("<table>\n<tr><th>A</th></tr>\n<tr><td>1</td></tr>\n</table>", ["head-row: A", "row: 1"]),
    ("<pre>\na  1\n\nb  2\n</pre>", ["preformatted: a  1 /  / b  2"]),
    ('<a href="https://example.org/?a=1&copy=2">x</a>',
     ['paragraph: <a href="https://example.org/?a=1&amp;copy=2">x</a>']),
    ("<a href='javascript:x'>x</a>", ["paragraph: x"]),
    ("<td>a</td>", ["paragraph: a"]),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), TYPED, ids=[typed for typed, _ in TYPED])
def test_typed_copy_is_read(typed, expected):
    assert block_rows(from_typed(typed)) == expected


@pytest.mark.parametrize("typed", ["AT&T", "a < b", "&c", "One.\n\nTwo.", "<h2>Head</h2>", "5 > 3 & 2 < 4", "a<br>\nb"])
def test_what_needs_no_escape_is_given_back_as_it_was_typed(typed):
    assert to_typed(from_typed(typed)) == typed

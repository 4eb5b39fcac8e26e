"""HTML of every make read to blocks."""

import pytest

from stories import copy
from stories.copy import Block, Kind, Mark, MarkKind, from_html, plain_text
from tests.sample_folders import OWN, SCRIPT_FILES
from tests.stories.copy.block_table import block_rows

# what the source sends | what is kept
READ = [
    ("<p>One.</p><p>Two.</p>", ["paragraph: One.", "paragraph: Two."]),
    ("One.\n  Still\tone.", ["paragraph: One. Still one."]),
    ("One.<br><br>Two.<br/>Its second line.", ["paragraph: One.", "paragraph: Two. / Its second line."]),
    ("One.<br> <br>\n<br>Two.<br>", ["paragraph: One.", "paragraph: Two."]),
    ("<p>Before<div>inside</div>after", ["paragraph: Before", "paragraph: inside", "paragraph: after"]),
    ("<p>a <b>b</b> <i>c</i> <u>d</u>", ["paragraph: a <strong>b</strong> <em>c</em> d"]),
    ("<p><b>a<i>b</b>c</i>", ["paragraph: <strong>a<em>b</em></strong><em>c</em>"]),
    ("<b><p>One.</p><p>Two.</p></b>", ["paragraph: <strong>One.</strong>", "paragraph: <strong>Two.</strong>"]),
    ("<p>a</b></i></a> b", ["paragraph: a b"]),
    ("<h1>Head</h1><hl2>Sub</hl2><h6>Low</h6>", ["heading: Head", "heading: Sub", "heading: Low"]),
    ("<blockquote>Bare</blockquote>", ["quote: Bare"]),
    ("<blockquote><p>One.</p><p>Two.</p></blockquote>out", ["quote: One.", "quote: Two.", "paragraph: out"]),
    ("<ul><li>a<li>b</ul><ol><li>c</ol>", ["bullet: a", "bullet: b", "numbered: c"]),
    ("<ul><li>a<ol><li>b</ol>c</ul>", ["bullet: a", "numbered: b", "bullet: c"]),
    ("<ul><li><p>a</p><p>b</p></li></ul>", ["bullet: a / b"]),
    ("<li>loose</li>", ["paragraph: loose"]),
    ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", ["head-row: A | B", "row: 1 | 2"]),
    ("<table><tr><th>A</th><td>1</td></tr></table>", ["row: A | 1"]),
    ("<table><tr><td></td><td>1</td><td></td></tr></table>", ["row:  | 1 | "]),
    ("<table><tr><td><p>a</p><p>b</p><td><b>c</b></table>", ["row: a / b | <strong>c</strong>"]),
    ("<table><caption>What</caption><tr><td>1</table>after", ["paragraph: What", "row: 1", "paragraph: after"]),
    ("<table><tr><td>a<table><tr><td>b<td>c</table>d</table>", ["row: a / b c / d"]),
    ("<td>a</td><td>b</td>", ["paragraph: a", "paragraph: b"]),
    ("<pre>\n  a  1\n\n  b  2\n</pre>", ["preformatted:   a  1 /  /   b  2"]),
    ("a<hr>b<img src=x alt=y>c", ["paragraph: a", "paragraph: bc"]),
    ("<dl><dt>term<dd>what it is</dl>", ["paragraph: term", "paragraph: what it is"]),
    ("<p>He said <q>no</q>.", ["paragraph: He said “no”."]),
    ("<p></p><p> &nbsp; </p><ul><li></li></ul>", []),
    ("AT&T, R&amp;D &copy; &#8212; &lt;b&gt; &foo; &", ["paragraph: AT&T, R&D © — &lt;b> &amp;foo; &"]),
    ("10&nbsp;000", ["paragraph: 10\u00a0000"]),
    ("it&#146;s", ["paragraph: it’s"]),
    ("a < b, c <3 d, <x@example.org> e", ["paragraph: a < b, c <3 d, <x@example.org> e"]),
    ("<![CDATA[<p>One.</p>]]>", ["paragraph: One."]),
    ("<?xml version='1.0'?><p>One.", ["paragraph: One."]),
    ("a <https://example.org/> <example.org>", ["paragraph: a <https://example.org/> <example.org>"]),
    ("<body.content><p>One.</p></body.content>", ["paragraph: One."]),
    ("<p/>One.<br/>Two.<b/>Three.<i>", ["paragraph: One. / Two.Three."]),
    ("One.<iframe/>Two.<script src='x'/>Three.", ["paragraph: One.", "paragraph: Two.Three."]),
    ("<a href=http://x.example.org/>One.</a> Two.", ['paragraph: <a href="http://x.example.org/">One.</a> Two.']),
    ("<script>'<!--'</script>One.<!-- c -->", ["paragraph: One."]),
    ("<xmp>a\n b</xmp>", ["preformatted: a /  b"]),
    ("<math><mi>x</mi><annotation>y</annotation></math> is", ["paragraph: x is"]),
    ("<ruby>a<rt></rt></ruby><rt>b", ["paragraph: ab"]),
    ("<ol reversed start=x><li>a<li value=-4>b<li>c</ol>", ["paragraph: 3. a", "paragraph: -4. b", "paragraph: -5. c"]),
    ("<ol type=i><li>a</ol><ol type=A start=28><li>b</ol>", ["paragraph: i. a", "paragraph: AB. b"]),
    ("<table><tr><td><ol><li>a<li>b</ol><td>c</table>", ["row: 1. a / 2. b | c"]),
    ("<ol><li>a<ul><li>b</ul>c<li>d</ol>", ["paragraph: 1. a", "bullet: b", "paragraph: c", "paragraph: 2. d"]),
    ("<ol><li><p>a</p><p>b</p><li><li>c</ol>", ["paragraph: 1. a / b", "paragraph: 3. c"]),
]


@pytest.mark.parametrize(("html", "expected"), READ, ids=[html for html, _ in READ])
def test_html_is_read_to_blocks(html, expected):
    assert block_rows(from_html(html)) == expected


# href | what the link keeps
ADDRESSES = [
    ("https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&c=2"),
    ("https://example.org/a?b=1&c=2", "https://example.org/a?b=1&c=2"),
    (" http://example.org/a b ", "http://example.org/a%20b"),
    ("mailto:desk@example.org", "mailto:desk@example.org"),
    ("/about", ""),
    ("//example.org/", ""),
    ("javascript:alert(1)", ""),
    ("java&#x73;cript:alert(1)", ""),
    ("&#1;javascript:alert(1)", ""),
    ("data:text/html,x", ""),
    ("vbscript:x", ""),
    ("http:", ""),
]


@pytest.mark.parametrize(("href", "kept"), ADDRESSES)
def test_only_addresses_that_may_be_followed_are_kept(href, kept):
    expected = (Mark(0, 4, MarkKind.LINK, kept),) if kept else ()

    assert from_html(f'<a onclick="x" href="{href}" title="a > b">more</a>') == (
        Block(Kind.PARAGRAPH, "more", expected),
    )


_NAMES = "script style textarea title iframe noscript svg template select datalist button video audio object"
HIDING = _NAMES.split()

UNSEEN = [
    "a <script>alert('<p>no</p>')</script>b",
    "a <STYLE type=x>p{}</STYLE >b",
    "a <!-- <p>no</p> --> b",
    "a <!--> b",
    "a <script>if (x<b && c>d) {}</script> b",
    "a <style><!-- no --></style> b",
]


@pytest.mark.parametrize("html", UNSEEN)
def test_scripts_styles_and_comments_are_not_words(html):
    assert plain_text(from_html(html)) == "a b"


@pytest.mark.parametrize(
    "html",
    [
        "a <!-- b",
        "a <style><!--</style>b",
        "a <svg><style>x</style>b",
        "a <math>b",
        "a <frameset>b",
        "a <plaintext>b",
        "<title>x</title><title>a b",
        *(f"a <{name}>b" for name in HIDING),
        *(f"a <{name} src='x'/>b" for name in HIDING),
    ],
)
def test_what_never_ends_hides_no_words(html):
    assert "".join(plain_text(from_html(html)).split()) == "ab"


@pytest.mark.parametrize("path", SCRIPT_FILES)
def test_attacks_leave_words_and_safe_links_only(path):
    lines = path.read_text().splitlines()

    hrefs = {mark.href for line in lines for block in from_html(line) for mark in block.marks if mark.href}

    assert len(lines) > (100 if OWN in path.parents else 200)
    assert hrefs
    assert {href for href in hrefs if not href.lower().startswith(("http://", "https://", "mailto:"))} == set()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>10<sup>6</sup> m<sup>3</sup></p>", "10⁶ m³"),
        ("<p>H<sub>2</sub>O and CO<SUB>2</SUB></p>", "H₂O and CO₂"),
        ("<p>the 1<sup>st</sup>, so<sup>[1]</sup></p>", "the 1st, so[1]"),
        ("<p>2<sup>7a</sup>, x<sub>1b</sub></p>", "2^7a, x_1b"),
        ("<p>10<sup>−6</sup> and 4</p>", "10⁻⁶ and 4"),
        ("<p>10<sup>6<p>It rained 5 times.", "10⁶\n\nIt rained 5 times."),
    ],
)
def test_raised_and_lowered_figures_do_not_run_into_others(html, words):
    assert copy.plain_text(copy.from_html(html)) == words

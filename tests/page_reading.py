"""Reading pages in tests: their words in order, their links, and what they cost."""

from html.parser import HTMLParser

BLOCKS = {"p", "h1", "h2", "h3", "li", "ul", "ol", "nav", "div", "section", "article", "summary", "details", "button",
          "legend", "fieldset", "form",
          "header", "footer", "main", "table", "tr", "td", "th", "label", "aside", "small",
          "option", "select"}  # fmt: skip
SILENT = {"script", "style", "title"}


class Reader(HTMLParser):
    """The words of a page as it is read with script off, and its links."""

    def __init__(self):
        super().__init__()
        self.said, self.links, self.silent = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in SILENT
        if tag in BLOCKS:
            self.said.append(" ")
        if tag == "a":
            self.links.append(dict(attrs).get("href"))

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT
        if tag in BLOCKS:
            self.said.append(" ")

    def handle_data(self, data):
        if not self.silent:
            self.said.append(data)


def read(response):
    """Return a page, parsed."""
    reader = Reader()
    reader.feed(response.content.decode())
    return reader


def words_of(response):
    """Return the words of a page in order, blanks folded."""
    return " ".join("".join(read(response).said).split())


def links_of(response):
    """Return the addresses that a page leads to."""
    return read(response).links


def address(story, rest=""):
    """Return the public address of a story."""
    story.refresh_from_db()
    return f"/stories/{story.pk}/{story.slug}/{rest}"


def assert_in_order(text, *pieces):
    """Assert that the pieces stand in the text, each behind the one before."""
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        assert found >= 0, f"{piece!r} does not stand behind {text[max(at - 60, 0) : at]!r} in {text!r}"
        at = found + len(piece)

"""Pages as they are kept, and the answers made of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsroom.stored_pages.codings import IDENTITY, add_coding, is_pressed, press

Headers = list[tuple[str, str]]
NOT_MODIFIED = ("Cache-Control", "Vary", "Content-Location", "Expires")  # what RFC 9110, 15.4.5 asks for
LARGEST_AT_HAND = 100_000  # bytes
FOR_OTHER_SITES = "Access-Control-"  # without which a browser keeps an answer from the script that asked


@dataclass(frozen=True, slots=True)
class Totals:
    """The generations at one moment: of the whole newsroom, of what every page shows, and of one scope."""

    newsroom: int
    epoch: int
    scope: int = 0


@dataclass(frozen=True, slots=True)
class Fragment:
    """The ticker as one kind of page shows it, and its part of their tags. It stands as long as the whole newsroom."""

    address: str
    key: str
    text: bytes
    generation: int
    epoch: int
    expires_at: int | None

    def is_valid(self, totals: Totals, now: int) -> bool:
        """Return whether it may be shown."""
        return (self.generation, self.epoch) == (totals.newsroom, totals.epoch) and not is_past(self.expires_at, now)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was printed, around its ticker; `tail` is None for a page without one."""

    address: str
    scope: int
    generation: int
    epoch: int
    headers: str
    tag: str
    head: bytes
    tail: bytes | None
    fragment: str
    expires_at: int | None

    def is_valid(self, totals: Totals, now: int) -> bool:
        """Return whether it may be shown. The scope of the totals is its own."""
        return (self.generation, self.epoch) == (totals.scope, totals.epoch) and not is_past(self.expires_at, now)

    def as_fragment(self) -> Fragment:
        """Return the ticker that is stored as a page of its own."""
        return Fragment(self.address, self.tag, self.head, self.generation, self.epoch, self.expires_at)


@dataclass(frozen=True, slots=True)
class CodedBody:
    """A page with its ticker as it is stored pressed, by the tags of the two; the ticker's is empty for none."""

    tag: str
    fragment_tag: str
    body: bytes


@dataclass(slots=True)
class Answer:
    """A page with its ticker, as it is answered. `checked` is the generation of the newsroom at which it was valid."""

    page: Page
    fragment: Fragment | None
    checked: int
    etag: str = field(init=False)
    coded: dict[str, tuple[Headers, bytes]] = field(default_factory=dict)
    unmodified: Headers = field(default_factory=list)

    def __post_init__(self) -> None:
        """Put the tag together."""
        self.etag = f'"{self.page.tag}.{self.fragment.key}"' if self.fragment else f'"{self.page.tag}"'

    @property
    def headers(self) -> Headers:
        """The headers as they were printed."""
        return read_headers(self.page.headers)

    @property
    def fragment_tag(self) -> str:
        """The part of the tag that is the ticker's; empty for none."""
        return self.fragment.key if self.fragment else ""

    def headers_of_304(self, tag: str) -> Headers:
        """Return the headers of the answer to a reader who has it by a tag."""
        self.unmodified = self.unmodified or headers_of_304(self.headers)
        return [("ETag", tag), *self.unmodified]

    @property
    def body(self) -> bytes:
        """The page in one piece."""
        if self.fragment is None or self.page.tail is None:
            return self.page.head
        return b"".join((self.page.head, self.fragment.text, self.page.tail))

    @property
    def size(self) -> int:
        """The bytes of memory that it takes, roughly."""
        coded = sum(len(body) for _headers, body in self.coded.values())
        return 2_000 + len(self.page.head) + len(self.page.tail or b"") + coded

    def is_ready(self, coding: str) -> bool:
        """Return whether its body in a coding is at hand, and small enough for a client's connection to take whole."""
        if coding in self.coded:
            return len(self.coded[coding][1] or self.page.head) <= LARGEST_AT_HAND
        if coding and is_pressed(dict(self.headers).get("Content-Type", ""), len(self.body)):
            return False
        return len(self.body) <= LARGEST_AT_HAND

    def take_coded(self, coding: str, stored: CodedBody) -> None:
        """Take a body that is stored pressed, where it is this answer's."""
        if (stored.tag, stored.fragment_tag) == (self.page.tag, self.fragment_tag):
            headers = headers_of_200(self.headers, self.etag, coding, len(stored.body))
            self.coded[coding] = headers, stored.body

    def in_coding(self, coding: str) -> tuple[Headers, bytes]:
        """Return the headers and the body in a coding; pressed once."""
        kept = self.coded.get(coding)
        if kept is not None:
            return kept[0], kept[1] or self.body
        body, headers = self.body, self.headers
        if coding and not is_pressed(dict(headers).get("Content-Type", ""), len(body)):
            return self.in_coding(IDENTITY)
        pressed = press(body, coding)
        headers = headers_of_200(headers, self.etag, coding, len(pressed))
        self.coded[coding] = headers, (pressed if coding else b"")
        return headers, pressed


def write_headers(headers: Headers) -> str:
    """Return headers as they are stored, a line each."""
    return "\n".join(f"{name}:{value}" for name, value in headers)


def read_headers(lines: str) -> Headers:
    """Return stored headers; no header has a line break."""
    return [(name, value) for name, _, value in (line.partition(":") for line in lines.split("\n"))]


def is_past(expires_at: int | None, now: int) -> bool:
    """Return whether a time has come; both in milliseconds."""
    return expires_at is not None and expires_at <= now


def headers_of_200(headers: Headers, etag: str, coding: str, size: int) -> Headers:
    """Return the headers of an answer in a coding, in their order."""
    replaced = {"ETag": add_coding(etag, coding), "Content-Length": str(size)}
    coded = [(name, replaced.get(name, value)) for name, value in headers]
    return [*coded, ("Content-Encoding", coding)] if coding else coded


def headers_of_304(headers: Headers) -> Headers:
    """Return the headers of an answer to who has the page, without its tag."""
    return [(name, value) for name, value in headers if name in NOT_MODIFIED or name.startswith(FOR_OTHER_SITES)]

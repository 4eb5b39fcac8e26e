"""Pages as they are kept, and the answers made of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from newsroom.stored_pages.codings import IDENTITY, add_coding, is_pressed, press

Headers = list[tuple[str, str]]
NOT_MODIFIED = ("Cache-Control", "Vary", "Content-Location", "Expires")  # what RFC 9110, 15.4.5 asks for
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


@dataclass(slots=True)
class Answer:
    """A page with its ticker, as it is answered. `checked` is the generation of the newsroom at which it was valid."""

    page: Page
    fragment: Fragment | None
    checked: int
    etag: str = ""
    headers: Headers = field(default_factory=list)
    not_modified: Headers = field(default_factory=list)
    is_pressed: bool = False
    coded: dict[str, tuple[Headers, bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work out once what every reader is answered with."""
        page, fragment = self.page, self.fragment
        self.etag = f'"{page.tag}.{fragment.key}"' if fragment else f'"{page.tag}"'
        self.headers = [(name, value) for name, value in json.loads(page.headers)]
        self.not_modified = headers_of_304(self.headers)
        kind = next((value for name, value in self.headers if name == "Content-Type"), "")
        self.is_pressed = is_pressed(kind, len(self.body))

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

    def in_coding(self, coding: str) -> tuple[Headers, bytes]:
        """Return the headers and the body in a coding; pressed once."""
        coding = coding if self.is_pressed else IDENTITY
        if coding not in self.coded:
            body = press(self.body, coding)
            headers = headers_of_200(self.headers, self.etag, coding, len(body))
            self.coded[coding] = headers, (body if coding else b"")
        headers, body = self.coded[coding]
        return headers, body or self.body


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

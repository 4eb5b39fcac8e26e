"""The head of a ninjs object, be it a story or a picture: its id, headline, status and names."""

import re

from stories.wire.fields import Fields
from stories.wire.heads import read_status
from stories.wire.item import Status
from stories.wire.renditions import read_address

EMBARGOES = ("embargoed", "embargoeduntil", "embargo")  # ninjs 1 and 2, ninjs 3, and what some write

_MAIN_ROLES = ("main", "headline", "")
_REVISION = re.compile(r"(urn:newsml:[^:]+:\d{8}(?:T\d{6}[^:]*)?:[^:]+):(\d{1,18})[NUA]?", re.IGNORECASE)


def read_identity(fields: Fields) -> tuple[str, int | None]:
    """Return the id without the revision that NewsML's names end with, and the version."""
    name, version = fields.line("uri", "guid", "id") or fields.line("altids"), fields.version()
    revision = _REVISION.fullmatch(name)
    if revision and version in (None, int(revision[2])):
        return revision[1], int(revision[2])
    return name, version


def strip_revision(name: str) -> str:
    """Return the id of another item without the revision that NewsML's names end with."""
    revision = _REVISION.fullmatch(name)
    return revision[1] if revision else name


def read_headline(fields: Fields) -> str:
    """Return the main headline; one for other uses only where there is no other."""
    offered = {
        headline.line("role").lower(): headline.line("value") for headline in reversed(fields.objects("headlines"))
    }
    main = next((offered[role] for role in _MAIN_ROLES if offered.get(role)), "")
    return main or fields.line("headline") or next(filter(None, offered.values()), "")


def read_usage_status(fields: Fields, *, subject: str = "copy") -> Status:
    """Return the status: usable unless the item says otherwise, held where its word is unknown."""
    word = fields.line("pubstatus")
    if word.lower() == "embargoed" and fields.embargoes(*EMBARGOES)[0]:
        return Status.USABLE
    known = read_status(word) if word else Status.USABLE
    if known is None:
        fields.remark("pubstatus", word, f"status, so the {subject} is held")
        return Status.WITHHELD
    return known


def read_first_name(fields: Fields, *names: str) -> str:
    """Return the first name of the objects under the names."""
    named = (member.line("name", "value", "literal") for name in names for member in fields.objects(name))
    return next(filter(None, named), "")


def read_terms(fields: Fields) -> str:
    """Return the terms of use: in words, else as the rights are expressed or linked."""
    rights = fields.objects("rightsinfo", "rights")
    return fields.line("usageterms") or next(
        filter(None, (each.line("usageterms", "encodedrights", "linkedrights", "value") for each in rights)), ""
    )


def read_page_address(fields: Fields) -> str:
    """Return the address of the copy's own page: of its canonical link."""
    links = [link for link in fields.objects("links", "link") if link.text("rel").lower() in {"canonical", "alternate"}]
    addresses = (read_address(link.text("href", "url", "value")) for link in links)
    return next((address for address in addresses if "://" in address), "")

"""The head of a ninjs object, be it a story or a picture: its id, headline, status and names."""

import re

from stories.wire.fields import Fields
from stories.wire.heads import read_status
from stories.wire.item import Status

EMBARGOES = ("embargoed", "embargoeduntil", "embargo")  # ninjs 1 and 2, ninjs 3, and what some write

_MAIN_ROLES = ("main", "headline", "")
_REVISION = re.compile(r"(urn:newsml:[^:]+:\d{8}(?:T\d{6}[^:]*)?:[^:]+):(\d{1,18})[NUA]?", re.IGNORECASE)


def read_identity(fields: Fields) -> tuple[str, int | None]:
    """Return the id without the revision that NewsML's names end with, and the version."""
    name, version = fields.line("uri", "guid", "id"), fields.version()
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
    known = read_status(word) if word else Status.USABLE
    if known is None:
        fields.remark("pubstatus", word, f"status, so the {subject} is held")
        return Status.WITHHELD
    return known


def read_first_name(fields: Fields, *names: str) -> str:
    """Return the first name of the objects under the names."""
    named = (member.line("name", "value", "literal") for name in names for member in fields.objects(name))
    return next(filter(None, named), "")

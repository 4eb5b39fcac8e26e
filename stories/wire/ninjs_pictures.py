"""The pictures of a ninjs item: those it is associated with, and an item that is a picture itself.

Source: the schemas at iptc.org/std/ninjs, which name associations and renditions by key in 1.x and list them later;
AP's descriptions, one of which is the credit; Superdesk's output, which puts the words for the blind into body_text.
"""

from dataclasses import replace
from datetime import datetime

from stories.wire.fields import Fields
from stories.wire.item import Status, UnreadableError, WirePicture
from stories.wire.ninjs_heads import EMBARGOES, read_headline, read_identity, read_usage_status, strip_revision
from stories.wire.pictures import PICTURE_KINDS
from stories.wire.renditions import Rendition, choose_addresses

MOST_PICTURES = 30  # of an item: galleries have twenty
MOST_PLACES = 3  # after the town, agencies go on to the continent
MOST_TEXTS = 20  # that a picture belongs to
LONGEST_ALT = 500  # characters; a body that is longer is no alternative text

_TEXTS = frozenset({"text", "composite", "article", "story"})
_MAIN_NAMES = ("main", "feature")  # mainpic, featuremedia, featureimage
_ALT = ("alttext", "alt_text", "alt")
_CREDIT = ("creditline", "credit")
_DESCRIPTION = ("description_text", "description_html", "description_xhtml", "description", "caption")
_LARGEST_FIGURE = 10**18


def read_pictures(fields: Fields, *, embargoes: tuple[datetime, ...]) -> tuple[WirePicture, ...]:
    """Return the pictures that an item is associated with, the main one first, each once.

    A picture under an embargo later than all of the item's is withheld; one with neither a file nor an id is left out.
    The item's remarks say what was passed over.
    """
    members = [pair for pair in fields.named("associations") if pair[1].text("type").lower() in PICTURE_KINDS]
    members.sort(key=lambda pair: not pair[0].lower().startswith(_MAIN_NAMES))
    if len(members) > MOST_PICTURES:
        fields.remarks.append(f"Of its {len(members)} pictures the first {MOST_PICTURES} are taken.")
    found: dict[object, WirePicture] = {}
    for place, (_, member) in enumerate(members[:MOST_PICTURES], start=1):
        try:
            read = read_picture(member, embargoes=embargoes)
        except UnreadableError as error:
            fields.remarks.append(f"Picture {place} was passed over: {error}")
            continue
        fields.remarks.extend(f"Picture {place}: {remark}" for remark in read.remarks)
        if read.identity or read.addresses:
            found.setdefault(read.identity or read.addresses, read)
    return tuple(found.values())


def read_picture(fields: Fields, *, embargoes: tuple[datetime, ...] = ()) -> WirePicture:
    """Read an item as a picture. Raises UnreadableError for an endless field."""
    addresses, passed_over = choose_addresses(_renditions(fields))
    caption, alt = _caption_and_alt(fields)
    read = WirePicture(
        addresses=addresses,
        identity=read_identity(fields)[0],
        headline=read_headline(fields) or fields.line("title"),
        caption=caption,
        alt=alt,
        credit=fields.line(*_CREDIT) or _description_of(fields, *_CREDIT),
        byline=fields.line("byline", "by", "bylines"),
        place=fields.line("located") or _join_places(fields),
        taken_on=fields.moment("contentcreated", "firstcreated", "versioncreated")[1],
        rights=fields.line("copyrightnotice", "copyrightholder"),
        terms=fields.line("usageterms"),
        instructions=fields.line("ednote", "instructions"),
        status=_picture_status(fields, embargoes),
        belongs_to=_text_ids(fields),
    )
    return replace(read, remarks=(*fields.remarks, *passed_over))


def _renditions(fields: Fields) -> list[Rendition]:
    return [
        Rendition(
            address=rendition.text("href"),
            name=f"{name} {rendition.text('title')}",
            kind=rendition.text("contenttype", "mimetype"),
            width=_figure(rendition, "width"),
            height=_figure(rendition, "height"),
            size=_figure(rendition, "sizeinbytes"),
        )
        for name, rendition in fields.named("renditions")
    ]


def _figure(fields: Fields, name: str) -> int:
    return fields.number(name, lowest=0, highest=_LARGEST_FIGURE, what="figure") or 0


def _caption_and_alt(fields: Fields) -> tuple[str, str]:
    """Return the caption and the alt text. Superdesk puts the alt text into the body beside a description."""
    described = _description_of(fields) or fields.line(*_DESCRIPTION)
    body = fields.line("body_text", "bodies", "body_html")
    alt = fields.line(*_ALT) or _description_of(fields, *_ALT)
    if described and not alt and body != described and len(body) <= LONGEST_ALT:
        alt = body
    return described or body, alt


def _description_of(fields: Fields, *roles: str) -> str:
    """Return the first description in one of the roles; without roles, the first in a role that is no own field."""
    for description in fields.objects("descriptions"):
        role = description.line("role").lower()
        if role in roles or (not roles and role not in (*_ALT, *_CREDIT)):
            return description.line("value")
    return ""


def _join_places(fields: Fields) -> str:
    named = [
        place_fields.line("name", "value") for name in ("place", "places") for place_fields in fields.objects(name)
    ]
    return ", ".join(list(dict.fromkeys(filter(None, named)))[:MOST_PLACES])


def _picture_status(fields: Fields, embargoes: tuple[datetime, ...]) -> Status:
    """Return the status; a picture is held, too, while it may be embargoed longer than the item."""
    own_status = read_usage_status(fields, subject="picture")
    own_embargoes, is_unclear = fields.embargoes(*EMBARGOES)
    later = [own for own in own_embargoes if not any(_is_within(own, end) for end in embargoes)]
    if later:
        fields.remarks.append(
            f"It is embargoed until {later[0].isoformat(sep=' ', timespec='minutes')}, so it is held."
        )
    return Status.WITHHELD if own_status is Status.USABLE and (is_unclear or later) else own_status


def _is_within(own: datetime, end: datetime) -> bool:
    """Return whether an embargo ends no later than another; of one with a zone and one without, nobody knows."""
    return (own.tzinfo is None) is (end.tzinfo is None) and own <= end


def _text_ids(fields: Fields) -> tuple[str, ...]:
    """Return the ids of the texts that the picture is associated with."""
    texts = [linked for _, linked in fields.named("associations") if linked.text("type").lower() in _TEXTS]
    named = (strip_revision(linked.line("uri", "guid", "id")) for linked in texts[:MOST_TEXTS])
    return tuple(dict.fromkeys(filter(None, named)))

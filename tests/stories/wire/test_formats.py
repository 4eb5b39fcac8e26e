"""The formats and their order: which of them know the same bytes, and which one reads them."""

import json

import pytest

from stories import copy, wire
from stories.wire import (
    WireItem,
    WirePicture,
    anpa_1312,
    ap_media_api,
    feed,
    iptc_7901,
    json_feed,
    newsml_g2,
    ninjs,
    nitf,
    text,
    zczc,
)
from stories.wire.renditions import Rendition

NAMES = {
    ap_media_api: "ap_media_api", feed: "feed", json_feed: "json_feed", newsml_g2: "newsml_g2", ninjs: "ninjs",
    nitf: "nitf", text: "text", iptc_7901: "iptc_7901", anpa_1312: "anpa_1312", zczc: "zczc",
}  # fmt: skip
JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}]}
PICTURE = '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemClass qcode="ninat:picture"/></newsItem>'
ITEM = WireItem(
    format="",
    identity="urn:example:dam",
    headline="Dam holds",
    blocks=copy.from_text("It held."),
    pictures=(WirePicture(identity="urn:example:dam-1", renditions=(Rendition("https://a.example/a.jpg"),)),),
)

# bytes | the formats that know them, the one that reads them first
KNOWN = [
    (b"Dam holds\n\nIt held.", ["text"]),
    (b"[URGENT] Dam breaks\n\nIt broke.", ["text"]),
    (b'{"uri": "urn:example:dam", "headline": "Dam holds"}', ["ninjs", "text"]),
    (b'[{"headline": "Dam holds"}]', ["ninjs", "text"]),
    (json.dumps({"headline": "Dam", "body_html": PICTURE}).encode("utf-16"), ["ninjs", "text"]),
    (json.dumps(JSON_FEED).encode(), ["json_feed", "ninjs", "text"]),
    (json.dumps(JSON_FEED, indent=1).replace("/", "\\/").encode("utf-16"), ["json_feed", "ninjs", "text"]),
    (json.dumps({"headline": "Dam", "body_text": json.dumps(JSON_FEED)}).encode(), ["ninjs", "text"]),
    (b'{"api_version": "2.1", "data": {"item": {"headline": "Dam"}}}', ["ap_media_api", "ninjs", "text"]),
    (b'{"altids": {"itemid": "9", "etag": "9_1"}, "headline": "Dam"}', ["ap_media_api", "ninjs", "text"]),
    (b'{"altids": {"own": "9"}, "headline": "Dam"}', ["ninjs", "text"]),
    (b'<rss version="2.0"/>', ["feed"]),
    (b"<?xml version='1.0'?><!-- a --><a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", ["feed"]),
    (b"<entry xmlns='http://www.w3.org/2005/Atom'/>", ["feed"]),
    (b"<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'/>", ["feed"]),
    (b"<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", []),
    (PICTURE.encode(), ["newsml_g2"]),
    (f"\n<?xml version='1.0'?>\n{PICTURE}".encode("utf-16"), ["newsml_g2"]),
    (f"How NewsML looks\n\nLike this: {PICTURE}".encode(), ["text"]),
    (PICTURE.replace("picture", "text").encode(), []),
    (b"<nitf/>", ["nitf"]),
    (b"\x01vsp0123 3 i 93  vsp 0188\r\nDam\r\n\x02Dam holds =", ["iptc_7901", "text"]),
    (b"\x7f\x7f\r\n\x7f\x01ats0123 4 EC 34\r\n", ["iptc_7901", "text"]),
    (b"vsp0123 3 i 93  vsp 0188\nDam\nDam holds =", ["iptc_7901", "text"]),
    (b"\x16\x16\x01a0512\x1f_\r\nr i\x13\x11 BC-Dam 02-10 0041\r\n\x02", ["anpa_1312", "text"]),
    (b"\x01a0105KYODO\x1fkoko-\r\nu s\x14\x12 BC-Cup   09-12 0344\r\n", ["anpa_1312", "text"]),
    (b"a0512\nr i BC-MR--Dam 02-10 0041\n^Dam holds<", ["anpa_1312", "text"]),
    (b"ZCZC AAP\r\n$Dam holds", ["zczc", "text"]),
    (b"vsp0123 is the number of the dam\n\nIt held.", ["text"]),
    (b"<!DOCTYPE html><p>Dam holds</p>", []),
    (json.dumps(ninjs.write(ITEM)).encode(), ["ninjs", "text"]),
    (newsml_g2.write(ITEM), ["newsml_g2"]),
]


@pytest.mark.parametrize(("data", "known"), KNOWN, ids=[str(data[:50]) for data, _ in KNOWN])
def test_formats_that_know_the_same_bytes_stand_in_order_of_certainty(data, known):
    assert [NAMES[each] for each in wire.FORMATS if each.sniff(data)] == known


def test_story_and_picture_come_through_the_same_door():
    story = {"uri": "urn:example:dam", "headline": "Dam holds"}
    picture = {"uri": "urn:example:dam-1", "type": "picture", "renditions": [{"href": "dam.jpg"}]}

    assert [type(piece) for piece in wire.read(json.dumps(story).encode())] == [WireItem]
    assert [type(piece) for piece in wire.read(json.dumps(picture).encode())] == [WirePicture]


def test_feed_that_shows_another_format_is_read_as_a_feed():
    data = f"<rss version='2.0'><channel><item><title>Dam</title><a>{PICTURE}</a></item></channel></rss>"

    (item,) = wire.read(data.encode())

    assert (item.format, item.headline) == ("rss", "Dam")

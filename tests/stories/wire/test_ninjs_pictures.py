"""The pictures of ninjs items of every generation, and what is passed over."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories import wire
from stories.wire import Status, WireItem
from stories.wire.item import WirePicture
from tests.sample_folders import ATTACK_FOLDERS, WIRE_SAMPLES, needs_samples

PICTURE = WirePicture(
    addresses=("https://pictures.example/dam-large.jpg", "dam-web.jpg", "dam-thumb.jpg"),
    identity="urn:example:picture",
    headline="Dam in Selda",
    caption="The dam above Selda on Tuesday.",
    alt="A wall of concrete between two hills.",
    credit="Vesper/Ilse Varn",
    byline="Ilse Varn",
    place="Selda",
    taken_on=date(2026, 2, 10),
    rights="© 2026 Vesper",
    terms="Editorial use only",
    instructions="Crop at will",
)
FILES = {
    "thumbnail": {"href": "dam-thumb.jpg", "width": 90, "height": 60},
    "web": {"href": "media/dam-web.jpg", "width": "900", "height": "600.0"},
    "original": {"href": "https://pictures.example/dam-large.jpg", "width": 4800, "height": 3200},
}
FIRST = {
    "guid": "urn:example:picture", "type": "picture", "headline": "Dam in Selda", "byline": "Ilse Varn",
    "description_text": "The dam above Selda on Tuesday.", "description_html": "<p>Not this.</p>",
    "body_text": "A wall of concrete between two hills.", "creditline": "Vesper/Ilse Varn",
    "place": [{"name": "Selda", "code": "S"}], "firstcreated": "2026-02-10T11:30:00+0000",
    "versioncreated": "2026-02-11T11:30:00+0000", "copyrightnotice": "© 2026 Vesper", "copyrightholder": "Vesper",
    "usageterms": "Editorial use only", "ednote": "Crop at will", "pubstatus": "usable", "mimetype": "image/jpeg",
    "renditions": {name: each | {"mimetype": "image/jpeg"} for name, each in FILES.items()},
}  # fmt: skip
SECOND = {
    "uri": "urn:example:picture", "type": "photo", "by": "Ilse Varn", "located": "Selda", "places": [{"name": "Maran"}],
    "headlines": [{"role": "short", "value": "Dam"}, {"role": "main", "value": "Dam in Selda"}],
    "descriptions": [{"role": "creditline", "value": "Vesper/Ilse Varn"},
                     {"role": "altText", "value": "A wall of concrete between two hills."},
                     {"role": "caption", "value": "The dam above Selda on Tuesday."}],
    "contentcreated": "2026-02-10T11:30:00Z", "versioncreated": "2026-02-12T11:30:00Z",
    "copyrightnotice": "© 2026 Vesper", "usageterms": "Editorial use only", "ednote": "Crop at will",
    "renditions": [{"name": name, "contenttype": "image/jpeg"} | each for name, each in FILES.items()],
}  # fmt: skip
THIRD = {
    "uri": "urn:example:picture", "type": "picture", "by": "Ilse Varn", "places": [{"name": "Selda"}],
    "headlines": [{"value": "Dam in Selda"}], "altText": "A wall of concrete between two hills.",
    "descriptions": [{"value": "<p>The dam above\n Selda on <b>Tuesday</b>.</p>", "contentType": "text/html"}],
    "creditLine": "Vesper/Ilse Varn", "contentCreated": "2026-02-10", "copyrightNotice": "© 2026 Vesper",
    "usageTerms": "Editorial use only", "edNote": "Crop at will", "pubStatus": "usable",
    "renditions": [{"name": name, "contentType": "image/jpeg"} | each for name, each in FILES.items()],
}  # fmt: skip


def item(associations, **fields):
    values = {"uri": "urn:example:dam", "headline": "Dam holds", "body_html": "<p>It held.</p>"} | fields
    return wire.read(json.dumps(values | {"associations": associations}).encode())[0]


def one(**fields):
    """Return the picture of a small piece with some fields of it, or None."""
    pictures = item({"mainpic": {"type": "picture", "uri": "urn:example:picture"} | fields}).pictures
    return pictures[0] if pictures else None


@pytest.mark.parametrize(
    "associations",
    [{"mainpic": FIRST}, [SECOND | {"name": "mainpic"}], [THIRD | {"name": "a001"}]],
    ids=["ninjs 1", "ninjs 2", "ninjs 3"],
)
def test_each_generation_gives_the_same_picture(associations):
    read = item(associations)

    assert read.pictures == (PICTURE,)
    assert read.remarks == ()


# what the picture says | what is read
TOLERANT = [
    ({"description_text": "One.\n\nTwo."}, {"caption": "One. Two."}),
    ({"body_text": "A body."}, {"caption": "A body.", "alt": ""}),
    ({"description_text": "Same.", "body_text": "Same."}, {"caption": "Same.", "alt": ""}),
    ({"description_text": "It.", "body_text": "x" * 501}, {"caption": "It.", "alt": ""}),
    ({"descriptions": [{"role": "creditline", "value": "Vesper"}]}, {"caption": "", "credit": "Vesper"}),
    ({"headlines": "Dam", "title": "No"}, {"headline": "Dam"}),
    ({"title": "Dam"}, {"headline": "Dam"}),
    ({"name": "mainpic"}, {"headline": ""}),
    ({"headline": "<b>Dam</b> &amp; hills"}, {"headline": "Dam & hills"}),
    ({"copyrightholder": "Vesper"}, {"rights": "Vesper"}),
    ({"place": [{"name": name} for name in ("Selda", "Selda", "Maran", "North", "World")]},
     {"place": "Selda, Maran, North"}),
    ({"contentcreated": "2026-02-30"}, {"taken_on": None}),
    ({"contentcreated": "1926-02-10"}, {"taken_on": date(1926, 2, 10)}),
    ({"uri": "urn:newsml:vesper.example:20260210:dam:7N"}, {"identity": "urn:newsml:vesper.example:20260210:dam"}),
    ({"pubstatus": "canceled"}, {"status": Status.CANCELED}),
    ({"pubstatus": "withheld"}, {"status": Status.WITHHELD}),
    ({"pubstatus": "odd"}, {"status": Status.WITHHELD}),
    ({"embargoed": "2026-02-10T12:00:00Z"}, {"status": Status.WITHHELD}),
    ({"embargoed": "soon"}, {"status": Status.WITHHELD}),
    ({"embargoed": ""}, {"status": Status.USABLE}),
    ({"renditions": {"a": None, "b": "b.jpg", "c": {"href": "c.jpg"}, "d": {"href": 7}}}, {"addresses": ("c.jpg",)}),
    ({"renditions": "a.jpg"}, {"addresses": ()}),
    ({"renditions": [{"href": "a.jpg", "width": "many", "height": True}]}, {"addresses": ("a.jpg",)}),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "held"), TOLERANT, ids=[str(fields)[:60] for fields, _ in TOLERANT])
def test_fields_are_taken_as_they_come(fields, held):
    picture = one(**fields)

    assert {name: getattr(picture, name) for name in held} == held


# when the copy may be used | when its picture | whether that is held
EMBARGOES = [
    ("2026-02-10T12:00:00Z", "2026-02-10T12:00:00Z", Status.USABLE),
    ("2026-02-10T12:00:00Z", "2026-02-10T13:00:00+02:00", Status.USABLE),
    ("2026-02-10T12:00:00Z", "2026-02-10T12:01:00Z", Status.WITHHELD),
    ("2026-02-10T12:00:00Z", "2026-02-10T11:00:00", Status.WITHHELD),
    ("", "2026-02-10T11:00:00Z", Status.WITHHELD),
    ("2026-02-10T12:00:00Z", "", Status.USABLE),
]


@pytest.mark.parametrize(("of_copy", "of_picture", "status"), EMBARGOES)
def test_picture_waits_for_its_own_embargo(of_copy, of_picture, status):
    read = item({"mainpic": THIRD | {"embargoedUntil": of_picture}}, embargoed=of_copy)

    assert read.pictures[0].status == status
    assert (status is Status.WITHHELD) == any("so it is held" in remark for remark in read.remarks)


def test_main_picture_goes_first_and_the_others_keep_their_order():
    pictures = {
        name: {"type": "picture", "uri": name} for name in ("gallery--1", "embedded2", "featuremedia", "gallery--0")
    }

    found = item(pictures).pictures

    assert [each.identity for each in found] == ["featuremedia", "gallery--1", "embedded2", "gallery--0"]


def test_others_than_pictures_are_passed_over_without_a_word():
    others = [{"type": kind, "uri": kind, "name": kind} for kind in ("video", "text", "", "audio")]
    others += [None, "picture", 7, {"type": ["graphic"], "uri": "urn:example:map"}]

    read = item(others)

    assert [each.identity for each in read.pictures] == ["urn:example:map"]
    assert read.remarks == ()


def test_picture_without_file_and_name_is_none():
    read = item({"mainpic": {"type": "picture", "headline": "Dam"}, "second": {"type": "picture", "uri": "urn:a"}})

    assert read.pictures == (WirePicture(identity="urn:a"),)


def test_same_picture_is_taken_once():
    assert item({"featuremedia": FIRST, "embedded1": FIRST}).pictures == (PICTURE,)


def test_thirty_pictures_are_taken_at_most():
    read = item({f"pic{number}": {"type": "picture", "uri": f"urn:{number}"} for number in range(40)})

    assert [each.identity for each in read.pictures] == [f"urn:{number}" for number in range(30)]
    assert read.remarks == ("Of its 40 pictures the first 30 are taken.",)


def test_what_was_passed_over_is_told_with_the_picture():
    bad = THIRD | {"uri": "urn:b", "headlines": [{"value": "x" * 50_001}]}
    odd = THIRD | {"uri": "urn:c", "renditions": [{"href": "../dam.jpg"}], "by": 7}

    read = item([THIRD, bad, odd])

    assert read.pictures[0] == PICTURE
    assert replace(read.pictures[1], remarks=()) == replace(PICTURE, identity="urn:c", addresses=(), byline="")
    assert [remark[:46] for remark in read.remarks] == [
        "Picture 2 was passed over: The field value is ",
        "Picture 3: The field by was passed over: “7” i",
        "Picture 3: The address “../dam.jpg” was passed",
    ]


# file | addresses, identity, headline, taken on, rights
SAMPLES = [
    ("ninjs2.json", (6, "599e31ec1d41c833e0b8a830.jpg", "20170809001313906811", "Financial Markets",
                     date(2015, 7, 8), "Copyright")),
    ("ninjs_embargoed.json", (2, "88209e7649b.jpg", "ae041266-2700-4c52-94fe-a46ebca0d3a9", "Ekegs in Manchester",
                              date(2022, 6, 21), "CC-BY 4.0")),
    ("ninjs-1.4-complex1.json", (2, "-big.jpg", "http://ninjs.example.com/newsitems/20130709simpPh123",
                                 "Costa Concordia cruise ship", date(2013, 7, 8), "")),
]  # fmt: skip


@needs_samples
@pytest.mark.parametrize(("name", "told"), SAMPLES)
def test_pictures_of_real_copy_are_read(name, told):
    (read,) = wire.read((WIRE_SAMPLES / name).read_bytes())
    (picture,) = read.pictures

    addresses, largest, *others = told
    assert len(picture.addresses) == addresses
    assert picture.addresses[0].endswith(largest)
    assert [picture.identity, picture.headline, picture.taken_on, picture.rights] == others
    assert picture.caption
    assert (picture.status, picture.remarks, read.remarks) == (Status.USABLE, (), ())


@needs_samples
def test_superdesk_has_the_words_for_the_blind_in_the_body():
    (read,) = wire.read((WIRE_SAMPLES / "ninjs2.json").read_bytes())
    (picture,) = read.pictures

    assert picture.caption.startswith("Oil prices edged up on Monday")
    assert (picture.alt, picture.place) == ("Oil markets something", "US")
    assert picture.addresses[-1].endswith("?_schema=http")  # the thumbnail


@pytest.mark.parametrize("folder", ATTACK_FOLDERS)
def test_only_addresses_of_the_web_are_left_of_an_attack(folder):
    (read,) = wire.read((folder / "wire" / "ninjs-xss-everywhere.json").read_bytes())
    (picture,) = read.pictures

    assert picture.addresses == ("http://169.254.169.254/latest/meta-data/",)  # which is never fetched
    assert (picture.headline, picture.caption, picture.byline) == ("", "", "")
    assert [remark.partition(" was")[0] for remark in picture.remarks] == [
        "The address “javascript:alert(1)”",
        "The address “file:///etc/hostname”",
    ]


@pytest.mark.parametrize("folder", ATTACK_FOLDERS)
def test_hostile_strings_harm_no_picture(folder):
    strings = json.loads(next((folder / "strings").glob("*.json")).read_text())
    strings += (folder / "lists" / "filenames.txt").read_text(errors="replace").splitlines()

    for string in strings:
        words = dict.fromkeys([*FIRST, *SECOND, *THIRD], string)
        read = item([words | {"type": "picture", "renditions": [{"href": string, "width": string}]}])

        assert isinstance(read, WireItem)
        repr(read).encode()


NAMES = st.sampled_from([*FIRST, *SECOND, *THIRD, "href", "width", "height", "value", "role", "name", "associations"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
    | st.sampled_from(["picture", "text", "a.jpg", "http://a.example/", "2026-02-10T11:30:00Z", "9" * 19]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12,
)  # fmt: skip
KNOWN = st.dictionaries(NAMES, VALUES, max_size=8).map(lambda fields: fields | {"type": "picture"})


@given(VALUES | st.lists(KNOWN, max_size=3) | st.dictionaries(st.text(max_size=5), KNOWN, max_size=3))
def test_no_association_stops_the_copy(associations):
    read = item(json.loads(json.dumps(associations).replace("Infinity", "1")))

    assert isinstance(read, WireItem)
    assert all(isinstance(each, WirePicture) for each in read.pictures)

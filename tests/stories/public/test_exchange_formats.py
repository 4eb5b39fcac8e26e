"""Stories in the exchange formats: all that a filing says, valid by the published schemas; stopped, not a word."""

import json
from datetime import timedelta
from functools import cache

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from referencing import Registry, Resource

from stories import copy, desk
from stories.copy.subjects import Subject, store_subjects
from stories.desk import StoryText, WireHead, WireOrigin
from stories.models import Story
from tests.builders import NOON, a_chain, a_correction, a_source, a_story, an_editor
from tests.sample_folders import SHARED, needs_samples

pytestmark = pytest.mark.django_db

SCHEMAS = SHARED / "schemas"
NAR = "{http://iptc.org/std/nar/2006-10-01/}"
SUBJECTS = (
    Subject("medtop", "20000344", "fishing industry"),
    Subject("subj", "04000000"),
    Subject("keyword", "", "dam"),
    Subject("place", "", "Oren"),
    Subject("person", "", "Ada Karn"),
    Subject("org", "Q7", "Karse Head Harbour"),
    Subject("vesper", "wx", "weather"),
)
TABLE = "<p>It held.</p><table><tr><th>Gauge</th><th>m</th></tr><tr><td>North</td><td>3</td></tr></table>"
MOVED = NOON - timedelta(hours=3)
ORIGIN = WireOrigin(MOVED, MOVED - timedelta(hours=1), "urn:newsml:vesper.example:dam", "urn:newsml:vesper.example:old")


def a_wire_story():
    """Return a live story whose filing says everything."""
    story = a_story(designator="Urgent", byline="By Ada Karn")
    words = StoryText(
        headline="Dam at Karse Head holds", blocks=copy.from_html(TABLE),
        byline="By Ada Karn", dateline="OREN (Vesper) --", endmark="Endit", note="Adds gauge",
        head=WireHead(slugline="Dam-Karse", urgency=2, located="Oren", terms="Not for archives", subjects=SUBJECTS),
        origin=ORIGIN,
    )  # fmt: skip
    desk.file_from_wire(story, words, now=NOON, designator="Urgent")
    return Story.objects.get(pk=story.pk)


def live():
    return a_chain("Urgent", "1st LD")


def corrected():
    story = a_chain("Urgent")
    a_correction(story)
    return story


def held():
    return desk.hold(a_chain("Urgent"), by=None, now=NOON)


def killed():
    return desk.kill(a_chain("Urgent"), by=None, now=NOON, reason="The names were wrong.")


def taken_down():
    story = a_chain("")
    desk.take_down(story.filings.get(), by=an_editor(group="chief", username="ada"), now=NOON, reason="Names a child.")
    return story


STATES = {make.__name__: make for make in (a_wire_story, live, corrected, held, killed, taken_down)}
STATUSES = {"held": (200, "withheld"), "killed": (410, "canceled"), "taken_down": (410, "canceled")}


@cache
def ninjs_validator(version):
    schema = json.loads((SCHEMAS / f"ninjs-schema_{version}.json").read_text())
    places = Resource.from_contents(json.loads((SCHEMAS / "GeoJSON-schema.json").read_text()))
    registry = Registry(retrieve=lambda _address: places)
    return Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())


@cache
def newsml_schema():
    return etree.XMLSchema(etree.parse(str(SCHEMAS / "NewsML-G2_2.35-spec-All-Power.xsd")))


@needs_samples
@pytest.mark.parametrize("make", STATES.values(), ids=STATES)
@pytest.mark.parametrize("version", ["3.1", "2.1"])
def test_ninjs_is_valid_in_every_state(client, make, version):
    answer = client.get(f"/stories/{make().pk}.ninjs.json", {"v": version})

    assert [error.message for error in ninjs_validator(version).iter_errors(answer.json())] == []


@needs_samples
@pytest.mark.parametrize("make", STATES.values(), ids=STATES)
def test_newsml_is_valid_in_every_state(client, make):
    answer = client.get(f"/stories/{make().pk}.newsml.xml")

    newsml_schema().assertValid(etree.fromstring(answer.content))


@needs_samples
def test_every_item_of_the_feed_is_valid(client):
    for make in STATES.values():
        make()

    for item in client.get("/feeds/latest.ninjs.json").json():
        assert [error.message for error in ninjs_validator("3.1").iter_errors(item)] == []


@pytest.mark.parametrize(("state", "expected"), STATUSES.items(), ids=STATUSES)
def test_a_stopped_story_says_so_in_its_own_format_without_a_word(client, state, expected):
    story = STATES[state]()
    code, status = expected

    ninjs, newsml = (client.get(f"/stories/{story.pk}.{form}") for form in ("ninjs.json", "newsml.xml"))

    assert (ninjs.status_code, newsml.status_code) == (code, code)
    assert ninjs.json()["pubStatus"] == status
    assert etree.fromstring(newsml.content).find(f".//{NAR}pubStatus").get("qcode") == f"stat:{status}"
    assert ninjs["Content-Type"] == "application/json"
    assert newsml["Content-Type"].startswith("application/vnd.iptc.g2.newsitem+xml")
    for answer in (ninjs, newsml):
        assert ("no-store" in answer["Cache-Control"]) is (state == "held")
        assert "Karse" not in answer.content.decode()
        assert "Dam" not in answer.content.decode()
    assert {"headlines", "bodies", "slugline", "by"}.isdisjoint(ninjs.json())
    assert int(ninjs.json()["version"]) > 1


def test_ninjs_says_what_the_wire_said(client):
    item = client.get(f"/stories/{a_wire_story().pk}.ninjs.json").json()

    assert (item["firstCreated"], item["versionCreated"]) == ("2026-02-10T08:00:00+00:00", "2026-02-10T09:00:00+00:00")
    assert (item["slugline"], item["urgency"], item["located"], item["by"]) == ("Dam-Karse", 2, "Oren", "By Ada Karn")
    assert (item["edNote"], item["usageTerms"]) == ("Adds gauge", "Not for archives")
    assert item["altIds"] == [{"role": "source", "value": "urn:newsml:vesper.example:dam"}]
    assert item["subjects"] == [
        {"rel": "section", "name": "World"},
        {"name": "fishing industry", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000344"},
        {"uri": "http://cv.iptc.org/newscodes/subjectcode/04000000"},
        {"rel": "keyword", "name": "dam"},
        {"name": "weather", "literal": "vesper:wx"},
    ]
    assert (item["places"], item["people"]) == ([{"name": "Oren"}], [{"name": "Ada Karn"}])
    assert item["organisations"] == [{"name": "Karse Head Harbour", "literal": "org:Q7"}]
    assert item["associations"] == [
        {"name": "evolvedfrom", "rel": "evolvedFrom", "uri": "urn:newsml:vesper.example:old"}
    ]
    assert item["standard"]["version"] == "3.1"


def test_ninjs_of_before_has_its_own_names(client):
    item = client.get(f"/stories/{a_wire_story().pk}.ninjs.json", {"v": "2.1"}).json()

    assert (item["versioncreated"], item["pubstatus"], item["standard"]["version"]) == (
        "2026-02-10T09:00:00+00:00", "usable", "2.1",
    )  # fmt: skip
    assert item["bodies"][0]["contenttype"] == "text/html"


def test_another_ninjs_is_refused_with_the_versions_there_are(client):
    answer = client.get(f"/stories/{live().pk}.ninjs.json", {"v": "9"})

    assert (answer.status_code, "3.1, 2.1" in answer.json()["error"]) == (400, True)


def test_newsml_says_what_the_wire_said(client):
    item = etree.fromstring(client.get(f"/stories/{a_wire_story().pk}.newsml.xml").content)
    texts = {
        name: item.findtext(f".//{NAR}{name}")
        for name in ("firstCreated", "slugline", "altId", "usageTerms", "keyword")
    }

    assert texts == {
        "firstCreated": "2026-02-10T08:00:00+00:00", "slugline": "Dam-Karse", "altId": "urn:newsml:vesper.example:dam",
        "usageTerms": "Not for archives", "keyword": "dam",
    }  # fmt: skip
    codes = [subject.get("qcode") or subject.get("literal") for subject in item.iter(f"{NAR}subject")]
    assert codes == ["medtop:20000344", "subj:04000000", "Oren", "Ada Karn", "org:Q7", "vesper:wx", "World"]
    assert item.find(f".//{NAR}link").attrib == {
        "rel": "irel:evolvedFrom", "residref": "urn:newsml:vesper.example:old",
    }  # fmt: skip


def test_signals_tell_an_update_from_a_correction(client):
    updated, amended = (etree.fromstring(client.get(f"/stories/{make().pk}.newsml.xml").content)
                        for make in (live, corrected))  # fmt: skip

    assert [signal.get("qcode") for signal in updated.iter(f"{NAR}signal")] == ["sig:update"]
    assert [signal.get("qcode") for signal in amended.iter(f"{NAR}signal")] == ["sig:correction"]


def test_subjects_that_an_editor_typed_are_public_with_the_next_filing(client):
    story = a_story(subjects=store_subjects(SUBJECTS[:1]), source=a_source("Maran"))
    desk.file(story, by=an_editor(), now=NOON, designator="", note="", based_on=story.save_number)

    assert client.get(f"/stories/{story.pk}.ninjs.json").json()["subjects"][1]["name"] == "fishing industry"

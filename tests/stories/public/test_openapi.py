"""The OpenAPI description: every JSON address is in it, and whatever is asked, the answer is one that it tells of."""

import json
import re
from datetime import timedelta
from functools import cache
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from newsroom.stored_pages.addresses import query_names
from stories import desk
from stories.copy.gaps import read_phrases
from stories.models import Story
from stories.worker import transparency
from tests.builders import NOON, a_chain, a_correction, a_section, a_story, an_editor, filings
from tests.photo_files import a_photo, add_pictures
from tests.stories.public.test_exchange_formats import a_wire_story
from tests.test_leaks import addresses

pytestmark = pytest.mark.django_db

EXAMPLES = 100
ADDRESS = "/api/openapi.json"
OF_OPERATORS = {"/readyz"}  # at a port of their own where there is one
# Statuses that the small newsroom gives no cause for: a story that was live by a move alone, which was undone
NOT_CAUSED = {("/stories/{id}/history.json", "301"), ("/stories/{id}/history.json", "302")}
NONE_SUCH = 999_999
DESCRIPTION = json.loads((settings.BASE_DIR / "stories" / "public" / "openapi.json").read_text())
PATHS = DESCRIPTION["paths"]


def look_up(part):
    """Return a part of the description, or the one that it refers to."""
    while "$ref" in part:
        found = DESCRIPTION
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def close_schemas(part):
    """Return a part of the description that has no room for a field of which it does not tell."""
    if isinstance(part, list):
        return [close_schemas(each) for each in part]
    if not isinstance(part, dict):
        return part
    closed = {name: close_schemas(value) for name, value in part.items()}
    if part.get("type") == "object" and "properties" in part:
        closed.setdefault("additionalProperties", False)
    return closed


CLOSED = close_schemas(DESCRIPTION["components"])


@cache
def validator(path, status, kind):
    """Return the validator of what an address answers with under a status, as a type of content."""
    schema = look_up(PATHS[path]["get"]["responses"][status])["content"][kind]["schema"]
    return Draft202012Validator({**close_schemas(schema), "components": CLOSED}, format_checker=FormatChecker())


def parameters_of(path, place):
    """Return the parameters of an address in its path or its query."""
    found = (look_up(part) for part in PATHS[path]["get"].get("parameters", ()))
    return [parameter for parameter in found if parameter["in"] == place]


def path_described(address):
    """Return the path of the description that an address has; None where it has none."""
    asked = address.partition("?")[0]
    return next((path for path in PATHS if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)), asked)), None)


def faults_of(path, answer):
    """Return what an answer has that the description of its address does not tell of."""
    status, kind = str(answer.status_code), answer.get("Content-Type", "").partition(";")[0]
    responses = PATHS[path]["get"]["responses"]
    if status not in responses:
        return [f"status {status}"]
    response = look_up(responses[status])
    if kind not in response.get("content", {"": {}, "text/html": {}}):
        return [f"type {kind} of {status}"]
    promised = ("Location",) if "no-store" in answer.get("Cache-Control", "") else ("ETag", "Location")
    missing = [name for name in promised if name in response.get("headers", {}) and name not in answer]
    if not kind.endswith("json"):
        return missing
    errors = validator(path, status, kind).iter_errors(answer.json())
    return missing + [f"{status}: {error.json_path}: {error.message}" for error in errors]


def a_newsroom():
    """Make a story in each state, with all that an answer may tell of; return them by what happened to them."""
    chief, now = an_editor("cleo", group="chief"), timezone.now()
    pictured = a_story(slugline="Dam-Flood", language="en")
    add_pictures(pictured, a_photo())
    desk.file(Story.objects.get(pk=pictured.pk), by=None, now=NOON, designator="",
              note="", based_on=Story.objects.get(pk=pictured.pk).save_number)  # fmt: skip
    corrected = a_chain("Urgent", "1st LD", slugline="Dam-Flood", section=a_section("Science"))
    a_correction(corrected)
    held = desk.hold(a_chain("Urgent"), by=None, now=NOON, reason="We look again.")
    killed = desk.kill(a_chain("Urgent"), by=None, now=NOON, reason="The names were wrong.")
    emptied = a_chain("")
    desk.take_down(filings(emptied)[0], by=chief, now=NOON, reason="Names a child.")
    partly = a_chain("Urgent", "1st LD")
    desk.take_down(filings(partly)[0], by=chief, now=NOON, reason="Names a child.")
    gaps = a_chain("Urgent")
    desk.take_down_phrases([gaps], read_phrases("Tuesday"), by=chief, now=NOON, reason="An order.")
    into, joined, of_late = (a_chain("Urgent", now=NOON - timedelta(hours=n)) for n in (1, 2, 3))
    desk.join_stories(joined, into, by=chief, now=NOON, reason="One dam")
    desk.join_stories(of_late, Story.objects.get(pk=into.pk), by=chief, now=now, reason="One dam")
    parted = a_chain("Urgent", "1st LD", "2nd LD", now=NOON - timedelta(hours=4))
    desk.move_filings(filings(parted)[:1], Story.objects.get(pk=into.pk), by=chief, now=now, reason="Another dam")
    long = a_chain("", *(f"{n}th LD" for n in range(4, 15)))
    waiting = a_story()
    transparency.extend_log(NOON)
    named = locals()
    made = ("pictured", "corrected", "held", "killed", "emptied", "partly", "gaps", "into", "joined", "of_late",
            "parted", "long", "waiting")  # fmt: skip
    return {name: named[name].pk for name in made} | {"wire": a_wire_story().pk}


@pytest.fixture
def newsroom(settings, tmp_path):
    """Give a newsroom with stories in each state, and with a log of its own."""
    settings.VAR, settings.LOG_KEY, settings.WEBSUB_HUB = tmp_path / "var", "", "https://hub.example/"
    return a_newsroom()


def values_to_ask(newsroom):
    """Return the values worth asking for, by the name of the parameter."""
    stories = Story.objects.filter(pk__in=newsroom.values())
    pages = [f"{settings.SITE_URL}/stories/{story.pk}/{story.slug or 'x'}/" for story in stories]
    return {
        "id": [*newsroom.values(), NONE_SUCH],
        "section": ["world", "science", "nosuch"],
        "language": ["en", "zh", "de"],
        "topic": ["dam-flood", "nosuch"],
        "number": [1, 2, NONE_SUCH],
        "older": ["", "3", "x", "0"],
        "newer": ["", "1", "-1"],
        "v": ["", "3.1", "2.1", "9"],
        "cursor": ["", "2026-02-10T12:00:00.000000Z.f3", "3"],
        "since": ["", "2026-02-10T12:05:00Z", "2026-02-10T12:05:00+01:00", "noon"],
        "lang": ["", "en", "x" * 40],
        "url": ["", *pages, *(f"{page}history/1/" for page in pages), "https://other.example/"],
        "format": ["", "json", "xml", "csv"],
    }


def addresses_to_ask(path, values):
    """Yield the address of a path with each value of each parameter, the others of the query left out."""
    paths = [path]
    for parameter in parameters_of(path, "path"):
        name = parameter["name"]
        paths = [each.replace(f"{{{name}}}", quote(str(value), safe="")) for each in paths for value in values[name]]
    names = [parameter["name"] for parameter in parameters_of(path, "query")]
    for each in paths:
        yield each
        for name in names:
            yield from (f"{each}?{urlencode({name: value})}" for value in values[name])
    if "format" in names:
        yield from (f"{path}?{urlencode({'url': values['url'][1], 'format': form})}" for form in values["format"])


def test_description_is_served_as_it_is_written(client):
    answer = client.get(ADDRESS)

    assert answer["Content-Type"] == "application/vnd.oai.openapi+json;version=3.1"
    assert (answer.json(), answer.json()["openapi"]) == (DESCRIPTION, "3.1.0")
    assert f'href="{settings.SITE_URL}{ADDRESS}"' in client.get("/api/").text


def references(part):
    """Yield every reference of the description."""
    if isinstance(part, dict):
        yield from ([part] if "$ref" in part else ())
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from references(each)


def test_description_is_whole():
    operations = [item["get"] for item in PATHS.values()]
    found = [each["$ref"] for each in references(DESCRIPTION) if look_up(each)]

    assert len({operation["operationId"] for operation in operations}) == len(PATHS)
    assert {name for item in PATHS.values() for name in item} == {"get"}
    for kind, parts in DESCRIPTION["components"].items():
        unused = {name for name in parts if f"#/components/{kind}/{name}" not in found}
        assert unused == set()
    for name in DESCRIPTION["components"]["schemas"]:
        Draft202012Validator.check_schema(DESCRIPTION["components"]["schemas"][name])


@pytest.mark.parametrize("path", PATHS)
def test_parameters_are_those_that_the_site_reads(path):
    in_path = {parameter["name"] for parameter in parameters_of(path, "path")}
    in_query = {parameter["name"] for parameter in parameters_of(path, "query")}

    assert in_path == set(re.findall(r"\{(\w+)\}", path))
    assert in_query == query_names(re.sub(r"\{\w+\}", "1", path))


def test_every_json_address_is_described(client, newsroom):
    paths = [path for path in addresses(Story.objects.get(pk=newsroom["corrected"])) if path not in OF_OPERATORS]
    answers = {path: client.get(path).get("Content-Type", "").partition(";")[0] for path in paths}
    json_addresses = [path for path, kind in answers.items() if kind.endswith("json")]

    assert [path for path in json_addresses if path_described(path) is None] == []
    assert {path_described(path) for path in json_addresses} == set(PATHS)


def test_every_answer_is_one_that_is_described(client, newsroom):
    values, faults, seen = values_to_ask(newsroom), [], set()
    for path in PATHS:
        for address in addresses_to_ask(path, values):
            answer = client.get(address)
            faults += [(address, fault) for fault in faults_of(path, answer)]
            seen.add((path, str(answer.status_code)))
            if answer.status_code == 200 and answer.get("ETag"):
                again = client.get(address, headers={"If-None-Match": answer["ETag"]})
                seen.add((path, str(again.status_code)))

    described = {(path, status) for path, item in PATHS.items() for status in item["get"]["responses"]}
    assert faults == []
    assert described - NOT_CAUSED == seen


def test_field_that_is_not_described_is_found(client, newsroom):
    path = "/stories/{id}/head.json"
    answer = client.get(f"/stories/{newsroom['long']}/head.json")
    assert faults_of(path, answer) == []

    found = list(validator(path, "200", "application/json").iter_errors({**answer.json(), "desk_note": "Ring back."}))

    assert len(found) == 1


def strategy_of(parameter, values):
    """Return what may be sent as a parameter: what its schema allows, what the newsroom has, and anything else."""
    schema = look_up(parameter["schema"])
    if "pattern" in schema:
        allowed = st.from_regex(schema["pattern"], fullmatch=True)
    elif schema["type"] == "integer":
        allowed = st.integers(schema["minimum"], schema["maximum"])
    else:
        allowed = st.sampled_from(schema["enum"]) if "enum" in schema else st.text(max_size=60)
    return st.one_of(st.sampled_from(values[parameter["name"]]), allowed, st.text(max_size=60)).map(str)


@st.composite
def requests(draw, values):
    """Draw a path of the description and an address of it."""
    path = draw(st.sampled_from(sorted(PATHS)))
    address = path
    for parameter in parameters_of(path, "path"):
        value = draw(strategy_of(parameter, values).filter(lambda value: value and "/" not in value))
        address = address.replace(f"{{{parameter['name']}}}", quote(value, safe=""))
    pairs = [
        (parameter["name"], draw(strategy_of(parameter, values)))
        for parameter in parameters_of(path, "query")
        if draw(st.booleans())
    ]
    pairs += draw(st.lists(st.tuples(st.text(min_size=1, max_size=9), st.text(max_size=9)), max_size=1))
    return path, f"{address}?{urlencode(pairs)}"


def test_whatever_is_asked_the_answer_is_described(newsroom):
    values = values_to_ask(newsroom)

    @run(max_examples=EXAMPLES, deadline=None)
    @given(requests(values))
    def answer_is_described(request):
        path, address = request
        answer = Client().get(address)
        assert faults_of(path, answer) == []
        assert answer.status_code < 500 or str(answer.status_code) == "501"

    answer_is_described()

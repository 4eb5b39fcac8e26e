"""The wire desk's search: all that a story says and said, and filters that are typed."""

import pytest

from stories import desk
from stories.desk_queries import parse_desk_query
from stories.models import State, Story
from tests.builders import NOON, a_chain, a_filing, a_section, a_source, a_story, an_editor, rewrite
from tests.stories.admin.browser import a_browser, words_of

pytestmark = pytest.mark.django_db
DESK = "/admin/stories/story/"


def a_newsroom():
    """Make four stories, by name, each with words of its own in another place."""
    edda, rhea = an_editor("edda"), an_editor("rhea", "reporter", first_name="Rhea", last_name="Moss")
    norddienst = a_source("Norddienst")
    dam = a_story("Dam holds", "The spokesman waited.", source=norddienst, urgency=1, byline="By Tilde Quarry")
    a_filing(dam)
    dam = rewrite(dam, "The mayor waited.", by=edda)
    a_filing(dam, "1st LD", by=edda, note="Adds para 8 on the ferries")
    barley = a_story("Barley is late", by=rhea, urgency=4, section=a_section("Business"))
    desk.add_note(barley, "Ring the granary at four.", by=rhea, now=NOON)
    desk.hand_in(barley, by=rhea, now=NOON, based_on=barley.save_number)
    regatta = desk.hold(a_chain("Urgent", headline="Regatta off", language="es"), by=edda, now=NOON)
    opera = desk.assign(a_story("Opera opens", urgency=2), rhea, by=edda, now=NOON, instead_of=None)
    return {"dam": dam, "barley": barley, "regatta": regatta, "opera": opera}


def found(text, person=None, **address):
    """Return the headlines' first words of the stories that a query finds, sorted."""
    stories = parse_desk_query(text, person).apply(Story.objects.on_the_desk(), **address)
    return sorted(story.headline.split()[0].lower() for story in stories)


# What is typed, and the stories that it finds.
TABLE = """
spokesman                            | dam
mayor                                | dam
quarry                               | dam
"para 8" ferries                     | dam
norddienst                           | dam
granary                              | barley
spokesman -mayor                     |
source:nord                          | dam
source:"Vesper"                      | barley opera regatta
urgency:1                            | dam
urgency:1-2                          | dam opera
urgency:1 urgency:4                  | barley dam
state:held                           | regatta
state:live urgency:1 source:nordd    | dam
state:waiting                        | barley opera
state:handed-in                      | barley
state:handed-in urgency:4 granary    | barley
is:handed-in state:live              |
section:business                     | barley
language:es                          | regatta
by:edda                              | dam regatta
by:rhea                              | barley opera
by:moss                              | barley opera
by:me                                | dam regatta
by:wire                              |
spokesman urgency:1                  | dam
spokesman urgency:4                  |
waited by:edda state:live            | dam
source:nosuch                        |
urgency:0                            |
held:up spokesman                    |
"""
ROWS = [tuple(map(str.strip, line.split("|"))) for line in TABLE.strip().splitlines()]


def test_query_finds_what_it_says():
    a_newsroom()

    hits = {text: found(text, an_editor("edda")) for text, _ in ROWS}

    assert {text: names for text, names in hits.items() if names != dict(ROWS)[text].split()} == {}


def test_query_is_parted_into_words_and_filters():
    query = parse_desk_query('two source:“Vesper” towns 12:30 state:held state:"live"')

    assert query.words == "two  towns 12:30"
    assert [(chosen.field, sorted(chosen.values)) for chosen in query.filters] == [
        ("source", []),
        ("state", [State.HELD, State.LIVE]),
    ]
    assert [chosen.typed for chosen in query.unknown] == ["source:“Vesper”"]


def test_chips_of_the_address_and_typed_filters_narrow_together():
    stories, browser = a_newsroom(), a_browser()

    def listed(query):
        return [row.story for row in browser.get(DESK + query).context_data["rows"]]

    assert listed("?q=state:waiting&urgency=4") == [stories["barley"]]
    assert listed("?urgency=2") == [stories["opera"]]
    assert listed(f"?q=%23{stories['opera'].pk}")[0] == stories["opera"]
    assert "Nothing has that name: source:nosuch" in words_of(browser.get(DESK + "?q=source:nosuch"))


@pytest.mark.parametrize("act", [desk.take_note_back, desk.strike_note], ids=["taken back", "struck out"])
def test_note_that_is_gone_is_found_no_more(act):
    rhea = an_editor("rhea", "reporter")
    note = desk.add_note(a_story("Barley is late", by=rhea), "Ring the granary at four.", by=rhea, now=NOON)
    assert found("granary") == ["barley"]

    act(note, by=rhea, now=NOON)

    assert found("granary") == []


def test_a_number_with_its_sign_is_that_story_alone():
    dam = a_story("Dam holds", "The mayor waited.")
    a_story("Barley is late", f"Some {dam.pk} farms wait for rain.")

    assert found(f"#{dam.pk}") == ["dam"]
    assert found(f"{dam.pk}") == ["barley", "dam"]
    assert found(f"#{dam.pk} state:held") == []
    assert found("#99999") == []

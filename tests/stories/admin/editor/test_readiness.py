"""What would stop the filing of a typed story is listed in the form, each with the field that mends it."""

import pytest

from stories.admin.editor.forms import StoryForm
from stories.admin.editor.prefill import house_source, propose_slugline
from stories.admin.editor.readiness import read_readiness
from stories.models import Item, Story
from tests.builders import a_section, a_source
from tests.photo_files import a_photo
from tests.stories.admin.editor.test_wire_updates import an_edited_story_with_new_lead

pytestmark = pytest.mark.django_db

PROPOSED = """
    Two towns below the dam told to leave | Towns-Below-Told
    US to go on                           | US-To-Go
    大坝守住了下游两个城镇                   | 大坝守住了下游两
    Dam's wall holds, minister says       | Wall-Holds-Minister
    ?!                                    |
"""


def typed(**changes):
    """Return the values of a form that could be filed, with some changed."""
    values = {"headline": "Dam holds", "slugline": "Dam", "body": "It held.", "language": "en", "urgency": 4}
    return {**values, "section": a_section().pk, "source": a_source().pk, **changes}


@pytest.mark.parametrize("row", PROPOSED.strip().splitlines())
def test_slugline_is_proposed_from_the_headline(row):
    headline, slugline = (part.strip() for part in row.split("|"))

    assert propose_slugline(headline) == slugline


@pytest.mark.parametrize(
    ("changes", "leads_to"),
    [
        ({}, []),
        ({"headline": " "}, ["id_headline"]),
        ({"slugline": ""}, []),  # of a new story: it is proposed
        ({"source": "", "section": ""}, ["id_source", "id_section"]),
        ({"body": ""}, ["id_body"]),
        ({"body": "", "designator": "Urgent"}, []),
    ],
)
def test_what_is_missing_leads_to_its_field(changes, leads_to):
    checks = read_readiness(StoryForm(typed(**changes), instance=Story()))

    assert [check.leads_to for check in checks if not check.is_met] == leads_to
    assert all(check.words for check in checks)


def test_picture_wants_a_caption_and_an_alt_text_which_may_be_typed_beside_it():
    photo = a_photo(caption="", alt="")

    def missing(**changes):
        return [check.words for check in read_readiness(StoryForm(typed(**changes))) if not check.is_met]

    number = photo.pk
    assert missing(pictures=f"{number}") == ["dam.jpg has no caption", "dam.jpg has no alt text"]
    assert missing(pictures=f"{number} The dam.", alt_texts=f"{number} A grey wall.") == []


def test_house_is_the_source_with_the_site_s_name_or_the_only_one_that_sends_nothing(settings):
    an_edited_story_with_new_lead()
    assert Item.objects.exists()
    assert house_source() is None

    own = a_source("The Northport desk")
    assert house_source() == own
    a_source("Another")
    assert house_source() is None
    settings.SITE_NAME = "the northport desk"
    assert house_source() == own

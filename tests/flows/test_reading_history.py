"""The history of a story of twelve versions in a real browser: all of it in one screen of a laptop."""

from datetime import timedelta

import pytest

from stories import desk
from stories.models import Story
from stories.worker.filing_changes import keep_changes
from tests.builders import NOON, a_story
from tests.page_reading import address
from tests.stories.compare.twelve_versions import VERSIONS

pytestmark = pytest.mark.django_db(transaction=True)

SCREEN = {"width": 1366, "height": 900}
HOUR = timedelta(hours=1)


def a_chain_of_twelve(language, filed_after):
    """Make a story of twelve versions of the wire, an hour apart, each filed so long after it moved."""
    story = a_story(VERSIONS[0].headline, language=language)
    for hours, version in enumerate(VERSIONS):
        moved_at = NOON + hours * HOUR
        words = desk.StoryText(
            headline=version.headline,
            blocks=version.text().blocks,
            note=version.note,
            origin=desk.WireOrigin(moved_at=moved_at),
        )
        filed_at = NOON + 12 * HOUR if filed_after is None else moved_at + filed_after
        desk.file_from_wire(
            Story.objects.get(pk=story.pk), words, now=filed_at, designator=version.designator.replace("Correction", "")
        )
    keep_changes(NOON + 12 * HOUR)
    return story


@pytest.mark.parametrize("language", ["en", "fr", "ru", "ar"])
@pytest.mark.parametrize("filed_after", [timedelta(0), None], ids=["at once", "all late"])
def test_twelve_rows_stand_in_one_screen(browse, language, filed_after):
    story = a_chain_of_twelve(language, filed_after)

    page = browse(address(story, "history/"), viewport=SCREEN)

    rows = page.locator("ol.versions > li")
    boxes = [box for box in (row.bounding_box() for row in rows.all()) if box]
    assert len(boxes) == len(VERSIONS)
    assert max(box["y"] + box["height"] for box in boxes) <= SCREEN["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= SCREEN["width"]

"""Editors' words on copy whose story was in doubt."""

import pytest
from django.contrib.admin.models import LogEntry

from stories import desk
from stories.models import MatchVerdict, Outcome
from tests.builders import NOON, a_chain, a_source, an_editor
from tests.stories.admin.test_deliveries import an_item

pytestmark = pytest.mark.django_db


def test_copy_is_settled_once():
    ilse, story, likely = an_editor("ilse"), a_chain("Urgent"), a_chain("Urgent")
    item = an_item(source=a_source(), story=story, likely_story=likely, score=0.4, outcome=Outcome.FILED)

    desk.settle_apart(item, by=ilse, now=NOON)

    assert MatchVerdict.objects.values_list("item", "source", "story", "kind", "score", "by", "at").get() == (
        item.pk, a_source().pk, likely.pk, "apart", 0.4, ilse.pk, NOON)  # fmt: skip
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.change_message) == (
        str(story.pk),
        f"Item {item.pk} does not belong to story {likely.pk}.",
    )
    with pytest.raises(desk.NotPossibleError, match="dealt with this copy first"):
        desk.settle_apart(item, by=ilse, now=NOON)

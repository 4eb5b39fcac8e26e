"""How well the stories of a source's copy are found, and from which score they join."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stories import desk
from stories.admin.sources.accuracy import MatchAccuracy, measure_accuracy
from stories.models import MatchVerdict, Outcome
from tests.builders import a_source, a_story, an_editor
from tests.stories.admin.browser import a_browser, words_of
from tests.stories.admin.test_deliveries import an_item

# joined | joins | missed | wrong | precision | recall
SHARES = """
0   | 0 | 0 | 0 | none | none
10  | 0 | 0 | 0 | 1.0  | 1.0
10  | 0 | 0 | 1 | 0.9  | 1.0
8   | 1 | 1 | 0 | 1.0  | 0.8
0   | 2 | 0 | 0 | none | 0.0
"""


@pytest.mark.parametrize("line", SHARES.strip().splitlines())
def test_precision_is_of_what_joined_and_recall_of_what_belongs(line):
    *counts, precision, recall = (part.strip() for part in line.split("|"))

    accuracy = MatchAccuracy(**dict(zip(("joined", "joins", "missed", "wrong"), map(int, counts), strict=True)))

    expected = [None if share == "none" else float(share) for share in (precision, recall)]
    assert [accuracy.precision, accuracy.recall] == expected


@pytest.mark.django_db
def test_page_of_a_source_says_what_joined_what_was_proposed_and_what_editors_said():
    now, source, story, likely = timezone.now(), a_source("Maran News Agency"), a_story(), a_story()
    of_now = {"source": source, "story": story, "outcome": Outcome.FILED, "moved_at": now}
    an_item(**of_now)  # the first of its story
    joined = [an_item(**of_now, score=0.9) for _ in range(4)]
    MatchVerdict.objects.create(item=joined[0], source=source, story=story, kind="wrong", at=now)
    an_item(**{**of_now, "moved_at": now - timedelta(days=31)}, score=0.9)
    apart, right = (an_item(**of_now, score=0.4, likely_story=likely) for _ in range(2))
    desk.settle_apart(apart, by=an_editor(), now=now)
    MatchVerdict.objects.create(item=right, source=source, story=likely, kind="joins", at=now)
    right.likely_story = None  # as after the join
    right.save()

    assert measure_accuracy(source, now=now) == MatchAccuracy(joined=4, proposed=2, joins=1, needless=1, wrong=1)
    words = words_of(a_browser("chief").get(f"/admin/stories/source/{source.pk}/change/"))
    assert "Joined by itself 4 Found wrong 1 Precision 75% Proposed 2 Editors: joins 1" in words
    assert "Editors: does not 1 Missed 0 Recall 75%" in words
    assert "Joins from:" in words


@pytest.mark.django_db
def test_a_story_is_proposed_from_less_than_copy_joins_from():
    source = a_source("Maran News Agency")
    inline = {f"section_mappings-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    values = {"name": source.name, "intake": "desk", "time_zone": "UTC", "sure_from": "0.5", "likely_from": "0.6"}

    page = a_browser("chief").post(f"/admin/stories/source/{source.pk}/change/", {**values, **inline})

    assert "Copy joins from 0.5, so a story is proposed from less." in words_of(page)

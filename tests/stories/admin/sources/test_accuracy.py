"""How well the stories of a source's copy are found, and from which score they join."""

from datetime import timedelta

import pytest
from django.forms import modelform_factory
from django.utils import timezone

from stories import desk
from stories.admin.sources.accuracy import MatchAccuracy, measure_accuracy
from stories.admin.sources.forms import SourceForm
from stories.models import MatchVerdict, Outcome, Source
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
    an_item(**of_now, score=1, likely_story=likely)  # joined by its id, and its links name another story too
    opened = {**of_now, "score": 0.4, "likely_story": likely}
    apart, right = (an_item(**{**opened, "story": a_story()}) for _ in range(2))
    desk.settle_apart(apart, by=an_editor(), now=now)
    MatchVerdict.objects.create(item=right, source=source, story=likely, kind="joins", at=now)
    right.likely_story = None  # as after the join
    right.save()

    assert measure_accuracy(source, now=now) == MatchAccuracy(joined=5, proposed=2, joins=1, needless=1, wrong=1)
    words = words_of(a_browser("chief").get(f"/admin/stories/source/{source.pk}/change/"))
    assert "Joined by itself 5 Found wrong 1 Precision 80% Proposed 2 Joined by editors 1" in words
    assert "Parted by editors 1 Missed 0 Recall 80%" in words
    assert "Joins from" in words


# joins from | is proposed from | what is refused
THRESHOLDS = """
0.5 | 0.6  | likely_from: Copy joins from 0.5, so a story is proposed from less.
    | 0.99 | likely_from: Copy joins from 0.9, so a story is proposed from less.
0.2 |      | likely_from: Copy joins from 0.2, so a story is proposed from less. If this is empty, from 0.3.
0   |      | sure_from: With 0, any copy would do.
    | 0    | likely_from: With 0, any copy would do.
0.6 | 0.6  |
    | 0.8  |
0.6 |      |
"""


@pytest.mark.parametrize("line", THRESHOLDS.strip("\n").splitlines())
def test_a_story_is_proposed_from_less_than_copy_joins_from(line):
    sure, likely, refused = (part.strip() for part in line.split("|"))

    form = modelform_factory(Source, SourceForm, fields=["sure_from", "likely_from"])(
        {"sure_from": sure, "likely_from": likely}
    )

    said = "\n".join(f"{name}: {error}" for name, errors in form.errors.items() for error in errors)
    assert said.startswith(refused)
    assert bool(said) == bool(refused)

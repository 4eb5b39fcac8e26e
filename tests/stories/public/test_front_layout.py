"""The places of stories on the front page: no half of a row is empty, and translations are told once."""

from datetime import timedelta

import pytest

from stories.models import Filing
from stories.public.front_layout import LATEST, LATEST_BESIDE_PICTURE, LATEST_READ, lay_out
from tests.builders import NOON

PICTURE = {"photo": 1, "file": "a" * 64, "width": 9, "height": 6, "caption": "", "credit": "", "alt": "A dam"}


def rows(*ages, pictures=(), language="en"):
    """Return filings that moved so many hours before noon, the newest first; the first of them has pictures."""
    found = [
        Filing(pk=number, headline=f"No. {number}", language=language, moved_at=NOON - timedelta(hours=age), urgency=5)
        for number, age in enumerate(ages, start=1)
    ]
    found[0].pictures = list(pictures)
    return found


@pytest.mark.parametrize(
    ("ages", "seconds"),
    [
        ((0, 1, 2, 3, 4, 5), [2, 3, 4, 5]),  # all of them fresh
        ((0, 1, 20, 30, 35, 40), [2, 3, 4, 5]),  # those of the day before fill the places
        ((0, 1, 20, 40, 50, 60), [2, 3]),  # those before them do not
    ],
)
def test_stories_of_the_day_before_fill_the_places_beside_the_lead(ages, seconds):
    front = lay_out(rows(*ages, *[100] * LATEST_READ))

    assert [row.pk for row in front.seconds] == seconds


def test_where_there_are_few_stories_those_of_the_day_before_stay_in_the_list():
    front = lay_out(rows(0, 1, 20, 30, 35, 40))

    assert [row.pk for row in front.seconds] == [2]
    assert [row.pk for _day, of_day in front.latest for row in of_day] == [3, 4, 5, 6]


@pytest.mark.parametrize(("pictures", "seconds", "latest"), [((), 4, LATEST), ((PICTURE,), 2, LATEST_BESIDE_PICTURE)])
def test_a_lead_with_a_picture_has_fewer_stories_beside_it_and_a_longer_list(pictures, seconds, latest):
    front = lay_out(rows(*[0] * 20, pictures=pictures))

    assert len(front.seconds) == seconds
    assert sum(len(of_day) for _day, of_day in front.latest) == latest

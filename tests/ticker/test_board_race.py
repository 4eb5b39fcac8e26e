"""People pin and move at the same moment, with real processes on a real database: nothing is lost."""

import pytest

from tests.stories.models.test_numbering import RACERS, newsroom, prepare, race

pytestmark = pytest.mark.database

__all__ = ["newsroom"]

EACH = 3


def test_people_who_pin_and_move_at_once_lose_nothing(newsroom):
    race(newsroom, "pin")

    found = prepare(newsroom, "pinned")
    total = RACERS * EACH
    assert found["places"] == list(range(1, total + 1))
    assert found["stories"] == sorted(f"Pinned-{person}-{step}" for person in range(RACERS) for step in range(EACH))
    assert found["changes"] == list(range(1, len(found["changes"]) + 1))
    assert total < len(found["changes"]) <= 2 * total

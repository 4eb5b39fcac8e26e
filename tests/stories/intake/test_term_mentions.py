from datetime import UTC, datetime, timedelta

from stories.intake.term_mentions import TermMentions, read_moment

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_stories_within_a_span_are_near_to_the_moment_of_its_ends():
    mentions = TermMentions([(NOON + 2 * HOUR, 4), (NOON, 1), (NOON - HOUR, 2), (NOON + HOUR, 1), (NOON - 2 * HOUR, 3)])

    assert mentions.near(NOON, HOUR) == {1, 2}
    assert mentions.near(NOON, 2 * HOUR) == {1, 2, 3, 4}
    assert mentions.near(NOON + 9 * HOUR, HOUR) == set()


def test_a_story_that_is_added_is_found_in_its_place():
    mentions = TermMentions([(NOON, 1), (NOON + 3 * HOUR, 3)])

    mentions.add(NOON + HOUR, 2)

    assert mentions.near(NOON, HOUR) == {1, 2}
    assert mentions.near(NOON + 3 * HOUR, HOUR) == {3}


def test_moments_are_read_as_each_database_gives_them():
    assert read_moment("2026-11-03 12:00:00") == read_moment("2026-11-03 12:00:00+00") == NOON
    assert read_moment("2026-11-03 12:00:00.250000") == NOON + timedelta(milliseconds=250)

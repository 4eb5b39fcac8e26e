"""manage.py verify: exit 1 and the first broken filing."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from stories import desk
from stories.models import Filing
from tests.builders import NOON, a_chain, filings
from tests.filing_guard import lift_guard
from tests.write_guard import tampering

pytestmark = pytest.mark.django_db

FIELDS = ("headline", "byline", "dateline", "endmark", "note", "wrong", "right", "summary", "genre", "body_html",
          "designator", "amends", "credit", "language", "content_digest", "previous_digest", "digest")  # fmt: skip


def verify_output(*stories):
    out = io.StringIO()
    call_command("verify", *stories, stdout=out)
    return out.getvalue().strip()


def tamper(filing, field, value):
    """Change a stored field behind the guard's back."""
    lift_guard()
    with tampering(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE stories_filing SET "{field}" = %s WHERE id = %s', [value, filing.pk])


def test_whole_chains_verify():
    a_chain("Urgent", "1st LD")
    a_chain("Urgent")

    assert verify_output() == "2 chains verified."


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("field", FIELDS)
def test_a_changed_byte_is_found_and_named(field):
    story = a_chain("Urgent", "1st LD", "2nd LD")
    filing = filings(story)[1]
    tamper(filing, field, f"{getattr(filing, field)}x"[-13:])

    with pytest.raises(CommandError, match=f"Story {story.pk}, filing 2: "):
        verify_output(story.pk)


def test_shards_and_a_mark_share_the_stories_out():
    numbers = [a_chain("Urgent").pk for _ in range(5)]

    halves = [verify_output("--shard", half) for half in ("1/2", "2/2")]

    assert sum(int(line.split()[0]) for line in halves) == 5
    assert verify_output("--from", str(numbers[3])) == "2 chains verified."
    with pytest.raises(CommandError, match="3/2 is no shard"):
        verify_output("--shard", "3/2")


def test_chains_are_read_in_one_query_for_many(django_assert_num_queries):
    for _ in range(3):
        a_chain("Urgent", "1st LD")

    with django_assert_num_queries(3):  # the last story, the stories, their filings
        verify_output()


def test_a_story_that_is_not_there_is_told():
    with pytest.raises(CommandError, match="no story 99"):
        verify_output(99)


def test_a_taken_down_filing_still_verifies():
    story = a_chain("Urgent", "1st LD", "2nd LD")
    desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court said so.")

    assert verify_output() == "1 chains verified."
    assert Filing.objects.get(story=story, number=2).headline == ""

"""manage.py verify: exit 1 and the first broken filing."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from stories import desk
from stories.management.commands.verify import spans_of_jobs
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
    assert verify_output("--shard", "2/2", "--from", str(numbers[3])) == "2 chains verified."


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["99"], "There is no story 99."),
        ([str(10**21), "99"], "There is no story 99."),
        ([str(10**21)], f"There is no story {10**21}."),
        (["--", "-7"], "There is no story -7."),
        (["--shard", "3/2"], "3/2 is no shard. The first of two is 1/2."),
        (["--jobs", "0"], "--jobs takes 1 or more."),
        (["--from", "0"], "Stories are numbered from 1 on: --from takes 1 or more."),
        (["--from", str(10**21)], f"The last story is 4: there is none to begin at from {10**21} on."),
        (["--shard", "1/2", "--from", "3"], "The stories of 1/2 are 1 to 2: there is none of them from 3 on."),
    ],
)
def test_what_cannot_be_checked_is_told(asked, sentence):
    a_chain("Urgent", pk=4)

    with pytest.raises(CommandError) as refusal:
        verify_output(*asked)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("span", "jobs", "spans"),
    [
        ((1, 301), 1, [(1, 301)]),
        ((1, 301), 1000, [(1, 76), (76, 151), (151, 226), (226, 301)]),
        ((5, 7), 1000, [(5, 6), (6, 7)]),
        ((1, 1), 1000, [(1, 1)]),
        ((9, 5), 1000, [(9, 9)]),
    ],
)
def test_processes_are_no_more_than_processors_and_check_every_story(span, jobs, spans):
    assert spans_of_jobs(span, jobs, processors=4) == spans


def test_chains_are_read_in_one_query_for_many(django_assert_num_queries):
    for _ in range(3):
        a_chain("Urgent", "1st LD")

    with django_assert_num_queries(5):  # the last story, the stories, their filings, the head of the log, its key
        verify_output()


def test_a_taken_down_filing_still_verifies():
    story = a_chain("Urgent", "1st LD", "2nd LD")
    desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court said so.")

    assert verify_output() == "1 chains verified."
    assert Filing.objects.get(story=story, number=2).headline == ""

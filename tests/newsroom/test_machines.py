"""Two real PostgreSQL servers, one of which follows the other: readers read there, and never a killed word."""

import signal

import pytest

from tests.machines import figure, get, new_machines, until

HEADLINE, WORDS = "Dam fails at Karse Head", "Nobody was warned."
KILL = "desk.kill(story, by=an_editor('cleo', 'chief'), now=NOON, reason='It did not hold.', headline_at_fault=True)"
FROM_REPLICA = 'newsroom_reads_total{from="replica"}'
LAGS = 'newsroom_reads_total{from="primary, the replica lags"}'
IS_DOWN = 'newsroom_reads_total{from="primary, the replica is down"}'


@pytest.fixture(scope="module")
def machines():
    """Two databases, and a web node that knows both."""
    with new_machines() as machines:
        machines.operator.do(
            f"story = a_chain('Urgent', '1st LD', headline={HEADLINE!r}, body={WORDS!r})",
            "second = a_chain('Urgent')",
            "0",
        )
        machines.start_replica()
        machines.node = machines.start_node()
        yield machines


def test_readers_read_from_a_replica_that_has_everything(machines):
    until("The replica does not follow.", machines.has_caught_up)
    assert HEADLINE in get(machines.node.port, "/")[2]
    assert figure(machines.node, FROM_REPLICA) == 1

    assert get(machines.node.port, "/admin/login/")[0] == 200
    assert (figure(machines.node, FROM_REPLICA), figure(machines.node, LAGS)) == (1, 0)


def test_killed_story_never_comes_from_a_replica_that_lags(machines):
    address = machines.operator.do("Filing.public.newest().get(story=story).get_absolute_url()")
    assert WORDS in get(machines.node.port, address)[2]
    machines.ask(machines.replica, "SELECT pg_wal_replay_pause()")

    machines.operator.do(KILL, "0")

    pages = [get(machines.node.port, path) for path in (address, "/", f"{address}history/1/")]
    assert ([status for status, _, _ in pages], figure(machines.node, LAGS)) == ([410, 200, 410], 3)
    assert not any(HEADLINE in text or WORDS in text for _, _, text in pages)
    assert not machines.has_caught_up()

    machines.ask(machines.replica, "SELECT pg_wal_replay_resume()")
    until("The replica does not follow.", machines.has_caught_up)
    before = figure(machines.node, FROM_REPLICA)
    assert get(machines.node.port, address)[0] == 410
    assert figure(machines.node, FROM_REPLICA) == before + 1


def test_replica_that_is_down_is_done_without(machines):
    machines.replica.stop(signal.SIGKILL)

    assert [get(machines.node.port, "/")[0] for _ in range(3)] == [200, 200, 200]
    assert figure(machines.node, IS_DOWN) == 3

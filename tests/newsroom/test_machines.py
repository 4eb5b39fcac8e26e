"""Two real PostgreSQL servers, one of which follows the other: readers read there, and never a killed word."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from struct import Struct

import pytest

from stories.management.commands.worker import SIDE_SWEEPS
from stories.worker.cache_purge import CachePurger
from tests.machines import Readers, figure, get, get_by_tls, new_machines, until

HEADLINE, WORDS = "Dam fails at Karse Head", "Nobody was warned."
KILL = "desk.kill({}, by=an_editor('cleo', 'chief'), now=NOON, reason='It did not hold.', headline_at_fault=True)"
GATED_START = """
import pathlib, time
open_doors = post_worker_init
def post_worker_init(worker):
    while not pathlib.Path({!r}).exists():
        time.sleep(0.05)
    open_doors(worker)
"""  # a process that takes as long to start as the test wants
NEWEST = "SELECT number FROM stories_generation WHERE story_id = 0"
FILE_HEAD = Struct("@L5q")  # ngx_http_file_cache_header_t, as far as it is asked for here
UNSTORED = "?language=en"  # which the store leaves to Django
PURGED = "SELECT number FROM stories_sweep WHERE name = 'cache purge'"
FROM_REPLICA = 'newsroom_reads_total{from="replica"}'
LAGS = 'newsroom_reads_total{from="primary, the replica lags"}'
IS_DOWN = 'newsroom_reads_total{from="primary, the replica is down"}'


@pytest.fixture(scope="module")
def machines(empty_dump):
    """Two databases, two web nodes and two workers that know both, nginx in front of the nodes."""
    with new_machines(empty_dump) as machines, ThreadPoolExecutor() as threads:
        story = f"story = a_chain('Urgent', '1st LD', headline={HEADLINE!r}, body={WORDS!r})"
        others = "others = [a_chain('', headline=f'Barley is late {number}') for number in range(4)]"
        machines.operator.do(story, others, "0")
        machines.start_replica()
        starts = [threads.submit(machines.start_node) for _ in range(2)]
        machines.workers = [machines.start_worker() for _ in range(2)]
        machines.nodes = [start.result() for start in starts]
        machines.nginx = machines.start_nginx(machines.nodes)
        yield machines


def address_of(machines, story):
    """Return the address of a story's page, by its name in the operator's process."""
    return machines.operator.do(f"Filing.public.newest().get(story={story}).get_absolute_url()")


def test_kill_and_correction_are_gone_from_nginx_within_a_sweep(machines):
    until("Nobody purges.", lambda: machines.ask(machines.primary, PURGED))
    killed, filed, other = (address_of(machines, f"others[{number}]") for number in range(3))
    answers = [get_by_tls(machines.nginx.port, path) for path in (killed, filed, other, "/") for _ in range(2)]
    assert [(status, headers["X-Cache"]) for status, headers, _ in answers] == [(200, "MISS"), (200, "HIT")] * 4
    assert not {"Surrogate-Key", "Cache-Tag"} & {name for _, headers, _ in answers for name in headers}

    machines.operator.do("a_filing(rewrite(others[1], 'Rain came.'), '1st LD')", "0")
    until("The lead did not come.", lambda: "Rain came." in get_by_tls(machines.nginx.port, filed)[2])
    assert get_by_tls(machines.nginx.port, other)[1]["X-Cache"] == "HIT"

    machines.operator.do(KILL.format("others[0]"), "0")
    until(
        "The cache is not told.",
        lambda: machines.ask(machines.primary, PURGED) == machines.ask(machines.primary, NEWEST),
    )
    assert get_by_tls(machines.nginx.port, killed)[0] == 410  # at the first request behind the purge's receipt
    assert CachePurger.purge_due.__qualname__ in swept_each(1.0)
    assert "Barley is late 0" not in get_by_tls(machines.nginx.port, "/")[2]
    assert get_by_tls(machines.nginx.port, other)[1]["X-Cache"] == "MISS"


def swept_each(seconds):
    """Return the names of what the worker does each so many seconds, or more often."""
    return {getattr(sweep, "__qualname__", "") for sweep, pause in SIDE_SWEEPS if pause <= seconds}


def test_without_a_purge_nginx_keeps_no_answer_for_longer_than_a_minute(machines):
    paths = [
        "/",
        *(address_of(machines, f"others[{number}]") for number in (2, 3)),
        "/feeds/latest.rss",
        "/ticker.json",
    ]
    for path in paths:
        get_by_tls(machines.nginx.port, path)

    kept = [seconds_kept(file) for file in (machines.folder / "nginx" / "kept").rglob("*") if file.is_file()]

    assert len(kept) >= len(paths)
    assert {seconds for seconds in kept if not 0 < seconds <= 60} == set()


def seconds_kept(file):
    """Return how long nginx answers with a file of its cache, by what it wrote into its head."""
    _version, valid_until, _updating, _error, _modified, kept_at = FILE_HEAD.unpack(file.read_bytes()[: FILE_HEAD.size])
    return valid_until - kept_at


def test_readers_read_from_a_replica_that_has_everything(machines):
    until("The replica does not follow.", machines.has_caught_up)
    before = figure(machines.nodes[0], FROM_REPLICA)
    assert HEADLINE in get(machines.nodes[0].port, f"/{UNSTORED}")[2]
    assert figure(machines.nodes[0], FROM_REPLICA) == before + 1

    assert HEADLINE in get(machines.nodes[0].port, "/archive/?q=warned")[2]
    until("The primary is searched.", lambda: "stories_live_search" in machines.replica_statements())
    assert get(machines.nodes[0].port, "/admin/login/")[0] == 200
    assert figure(machines.nodes[0], FROM_REPLICA) == before + 2


def test_killed_story_never_comes_from_a_replica_that_lags(machines):
    address = address_of(machines, "story")
    assert WORDS in get(machines.nodes[0].port, address)[2]
    machines.ask(machines.replica, "SELECT pg_wal_replay_pause()")

    machines.operator.do(KILL.format("story"), "0")

    before = figure(machines.nodes[0], LAGS)
    pages = [get(machines.nodes[0].port, f"{path}{UNSTORED}") for path in (address, "/", f"{address}history/1/")]
    assert ([status for status, _, _ in pages], figure(machines.nodes[0], LAGS)) == ([410, 200, 410], before + 3)
    assert not any(HEADLINE in text or WORDS in text for _, _, text in pages)
    assert not machines.has_caught_up()
    assert figure(machines.nodes[0], "newsroom_replica_lag_changes") > 0

    machines.ask(machines.replica, "SELECT pg_wal_replay_resume()")
    until("The replica does not follow.", machines.has_caught_up)
    before = figure(machines.nodes[0], FROM_REPLICA)
    assert get(machines.nodes[0].port, f"{address}{UNSTORED}")[0] == 410
    assert figure(machines.nodes[0], FROM_REPLICA) == before + 1
    assert figure(machines.nodes[0], "newsroom_replica_lag_changes") == 0


def test_replica_that_hangs_is_done_without(machines):
    until("The replica does not follow.", machines.has_caught_up)
    node = machines.nodes[1]
    until("The replica is not read.", lambda: get(node.port, f"/{UNSTORED}") and figure(node, FROM_REPLICA))

    with stopped(machines.replica):
        assert [get(node.port, f"/{UNSTORED}")[0] for _ in range(6)] == [200] * 6
        assert figure(node, IS_DOWN) > 0


def test_replica_that_is_down_is_done_without(machines):
    machines.replica.stop(signal.SIGKILL)

    before = figure(machines.nodes[0], IS_DOWN)
    assert [get(machines.nodes[0].port, f"/{UNSTORED}")[0] for _ in range(3)] == [200, 200, 200]
    assert figure(machines.nodes[0], IS_DOWN) == before + 3
    machines.replica.start()


def test_purge_outlives_the_workers(machines):
    killed = address_of(machines, "others[1]")
    for worker in machines.workers:
        worker.kill()
        worker.wait()
    assert {get_by_tls(machines.nginx.port, killed)[0] for _ in range(2)} == {200}

    machines.operator.do(KILL.format("others[1]"), "0")
    assert get_by_tls(machines.nginx.port, killed)[0] == 200
    machines.workers = [machines.start_worker() for _ in range(2)]

    until("The killed story stays.", lambda: get_by_tls(machines.nginx.port, killed)[0] == 410)


@contextmanager
def stopped(server):
    """Stop all processes of a server for a while: it takes what it is sent, and answers nothing."""
    numbers = [server.process.pid, *children_of(server.process.pid)]
    for number in numbers:
        os.kill(number, signal.SIGSTOP)
    yield
    for number in numbers:
        os.kill(number, signal.SIGCONT)


def children_of(number):
    """Return the numbers of the processes that a process started."""
    return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def worker_of(node):
    """Return the process number of the one web process of a node, once it is there alone."""
    numbers = children_of(node.process.pid)
    return numbers[0] if len(numbers) == 1 else 0


def test_reload_under_load_leaves_no_gap(machines):
    node, settings, gate = machines.nodes[0], machines.folder / "gunicorn.py", machines.folder / "gate"
    before, usual = until("There is no web process.", lambda: worker_of(node)), settings.read_text()
    with Readers(node.port, [address_of(machines, "others[2]"), "/"]) as readers:
        settings.write_text(f"{usual}\nworkers = int('two')\n")
        node.process.send_signal(signal.SIGHUP)
        until("The fault is not told.", lambda: "Not reloaded" in machines.log_text())
        readers.have_read()
        assert worker_of(node) == before

        settings.write_text(usual + GATED_START.format(str(gate)))
        node.process.send_signal(signal.SIGHUP)
        until("There is no second process.", lambda: len(children_of(node.process.pid)) == 2)
        readers.have_read()
        assert before in children_of(node.process.pid)
        gate.touch()
        until("The web process is the old one.", lambda: worker_of(node) not in (0, before))
        readers.have_read()

    assert set(readers.statuses) == {200}


def schedule(machines, name):
    """Make a story that is to be released at once, by its name in the operator's process."""
    story = f"{name} = a_story(headline='Ferry sails {name}')"
    when = "by=None, now=NOON, at=NOON + timedelta(minutes=1)"
    act = f"desk.schedule({name}, {when}, designator='', note='', based_on={name}.save_number)"
    return machines.operator.do(story, act, f"{name}.pk")


def filings_of(machines, story_id):
    """Return how many filings a story has."""
    return machines.ask(machines.primary, f"SELECT count(*) FROM stories_filing WHERE story_id = {story_id}")


def test_pages_go_on_and_nothing_is_lost_while_parts_are_killed(machines):
    page = address_of(machines, "others[2]")
    with Readers(machines.nginx.port, [page, "/", f"{page}history/"], get_by_tls) as readers:
        readers.have_read()
        machines.workers[0].kill()
        released = [schedule(machines, "first")]
        machines.nodes[1].process.kill()
        readers.have_read()
        machines.redis.process.send_signal(signal.SIGSTOP)
        readers.have_read()
        machines.redis.process.send_signal(signal.SIGCONT)
        machines.redis.stop(signal.SIGKILL)
        readers.have_read()
        machines.redis.start()
        readers.have_read()
        until("It was not released.", lambda: filings_of(machines, released[0]))
    assert set(readers.statuses) == {200}

    released.append(schedule(machines, "second"))
    machines.primary.stop(signal.SIGINT)
    machines.primary.start()
    machines.workers[0] = machines.start_worker()
    until("A page stays away.", lambda: get(machines.nodes[0].port, f"{page}?after=1")[0] == 200)
    with Readers(machines.nginx.port, [page, "/"], get_by_tls) as readers:
        readers.have_read()
    assert set(readers.statuses) == {200}

    machines.operator.do(KILL.format("others[2]"), "0")
    released.append(schedule(machines, "third"))
    assert get(machines.nodes[0].port, page)[0] == 410
    until("The killed story stays.", lambda: get_by_tls(machines.nginx.port, page)[0] == 410)
    until("Not all were released.", lambda: all(filings_of(machines, story) for story in released))
    assert [filings_of(machines, story) for story in released] == [1, 1, 1]


def test_numbers_of_a_primary_that_is_lost_are_not_believed(machines):
    page = address_of(machines, "others[3]")
    rewritten = "a_filing(rewrite(Story.objects.get(pk=others[3].pk), {!r}), '1st LD')"
    until("The replica does not follow.", machines.has_caught_up)
    machines.replica.stop(signal.SIGINT)
    machines.operator.do(rewritten.format("Nobody else has this."), "0")
    assert "Nobody else has this." in get(machines.nodes[0].port, page)[2]

    machines.let_replica_take_over()
    machines.operator.do(rewritten.format("This was filed later."), "0")

    until("The page stays away.", lambda: get(machines.nodes[0].port, f"{page}?after=1")[0] == 200)
    text = get(machines.nodes[0].port, page)[2]
    assert ("This was filed later." in text, "Nobody else has this." in text) == (True, False)

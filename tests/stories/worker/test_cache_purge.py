"""A cache in front: told by a real request what changed, until it takes it, by whichever worker lives."""

from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from stories import desk
from stories.request_id import carry_request, current_request
from stories.worker import cache_purge
from stories.worker.cache_purge import CachePurger
from tests.builders import NOON, a_chain, a_filing, a_section, a_story, an_editor, filings, rewrite
from tests.page_reading import address

SECOND = timedelta(seconds=1)


class Cache(BaseHTTPRequestHandler):
    """Keeps the keys that it is told, and answers as it is told to."""

    status, told = 200, []

    def do_POST(self):
        """Keep the keys of each form that a cache may read them from."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        Cache.told.append((self.headers["Surrogate-Key"], self.headers["Cache-Tag"], body, self.headers["Fastly-Key"]))
        self.send_response(Cache.status)
        self.end_headers()

    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.fixture
def cache(settings):
    """Run a cache that is told what to drop."""
    Cache.status, Cache.told = 200, []
    with HTTPServer(("127.0.0.1", 0), Cache) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.CDN_PURGE_URL = f"http://127.0.0.1:{server.server_port}/"
        settings.CDN_PURGE_TOKEN = "sluice"  # noqa: S105 of a test
        yield Cache
        server.shutdown()


def told_keys(purger, now):
    """Sweep once; return the keys that the cache was told."""
    Cache.told.clear()
    purger.purge_due(now)
    return [set(keys.split()) for keys, *_ in Cache.told]


# Real transactions: PostgreSQL counts changes when one ends.
@pytest.mark.django_db(transaction=True)
def test_cache_is_told_each_change_until_it_takes_it(cache, monkeypatch):
    first, second, beside = (a_chain("Urgent") for _ in range(3))
    one, other, unread = (f"story-{story.pk}" for story in (first, second, beside))
    purger = CachePurger()

    assert told_keys(purger, NOON) == [{"all"}]
    assert told_keys(purger, NOON + 9 * SECOND) == []

    a_filing(rewrite(first, "Rain came."), "1st LD")
    purger.purge_due(NOON + 10 * SECOND)
    ((keys, tags, body, token),) = cache.told
    assert (set(keys.split()), tags, token) == ({"lists", one}, keys.replace(" ", ","), "sluice")
    assert body == f'{{"tags": ["lists", "{one}"]}}'

    cache.status = 503
    a_filing(rewrite(second, "Rain came."), "1st LD")
    assert told_keys(purger, NOON + 20 * SECOND) == [{"lists", other}]
    a_filing(rewrite(first, "It rained."), "2nd LD")
    assert told_keys(purger, NOON + 20 * SECOND) == []
    assert told_keys(purger, NOON + 22 * SECOND) == [{"lists", one, other}]
    cache.status = 204
    monkeypatch.setattr(cache_purge, "KEYS_AT_ONCE", 2)
    told = told_keys(CachePurger(), NOON + 23 * SECOND)
    assert (len(told), set().union(*told)) == (2, {"lists", one, other})
    assert told_keys(purger, NOON + 30 * SECOND) == []
    assert unread not in set().union(*told)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stop", ["kill", "hold", "take down", "name"])
@pytest.mark.usefixtures("cache")
def test_stop_empties_the_cache_twice(stop):
    story, purger = a_chain("Urgent", "1st LD"), CachePurger()
    purger.purge_due(NOON)

    if stop == "kill":
        desk.kill(story, by=an_editor("cleo", "chief"), now=NOON, reason="It did not hold.")
    elif stop == "hold":
        desk.hold(story, by=None, now=NOON)
    elif stop == "take down":
        desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")
    else:
        section = a_section()
        section.name = "Earth"
        section.save()

    swept = [told_keys(purger, NOON + SECOND * seconds) for seconds in (1, 2, 7, 20)]
    assert swept == [[{"all"}], [], [{"all"}], []]


@pytest.mark.django_db
def test_answers_name_what_they_are_of_where_somebody_purges(client, settings):
    story = a_chain("Urgent")
    a_story()
    paths = [address(story), f"/stories/{story.pk}/history.json", "/", "/ticker.json", "/admin/login/", "/healthz"]

    def headers():
        return [(client.get(path).get("Surrogate-Key"), client.get(path).get("Cache-Tag")) for path in paths]

    assert headers() == [(None, None)] * len(paths)
    settings.CDN_PURGE_URL = "http://127.0.0.1:1/"
    own, lists = (f"story-{story.pk} all", f"story-{story.pk},all"), ("lists all", "lists,all")
    assert headers() == [own, own, lists, lists, (None, None), (None, None)]


# Real transactions: PostgreSQL counts changes when one ends.
@pytest.mark.django_db(transaction=True)
def test_line_of_the_log_names_the_request_behind_the_change(cache, caplog):
    purger, named, story = CachePurger(), [], a_chain("Urgent")
    purger.purge_due(NOON)
    with carry_request("3f2a90c1d4e5b677"):
        a_filing(rewrite(story, "It failed."))
    caplog.clear()
    caplog.handler.addFilter(lambda _line: named.append(current_request()) or True)

    with caplog.at_level("INFO", logger="stories.worker.cache_purge"):
        purger.purge_due(NOON + SECOND)

    assert (caplog.messages, named) == ([f"The cache in front dropped lists story-{story.pk}."], ["3f2a90c1d4e5b677"])


def test_without_a_cache_nobody_asks_the_database():
    assert CachePurger().purge_due(NOON) == 0

"""A real Redis that is killed, hangs and is back: what is cached may be missing, and nothing else is."""

import signal

import pytest
from django.core.cache import cache
from django.test import override_settings

from newsroom import guarded_cache, health
from stories.display import comparison_cache
from stories.push import rate_limits
from tests.builders import NOON, a_chain
from tests.on_postgresql import redis_server
from tests.page_reading import address, words_of

BACKEND = "newsroom.guarded_cache.GuardedRedisCache"
EMPTY = [None, "other", {}, False, False, False, False, "no number"]


def ask_everything():
    """Use the cache in all ways; return what it said."""
    cache.set("a", 1)
    cache.set_many({"b": 2})
    answers = [cache.get("a"), cache.get("c", "other"), cache.get_many(["a", "b"]), cache.add("d", 3), "a" in cache]
    answers += [cache.touch("a"), cache.delete("b")]
    cache.delete_many(["d"])
    try:
        return [*answers, cache.incr("a")]
    except ValueError:
        return [*answers, "no number"]


def use_cache(client, story):
    """Ask for the pages and count the pushes that use the cache; return what came of it."""
    comparison = words_of(client.get(address(story, "history/1..2/")))
    comparison_cache.forget_comparisons(story.pk, [1], total=2)
    waits = rate_limits.seconds_to_wait("x", 1, now=NOON), rate_limits.seconds_left("x", 1, now=NOON)
    return "Dam holds" in comparison, waits


@pytest.mark.django_db
def test_redis_that_is_killed_or_hangs_is_an_empty_cache_until_it_is_back(client, monkeypatch):
    monkeypatch.setattr(health, "CHECK_SECONDS", 60)
    story = a_chain("Urgent", "1st LD", headline="Dam holds")
    with redis_server() as redis:
        location = f"redis://127.0.0.1:{redis.port}/0"
        with override_settings(CACHES={"default": {"BACKEND": BACKEND, "LOCATION": location}}):
            breaker = guarded_cache.BREAKERS[location]
            breaker.pause_seconds = 3600
            works = ask_everything()
            assert works == [1, "other", {"a": 1, "b": 2}, True, True, True, True, 2]
            assert use_cache(client, story) == (True, (0, 60))

            redis.process.send_signal(signal.SIGSTOP)
            assert (ask_everything(), breaker.failures) == (EMPTY, 1)
            breaker.reset()
            assert use_cache(client, story) == (True, (0, 0))
            assert breaker.failures == 2
            answer = client.get("/readyz")
            assert (answer.status_code, answer.json()["cache"], breaker.failures) == (200, "failed", 2)
            redis.process.send_signal(signal.SIGCONT)
            breaker.reset()
            assert cache.clear()
            assert ask_everything() == works

            redis.stop(signal.SIGKILL)
            assert (ask_everything(), breaker.failures) == (EMPTY, 3)
            redis.start()
            breaker.reset()
            assert ask_everything() == works
            assert breaker.failures == 3


def test_after_a_failure_one_caller_at_a_time_tries_again():
    breaker = guarded_cache.Breaker(pause_seconds=0)

    assert [breaker.may_try(), breaker.may_try()] == [True, True]
    breaker.trip()
    breaker.pause_seconds = 60
    assert [breaker.may_try(), breaker.may_try()] == [True, False]
    breaker.reset()
    assert [breaker.may_try(), breaker.may_try()] == [True, True]

"""Redis as a cache that costs no page more than a moment: one that is down or hangs is as good as an empty one."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from newsroom.counts import counts

ANSWER_SECONDS = 0.08  # for a connection, and for each answer: a page waits no more than a tenth of a second
PAUSE_SECONDS = 5.0  # that a cache is left alone for after a failure
FAILURES = (RedisError, OSError)
OPTIONS = {
    "socket_connect_timeout": ANSWER_SECONDS,
    "socket_timeout": ANSWER_SECONDS,
    "retry": Retry(NoBackoff(), 0),  # the client's own three tries take seconds
}

T = TypeVar("T")

logger = logging.getLogger(__name__)


class Breaker:
    """The door to a server that may fail: shut for a few seconds after a failure, then opened to one try at a time.

    One stands for all threads of the process. `failures` counts since the process started.
    """

    def __init__(self, pause_seconds: float = PAUSE_SECONDS) -> None:
        self.pause_seconds = pause_seconds
        self.failures = 0
        self._shut_until = 0.0  # 0 while the server answers
        self._lock = Lock()

    def may_try(self) -> bool:
        """Return whether to ask the server now. After a pause one caller may, and the others wait for its outcome."""
        if not self._shut_until:
            return True
        with self._lock:
            if monotonic() < self._shut_until:
                return False
            self._shut_until = monotonic() + self.pause_seconds
            return True

    def trip(self) -> None:
        """Leave the server alone for a while: it failed."""
        with self._lock:
            self.failures += 1
            self._shut_until = monotonic() + self.pause_seconds

    def reset(self) -> None:
        """Let everybody ask: the server answered."""
        self._shut_until = 0.0


class GuardedClient:
    """Django's client of Redis, which answers for a server that fails as an empty cache would."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        self.redis = RedisCacheClient(servers, **{**OPTIONS, **options})
        self.breaker = BREAKERS[",".join(servers)]

    def add(self, key: str, value: Any, timeout: int | None) -> bool:
        """Set a value unless there is one; return whether it was set."""
        return self._ask(self.redis.add, False, key, value, timeout)

    def get(self, key: str, default: Any) -> Any:
        """Return a value, the default for none."""
        return self._ask(self.redis.get, default, key, default)

    def set(self, key: str, value: Any, timeout: int | None) -> None:
        """Set a value."""
        self._ask(self.redis.set, None, key, value, timeout)

    def touch(self, key: str, timeout: int | None) -> bool:
        """Set when a value ends; return whether there is one."""
        return self._ask(self.redis.touch, False, key, timeout)

    def delete(self, key: str) -> bool:
        """Delete a value; return whether there was one."""
        return self._ask(self.redis.delete, False, key)

    def get_many(self, keys: Iterable[str]) -> dict[str, Any]:
        """Return the values that there are."""
        return self._ask(self.redis.get_many, {}, keys)

    def has_key(self, key: str) -> bool:
        """Return whether there is a value."""
        return self._ask(self.redis.has_key, False, key)

    def incr(self, key: str, delta: int) -> int:
        """Add to a number and return it. Raises ValueError where there is none, or no cache."""
        count: int | None = self._ask(self.redis.incr, None, key, delta)
        if count is None:
            raise ValueError(f"There is no number under {key!r}: the cache does not answer.")
        return count

    def set_many(self, data: Mapping[str, Any], timeout: int | None) -> None:
        """Set several values in one request."""
        self._ask(self.redis.set_many, None, data, timeout)

    def delete_many(self, keys: Iterable[str]) -> None:
        """Delete several values in one request."""
        self._ask(self.redis.delete_many, None, keys)

    def clear(self) -> bool:
        """Delete all values; return whether it could be done."""
        return self._ask(self.redis.clear, False)

    def _ask(self, method: Callable[..., Any], fallback: T, *arguments: Any) -> T:
        """Return the answer of the server, the fallback while it has none."""
        if not self.breaker.may_try():
            return fallback
        try:
            answer: T = method(*arguments)
        except FAILURES as error:
            self.breaker.trip()
            counts.add("newsroom_cache_failures_total")
            logger.warning("The cache is left alone for %s seconds: %s", PAUSE_SECONDS, type(error).__name__)
            return fallback
        except ValueError:  # a number that is not there; the server did answer
            self.breaker.reset()
            raise
        self.breaker.reset()
        return answer


class GuardedRedisCache(RedisCache):
    """Django's Redis cache over that client."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = GuardedClient


BREAKERS: defaultdict[str, Breaker] = defaultdict(Breaker)  # one for each server, whichever thread asks it

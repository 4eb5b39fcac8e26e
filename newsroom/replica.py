"""Readers' pages read from a replica of the database, as long as it has all that the primary has.

A request for a public page compares one number of both servers before it reads anything: the count of public changes,
which triggers keep (`stories_generation`, row 0). Where they differ the page is read from the primary, so that no
killed word, and no page older than what an editor has just filed, ever comes from a replica that lags. The newsroom's
pages, deliveries, the worker, and whatever follows a write read from the primary.

A replica that does not answer in time is done without for a while, as one that is down.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.signals import connection_created

from newsroom.counts import counts
from newsroom.guarded_cache import Breaker
from newsroom.headers.security_headers import ADMIN
from newsroom.patience import limit_waits

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Model
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from newsroom.middleware import NextMiddleware

REPLICA = "replica"
NEWSROOMS = (ADMIN, "/metrics", "/readyz")  # what is no reader's
SAFE_METHODS = frozenset({"GET", "HEAD"})
UNAVAILABLE = 503
ANSWER_SECONDS = 2.0  # for each statement: the slowest search of a large archive takes a hundredth of it
CHANGES = "SELECT number FROM stories_generation WHERE story_id = 0"
READS_FIGURE = 'newsroom_reads_total{{from="{}"}}'

breaker = Breaker()


class RequestReads:
    """The database that a request reads from: chosen at its first read, and the primary from its first write on."""

    def __init__(self) -> None:
        self.database = ""

    def chosen_database(self) -> str:
        """Return the name of the database."""
        self.database = self.database or choose_database()
        return self.database


READS: ContextVar[RequestReads | None] = ContextVar("reads of a request for a public page", default=None)


class ReplicaRouter:
    """Django's router: reads as the request says, all else on the primary."""

    def db_for_read(self, _model: type[Model], **_hints: Any) -> str:
        """Return the database to read from."""
        reads = READS.get()
        return reads.chosen_database() if reads else DEFAULT_DB_ALIAS

    def db_for_write(self, _model: type[Model], **_hints: Any) -> str:
        """Return the primary, from which the request reads from now on."""
        reads = READS.get()
        if reads:
            reads.database = DEFAULT_DB_ALIAS
        return DEFAULT_DB_ALIAS

    def allow_relation(self, _one: Model, _other: Model, **_hints: Any) -> bool:
        """Let rows of both be related: they are the same rows."""
        return True

    def allow_migrate(self, database: str, *_arguments: Any, **_hints: Any) -> bool:
        """Let the primary alone be migrated."""
        return database == DEFAULT_DB_ALIAS


def read_from_replica(get_response: NextMiddleware) -> NextMiddleware:
    """Let requests for public pages read from the replica; ask the primary where it fails under one."""
    if REPLICA not in settings.DATABASES:
        raise MiddlewareNotUsed
    connection_created.connect(limit_replica, dispatch_uid="waits for the replica")

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE_METHODS or request.path_info.startswith(NEWSROOMS):
            return get_response(request)
        reads = RequestReads()
        token = READS.set(reads)
        try:
            response = get_response(request)
            if response.status_code != UNAVAILABLE or reads.database != REPLICA:
                return response
            breaker.trip()
            connections[REPLICA].close()
            reads.database = DEFAULT_DB_ALIAS
            return get_response(request)
        finally:
            READS.reset(token)

    return middleware


def limit_replica(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Let no statement wait for a replica that hangs."""
    if connection.alias == REPLICA:
        limit_waits(connection.connection, ANSWER_SECONDS)


def choose_database() -> str:
    """Return the replica if it is there and has every public change that the primary has, else the primary."""
    if not breaker.may_try():
        count_reads("primary, the replica is down")
        return DEFAULT_DB_ALIAS
    try:
        changes = count_changes(REPLICA)
    except Error:
        breaker.trip()
        connections[REPLICA].close()
        count_reads("primary, the replica is down")
        return DEFAULT_DB_ALIAS
    breaker.reset()
    if changes != count_changes(DEFAULT_DB_ALIAS):
        count_reads("primary, the replica lags")
        return DEFAULT_DB_ALIAS
    count_reads("replica")
    return REPLICA


def count_reads(database: str) -> None:
    """Count a request by what it reads from."""
    counts.add(READS_FIGURE.format(database))


def count_changes(database: str) -> int:
    """Return how many public changes a database knows of, from where the count began. One narrow read."""
    with connections[database].cursor() as cursor:
        cursor.execute(CHANGES)
        row = cursor.fetchone()
    return int(row[0]) if row else 0

"""Which database a request reads from, without one: test_machines.py has two."""

import pytest
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse

from newsroom import replica
from newsroom.guarded_cache import Breaker
from stories.models import Story

ROUTER = replica.ReplicaRouter()


@pytest.fixture
def chosen(monkeypatch):
    """Name a replica that has everything; return the list of how often it was chosen."""
    chosen = []
    monkeypatch.setitem(settings.DATABASES, "replica", settings.DATABASES["default"])
    monkeypatch.setattr(replica, "choose_database", lambda: chosen.append(1) or "replica")
    monkeypatch.setattr(replica, "breaker", Breaker())
    return chosen


def answer(rf, method, path, *views):
    """Answer a request by views, one after the other as the middleware asks; return the status."""
    waiting = iter(views)
    middleware = replica.read_from_replica(lambda _request: HttpResponse(status=next(waiting)()))
    return middleware(rf.generic(method, path)).status_code


def reads(status=200, *, write=False, into):
    """Return a view that reads, or writes and reads, and notes from where."""

    def view():
        into.append(ROUTER.db_for_read(Story))
        if write:
            ROUTER.db_for_write(Story)
        into.append(ROUTER.db_for_read(Story))
        return status

    return view


@pytest.mark.parametrize(
    ("method", "path", "write", "databases"),
    [
        ("GET", "/", False, ["replica", "replica"]),
        ("HEAD", "/stories/7/dam/", False, ["replica", "replica"]),
        ("GET", "/", True, ["replica", "default"]),
        ("POST", "/", False, ["default", "default"]),
        ("GET", "/admin/stories/story/", False, ["default", "default"]),
        ("GET", "/readyz", False, ["default", "default"]),
    ],
)
def test_request_reads_from(rf, chosen, method, path, write, databases):
    read = []

    assert answer(rf, method, path, reads(write=write, into=read)) == 200
    assert (read, len(chosen)) == (databases, int("replica" in databases))
    assert ROUTER.db_for_read(Story) == "default"  # the worker's, and those of commands


@pytest.mark.usefixtures("chosen")
def test_page_is_read_again_from_the_primary_where_the_replica_fails_under_it(rf):
    read = []

    assert answer(rf, "GET", "/", reads(503, into=read), reads(into=read)) == 200
    assert read == ["replica", "replica", "default", "default"]
    assert not replica.breaker.may_try()


def test_without_a_replica_nothing_stands_in_the_way(rf):
    with pytest.raises(MiddlewareNotUsed):
        answer(rf, "GET", "/")

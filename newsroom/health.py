"""Health for operators: whether the process lives, whether it can serve, and a few figures."""

from __future__ import annotations

import resource
from collections.abc import Callable
from functools import cache

from django.core.cache import cache as default_cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from newsroom import schema
from stories.models import Filing

NO_STORE = {"Cache-Control": "no-store"}
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process answers at all; check nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers=NO_STORE)


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when everything that pages need is there, else 503; list the result of each check."""
    results = {name: passes(check) for name, check in CHECKS.items()}
    status = 200 if all(results.values()) else 503
    report = {name: "ok" if is_fine else "failed" for name, is_fine in results.items()}
    return JsonResponse(report, status=status, headers=NO_STORE)


@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """Print figures in the format of Prometheus; none of them tells of anything that is not public."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "newsroom_database_up": int(passes(check_database)),
        "newsroom_newest_filing_timestamp_seconds": newest_filing_time(),
        "process_cpu_seconds_total": usage.ru_utime + usage.ru_stime,
        "process_max_resident_memory_bytes": usage.ru_maxrss * 1024,
    }
    lines = "".join(f"# TYPE {name} {metric_type(name)}\n{name} {value}\n" for name, value in figures.items())
    return HttpResponse(lines, content_type=METRICS_TYPE, headers=NO_STORE)


def metric_type(name: str) -> str:
    """Return the type of a figure for Prometheus: one that only grows is a counter."""
    return "counter" if name.endswith("_total") else "gauge"


def passes(check: Callable[[], bool]) -> bool:
    """Return whether a check passes."""
    try:
        return check()
    except (DatabaseError, OSError):
        return False


def check_database() -> bool:
    """Return whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def check_migrations() -> bool:
    """Return whether the database has the shape that the code expects: migrations, columns and triggers."""
    if is_migrated():
        return True
    is_migrated.cache_clear()
    return False


@cache
def is_migrated() -> bool:
    """Return the same, kept once true: a database that has the shape does not lose it."""
    return schema.is_migrated(connection) and not schema.missing_parts(connection)


def check_cache() -> bool:
    """Return whether the cache keeps a value."""
    default_cache.set("readyz", "ok", 5)
    return bool(default_cache.get("readyz") == "ok")


def newest_filing_time() -> float:
    """Return the time of the newest public filing in Unix seconds; 0 for none."""
    try:
        moments = Filing.public.newest().order_by("-pk").values_list("filed_at", flat=True)
        newest = moments.first()
    except DatabaseError:
        return 0.0
    return newest.timestamp() if newest else 0.0


CHECKS = {"database": check_database, "migrations": check_migrations, "cache": check_cache}

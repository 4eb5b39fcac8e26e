"""What operators ask: whether the process lives, whether it can serve, and a few figures."""

from __future__ import annotations

import resource
from collections.abc import Callable
from functools import cache

from django.core.cache import cache as kept
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from newsroom import schema
from stories.models import Filing

NEVER_KEPT = {"Cache-Control": "no-store"}
METRICS = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers=NEVER_KEPT)


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """200 when everything that pages need is there, 503 with what is not."""
    found = {name: works(check) for name, check in CHECKS.items()}
    status = 200 if all(found.values()) else 503
    said = {name: "ok" if is_fine else "failed" for name, is_fine in found.items()}
    return JsonResponse(said, status=status, headers=NEVER_KEPT)


@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """Figures in the form that Prometheus reads; nothing in them tells of what has not moved."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "newsroom_database_up": int(works(database)),
        "newsroom_newest_filing_timestamp_seconds": newest_filing(),
        "process_cpu_seconds_total": usage.ru_utime + usage.ru_stime,
        "process_max_resident_memory_bytes": usage.ru_maxrss * 1024,
    }
    lines = "".join(f"# TYPE {name} {kind(name)}\n{name} {value}\n" for name, value in figures.items())
    return HttpResponse(lines, content_type=METRICS, headers=NEVER_KEPT)


def kind(name: str) -> str:
    """What Prometheus calls a figure: one that only grows is a counter."""
    return "counter" if name.endswith("_total") else "gauge"


def works(check: Callable[[], bool]) -> bool:
    """Whether a check finds all well."""
    try:
        return check()
    except (DatabaseError, OSError):
        return False


def database() -> bool:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def migrations() -> bool:
    """Return whether the database has the shape that the code expects: migrations, columns and triggers."""
    if is_migrated():
        return True
    is_migrated.cache_clear()
    return False


@cache
def is_migrated() -> bool:
    """Return the same, kept once true: a database that has the shape does not lose it."""
    return schema.is_migrated(connection) and not schema.missing_parts(connection)


def caches() -> bool:
    """Whether the cache keeps what it is given."""
    kept.set("readyz", "ok", 5)
    return kept.get("readyz") == "ok"


def newest_filing() -> float:
    """When the newest filing that readers see was made; 0 where there is none."""
    try:
        moments = Filing.public.newest().values_list("filed_at", flat=True)
        newest = moments.first()
    except DatabaseError:
        return 0.0
    return newest.timestamp() if newest else 0.0


CHECKS = {"database": database, "migrations": migrations, "cache": caches}

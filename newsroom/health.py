"""Health for operators: whether the process lives, whether it can serve, and a few figures."""

from __future__ import annotations

import logging
import os
import resource
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from django.conf import settings
from django.core.cache import cache as default_cache
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from newsroom import schema
from newsroom.counts import counts
from newsroom.figures import read_figures
from newsroom.storages import FOLDER

NO_STORE = {"Cache-Control": "no-store"}
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
CHECK_SECONDS = 2.0  # for all checks together: a balancer asks again soon
FREE_BYTES = 64 * 1024 * 1024  # of a disk, below which a database or a picture may not find room

logger = logging.getLogger(__name__)


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process answers at all; check nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers=NO_STORE)


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when everything that pages need is there, else 503; list the result of each check as JSON.

    The cache is told of and not asked for: pages do without it, and all nodes share it.
    """
    results = run_checks(CHECKS)
    status = 200 if all(results[name] for name in REQUIRED) else 503
    report = {name: "ok" if is_fine else "failed" for name, is_fine in results.items()}
    return JsonResponse(report, status=status, headers=NO_STORE)


@require_safe
def metrics(_request: HttpRequest) -> HttpResponse:
    """Print figures in the format of Prometheus; none of them tells of anything that is not public."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "newsroom_database_up": int(passes(check_database)),
        "process_cpu_seconds_total": usage.ru_utime + usage.ru_stime,
        "process_max_resident_memory_bytes": usage.ru_maxrss * 1024,
        **read_figures(),
        **counts.total(),
    }
    return HttpResponse(print_figures(figures), content_type=METRICS_TYPE, headers=NO_STORE)


def print_figures(figures: Mapping[str, float]) -> str:
    """Print figures, whose names may carry labels, for Prometheus: those of one name together, after their type."""
    families = groupby(sorted(figures), key=lambda figure: figure.partition("{")[0])
    return "".join(
        f"# TYPE {name} {metric_type(name)}\n" + "".join(f"{figure} {figures[figure]}\n" for figure in family)
        for name, family in families
    )


def metric_type(name: str) -> str:
    """Return the type of a figure for Prometheus: one that only grows is a counter."""
    return "counter" if name.endswith("_total") else "gauge"


class RunningCheck(Thread):
    """A check in a thread of its own, so that a server or a disk that hangs keeps no balancer waiting."""

    def __init__(self, check: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self.check = check
        self.has_passed = False

    def run(self) -> None:
        """Run the check, on a database connection of this thread."""
        try:
            self.has_passed = passes(self.check)
        finally:
            connections.close_all()


def run_checks(checks: dict[str, Callable[[], bool]]) -> dict[str, bool]:
    """Run the checks side by side; return which of them passed in time.

    One that still hangs since it was asked before is not asked again.
    """
    with STARTING:
        for name, check in checks.items():
            if name not in RUNNING or not RUNNING[name].is_alive():
                RUNNING[name] = RunningCheck(check)
                RUNNING[name].start()
        threads = {name: RUNNING[name] for name in checks}
    ends_at = monotonic() + CHECK_SECONDS
    for thread in threads.values():
        thread.join(max(0.0, ends_at - monotonic()))
    return {name: thread.has_passed for name, thread in threads.items()}


def passes(check: Callable[[], bool]) -> bool:
    """Return whether a check passes."""
    try:
        return check()
    except Exception as error:  # noqa: BLE001 servers fail in their own ways, and each check is told of by its name
        logger.warning("%s failed: %s", check.__name__, error)
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


def check_disk() -> bool:
    """Return whether the folders of this node can be written, and have room."""
    return all(os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > FREE_BYTES for folder in own_folders())


def own_folders() -> set[Path]:
    """Return the folders that this node writes: its own, that of a database in a file, that of pictures in files.

    For one that is not there yet, the folder that it will be made in.
    """
    database, media = settings.DATABASES["default"], settings.STORAGES["default"]
    paths = [settings.VAR]
    if database["ENGINE"].endswith("sqlite3"):
        paths.append(Path(connection.settings_dict["NAME"]).parent)
    if media["BACKEND"] == FOLDER:
        paths.append(Path(media["OPTIONS"]["location"]))
    return {next(folder for folder in (path, *path.parents) if folder.is_dir()) for path in paths}


def check_cache() -> bool:
    """Return whether the cache keeps a value; False also while it is left alone after a failure."""
    default_cache.set("readyz", "ok", 5)
    return bool(default_cache.get("readyz") == "ok")


CHECKS = {"database": check_database, "migrations": check_migrations, "disk": check_disk, "cache": check_cache}
REQUIRED = ("database", "migrations", "disk")
RUNNING: dict[str, RunningCheck] = {}  # the last of each check
STARTING = Lock()

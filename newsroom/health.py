"""Health for operators: whether the process lives, whether it can serve, and a few figures."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from ipaddress import ip_address
from itertools import groupby
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache as default_cache
from django.db import connection, connections
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from newsroom import schema
from newsroom.counts import counts
from newsroom.figures import read_figures
from newsroom.operations.figure_table import FIGURES
from newsroom.operations.processes import process_figures
from newsroom.operations.request_watch import FAMILY, IS_OPERATORS, print_histogram
from newsroom.storages import FOLDER

NO_STORE = {"Cache-Control": "no-store"}
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"
CHECK_SECONDS = 2.0  # for all checks together: a balancer asks again soon
SHEET = "site.css"
FREE_BYTES = 64 * 1024 * 1024  # of a disk, below which a database or a picture may not find room

logger = logging.getLogger(__name__)


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process answers at all; check nothing else."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8", headers=NO_STORE)


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Answer 200 when everything that pages need is there, else 503; list the result of each check as JSON.

    Where a check that failed knows what to do, `advice` says it in a sentence or two.

    The cache is told of and not asked for: pages do without it, and all nodes share it.
    """
    results = run_checks(CHECKS)
    status = 200 if all(results[name] for name in REQUIRED) else 503
    report = {name: "ok" if is_fine else "failed" for name, is_fine in results.items()}
    advice = " ".join(ADVICE[name] for name in ADVICE if ADVICE[name] and not results[name])
    return JsonResponse(report | ({"advice": advice} if advice else {}), status=status, headers=NO_STORE)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Print figures in the format of Prometheus, to operators alone. None of them tells of a word that is not public.

    Raises Http404 for everybody else.
    """
    if not is_operators(request):
        raise Http404
    results = run_checks(CHECKS)
    figures = {
        **{f'newsroom_check_passed{{check="{name}"}}': int(passed) for name, passed in results.items()},
        **dict(process_figures()),
        **dict(disk_figures()),
        **(read_figures() if results["database"] else {}),
        **print_histogram(counts.total()),
    }
    return HttpResponse(print_figures(figures), content_type=METRICS_TYPE, headers=NO_STORE)


def is_operators(request: HttpRequest) -> bool:
    """Return whether operators ask: at OPS_PORT where it is set, else from inside the house and past no proxy."""
    if settings.OPS_PORT:
        return bool(request.META.get(IS_OPERATORS))
    is_forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded"))
    try:
        return not is_forwarded and not ip_address(request.META.get("REMOTE_ADDR", "")).is_global
    except ValueError:  # a socket of this machine has no address
        return not is_forwarded


def print_figures(figures: Mapping[str, float]) -> str:
    """Print figures, whose names may carry labels, for Prometheus: those of one name together, after their type."""
    families = groupby(sorted(figures), key=family_of)
    return "".join(
        f"# HELP {name} {FIGURES[name]}\n# TYPE {name} {metric_type(name)}\n"
        + "".join(f"{figure} {figures[figure]}\n" for figure in family)
        for name, family in families
    )


def family_of(figure: str) -> str:
    """Return the name that a figure's type stands under: its own without labels, a histogram's for its parts."""
    name = figure.partition("{")[0]
    return FAMILY if name.startswith(FAMILY) else name


def metric_type(name: str) -> str:
    """Return the type of a family of figures for Prometheus: what only grows is a counter."""
    if name == FAMILY:
        return "histogram"
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
    ADVICE["migrations"] = fault = shape_fault()
    if fault:
        shape_fault.cache_clear()
    return not fault


@cache
def shape_fault() -> str:
    """Return what the database lacks, and what to do; kept once it is nothing: what has the shape does not lose it."""
    return schema.schema_fault(connection)


def check_disk() -> bool:
    """Return whether the folders of this node can be written, and have room."""
    return all(os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > FREE_BYTES for folder in own_folders())


def own_folders() -> set[Path]:
    """Return the folders that this node writes; for one that is not there yet, the folder that it will be made in."""
    return {present_folder(path) for path in folders_by_use().values()}


def folders_by_use() -> dict[str, Path]:
    """Return where this node keeps its own files, a database in a file, and pictures in files."""
    database, media = settings.DATABASES["default"], settings.STORAGES["default"]
    folders = {"var": settings.VAR} if os.access(settings.VAR, os.W_OK) else {}  # it may be read alone, or not be used
    if database["ENGINE"].endswith("sqlite3"):
        folders["database"] = Path(connection.settings_dict["NAME"]).parent
    if media["BACKEND"] == FOLDER:
        folders["pictures"] = Path(media["OPTIONS"]["location"])
    return folders


def present_folder(path: Path) -> Path:
    """Return a folder, or the one above it that is there."""
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def disk_figures() -> Iterator[tuple[str, float]]:
    """Give the room that is left, and all there is, on the disk of each folder that this node writes."""
    for use, path in folders_by_use().items():
        with suppress(OSError):
            usage = shutil.disk_usage(present_folder(path))
            yield f'newsroom_disk_free_bytes{{folder="{use}"}}', usage.free
            yield f'newsroom_disk_bytes{{folder="{use}"}}', usage.total


def check_static() -> bool:
    """Return whether the style sheets and scripts of this build were collected. Without them each page fails."""
    return bool(staticfiles_storage.url(SHEET))


def check_cache() -> bool:
    """Return whether the cache keeps a value; False also while it is left alone after a failure."""
    default_cache.set("readyz", "ok", 5)
    return bool(default_cache.get("readyz") == "ok")


CHECKS = {
    "database": check_database,
    "migrations": check_migrations,
    "static": check_static,
    "disk": check_disk,
    "cache": check_cache,
}
REQUIRED = ("database", "migrations", "static", "disk")
ADVICE: dict[str, str] = {}  # what to do, of each check that said so last
RUNNING: dict[str, RunningCheck] = {}  # the last of each check
STARTING = Lock()

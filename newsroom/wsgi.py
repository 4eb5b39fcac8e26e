"""The WSGI application that servers run: the stored pages, and Django behind them."""

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.signals import connection_created

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup(set_prefix=False)

from newsroom import patience  # noqa: E402 what it imports needs Django set up
from newsroom.operations.request_watch import RequestWatch  # noqa: E402
from newsroom.stored_pages.printing import PageHandler  # noqa: E402
from newsroom.stored_pages.shell import Shell  # noqa: E402


def make_application() -> Callable[..., Any]:
    """Return the application, with traces where they are sent somewhere. What they need is imported for them alone."""
    connection_created.connect(patience.limit_lock_wait, dispatch_uid="waits for the lock")
    shell = Shell(PageHandler())
    watch = RequestWatch(shell, shell.answer_at_once)
    if not settings.OTEL_EXPORTER_OTLP_ENDPOINT:
        return watch
    try:
        tracing = import_module("newsroom.tracing")
    except ModuleNotFoundError as error:
        message = "OTEL_EXPORTER_OTLP_ENDPOINT is set: pip install --require-hashes -r requirements-otel.txt"
        raise ImproperlyConfigured(message) from error
    tracing.start_tracing()
    traced: Callable[..., Any] = tracing.trace_requests(watch)
    return traced


application = make_application()

"""Traces of requests, sent as OTLP over HTTP to OTEL_EXPORTER_OTLP_ENDPOINT. Needs requirements-otel.txt.

The library's own variables of the environment hold: OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER, OTEL_EXPORTER_OTLP_HEADERS.
Spans of queries carry their text without its values.
"""

from collections.abc import Callable
from typing import Any

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.django import DjangoInstrumentor
from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
from opentelemetry.instrumentation.redis import RedisInstrumentor
from opentelemetry.instrumentation.wsgi import OpenTelemetryMiddleware
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def start_tracing() -> None:
    """Send spans from now on, in a thread of their own. Call it in each process, before Django reads its middleware."""
    provider = TracerProvider(resource=Resource.create())
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    for instrumentor in (DjangoInstrumentor(), PsycopgInstrumentor(), RedisInstrumentor()):
        instrumentor.instrument()


def trace_requests(application: Callable[..., Any]) -> Callable[..., Any]:
    """Return an application with a span around each request, those that the store answers included."""
    wrapped: Callable[..., Any] = OpenTelemetryMiddleware(application)
    return wrapped

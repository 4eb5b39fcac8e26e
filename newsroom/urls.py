"""Addresses of the site: stories, the ticker, the newsroom, and those for operators."""

from django.contrib import admin
from django.urls import include, path

from newsroom import errors, health
from newsroom.accounts.client_ip import client_address
from newsroom.headers import devices, policy_reports, reader_choices
from newsroom.headers.security_headers import REPORTS
from stories import push

urlpatterns = [
    path("admin/", admin.site.urls),
    path("prefs.css", reader_choices.choices_sheet, name="prefs"),
    path("text-size/", reader_choices.choose_size, name="text-size"),
    path("color-scheme/", reader_choices.choose_scheme, name="color-scheme"),
    path("site.webmanifest", devices.manifest, name="manifest"),
    path("speculation-rules.json", devices.speculation_rules, name="speculation-rules"),
    path(REPORTS.removeprefix("/"), policy_reports.receive_reports, name="csp-reports"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("wire/<str:source>/", push.receive, {"client_address": client_address}, name="push"),
    path("", include("ticker.urls")),
    path("", include("stories.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

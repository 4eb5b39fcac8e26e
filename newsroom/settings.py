"""Settings, all from the environment. With none set: SQLite in WAL mode, in-process cache, everything under var/.

What an operator may set, how it is read and what is said of a wrong value stands in newsroom/operator_settings;
docs/settings.md is made from its table.
"""

import os
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from newsroom import site_address
from newsroom.headers.security_headers import CHOICES_SCRIPT_HASH, set_static_headers
from newsroom.operations.log_lines import logging_settings
from newsroom.operator_settings.configuration import read_environment, report
from newsroom.operator_settings.folders import read_secret
from newsroom.operator_settings.table import CHECKOUT as BASE_DIR

configuration = read_environment(site_address.complete(os.environ))
if configuration.faults:
    raise ImproperlyConfigured(report(configuration.faults))
values = configuration.values

# The site
DEBUG: bool = values["DEBUG"]
SITE_URL: str = values["SITE_URL"]
SITE_NAME: str = values["SITE_NAME"]
SITE_CONTACT: str = values["SITE_CONTACT"]
TIME_ZONE: str = values["TIME_ZONE"]
ALLOWED_HOSTS: list[str] = values["ALLOWED_HOSTS"]
HTTPS = SITE_URL.startswith("https://")
VAR = values["VAR_DIR"]
SECRET_KEY: str = values["SECRET_KEY"] or read_secret(VAR)
LOG_KEY: str = values["LOG_KEY"]
LOG_WITNESSES: list[str] = values["LOG_WITNESSES"]
SECRET_KEY_FALLBACKS: list[str] = values["SECRET_KEY_FALLBACKS"]

INSTALLED_APPS = [
    "newsroom.apps.NewsroomAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "reversion",
    "django_prose_editor",
    "django_filters",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "stories",
    "ticker",
    "newsroom.apps.NewsroomConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.headers.static_files.PublicFiles",
    "newsroom.middleware.policies",
    "newsroom.middleware.PageMethods",
    "newsroom.headers.reader_cookies.drop_other_cookies",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.accounts.known_devices.remember_device",
    "axes.middleware.AxesMiddleware",
    "newsroom.replica.read_from_replica",
    "newsroom.middleware.ticker",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.context.site",
            ],
        },
    }
]

SERIALIZATION_MODULES = {"packed_json": "stories.models.packed_json"}  # of revisions

# The database. Writers queue on SQLite's one write lock (IMMEDIATE) instead of failing when they turn from
# reading to writing; mmap stays off. What was acknowledged is on the disk (FULL): in WAL mode NORMAL may roll back the
# last commits when the power goes. The store of printed pages, which can be lost, has a connection of its own.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
# Each thread keeps its connection, and looks at the first query of a request whether the server still holds the
# other end: one that was restarted is connected to again, and one that is down is told at once. Seconds, but the last.
POSTGRES_OPTIONS = {
    "connect_timeout": 3,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,  # milliseconds
}


def complete_database(database: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a database with ours added; what its address says stands."""
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    ours = SQLITE_OPTIONS if is_sqlite else POSTGRES_OPTIONS
    options = {**ours, **database.get("OPTIONS", {})}
    return {**database, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": not is_sqlite, "OPTIONS": options}


DATABASES = {"default": complete_database(values["DATABASE_URL"])}
if replica := values["DATABASE_REPLICA_URL"]:
    DATABASES["replica"] = complete_database({**replica, "TEST": {"MIRROR": "default"}})
    DATABASE_ROUTERS = ["newsroom.replica.ReplicaRouter"]
CACHES = {"default": values["CACHE_URL"]}

# Public pages as they were printed, ahead of Django. Off, Django prints each answer: the same bytes, for comparing.
STORED_PAGES: bool = values["STORED_PAGES"]
STORED_PAGES_MEMORY: int = values["STORED_PAGES_MEMORY"]  # megabytes in each process

# People
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # tries that are not looked at make no lock and no wait longer
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # the audit page tells of them
# How many proxies of ours stand in front and add to X-Forwarded-For: whose address a wrong password is counted for.
TRUSTED_PROXIES: int = values["TRUSTED_PROXIES"]
AXES_CLIENT_IP_CALLABLE = "newsroom.accounts.login_delay.address_to_count"
AXES_HANDLER = "newsroom.accounts.login_delay.DelayingHandler"
AXES_LOCKOUT_CALLABLE = "newsroom.errors.too_many"
SECOND_FACTOR: str = values["SECOND_FACTOR"]
OTP_TOTP_ISSUER = SITE_NAME

# Cookies are the newsroom's and the reader's text size; no public page sets one.
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # a cache of one process would outlive a log out in another
SESSION_COOKIE_AGE = 12 * 60 * 60  # a long shift
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "newsroom.accounts.login_again.ask_to_send_again"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # photos that come at once

# Mail to people of the newsroom about their stories. None is sent where no EMAIL_URL is set.
mail = values["EMAIL_URL"]
EMAIL_IS_SET_UP = mail is not None
if mail:
    EMAIL_BACKEND, EMAIL_FILE_PATH = mail["EMAIL_BACKEND"], mail["EMAIL_FILE_PATH"]
    EMAIL_HOST, EMAIL_PORT = mail["EMAIL_HOST"], mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]
    EMAIL_TIMEOUT = mail["EMAIL_TIMEOUT"]  # seconds
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL: str = values["EMAIL_FROM"] or SITE_CONTACT.removeprefix("mailto:")

# Feeds: the WebSub hub that is told when one of them changed.
WEBSUB_HUB: str = values["WEBSUB_HUB"]

# A cache or CDN in front, which is told what to drop: the address that is asked to, and the secret that it asks for.
CDN_PURGE_URL: str = values["CDN_PURGE_URL"]
CDN_PURGE_TOKEN: str = values["CDN_PURGE_TOKEN"]

# Webhooks: the hosts inside the house that they may be sent to; all others must be of the public internet.
WEBHOOK_HOSTS: list[str] = values["WEBHOOK_HOSTS"]

# Words and times
LANGUAGE_CODE = "en"
DESK_LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
SITE_LANGUAGES = [
    *DESK_LANGUAGES,
    ("ar", "العربية"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ru", "Русский"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = values["STATIC_ROOT"]
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": values["MEDIA_STORAGE_URL"],  # of which no address is served: pictures go through the views
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ROOT = BASE_DIR / "static" / "top"  # what devices ask for at the root of a site, unasked
WHITENOISE_MAX_AGE = 60
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = set_static_headers

# Content Credentials of photos: certificates of known signers, as PEM, and the file that signs what is cut of them.
C2PA_ANCHORS: str = values["C2PA_ANCHORS"]
C2PA_SIGNING: str = values["C2PA_SIGNING"]

# What a page may do. The public pages load one style sheet and one script of this site, and run one inline
# script, whose hash stands in newsroom.headers.security_headers; the admin's own templates need a little more
# (newsroom.middleware).
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
TICKER_EMBED_ANCESTORS: list[str] = values["TICKER_EMBED_ANCESTORS"]
CSP_REPORTS: bool = values["CSP_REPORTS"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, CHOICES_SCRIPT_HASH],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# What a browser asks a reader for. No script but this site's own runs in its pages, and that one uses none of the
# other features either: naming them all took two hundred bytes of each answer.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}

# Where traces of requests go, as OTLP over HTTP; nowhere where it is not set.
OTEL_EXPORTER_OTLP_ENDPOINT: str = values["OTEL_EXPORTER_OTLP_ENDPOINT"]

# What operators see. Probes and figures have a port of their own where one is set, and only that one then.
OPS_PORT: int | None = values["OPS_PORT"]
ACCESS_LOG: bool = values["ACCESS_LOG"]
LOGGING = logging_settings(values["LOG_LEVEL"], values["LOG_FORMAT"])

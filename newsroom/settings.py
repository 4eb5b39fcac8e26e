"""Settings, all from the environment. With none set: SQLite in WAL mode, in-process cache, everything under var/.

A value of the wrong type stops the start with its name. The README lists what an operator sets.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dj_email_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError, validate

from newsroom import site_address
from newsroom.headers.security_headers import CHOICES_SCRIPT_HASH, set_static_headers
from newsroom.operations.log_lines import FORMATS, logging_settings
from newsroom.storages import STORE_EXAMPLE, check_installed, storage_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

MAIL_SERVER = r"^$|^(smtp|smtps|submission|console|file|dummy)://"
MAIL_SERVER_EXAMPLE = "smtp://user:password@host:587/?tls=True"  # and not the value, which has the password

# The hub stands in a header and is asked by the worker: no name, no password, no sign that would end an address.
HUB = r"^$|^https?://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?(/[!$-;=?-Z_a-z~%]*)?\Z"
HUB_EXAMPLE = "https://hub.example.org/"

env = Env()


def read_secret(path: Path) -> str:
    """Return the secret in a file, made at the first start. Of two processes that start at once, one makes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()


def read_address(name: str, read: Callable[[], dict[str, Any]], example: str) -> dict[str, Any]:
    """Read an address of the environment. A fault names the setting alone: the value has a password."""
    try:
        return read()
    except Exception:  # noqa: BLE001 each reader fails in its own ways, and tells of the value
        message = f"{name} cannot be read. Write it like {example}, the signs of a password as in addresses: / as %2F."
        raise ImproperlyConfigured(message) from None


def server_address(name: str, read: Callable[..., dict[str, Any]], default: str, example: str) -> dict[str, Any]:
    """Read the address of a server from the environment."""
    return read_address(name, lambda: read(name, default=default), example)


def read_switch(name: str, *, default: bool) -> bool:
    """Read what is on or off from the environment."""
    try:
        return env.bool(name, default=default)
    except EnvError:
        message = f"{name} is a switch. Write on or off."
        raise ImproperlyConfigured(message) from None


# The site
DEBUG = read_switch("DEBUG", default=False)
SITE_URL = env.str("SITE_URL", default=site_address.current()).rstrip("/")
SITE_NAME = env.str("SITE_NAME", default="Off the Wire")
SITE_CONTACT = env.str("SITE_CONTACT", default="mailto:desk@example.org")
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
HTTPS = SITE_URL.startswith("https://")
LOG_KEY = env.str("LOG_KEY", default="")  # signs the log of filings; else a file under var/
SECRET_KEY = env.str("SECRET_KEY", default="") or read_secret(VAR / "secret-key")

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
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.policies",
    "newsroom.headers.reader_cookies.drop_other_cookies",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
# reading to writing; mmap stays off.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
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
POSTGRES_EXAMPLE = "postgres://name:password@host/base"


def complete_database(database: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of a database with ours added; what its address says stands."""
    is_sqlite = database["ENGINE"].endswith("sqlite3")
    ours = SQLITE_OPTIONS if is_sqlite else POSTGRES_OPTIONS
    options = {**ours, **database.get("OPTIONS", {})}
    return {**database, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": not is_sqlite, "OPTIONS": options}


def read_replica(name: str, default: str) -> dict[str, Any]:
    """Read the address of a replica; nothing where there is none. Raises ValueError unless it is PostgreSQL's."""
    address = env.str(name, default=default)
    if address and not address.startswith("postgres"):
        raise ValueError(name)
    return env.dj_db_url(name) if address else {}


VAR.mkdir(exist_ok=True)
DATABASES = {
    "default": complete_database(
        server_address("DATABASE_URL", env.dj_db_url, f"sqlite:///{VAR / 'newsroom.sqlite3'}", POSTGRES_EXAMPLE)
    )
}
if replica := server_address("DATABASE_REPLICA_URL", read_replica, "", POSTGRES_EXAMPLE):
    DATABASES["replica"] = complete_database({**replica, "TEST": {"MIRROR": "default"}})
    DATABASE_ROUTERS = ["newsroom.replica.ReplicaRouter"]
CACHES = {"default": server_address("CACHE_URL", env.dj_cache_url, "locmem://", "redis://:password@host:6379/0")}
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    CACHES["default"]["BACKEND"] = "newsroom.guarded_cache.GuardedRedisCache"

# Public pages as they were printed, ahead of Django. Off, Django prints each answer: the same bytes, for comparing.
STORED_PAGES = read_switch("STORED_PAGES", default=True)
STORED_PAGES_MEMORY = env.int(
    "STORED_PAGES_MEMORY", default=32, validate=validate.Range(min=0, max=10_000)
)  # megabytes in each process

# People
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # the audit page tells of them
# How many proxies of ours stand in front and add to X-Forwarded-For: whose address a wrong password is counted for.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0, validate=validate.Range(min=0, max=10))
AXES_CLIENT_IP_CALLABLE = "newsroom.accounts.client_ip.client_address"
AXES_LOCKOUT_CALLABLE = "newsroom.errors.too_many"
SECOND_FACTOR = env.str(
    "SECOND_FACTOR", default="required" if HTTPS else "optional", validate=validate.OneOf(["optional", "required"])
)
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
email_url = env.str("EMAIL_URL", default="", validate=validate.Regexp(MAIL_SERVER, error=f"Like {MAIL_SERVER_EXAMPLE}"))
EMAIL_IS_SET_UP = bool(email_url)
mail = read_address("EMAIL_URL", lambda: dj_email_url.parse(email_url or "dummy://"), MAIL_SERVER_EXAMPLE)
EMAIL_BACKEND, EMAIL_FILE_PATH = mail["EMAIL_BACKEND"], mail["EMAIL_FILE_PATH"]
EMAIL_HOST, EMAIL_PORT = mail["EMAIL_HOST"], mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = mail["EMAIL_USE_TLS"], mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = mail["EMAIL_TIMEOUT"] or 10  # seconds
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default=SITE_CONTACT.removeprefix("mailto:"))

# Feeds: the WebSub hub that is told when one of them changed.
WEBSUB_HUB = env.str(
    "WEBSUB_HUB", default="", validate=validate.Regexp(HUB, error=f"Write its address, like {HUB_EXAMPLE}")
)

# A cache or CDN in front, which is told what to drop: the address that is asked to, and the secret that it asks for.
CDN_PURGE_URL = env.str(
    "CDN_PURGE_URL",
    default="",
    validate=validate.Regexp(HUB, error="Write the address that it is asked to, like https://cache.example.org/purge."),
)
CDN_PURGE_TOKEN = env.str(
    "CDN_PURGE_TOKEN", default="", validate=validate.Regexp(r"^[!-~]*\Z", error="Write it in ASCII without spaces.")
)

# Webhooks: the hosts inside the house that they may be sent to; all others must be of the public internet.
WEBHOOK_HOSTS: list[str] = env.list("WEBHOOK_HOSTS", default=[])

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
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR / "media"  # of which no address is served: pictures go through the views
media = read_address(
    "MEDIA_STORAGE_URL", lambda: storage_settings(env.str("MEDIA_STORAGE_URL", default=""), MEDIA_ROOT), STORE_EXAMPLE
)
check_installed(media)
STORAGES = {
    "default": media,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ROOT = BASE_DIR / "static" / "top"  # what devices ask for at the root of a site, unasked
WHITENOISE_MAX_AGE = 60
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = set_static_headers

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
TICKER_EMBED_ANCESTORS = env.list("TICKER_EMBED_ANCESTORS", default=["*"])
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
OTEL_EXPORTER_OTLP_ENDPOINT = env.str("OTEL_EXPORTER_OTLP_ENDPOINT", default="")

# What operators see. Probes and figures have a port of their own where one is set, and only that one then.
OPS_PORT = env.int("OPS_PORT", default=None, validate=validate.Range(min=1, max=65_535))
ACCESS_LOG = read_switch("ACCESS_LOG", default=False)
LOGGING = logging_settings(
    env.str("LOG_LEVEL", default="INFO"), env.str("LOG_FORMAT", default="line", validate=validate.OneOf(FORMATS))
)

env.seal()

"""The addresses of servers, which may hold a password: database, cache, mail, store. No fault repeats one."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote

import dj_database_url

from newsroom.operator_settings.kinds import OFF, ON, split_address
from newsroom.operator_settings.setting import SettingError, SettingKind
from newsroom.storages import STORE_EXAMPLE, storage_settings

POSTGRES_EXAMPLE = "postgres://name:password@host/base"
CACHE_EXAMPLE = "redis://:password@host:6379/0"
MAIL_EXAMPLE = "smtp://user:password@host:587/?tls=True"
ENCODED = "A sign of a password that means something in an address has to be encoded: / as %2F, @ as %40, # as %23."

SCHEME = re.compile(r"([a-z][a-z0-9+-]{0,30})://", re.IGNORECASE)
PLAIN_NAME = re.compile(r"[A-Za-z_]{1,30}")

POSTGRES_SCHEMES = ("postgres", "postgresql", "pgsql")
# What PostgreSQL's own client takes, of "Parameter Key Words" in its manual, and what the library makes of one.
POSTGRES_WORDS = """
application_name channel_binding client_encoding connect_timeout currentSchema fallback_application_name gssencmode
hostaddr keepalives keepalives_count keepalives_idle keepalives_interval krbsrvname load_balance_hosts options
passfile require_auth service ssl_max_protocol_version ssl_min_protocol_version sslcert sslcompression sslcrl
sslcrldir sslkey sslmode sslnegotiation sslpassword sslrootcert sslsni target_session_attrs tcp_user_timeout
"""
POSTGRES_OPTIONS = frozenset(POSTGRES_WORDS.split())
SQLITE_OPTIONS = frozenset({"timeout", "transaction_mode", "cached_statements"})
MAIL_OPTIONS = frozenset({"tls", "ssl", "timeout"})
SMTP_PORTS = {"smtp": 25, "submission": 587, "smtps": 465}
MAIL_SCHEMES = (*SMTP_PORTS, "console", "file", "dummy")
MAIL_BACKENDS = {"console": "console", "file": "filebased", "dummy": "dummy"} | dict.fromkeys(SMTP_PORTS, "smtp")
CACHE_SCHEMES = ("redis", "rediss", "locmem", "dummy")


def split_server_address(text: str, schemes: tuple[str, ...], example: str) -> SplitResult:
    """Return the parts of an address of one of these schemes. Raises SettingError, which repeats the scheme alone."""
    found = SCHEME.match(text)
    if not found or found[1].lower() not in schemes:
        what = f"{found[1].lower()}:// is not known here" if found else "it begins with no scheme"
        raise SettingError(f"{what}. Write it like {example}")
    try:
        parts = split_address(text)
    except SettingError:
        raise SettingError(f"it cannot be read. Write it like {example} {ENCODED}") from None
    if parts.fragment or "#" in text or "@" in parts.path + parts.query or any(sign.isspace() for sign in text):
        raise SettingError(f"it cannot be read. Write it like {example} {ENCODED}")
    return parts


def check_options(parts: SplitResult, known: frozenset[str], example: str) -> dict[str, str]:
    """Return the options of an address. Raises SettingError for one that there is not, or that stands twice."""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    for name, value in pairs:
        if name not in known:
            word = f"the option {name!r}" if PLAIN_NAME.fullmatch(name) else "one of its options"
            raise SettingError(f"{word} is not known. Known are {', '.join(sorted(known)) or 'none'}. Like {example}")
        if not value:
            raise SettingError(f"the option {name!r} has no value. Write it like {example}")
    if len(dict(pairs)) < len(pairs):
        raise SettingError(f"an option stands in it twice. Write it like {example}")
    return dict(pairs)


def read_database(text: str) -> dict[str, Any]:
    """Return Django's settings of a database for the address of a PostgreSQL, or of a file of SQLite."""
    if text == "sqlite://:memory:":
        return dict(dj_database_url.parse(text))
    parts = split_server_address(text, (*POSTGRES_SCHEMES, "sqlite"), POSTGRES_EXAMPLE)
    if parts.scheme != "sqlite":
        return read_postgres(text)
    check_options(parts, SQLITE_OPTIONS, "sqlite:////var/lib/newsroom/newsroom.sqlite3")
    if parts.netloc or not parts.path.strip("/") or parts.path.endswith("/"):
        raise SettingError("it names no file. Write it like sqlite:////var/lib/newsroom/newsroom.sqlite3")
    return dict(dj_database_url.parse(lower_scheme(text)))


def read_postgres(text: str) -> dict[str, Any]:
    """Return Django's settings of a database for the address of a PostgreSQL."""
    parts = split_server_address(text, POSTGRES_SCHEMES, POSTGRES_EXAMPLE)
    check_options(parts, POSTGRES_OPTIONS, f"{POSTGRES_EXAMPLE}?sslmode=require")
    name = parts.path.removeprefix("/")
    if not name or "/" in name:
        raise SettingError(f"it does not end with the name of a base. Write it like {POSTGRES_EXAMPLE} {ENCODED}")
    return dict(dj_database_url.parse(lower_scheme(text)))


def lower_scheme(text: str) -> str:
    """Return an address with its scheme in small letters, as libraries want it."""
    scheme, mark, rest = text.partition("://")
    return scheme.lower() + mark + rest


def read_cache(text: str) -> dict[str, Any]:
    """Return Django's settings of a cache: of a Redis, or within the process."""
    parts = split_server_address(text, CACHE_SCHEMES, CACHE_EXAMPLE)
    check_options(parts, frozenset(), CACHE_EXAMPLE)
    if parts.scheme in ("locmem", "dummy"):
        kind = {"locmem": "locmem.LocMemCache", "dummy": "dummy.DummyCache"}[parts.scheme]
        return {"BACKEND": f"django.core.cache.backends.{kind}", "LOCATION": parts.netloc + parts.path}
    base = parts.path.strip("/")
    if not parts.hostname or not (base == "" or (base.isascii() and base.isdigit())):
        raise SettingError(f"it names no host, or a base that is no number. Write it like {CACHE_EXAMPLE} {ENCODED}")
    return {"BACKEND": "newsroom.guarded_cache.GuardedRedisCache", "LOCATION": lower_scheme(text)}


def read_mail(text: str) -> dict[str, Any]:
    """Return Django's settings of mail. Over smtps:// and with ssl all is encrypted, with tls after a greeting."""
    parts = split_server_address(text, MAIL_SCHEMES, MAIL_EXAMPLE)
    options = check_options(parts, MAIL_OPTIONS if parts.scheme in SMTP_PORTS else frozenset(), MAIL_EXAMPLE)
    is_on = {name: read_option(name, options.get(name, "off")) for name in ("tls", "ssl")}
    if is_on["ssl"] and (is_on["tls"] or parts.scheme == "submission"):
        raise SettingError("tls and ssl are two ways to encrypt: leave one out.")
    seconds = options.get("timeout", "10")
    if not seconds.isdigit() or not 1 <= int(seconds[:9]) <= 600:
        raise SettingError("the option 'timeout' is a number of seconds from 1 to 600.")
    if parts.scheme in SMTP_PORTS and (not parts.hostname or parts.path.strip("/")):
        raise SettingError(f"it names no host, or more than one. Write it like {MAIL_EXAMPLE} {ENCODED}")
    if parts.scheme == "file" and (parts.netloc or not parts.path.strip("/")):
        raise SettingError("it names no folder. Write it like file:///var/lib/newsroom/mail")
    has_ssl = parts.scheme == "smtps" or is_on["ssl"]
    return {
        "EMAIL_BACKEND": f"django.core.mail.backends.{MAIL_BACKENDS[parts.scheme]}.EmailBackend",
        "EMAIL_FILE_PATH": unquote(parts.path),
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or SMTP_PORTS.get(parts.scheme),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": has_ssl,
        "EMAIL_USE_TLS": not has_ssl and (is_on["tls"] or parts.scheme == "submission"),
        "EMAIL_TIMEOUT": int(seconds),
    }


def read_option(name: str, text: str) -> bool:
    """Return whether an option of an address is on."""
    if text.lower() not in ON | OFF:
        raise SettingError(f"the option {name!r} is a switch. Write it like {MAIL_EXAMPLE}")
    return text.lower() in ON


def read_store(text: str) -> dict[str, Any]:
    """Return Django's settings of the store of pictures."""
    if text.startswith("/"):
        raise SettingError("it is a path. Write file:// before it, like file:///mnt/pictures")
    try:
        return storage_settings(text)
    except ValueError:
        raise SettingError(
            f"it cannot be read. Write it like file:///mnt/pictures or {STORE_EXAMPLE} {ENCODED}"
        ) from None


DATABASE = SettingKind("an address of a database", read_database)
POSTGRES = SettingKind("an address of a PostgreSQL", read_postgres)
CACHE = SettingKind("an address of a cache", read_cache)
MAIL_SERVER = SettingKind("an address of a mail server", read_mail)
STORE = SettingKind("an address of a store", read_store)

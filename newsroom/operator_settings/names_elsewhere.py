"""Names that say elsewhere what a setting says here, as Django, clouds and images of servers have them.

Others may need them where they stand, so that they stop nothing; who set one for the newsroom is told what to set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from newsroom.operator_settings.server_addresses import CACHE_EXAMPLE, MAIL_EXAMPLE, POSTGRES_EXAMPLE
from newsroom.operator_settings.table import SETTINGS
from newsroom.storages import STORE_EXAMPLE

# The setting, and what to write there | the names that are not read
ELSEWHERE = {
    ("SITE_URL", "https://news.example.org"): "CSRF_TRUSTED_ORIGINS SECURE_SSL_REDIRECT SESSION_COOKIE_SECURE BASE_URL "
    "PUBLIC_URL APP_URL SITE_DOMAIN",
    ("SITE_CONTACT", "mailto:desk@news.example.org"): "ADMINS MANAGERS ADMIN_EMAIL CONTACT_EMAIL",
    ("SECRET_KEY", "at least 32 signs that nobody guesses"): "SECRET_KEY_BASE APP_SECRET APP_KEY",
    ("TRUSTED_PROXIES", "1"): "SECURE_PROXY_SSL_HEADER USE_X_FORWARDED_HOST USE_X_FORWARDED_PORT NUM_PROXIES",
    ("DATABASE_URL", POSTGRES_EXAMPLE): " ".join(
        f"{start}_{part}"
        for start in ("DB", "DATABASE", "POSTGRES", "SQL")
        for part in ("HOST", "PORT", "NAME", "DB", "USER", "USERNAME", "PASSWORD", "ENGINE")
    )
    + " DATABASES DB_URL POSTGRES_URL POSTGRESQL_URL SQL_DATABASE",
    (
        "CACHE_URL",
        CACHE_EXAMPLE,
    ): "REDIS_URL REDIS_TLS_URL REDIS_HOST REDIS_PASSWORD CACHES CACHE_BACKEND CACHE_LOCATION",
    ("MEDIA_STORAGE_URL", STORE_EXAMPLE): "MEDIA_ROOT DEFAULT_FILE_STORAGE STORAGES AWS_STORAGE_BUCKET_NAME "
    "AWS_S3_ENDPOINT_URL S3_BUCKET",
    ("EMAIL_URL", MAIL_EXAMPLE): " ".join(
        f"{start}_{part}"
        for start in ("EMAIL", "MAIL", "SMTP")
        for part in (
            *("HOST", "SERVER", "PORT", "USER", "USERNAME", "PASSWORD", "HOST_USER", "HOST_PASSWORD"),
            *("USE_TLS", "USE_SSL", "BACKEND", "TIMEOUT"),
        )
    )
    + " SMTP_URL MAILER_DSN",
    ("EMAIL_FROM", "desk@news.example.org"): "DEFAULT_FROM_EMAIL SERVER_EMAIL SMTP_FROM EMAIL_SENDER",
    ("WEB_CONCURRENCY", "2"): "GUNICORN_WORKERS WEB_WORKERS WORKERS",
}


def remarks(environment: Mapping[str, str]) -> Iterator[str]:
    """Give a sentence for each setting that is not set while names of elsewhere for it are. Repeats no value."""
    given = {name for name, value in environment.items() if value.strip()}
    for (setting, example), names in ELSEWHERE.items():
        found = [name for name in names.split() if name in given]
        if found and setting not in given:
            yield f"{subject_of(found)} not read here: set {setting} instead, like {example}"
    for setting in (each.name for each in SETTINGS):
        if f"{setting}_FILE" in given and setting not in given:
            yield f"{setting}_FILE is not read here: set {setting} to what stands in that file."


def subject_of(names: list[str]) -> str:
    """Return names as the subject of a sentence, with its verb."""
    *first, last = names
    return f"{', '.join(first)} and {last} are" if first else f"{last} is"

"""All settings that an operator may make, in the order of docs/settings.md, which is made from this table.

A new setting is one row here, and one line where its value is used: in newsroom/settings.py
`NAME: type = configuration.values["NAME"]`. A default that is made of other settings needs them to stand before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from newsroom.operator_settings import kinds, server_addresses
from newsroom.operator_settings.kinds import number, one_of
from newsroom.operator_settings.setting import Setting, Values

CHECKOUT = Path(__file__).resolve().parents[2]  # of the checkout
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Group:
    """Settings that belong together, under a heading of the page."""

    heading: str
    settings: tuple[Setting, ...]


def site_host(address: str) -> str:
    """Return the host of a site's address as ALLOWED_HOSTS has it."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def usual_hosts(values: Values) -> str:
    """Return the hosts that a site answers to by itself: its own, and those of this machine."""
    hosts = (site_host(values["SITE_URL"]), values["HOST"], *LOOPBACK)
    return ",".join(dict.fromkeys(hosts))


def is_https(values: Values) -> bool:
    """Return whether the site is asked over https."""
    return bool(values["SITE_URL"].startswith("https://"))


def usual_address(values: Values) -> str:
    """Return the address of the site where none is set: that of its web server."""
    return f"http://{values['HOST']}:{values['PORT']}"


GROUPS = (
    Group(
        "The site",
        (
            Setting("HOST", kinds.LISTENING_HOST, "127.0.0.1", "where the web server listens"),
            Setting("PORT", kinds.PORT, "8000", "at which port"),
            Setting(
                "SITE_URL",
                kinds.SITE_ADDRESS,
                usual_address,
                "the public address; `https://` turns on secure cookies, HSTS, the redirect and the second factor",
                "the site that runs over the same `VAR_DIR`, else `http://HOST:PORT`",
            ),
            Setting(
                "ALLOWED_HOSTS",
                kinds.HOSTS,
                usual_hosts,
                "names that the site is asked by; `.example.org` is all below it",
                "the host of `SITE_URL`, `HOST`, and this machine's own names",
            ),
            Setting("SITE_NAME", kinds.PLAIN_TEXT, "Off the Wire", "printed on pages and in feeds"),
            Setting(
                "SITE_CONTACT",
                kinds.CONTACT,
                "mailto:desk@example.org",
                "printed on pages and in `security.txt`: an address of mail, or of a page",
            ),
            Setting(
                "TIME_ZONE", kinds.ZONE, "UTC", "the newsroom's zone; its people may choose their own for the admin"
            ),
        ),
    ),
    Group(
        "Secrets",
        (
            Setting(
                "SECRET_KEY",
                kinds.SECRET,
                None,
                "signs sessions and links; under `https://` 32 characters or more",
                "made at the first start and kept in `VAR_DIR`",
                is_secret=True,
            ),
            Setting(
                "SECRET_KEY_FALLBACKS",
                kinds.SECRETS,
                "",
                "earlier keys, which still open what they signed",
                "none",
                is_secret=True,
            ),
            Setting(
                "LOG_KEY",
                kinds.LOG_KEY,
                "",
                "signs the log of all filings; the same for every worker (`docs/log.md`)",
                "made at the first filing and kept in `VAR_DIR`",
                is_secret=True,
            ),
            Setting(
                "SECOND_FACTOR",
                one_of("optional", "required"),
                lambda values: "required" if is_https(values) else "optional",
                "`required`: whoever enters sets one up first; `optional`: whoever has one is asked for it",
                "`required` under `https://`, else `optional`",
            ),
            Setting(
                "TRUSTED_PROXIES",
                number(0, 10),
                "0",
                "how many proxies of yours stand in front: whose address wrong passwords are counted for",
            ),
        ),
    ),
    Group(
        "Where things are kept",
        (
            Setting(
                "VAR_DIR",
                kinds.ANY_FOLDER,
                str(CHECKOUT / "var"),
                "the folder of what this machine keeps, for its own user alone; made when it is used",
                "`var/` in the checkout",
            ),
            Setting(
                "STATIC_ROOT",
                kinds.ANY_FOLDER,
                lambda values: f"{values['VAR_DIR']}/static",
                "where `collectstatic` puts style sheets and scripts",
                "`static/` in `VAR_DIR`",
            ),
            Setting(
                "DATABASE_URL",
                server_addresses.DATABASE,
                lambda values: f"sqlite:///{quote(str(values['VAR_DIR']))}/newsroom.sqlite3",
                "`postgres://name:password@host/base`, with options like `?sslmode=require`; or `sqlite:////path`",
                "SQLite in `VAR_DIR`",
                is_secret=True,
            ),
            Setting(
                "DATABASE_REPLICA_URL",
                server_addresses.POSTGRES,
                None,
                "a PostgreSQL that follows the first one, for readers' pages ([scale](scale.md))",
                "none",
                is_secret=True,
            ),
            Setting(
                "CACHE_URL",
                server_addresses.CACHE,
                "locmem://",
                "`redis://:password@host:6379/0`, or `rediss://` with TLS",
                "in the process",
                is_secret=True,
            ),
            Setting(
                "MEDIA_STORAGE_URL",
                server_addresses.STORE,
                lambda values: f"file://{quote(str(values['VAR_DIR']))}/media",
                "where pictures are kept: `file:///path`, or a bucket of an S3 store ([operating](operating.md))",
                "`media/` in `VAR_DIR`",
                is_secret=True,
            ),
        ),
    ),
    Group(
        "Photos",
        (
            Setting(
                "C2PA_ANCHORS",
                kinds.ANCHORS,
                "",
                "certificates of those whose Content Credentials are known ([photos](photos.md#content-credentials))",
                "none: every signer is unknown",
            ),
            Setting(
                "C2PA_SIGNING",
                kinds.SIGNING_FILE,
                "",
                "key and certificates that sign what is cut of photos ([photos](photos.md#content-credentials))",
                "it is not signed",
            ),
        ),
    ),
    Group(
        "Mail and other servers",
        (
            Setting(
                "EMAIL_URL",
                server_addresses.MAIL_SERVER,
                None,
                "how people are mailed about their stories: `smtp://user:password@host:587/?tls=True`, or `smtps://`",
                "no mail",
                is_secret=True,
            ),
            Setting(
                "EMAIL_FROM",
                kinds.SENDER,
                None,
                "from whom",
                "`SITE_CONTACT`, where it is an address of mail",
            ),
            Setting(
                "WEBSUB_HUB",
                kinds.ANY_WEB_ADDRESS,
                "",
                "the hub that is told when a feed changed ([operating](operating.md))",
                "none",
            ),
            Setting(
                "WEBHOOK_HOSTS",
                kinds.HOUSE_HOSTS,
                "",
                "hosts inside the house that webhooks may be sent to ([operating](operating.md))",
                "none",
            ),
            Setting(
                "LOG_WITNESSES",
                kinds.WITNESSES,
                "",
                "who else signs the heads of the log of all filings ([the log](log.md#witnesses))",
                "none",
            ),
            Setting(
                "CDN_PURGE_URL",
                kinds.ANY_WEB_ADDRESS,
                "",
                "where a cache in front is told what to drop ([scale](scale.md))",
                "none",
            ),
            Setting("CDN_PURGE_TOKEN", kinds.HEADER_SECRET, "", "the secret that it asks for", "none", is_secret=True),
            Setting(
                "TICKER_EMBED_ANCESTORS", kinds.FRAME_SOURCES, "*", "who may frame `/ticker/embed/`", "`*`: everyone"
            ),
        ),
    ),
    Group(
        "Running it",
        (
            Setting("WEB_CONCURRENCY", number(1, 64), "2", "processes of the web server"),
            Setting(
                "FORWARDED_ALLOW_IPS",
                kinds.PROXIES,
                "127.0.0.1",
                "proxies whose word on the scheme the web server takes",
            ),
            Setting("STORED_PAGES", kinds.SWITCH, "on", "whether printed pages are kept ([operating](operating.md))"),
            Setting("STORED_PAGES_MEMORY", number(0, 10_000), "32", "megabytes of them in each process"),
            Setting(
                "OPS_PORT",
                kinds.PORT,
                None,
                "a port of their own for `/healthz`, `/readyz` and `/metrics`, which answers nothing else "
                "([watching it](watching.md))",
                "none: they are asked for at `PORT`",
            ),
            Setting("OPS_HOST", kinds.LISTENING_HOST, None, "where the web server listens at that port", "`HOST`"),
            Setting("LOG_FORMAT", one_of("line", "json"), "line", "how a line of the log is written"),
            Setting("ACCESS_LOG", kinds.SWITCH, "off", "whether each request has a line"),
            Setting(
                "CSP_REPORTS",
                kinds.SWITCH,
                "off",
                "whether browsers report what the policy of a page refused "
                "([operating](operating.md#reports-of-browsers))",
            ),
            Setting(
                "LOG_LEVEL",
                one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
                "INFO",
                "the least that is logged",
            ),
            Setting(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                kinds.ANY_WEB_ADDRESS,
                "",
                "where traces of requests go ([scale](scale.md))",
                "none",
            ),
            Setting("DEBUG", kinds.SWITCH, "off", "shows faults and the code to whoever asks; never under `https://`"),
        ),
    ),
)

SETTINGS = tuple(setting for group in GROUPS for setting in group.settings)

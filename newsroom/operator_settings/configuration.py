"""The environment read as settings: all values, and all faults at once. Pure: asks no disk and no server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newsroom.operator_settings.names import misspelt
from newsroom.operator_settings.names_elsewhere import remarks
from newsroom.operator_settings.setting import Fault, SettingError, Values, fault_of
from newsroom.operator_settings.table import LOOPBACK, SETTINGS, is_https, site_host

LEAST_SECRET = 32  # characters


@dataclass(frozen=True)
class Configuration:
    """All settings by name; which of them the environment has, rightly; what is wrong; and what is worth a remark.

    The value of a wrong setting is that of its default, so that the others can be read.
    """

    values: Values
    given: frozenset[str]
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]


def read_environment(environment: Mapping[str, str]) -> Configuration:
    """Read all settings. A value that is empty or blank counts as none, as files of environments have them."""
    values: dict[str, Any] = {}
    given, faults = set(), list(misspelt(environment))
    for setting in SETTINGS:
        text = environment.get(setting.name, "").strip()
        values[setting.name] = setting.default_for(values)
        try:
            if text:
                values[setting.name] = setting.kind.read(text)
                given.add(setting.name)
        except SettingError as error:
            faults.append(fault_of(setting, text, error))
    wrong = {fault.name for fault in faults}
    faults += [fault for fault in contradictions(values, given, wrong) if fault.name not in wrong]
    return Configuration(values, frozenset(given), tuple(faults), tuple(remarks(environment)))


def contradictions(values: Values, given: set[str], wrong: set[str]) -> Iterator[Fault]:
    """Give a fault for each setting that is right by itself, and wrong beside another that is right."""
    yield from host_faults(values, given)
    yield from secret_faults(values, given)
    is_sqlite = values["DATABASE_URL"]["ENGINE"].endswith("sqlite3") and "DATABASE_URL" not in wrong
    if "DATABASE_REPLICA_URL" in given and is_sqlite:
        yield Fault("DATABASE_REPLICA_URL", "DATABASE_REPLICA_URL follows a PostgreSQL: set DATABASE_URL to it, too.")
    if "CDN_PURGE_TOKEN" in given and not {"CDN_PURGE_URL"} & (given | wrong):
        yield Fault("CDN_PURGE_TOKEN", "CDN_PURGE_TOKEN is sent to CDN_PURGE_URL: set that, too.")
    if "EMAIL_URL" in given and not (values["EMAIL_FROM"] or values["SITE_CONTACT"].startswith("mailto:")):
        yield Fault("EMAIL_FROM", "EMAIL_FROM is not set, and SITE_CONTACT is no address of mail. Set EMAIL_FROM.")
    if values["OPS_PORT"] == values["PORT"]:
        yield Fault("OPS_PORT", "OPS_PORT is that of the site, too. Take another, or leave it out.")
    if "OPS_HOST" in given and not {"OPS_PORT"} & (given | wrong):
        yield Fault("OPS_HOST", "OPS_HOST is the host of OPS_PORT: set that, too.")
    if values["DEBUG"] and is_https(values):
        yield Fault("DEBUG", "DEBUG is on: under https:// it would show the code to strangers. Leave it out.")


def host_faults(values: Values, given: set[str]) -> Iterator[Fault]:
    """Give a fault where the site would refuse its own name, or tell the world another one."""
    if "ALLOWED_HOSTS" not in given:
        return
    hosts, host = values["ALLOWED_HOSTS"], site_host(values["SITE_URL"])
    names = ",".join(hosts)
    if "SITE_URL" in given and not any(is_named(host, each) for each in hosts):
        way_out = f"Add {host}, or leave ALLOWED_HOSTS out."
        yield Fault("ALLOWED_HOSTS", f"ALLOWED_HOSTS is {names!r}: it lacks the host of SITE_URL. {way_out}")
    if "SITE_URL" not in given and not {*LOOPBACK, values["HOST"]} & set(hosts):
        missing = f"SITE_URL is not set, and ALLOWED_HOSTS is {names!r}"
        yield Fault("SITE_URL", f"{missing}: links in feeds and mails would lead nowhere. Set SITE_URL.")


def is_named(host: str, pattern: str) -> bool:
    """Return whether one of ALLOWED_HOSTS lets a host in."""
    return host == pattern or (pattern.startswith(".") and (host.endswith(pattern) or host == pattern[1:]))


def secret_faults(values: Values, given: set[str]) -> Iterator[Fault]:
    """Give a fault for a key that is soon guessed, or that stands among the earlier ones."""
    if "SECRET_KEY" in given and is_https(values) and len(values["SECRET_KEY"]) < LEAST_SECRET:
        way_out = "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        yield Fault("SECRET_KEY", f"SECRET_KEY has fewer than {LEAST_SECRET} characters. {way_out}")
    if values["SECRET_KEY"] in values["SECRET_KEY_FALLBACKS"]:
        yield Fault("SECRET_KEY_FALLBACKS", "SECRET_KEY_FALLBACKS has SECRET_KEY itself. Name earlier keys alone.")
    if "SECRET_KEY_FALLBACKS" in given and not values["SECRET_KEY"]:
        yield Fault("SECRET_KEY_FALLBACKS", "SECRET_KEY_FALLBACKS are keys before SECRET_KEY: set that, too.")


def report(faults: Iterable[Fault]) -> str:
    """Print faults for an operator, a sentence a line."""
    lines = [f"  {fault.sentence}" for fault in faults]
    head = "A setting is wrong:" if len(lines) == 1 else f"{len(lines)} settings are wrong:"
    return "\n".join([head, *lines, "All settings stand in docs/settings.md."])

"""The kinds of plain values: switches, numbers, names, hosts, addresses of the web, zones."""

from __future__ import annotations

import ipaddress
import re
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from newsroom.operator_settings.setting import SettingError, SettingKind

ON, OFF = {"on", "true", "yes", "y", "t", "1"}, {"off", "false", "no", "n", "f", "0"}
HOST_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
MAIL_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")
# It stands in a header and is asked by the worker: no name, no password, no sign that would end an address.
WEB_ADDRESS = re.compile(r"https?://(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?(/[!$-;=?-Z_a-z~%]*)?", re.IGNORECASE)
FRAME_SOURCE = re.compile(
    r"\*|'self'|'none'|(https?:|(https?://)?(\*\.)?[a-z0-9._-]+(:([0-9]{1,5}|\*))?)", re.IGNORECASE
)
WITNESS_KEY_FORM = re.compile(r"[^\s+,]+\+[0-9a-f]{8}\+B[A-P][A-Za-z0-9+/]{42}")  # 33 bytes, the first of them 4
LOG_KEY_FORM = re.compile(r"PRIVATE\+KEY\+[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+={0,2}")
PRINTABLE = re.compile(r"[!-~]*")
SITE_EXAMPLE = "Write it like https://news.example.org"


def read_plain_text(text: str) -> str:
    """Return a text of one line."""
    if not text.isprintable():
        raise SettingError("it has a character that cannot be printed. Write one line of text.")
    return text


def read_switch(text: str) -> bool:
    """Return whether a switch is on."""
    if text.lower() in ON | OFF:
        return text.lower() in ON
    raise SettingError("it is a switch. Write on or off.")


def number(low: int, high: int) -> SettingKind:
    """Return the kind of whole numbers between two."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and low <= int(text[:20]) <= high):
            raise SettingError(f"write a whole number from {low} to {high}.")
        return int(text)

    return SettingKind(f"a number from {low} to {high}", read)


def one_of(*choices: str) -> SettingKind:
    """Return the kind of a few words, in capitals or not."""

    def read(text: str) -> str:
        for choice in choices:
            if choice.lower() == text.lower():
                return choice
        raise SettingError(
            f"write {print_choices(choices)}{nearest(text.lower(), [choice.lower() for choice in choices])}."
        )

    return SettingKind(f"{print_choices(choices)}", read)


def print_choices(choices: tuple[str, ...]) -> str:
    """Return choices as a sentence has them: a, b or c."""
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def nearest(text: str, names: list[str]) -> str:
    """Return a question after the name that was most likely meant; empty where none is like it."""
    found = get_close_matches(text, names, n=1, cutoff=0.75)
    return f" (did you mean {found[0]}?)" if found else ""


def read_zone(text: str) -> str:
    """Return the name of a time zone."""
    zones = available_timezones()
    if text not in zones:
        by_lower = {zone.lower(): zone for zone in zones}
        found = get_close_matches(text.lower().replace(" ", "_"), by_lower, n=1, cutoff=0.6)
        meant = f" Did you mean {by_lower[found[0]]}?" if found else ""
        raise SettingError(f"there is no such zone.{meant} Write one like Europe/Vienna or UTC.")
    return text


def read_folder(text: str) -> Path:
    """Return the absolute path of a folder."""
    if not text.startswith("/") or "\0" in text:
        raise SettingError("write the whole path of a folder, like /var/lib/newsroom.")
    return Path(text)


def split_address(text: str) -> SplitResult:
    """Return the parts of an address. Raises SettingError, which says nothing of the address."""
    try:
        parts = urlsplit(text)
        _host, _port = parts.hostname, parts.port
    except ValueError:
        raise SettingError("its host or its port cannot be read. Write a host, a colon and a number.") from None
    return parts


def is_host(name: str) -> bool:
    """Return whether a name, or an IPv6 address in its brackets, can be the host of an address."""
    if name.startswith("["):
        return name.endswith("]") and is_ip_address(name[1:-1])
    return HOST_NAME.fullmatch(name) is not None


def is_ip_address(text: str) -> bool:
    """Return whether a text is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def read_site_address(text: str) -> str:
    """Return the address of the site, with the scheme and the host in small letters and no stroke at its end."""
    parts = split_address(text)
    if parts.scheme not in ("http", "https"):
        raise SettingError(f"it must begin with http:// or https://. {SITE_EXAMPLE}")
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else (parts.hostname or "")
    if not host.isascii():
        raise SettingError(f"write its host as {print_ascii_host(host)}, as servers know it.")
    if not is_host(host) or parts.port == 0:
        raise SettingError(f"it names no host. {SITE_EXAMPLE}")
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise SettingError(f"it must end with the host or its port. {SITE_EXAMPLE}")
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")


def print_ascii_host(host: str) -> str:
    """Return the name in ASCII of a host that has other letters, where it has one."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return "xn--…"


def read_web_address(text: str) -> str:
    """Return an address of the web without a name and password; an empty one is none."""
    if not text:
        return ""
    parts = split_address(text)
    if "@" in parts.netloc or not WEB_ADDRESS.fullmatch(text):
        raise SettingError("write its address without a password, like https://hub.example.org/")
    return text


def read_hosts(text: str) -> list[str]:
    """Return the names of hosts, which are parted by commas, in small letters."""
    return [read_host_name(name.lower()) for name in split_list(text)]


def read_host_name(name: str) -> str:
    """Return the name of a host, which may begin with a full stop: all hosts below it."""
    if "://" in name or "/" in name:
        raise SettingError(f"{shorten_host(name)} is an address. Write the host alone, like news.example.org")
    if name == "*":
        raise SettingError("* is every host, a stranger's too. Name the hosts, parted by commas.")
    if not is_host(name.removeprefix(".")):
        raise SettingError(f"{shorten_host(name)} is no host. Write names like news.example.org, without a port.")
    return name


def read_house_hosts(text: str) -> list[str]:
    """Return the names of hosts, each whole."""
    names = read_hosts(text)
    if any(name.startswith(".") for name in names):
        raise SettingError("a name that begins with a full stop is no host. Name each host.")
    return names


def shorten_host(name: str) -> str:
    """Return a name as a sentence repeats it."""
    return repr(name[:60])


def split_list(text: str) -> list[str]:
    """Return what stands between commas, without blanks and gaps."""
    return [part.strip() for part in text.split(",") if part.strip()]


def read_listening_host(text: str) -> str:
    """Return the host that the web server listens at; an IPv6 address in brackets."""
    name = f"[{text}]" if ":" in text and is_ip_address(text) else text.lower()
    if not is_host(name):
        raise SettingError("write an address of this machine, like 127.0.0.1 or 0.0.0.0, without http:// and port.")
    return name


def read_proxies(text: str) -> str:
    """Return the addresses of proxies as gunicorn takes them: parted by commas, or * for any."""
    parts = split_list(text)
    try:
        _networks = [ipaddress.ip_network(part) for part in parts if part != "*"]
    except ValueError:
        raise SettingError("write addresses parted by commas, like 127.0.0.1,10.0.0.0/8, or * for any.") from None
    return ",".join(parts)


def read_frame_sources(text: str) -> list[str]:
    """Return who may frame a page, in the words of a Content-Security-Policy."""
    sources = [part for part in re.split(r"[,\s]+", text) if part]
    if not all(FRAME_SOURCE.fullmatch(source) for source in sources):
        raise SettingError("write sites parted by commas, like https://partner.example, or * for everyone.")
    return sources


def read_contact(text: str) -> str:
    """Return an address that people may write to: mailto:, which may be left out, or an address of the web."""
    if MAIL_ADDRESS.fullmatch(text.removeprefix("mailto:")):
        return f"mailto:{text.removeprefix('mailto:')}"
    if not WEB_ADDRESS.fullmatch(text):
        raise SettingError("write mailto:desk@example.org, or the address of a page: https://example.org/contact")
    return text


def read_sender(text: str) -> str:
    """Return a sender of mail: an address, or a name with an address in angle brackets."""
    _name, address = parseaddr(text)
    if not text.isprintable() or not MAIL_ADDRESS.fullmatch(address):
        raise SettingError("write desk@example.org, or Desk <desk@example.org>.")
    return text


def read_token(text: str) -> str:
    """Return a secret that is sent in a header."""
    if not PRINTABLE.fullmatch(text):
        raise SettingError("write it in ASCII without spaces.")
    return text


def read_log_key(text: str) -> str:
    """Return a key that signs notes, as https://c2sp.org/signed-note writes it; empty for none."""
    if text and not LOG_KEY_FORM.fullmatch(text):
        raise SettingError("write it as manage.py log_key printed it: PRIVATE+KEY+news.example.org/log+…")
    return text


def read_anchors(text: str) -> str:
    """Return the certificates in a file, as PEM; empty for none."""
    return read_pem(text, "CERTIFICATE") if text else ""


def read_signing_file(text: str) -> str:
    """Return the path of a file with a private key and its certificates, as PEM; empty for none."""
    if text:
        read_pem(text, "CERTIFICATE", "PRIVATE KEY")
    return text


def read_pem(path: str, *parts: str) -> str:
    """Return the text of a file of PEM that has these parts."""
    if not path.startswith("/") or "\0" in path:
        raise SettingError("write the whole path of a file, like /etc/newsroom/photos.pem.")
    try:
        text = Path(path).read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise SettingError("it is no file of PEM that this user may read.") from error
    if lacking := [part for part in parts if f"{part}-----" not in text]:
        raise SettingError(f"the file has no {lacking[0]}: put it there, as PEM.")
    return text


def read_witnesses(text: str) -> list[str]:
    """Return witnesses of the log: the key of each as https://c2sp.org/tlog-cosignature writes it, and its address."""
    witnesses = [" ".join(part.split()) for part in split_list(text)]
    for witness in witnesses:
        key, _, address = witness.partition(" ")
        if not WITNESS_KEY_FORM.fullmatch(key) or not WEB_ADDRESS.fullmatch(address):
            raise SettingError(
                "write for each witness its key, a blank and its address, like "
                "witness.example+0123abcd+BA… https://witness.example/"
            )
    keys = [witness.partition(" ")[0] for witness in witnesses]
    if len(set(keys)) < len(keys):
        raise SettingError("a witness stands in it twice. Leave one out.")
    return witnesses


PLAIN_TEXT = SettingKind("text", read_plain_text)
SWITCH = SettingKind("on or off", read_switch)
ZONE = SettingKind("a time zone", read_zone)
ANY_FOLDER = SettingKind("a folder", read_folder)
SITE_ADDRESS = SettingKind("an address of the web", read_site_address)
ANY_WEB_ADDRESS = SettingKind("an address of the web", read_web_address)
HOSTS = SettingKind("hosts, parted by commas", read_hosts)
HOUSE_HOSTS = SettingKind("hosts, parted by commas", read_house_hosts)
LISTENING_HOST = SettingKind("a host", read_listening_host)
PORT = number(1, 65_535)
PROXIES = SettingKind("addresses, parted by commas", read_proxies)
FRAME_SOURCES = SettingKind("sites, parted by commas", read_frame_sources)
CONTACT = SettingKind("an address of mail or the web", read_contact)
SENDER = SettingKind("an address of mail", read_sender)
SECRET = SettingKind("a secret", read_plain_text)
SECRETS = SettingKind("secrets, parted by commas", split_list)
HEADER_SECRET = SettingKind("a secret", read_token)
LOG_KEY = SettingKind("a key", read_log_key)
ANCHORS = SettingKind("a file", read_anchors)
SIGNING_FILE = SettingKind("a file", read_signing_file)
WITNESSES = SettingKind("keys and addresses, parted by commas", read_witnesses)

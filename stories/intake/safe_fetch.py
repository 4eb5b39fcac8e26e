"""Fetching of files from addresses of the public internet, and from nowhere else.

Copy is written by strangers, and so are the addresses in it. The name of a host is looked up once, every address that
it has must be public, and the connection goes to the very address that was judged: what a second look-up would say
changes nothing (OWASP, "Server-Side Request Forgery Prevention", case 2). No cookies, credentials or proxies.
"""

import re
import socket
import ssl
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from time import monotonic
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.response import HTTPResponse
from urllib3.util import Url, parse_url

from stories import copy

IpAddress = IPv4Address | IPv6Address

PORTS = {"http": 80, "https": 443}
ANY_PORT = range(1, 65_536)  # of hosts that the operator named: one may be in the house, at a port of its own
SECONDS = 30  # for all of it
STEP_SECONDS = 10  # seconds for a connection, and for each piece that is waited for
MOST_REDIRECTS = 5
MOST_ADDRESSES = 4  # of a host, that are tried
LONGEST_ADDRESS = 2_000  # characters
EXCERPT = 100  # characters of a stranger's words in a sentence of ours
CHUNK = 64 * 1024  # bytes
STATUS_OK = 200
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
# The machine's own keeper in some clouds, at an address that looks public: it tells secrets of the machine to whoever
# asks from it. The others are link-local or private.
WIRE_SERVER = IPv4Address("168.63.129.16")
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are an address of IPv4
ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: the four bytes before those of an address of IPv4
HEADERS = {"User-Agent": "OffTheWire", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class NotFetchedError(ValueError):
    """A file that was not fetched; str() says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a host: its status, its headers by names in small letters, and the body, of a 200 to `ask`.

    `moved_to` is the address that took the place of the one that was asked for good; empty where it is the same.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    moved_to: str = ""


def is_public(address: IpAddress) -> bool:
    """Return whether an address is of the public internet; an address of IPv6 for one of IPv4 is judged by that."""
    inner = _inner_ipv4(address)
    if inner is not None:
        return is_public(inner)
    is_special = address.is_multicast or address.is_reserved or address.is_unspecified
    is_special = is_special or address == WIRE_SERVER
    return address.is_global and not is_special and not getattr(address, "is_site_local", False)


def _inner_ipv4(address: IpAddress) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    teredo = address.teredo[1] if address.teredo else None
    nat64 = IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None
    isatap = IPv4Address(int(address) & 0xFFFFFFFF) if (int(address) >> 32) & 0xFFFFFFFF in ISATAP else None
    return address.ipv4_mapped or address.sixtofour or teredo or nat64 or isatap


def fetch(
    address: str,
    *,
    limit: int,
    may: Callable[[IpAddress], bool] = is_public,
    ports: Collection[int] = tuple(PORTS.values()),
    seconds: float = SECONDS,
) -> bytes:
    """Fetch the bytes at an address of http or https, at most `limit`. Raises NotFetchedError.

    Takes no longer than `seconds`, but for the look-up of names, which the system bounds.
    """
    answer = ask(address, limit=limit, may=may, ports=ports, seconds=seconds)
    if answer.status != STATUS_OK:
        host = _excerpt(_host_name(parse_url(address)))
        raise NotFetchedError(f"{host} answered {answer.status} instead of the file. Look at the address.")
    return answer.body


def ask(
    address: str,
    *,
    limit: int,
    headers: Mapping[str, str] | None = None,
    may: Callable[[IpAddress], bool] = is_public,
    ports: Collection[int] = tuple(PORTS.values()),
    seconds: float = SECONDS,
) -> Answer:
    """Ask for an address as `fetch` does, with further headers; return the answer, whatever its status.

    Raises NotFetchedError where no answer could be had in whole.
    """
    ends_at = monotonic() + seconds
    moved_to, is_moved = "", True
    for _ in range(MOST_REDIRECTS + 1):
        url = parse_address(address, ports)
        with _open_response(url, headers or {}, may, ends_at) as response:
            if response.status not in REDIRECTS:
                body = _read_body(response, limit=limit, ends_at=ends_at) if response.status == STATUS_OK else b""
                fields = {name.lower(): value for name, value in response.headers.items()}
                return Answer(response.status, fields, body, moved_to)
            address = _next_address(url, response.headers.get("Location", ""))
            is_moved = is_moved and response.status in FOR_GOOD
            moved_to = address if is_moved else moved_to
    raise NotFetchedError(f"The address leads on more than {MOST_REDIRECTS} times. Ask the source for the file's own.")


def post(
    address: str,
    form: bytes,
    *,
    headers: Mapping[str, str] = FORM,
    may: Callable[[IpAddress], bool] = is_public,
    ports: Collection[int] = tuple(PORTS.values()),
    seconds: float = SECONDS,
    limit: int = 0,
) -> Answer:
    """Send a form to an address as `ask` asks for one; return the answer. No redirect is followed.

    The answer has its body, whatever its status, where `limit` says how many bytes that may have. Raises
    NotFetchedError where no answer could be had.
    """
    url, ends_at = parse_address(address, ports), monotonic() + seconds
    with _open_response(url, headers, may, ends_at, form) as response:
        body = _read_body(response, limit=limit, ends_at=ends_at) if limit else b""
        return Answer(response.status, {name.lower(): value for name, value in response.headers.items()}, body)


def parse_address(address: str, ports: Collection[int]) -> Url:
    """Parse an address, if it may be asked at all. Raises NotFetchedError."""
    is_printed = all(letter.isprintable() and letter not in " \\" for letter in address)
    try:
        url = parse_url(address if is_printed and len(address) <= LONGEST_ADDRESS else "")
    except LocationParseError:
        url = Url()
    if url.scheme not in PORTS or not url.host:
        raise NotFetchedError(f"“{_excerpt(address)}” is no address of http or https. Ask the source for one.")
    if url.auth is not None:
        raise NotFetchedError(
            "The address holds a name or a password, which is never sent. Ask the source for one without."
        )
    if (url.port or PORTS[url.scheme]) not in ports:
        raise NotFetchedError(f"The address names port {_port(url)}, and nothing is fetched from there. Use 80 or 443.")
    return url


@contextmanager
def _open_response(
    url: Url, further: Mapping[str, str], may: Callable[[IpAddress], bool], ends_at: float, form: bytes | None = None
) -> Iterator[HTTPResponse]:
    """Open the response of the host, cut off at the end of time. Raises NotFetchedError for all that fails in it."""
    connection = _connect(url, _look_up(url, may), ends_at)
    watch = Timer(max(0, ends_at - monotonic()), _cut_off, [connection.sock])
    watch.daemon = True
    watch.start()
    response = None
    try:
        headers = {"Host": url.netloc or "", **HEADERS, **further}
        method = "GET" if form is None else "POST"
        connection.request(method, url.request_uri, body=form, headers=headers, preload_content=False)
        response = connection.getresponse()
        yield response
    except (HTTPError, HTTPException, OSError) as error:
        _refuse_late(ends_at)
        raise NotFetchedError(f"{url.host} broke off: {_excerpt(str(error))}. Try it again later.") from error
    finally:
        watch.cancel()
        if response is not None:
            response.close()
        connection.close()


def _cut_off(connected: socket.socket) -> None:
    """End a connection under its reader: below TLS, as the reader would stumble over the end of TLS itself."""
    with suppress(OSError):
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _refuse_late(ends_at: float) -> None:
    if monotonic() >= ends_at:
        raise NotFetchedError("It took too long to fetch. Try it again later, or take the file by hand.")


def _look_up(url: Url, may: Callable[[IpAddress], bool]) -> list[str]:
    """Look up the addresses of the host, once. Raises NotFetchedError unless all of them may be asked."""
    host = _host_name(url)
    try:
        found = socket.getaddrinfo(host, _port(url), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # untested: the resolver of the machine fails
        raise NotFetchedError(
            f"There is no host {_excerpt(host)}. Look at the address, or try it again later."
        ) from error
    addresses = list(dict.fromkeys(str(answer[4][0]) for answer in found))
    if not all(may(ip_address(address)) for address in addresses):
        raise NotFetchedError(f"{_excerpt(host)} is not in the public internet, and nothing is fetched from there.")
    return addresses


def _next_address(url: Url, location: str) -> str:
    """Return the address that a redirect leads to. Raises NotFetchedError for one that cannot be read."""
    try:
        return urljoin(url.url, location)
    except ValueError as error:  # urljoin's own, of brackets without an address of IPv6 in them
        raise NotFetchedError(
            f"{_excerpt(_host_name(url))} leads on to “{_excerpt(location)}”, which is no address. Try it again later."
        ) from error


def _host_name(url: Url) -> str:
    return (url.host or "").strip("[]").rstrip(".")


def _port(url: Url) -> int:
    return url.port or PORTS[url.scheme or "http"]


def _connect(url: Url, addresses: list[str], ends_at: float) -> HTTPConnection:
    """Connect to the first of the addresses that takes a connection."""
    why = "it has no address"
    for address in addresses[:MOST_ADDRESSES]:
        _refuse_late(ends_at)
        connection = _connection(url, address, timeout=min(STEP_SECONDS, max(0.01, ends_at - monotonic())))
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            why = str(error)
        else:
            return connection
    _refuse_late(ends_at)
    raise NotFetchedError(f"{_excerpt(_host_name(url))} cannot be reached: {_excerpt(why)}. Try it again later.")


def _connection(url: Url, address: str, *, timeout: float) -> HTTPConnection:
    """Return a connection to an address, not yet open, whose certificate must be the host's."""
    if url.scheme == "http":
        return HTTPConnection(address, _port(url), timeout=timeout)
    context = ssl.create_default_context()
    return HTTPSConnection(address, _port(url), timeout=timeout, ssl_context=context, server_hostname=_host_name(url))


def _read_body(response: HTTPResponse, *, limit: int, ends_at: float) -> bytes:
    """Read the body piece by piece up to the limit, unpacked where it comes packed."""
    announced = re.fullmatch("[0-9]{1,18}", response.headers.get("Content-Length", "").strip())
    is_too_large = announced is not None and int(announced.group()) > limit
    body = bytearray()
    while not is_too_large and (piece := response.read1(CHUNK)):
        body += piece
        is_too_large = len(body) > limit
        _refuse_late(ends_at)
    if is_too_large:
        raise NotFetchedError(f"The file is larger than {limit:,} bytes. Ask the source for a smaller one.")
    _refuse_late(ends_at)
    return bytes(body)


def _excerpt(text: str) -> str:
    return copy.clean(text)[:EXCERPT]

"""Every door by which the newsroom asks other hosts, tried with every known way to lead it inside, beside a trap.

The trap listens on this machine, and is shown to: a door that let one way through would be in its list.
"""

import ast
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.utils import timezone

from stories.intake import safe_fetch
from stories.intake.feeds import ask_web
from stories.intake.photos import fetch_from_web
from stories.intake.safe_fetch import NotFetchedError
from stories.models import Webhook, WebhookDelivery, WebhookEvent
from stories.worker.cache_purge import send_purge
from stories.worker.webhooks import send_to_webhook
from stories.worker.websub import post_to_hub

ROOT = Path(__file__).resolve().parents[3]
OUTSIDE = "93.184.215.14"  # of a host in the public internet, which the trap stands for
HOUSE = "http://10.0.0.8:8080/purge"
OF_REQUESTS = {"urllib.request", "http.client", "urllib3.connection", "urllib3", "requests", "httpx", "aiohttp"}

WAYS = {
    "the address itself": "http://127.0.0.1/",
    "a name of this machine, with a dot behind": "http://localhost./",
    "one number": "http://2130706433/",
    "hexadecimal": "http://0x7f000001/",
    "octal": "http://0177.0.0.1/",
    "short": "http://127.1/",
    "IPv4 in IPv6": "http://[::ffff:127.0.0.1]/",
    "NAT64": "http://[64:ff9b::7f00:1]/",
    "6to4": "http://[2002:7f00:1::]/",
    "a zone": "http://[fe80::1%25lo]/",
    "a name and a password": "http://pictures.example@127.0.0.1/",
    "a backslash": "http://127.0.0.1\\@pictures.example/",
    "full width": "http://１２７.０.０.１/",
    "metadata of a cloud": "http://169.254.169.254/latest/meta-data/",
    "a name that is looked up as an address inside": "http://inside.example/",
    "a name with one address outside and one inside": "http://both.example/",
    "another port": "http://pictures.example:6379/",
    "another scheme": "gopher://127.0.0.1:80/_x",
}
NAMES = {"inside.example": ["127.0.0.1"], "both.example": [OUTSIDE, "10.0.0.8"], "pictures.example": [OUTSIDE]}


class Trap(BaseHTTPRequestHandler):
    """A host that leads whoever asks it on to an address inside."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "http://127.0.0.1/inside")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET  # noqa: N815 a name of the standard library

    def log_message(self, *_):
        """Nothing is printed."""


@pytest.fixture
def trap(monkeypatch):
    """Run the trap, and lead every connection there; `reached` lists the addresses, `asked` the requests."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    server.asked, server.reached, server.looks = [], [], []
    look_up, connect = socket.getaddrinfo, socket.socket.connect

    def answer_name(host, *rest, **options):
        if host in NAMES:
            server.looks.append(host)
        first, *others = NAMES.get(host, [host])
        if server.looks.count(host) > 1 and host in NAMES:  # what a name says changes from look to look
            first, others = "127.0.0.1", []
        return [look for each in (first, *others) for look in look_up(each, *rest, **options)]

    def connect_to_trap(self, address):
        server.reached.append(address[0])
        if self.family == socket.AF_INET6:
            raise ConnectionRefusedError("the trap has no address of IPv6")
        connect(self, server.server_address)

    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    monkeypatch.setattr(socket, "getaddrinfo", answer_name)
    monkeypatch.setattr(socket.socket, "connect", connect_to_trap)
    yield server
    server.shutdown()
    server.server_close()


def tell_webhook(address):
    """Send a test to a webhook with this address."""
    webhook = Webhook(name="Archive", address=address, key="ab" * 32)
    delivery = WebhookDelivery(pk=1, webhook=webhook, event=WebhookEvent.TEST, subject="test", at=timezone.now())
    if fault := send_to_webhook(delivery, timezone.now()):
        raise NotFetchedError(fault)


# The doors that strangers, or people of the newsroom, give addresses to
DOORS = {"pictures": fetch_from_web, "feeds": lambda address: ask_web(address, {}), "webhooks": tell_webhook}


@pytest.mark.parametrize("door", DOORS)
def test_no_way_leads_inside(trap, door):
    for way, address in WAYS.items():
        with pytest.raises(NotFetchedError):
            DOORS[door](address)
        assert (trap.reached, trap.asked) == ([], []), way


@pytest.mark.parametrize("door", DOORS)
def test_host_that_changes_or_leads_on_is_asked_once_and_no_other(trap, door):
    with pytest.raises(NotFetchedError):
        DOORS[door]("http://pictures.example/dam.jpg")

    assert (trap.reached, trap.asked, trap.looks) == ([OUTSIDE], ["/dam.jpg"], ["pictures.example"])


@pytest.mark.parametrize("tell", [lambda: post_to_hub(HOUSE, b"hub.mode=publish"), lambda: send_purge(["all"])])
def test_doors_that_the_operator_named_follow_no_redirect(trap, settings, tell):
    settings.CDN_PURGE_URL = HOUSE

    tell()

    assert (trap.reached, trap.asked) == (["10.0.0.8"], ["/purge"])


def test_trap_is_reached_where_nothing_is_in_the_way(trap):
    with pytest.raises(NotFetchedError, match="more than 5 times"):
        safe_fetch.fetch("http://127.0.0.1/first", limit=9, may=lambda _address: True)

    assert (trap.asked, set(trap.reached)) == (["/first", *["/inside"] * 5], {"127.0.0.1"})


def imported_names(path):
    """Return the modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_one_module_asks_other_hosts():
    files = [path for room in ("newsroom", "stories", "ticker") for path in (ROOT / room).rglob("*.py")]

    asking = {str(path.relative_to(ROOT)) for path in files if OF_REQUESTS & set(imported_names(path))}

    assert asking == {"stories/intake/safe_fetch.py"}

"""nginx in front of two web servers, by the files that operators are given, and what it keeps from them."""

import http.client
import json
import signal
import socket
from collections import Counter
from contextlib import ExitStack, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import SimpleNamespace

import pytest

from tests.machines import Readers, anyone, get, get_by_tls, new_machines, nginx_server, until
from tests.on_postgresql import free_port

CLIENTS = 24  # slow ones: three for each thread of both web servers


class Echo(BaseHTTPRequestHandler):
    """A node that answers with the headers that it was sent, and with the number of bytes."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        length = int(self.headers.get("Content-Length", 0))
        body = json.dumps({**self.headers, "bytes": len(self.rfile.read(length))}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 a name of the standard library

    def log_message(self, *_arguments):
        pass


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """Return nginx in front of one node that echoes and one that is not there."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as echo, ExitStack() as stack:
        Thread(target=echo.serve_forever, daemon=True).start()
        nodes = [SimpleNamespace(port=echo.server_port), SimpleNamespace(port=free_port())]
        yield stack.enter_context(nginx_server(tmp_path_factory.mktemp("front"), nodes))
        echo.shutdown()


def send(port, method, path, body=None, **headers):
    """Ask nginx; return the status, the headers and the text."""
    connection = http.client.HTTPSConnection("localhost", port, timeout=60, context=anyone())
    try:
        connection.request(method, path, body, {"Host": "localhost", **headers})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


def test_plain_requests_are_sent_to_https(front):
    status, headers, _ = get(front.plain_port, "/archive/?q=dam", Host="localhost")

    assert (status, headers["Location"]) == (301, "https://localhost/archive/?q=dam")


def test_another_name_gets_no_certificate(front):
    with (
        socket.create_connection(("127.0.0.1", front.port)) as plain,
        pytest.raises(OSError, match="UNRECOGNIZED_NAME"),
    ):
        anyone().wrap_socket(plain, server_hostname="elsewhere.example")


@pytest.mark.parametrize("path", ["/", "/admin/", "/wire/vesper/", "/static/site.css"])
def test_what_a_client_says_of_itself_counts_for_nothing(front, path):
    ours = {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https", "Host": "localhost"}
    forged = {
        "X-Forwarded-Proto": "http",
        "X-Forwarded-For": "192.0.2.7",
        "X-Forwarded-Ssl": "off",
        "X-Request-ID": "1",
    }

    told = json.loads(send(front.port, "GET", path, **forged)[2])

    assert {name: told[name] for name in ours} == ours
    assert ("X-Forwarded-Ssl" in told, len(told["X-Request-ID"])) == (False, 32)


@pytest.mark.parametrize("path", ["/metrics", "/readyz"])
def test_what_is_for_operators_is_closed(front, path):
    assert send(front.port, "GET", path)[0] == 404


def test_bodies_have_room_for_photos_and_an_end(front):
    assert json.loads(send(front.port, "POST", "/admin/", b"x" * 9_000_000)[2])["bytes"] == 9_000_000
    assert send(front.port, "POST", "/admin/", **{"Content-Length": str(120 * 1024 * 1024)})[0] == 413


def test_no_node_is_told_in_a_sentence(tmp_path):
    with nginx_server(tmp_path, [SimpleNamespace(port=free_port())]) as nginx:
        status, headers, text = send(nginx.port, "GET", "/")

    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "10", "no-store")
    assert text == "The site does not answer at the moment. Please try again in a few seconds.\n"


@pytest.fixture(scope="module")
def site(empty_dump):
    """Return a newsroom under https: a database, a Redis, two web servers, nginx in front of them."""
    with new_machines(empty_dump) as machines:
        machines.environment |= {"SITE_URL": "https://localhost", "TRUSTED_PROXIES": "1"}
        machines.operator.do("story = a_chain('Urgent', '1st LD', headline='Dam fails at Karse Head')", "0")
        machines.nodes = [machines.start_node() for _ in range(2)]
        machines.nginx = machines.start_nginx(machines.nodes)
        yield machines


def push(port, path):
    """Send what is not sent twice: a form without a token, which the newsroom refuses."""
    return send(port, "POST", path, b"username=cleo")


def test_restart_of_one_node_after_the_other_costs_no_request(site):
    port = site.nginx.port
    with Readers(port, ["/", "/archive/"], get_by_tls) as readers, Readers(port, ["/admin/login/"], push) as editors:
        for node in site.nodes:
            readers.have_read()
            node.stop(signal.SIGTERM)
            readers.have_read()
            node.start()
        readers.have_read()
        editors.have_read()

    assert (set(readers.statuses), set(editors.statuses)) == ({200}, {403})


ASK = b"GET /?slow HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n\r\n"
FORM = b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n"
WAYS = {
    "say nothing": (b"", b""),
    "drip a head": (b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"X-Slow: 1\r\n"),
    "drip a body": (FORM, b"x"),
    "ask again and take nothing": (b"", ASK * 40),
}  # what they send first, and then in drops


class SlowClients:
    """Clients that each hold a connection as long as they may, and then the next."""

    def __init__(self, connect, way):
        self.connect, self.way, self.stop, self.held = connect, WAYS[way], Event(), Counter()
        self.threads = [Thread(target=self.hold, args=(number,)) for number in range(CLIENTS)]

    def hold(self, number):
        """Hold a connection, and another when it was closed."""
        head, drop = self.way
        while not self.stop.is_set():
            try:
                with self.connect() as connection:
                    connection.settimeout(1)
                    connection.sendall(head)
                    self.held[number] += 1
                    while not self.stop.wait(0.2):
                        with suppress(TimeoutError):
                            connection.sendall(drop)
            except OSError:
                continue

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        until("The slow clients do not hold their connections.", lambda: len(self.held) == CLIENTS)
        return self

    def __exit__(self, *_error):
        self.stop.set()
        for thread in self.threads:
            thread.join()


def connect_to(port):
    """Return a connection of a client that takes little at once."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    client.connect(("127.0.0.1", port))
    return client


@pytest.mark.parametrize("way", WAYS)
def test_slow_clients_of_nginx_keep_no_reader_waiting(site, way):
    def connect():
        return anyone().wrap_socket(connect_to(site.nginx.port), server_hostname="localhost")

    with SlowClients(connect, way):
        readers = [get_by_tls(site.nginx.port, f"/?reader={number}")[0] for number in range(20)]

    assert readers == [200] * 20


@pytest.mark.parametrize("way", WAYS)
def test_slow_clients_of_a_web_server_keep_no_reader_waiting(site, way):
    port = site.nodes[0].port
    by_tls = {"Host": "localhost", "X-Forwarded-Proto": "https"}

    with SlowClients(lambda: connect_to(port), way):
        readers = [get(port, f"/?reader={number}", **by_tls)[0] for number in range(20)]

    assert readers == [200] * 20

"""A file comes from the public internet, whole, small and soon, or not at all."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from stories.intake.safe_fetch import NotFetchedError, fetch, is_public
from tests.sample_folders import ATTACK_FOLDERS

HERE = ip_address("127.0.0.1")
BOMB = gzip.compress(bytes(50_000_000))
OPENSSL = shutil.which("openssl")

# address | whether it is public
ADDRESSES = """
93.184.215.14           | yes
2606:2800:21f:cb07::1   | yes
::ffff:93.184.215.14    | yes
64:ff9b::5db8:d70e      | yes
2002:5db8:d70e::1       | yes
127.0.0.1               | no
127.9.9.9               | no
0.0.0.0                 | no
10.0.0.8                | no
100.64.0.1              | no
169.254.169.254         | no
168.63.129.16           | no
168.63.129.17           | yes
::ffff:168.63.129.16    | no
64:ff9b::a83f:8110      | no
2606:2800::5efe:10.0.0.8 | no
2606:2800::200:5efe:127.0.0.1 | no
2606:2800::5efe:93.184.215.14 | yes
172.16.0.1              | no
192.0.2.1               | no
192.168.0.1             | no
198.18.0.1              | no
224.0.0.1               | no
240.0.0.1               | no
255.255.255.255         | no
::                      | no
::1                     | no
::7f00:1                | no
::ffff:127.0.0.1        | no
::ffff:10.0.0.8         | no
64:ff9b::7f00:1         | no
64:ff9b::a00:8          | no
64:ff9b:1::1            | no
2002:7f00:1::           | no
2002:a00:8::1           | no
2001:0:5db8:d70e::80ff:fffe | no
2001:db8::1             | no
fc00::1                 | no
fd00:ec2::254           | no
fe80::1                 | no
fe80::1%1               | no
fec0::1                 | no
ff02::1                 | no
ff0e::1                 | no
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in ADDRESSES.strip().split("\n")]


@pytest.mark.parametrize(("address", "answer"), ROWS)
def test_public_addresses_are_told_from_the_others(address, answer):
    assert is_public(ip_address(address)) is (answer == "yes")


# address | why it is refused
REFUSED = """
http://127.0.0.1/                         | 127.0.0.1 is not in the public internet
http://localhost/                         | localhost is not in the public internet
http://LOCALHOST./                        | localhost is not in the public internet
http://[::1]/                             | ::1 is not in the public internet
http://0.0.0.0/                           | not in the public internet
http://0/                                 | not in the public internet
http://10.0.0.8/                          | not in the public internet
http://169.254.169.254/latest/meta-data/  | not in the public internet
http://[::ffff:127.0.0.1]/                | not in the public internet
http://[64:ff9b::7f00:1]/                 | not in the public internet
http://[fe80::1]/                         | not in the public internet
http://2130706433/                        | not in the public internet
http://0x7f.1/                            | not in the public internet
http://127.0.0.1#@pictures.example/       | not in the public internet
https://127.0.0.1/                        | not in the public internet
http://127.0.0.1:80/                      | not in the public internet
http://user@host/                         | holds a name or a password
http://user:word@127.0.0.1/               | holds a name or a password
http://127.0.0.1:22/                      | names port 22
https://127.0.0.1:8443/                   | names port 8443
http://127.0.0.1:99999/                   | no address of http or https
ftp://127.0.0.1/                          | no address of http or https
file:///etc/passwd                        | no address of http or https
gopher://127.0.0.1:80/_INFO               | no address of http or https
data:image/png;base64,AAAA                | no address of http or https
javascript:alert(1)                       | no address of http or https
//host                                    | no address of http or https
host                                      | no address of http or https
http:/127.0.0.1/                          | no address of http or https
http:///path                              | no address of http or https
http://127.0.0.1\\@pictures.example/      | no address of http or https
http://127.0.0.1/a b                      | no address of http or https
http://①②⑦.⓪.⓪.①/                     | no address of http or https
"""
UNTYPED = ("", " http://127.0.0.1/", "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/\t", "http://" + "a" * 2_000)
REFUSALS = [tuple(cell.strip() for cell in line.rsplit("|", 1)) for line in REFUSED.strip().split("\n")]


@pytest.fixture
def _no_connection(monkeypatch):
    def refuse(*_):
        raise AssertionError("a connection was begun")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("_no_connection")
@pytest.mark.parametrize(("address", "why"), [*REFUSALS, *((each, "no address of http or https") for each in UNTYPED)])
def test_what_is_not_public_is_refused_without_a_connection(address, why):
    with pytest.raises(NotFetchedError) as refusal:
        fetch(address, limit=1_000)

    assert why in str(refusal.value)


@pytest.mark.usefixtures("_no_connection")
@pytest.mark.parametrize("folder", ATTACK_FOLDERS)
def test_no_address_of_the_known_attacks_is_asked(folder):
    lines = (folder / "lists" / "ssrf-urls.txt").read_text().splitlines()

    for address in lines:
        if not address.startswith("#"):
            with pytest.raises(NotFetchedError):
                fetch(address, limit=1_000)


class Pictures(BaseHTTPRequestHandler):
    """A host that answers each path in its own way, and keeps what it was asked."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        name = self.path.strip("/").partition("?")[0]
        if name == "slow":
            self.head(f"Content-Length: {10_000}")
            self.trickle(b"x")
        elif name == "slow-head":
            self.trickle(b"HTTP/1.1 200 OK\r\nX-Long: ", b"x")
        else:
            self.wfile.write(self.server.answers[name])

    def head(self, *lines):
        self.wfile.write("\r\n".join(["HTTP/1.1 200 OK", *lines, "", ""]).encode())

    def trickle(self, first, again=b"x"):
        self.wfile.write(first)
        while not self.server.is_over.wait(0.05):
            try:
                self.wfile.write(again)
            except OSError:
                return

    def log_message(self, *_):
        """Nothing is printed."""


def answer(*lines, body=b"", status="200 OK"):
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def redirect(address, status="302 Found"):
    return answer(f"Location: {address}", "Content-Length: 0", status=status)


def serving(context=None):
    """Run a host on this machine; return it, with its port."""
    host = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    if context:
        host.socket = context.wrap_socket(host.socket, server_side=True)
    host.asked, host.answers, host.is_over, host.port = [], {}, threading.Event(), host.server_address[1]
    threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return host


def stop_server(host):
    host.is_over.set()
    host.shutdown()
    host.server_close()


@pytest.fixture
def host():
    host = serving()
    host.answers |= {
        "": answer("Content-Length: 3", body=b"JPG"),
        "empty": answer("Content-Length: 0"),
        "no-length": answer(body=b"x" * 1_000),
        "length": answer("Content-Length: 1000", body=b"x" * 1_000),
        "lying": answer("Content-Length: 10", body=b"x" * 1_000),
        "chunked": answer("Transfer-Encoding: chunked", body=b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n"),
        "chunk-cut": answer("Transfer-Encoding: chunked", body=b"3\r\nabc\r\n9\r\nde"),
        "cut": answer("Content-Length: 1000", body=b"x"),
        "packed": answer("Content-Encoding: gzip", body=gzip.compress(b"JPG" * 5)),
        "bomb": answer("Content-Encoding: gzip", f"Content-Length: {len(BOMB)}", body=BOMB),
        "bad-pack": answer("Content-Encoding: gzip", body=b"JPG"),
        "gone": answer("Content-Length: 3", body=b"no!", status="404 Not Found"),
        "nonsense": b"SSH-2.0-OpenSSH_9.2\r\n",
        "silent": b"",
        "once": redirect("/"),
        "kept": redirect("//127.0.0.1:{port}/?a=b#top", "308 Permanent Redirect"),
        "loop": redirect("/loop"),
        "nowhere": answer("Content-Length: 0", status="302 Found"),
    }
    host.answers["kept"] = host.answers["kept"].replace(b"{port}", str(host.port).encode())
    yield host
    stop_server(host)


def get(host, path, *, limit=1_000, **options):
    options = {"may": lambda address: address == HERE, "ports": (80, 443, host.port)} | options
    return fetch(f"http://127.0.0.1:{host.port}{path}", limit=limit, **options)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/", b"JPG"),
        ("", b"JPG"),
        ("/?key=a%20b#top", b"JPG"),
        ("/empty", b""),
        ("/no-length", b"x" * 1_000),
        ("/length", b"x" * 1_000),
        ("/lying", b"x" * 10),
        ("/chunked", b"abcdefg"),
        ("/packed", b"JPG" * 5),
        ("/once", b"JPG"),
        ("/kept", b"JPG"),
    ],
)
def test_file_is_fetched_whole(host, path, body):
    assert get(host, path) == body


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/cut", "127.0.0.1 broke off"),
        ("/chunk-cut", "127.0.0.1 broke off"),
        ("/bad-pack", "127.0.0.1 broke off"),
        ("/nonsense", "127.0.0.1 broke off"),
        ("/silent", "127.0.0.1 broke off"),
        ("/gone", "127.0.0.1 answered 404 instead of the file"),
        ("/loop", "leads on more than 5 times"),
        ("/nowhere", "leads on more than 5 times"),
    ],
)
def test_what_is_no_file_is_told(host, path, why):
    with pytest.raises(NotFetchedError, match=why):
        get(host, path)


@pytest.mark.parametrize("path", ["/no-length", "/length", "/chunked"])
def test_too_large_a_file_is_refused(host, path):
    with pytest.raises(NotFetchedError, match="larger than 6 bytes"):
        get(host, path, limit=6)


def test_length_that_is_announced_is_believed_before_it_is_read(host):
    host.answers["huge"] = answer("Content-Length: 900000000000")

    with pytest.raises(NotFetchedError, match="larger than 1,000 bytes"):
        get(host, "/huge")


def test_packed_file_is_unpacked_up_to_the_limit(host):
    with pytest.raises(NotFetchedError, match="larger than 1,000,000 bytes"):
        get(host, "/bomb", limit=1_000_000)


@pytest.mark.parametrize("path", ["/slow", "/slow-head"])
def test_time_runs_out_however_often_something_comes(host, path):
    begun = time.monotonic()

    with pytest.raises(NotFetchedError, match="took too long"):
        get(host, path, limit=100_000, seconds=0.4)

    assert 0.3 < time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://10.0.0.8/", "10.0.0.8 is not in the public internet"),
        ("http://127.0.0.2:{port}/", "127.0.0.2 is not in the public internet"),
        ("//169.254.169.254/latest/meta-data/", "169.254.169.254 is not in the public internet"),
        ("http://127.0.0.1:22/", "names port 22"),
        ("http://user@127.0.0.1:{port}/", "a name or a password"),
        ("file:///etc/passwd", "no address of http or https"),
        ("ftp://127.0.0.1/", "no address of http or https"),
        ("javascript:alert(1)", "no address of http or https"),
        ("http://[", "leads on to “http://\\[”, which is no address"),
        ("//[nowhere]/", "which is no address"),
    ],
)
def test_each_redirect_is_judged_anew(host, address, why):
    host.answers["away"] = redirect(address.format(port=host.port))

    with pytest.raises(NotFetchedError, match=why):
        get(host, "/away")

    assert [path for path, _ in host.asked] == ["/away"]


def test_five_redirects_are_followed_and_no_more(host):
    host.answers |= {str(number): redirect(f"/{number - 1}") for number in range(1, 7)}
    host.answers["0"] = host.answers[""]

    assert get(host, "/5") == b"JPG"
    with pytest.raises(NotFetchedError, match="more than 5 times"):
        get(host, "/6")


def test_nothing_is_told_to_the_host_but_what_is_asked(host, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")

    get(host, "/?a=b#c")

    assert host.asked == [
        (
            "/?a=b",
            {
                "Host": f"127.0.0.1:{host.port}",
                "User-Agent": "OffTheWire",
                "Accept": "*/*",
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
        )
    ]


def test_host_that_does_not_answer_is_told(host):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

        with pytest.raises(NotFetchedError, match=r"127\.0\.0\.1 cannot be reached"):
            fetch(f"http://127.0.0.1:{port}/", limit=9, may=lambda _: True, ports=(port,))


@pytest.fixture
def names(monkeypatch):
    """Answer look-ups of invented hosts by name, answer after answer; `asked` lists them."""
    look_up, known = socket.getaddrinfo, {"asked": []}

    def answer_name(host, *rest, **options):
        if host not in known:
            return look_up(host, *rest, **options)
        known["asked"].append(host)
        found = known[host].pop(0) if len(known[host]) > 1 else known[host][0]
        return [look for each in found for look in look_up(each, *rest, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", answer_name)
    return known


def test_name_is_looked_up_once_and_what_was_judged_is_asked(host, names):
    names["pictures.example"] = [["127.0.0.1"], ["10.0.0.8"]]

    body = fetch(f"http://pictures.example:{host.port}/", limit=9, may=lambda ip: ip == HERE, ports=(host.port,))

    assert body == b"JPG"
    assert names["asked"] == ["pictures.example"]
    assert host.asked[0][1]["Host"] == f"pictures.example:{host.port}"


@pytest.mark.usefixtures("_no_connection")
def test_name_with_one_address_that_is_not_public_is_refused(names):
    names["pictures.example"] = [["93.184.215.14", "10.0.0.8"]]

    with pytest.raises(NotFetchedError, match=r"pictures\.example is not in the public internet"):
        fetch("http://pictures.example/", limit=9)


def test_next_address_is_asked_where_the_first_does_not_answer(host, names):
    names["pictures.example"] = [["127.0.0.3", "127.0.0.1"]]
    address = f"http://pictures.example:{host.port}/"

    assert fetch(address, limit=9, may=lambda ip: ip.is_loopback, ports=(host.port,)) == b"JPG"


@pytest.mark.skipif(not OPENSSL, reason="no openssl to make a certificate with")
def test_certificate_must_be_of_the_host_that_was_named(names, tmp_path, monkeypatch):
    names["pictures.example"] = names["other.example"] = [["127.0.0.1"]]
    of_host = ["-subj", "/CN=pictures.example", "-addext", "subjectAltName=DNS:pictures.example", "-days", "2"]
    subprocess.run(
        [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "certificate", *of_host],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate", tmp_path / "key")
    named = []
    context.sni_callback = lambda _, name, __: named.append(name)
    host = serving(context)
    host.answers[""] = answer("Content-Length: 3", body=b"JPG")

    def get_from(name, **options):
        options = {"limit": 9, "may": lambda ip: ip == HERE, "ports": (host.port,)} | options
        return fetch(f"https://{name}:{host.port}/{options.pop('path', '')}", **options)

    try:
        with pytest.raises(NotFetchedError, match=r"pictures.example cannot be reached: .*certificate"):
            get_from("pictures.example")  # signed by nobody who is known
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate"))
        with pytest.raises(NotFetchedError, match=r"other.example cannot be reached: .*certificate"):
            get_from("other.example")
        assert get_from("pictures.example") == b"JPG"
        with pytest.raises(NotFetchedError, match="took too long"):
            get_from("pictures.example", path="slow", limit=100_000, seconds=0.4)
    finally:
        stop_server(host)
    assert named == ["pictures.example", "other.example", "pictures.example", "pictures.example"]
    assert [path for path, _ in host.asked] == ["/", "/slow"]

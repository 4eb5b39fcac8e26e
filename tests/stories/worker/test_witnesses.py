"""Witnesses of the log: asked by the worker, over HTTP, of a process that shares no line with the newsroom."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from newsroom.operations.trouble_figures import witness_lateness
from stories.models import Checkpoint, Cosignature
from stories.transparency import cosignature
from stories.transparency.signed_note import make_key
from stories.worker import transparency
from stories.worker.witnesses import WitnessAsker
from tests.builders import NOON, a_chain
from tests.witness import running_witness

pytestmark = pytest.mark.django_db

LOG_KEY = make_key("news.example.org/log", bytes(32))
LATER = timedelta(hours=2)  # the longest pause is over


@pytest.fixture(autouse=True)
def _own_key(settings):
    settings.LOG_KEY = str(LOG_KEY)


@pytest.fixture
def witness(settings, tmp_path):
    """Run a witness of this log, which the settings name; give its key as it is written."""
    with running_witness(tmp_path, str(LOG_KEY.note_key)) as written:
        settings.LOG_WITNESSES = [written]
        yield written.partition(" ")[0]


def extend(count=1):
    """Have the log grow by so many entries; return its head."""
    for _ in range(count):
        a_chain("Urgent")
    transparency.extend_log(NOON)
    return Checkpoint.objects.newest()


def holds(head, written):
    """Return whether the cosignature that was kept of a witness on a head is one."""
    kept = Cosignature.objects.get(size=head.size, witness=written)
    found = cosignature.find_cosignature(
        kept.line, cosignature.text_of_note(head.note), cosignature.read_witness_key(written)
    )
    return found is not None and found.at == kept.at


def test_witness_cosigns_each_head_that_grew(witness, client):
    asker = WitnessAsker()
    heads = []
    for grown in (1, 2, 4):
        heads.append(extend(grown))
        assert [asker.ask_witnesses(NOON), asker.ask_witnesses(NOON)] == [1, 0]
    assert [head.size for head in heads] == [1, 3, 7]
    assert all(holds(head, witness) for head in heads)

    newest = client.get("/log/checkpoint").content.decode()
    assert newest == f"{heads[-1].note}{Cosignature.objects.latest('size').line}\n"
    extend()
    assert client.get("/log/witnessed").content.decode() == newest
    assert client.get("/log/witnesses").content.decode() == f"{witness}\n"


def test_witness_is_asked_from_what_it_saw_where_that_was_forgotten(witness):
    asker = WitnessAsker()
    extend(2)
    asker.ask_witnesses(NOON)
    Cosignature.objects.all().delete()
    head = extend(3)
    assert asker.ask_witnesses(NOON) == 1
    assert holds(head, witness)


def test_log_that_is_shorter_than_what_a_witness_saw_is_told(witness, caplog, tmp_path):
    extend(2)
    (tmp_path / "seen").write_text(f"9 {'A' * 43}=")
    assert WitnessAsker().ask_witnesses(NOON) == 0
    assert "It saw a log of 9 entries, and this one has 2" in caplog.text


def test_log_that_was_rewritten_gets_no_cosignature(witness, caplog, tmp_path):
    asker = WitnessAsker()
    extend(2)
    asker.ask_witnesses(NOON)
    (tmp_path / "seen").write_text(f"2 {'A' * 43}=")  # as if the newsroom had shown it another log
    extend()
    assert asker.ask_witnesses(NOON) == 0
    assert "It refused the proof that the log begins with what it saw." in caplog.text
    assert Cosignature.objects.count() == 1


def test_key_that_a_witness_does_not_know_is_told(witness, settings, caplog):
    extend()
    settings.LOG_KEY = str(transparency.change_key(NOON))
    extend()
    assert WitnessAsker().ask_witnesses(NOON) == 0
    assert "It does not know" in caplog.text


class Stranger(BaseHTTPRequestHandler):
    """A witness that answers as it is told to."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def stranger(settings):
    with HTTPServer(("127.0.0.1", 0), Stranger) as server:
        server.status, server.answer, server.asked = 200, b"", 0
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        key = cosignature.WitnessKey("witness.example/w2", LOG_KEY.note_key.public)
        settings.LOG_WITNESSES = [f"{key} http://127.0.0.1:{server.server_port}"]
        yield server
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "answer", "why"),
    [
        (200, b"", "no cosignature of its key"),
        (200, "\u2014 witness.example/w2 AAAA\n".encode(), "no cosignature of its key"),
        (200, "\u2014 witness.example/w2 !\n".encode(), "not base64"),
        (200, b"x" * 20_000, "larger than"),
        (409, b"many", "no size"),
        (409, b"9" * 20, "no size"),
        (500, b"", "It answered 500."),
        (302, b"", "It answered 302."),
    ],
)
def test_answer_that_is_none_is_told_and_asked_for_again_later(stranger, caplog, status, answer, why):
    stranger.status, stranger.answer = status, answer
    extend()
    asker = WitnessAsker()
    asks = [asker.ask_witnesses(NOON + timedelta(seconds=second)) for second in (0, 5, 11)]
    assert asks == [0, 0, 0]
    assert stranger.asked == 2
    assert "The witness witness.example/w2 did not cosign the log, and is asked again in 0:00:10" in caplog.text
    assert why in caplog.text
    assert not Cosignature.objects.exists()


def test_witness_that_is_silent_shows_in_the_figures(witness, settings):
    asker = WitnessAsker()
    assert dict(witness_lateness(NOON)) == {'newsroom_witness_seconds{witness="witness.example/w1"}': 0}
    extend()
    assert set(dict(witness_lateness(NOON + LATER)).values()) == {7200.0}
    asker.ask_witnesses(NOON)
    assert set(dict(witness_lateness(NOON + LATER)).values()) == {0.0}
    a_chain("Urgent")
    transparency.extend_log(NOON + timedelta(hours=1))
    assert set(dict(witness_lateness(NOON + LATER)).values()) == {3600.0}


def test_without_witnesses_nobody_is_asked(django_assert_num_queries, client):
    extend()
    with django_assert_num_queries(0):
        assert WitnessAsker().ask_witnesses(NOON) == 0
    assert client.get("/log/witnesses").status_code == 404
    assert client.get("/log/witnessed").status_code == 404

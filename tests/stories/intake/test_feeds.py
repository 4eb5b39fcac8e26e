"""Feeds that the worker asks: what is new is taken once, and a host that misbehaves is heard less and less."""

import gzip
import json
import threading
import time
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from stories.admin.wire_desk.source_alarms import source_alarms
from stories.intake import feeds
from stories.intake.feed_timing import next_interval, pause_after
from stories.intake.safe_fetch import Answer, ask
from stories.models import Delivery, FeedState, Item, Outcome, Source, Story
from tests.builders import NOON, a_source

HERE = ip_address("127.0.0.1")
HALF = 0.5  # the middle of the jitter
BOMB = gzip.compress(bytes(50_000_000))


def entry(number, words="turned back"):
    return {"uri": f"urn:maran:{number}", "type": "text", "headline": f"Ferry {number} {words}",
            "body_text": f"Ferry {number} off Oren {words} on Tuesday.",
            "versioncreated": f"2026-02-10T10:{number:02}:00Z"}  # fmt: skip


def feed_of(*entries):
    return json.dumps(list(entries)).encode()


FEED = feed_of(*(entry(number) for number in range(10)))


class FeedHost(BaseHTTPRequestHandler):
    """A host that answers each path as it is told to, and keeps what it was asked."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        name = self.path.strip("/")
        if name == "drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            self.write_on(b"[")
        elif name == "endless":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            self.write_on(b" " * 100_000, pause=0)
        else:
            self.wfile.write(self.server.answers[name])

    def write_on(self, piece, pause=0.05):
        while not self.server.is_over.wait(pause):
            try:
                self.wfile.write(piece)
            except OSError:
                return

    def log_message(self, *_):
        """Nothing is printed."""


def answer(*lines, body=b"", status="200 OK"):
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


@pytest.fixture
def host():
    host = ThreadingHTTPServer(("127.0.0.1", 0), FeedHost)
    host.asked, host.answers, host.is_over, host.port = [], {}, threading.Event(), host.server_address[1]
    threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield host
    host.is_over.set()
    host.shutdown()
    host.server_close()


def a_feed(host, path="feed", name="Maran News Agency"):
    """Return a source with a feed on the host, which files itself."""
    return a_source(name, intake=Source.Intake.FILE, feed_address=f"http://127.0.0.1:{host.port}/{path}")


def poll(host, now=NOON, *, seconds=5.0, limit=1_000_000):
    """Ask the feeds that are due, as the worker does."""
    get = partial(ask, limit=limit, may=lambda address: address == HERE, ports=(80, 443, host.port), seconds=seconds)
    return feeds.poll_due(now, get=lambda address, headers: get(address, headers=headers), chance=lambda: HALF)


def state_of(source):
    return FeedState.objects.get(source=source)


pytestmark = pytest.mark.django_db


def test_new_entries_are_taken_the_oldest_first(host):
    host.answers["feed"] = answer('ETag: "a1"', "Last-Modified: Tue, 10 Feb 2026 10:00:00 GMT", body=FEED)
    source = a_feed(host)

    items = poll(host)

    assert [item.identity for item in items] == [f"urn:maran:{number}" for number in range(10)]
    assert {(item.outcome, item.source) for item in items} == {("filed", source)}
    state = state_of(source)
    assert (state.etag, state.last_modified) == ('"a1"', "Tue, 10 Feb 2026 10:00:00 GMT")
    assert (state.next_at, state.asked_at, state.failures) == (NOON + timedelta(minutes=5), NOON, 0)


def test_server_is_told_what_is_here_and_304_brings_nothing(host):
    host.answers["feed"] = answer('ETag: "a1"', "Last-Modified: Tue, 10 Feb 2026 10:00:00 GMT", body=FEED)
    source = a_feed(host)
    poll(host)
    host.answers["feed"] = answer(body=feed_of(entry(77)), status="304 Not Modified")

    later = NOON + timedelta(minutes=5)
    assert poll(host, later) == []

    headers = host.asked[-1][1]
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"a1"', "Tue, 10 Feb 2026 10:00:00 GMT")
    assert headers["Accept-Encoding"] == "identity"
    assert (state_of(source).etag, state_of(source).next_at) == ('"a1"', later + timedelta(minutes=5))
    assert Item.objects.count() == 10


def test_feed_is_left_alone_until_its_turn(host):
    host.answers["feed"] = answer(body=FEED)
    a_feed(host)
    poll(host)

    poll(host, NOON + timedelta(minutes=4))

    assert len(host.asked) == 1


def test_feed_with_one_new_entry_makes_one_row(host):
    host.answers["feed"] = answer(body=feed_of(*(entry(number) for number in range(49))))
    a_feed(host)
    poll(host)
    host.answers["feed"] = answer(body=feed_of(*(entry(number) for number in range(50))))

    [item] = poll(host, NOON + timedelta(hours=1))

    assert (item.identity, item.place) == ("urn:maran:49", 49)
    assert (Item.objects.count(), Delivery.objects.count(), Story.objects.count()) == (50, 2, 50)


def test_same_feed_again_keeps_nothing(host):
    host.answers["feed"] = answer(body=FEED + b" ")
    a_feed(host)
    poll(host)
    host.answers["feed"] = answer(body=FEED)

    assert poll(host, NOON + timedelta(hours=1)) == []
    assert (Item.objects.count(), Delivery.objects.count()) == (10, 1)


def test_entry_with_other_words_is_the_next_version(host):
    host.answers["feed"] = answer(body=feed_of(entry(1), entry(2)))
    a_feed(host)
    poll(host)
    changed = entry(1, "sank") | {"versioncreated": "2026-02-10T11:00:00Z"}
    host.answers["feed"] = answer(body=feed_of(changed, entry(2)))

    [item] = poll(host, NOON + timedelta(hours=1))

    assert (item.outcome, item.filing.number, Story.objects.count()) == ("filed", 2, 2)


def test_entry_that_fails_fails_once(host):
    bad = [{"type": "text"}, entry(3) | {"headline": "x" * 5_000}, {"type": "video", "uri": "urn:maran:v"}]
    host.answers["feed"] = answer(body=feed_of(*bad))
    source = a_feed(host)
    first = poll(host)
    host.answers["feed"] = answer(body=feed_of(*bad, entry(1)))

    again = poll(host, NOON + timedelta(hours=1))

    assert {item.outcome for item in first} == {Outcome.FAILED, Outcome.SKIPPED}
    assert len(first) == 3
    assert [item.identity for item in again] == ["urn:maran:1"]
    assert Item.objects.filter(source=source).count() == 4


MISBEHAVING = {
    "drip": (None, "took too long"),
    "endless": (None, "larger than 1,000,000 bytes"),
    "loop": (answer("Location: /loop", status="302 Found"), "leads on more than 5 times"),
    "astray": (answer("Location: http://[", status="302 Found"), "which is no address"),
    "inside": (answer("Location: http://10.0.0.8/feed", status="301 Moved Permanently"), "not in the public internet"),
    "broken": (answer(body=b"Sorry.", status="500 Internal Server Error"), "answered 500 instead of the feed"),
    "cut": (answer("Content-Length: 5000", body=FEED[:900]), "broke off"),
    "lying": (answer("Content-Length: 900", body=FEED), "JSON"),
    "bomb": (answer("Content-Encoding: gzip", body=BOMB), "larger than 1,000,000 bytes"),
    "page": (answer("Content-Type: text/html", body=b"<!doctype html><html><p>Please log in.</html>"), "web page"),
    "sorry": (answer("Content-Type: text/plain", body=b"Sorry\n\nThe feed is away.\n"), "plain text, not with a feed"),
    "empty": (answer("Content-Length: 0"), "answer is empty"),
    "nothing": (b"", "broke off"),
}


@pytest.mark.parametrize("path", MISBEHAVING)
def test_misbehaving_host_fails_and_brings_nothing(host, path):
    host.answers[path], reason = MISBEHAVING[path]
    source = a_feed(host, path)
    begun = time.monotonic()

    assert poll(host, seconds=1.5) == []

    state = state_of(source)
    assert reason in state.error
    assert (state.failures, state.next_at, state.gone_at) == (1, NOON + timedelta(minutes=5), None)
    assert (Item.objects.count(), Delivery.objects.count()) == (0, 0)
    assert time.monotonic() - begun < 10
    assert Source.objects.get(pk=source.pk).feed_address == source.feed_address


def test_packed_feed_that_nobody_asked_for_is_unpacked(host):
    host.answers["feed"] = answer("Content-Encoding: gzip", body=gzip.compress(FEED))
    a_feed(host)

    assert len(poll(host)) == 10


def test_feed_that_fails_is_asked_later_and_later(host):
    host.answers["feed"] = answer(status="503 Service Unavailable")
    source = a_feed(host)
    pauses, now = [], NOON
    for _ in range(9):
        poll(host, now)
        pauses.append((state_of(source).next_at - now) / timedelta(minutes=1))
        now = state_of(source).next_at
    host.answers["feed"] = answer(body=FEED)
    poll(host, now)

    assert pauses == [5, 10, 20, 40, 80, 160, 320, 360, 360]
    state = state_of(source)
    assert (state.failures, state.error, state.next_at) == (0, "", now + timedelta(minutes=5))


def test_feed_that_is_gone_is_asked_no_more_and_the_desk_is_told(host):
    host.answers["feed"] = answer(status="410 Gone")
    source = a_feed(host)

    poll(host)
    poll(host, NOON + timedelta(days=2))

    assert len(host.asked) == 1
    assert state_of(source).gone_at == NOON
    assert [(line.source, line.feed_gone_at) for line in source_alarms(NOON)] == [("Maran News Agency", NOON)]

    host.answers["other"] = answer(body=FEED)
    Source.objects.filter(pk=source.pk).update(feed_address=f"http://127.0.0.1:{host.port}/other")
    assert len(poll(host, NOON + timedelta(days=3))) == 10
    assert source_alarms(NOON) == []


@pytest.mark.parametrize(
    ("hops", "kept"),
    [
        (["301 Moved Permanently"], "end"),
        (["308 Permanent Redirect", "301 Moved Permanently"], "end"),
        (["301 Moved Permanently", "302 Found"], "1"),
        (["302 Found"], "0"),
        (["307 Temporary Redirect", "301 Moved Permanently"], "0"),
    ],
)
def test_address_that_moved_for_good_is_the_source_s(host, hops, kept):
    for number, status in enumerate(hops):
        following = "end" if number == len(hops) - 1 else str(number + 1)
        host.answers[str(number)] = answer(f"Location: /{following}", status=status)
    host.answers["end"] = answer(body=FEED)
    source = a_feed(host, "0")

    assert len(poll(host)) == 10

    address = f"http://127.0.0.1:{host.port}/{kept}"
    assert Source.objects.get(pk=source.pk).feed_address == state_of(source).address == address
    assert poll(host, NOON + timedelta(hours=1)) == []


def test_slow_feed_holds_up_no_other(host):
    host.answers["feed"] = answer(body=FEED)
    slow, quick = a_feed(host, "drip", "Slow Wire"), a_feed(host, "feed", "Quick Wire")

    poll(host, seconds=1.0)

    assert "too long" in state_of(slow).error
    assert Item.objects.filter(source=quick).count() == 10


def test_feed_in_the_hands_of_another_worker_is_not_asked(host):
    host.answers["feed"] = answer(body=FEED)
    a_feed(host)
    feeds.register_feeds(NOON)
    state = FeedState.objects.get()

    assert feeds.claim_turn(state, NOON)
    assert not feeds.claim_turn(state, NOON)
    assert poll(host) == []
    assert len(poll(host, NOON + feeds.IN_TURN)) == 10  # that worker died


def test_fault_in_one_feed_stops_no_other(host, monkeypatch):
    host.answers |= {"feed": answer(body=FEED), "other": answer(body=feed_of(entry(70)))}
    bad, good = a_feed(host, "feed", "Bad Wire"), a_feed(host, "other", "Good Wire")
    take = feeds.take_new_entries

    def stumble(name, *arguments, source, **options):
        if source == bad:
            raise RecursionError
        return take(name, *arguments, source=source, **options)

    monkeypatch.setattr(feeds, "take_new_entries", stumble)

    assert [item.source for item in poll(host)] == [good]
    assert state_of(bad).failures == 1


def test_strange_headers_are_not_sent_back(host):
    host.answers["feed"] = answer(f"ETag: {'x' * 600}", "Last-Modified: caf\xe9", body=FEED)
    source = a_feed(host)
    poll(host)

    assert (state_of(source).etag, state_of(source).last_modified) == ("", "")


@pytest.mark.parametrize(
    ("charset", "header"), [("", "application/json; charset=windows-1251"), ("windows-1251", "application/json")]
)
def test_letters_are_read_as_the_source_or_its_server_says(host, charset, header):
    words = "Паром повернул назад"
    data = json.dumps([entry(1) | {"headline": words, "body_text": f"{words}."}], ensure_ascii=False)
    host.answers["feed"] = answer(f"Content-Type: {header}", body=data.encode("windows-1251"))
    source = a_feed(host)
    Source.objects.filter(pk=source.pk).update(charset=charset)

    [item] = poll(host)

    assert (item.headline, item.charset) == (words, "windows-1251")


# headers | start of the body | minutes until it is asked again
INTERVALS = """
                                        |                 | 5
cache-control: max-age=600              |                 | 10
Cache-Control: public, max-age="1200"   |                 | 20
cache-control: max-age=0, no-cache      |                 | 5
cache-control: max-age=5                |                 | 1
cache-control: max-age=999999999        |                 | 60
cache-control: s-maxage=9               |                 | 5
                                        | <ttl>30</ttl>   | 30
                                        | <ttl> 9999</ttl>| 60
cache-control: max-age=600              | <ttl>15</ttl>   | 15
"""


@pytest.mark.parametrize("row", INTERVALS.strip("\n").split("\n"))
def test_server_says_within_bounds_when_it_is_asked_again(row):
    header, body, minutes = (cell.strip() for cell in row.split("|"))
    name, _, value = header.partition(": ")

    assert next_interval({name.lower(): value}, body.encode()) == timedelta(minutes=int(minutes))


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        ("1800", 30),
        ("Tue, 10 Feb 2026 13:00:00 GMT", 60),
        ("Mon, 09 Feb 2026 13:00:00 GMT", 5),
        ("99999999", 360),
        ("soon", 5),
        ("-5", 5),
    ],
)
def test_retry_after_is_heeded_within_bounds(value, minutes):
    pause = pause_after(1, chance=HALF, headers={"retry-after": value}, now=NOON)

    assert pause == timedelta(minutes=minutes)


def test_pauses_differ_by_chance():
    pauses = [pause_after(1, chance=chance, headers={}, now=NOON) for chance in (0.0, 1.0)]

    assert pauses == [timedelta(minutes=4), timedelta(minutes=6)]


def test_answer_of_any_status_has_its_headers_and_only_200_a_body(host):
    host.answers["feed"] = answer("Retry-After: 9", body=b"no", status="429 Too Many Requests")

    got = ask(f"http://127.0.0.1:{host.port}/feed", limit=10, may=lambda _: True, ports=(host.port,))

    assert (got.status, got.body, got.headers["retry-after"]) == (429, b"", "9")
    assert isinstance(got, Answer)

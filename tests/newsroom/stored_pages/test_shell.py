"""The stored pages: the same bytes as Django's, gone at the next request after a change, filled by no stranger."""

import gzip
from contextlib import ExitStack
from datetime import timedelta
from threading import Barrier, Thread
from time import monotonic, sleep

import brotli
import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from newsroom.counts import counts
from newsroom.stored_pages.looks import HOLDS_FOR
from newsroom.stored_pages.printing import PageHandler
from newsroom.stored_pages.shell import FROM_DJANGO, FROM_MEMORY, FROM_STORE, Shell
from stories import desk
from stories.models import CodedPage, Section, StoredPage, Story, StoryRelation
from stories.transparency.signed_note import make_key
from stories.worker import transparency
from tests.builders import NOON, a_chain, a_correction, a_filing, a_story, filings, rewrite
from tests.photo_files import a_photo, a_rendition, add_pictures
from tests.wsgi_requests import ask
from ticker.models import Pin

# The shell reads by connections of its own, so that changes have to be committed.
pytestmark = pytest.mark.django_db(transaction=True)

BOTH = "br;q=0.5, gzip;q=0.4"


@pytest.fixture
def _ours(settings):
    """Ask as testserver."""
    settings.ALLOWED_HOSTS = ["testserver"]


@pytest.fixture
def process(_ours):
    """Make applications, each with a memory of its own, as processes have."""
    with ExitStack() as stack:

        def start(handler=None):
            application = Shell(handler or PageHandler())
            stack.callback(application.database.close)
            return application

        yield start


@pytest.fixture
def shell(process):
    """Return an application that stores."""
    return process()


@pytest.fixture
def plain(process, settings):
    """Return an application that does not."""
    settings.STORED_PAGES = False
    application = process()
    settings.STORED_PAGES = True
    return application


def sources_of(act):
    """Return from where the requests of an act were answered."""
    before = counts.total()
    act()
    return dict(counts.total() - before)


def address_of(story, rest=""):
    """Return an address below a story's."""
    return Story.objects.get(pk=story.pk).get_public_url() + rest


def every_address():
    """Return the addresses of docs/addresses.md that are stored, and those that are not."""
    story = a_chain("Urgent", "1st LD")
    a_filing(add_pictures(story, a_photo()), "2nd LD")
    other = a_chain("")
    StoryRelation.objects.create(story=story, other=other, kind="sidebar", at=NOON)
    a_correction(other)
    killed, held = a_chain(""), a_chain("")
    desk.kill(killed, by=None, now=NOON, reason="The report was false.")
    desk.hold(held, by=None, now=NOON)
    waiting, at, data = a_story(), address_of(story), f"/stories/{story.pk}"
    feeds = [f"/feeds/latest{full}.{form}" for full in ("", ".full") for form in ("rss", "atom", "json")]
    stored = [
        "/", at, f"{at}history/", f"{at}history/1/", f"{at}history/1..2/", f"{at}timemap/", f"{at}history/feed.atom",
        f"{data}/history.json", f"{data}/head.json", f"{data}.ninjs.json", f"{data}.newsml.xml", address_of(other),
        "/sections/world/", "/sections/world/feeds/latest.rss", "/sections/world/feeds/latest.ninjs.json",
        "/editions/zh/", "/editions/ar/feeds/latest.full.atom", "/feeds/latest.ninjs.json", *feeds,
        "/archive/", "/archive/2026/02/10/", "/corrections/", "/corrections/feeds/latest.atom", "/help/",
        "/ticker/", "/ticker.json", "/ticker/embed/", "/sitemap.xml", "/sitemap-news.xml", "/site.webmanifest",
        "/speculation-rules.json",
    ]  # fmt: skip
    others = [
        f"{data}/", f"{data}/wrong/", f"/stories/{killed.pk}/", f"/stories/{held.pk}/", f"/stories/{waiting.pk}/",
        f"{data}/history/1.json",
        f"/stories/{killed.pk}.ninjs.json", "/robots.txt", "/.well-known/security.txt", "/prefs.css", "/healthz",
        f"/oembed?url=http://127.0.0.1:8000{at}", "/archive/?q=dam", f"{at}history/1..2/?view=split",
        f"/stories/{story.pk}.ninjs.json?v=2.1", "/no-such-page/", "/\0", f"{at}\0", "/pictures/" + "0" * 32 + ".jpg",
    ]  # fmt: skip
    return stored, others


def variants(application, address):
    """Return the answers at an address to all kinds of readers."""
    first = ask(application, address)
    tag = dict(first.headers).get("ETag", '"none"')
    readers = [
        {"method": "HEAD"}, {"accept_encoding": "br"}, {"accept_encoding": "gzip"}, {"accept_encoding": BOTH},
        {"accept_encoding": "br", "method": "HEAD"}, {"if_none_match": tag}, {"if_none_match": f'"a", W/{tag}'},
        {"if_none_match": f'{tag[:-1]}-br"', "accept_encoding": "br"}, {"if_none_match": '"another"'},
        {"cookie": "fs=xl; session=x"}, {"accept_datetime": "never"}, {"range": "bytes=0-9"},
    ]  # fmt: skip
    return [first, *(ask(application, address, **reader) for reader in readers)]


def test_every_address_is_the_same_with_the_store_and_without(shell, plain, process, settings):
    settings.LOG_KEY = str(make_key("news.example.org/log", bytes(32)))
    stored, others = every_address()
    transparency.extend_log(NOON)  # or the chain as data is not kept: it has its proofs in a second
    stored += ["/?utm_source=mail", "/archive/?fbclid=1&utm=2"]
    answers = {}
    another = process()

    for address in [*stored, *others]:
        answers[address] = ask(plain, address)
        assert ask(shell, address) == answers[address], address  # printed
        assert variants(shell, address) == variants(plain, address), address  # from memory
        assert ask(another, address) == answers[address], address  # from the row

    assert {answers[address].status for address in stored} == {200}
    assert {answer.status for answer in answers.values()} == {200, 301, 404, 410}
    assert sources_of(lambda: [ask(another, address) for address in stored]) == {FROM_MEMORY: len(stored)}
    assert sources_of(lambda: [ask(shell, address) for address in others]) == {FROM_DJANGO: len(others)}
    assert StoredPage.objects.exclude(address__contains="ticker [").count() == len(stored) - 2


def test_answers_are_pressed_under_tags_of_their_own(shell):
    a_chain("")

    whole, head = ask(shell, "/"), ask(shell, "/", "HEAD", accept_encoding="br")
    pressed = {coding: ask(shell, "/", accept_encoding=coding) for coding in ("br", "gzip")}

    assert brotli.decompress(pressed["br"].body) == gzip.decompress(pressed["gzip"].body) == whole.body
    assert [reply["ETag"] for reply in pressed.values()] == [f'{whole["ETag"][:-1]}-{name}"' for name in pressed]
    assert {reply["Vary"] for reply in (whole, *pressed.values())} == {"Accept-Encoding"}
    assert (head.body, head.headers) == (b"", pressed["br"].headers)
    assert head["Content-Length"] == str(len(pressed["br"].body))
    again = ask(shell, "/", if_none_match=pressed["br"]["ETag"], accept_encoding="br")
    assert (again.status, again.body, again["ETag"]) == (304, b"", pressed["br"]["ETag"])
    assert set(dict(again.headers)) == {"ETag", "Cache-Control", "Vary"}


def test_page_that_one_process_pressed_is_sent_by_others_as_it_is(shell, process):
    address = address_of(a_chain(""))
    pressed = ask(shell, address, accept_encoding="br")
    row = CodedPage.objects.get()
    assert bytes(row.body) == pressed.body

    CodedPage.objects.update(body=b"as it is stored")

    other = process()
    assert ask(other, address, accept_encoding="br").body == b"as it is stored"
    assert gzip.decompress(ask(other, address, accept_encoding="gzip").body) == ask(shell, address).body
    assert ask(process(), address).body == ask(shell, address).body


def test_pressed_page_is_of_one_text_and_one_ticker(shell, process, monkeypatch):
    monkeypatch.setattr("newsroom.stored_pages.shell.CODED_APART", 0)
    story = a_chain("")
    ask(shell, address_of(story), accept_encoding="br")

    for change in (lambda: a_chain("", headline="Rain in Karse"), lambda: a_filing(rewrite(story, "Dry."), "1st LD")):
        CodedPage.objects.update(body=b"of before")
        change()
        shown = ask(process(), address_of(story), accept_encoding="br").body
        assert brotli.decompress(shown) == ask(shell, address_of(story)).body
        assert bytes(CodedPage.objects.get().body) == shown


def test_few_pages_a_second_are_stored_pressed(shell):
    addresses = [address_of(a_chain("Urgent", "1st LD"), f"history/{number}/") for number in (1, 2)]

    for address in addresses:
        ask(shell, address)  # printed, and stored as it is
    shell.coded_at = monotonic() + 60
    for address in addresses:
        ask(shell, address, accept_encoding="br")

    assert not CodedPage.objects.exists()


CHANGES = {
    "kill": lambda story: desk.kill(story, by=None, now=NOON, reason="The report was false."),
    "hold": lambda story: desk.hold(story, by=None, now=NOON),
    "correction": a_correction,
    "take-down": lambda story: desk.take_down(filings(story)[-1], by=None, now=NOON, reason="Told by a court."),
    "filing": lambda story: a_filing(rewrite(story, "The dam is dry."), "2nd LD"),
    "relation": lambda story: StoryRelation.objects.create(story=a_chain(""), other=story, kind="sidebar", at=NOON),
    "pin": lambda story: Pin.objects.create(
        story=Story.objects.filter(state="live").exclude(pk=story.pk).earliest("pk"),
        position=1,
        starts_at=timezone.now(),
    ),
    "another story": lambda _story: a_chain("", headline="Rain in Karse"),
    "section": lambda _story: Section.objects.update(name="The World"),  # the last: builders look for its name
}


def test_change_is_seen_by_every_process_at_the_next_request(shell, plain, process):
    processes = [shell, process()]
    for name, change in CHANGES.items():
        story = a_chain("Urgent", "1st LD", headline=f"The {name} of Karse Head")
        addresses = [address_of(story), f"/stories/{story.pk}/head.json", "/", "/ticker.json"]
        before = [
            [ask(application, address) for address in addresses] for application in processes for _twice in range(2)
        ]

        change(story)

        after = [[ask(application, address) for address in addresses] for application in processes]
        now = [ask(plain, address) for address in addresses]
        assert after == [now, now], name
        assert now not in before, name


def test_picture_is_seen_once_it_is_made_and_no_more_once_it_is_removed(shell, plain):
    photo = a_photo(renditions_current=False)
    story, shown = a_filing(add_pictures(a_story(), photo)).story, []

    for change in (lambda: a_rendition(photo), lambda: desk.remove_photo(photo, now=NOON)):
        shown.append(ask(shell, address_of(story)))
        change()
        assert ask(shell, address_of(story)) == ask(plain, address_of(story))

    assert len({reply.body for reply in [*shown, ask(shell, address_of(story))]}) == 3


def test_page_of_one_story_outlives_the_filing_of_another(shell):
    story = a_chain("")
    before = ask(shell, address_of(story))

    other = a_chain("", headline="Rain in Karse")

    after = ask(shell, address_of(story))
    assert before["ETag"].split(".")[0] == after["ETag"].split(".")[0]
    assert before["ETag"] != after["ETag"]
    assert other.headline.encode() in after.body
    assert sources_of(lambda: ask(shell, "/")) == {FROM_DJANGO: 1}
    a_chain("")
    assert sources_of(lambda: ask(shell, address_of(story))) == {FROM_MEMORY: 1}


class SlowHandler(PageHandler):
    """Django in a process that is slow: `meanwhile` happens after it has printed a page."""

    def print_response(self, environ):
        response = super().print_response(environ)
        self.meanwhile()
        return response


def test_page_that_was_printed_while_a_story_was_killed_is_never_answered_again(plain, process):
    story, handler = a_chain(""), SlowHandler()
    slow, address = process(handler), address_of(story)
    handler.meanwhile = lambda: desk.kill(Story.objects.get(pk=story.pk), by=None, now=NOON, reason="False.")

    late = ask(slow, address)
    handler.meanwhile = lambda: None

    assert late.status == 200
    assert StoredPage.objects.filter(address__endswith=address).exists()
    assert ask(slow, address) == ask(process(), address) == ask(plain, address)
    assert ask(plain, address).status == 410


def test_strangers_queries_store_nothing(shell):
    a_chain("")
    ask(shell, "/archive/")
    rows = StoredPage.objects.count()

    for query in ("genre=x1", "q=dam", "older=x", "utm_source=x1", "x1", "utm_source=a&subject=x1"):
        ask(shell, f"/archive/?{query}")

    assert StoredPage.objects.count() == rows
    assert b"x1" not in ask(shell, "/archive/?utm_source=x1").body
    assert len(shell.memory.answers) == 1


@pytest.mark.parametrize(
    "headers",
    [{"host": "evil.example"}, {"host": ""}, {"accept_datetime": "Tue, 10 Feb 2026 12:00:00 GMT"}, {"if_match": '"a"'}],
)
def test_request_that_says_more_is_answered_by_django(shell, plain, headers):
    story = a_chain("")
    ask(shell, address_of(story))

    assert ask(shell, address_of(story), **headers) == ask(plain, address_of(story), **headers)
    assert sources_of(lambda: ask(shell, address_of(story), **headers)) == {FROM_DJANGO: 1}


def test_site_that_is_there_by_https_alone_leads_there(process, settings):
    a_chain("")
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    application = process()

    assert ask(application, "/", x_forwarded_proto="https").status == 200
    assert sources_of(lambda: ask(application, "/", x_forwarded_proto="https")) == {FROM_MEMORY: 1}
    assert ask(application, "/", x_forwarded_proto="http").status == 301
    assert ask(application, "/").status == 301


def test_pages_are_answered_while_somebody_writes(shell):
    story = a_chain("")

    address, replies = address_of(story), []

    def read():
        replies.extend(ask(shell, address) for _twice in range(2))
        connections.close_all()
        shell.database.close()

    with transaction.atomic():
        a_chain("")
        reader = Thread(target=read)
        reader.start()
        reader.join()

    first, again = replies
    assert first == again
    assert first.status == 200
    kept = StoredPage.objects.filter(address__endswith=address_of(story)).count()
    assert kept == (0 if connection.vendor == "sqlite" else 1)


def test_store_that_does_not_answer_leaves_django(shell, plain):
    a_chain("")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE stories_storedpage RENAME TO stories_elsewhere")
    try:
        assert ask(shell, "/") == ask(plain, "/")
        assert ask(shell, "/").status == 200
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE stories_elsewhere RENAME TO stories_storedpage")


def lose_connection(shell):
    """End the connection of the shell, as the server does when it is restarted."""
    if connection.vendor == "sqlite":
        shell.database.close()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [shell.database.connection.info.backend_pid])


def test_lost_connection_is_opened_again(shell):
    address = address_of(a_chain(""))
    first = ask(shell, address)

    for _twice in range(2):
        lose_connection(shell)
        assert sources_of(lambda: ask(shell, address)) == {FROM_MEMORY: 1}

    lose_connection(shell)
    shell.memory.answers.clear()
    assert ask(shell, address) == first


class CountedDatabase:
    """A database that notes what it is asked."""

    def __init__(self, database):
        self.database, self.asked = database, []

    def __getattr__(self, name):
        def note(*values):
            found = getattr(self.database, name)(*values)
            if name != "known_totals" or found is None:
                self.asked.append(name)
            return found

        return note


def test_page_costs_one_query_cold_and_none_from_memory(shell, process):
    address = address_of(a_chain(""))
    ask(shell, address)
    cold = process()
    cold.database = CountedDatabase(cold.database)

    assert sources_of(lambda: ask(cold, address)) == {FROM_STORE: 1}
    asked = list(cold.database.asked)
    ask(cold, address)
    cold.database.asked.clear()
    sleep(2 * HOLDS_FOR)  # so that the last look at what changed holds no longer
    ask(cold, address)

    assert asked == ["find"]
    assert cold.database.asked == ([] if connection.vendor == "sqlite" else ["known_totals", "totals"])


def ask_at_once(application, address, method="GET", **headers):
    """Ask for what needs no waiting; None for an answer that does."""
    answered = []

    def answer(environ, start_response):
        answered.append(application.answer_at_once(environ, start_response))
        if answered[0] is None:
            start_response("500 Not at once", [])
        return answered[0] or []

    reply = ask(answer, address, method, **headers)
    return None if answered == [None] else reply


WAYS = [{}, {"accept_encoding": "br"}, {"accept_encoding": "gzip"}, {"method": "HEAD"}, {"if_none_match": "*"}]


def ask_until_at_once(application, address, method="GET", **headers):
    """Ask for what is at hand until it is answered at once: what PostgreSQL says holds for a moment alone."""
    for _ in range(500):
        application.database.totals(0)
        if (reply := ask_at_once(application, address, method, **headers)) is not None:
            return reply
    return None


def test_answers_at_once_are_those_of_threads_and_are_counted(shell):
    story = a_chain("Urgent", "1st LD")
    for address in (address_of(story), "/", "/ticker.json", f"/stories/{story.pk}/head.json"):
        for way in WAYS:
            usual, replies = ask(shell, address, **way), []
            counted = sources_of(lambda: replies.append(ask_until_at_once(shell, address, **way)))  # noqa: B023 asked here
            assert (replies, counted) == ([usual], {FROM_MEMORY: 1}), (address, way)


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_seen_by_answers_at_once(shell, process, name):
    a_chain("", headline="Snow in Karse")
    story = a_chain("Urgent", "1st LD", headline="Water over Karse Head")
    address, applications = address_of(story), [shell, process()]
    before = [ask(application, address, accept_encoding="br") for application in applications]
    for application in applications:
        assert ask_until_at_once(application, address, accept_encoding="br") == before[0]

    CHANGES[name](story)
    at_once = [ask_at_once(application, address, accept_encoding="br") for application in applications]
    now = ask(shell, address, accept_encoding="br")

    assert before == [before[0]] * 2
    assert all(reply in (None, now) for reply in at_once)


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("/archive/?q=dam", {}),
        ("/no-such-page/", {}),
        ("/admin/", {}),
        ("/", {"method": "POST"}),
        ("/", {"host": "elsewhere.example"}),
        ("/", {"accept_datetime": "Tue, 10 Feb 2026 12:00:00 GMT"}),
    ],
)
def test_what_is_not_stored_is_not_answered_at_once(shell, address, more):
    a_chain("")
    ask(shell, "/")
    asked = {"method": more.pop("method", "GET")} if "method" in more else {}

    assert ask_until_at_once(shell, "/") is not None
    assert ask_at_once(shell, address, **asked, **more) is None


def test_what_has_to_be_printed_pressed_or_asked_of_a_server_is_not_answered_at_once(shell, process):
    address = address_of(a_chain(""))
    assert ask_at_once(shell, address) is None  # nobody has printed it

    ask(shell, address)
    assert ask_until_at_once(shell, address) is not None
    assert ask_at_once(shell, address, accept_encoding="gzip") is None  # nor pressed it

    is_local = connection.vendor == "sqlite"
    assert (ask_at_once(process(), address) is not None) is is_local  # from the row
    sleep(2 * HOLDS_FOR)
    assert (ask_at_once(shell, address) is not None) is is_local  # after the last look
    a_chain("", headline="Rain in Karse")
    assert ask_at_once(shell, address) is None  # nor is the ticker printed


def test_page_that_many_want_at_once_is_printed_once(shell):
    address, together = address_of(a_chain("")), Barrier(4)
    bodies = []

    def read():
        together.wait()
        bodies.append(ask(shell, address).body)
        connections.close_all()
        shell.database.close()

    readers = [Thread(target=read) for _ in range(4)]

    def read_together():
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()

    assert sources_of(read_together)[FROM_DJANGO] == 1
    assert len(bodies) == 4
    assert len(set(bodies)) == 1


def test_page_expires_when_a_pin_begins(shell, plain):
    now = timezone.now()
    story = a_chain("", headline="Dam opens")
    Pin.objects.create(story=story, position=1, starts_at=now + timedelta(hours=1))
    a_chain("", now=now)

    for address in ("/ticker.json", "/help/"):
        ask(shell, address)

    assert {answer.page.expires_at is None for answer, _size in shell.memory.answers.values()} == {True, False}
    (fragment,) = shell.memory.fragments.values()
    assert fragment.expires_at == int((now + timedelta(hours=1)).timestamp() * 1000)


def test_memory_keeps_to_its_limit(shell):
    story = a_chain("Urgent", "1st LD", "2nd LD")
    shell.memory.limit = 60_000
    addresses = [address_of(story, f"history/{number}/") for number in (1, 2, 3)] * 2

    for address in addresses:
        ask(shell, address, accept_encoding="br")
        assert shell.memory.size <= 60_000

    assert len(shell.memory.answers) > 0

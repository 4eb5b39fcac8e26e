"""Newsrooms of released versions under the code of today: pages, chains and the guard of the database, there and back.

The tests stand in the order in which an operator goes: upgrade, look, try the guard, go back, come again, file.
"""

import gzip
import lzma
import os
import re
from collections import deque
from dataclasses import dataclass
from html import unescape
from io import StringIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from reversion.models import Version

from newsroom import schema
from newsroom.checks import tables_are_those_of_the_code
from stories import designators, desk
from stories.models import Filing, Item, Photo, Rendition, State, Story
from tests.builders import a_filing, rewrite
from tests.docs_chain import verify_by_the_docs, verify_words_by_the_docs
from tests.own_database import connected_to, maintenance, server_address
from tests.page_bytes import STARTS
from tests.stories.admin.browser import sign_in
from tests.stories.models.test_filing_guard import KEPT, is_refused

pytestmark = pytest.mark.database

SAMPLES = Path(__file__).parent / "samples" / "upgrade"
ACTS = ("change", "history", "file", "correct", "hold", "release", "spike", "kill", "notes", "give", "unschedule")
VALUES = {"body": '{"schema": 1, "blocks": []}', "filed_at": "2020-01-01 00:00:00+00:00", "dated_on": "2020-01-01",
          "taken_down_at": "2020-01-01 00:00:00+00:00"}  # fmt: skip
LINK = re.compile(r'(?<!rel="nofollow" )(?:href|src)="([^"]+)"|<loc>([^<]+)<')  # facets lead to all of each other
SITE = urlsplit(settings.SITE_URL).netloc
STOPPED = (State.HELD, State.KILLED)
PAGES = 500  # that are looked at
UNPACKERS = {".gz": gzip.decompress, ".xz": lzma.decompress}


@dataclass(frozen=True)
class Release:
    """A version that was released: what its newsroom holds, and the last migrations of our apps."""

    version: str
    filings: int
    formats: set[int]  # of digests
    last: dict[str, str]
    word: str  # that the archive finds a headline by
    headline: str


# From 0.3 on a release adds its line, and a test for what its upgrade alone does.
FIRST = Release("0.1", 78, {1}, {"stories": "0004"}, word="petrel", headline="back on Gannet Island")
RELEASES = (
    FIRST,
    Release("0.3", 86, {5}, {"stories": "0032", "ticker": "0003"}, word="harvest", headline="dips as steppe stays dry"),
)
of_the_first = pytest.mark.parametrize("release", [FIRST], indirect=True)


@pytest.fixture(scope="module", params=RELEASES, ids=lambda release: release.version)
def release(request, tmp_path_factory, django_db_blocker):
    """Put the database of a release in the place of the tests' own."""
    with django_db_blocker.unblock():
        put = unpack_sqlite if connection.vendor == "sqlite" else load_postgresql
        name = put(request.param, tmp_path_factory)
        with connected_to(name):
            yield request.param
        if connection.vendor == "postgresql":
            maintenance(f"DROP DATABASE {name}")


@pytest.fixture(scope="module")
def first_shape(release, django_db_blocker):
    """Return the shape of the database before the upgrade, and upgrade it."""
    with django_db_blocker.unblock():
        before = shape()
        call_command("migrate", verbosity=0)
    return before


@pytest.fixture(autouse=True)
def _unblock_database(first_shape, django_db_blocker):
    """Let the tests in, though pytest knows nothing of this database."""
    with django_db_blocker.unblock():
        yield


def unpack(release, name):
    """Return the unpacked sample of a release."""
    (path,) = SAMPLES.glob(f"{release.version}.{name}.?z")
    return UNPACKERS[path.suffix](path.read_bytes())


def unpack_sqlite(release, folders):
    """Unpack the file of SQLite; return its path."""
    path = folders.mktemp("upgrade") / "newsroom.sqlite3"
    path.write_bytes(unpack(release, "sqlite3"))
    return str(path)


def load_postgresql(release, _folders):
    """Load the dump of PostgreSQL into a database beside the tests' own; return its name."""
    name = f"upgrade_{os.getpid()}"
    maintenance(f"CREATE DATABASE {name}")
    with psycopg.connect(server_address(name), autocommit=True) as database:
        database.execute(unpack(release, "postgresql.sql").decode())
    return name


def shape():
    """Return the columns, constraints and missing triggers of the tables of stories, by name."""
    tables = [name for name in connection.introspection.table_names() if re.match("stories_(?!search)", name)]
    with connection.cursor() as cursor:
        columns = {
            (table, column.name, column.null_ok)
            for table in tables
            for column in connection.introspection.get_table_description(cursor, table)
        }
        rules = {
            (table, tuple(rule["columns"] or ()), rule["unique"], rule["check"], rule["index"])
            for table in tables
            for rule in connection.introspection.get_constraints(cursor, table).values()
        }
    return columns, rules, tuple(schema.missing_triggers(connection))


def verify():
    """Return what `manage.py verify` prints."""
    out = StringIO()
    call_command("verify", stdout=out)
    return out.getvalue().strip()


def does_every_chain_verify():
    """Return whether all chains verify, by the command and by docs/chain.md from the public data alone."""
    for story in Story.objects.filter(state=State.LIVE):
        history = Client().get(reverse("stories:history_json", args=[story.pk])).json()
        verify_by_the_docs(history)
        verify_words_by_the_docs(history)
    return verify() == f"{Story.objects.filter(filed_number__gt=0).count()} chains verified."


def is_guard_whole():
    """Return whether the database refuses every change of a filing that no take-down makes."""
    filing = Filing.objects.only("pk").order_by("pk").last()
    columns = [column for column in KEPT if has_column(column)]
    assert not [column for column in columns if not is_refused(*an_update(column, filing))]
    assert is_refused("DELETE FROM stories_filing WHERE id = %s", [filing.pk])
    assert is_refused("UPDATE stories_filing SET headline = ''")
    others = ", ".join(f'"{column}"' for column in columns if column not in ("id", "number", "follows"))
    copied = f"(number, follows, {others}) SELECT %s, 0, {others} FROM stories_filing WHERE id = %s"
    assert all(is_refused(f"INSERT INTO stories_filing {copied}", [number, filing.pk]) for number in (1, 0, 99))
    if connection.vendor == "postgresql":
        return is_refused("TRUNCATE stories_filing CASCADE")
    every = ", ".join(f'"{column}"' for column in columns)
    return is_refused(
        f"INSERT OR REPLACE INTO stories_filing ({every}) SELECT {every} FROM stories_filing WHERE id = %s", [filing.pk]
    )


def has_column(name):
    """Return whether the table of filings has a column now."""
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, "stories_filing")
    return name in {column.name for column in table}


def an_update(column, filing):
    """Return the statement that changes a column of a filing, and its parameters."""
    return f'UPDATE stories_filing SET "{column}" = %s WHERE id = %s', [VALUES.get(column, 999), filing.pk]


def statuses(client, starts, *, most):
    """Return the status of so many addresses that links lead to, the nearest first, the newsroom's left out."""
    waiting, found = deque(starts), {}
    seen = set(starts)
    while waiting and len(found) < most:
        address = waiting.popleft()
        answer = client.get(address)
        found[address] = answer.status_code
        new = links_of(address, b"".join(answer).decode(errors="replace"), answer.headers.get("Location")) - seen
        seen |= new
        waiting.extend(sorted(new))
    return found


def links_of(address, text, location):
    """Return the addresses of the site that a page leads to, or sends on to."""
    targets = [unescape(target) for match in LINK.findall(text) for target in match if target]
    parts = [urlsplit(urljoin(f"{settings.SITE_URL}{address}", target)) for target in (*targets, location or "")]
    paths = {part.path + (f"?{part.query}" if part.query else "") for part in parts if part.netloc == SITE}
    return {path for path in paths if not path.startswith(("/admin", "/text-size", "/color-scheme", "/static"))}


def test_old_filings_keep_their_format_and_every_chain_verifies(release):
    assert set(Filing.objects.values_list("digest_format", flat=True)) == release.formats
    assert Filing.objects.count() == release.filings
    assert does_every_chain_verify()


def test_nothing_is_missing():
    assert (tables_are_those_of_the_code(databases=["default"]), Client().get("/readyz").status_code) == ([], 200)


@of_the_first
def test_fields_kept_what_they_held():
    """The pictures alone are marked: the worker cuts them anew into the shapes of today."""
    whole = Photo.objects.filter(removed_at=None, fault="")
    newest = {story.pk: Version.objects.get_for_object(story).first() for story in Story.objects.all()}

    kept = {number: version.field_dict["save_number"] for number, version in newest.items()}

    assert kept == dict(Story.objects.values_list("pk", "save_number"))
    assert min(kept.values()) > 0
    assert set(whole.values_list("renditions_current", flat=True)) == {False}
    assert set(Item.objects.values_list("waits_beside_edits", flat=True)) == {False}


def test_every_public_page_opens():
    for rendition in Rendition.objects.all():
        if not default_storage.exists(rendition.path):
            default_storage.save(rendition.path, ContentFile(b"a picture"))
    stopped = {str(story.pk) for story in Story.objects.filter(state__in=STOPPED)}

    found = statuses(Client(), list(STARTS), most=PAGES)

    assert len(found) == PAGES
    failed = {address: status for address, status in found.items() if status >= 400}
    assert {(re.match(r"/stories/(\d+)", address) or [address] * 2)[1] for address in failed} <= stopped, failed


def test_search_finds_old_stories(release):
    answer = Client().get("/archive/", {"q": release.word})

    assert release.headline in answer.content.decode()


def test_every_page_of_the_desk_opens_to_a_chief():
    browser = sign_in(User.objects.filter(groups__name="chief").first())
    one_of_each = {story.state: story for story in Story.objects.all()}
    addresses = [
        reverse(f"admin:stories_story_{act}", args=[story.pk]) for story in one_of_each.values() for act in ACTS
    ]
    addresses += [
        reverse(f"admin:stories_story_{act}", args=[number])
        for number in Story.objects.values_list("pk", flat=True)[::3]
        for act in ("change", "history")
    ]
    one_of_each_item = {item.outcome: item.pk for item in Item.objects.all()}
    addresses += [reverse("admin:stories_item_change", args=[number]) for number in one_of_each_item.values()]
    addresses += [
        reverse("admin:stories_photo_change", args=[number]) for number in Photo.objects.values_list("pk", flat=True)
    ]
    addresses += [reverse(f"admin:{name}") for name in ("index", "stories_story_changelist", "stories_item_changelist",
                  "stories_photo_changelist", "stories_section_changelist", "stories_source_changelist")]  # fmt: skip
    addresses += ["/admin/audit/", "/admin/for-you/", "/admin/ticker/pin/"]

    answers = {address: browser.get(address).status_code for address in addresses}

    assert {address: status for address, status in answers.items() if status >= 400} == {}


def test_guard_stands():
    assert is_guard_whole()


def test_way_back_and_forth_again_changes_nothing(release, first_shape):
    upgraded = shape()
    before = list(Filing.objects.order_by("pk").values())

    go_back(release)
    assert shape() == first_shape
    assert is_guard_whole()
    call_command("migrate", verbosity=0)

    assert shape() == upgraded
    assert list(Filing.objects.order_by("pk").values()) == before
    assert is_guard_whole()
    assert does_every_chain_verify()


@of_the_first
def test_next_lead_goes_on_from_the_old_chain_and_outlasts_a_way_back(release):
    story = Story.objects.filter(state=State.LIVE, filed_number__gt=1, release_at=None, embargo_until=None).first()
    first = story.filed_number + 1
    for paragraph in ("It went on.", "And on."):
        now = timezone.now()
        story = rewrite(story, f"{paragraph}\n\nNobody was hurt.", now=now)
        a_filing(story, str(designators.next_in_chain(story.designated_chain())), now=now)

    own = Filing.objects.filter(story=story, came_from=None)
    formats = own.order_by("number").values_list("digest_format", flat=True)

    assert list(formats) == [1] * (first - 1) + [5, 5]
    assert does_every_chain_verify()
    assert is_guard_whole()
    joined = join_and_part(story)
    moved = list(Filing.objects.order_by("pk").values_list("pk", "came_from", "went_to"))
    assert does_every_chain_verify()
    go_back(release)
    call_command("migrate", verbosity=0)
    assert list(formats.all()) == [1] * (first - 1) + [5, 5]
    assert list(Filing.objects.order_by("pk").values_list("pk", "came_from", "went_to")) == moved
    assert list(Story.objects.filter(state=State.JOINED)) == [joined]
    assert does_every_chain_verify()
    assert is_guard_whole()


def go_back(release):
    """Take the migrations back that came after a release."""
    for app, name in release.last.items():
        call_command("migrate", app, name, verbosity=0)


def join_and_part(story):
    """Join another story to a live one, and move the first filing of that to a new one; return the joined one."""
    live = Story.objects.filter(state=State.LIVE, language=story.language).exclude(pk=story.pk)
    now = timezone.now()
    move = desk.join_stories(live.first(), story, by=None, now=now, reason="The same event")
    desk.move_filings([Filing.objects.get(story=story, number=1)], None, by=None, now=now, reason="Another event")
    return move.from_story

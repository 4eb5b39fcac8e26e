"""What every test finds: a database with the roles, and filings that even the tests' own clean-up may not touch."""

import gc
import importlib
import os
import shutil
from collections import Counter

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase, override_settings
from hypothesis import settings as properties

from stories import search
from stories.search.documents import ANALYSES
from tests.empty_newsroom import dumped_newsroom, migrated_newsroom
from tests.filing_guard import lift_guard, set_guard
from tests.own_database import address_of, new_newsroom
from tests.write_guard import guard_all_connections

properties.register_profile("untimed", deadline=None)  # how long an example takes says nothing on a busy machine
properties.register_profile("few", deadline=None, max_examples=10)  # where the whole suite has run them all before
properties.register_profile("fuzz", deadline=None, print_blob=True)  # of `make fuzz`
properties.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "untimed"))

GARBAGE = 20_000  # objects that come before the newest are looked through
PLAIN_STEP = 3  # of the rows of a table that asks no query of its own
# Tests whose rows differ in what the database is asked, so that both databases have each.
OF_THE_DATABASE = (
    *(f"tests/stories/{room}/" for room in ("search", "models", "desk", "worker", "commands")),
    *(f"tests/stories/public/test_{page}" for page in ("archive", "queries", "long_chains", "topic", "change_lists")),
    *("tests/newsroom/stored_pages/", "tests/scale/", "tests/test_leaks.py", "tests/test_upgrade.py"),
)

OF_MINUTES = ("tests/test_upgrade.py", "tests/scale/")

roles = importlib.import_module("stories.migrations.0004_roles")
chains = importlib.import_module("stories.migrations.0010_chains")
site_pages = importlib.import_module("stories.migrations.0018_site_pages")
topics = importlib.import_module("stories.migrations.0020_topics")
templates = importlib.import_module("stories.migrations.0026_story_templates")
webhooks = importlib.import_module("stories.migrations.0032_webhooks")
generations = importlib.import_module("stories.migrations._generations_0012")
ticker_roles = importlib.import_module("ticker.migrations.0002_roles")


def pytest_collection_modifyitems(config, items):
    """Begin with the files that take minutes, so that one worker is not left with them at the end.

    Leave rows of tables out on PostgreSQL. SQLite has them all.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(OF_MINUTES))
    if connection.vendor == "postgresql":
        left_out = set(rows_left_out(items))
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish():
    """Look for garbage seldom, and not in what is there for good: it took a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 10, 10)


def rows_left_out(items):
    """Yield the rows of tables but the first of each step: as `sampled` says, else of three where no query differs."""
    seen = Counter()
    for item in items:
        mark = item.get_closest_marker("sampled")
        is_plain = "[" in item.nodeid and not item.nodeid.startswith(OF_THE_DATABASE)
        step = mark.args[0] if mark else PLAIN_STEP if is_plain else 1
        table = item.nodeid.partition("[")[0]
        if seen[table] % step:
            yield item
        seen[table] += 1


@pytest.fixture(scope="session")
def run_folder(worker_id, tmp_path_factory):
    """Return the folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if worker_id.startswith("gw") else own


@pytest.fixture(scope="session")
def empty_newsroom(run_folder, testrun_uid, worker_id, django_db_blocker):
    """Give the file or the name of an empty newsroom's database, to be copied."""
    with django_db_blocker.unblock(), migrated_newsroom(run_folder, testrun_uid, worker_id) as name:
        yield name


@pytest.fixture(scope="session")
def empty_dump(request, run_folder):
    """Return the dump of an empty newsroom's database, for servers of PostgreSQL beside the tests' own."""
    name = None if connection.vendor == "sqlite" else request.getfixturevalue("empty_newsroom")
    return dumped_newsroom(run_folder, name)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory, empty_newsroom):
    """Begin with a copy of the empty newsroom.

    SQLite in a file: in memory, all threads of the test server would share one connection, which breaks it.
    """
    if connection.vendor == "sqlite":
        copy = shutil.copy(empty_newsroom, tmp_path_factory.mktemp("database") / "test.sqlite3")
        connection.settings_dict["TEST"]["NAME"] = str(copy)
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = empty_newsroom


@pytest.fixture(scope="session")
def django_db_keepdb():
    """Have Django take the file that is there; it goes with the folder of the run."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Close the tests' database in the end, also where it is kept."""
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture
def own_newsroom(empty_newsroom, tmp_path):
    """Give the address of an empty newsroom's database that is the test's own."""
    with new_newsroom(empty_newsroom, tmp_path, "own") as name:
        yield address_of(name)


@pytest.fixture(autouse=True, scope="session")
def _only_the_desk_writes():
    """Hold the guard of writes over the whole suite."""
    guard_all_connections()


@pytest.fixture(autouse=True, scope="session")
def _clean_up_between_transactions():
    """Lift the guard where a test with real transactions empties all tables, and make again what migrations made."""
    clean_up = TransactionTestCase._fixture_teardown

    def clean_up_unguarded(self):
        lift_guard()
        clean_up(self)
        with connection.cursor() as cursor:
            for index in search.Index:
                cursor.execute(f"DELETE FROM {index.value}")
            cursor.execute("DELETE FROM stories_generation")
            cursor.execute("DELETE FROM stories_searchindex")
            insert = "INSERT INTO stories_searchindex (name, analysis, next_analysis) VALUES (%s, %s, '')"
            cursor.executemany(insert, [[index.value, ANALYSES[index]] for index in search.Index])
        set_guard()
        with connection.schema_editor() as editor:
            generations.begin_counting(apps, editor)
            roles.make_roles(apps, editor)
            chains.permit(apps, editor)
            site_pages.give(apps, editor)
            topics.give(apps, editor)
            templates.give(apps, editor)
            webhooks.give(apps, editor)
            ticker_roles.make_roles(apps, editor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", clean_up_unguarded)
        yield


@pytest.fixture(autouse=True, scope="session")
def _files_apart(tmp_path_factory):
    """Media in a folder of their own; files of the site by their own names: the test server finds no hashed ones."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    media = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path_factory.mktemp("media"))},
    }
    storages = {**settings.STORAGES, "default": media, "staticfiles": plain}
    with override_settings(STORAGES=storages, STATIC_ROOT=settings.STATICFILES_DIRS[0]):
        yield


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords():
    """Keep the tests' passwords as a digest that costs nothing: the real one is made to cost half a second."""
    quick = "django.contrib.auth.hashers.MD5PasswordHasher"
    with override_settings(PASSWORD_HASHERS=[quick, *settings.PASSWORD_HASHERS]):
        yield


@pytest.fixture(autouse=True, scope="session")
def _own_cache(worker_id):
    """Give each worker a Redis database: one that empties its cache leaves the others theirs."""
    cache_settings = settings.CACHES["default"]
    if "redis" not in cache_settings["BACKEND"].lower():
        yield
        return
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    server = str(cache_settings["LOCATION"]).rpartition("/")[0]
    patient = {"socket_connect_timeout": 20, "socket_timeout": 20}  # seconds: a busy machine is no broken cache
    own = {**cache_settings, "LOCATION": f"{server}/{number}", "OPTIONS": patient}
    with override_settings(CACHES={"default": own}):
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    """No test finds what another left in the cache."""
    cache.clear()

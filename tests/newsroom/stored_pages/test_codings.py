"""Codings and tags, as readers and caches send them."""

import importlib
import pkgutil

import pytest
from django.http import QueryDict

from newsroom.stored_pages import codings
from newsroom.stored_pages.addresses import QUERY_NAMES, drop_unknown_names, story_of
from stories import public
from stories.public.archive_choices import ArchiveChoices
from stories.public.archive_filters import ArchiveFilters


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""), ("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("*", "br"), ("*;q=0", ""), ("br;q=0, *", "gzip"), ("gzip;q=0, br;q=0", ""), ("identity", ""),
        ("identity;q=0", ""), ("identity;q=0, gzip;q=0.1", "gzip"), ("identity;q=0.5, gzip;q=0.1", ""),
        ("BR", "br"), ("gzip;q=x", ""), ("deflate", ""), (",,;q=1", ""),
    ],
)  # fmt: skip
def test_coding_is_the_one_that_the_reader_likes_best(accepted, coding):
    assert codings.choose_coding(accepted) == coding


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ('"a.b"', '"a.b"'), ('W/"a.b"', '"a.b"'), ('"a.b-br"', '"a.b-br"'), ('W/"a.b-gzip"', '"a.b-gzip"'),
        ('"x", "a.b-br"', '"a.b-br"'), ("*", '"a.b"'), ('"a.c"', ""), ('"a.b-zip"', ""), ("a.b", ""), ("", ""),
    ],
)  # fmt: skip
def test_reader_has_a_page_in_whatever_coding(known, found):
    assert codings.tag_of_reader(known, '"a.b"') == found


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("q=dam&utm_source=x", "q=dam"), ("q=%C3%A9&older=", "q=%C3%A9&older="), ("utm=1", ""), ("x", ""), ("&&", ""),
        ("%71=dam", "%71=dam"), ("x=1&q=%C3%A9", "q=%C3%A9"), ("q=a&q=b", "q=a&q=b"),
    ],
)  # fmt: skip
def test_names_that_no_view_reads_are_dropped(query, known):
    assert drop_unknown_names("/archive/", query) == known


@pytest.mark.parametrize(
    ("path", "query", "known"),
    [
        ("/", "genre=x&older=y", ""), ("/sections/world/", "older=1&q=x", "older=1"), ("/help/", "language=zz", ""),
        ("/help/", "language=zh", "language=zh"), ("/stories/7/dam/history/", "a=1&b=2&show=x", "a=1&b=2&show=x"),
        ("/stories/7/dam/history/1..2/", "view=split&a=1", "view=split"), ("/stories/7/dam/", "v=2.1", ""),
        ("/stories/7.ninjs.json", "v=2.1", "v=2.1"), ("/editions/zh/feeds/latest.ninjs.json", "since=1", "since=1"),
        ("/stories/7/dam/history/feed.atom", "older=3", "older=3"), ("/archive/2026/11/30/", "older=3&q=x", "older=3"),
    ],
)  # fmt: skip
def test_names_that_another_view_reads_are_dropped(path, query, known):
    assert drop_unknown_names(path, query) == known


def test_every_name_that_a_form_of_readers_reads_is_known():
    names = [module.name for module in pkgutil.walk_packages(public.__path__, "stories.public.")]
    read = set()
    for module in map(importlib.import_module, [*names, "ticker.views"]):
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__:
                read |= set(getattr(value, "base_fields", ())) | set(getattr(value, "base_filters", ()))

    read |= set(ArchiveFilters(QueryDict(), ArchiveChoices({}, [], [])).form.fields)  # with those it is made with
    assert len(read) > 15
    assert read | {"v"} == {name for _pattern, names in QUERY_NAMES for name in names}


@pytest.mark.parametrize(
    ("path", "number"),
    [("/stories/7/dam/", 7), ("/stories/7.ninjs.json", 7), ("/stories/07/dam/", 0), ("/stories/7", 0), ("/", 0)],
)
def test_address_names_its_story(path, number):
    assert story_of(path) == number

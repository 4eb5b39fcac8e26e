"""The engine of the database at hand finds what a walk through all documents would, and keeps nothing of what went."""

from itertools import product
from random import Random

import pytest
from django.db import connection

from stories import desk, search
from stories.models import PastVersion, SearchIndex
from stories.search import Index, Span, current_engine, documents
from stories.search.engine import Document
from stories.search.query import Query, key_term, read_query
from tests.builders import NOON, a_chain, a_filing, a_section, filings, rewrite
from tests.photo_files import a_photo

pytestmark = pytest.mark.django_db

HOUR = 3_600_000 << 20
WORDS = ("dam", "at", "karse", "head", "holds", "fails", "rare")
WEIGHTS = (60, 60, 20, 6, 2, 1, 0.05)
QUERIES = ("dam", "fails", "rare", "dam karse", "holds fails", '"dam at"', '"head holds"', "nowhere", '"fails', "",
           "rare OR holds", "dam -karse", "hea* -at", '"dam at" OR rare -holds', "-dam", "no OR fails")  # fmt: skip
GROUPS = ([], [{"even"}], [{"even", "third"}], [{"even"}, {"third"}], [set()])


def make_documents():
    """Make documents of some years: more than are tested one by one, and a gap among them."""
    chance = Random(14)  # noqa: S311 the same documents each time
    places = sorted({chance.randrange(40_000) * HOUR + chance.randrange(9) for _ in range(900)} - {0})
    return [
        Document(
            place,
            chance.choices(WORDS, WEIGHTS, k=6),
            frozenset(key_term(key) for key, each in (("even", 2), ("third", 3), ("tenth", 10)) if not number % each),
        )
        for number, place in enumerate(places)
        if not 300 < number < 340
    ]


def has(document, query):
    """Return whether a document answers to a query."""
    clauses = all(any(has_form(document, form) for form in clause) for clause in query.clauses)
    without = any(has_form(document, form) for clause in query.without for form in clause)
    return clauses and not without and all(document.keys & set(group) for group in query.keys)


def has_form(document, form):
    """Return whether a document has terms in a row."""
    row = f" {' '.join(form.terms)}{'' if form.is_beginning else ' '}"
    found = row in f" {' '.join(document.terms)} " or set(form.terms) <= document.keys
    return found and (not form.key or form.key in document.keys)


def test_engine_finds_what_a_walk_finds():
    made = make_documents()
    engine, middle = current_engine(), made[len(made) // 2].place
    engine.write(Index.LIVE, made)
    spans = [Span(), Span(below=middle), Span(above=middle), Span(above=made[20].place, below=made[60].place)]

    for words, keys, span, is_upward, limit in product(QUERIES, GROUPS, spans, (False, True), (3, 51)):
        query = read_query(words, keys)
        if query.is_empty:
            continue
        wanted = [one.place for one in made if span.above < one.place < span.below and has(one, query)]
        wanted = wanted if is_upward else wanted[::-1]
        found = engine.find(Index.LIVE, query, Span(span.above, span.below, is_upward), limit)
        assert found == wanted[:limit], (words, keys, span, is_upward)


def test_document_is_replaced_and_removed_by_its_place():
    engine, query = current_engine(), read_query("dam")
    keys = frozenset[str]()
    engine.write(Index.DESK, [Document(5, ["dam"], keys), Document(3, ["dam"], keys), Document(4, ["dyke"], keys)])
    assert engine.find(Index.DESK, query, Span(), 9) == [5, 3]

    engine.write(Index.DESK, [Document(5, ["dyke"], keys), Document(4, ["dam"], keys)])
    engine.remove(Index.DESK, [3, 77])

    assert engine.find(Index.DESK, query, Span(), 9) == [4]
    assert engine.find(Index.LIVE, query, Span(), 9) == []


def test_document_of_any_length_is_indexed():
    long = Document(1, [*("dam" for _ in range(70_000)), "x" * 190, *map(str, range(50_000))], frozenset({"_a"}))
    engine = current_engine()

    engine.write(Index.LIVE, [long])

    assert engine.find(Index.LIVE, read_query("x" * 190 + "*"), Span(), 1) == [1]
    assert engine.find(Index.LIVE, Query(keys=(("_a",),)), Span(), 1) == [1]


def kept_words():
    """Return all that the tables of both indexes hold, as bytes."""
    tables = [index.value for index in Index]
    column = "block" if connection.vendor == "sqlite" else "document::text::bytea"
    suffix = "_data" if connection.vendor == "sqlite" else ""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT {column} FROM {table}{suffix}" for table in tables))
        return b"\n".join(bytes(block) for (block,) in cursor.fetchall())


def test_words_taken_down_leave_the_index_itself():
    story = a_chain("Urgent", body="A name, zephyrine.")
    assert b"zephyrine" in kept_words()
    a_filing(rewrite(story, "No name at all."), "1st LD")

    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    kept = kept_words()
    assert (b"zephyrine" in kept, b"name" in kept) == (False, True)


def test_worker_merges_what_many_acts_wrote():
    engine = current_engine()
    for place in range(1, 9):
        engine.write(Index.LIVE, [Document(place, ["dam", str(place)], frozenset())])
        connection.cursor().execute(f"SELECT count(*) FROM {Index.LIVE.value}")

    search.tend_indexes(NOON)

    assert engine.merge(Index.LIVE, 100) is False
    assert engine.find(Index.LIVE, read_query("dam"), Span(), 9) == [8, 7, 6, 5, 4, 3, 2, 1]


def test_worker_makes_documents_of_an_older_analysis_anew(monkeypatch):
    monkeypatch.setattr("stories.search.upkeep.RENEWED_AT_ONCE", 2)
    for number in range(3):
        a_chain("Urgent", "1st LD", headline=f"Dam {number} holds", section=a_section())
        a_photo(renditions_current=False)
    for index in Index:
        places = current_engine().find(index, read_query("dam"), Span(), 9)
        current_engine().remove(index, places)
    PastVersion.objects.all().delete()
    SearchIndex.objects.update(analysis="0")

    search.tend_indexes(NOON)
    first = [search.find_places(index, "dam", Span(), limit=9) for index in Index]
    for _ in range(3):
        search.tend_indexes(NOON)

    assert [len(places) for places in first] == [2, 1, 2, 2]  # of the last two filings one is the newest of its story
    assert [len(search.find_places(index, "dam", Span(), limit=9)) for index in Index] == [3, 3, 3, 3]
    assert PastVersion.objects.count() == 3
    analyses = {index.value: analysis for index, analysis in documents.ANALYSES.items()}
    assert dict(SearchIndex.objects.values_list("name", "analysis")) == analyses


def test_analysis_says_when_it_changes():
    """Whoever changes what is asserted here gives the analysis a new number, so that old documents are made anew."""
    text = "3,400 SEATS: Karse’s café-bar, 北港大桥 re-opened in Łódź_x हिन्दी"
    document = documents.make_document(7, [text], "en-GB", ["state:live"])

    assert documents.ANALYSES == {Index.LIVE: "2", Index.PAST: "2", Index.DESK: "3", Index.PHOTOS: "1"}
    assert document.terms == (
        *("3400", "seats", "karse", "s", "cafe", "bar", "北港", "港大", "大桥", "re", "opened", "in", "lodz", "x"),
        "हिन्दी",
    )
    assert document.keys == {"_e13a9245c582", "_en_seat", "_en_kars", "_en_open"}

"""The growth of a text: each sentence with its version, what was cut with the versions in which it stood."""

import re

import pytest

from stories import desk
from stories.compare import GrownVersion, phrase_spans, trace_growth
from stories.copy import Block, Kind, to_json
from tests.builders import NOON, a_chain, a_filing, a_story, filings, rewrite
from tests.page_reading import address, links_of, words_of

VERSIONS = (
    ("Dam holds", "The dam held. Two towns are dry.", "Nobody was hurt, “the mayor” said."),
    ("Dam holds", "The dam held. Three towns are dry.", "Nobody was hurt, \"the mayor\" said.", "Boats came by night."),
    ("Dam fails", "The dam held. Three towns are dry.", "Boats came by night."),
)  # fmt: skip


def grown(texts):
    return [
        GrownVersion(number, tuple((kind, text) for kind, text in zip(("headline", *"ppp"), each, strict=False)))
        for number, each in enumerate(texts, start=1)
    ]


def test_sentences_stand_since_the_version_that_brought_or_last_changed_them():
    growth = trace_growth(grown(VERSIONS))

    assert [[(s.wording.first, s.wording.text) for s in p.sentences] for p in growth.paragraphs] == [
        [(3, "Dam fails")],
        [(1, "The dam held."), (2, "Three towns are dry.")],
        [(2, "Boats came by night.")],
    ]
    earlier = [wording for p in growth.paragraphs for s in p.sentences for wording in s.earlier]
    assert [(w.text, w.first, w.last, w.cut_in) for w in earlier] == [
        ("Dam holds", 1, 2, 3),
        ("Two towns are dry.", 1, 1, 2),
    ]
    cuts = [(p.sentences[0].wording.text, c.wording) for p in growth.paragraphs for c in p.cuts]
    assert [(place, w.text, w.first, w.last, w.cut_in) for place, w in cuts] == [
        ("The dam held.", 'Nobody was hurt, "the mayor" said.', 1, 2, 3)
    ]


TABLES = (
    ("\tDead\tHurt", "Schools\t640\t-", "Mill\t\t4", "Inn\t3\t5"),
    ("\tDead\tHurt", "Mill\t4\t", "Schools\t640\t655", "Old Inn\t3\t5", "Roads\t640\t655"),
    ("\tDead\tHurt", "Mill\t4\t", "Schools\t640\t655", "Old Inn\t3\t5"),
)


def test_rows_of_a_table_are_known_by_their_first_cells_and_differ_by_their_columns():
    kinds = ("head-row", "row", "row", "row", "row")
    growth = trace_growth(
        [GrownVersion(number, tuple(zip(kinds, rows, strict=False))) for number, rows in enumerate(TABLES, start=1)]
    )

    assert [
        (s.wording.text, s.wording.first, [w.text for w in s.earlier]) for p in growth.paragraphs for s in p.sentences
    ] == [
        ("\tDead\tHurt", 1, []),
        ("Mill\t4\t", 2, ["Mill\t\t4"]),
        ("Schools\t640\t655", 2, ["Schools\t640\t-"]),
        ("Old Inn\t3\t5", 2, ["Inn\t3\t5"]),
    ]
    assert [c.wording.text for p in growth.paragraphs for c in p.cuts] == ["Roads\t640\t655"]


@pytest.mark.parametrize(
    ("phrase", "spans"),
    [
        ("three towns", [(2, 3, 0)]),
        ("'the  Mayor' said", []),
        ("“the  Mayor” said", [(1, 2, 3)]),
        ("held. Two", [(1, 1, 2)]),
        ("", []),
    ],
)
def test_phrase_is_found_in_the_versions_that_have_it(phrase, spans):
    assert [(span.first, span.last, span.cut_in) for span in phrase_spans(grown(VERSIONS), phrase)] == spans


def test_words_that_went_and_came_back_stood_twice():
    versions = grown([("A", "Boats came."), ("A", "None came."), ("A", "Boats came.")])

    assert [(span.first, span.last, span.cut_in) for span in phrase_spans(versions, "boats")] == [(1, 1, 2), (3, 3, 0)]


@pytest.mark.django_db
def test_page_says_where_words_stood_and_leads_to_the_change(client):
    story = a_story(body="The dam held.\n\nNobody was hurt, the mayor said.")
    a_filing(story, "Urgent")
    a_filing(rewrite(story, "The dam held."), "1st LD")
    a_filing(rewrite(story, "The dam held.\n\nBoats came."), "2nd LD")
    path = address(story, "history/growth/")

    plain, asked = client.get(path), client.get(f"{path}?q=nobody+was+HURT")
    of_version = client.get(f"{path}?version=3")

    assert "Cut in version 2 (stood in version 1)" in words_of(plain)
    assert "X-Robots-Tag" not in plain
    assert (
        "“nobody was HURT” stood in version 1 and was cut in version 2. See the change · Go to the place"
        in words_of(asked)
    )
    assert {"#hit", address(story, "history/1..2/")} <= set(links_of(asked))
    assert '<details class="cut" open' in asked.text
    assert "<mark>Nobody was hurt</mark>" in asked.text
    assert asked["X-Robots-Tag"] == "noindex"
    assert re.search(r'class="s newest" id="hit">Boats came', of_version.text)


@pytest.mark.django_db
def test_tables_stand_as_tables_and_a_row_that_changed_column_has_an_earlier_wording(client):
    story = a_story()
    for row in ("First\t\t4", "First\t4\t"):
        story.body = to_json((Block(Kind.HEAD_ROW, "Coach\tDead\tHurt"), Block(Kind.ROW, row)))
        story = desk.save(story, by=None, now=NOON, based_on=story.save_number)
        a_filing(story)
        story.refresh_from_db()

    page = client.get(address(story, "history/growth/")).text
    rows = client.get(f"/stories/{story.pk}/history.json").json()["sentences"]

    assert "<th>Coach</th><th>Dead</th><th>Hurt</th></tr>" in page
    assert '<td class="s newest">First</td><td class="s newest">4</td><td class="s newest"></td></tr>' in page
    assert "<del>First</del> |  | <del>4</del>" in page
    assert [(row["first"], row["last"]) for row in rows] == [(1, 2), (1, 2), (1, 1), (2, 2)]


@pytest.mark.django_db
def test_words_that_were_taken_down_grow_nowhere(client):
    story = a_story(body="The secret stood.\n\nThe dam held.")
    a_filing(story, "Urgent")
    a_filing(rewrite(story, "The dam held."), "1st LD")
    a_filing(rewrite(story, "The dam held. Boats came."), "2nd LD")
    client.get(f"/stories/{story.pk}/history.json")
    client.get(address(story, "history/growth/"))

    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    assert "secret" not in client.get(address(story, "history/growth/")).text
    assert {row["first"] for row in client.get(f"/stories/{story.pk}/history.json").json()["sentences"]} == {2, 3}


@pytest.mark.django_db
def test_card_of_a_change_may_stand_on_any_site(client, settings):
    story = a_chain("Urgent", "1st LD")
    path = address(story, "history/1..2/embed/")

    card = client.get(path)

    assert "One paragraph is new." in words_of(card)
    assert f"{settings.SITE_URL}{address(story, 'history/1..2/')}" in links_of(card)
    assert "frame-ancestors 'none'" not in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card
    assert card["X-Robots-Tag"] == "noindex"
    assert client.get(path.replace("1..2", "2..1"))["Location"] == path
    assert f"{settings.SITE_URL}{path}" in client.get(address(story, "history/1..2/")).text

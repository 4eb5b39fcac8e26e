"""The history of a story, the comparison of two filings, and the chain as data."""

import hashlib
import json
import re
from dataclasses import fields
from datetime import timedelta

import pytest
from django.conf import settings

from stories import copy, desk
from stories.copy import Block, Kind, to_json
from stories.digests import Head
from stories.models import Amends, Filing, Story
from stories.worker.filing_changes import keep_changes
from tests.builders import (
    NOON,
    a_chain,
    a_correction,
    a_filing,
    a_story,
    a_wire_chain,
    a_wire_filing,
    filings,
    rewrite,
)
from tests.page_reading import address, assert_in_order, links_of, words_of

pytestmark = pytest.mark.django_db


def test_history_lists_every_filing_the_newest_text_first(client):
    story = a_story(body="The dam held.")
    a_filing(story, "Urgent")
    a_filing(rewrite(story, "The dam held.\n\nTwo towns are dry."), "1st LD", note="Adds para 2")

    answer = client.get(address(story, "history/"))

    assert_in_order(
        words_of(answer),
        "You are here:",
        "Home",
        "World",
        "Story",
        "History",
        "Older version 2 · 1st LD · 12:00 1 · Urgent · 12:00 Newer version",
        "Two versions in 1 minute. Times are GMT.",
        "2 1st LD Feb 10, 12:00 Dam at Karse Head holds One paragraph new Note Adds para 2 7 words +4",
        "1 Urgent Feb 10, 12:00 Dam at Karse Head holds First version. 3 words",
    )
    assert {address(story, rest) for rest in ("history/1/", "history/2/", "history/1..2/")} <= set(links_of(answer))


def test_history_of_one_filing_says_that_nothing_changed(client):
    story = a_chain("")

    page = client.get(address(story, "history/"))

    assert "This story has not changed since it was published." in words_of(page)
    assert "<button>Compare" not in page.content.decode()


@pytest.mark.parametrize("query", ["a=1&b=3", "a=3&b=1"])
def test_history_leads_from_two_chosen_filings_to_what_changed(client, query):
    story = a_chain("Urgent", "1st LD", "2nd LD")

    answer = client.get(address(story, "history/") + f"?{query}")

    assert (answer.status_code, answer["Location"]) == (302, address(story, "history/1..3/"))


@pytest.mark.parametrize("query", ["a=1", "a=x&b=2", "a=-1&b=2", "a=99999999999&b=1"])
def test_history_is_shown_where_the_choice_cannot_be_read(client, query):
    story = a_chain("Urgent", "1st LD")

    assert client.get(address(story, "history/") + f"?{query}").status_code == 200


def test_changes_are_said_in_words_counted_and_marked(client):
    story = a_story(headline="Dam holds", body="One.\n\nTwo towns are dry.\n\nThree.")
    a_filing(story, "Urgent")
    a_filing(rewrite(story, "One.\n\nThree towns are dry.\n\nThree.", headline="Dam fails"), "1st LD", note="ADDS it")

    answer = client.get(address(story, "history/1..2/"))

    page = answer.content.decode()
    assert_in_order(
        words_of(answer),
        "What changed, 1 to 2",
        "A figure in paragraph 2: 2 → 3. The headline changed.",
        "The agency’s note ADDS it",
        "2 changes.",
        "Headline 1 of 2",
        "2 of 2",
    )
    assert {"#c1", "#c2"} <= set(links_of(answer))
    assert page.count('id="c1"') == page.count('id="c2"') == 1
    assert '<del class="fact"><span class="vh">[removed: </span>Two' in page
    assert '<ins class="fact"><span class="vh">[added: </span>Three' in page
    assert page.index('id="c1"') < page.index('href="#c2" aria-label="Next change"') < page.index('id="c2"')
    assert "X-Robots-Tag" not in answer


def test_changes_fold_three_unchanged_paragraphs_and_more(client):
    story = a_story(body="A.\n\nB.\n\nC.\n\nD.")
    a_filing(story)
    a_filing(rewrite(story, "A.\n\nB.\n\nC.\n\nEnd."), "1st LD")

    page = client.get(address(story, "history/1..2/")).content.decode()

    assert "<summary>3 unchanged paragraphs</summary>" in page


def test_each_column_is_a_true_version_side_by_side(client):
    first = [
        "The dam held.",
        "Two towns on the river are dry.",
        "Boats wait in the harbour.",
        "The mayor asks for sand.",
    ]
    second = [first[3], first[0], "Three towns on the river are dry.", first[2]]
    story = a_story(body="\n\n".join(first))
    a_filing(story)
    a_filing(rewrite(story, "\n\n".join(second)), "1st LD")

    answer = client.get(address(story, "history/1..2/") + "?view=split")

    cells = re.findall(r'<td data-v="[^"]*">(.*?)</td>', answer.text, re.DOTALL)
    plain = [
        " ".join(re.sub(r'(?s)<span class="vh">.*?</span>|<p class="(?:gone|where)".*?</p>|<[^>]+>', "", cell).split())
        for cell in cells
    ]
    assert [text for text in plain[::2] if text] == first
    assert [text for text in plain[1::2] if text] == second
    assert {"#g1", "#c1"} <= set(links_of(answer))
    assert "Show in one text" in words_of(answer)
    assert client.get(address(story, "history/1..2/") + "?view=nonsense").status_code == 200


def test_tables_stand_side_by_side_as_tables_with_the_words_of_the_one_text(client):
    head, first, second = (Block(Kind.ROW, row) for row in ("Coach\tDead\tHurt", "First\t\t4", "Second\t2\t5"))
    story = a_story()
    for rows in ((head, first, second), (head, second, Block(Kind.ROW, "First\t4\t"))):
        story.body = to_json((Block(Kind.HEAD_ROW, head.text), *rows[1:]))
        story = desk.save(story, by=None, now=NOON, based_on=story.save_number)
        a_filing(story)
        story.refresh_from_db()

    one, split = (client.get(address(story, f"history/1..2/{query}")).text for query in ("", "?view=split"))

    old, new = re.findall(r'<table class="cells">(.*?)</table>', split, re.DOTALL)
    cells = [re.findall(r"<t[dh](?: scope=\"col\"| class=\"hit\")?>(.*?)</t[dh]>", side) for side in (old, new)]
    plain = [[re.sub(r'<span class="vh">.*?</span>|<[^>]+>', "", cell) for cell in side] for side in cells]
    assert plain == [
        ["Coach", "Dead", "Hurt", "First", "", "4", "Second", "2", "5"],
        ["Coach", "Dead", "Hurt", "Second", "2", "5", "First", "4", ""],
    ]
    names = re.findall(r"was row \d", one)
    assert names
    assert re.findall(r"was row \d", split) == names
    ends, ends_of_one = (sorted(re.findall(r'id="([cg]\d+)"', page)) for page in (split, one))
    assert ends == ends_of_one


def test_sentence_that_moved_is_named_at_both_ends_and_each_leads_to_the_other(client):
    scarf = "A red scarf lay between the rails at the portal."
    towns, boats = "Two towns on the river are dry and empty now.", "Boats wait in the harbour for the day to come."
    story = a_story(body=f"The dam held.\n\n{towns} {scarf}\n\n{boats}")
    a_filing(story)
    a_filing(rewrite(story, f"The dam held.\n\n{towns}\n\n{boats} {scarf}"), "1st LD")

    for query in ("", "?view=split"):
        page = client.get(address(story, f"history/1..2/{query}"))

        assert re.findall(r'<a href="#(c\d)">(sentence [^<]+)</a>', page.text) == [
            ("c2", "sentence moved to paragraph 3"),
            ("c1", "sentence from paragraph 2"),
        ]
        assert page.text.count('<span class="move">1</span>') == 2


def test_row_tells_of_typography_alone_and_of_a_new_table_as_its_change_does(client):
    story = a_story("Dam: it holds", body='He said "no".')
    a_filing(story)
    a_filing(rewrite(story, "He said “no”.", headline="Dam : it holds"))
    story = Story.objects.get(pk=story.pk)
    rows = (Block(Kind.PARAGRAPH, "He said “no”."), Block(Kind.PARAGRAPH, "Boats came."), Block(Kind.ROW, "Mill\t4"))
    story.body = to_json(rows)
    a_filing(desk.save(story, by=None, now=NOON, based_on=story.save_number))

    page = client.get(address(story, "history/"))

    assert re.findall(r'<div class="did">\s*<a[^>]*>\s*(.*?)</a>', page.text) == [
        "One paragraph new, a table is new",
        "Only quotes, dashes or blanks are printed otherwise",
    ]
    assert "headline changed" not in words_of(page)
    assert "The headline changed" not in words_of(client.get(address(story, "history/1..2/")))


def test_note_beside_texts_that_are_no_neighbours_names_its_version(client):
    story = a_chain("Urgent", "1st LD")
    a_filing(rewrite(story, "The dam failed."), "2nd LD", note="RECASTS")
    a_filing(rewrite(story, "The dam failed at noon."), "3rd LD", note="ADDS time")

    over_two, step = (client.get(address(story, f"history/{pair}/")) for pair in ("1..4", "2..3"))

    assert "Version 4 3rd LD ADDS time Version 3 2nd LD RECASTS From" in words_of(over_two)
    assert "Version 3 The agency’s note" not in words_of(step)


def test_changes_of_one_version_say_so(client):
    story = a_chain("Urgent", "1st LD")

    assert "These are the same version." in words_of(client.get(address(story, "history/2..2/")))


def test_changes_run_from_the_lower_number(client):
    story = a_chain("Urgent", "1st LD")

    answer = client.get(address(story, "history/2..1/"))

    assert (answer.status_code, answer["Location"]) == (301, address(story, "history/1..2/"))


@pytest.mark.parametrize("rest", ["history/1..3/", "history/3/", "history/0/", "history/1..x/", "history/1...2/"])
def test_versions_that_are_not_there_are_not_found(client, rest):
    story = a_chain("Urgent", "1st LD")

    assert client.get(address(story, rest)).status_code == 404


def test_stranger_verifies_the_chain_from_the_public_json_alone(client):
    story = a_correction(
        a_chain("Urgent", "1st LD", "1st LD Writethru", language="zh", headline="大坝"), now=NOON
    ).story
    desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court said so.")
    desk.file_late(story, desk.StoryText(headline="旧", blocks=story.blocks), now=NOON, designator="", follows=1)

    record = json.loads(client.get(f"/stories/{story.pk}/history.json").content)

    assert [row["number"] for row in record["filings"]] == [1, 5, 2, 3, 4]
    previous = ""
    head_fields = [field.name for field in fields(Head)]
    for row in sorted(record["filings"], key=lambda row: row["number"]):
        sealed = {
            "head": {name: row[name] for name in head_fields},
            "content": row["content_digest"],
            "previous": previous,
        }
        plain = json.dumps(sealed, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert row["previous_digest"] == previous
        assert row["digest"] == hashlib.sha256(plain).hexdigest()
        previous = row["digest"]
    help_page = client.get(record["how_to_verify"].removeprefix(settings.SITE_URL).partition("#")[0])
    assert 'id="verify"' in help_page.content.decode()
    assert all(f"<code>{name}</code>" in help_page.content.decode() for name in head_fields)


def test_history_json_says_what_each_filing_is(client):
    story = a_chain("Urgent")

    record = client.get(f"/stories/{story.pk}/history.json").json()

    filing = Filing.objects.get()
    assert record == {
        "story": story.pk,
        "url": f"{settings.SITE_URL}{address(story)}",
        "state": "live",
        "how_to_verify": f"{settings.SITE_URL}/help/#verify",
        "filings": [
            {
                "story": story.pk,
                "number": 1,
                "follows": 0,
                "designator": "Urgent",
                "amends": "",
                "credit": "Vesper",
                "language": "en",
                "urgency": 5,
                "dated_on": "2026-02-10",
                "moved_at": "2026-02-10T12:00:00.000000Z",
                "filed_at": "2026-02-10T12:00:00.000000Z",
                "digest_format": 5,
                "came_from": None,
                "moved": "2026-02-10T12:00:00.000000Z",
                "filed": "2026-02-10T12:00:00.000000Z",
                "headline": "Dam at Karse Head holds",
                "note": "",
                "wrong": "",
                "right": "",
                "words": 8,
                "changes": None,
                "head_changes": [],
                "taken_down": False,
                "phrases_taken_down": [],
                "content_digest": filing.content_digest,
                "previous_digest": "",
                "digest": filing.digest,
                "went_to": None,
                "url": f"{settings.SITE_URL}{address(story, 'history/1/')}",
                "content_url": f"{settings.SITE_URL}/stories/{story.pk}/history/1.json",
            }
        ],
        "sentences": [
            {"digest": hashlib.sha256(sentence.encode()).hexdigest(), "first": 1, "last": 1}
            for sentence in ("dam at karse head holds", "the dam at karse head held on tuesday.")
        ],
        "log": None,
        "next": None,
    }


def test_head_json_moves_with_the_newest_filing(client):
    story = a_chain("Urgent")
    tag = client.get(f"/stories/{story.pk}/head.json")["ETag"]
    a_filing(rewrite(story, "New words."), "1st LD", now=NOON + timedelta(hours=1))

    answer = client.get(f"/stories/{story.pk}/head.json", headers={"If-None-Match": tag})

    assert answer.json() == {
        "number": 2,
        "designator": "1st LD",
        "url": f"{settings.SITE_URL}{address(story)}",
        "moved_at": "2026-02-10T13:00:00.000000Z",
        "filed_at": "2026-02-10T13:00:00.000000Z",
    }
    again = client.get(f"/stories/{story.pk}/head.json", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_changes_name_the_paragraph_that_a_moved_one_came_from(client):
    subjects = (("one", "rivers"), ("two", "harbours"), ("three", "roads"), ("four", "orchards"))
    paragraphs = [f"Paragraph {name} says something quite different from {other}." for name, other in subjects]
    story = a_story(body="\n\n".join(paragraphs))
    a_filing(story)
    a_filing(rewrite(story, "\n\n".join([paragraphs[3], *paragraphs[:3]])), "1st LD")

    page = client.get(address(story, "history/1..2/"))

    assert 'data-moved-from="4"' in page.content.decode()
    assert "Moved up 1 where it stood was paragraph 4, words unchanged" in words_of(page)
    assert "A paragraph that stood here moved up" in words_of(page)


def test_a_changed_address_is_printed_behind_its_link(client):
    story = a_story(body='<p>The <a href="https://a.example/">report</a> was late.</p>')
    a_filing(story)
    a_filing(rewrite(story, '<p>The <a href="https://b.example/">report</a> was late.</p>'), "1st LD")

    words = words_of(client.get(address(story, "history/1..2/")))

    assert "Paragraph 1 only the address of a link changed" in words
    assert "[removed: report https://a.example/] [added: report https://b.example/] was late." in words


def test_filing_that_corrects_says_what_was_wrong_on_its_own_page(client):
    story = a_correction(a_chain("Urgent")).story

    assert "Was two towns Now three towns" in words_of(client.get(address(story, "history/2/")))


def test_old_version_says_what_a_later_one_corrected(client):
    story = a_story(body="The dam failed. Two towns are dry.")
    a_filing(story, "Urgent")
    a_filing(rewrite(story, "The dam failed. Two towns are dry. Boats wait."), "1st LD")
    a_correction(story)
    banner = "This version contains an error that version 3 corrected, Feb 10, 2026, 12:00 GMT:"

    pages = {number: client.get(address(story, f"history/{number}/")) for number in (1, 2, 3)}

    assert [banner in words_of(page) for page in pages.values()] == [True, True, False]
    assert_in_order(pages[1].text, "<dt>Says</dt>", "two towns", "<dt>Right</dt>", "three towns")
    assert address(story, "history/2..3/") in links_of(pages[1])
    assert '<a rel="prev" href="' + address(story, "history/1/") in pages[2].text
    assert '<a rel="next" href="' + address(story, "history/3/") in pages[2].text
    assert ["X-Robots-Tag" in page for page in pages.values()] == [True, True, False]
    assert all(f'rel="canonical" href="{settings.SITE_URL}{address(story)}"' in page.text for page in pages.values())


def a_correction_of_the_wire(story, body):
    """File a correction of the wire, which says in a note alone what it did."""
    words = desk.StoryText(headline=story.headline, blocks=copy.from_typed(body), note="CORRECTS height",
                           origin=desk.WireOrigin(moved_at=NOON))  # fmt: skip
    return desk.file_from_wire(story, words, now=NOON, designator="Correction", amends=Amends.CORRECTION)


def test_old_version_has_the_error_of_a_correction_without_its_words_if_it_states_the_old_fact(client):
    story = a_wire_chain(NOON, headline="Dam holds")
    for body in ("The dam is 47 meters high.", "The dam is 47 meters high. Ana Sorell built it."):
        a_wire_filing(story, body, moved_at=NOON)
    a_correction_of_the_wire(story, "The dam is 74 meters high. Ana Sorrel built it.")

    pages = [words_of(client.get(address(story, f"history/{number}/"))) for number in (1, 2, 3, 4)]

    assert ["This version contains an error" in page for page in pages] == [False, True, True, False]
    assert "version 4 corrected" not in pages[0]
    assert "CORRECTS height Height 47 → 74 meters, name Sorell → Sorrel See the correction" in pages[2]


def test_list_of_corrections_says_which_facts_a_correction_of_the_wire_changed(client):
    story = a_wire_chain(NOON, headline="Dam holds")
    a_wire_filing(story, "The dam is 47 meters high.", moved_at=NOON)
    a_correction_of_the_wire(story, "The dam is 74 meters high.")
    keep_changes(NOON)

    assert "CORRECTS height Height 47 → 74 meters" in words_of(client.get("/corrections/"))
    assert "CORRECTS height Height 47 → 74 meters" in words_of(client.get("/"))


@pytest.mark.parametrize(
    ("pair", "older", "newer"), [("2..3", "1..2", "3..4"), ("1..4", None, None), ("1..2", None, "2..3")]
)
def test_changes_lead_to_their_neighbours_and_only_steps_are_indexed(client, pair, older, newer):
    story = a_chain("Urgent", "1st LD", "2nd LD", "3rd LD")

    answer = client.get(address(story, f"history/{pair}/") + "?view=split")

    ways = dict(re.findall(r'<a rel="(prev|next)" href="([^"]+)"', answer.text))
    expected = {"prev": older, "next": newer}
    assert ways == {rel: address(story, f"history/{way}/") for rel, way in expected.items() if way}
    assert ("X-Robots-Tag" in answer) == (pair == "1..4")
    assert f'rel="canonical" href="{settings.SITE_URL}{address(story, f"history/{pair}/")}"' in answer.text
    assert (address(story, "history/1..4/") in links_of(answer)) == (pair != "1..4")
    assert f'<option value="{pair[0]}" selected>' in answer.text


def test_rows_that_came_late_in_one_minute_say_so_once_to_the_eye_and_each_to_a_screen_reader(client):
    story = a_wire_chain(*(NOON - timedelta(hours=hours) for hours in (3, 2, 1)))

    page = client.get(address(story, "history/")).content.decode()

    rows = page.partition('<ol class="versions"')[2].split("<li ")[1:]
    assert ['class="ditto"' in row for row in rows] == [False, True, True]
    assert all("here since" in row for row in rows)

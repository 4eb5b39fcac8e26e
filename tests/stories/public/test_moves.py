"""Stories that were joined to others and filings that went to them, as readers and machines find them."""

import hashlib
import json
from dataclasses import fields
from datetime import timedelta

import pytest
from django.conf import settings

from stories import desk
from stories.digests import Head
from stories.models import ChainMove, Rendition, Story
from stories.public import corrections
from tests.builders import NOON, a_chain, a_correction, a_filing, a_story, an_editor, filings, rewrite
from tests.page_reading import address, assert_in_order, links_of, words_of
from tests.photo_files import a_photo, add_pictures

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=2)
JUST_NOW = timedelta(minutes=1)
SITE = settings.SITE_URL
WORD = "zqdrowned"  # that stands in the one story alone


def two_stories():
    """Make the story of a dam with two filings, and another of it with two; return the other, and the first."""
    into = a_chain("Urgent", "1st LD", every=timedelta(minutes=30))
    story = a_chain(
        "Urgent", "1st LD", now=NOON + timedelta(minutes=10), headline=f"Dam {WORD}", body=f"Two towns {WORD}."
    )
    return story, into


def join(story, into, *, now=LATER):
    return desk.join_stories(story, into, by=an_editor(), now=now, reason="One dam, one story")


def part(story, *numbers, to=None, now=LATER):
    chosen = [filing for filing in filings(story) if filing.number in numbers]
    return desk.move_filings(chosen, to, by=an_editor(), now=now, reason="Another dam")


def location(client, path):
    """Return the status of an answer and where it leads."""
    answer = client.get(path)
    return answer.status_code, answer.get("Location", "")


def record_of(client, story):
    return client.get(f"/stories/{story.pk}/history.json").json()


ADDRESSES = {
    "/stories/{id}/": "/stories/{into}/{slug}/",
    "/stories/{id}/{own}/": "/stories/{into}/{slug}/",
    "/stories/{id}/x/": "/stories/{into}/{slug}/",
    "/stories/{id}/{own}/history/": "/stories/{into}/{slug}/history/",
    "/stories/{id}/{own}/history/?a=1&b=2": "/stories/{into}/{slug}/history/?a=1&b=2",
    "/stories/{id}/{own}/history/feed.atom": "/stories/{into}/{slug}/history/feed.atom",
    "/stories/{id}/{own}/history/1/": "/stories/{into}/{slug}/history/3/",
    "/stories/{id}/{own}/history/2/": "/stories/{into}/{slug}/history/4/",
    "/stories/{id}/{own}/history/1..2/?view=split": "/stories/{into}/{slug}/history/3..4/?view=split",
    "/stories/{id}/{own}/timemap/": "/stories/{into}/{slug}/timemap/",
    "/stories/{id}/head.json": "/stories/{into}/head.json",
    "/stories/{id}.ninjs.json?v=2.1": "/stories/{into}.ninjs.json?v=2.1",
    "/stories/{id}.newsml.xml": "/stories/{into}.newsml.xml",
}


def test_each_address_of_a_joined_story_leads_to_the_same_one_of_the_other(client):
    story, into = two_stories()
    places = {"id": story.pk, "own": story.slug, "into": into.pk, "slug": into.slug}
    move = join(story, into, now=NOON + timedelta(days=900))  # the clock has not come to it: it may be undone

    for path, target in ADDRESSES.items():
        answer = client.get(path.format(**places))
        assert (answer.status_code, answer["Location"]) == (302, target.format(**places)), path
        assert answer["Cache-Control"] == "max-age=30,s-maxage=60", path
        assert client.get(answer["Location"]).status_code in (200, 302), path
    for number, path in ((0, "{own}/"), (2, "{own}/history/2/")):
        asked = client.get("/oembed", {"url": f"{SITE}/stories/{story.pk}/{path.format(**places)}"})
        place = address(into, f"history/{number + 2}/" if number else "")
        assert asked.status_code == 302
        assert client.get(asked["Location"], follow=True).json()["title"] == filings(into)[number + 1].headline, place
    for rest in ("history/3/", "history/1..3/", "history/1..0/"):
        assert client.get(address(story, rest)).status_code == 404, rest

    desk.undo_move(move, by=an_editor(), now=NOON + timedelta(days=900, minutes=5))

    assert {client.get(path.format(**places)).status_code for path in ADDRESSES} == {200, 301, 302}
    assert location(client, address(story)) == (200, "")
    assert location(client, address(into, "history/3/")) == (302, address(story, "history/1/"))
    assert "These versions belong to another story now: 3, 4" in words_of(client.get(address(into, "history/")))


def test_redirect_is_for_good_after_an_hour_and_leads_past_every_move(client):
    story, into = two_stories()
    last = a_chain("Urgent", headline="Dam at Karse Head, the whole story", now=NOON - timedelta(minutes=5))
    join(story, into)
    join(into, last, now=LATER + timedelta(hours=2))

    assert location(client, address(story)) == (301, address(last))
    number = next(f.number for f in filings(last) if f.came_from and f.came_from.came_from == filings(story)[1])
    assert location(client, address(story, "history/2/")) == (301, address(last, f"history/{number}/"))
    assert client.get(f"/stories/{story.pk}/head.json", follow=True).json()["url"] == f"{SITE}{address(last)}"


def test_redirect_of_an_undone_move_heeds_what_may_be_undone_behind_it(client):
    story, into = two_stories()
    last = a_chain("Urgent", headline="Dam at Karse Head, the whole story", now=NOON - timedelta(minutes=5))
    for minutes in (0, 5):
        move = join(story, into, now=LATER + timedelta(minutes=minutes))
        desk.undo_move(move, by=an_editor(), now=LATER + timedelta(minutes=minutes + 1))
    assert location(client, address(into, "history/3..5/")) == (301, address(story, "history/1/"))
    assert location(client, address(into, "history/3..6/")) == (301, address(story, "history/1..2/"))

    join(story, last, now=NOON + timedelta(days=900))

    assert location(client, address(into, "history/3/"))[0] == 302
    gone = client.get(address(into, "history/feed.atom")).content.decode()
    assert [gone.count(f'when="2026-02-10T14:0{minute}:00') for minute in (0, 1, 5, 6)] == [0, 2, 0, 2]
    assert "<updated>2026-02-10T14:06:00+00:00" in gone
    ChainMove.objects.all().delete()  # as an older version in between does
    gone = client.get(address(into, "history/feed.atom")).content.decode()
    assert [gone.count(f'when="2026-02-10T14:0{minute}:00') for minute in (0, 1, 5, 6)] == [2, 0, 2, 0]


@pytest.mark.parametrize(("act", "status"), [("hold", 200), ("kill", 410)])
def test_joined_story_answers_as_the_other_does_once_that_is_stopped(client, act, status):
    story, into = two_stories()
    join(story, into)
    getattr(desk, act)(Story.objects.get(pk=into.pk), by=None, now=LATER, reason="It was false.")

    for path in ADDRESSES:
        answer = client.get(path.format(id=story.pk, own=story.slug, into=into.pk, slug=into.slug), follow=True)
        assert answer.status_code == status, path
        assert WORD not in answer.content.decode(), path
        assert into.slug not in answer.redirect_chain[-1][0], path
    assert into.slug not in client.get(f"/stories/{story.pk}/history.json").content.decode()


def test_joined_story_is_in_no_list_and_its_words_are_found_in_the_other(client):
    story, into = two_stories()
    a_correction(story, wrong=f"{WORD} one", right="two", now=NOON + timedelta(minutes=40))
    lists = ("/", "/archive/", f"/archive/?q={WORD}", f"/archive/?q={WORD}&in=all", "/archive/2026/02/10/", "/ticker/",
             "/sitemap.xml", "/sections/world/", "/corrections/", "/feeds/latest.atom", "/feeds/latest.ninjs.json",
             "/corrections/feeds/latest.json")  # fmt: skip
    mark = f"/stories/{story.pk}/"
    assert [path for path in lists if mark not in client.get(path).content.decode()] == []

    join(story, into)

    assert [path for path in lists if mark in client.get(path).content.decode()] == [
        "/feeds/latest.atom",
        "/feeds/latest.ninjs.json",
        "/corrections/feeds/latest.json",  # by its id alone
    ]
    for path in ("/", f"/archive/?q={WORD}", f"/archive/?q={WORD}&in=all", "/corrections/", "/sitemap.xml"):
        assert address(into) in client.get(path).content.decode(), path
    feed = client.get("/feeds/latest.atom").content.decode()
    assert f'<at:deleted-entry ref="{SITE}{mark}" when="2026-02-10T14:00:00.000000Z">' in feed
    assert feed.count("<at:comment>This story is part of another now.</at:comment>") == 1
    [told] = [item for item in client.get("/feeds/latest.ninjs.json").json() if mark in item["uri"]]
    assert (told["pubStatus"], told["version"], WORD in json.dumps(told)) == ("canceled", "4", False)


def test_correction_that_went_keeps_its_place_and_its_id(client):
    story, into = two_stories()
    a_correction(story, wrong="one", right="two", now=NOON + timedelta(minutes=40))
    a_correction(into, wrong="three", right="four", now=NOON + timedelta(minutes=50))
    last = a_chain("Urgent", headline="Dam at Karse Head, the whole story", now=NOON - timedelta(minutes=5))

    def told():
        rows = client.get("/corrections/feeds/latest.json").json()["items"]
        return [(row["id"], row["date_modified"]) for row in rows]

    before = told()
    join(story, into)
    assert told() == before
    join(into, last, now=LATER + JUST_NOW)
    assert told() == before

    page = client.get("/corrections/").content.decode()
    assert page.index("four") < page.index("two")
    assert page.count(address(last)) >= 2
    cut = corrections.newest_entries(5, before=NOON + timedelta(minutes=50))
    assert [entry.right for entry in cut] == ["two"]


def test_versions_that_went_together_stand_in_one_line(client):
    story, into = two_stories()
    for minutes in (0, 5):
        move = join(story, into, now=LATER + timedelta(minutes=minutes))
        desk.undo_move(move, by=an_editor(), now=LATER + timedelta(minutes=minutes + 1))

    words = words_of(client.get(address(into, "history/")))

    assert words.count("belong to another story now") + words.count("belongs to another story now") <= 2
    assert "These versions belong to another story now:" in words
    assert links_of(client.get(address(into, "history/"))).count(address(into, "history/6/")) == 1


def verify(record):
    """Check a chain as docs/chain.md tells a stranger to."""
    names = [field.name for field in fields(Head) if field.name not in ("digest_format", "moved_at", "came_from")]
    since = {2: ["digest_format"], 3: ["digest_format", "moved_at"], 4: ["digest_format", "moved_at", "came_from"]}
    since[5] = since[4]
    previous = ""
    for row in sorted(record["filings"], key=lambda row: row["number"]):
        head = {name: row[name] for name in names + since.get(row["digest_format"], [])}
        sealed = {"head": head, "content": row["content_digest"], "previous": previous}
        text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == row["digest"], row["number"]
        previous = row["digest"]


def test_records_of_both_stories_verify_and_name_one_another(client):
    story, into = two_stories()
    join(story, into)

    here, there = record_of(client, into), record_of(client, story)

    verify(here)
    verify(there)
    assert (there["state"], there["url"]) == ("joined", f"{SITE}/stories/{story.pk}/")
    assert there["joined_to"]["story"] == into.pk
    assert there["joined_to"]["url"] == f"{SITE}{address(into)}"
    assert [row["went_to"] for row in there["filings"]] == [
        {"story": into.pk, "number": number, "url": f"{SITE}{address(into, f'history/{number}/')}"} for number in (3, 4)
    ]
    assert WORD not in json.dumps(there).replace(story.slug, "")
    came = {row["number"]: row["came_from"] for row in here["filings"]}
    assert came == {1: None, 2: None} | {
        row["number"] + 2: {"story": story.pk, "number": row["number"], "digest": row["digest"]}
        for row in there["filings"]
    }
    assert {row["went_to"] for row in here["filings"]} == {None}


def test_story_whose_newest_version_went_says_so_and_keeps_its_numbers(client):
    story = a_chain("Urgent", "1st LD", "2nd LD")
    a_filing(rewrite(story, f"Towns {WORD} elsewhere.", now=LATER), "3rd LD", now=LATER)
    before = client.get(address(story))["ETag"]
    move = part(story, 2, 4)

    page, history = client.get(address(story)), client.get(address(story, "history/"))

    assert page["ETag"] != before
    assert "Version 3 of 3" in words_of(page)
    assert_in_order(words_of(history), "3 2nd LD", "Version 2 belongs to", "1 Urgent")  # fmt: skip
    assert "Version 4 belongs to another story now: read it there." in words_of(history)
    assert address(story, "history/1..3/") in links_of(history)
    assert client.get(address(story, "history/1..3/")).status_code == 200
    assert WORD not in history.content.decode()
    record = record_of(client, story)
    verify(record)
    assert [(row["number"], bool(row["went_to"]), row.get("headline")) for row in record["filings"]] == [
        (1, False, "Dam at Karse Head holds"), (2, True, None), (3, False, "Dam at Karse Head holds"), (4, True, None)
    ]  # fmt: skip
    there = move.to_story
    assert location(client, address(story, "history/4/")) == (301, address(there, "history/2/"))
    assert location(client, address(story, "history/2..4/")) == (301, address(there, "history/1..2/"))
    assert location(client, address(story, "history/3..4/")) == (301, address(there, "history/2/"))
    assert location(client, address(story, "history/1..2/")) == (301, address(there, "history/1/"))
    assert "history/2/" not in client.get(address(story, "timemap/")).content.decode()
    came = words_of(client.get(address(there, "history/")))
    assert f"This version stood as version 4 of story {story.pk} until Feb 10, 2026, 14:00 GMT." in came
    feed = client.get(address(story, "history/feed.atom")).content.decode()
    assert feed.count("<at:deleted-entry") == feed.count("<entry") == 2


def test_filing_that_went_is_found_where_it_is_though_its_old_story_was_killed(client):
    story = a_chain("Urgent", "1st LD")
    move = part(story, 2)
    desk.kill(Story.objects.get(pk=story.pk), by=None, now=LATER, reason="It was false.")

    assert location(client, f"/stories/{story.pk}/x/history/2/")[1] == address(move.to_story, "history/1/")
    assert client.get(f"/stories/{story.pk}/x/history/1/").status_code == 410


def test_versions_that_went_back_are_found_though_the_other_story_was_never_filed(client):
    story, into = a_chain("Urgent", "1st LD"), a_story("Dam at Karse Head, the whole story")
    move = join(story, into)

    desk.undo_move(move, by=an_editor(), now=LATER + JUST_NOW)

    for rest, back in (("history/1/", "history/1/"), ("history/1..2/", "history/1..2/")):
        assert location(client, f"/stories/{into.pk}/x/{rest}") == (301, address(story, back))
    for rest in ("{}/", "{}/history/", "{}/timemap/", "{}/history/feed.atom", "history.json", "head.json"):
        asked, back = f"/stories/{into.pk}/{rest.format('x')}", f"/stories/{story.pk}/{rest.format(story.slug)}"
        assert location(client, asked) == (302, back), rest  # it may be filed yet
    assert client.get(f"/stories/{into.pk}/x/history/3/").status_code == 404
    a_filing(Story.objects.get(pk=into.pk))
    assert client.get(f"/stories/{into.pk}/", follow=True).status_code == 200
    assert [client.get(f"/stories/{into.pk}/{rest}").status_code for rest in ("history.json", "head.json")] == [
        200,
        200,
    ]


def test_pictures_are_served_where_their_story_was_joined_and_go_when_that_is_killed(client):
    story, into = add_pictures(a_story(), (a_photo(), "The dam.")), a_chain("Urgent", now=NOON - JUST_NOW)
    a_filing(story)
    name = Rendition.objects.first().get_absolute_url()
    join(story, into)
    assert client.get(name).status_code == 200

    desk.kill(Story.objects.get(pk=into.pk), by=None, now=LATER, reason="It was false.")

    assert client.get(name).status_code == 410


def test_notice_leads_to_the_substitute_where_that_is_now(client):
    killed, (substitute, into) = a_chain("Urgent"), two_stories()
    desk.kill(killed, by=None, now=NOON, reason="It was false.", substitute=substitute)
    join(substitute, into)

    assert address(into) in links_of(client.get(f"/stories/{killed.pk}/"))

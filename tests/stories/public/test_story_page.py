"""The page of a story, and the same story held, killed and taken down."""

import json
import re
from datetime import timedelta

import pytest
from django.conf import settings

from stories import desk
from stories.models import Amends, Story
from tests.builders import (
    NOON,
    a_chain,
    a_correction,
    a_filing,
    a_section,
    a_source,
    a_story,
    an_editor,
    filings,
    rewrite,
)
from tests.page_reading import address, assert_in_order, links_of, words_of

pytestmark = pytest.mark.django_db

AT_A_STORY = ("", "history/", "history/1/", "history/2/", "history/1..2/", "history/2..1/", "history/9/", "timemap/")
DATA = ("/history.json", "/history/1.json", "/head.json", ".ninjs.json", ".newsml.xml")


def every_address(story):
    """Return all addresses of a story, right and wrong ones."""
    return [
        *(address(story, rest) for rest in AT_A_STORY),
        *(f"/stories/{story.pk}{rest}" for rest in DATA),
        f"/stories/{story.pk}/",
        f"/stories/{story.pk}/another-slug/",
        f"/stories/{story.pk}/another-slug/history/1..2/",
    ]


def test_story_reads_in_the_order_of_a_wire_page(client):
    story = a_chain("Urgent", "1st LD Writethru", dateline="KARSE HEAD, Feb. 10 (Vesper) --", endmark="Endit")

    page = words_of(client.get(address(story)))

    assert_in_order(
        page,
        "Off the wire",
        "Dam at Karse Head holds",
        "You are here:",
        "Home",
        "World",
        "1st LD Writethru: Dam at Karse Head holds",
        "Vesper, February 10, 2026",
        "Updated 12:10 GMT · Version 2 of 2 · What changed",
        "Adjust font size:",
        "KARSE HEAD, Feb. 10 (Vesper) -- The dam at Karse Head held on Tuesday.",
        "Paragraph 2 came with 1st LD Writethru.",
        "Endit",
        "How this story changed 2 1st LD Writethru 12:10 One paragraph new",
        "1 Urgent 12:00 First version. All 2 versions",
        "What is 1st LD Writethru?",
        "First lead, write-through: a full text that replaces the story as first filed.",
    )


def test_a_story_says_under_its_headline_what_its_newest_version_changed(client):
    story = a_chain("Urgent")
    for step, toll in enumerate(("Two", "Three"), start=1):
        a_filing(rewrite(story, f"{toll} people were killed in Oren on Tuesday."), f"{step}th LD", now=NOON)

    page = client.get(address(story))

    assert f'"{address(story, "history/2..3/")}">What changed: deaths 2 → 3</a>' in page.text
    assert "3 2nd LD 12:00 Deaths 2 → 3 2 1st LD 12:00" in words_of(page)


def test_story_without_section_and_designator_is_whole(client):
    story = a_chain("", section=None)

    page = words_of(client.get(address(story)))

    assert_in_order(
        page, "You are here:", "Home", "Dam at Karse Head holds", "Vesper, February 10, 2026",
        "Published 12:00 GMT · Version 1 of 1",
    )  # fmt: skip
    assert "What is" not in page
    assert "changed" not in page


def test_dateline_is_escaped_and_stands_inside_the_first_paragraph(client):
    story = a_chain("", dateline="K<b>, Feb. 10 --", body="First.\n\nSecond.")

    page = client.get(address(story)).content.decode()

    assert '<p><span class="dateline">K&lt;b&gt;, Feb. 10 --</span> First.</p>' in page


def test_dateline_stands_alone_before_a_story_that_begins_with_a_list(client):
    story = a_chain("", dateline="KARSE HEAD --", body="<ul><li>one</li></ul>")

    page = client.get(address(story)).content.decode()

    assert "<p>KARSE HEAD --</p>\n<ul>" in page


@pytest.mark.parametrize(
    ("language", "direction", "comma", "day"),
    [
        ("zh", "ltr", ",", "2026年2月10日"),
        ("ar", "rtl", "،", "10 فبراير 2026"),
        ("ar-EG", "rtl", "،", "10 فبراير 2026"),
        ("ru", "ltr", ",", "10 февраля 2026 г."),
        ("en", "ltr", ",", "February 10, 2026"),
        ("xx", "ltr", ",", "February 10, 2026"),
    ],
)
def test_story_is_marked_and_dated_in_its_language(client, language, direction, comma, day):
    story = a_chain("", language=language)

    page = client.get(address(story)).content.decode()

    assert f'<html lang="{language}" dir="{direction}">' in page
    assert f'<bdi>Vesper</bdi>{comma} <time datetime="2026-02-10">{day}</time>' in page
    assert ('<div class="record" lang="en" dir="ltr">' in page) == (language == "xx")


def test_wrong_or_missing_slug_leads_to_the_right_address(client):
    story = a_chain("Urgent", "1st LD")

    for rest in ("", "history/", "history/1/", "history/1..2/"):
        answer = client.get(f"/stories/{story.pk}/wrong/{rest}")
        assert (answer.status_code, answer["Location"]) == (301, address(story, rest))
    answer = client.get(f"/stories/{story.pk}/")
    assert (answer.status_code, answer["Location"]) == (301, address(story))


def test_slug_may_be_of_any_script(client):
    story = a_chain("", headline="大坝安全", language="zh")

    answer = client.get(f"/stories/{story.pk}/")

    assert answer["Location"] == f"/stories/{story.pk}/%E5%A4%A7%E5%9D%9D%E5%AE%89%E5%85%A8/"
    assert client.get(answer["Location"]).status_code == 200


def test_numbers_have_one_spelling(client):
    story = a_chain("Urgent", "1st LD")

    for path in (f"/stories/0{story.pk}/", address(story, "history/01/"), address(story, "history/1..02/"),
                 "/stories/99999999999999999999999/x/", "/stories/0/x/"):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_correction_stands_above_the_words_and_a_clarification_below(client):
    story = a_correction(a_chain("Urgent", body="Two towns are dry.")).story
    changed = rewrite(story, "The dam failed at dawn. Three towns are dry.")
    desk.correct(changed, by=None, now=NOON, wrong="no time", right="at dawn", amends=Amends.CLARIFICATION,
                 based_on=changed.save_number)  # fmt: skip

    answer = client.get(address(story))

    assert_in_order(
        words_of(answer),
        "Clarification: Dam at Karse Head holds",
        "Version 3 of 3",
        "Correction, Feb 10, 2026, 12:00 GMT. See the change Was two towns Now three towns",
        "The dam failed at dawn. Three towns are dry.",
        "Clarification, Feb 10, 2026, 12:00 GMT. See the change Was no time Now at dawn",
    )
    assert address(story, "history/1..2/") in links_of(answer)


def test_late_copy_does_not_become_the_newest(client):
    story = a_chain("Urgent", "1st LD")
    words = desk.StoryText(headline="Dam may not hold", blocks=story.blocks[:1])
    desk.file_late(story, words, now=NOON + timedelta(hours=1), designator="", follows=1)

    assert "Version 2, the newest of 3" in words_of(client.get(address(story)))
    late = words_of(client.get(address(story, "history/3/")))
    assert_in_order(
        late, "This older version was filed late, behind a newer one.", "Dam may not hold", "Version 3 of 3."
    )
    numbers = re.findall(r'<li value="(\d)">', client.get(address(story, "history/")).content.decode())
    assert numbers == ["2", "3", "1"]


def test_older_filing_says_what_replaced_it_and_when(client):
    story = a_chain("Urgent", "1st LD", "2nd LD")

    answer = client.get(address(story, "history/1/"))

    assert_in_order(words_of(answer), "A newer version replaced this at Feb 10, 2026, 12:10 GMT.",
        "Read the newest version",
        "Urgent: Dam at Karse Head holds", "Filed Feb 10, 2026, 12:00 GMT. Version 1 of 3.")  # fmt: skip
    assert answer["X-Robots-Tag"] == "noindex"
    newest = client.get(address(story, "history/3/"))
    assert "replaced" not in words_of(newest)
    assert "X-Robots-Tag" not in newest


def test_held_story_shows_a_notice_and_no_word_of_its_text(client):
    story = a_chain("Urgent", "1st LD")
    desk.hold(story, by=None, now=NOON + timedelta(hours=2), reason="A reader doubts the figure.")

    for path in every_address(story):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex"), path
        assert "ETag" not in answer, path
        assert "Karse" not in answer.content.decode(), path
        assert "karse" not in answer.content.decode(), path
    page = words_of(client.get(address(story)))
    assert "Held · Feb 10, 2026, 14:00 GMT We are checking this story The desk took it off at 14:00 GMT" in page
    assert page.count("checking") == 1
    data = client.get(f"/stories/{story.pk}/history.json").json()
    assert data == {
        "story": story.pk,
        "url": f"{settings.SITE_URL}/stories/{story.pk}/",
        "state": "held",
        "at": "2026-02-10T14:00:00.000000Z",
        "credit": "Vesper",
        "reason": "",
    }


def test_released_story_is_back_as_it_was(client):
    story = a_chain("Urgent", "1st LD")
    before = client.get(address(story))
    desk.release(desk.hold(story, by=None, now=NOON), by=None, now=NOON)

    after = client.get(address(story))

    assert (after.status_code, after.content, after["ETag"]) == (200, before.content, before["ETag"])


def test_killed_story_answers_410_everywhere_with_the_reason_alone(client):
    story = a_chain("Urgent", "1st LD")
    tag = client.get(address(story))["ETag"]
    desk.kill(story, by=None, now=NOON + timedelta(hours=3), reason="The dam stands.", headline_at_fault=True)

    for path in every_address(story):
        answer = client.get(path, headers={"If-None-Match": tag})
        assert answer.status_code == 410, path
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-cache", "noindex"), path
        assert "karse" not in answer.content.decode().lower(), path
    page = words_of(client.get(address(story)))
    assert_in_order(
        page, "Story withdrawn", "Vesper withdrew this story on Feb 10 at 15:00 GMT. Reason: The dam stands."
    )


def test_killed_story_without_a_reason_says_only_that_it_was_withdrawn(client):
    story = desk.kill(a_chain("Urgent"), by=None, now=NOON, reason="Kill “Dam at Karse Head holds”.")

    page, listed = client.get(f"/stories/{story.pk}/"), client.get("/corrections/")

    assert "Vesper withdrew this story on Feb 10 at 12:00 GMT." in words_of(page)
    assert "Reason" not in words_of(page) + words_of(listed)
    assert client.get(f"/stories/{story.pk}/head.json").json()["reason"] == "Vesper withdrew this story."


def test_killed_story_leads_to_the_one_that_takes_its_place(client):
    substitute = a_chain("", headline="Dam stands")
    story = a_chain("Urgent")
    desk.kill(story, by=an_editor(), now=NOON, reason="Wrong.", substitute=substitute)

    answer = client.get(address(story))

    assert "Dam at Karse Head holds" in words_of(answer)
    assert address(substitute) in links_of(answer)


def test_killed_story_does_not_lead_to_a_substitute_that_nobody_may_read(client):
    waiting = a_story(headline="Secret")
    story = a_chain("Urgent")
    desk.kill(story, by=None, now=NOON, reason="Wrong.", substitute=waiting)

    answer = client.get(address(story))

    assert f"/stories/{waiting.pk}/" not in " ".join(links_of(answer))
    assert "Secret" not in answer.content.decode()


def test_what_never_moved_is_the_page_of_what_is_not_there(client):
    unknown = client.get("/stories/999999999/x/")
    for story in (a_story(), a_story(embargo_until=NOON + timedelta(days=1)), desk.spike(a_story(), by=None, now=NOON),
                  desk.hold(a_story(), by=None, now=NOON)):  # fmt: skip
        for rest in ("/", "/x/", "/x/history/", "/x/history/1/", "/x/history/1..2/", *DATA):
            answer = client.get(f"/stories/{story.pk}{rest}")
            assert (answer.status_code, answer.content) == (404, unknown.content), rest
            assert dict(answer.headers) == dict(unknown.headers), rest


def test_taken_down_filing_is_gone_and_its_row_stays(client):
    story = a_chain("Urgent", "1st LD", "2nd LD")
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    gone = client.get(address(story, "history/1/"))
    changes = client.get(address(story, "history/1..2/"))

    assert gone.status_code == 410
    assert_in_order(words_of(gone), "The words of this version were removed", "Version 1 of this story")
    assert "The words of version 1 were removed, so it cannot be compared." in words_of(changes)
    assert "The words of this version were removed." in words_of(client.get(address(story, "history/")))
    rows = client.get(f"/stories/{story.pk}/history.json").json()["filings"]
    assert [(row["taken_down"], row["headline"]) for row in rows] == [
        (True, ""),
        (False, "Dam at Karse Head holds"),
        (False, "Dam at Karse Head holds"),
    ]


def test_story_whose_newest_words_were_removed_answers_410(client):
    story = a_chain("Urgent", "1st LD")
    desk.take_down(filings(story)[1], by=None, now=NOON, reason="A court said so.")

    for path in (address(story), f"/stories/{story.pk}.ninjs.json", f"/stories/{story.pk}.newsml.xml"):
        assert client.get(path).status_code == 410, path
    assert client.get(address(story, "history/1/")).status_code == 200


def test_metadata_names_the_story_without_its_designator(client):
    story = a_correction(a_chain("Urgent", headline='Dam </script> "holds"')).story

    page = client.get(address(story)).content.decode()

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    data = json.loads(block)
    assert data["headline"] == 'Dam </script> "holds"'
    assert data["alternativeHeadline"] == 'Correction: Dam </script> "holds"'
    assert data["author"] == {"@type": "Organization", "name": "Vesper"}
    assert data["version"] == 2
    assert data["correction"][0]["text"] == "Wrong: two towns Right: three towns"
    assert f'<link rel="canonical" href="{settings.SITE_URL}{address(story)}">' in page
    assert '<meta property="og:title" content="Dam &lt;/script&gt; &quot;holds&quot;">' in page


def test_hostile_words_are_printed_as_words(client):
    story = a_story(
        headline="<script>alert(1)</script>", body="<b onclick=x>bold</b> & <img src=x>", byline="<i>me</i>"
    )
    a_filing(story, note="<u>note</u>")
    story = Story.objects.get(pk=story.pk)

    for rest in ("", "history/", "history/1/"):
        page = client.get(address(story, rest)).content.decode()
        assert "<script>alert" not in page
        assert "onclick=x>" not in page
        assert "<u>" not in page
        assert "<i>me" not in page


def test_front_keeps_its_sections_through_a_burst_of_stories_without_one(client):
    a_chain("Urgent", headline="Rail strike put off", section=a_section("Business"))
    for number in range(40):
        a_chain("Urgent", headline=f"Item {number} of a burst", section=None)

    page = client.get("/").content.decode()

    assert "Rail strike put off" in page
    assert "Business" in page


def test_a_story_leads_to_more_of_its_section_agency_and_day(client):
    story = a_chain("Urgent", headline="Dam holds", source=a_source("Vesper & Co"))

    links = links_of(client.get(address(story)))

    assert [link for link in links if link in ("/sections/world/", "/archive/2026/02/10/")]
    assert client.get("/archive/?source=Vesper%20%26%20Co").content.decode().count("Dam holds") >= 1
    assert "/archive/?source=Vesper%20%26%20Co" in links


def test_front_page_leads_to_every_section_that_has_a_story(client):
    for name in ("World", "Sport", "Culture", "Science", "Politics", "Weather"):
        a_chain("Urgent", section=a_section(name))

    page = client.get("/").content.decode()

    places = page.partition('aria-label="Sections"')[2].partition("</nav>")[0]
    assert all(f'<a href="/sections/{name}/"' in places for name in ("world", "culture", "weather"))

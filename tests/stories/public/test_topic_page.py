"""A running story over several stories: its timeline, its feed, what an editor puts in and takes out."""

from datetime import timedelta

import pytest

from stories import desk
from stories.models import LiveKey, Story, Sweep, Topic
from stories.worker.filing_changes import keep_changes
from stories.worker.topics import list_topics
from tests.builders import NOON, a_chain, a_filing, a_story, an_editor, rewrite

pytestmark = pytest.mark.django_db

PAGE = "/topics/dam-flood/"


def a_flood(headline="Dam at Karse Head holds", slugline="Dam-Flood", **fields):
    """Return a live story with a slugline."""
    story = a_story(headline, slugline=slugline, **fields)
    a_filing(story, "Urgent")
    return Story.objects.get(pk=story.pk)


def text_of(client, path=PAGE):
    """Return the text of a page; its status where there is none."""
    answer = client.get(path)
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


def test_stories_of_one_stem_stand_on_one_timeline_with_what_they_changed(client):
    story = a_flood(body="Two people died at Karse Head.")
    a_flood("Minister asks who knew", "Dam-Flood-Inquiry")
    a_flood("Rail strike begins", "Rail-Strike")
    rewrite(story, "Five people died at Karse Head.")
    a_filing(story, "1st LD", now=NOON + timedelta(hours=1))
    keep_changes(NOON)

    text = text_of(client)
    assert '<h1 dir="auto">Dam flood</h1>' in text
    assert text.index("version 2") < text.index("version 1")
    assert "Deaths 2 → 5" in text
    assert "Minister asks who knew" in text
    assert "Rail strike" not in text.split("<main")[1]
    assert f'href="{PAGE}"' in text_of(client, story.get_public_url())
    assert "Minister asks who knew" in text_of(client, f"{PAGE}feeds/latest.atom")


def test_topics_of_several_stories_and_named_ones_are_listed_and_mapped(client):
    a_flood()
    a_flood("Minister asks who knew", "Dam-Flood-Inquiry")
    a_flood("Rail strike begins", "Rail-Strike")
    a_flood("Harbour is dredged", "Harbour-Dredging")
    Topic.objects.create(slug="harbour-dredging", name="The harbour of Northport")
    Topic.objects.create(slug="nosuch", name="Nobody reads of it")

    main = text_of(client, "/topics/").split("<main")[1]
    assert f'<a href="{PAGE}" dir="auto">Dam flood</a>' in main
    assert "2 stories" in main
    assert "Minister asks who knew" in main
    assert '<a href="/topics/harbour-dredging/" dir="auto">The harbour of Northport</a>' in main
    assert not {name for name in ("Rail strike", "Nobody reads of it") if name in main}
    mapped = text_of(client, "/sitemap.xml")
    assert all(f"{path}</loc>" in mapped for path in ("/topics/harbour-dredging/", "/topics/"))
    assert "/topics/nosuch/" not in mapped


@pytest.mark.parametrize("path", ["/topics/nosuch/", "/topics/nosuch/feeds/latest.rss"])
def test_a_topic_without_a_live_story_does_not_exist(client, path):
    desk.hold(a_flood(slugline="Nosuch-Thing"), by=None, now=NOON, reason="To be checked.")

    assert text_of(client, path) == text_of(client, "/topics/nosuch-thing/") == 404


def test_an_editor_puts_a_story_in_and_takes_it_out(client, admin_client):
    story = a_flood("Rail strike begins", "Rail-Strike")
    act = f"/admin/stories/story/{story.pk}/topic/"

    admin_client.post(act, {"topic": "Dam flood"})
    admin_client.post(act, {})
    assert "Rail strike begins" in text_of(client)
    assert text_of(client, "/topics/rail-strike/") == 404
    admin_client.post(act, {"topic": ""})
    assert text_of(client) == 404
    admin_client.post(act, {"topic": "rail-strike"})
    assert "Rail strike begins" in text_of(client, "/topics/rail-strike/")
    assert Story.objects.get(pk=story.pk).topic is None


def test_a_reporter_may_not_move_what_readers_see(client):
    story = a_flood()
    client.force_login(an_editor("rita", "reporter"))

    assert client.post(f"/admin/stories/story/{story.pk}/topic/", {"topic": ""}).status_code == 403
    assert "Karse Head" in text_of(client)


def test_a_topic_is_named_by_an_editor(client):
    a_flood()
    Topic.objects.create(slug="dam-flood", name="The flood at Karse Head", intro="A dam broke.")

    text = text_of(client)
    assert "The flood at Karse Head</h1>" in text
    assert "A dam broke." in text


def test_stories_of_before_are_listed_by_the_worker(client):
    a_flood()
    LiveKey.objects.filter(key__startswith="topic:").delete()
    assert text_of(client) == 404

    assert [list_topics(NOON) for _ in range(3)] == [1, 0, 0]
    assert Sweep.objects.done_until("topics") == 0
    assert "Karse Head" in text_of(client)


def test_a_long_chain_tells_its_last_filings_alone(client):
    a_chain("Urgent", *(f"{number}th LD" for number in range(4, 19)), slugline="Dam-Flood")

    assert text_of(client).count('class="tag"') == 12

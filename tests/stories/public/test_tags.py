"""The tag of an answer covers all that it prints: what is sent under the same tag has the same bytes."""

from datetime import timedelta

import pytest
from django.conf import settings

from stories import desk
from stories.display.http_caching import find_printing
from stories.models import LiveStory, Section, Source, SubjectName
from stories.public.keyset_paging import Cursor
from stories.public.views import archive
from tests.builders import NOON, a_chain, a_correction, filings
from tests.page_reading import address
from tests.stories.desk.chain_builders import LATER, MINUTE, another_chain, fresh, join, part, undo
from tests.stories.public.test_queries import COSTS, DATA_COSTS, STORY_COSTS

pytestmark = pytest.mark.django_db

FEEDS = (
    *("/feeds/latest.ninjs.json", "/sections/world/feeds/latest.ninjs.json", "/editions/en/feeds/latest.ninjs.json"),
    *(
        "/corrections/feeds/latest.rss",
        "/corrections/feeds/latest.json",
        "/editions/en/",
        "/editions/en/feeds/latest.atom",
    ),
    *("/ticker.json", "/ticker/", "/archive/?subject=fishing&genre=none"),
)


def addresses_of(*stories):
    """Return all addresses of stories as they are now."""
    of_pages = [address(fresh(story), rest) for story in stories for rest in STORY_COSTS]
    pasted = [f"/oembed?url={settings.SITE_URL}{path}" for path in of_pages[:: len(STORY_COSTS)]]
    return [*of_pages, *pasted, *(f"/stories/{story.pk}{rest}" for story in stories for rest in DATA_COSTS)]


def tag_and_bytes(answer):
    """Return the tag of an answer and what it covers: of a page without its ticker, which has a part of its own."""
    printed = find_printing(answer)
    return (printed.tag, printed.halves) if printed and printed.halves else (answer.get("ETag"), answer.content)


def rename_section(name):
    section = Section.objects.get()
    section.name = name
    section.save()


def change_first_move(story):
    """Let a version come in late that moved before all others."""
    older = another_chain("Urgent", start=NOON - timedelta(days=1))
    return join(older, story)


def test_no_act_changes_an_answer_under_its_tag(client, monkeypatch):
    monkeypatch.setattr(archive, "ARCHIVE_PAGE_SIZE", 2)
    story, into = a_chain("Urgent", "1st LD", "2nd LD"), another_chain("Urgent")
    a_correction(story)
    third = a_chain("Urgent", headline="Ferry late", now=NOON + 9 * MINUTE)
    oldest = Cursor(LiveStory.objects.order_by("place")[0].place)
    lists = [*COSTS, *FEEDS, f"/archive/2026/02/10/?newer={oldest}"]
    seen, moves = {}, []

    def look(act):
        changed, stale = set(), []
        for path in [*lists, *addresses_of(story, into)]:
            now = tag_and_bytes(client.get(path))
            before = seen.get(path, now)
            stale += [path] if now[0] == before[0] is not None and now[1] != before[1] else []
            changed |= {path} if now != before else set()
            seen[path] = now
        assert not stale, f"after {act}"
        return changed

    acts = {
        "the beginning": lambda: None,
        "another name of the section": lambda: rename_section("The World"),
        "its old name": lambda: rename_section("World"),
        "another name of the source": lambda: Source.objects.update(name="Vesper & Co"),
        "names of subjects": lambda: SubjectName.objects.create(key="medtop:1", name="fishing"),
        "words taken down": lambda: desk.take_down(filings(story)[0], by=None, now=NOON + MINUTE, reason="A court."),
        "a part": lambda: moves.append(part(story, 2, to=fresh(into))),
        "its undoing": lambda: undo(moves.pop()),
        "an older beginning": lambda: change_first_move(fresh(into)),
        "a hold": lambda: desk.hold(third, by=None, now=LATER + 2 * MINUTE),
        "a release": lambda: desk.release(fresh(third), by=None, now=LATER + 3 * MINUTE),
        "a newer story": lambda: a_chain("Urgent", headline="Calm sea", now=NOON + 400 * MINUTE),
        "a kill": lambda: desk.kill(fresh(third), by=None, now=LATER + 4 * MINUTE, reason="Wrong."),
    }
    for name, act in acts.items():
        act()
        changed = look(name)
        assert changed or name in ("the beginning", "another name of the source", "names of subjects"), name

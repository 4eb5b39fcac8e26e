"""Every address of readers and of the desk, as one filled archive has them; and the sweeps of the worker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from reversion.models import Version

from stories.models import Filing, Item, LiveKey, Photo, Rendition, Section, Source, State, Story

EDITIONS = ("ar", "en", "es", "fr", "ru", "zh")
FORMATS = ("rss", "atom", "json")
ARCHIVE = "/archive/"
OF_THE_SITES_ADMIN = (
    "stories_section",
    "stories_source",
    "stories_topic",
    "stories_sitepage",
    "stories_webhook",
    "stories_snippet",
    "stories_storytemplate",
    "auth_user",
)
# Names of addresses that read no table that grows, that are asked by POST alone, or about what an archive has none of.
NOT_ASKED = frozenset(
    {
        *(
            "manifest",
            "prefs",
            "speculation-rules",
            "text-size",
            "color-scheme",
            "push",
            "csp-reports",
            "stories:security",
            "stories:openapi",
            "admin:jsi18n",
        ),
        *(f"admin:{page}" for page in ("login", "logout", "password_change", "password_change_done", "app_list")),
        *(f"admin:expected_{act}" for act in ("again", "change", "drop", "settle")),
        *(f"admin:second_factor{page}" for page in ("", "_codes", "_off")),
        *("admin:passkey_add", "admin:passkey_rename", "admin:passkey_remove", "admin:log_out_everywhere"),
        *(f"admin:auth_user_{page}" for page in ("invite", "password_change", "second_factor")),
        *(
            "admin:invitation",
            "admin:stories_photo_words",
            "admin:stories_story_fix_style",
            "admin:stories_story_original",
        ),
        *("admin:autocomplete", "admin:for_you_all_seen", "admin:for_you_seen", "admin:stories_item_read"),
        *(f"admin:stories_photo_{page}" for page in ("original", "rendition")),
        *(f"admin:stories_source_{act}" for act in ("ask", "make_token", "revoke_token", "try")),
        *(f"admin:stories_story_{act}" for act in ("drop", "drop_new", "let_go", "meters", "note_remove", "pass_over")),
        *(
            f"admin:stories_story_{act}"
            for act in ("preview_new", "rebase", "topic", "reveal_headline", "settle", "settle_doubt")
        ),
        *(f"admin:stories_story_view_{act}" for act in ("add", "change", "drop", "follow")),
        *(f"admin:stories_story_{act}" for act in ("sitting", "sitting_new", "take", "undo_move", "unrelate")),
        *(
            "admin:stories_story_unschedule",
            "admin:stories_story_rows",
            "admin:ticker_pin_pin",
            "admin:ticker_pin_pin_stories",
        ),
        *(f"admin:stories_webhook_{act}" for act in ("again", "test")),
        *(f"admin:ticker_pin_{act}" for act in ("dismiss", "move", "off", "preview", "times", "wording")),
    }
)
STORIES = 6_000  # of the archive; PostgreSQL reads the long chain of the last one whole before a vacuum
# Addresses whose queries read too much, by database, and that nobody has mended yet.
NOT_YET = {
    "postgresql": re.compile(
        rf"""/stories/{STORIES}[/.] | /oembed
          | /admin/stories/story/[?]q= | /admin/stories/item/[?]p=""",
        re.VERBOSE,
    ),
}


@dataclass(frozen=True)
class Archive:
    """The stories of an archive that addresses are made of."""

    plain: Story
    deep: Story
    killed: Story
    held: Story
    waiting: Story
    common_word: str
    rare_word: str


def choose() -> Archive:
    """Choose the stories of the archive."""
    live = Story.objects.filter(state=State.LIVE)
    newest = Filing.objects.filter(language="en").latest("moved_at")
    return Archive(
        plain=live.filter(filed_number=3, language="en").latest("pk"),
        deep=live.order_by("-filed_number")[0],
        killed=Story.objects.filter(state=State.KILLED).latest("pk"),
        held=Story.objects.filter(state=State.HELD).latest("pk"),
        waiting=Story.objects.filter(state=State.WAITING).latest("pk"),
        common_word=max(newest.body["blocks"][0]["text"].split(), key=newest.body["blocks"][0]["text"].split().count),
        rare_word=newest.headline.split()[0],
    )


def addresses_of_stories(story: Story) -> Iterator[str]:
    """Yield the addresses of one story."""
    page = f"/stories/{story.pk}/{story.slug or 'story'}/"
    number = story.filed_number or 1
    yield from (page, f"{page}history/", f"{page}timemap/", f"{page}history/feed.atom", f"{page}history/{number}/")
    yield from (f"{page}history/1/", f"{page}history/{max(number - 1, 1)}..{number}/", f"/stories/{story.pk}/")
    yield from (
        f"{page}history/growth/",
        f"{page}history/growth/?q=the&version={number}",
        f"{page}history/1..{number}/",
    )
    yield f"{page}history/1..{number}/embed/"
    yield from (f"/log/?story={story.pk}", f"/log/proofs/{story.pk}/1.tlog-proof")
    yield f"/stories/{story.pk}/history/{number}.json"
    yield from (f"/stories/{story.pk}{end}" for end in ("/history.json", "/head.json", ".ninjs.json", ".newsml.xml"))
    yield f"/oembed?url=http%3A%2F%2F127.0.0.1%3A8000{page}&format=json"


def public_addresses(archive: Archive) -> Iterator[str]:
    """Yield the addresses of readers, each view in every way that it may be asked."""
    sections = (f"/sections/{slug}/" for slug in Section.objects.values_list("slug", flat=True)[::19])
    lists = ("/", *sections, *(f"/editions/{language}/" for language in EDITIONS))
    for page in lists:
        yield page
        yield from (f"{page}feeds/latest.{ending}" for ending in (*FORMATS, "ninjs.json"))
        yield from (f"{page}feeds/latest.full.{ending}" for ending in FORMATS)
    for story in (archive.plain, archive.deep, archive.killed, archive.held, archive.waiting):
        yield from addresses_of_stories(story)
    yield from archive_addresses(archive)
    yield from ("/corrections/", *(f"/corrections/feeds/latest.{ending}" for ending in FORMATS))
    yield from (f"/corrections/?kind={kind}" for kind in ("correction", "clarification", "refile", "kill", "nosuch"))
    day = Filing.objects.latest("moved_at").moved_at
    topic = LiveKey.objects.filter(key__startswith="topic:").order_by("key").values_list("key", flat=True).first()
    if topic:
        yield "/topics/"
        page = f"/topics/{topic.removeprefix('topic:')}/"
        yield from (page, *(f"{page}feeds/latest.{ending}" for ending in FORMATS))
    yield from ("/changes/", f"/changes/{day:%Y/%m/%d}/", *(f"/changes/feeds/latest.{ending}" for ending in FORMATS))
    yield from ("/about/", "/opensearch.xml")
    yield from (
        "/log/",
        "/log/checkpoint",
        "/log/keys",
        "/log/witnessed",
        "/log/witnesses",
        "/log/tile/0/000.p/1",
        "/log/tile/entries/000.p/1",
    )
    yield from ("/help/", "/ticker/", "/ticker.json", "/ticker/embed/", "/sitemap.xml", "/sitemap.xml?part=1")
    yield from ("/sitemap-news.xml", "/robots.txt", "/healthz", "/readyz", "/metrics", "/pictures/" + "0" * 32 + ".jpg")
    yield f"/pictures/{Rendition.objects.latest('pk').name}"
    since = (timezone.now() - timedelta(days=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield f"/feeds/latest.ninjs.json?since={since}"


def archive_addresses(archive: Archive) -> Iterator[str]:
    """Yield the archive with each filter, those that match much, little and nothing, alone and together."""
    day = timezone.now() - timedelta(days=400)
    source = Source.objects.latest("pk").name.replace(" ", "+")
    section = Section.objects.latest("pk").slug
    yield from (
        ARCHIVE,
        f"{ARCHIVE}{day:%Y/%m/%d}/",
        f"{ARCHIVE}{day:%Y/%m}/",
        f"{ARCHIVE}{day:%Y}/",
        f"{ARCHIVE}1999/01/01/",
    )
    words = (archive.common_word, archive.rare_word, f"{archive.common_word}+{archive.rare_word}", "nosuchword")
    queries = [f"q={word}{beside}" for word in words for beside in ("", "&in=all", "&sort=relevance")]
    queries += [f"q={archive.common_word[:3]}*", f"q={archive.rare_word[:4]}*&in=all", f"q=-{archive.common_word}"]
    queries += [
        f"q={archive.rare_word}+OR+nosuchword",
        f"q={archive.common_word}+-{archive.rare_word}",
        "corrected=yes",
    ]
    queries += [f"section={section}", "section=section-1", "section=nosuch", f"source={source}", "source=No+Such"]
    queries += [f"language={language}" for language in (*EDITIONS, "de")]
    queries += [f"designator={kind}" for kind in ("LD", "6th+LD", "Correction", "Urgent", "nosuch")]
    queries += [f"genre={genre}" for genre in ("Obituary", "Feature", "none", "zzz")]
    queries += ["subject=medtop:20900000", "subject=invented+topic+7", "subject=nosuch"]
    queries += [f"after={day:%Y-%m-%d}", f"before={day:%Y-%m-%d}", f"after={day:%Y-%m-%d}&before={day:%Y-%m-%d}"]
    queries += [f"q={archive.common_word}&section={section}", f"q={archive.common_word}&language=es"]
    queries += [f"q={archive.common_word}&before={day:%Y-%m-%d}", f"section={section}&language=es&genre=Obituary"]
    queries += [f"source={source}&genre=zzz&designator=LD&language=ru&section={section}&q={archive.common_word}"]
    behind = f"older={day:%Y-%m-%dT%H:%M:%S.%f}.1"
    queries += [behind, f"section=section-1&{behind}", f"newer={day:%Y-%m-%dT%H:%M:%S.%f}.1"]
    yield from (f"{ARCHIVE}?{query}" for query in queries)
    yield f"/sections/section-1/?{behind}"


def desk_addresses(archive: Archive) -> Iterator[str]:
    """Yield the pages of the newsroom that are asked for by GET."""
    desk = reverse("admin:stories_story_changelist")
    yield from (reverse("admin:index"), desk, reverse("admin:for_you"), reverse("admin:audit"))
    pages = ("shift_log", "first_run", "expected", "expected_add", "for_you_news")
    yield from (reverse(f"admin:{page}") for page in pages)
    queries = [f"view={view}" for view in ("incoming", "mine", "held", "embargoed", "today", "corrected", "killed")]
    queries += [
        "urgency=1",
        "urgency=9",
        "o=urgency",
        "o=wire&view=today",
        "o=-words",
        f"read={archive.plain.pk}",
        "view=all",
    ]
    queries += ["state__exact=live", "state__exact=spiked", "section__id__exact=20", "source__id__exact=30"]
    queries += ["language=en", "language=es", "language=de", f"q={archive.rare_word}", "q=nosuchword", "p=5"]
    queries += [f"q={archive.common_word}", f"q={archive.plain.pk}", "view=today&section__id__exact=1"]
    queries += ["view=handed-in", "urgency=1", "q=source:agency", "q=urgency:1-2", "q=by:editor-1 state:live"]
    queries += [f"q={archive.rare_word} source:agency urgency:5", f"q={archive.common_word} by:wire is:corrected"]
    yield from (f"{desk}?{query}" for query in queries)
    yield f"{desk}views/"
    since = (timezone.now() - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    yield f"{desk}news/?since={since}"
    yield from (f"{desk}doubtful/", f"{desk}{archive.plain.pk}/read/", f"{desk}{archive.deep.pk}/read/")
    for story in (archive.plain, archive.deep, archive.waiting):
        yield from (f"{desk}{story.pk}/{page}/" for page in ("change", "history", "notes", "preview", "join", "give"))
        versions = list(Version.objects.get_for_object(story).values_list("pk", flat=True)[:2])
        yield f"{desk}{story.pk}/revisions/{versions[0]}/"
        yield f"{desk}{story.pk}/compare/?version_id1={versions[-1]}&version_id2={versions[0]}"
    yield from (
        f"{desk}{archive.plain.pk}/{act}/"
        for act in ("hand-in", "send-back", "file", "correct", "hold", "kill", "relate", "translate", "take-down-words")
    )
    yield from (f"{desk}suggest/?q={words}" for words in (archive.rare_word, archive.common_word, "nosuchword"))
    yield from (f"{desk}{archive.held.pk}/release/", f"{desk}{archive.waiting.pk}/spike/")
    audit = reverse("admin:audit")
    day = (timezone.now() - timedelta(days=400)).strftime("%Y-%m-%d")
    yield from (f"{audit}?who=editor-1", f"{audit}?since={day}", f"{audit}?until={day}", f"{audit}?sort=story")
    yield f"{audit}?story={archive.deep.pk}"
    items = reverse("admin:stories_item_changelist")
    item = Item.objects.latest("pk")
    yield from (items, f"{items}?p=20", f"{items}{item.pk}/change/")
    yield from (
        f"{items}?{query}" for query in ("outcome__exact=failed", "outcome__exact=filed", "source__id__exact=30")
    )
    photos = reverse("admin:stories_photo_changelist")
    yield from (
        photos,
        f"{photos}?q=nosuchword",
        f"{photos}find/?q=nosuchword",
        f"{photos}{Photo.objects.latest('pk').pk}/change/",
    )
    yield from (reverse(f"admin:{name}_changelist") for name in OF_THE_SITES_ADMIN)
    yield from (f"{desk}{archive.plain.pk}/filings/1/{act}/" for act in ("take-down", "elsewhere"))
    yield from (f"{desk}{archive.plain.pk}/use/{versions[0]}/", f"{desk}{archive.plain.pk}/against/", f"{desk}add/")
    yield from (f"{desk}many/{act}/?ids={archive.plain.pk},{archive.deep.pk}" for act in ("hold", "move", "join"))
    for model in OF_THE_SITES_ADMIN:
        yield reverse(f"admin:{model}_add")
        yield from (reverse(f"admin:{model}_{page}", args=[1]) for page in ("change", "history", "delete"))
    yield from (reverse("admin:ticker_pin_changelist"), reverse("admin:own_settings"), reverse("admin:words"))
    yield f"{items}{item.pk}/original/"
    yield from (f"{photos}add/", f"{photos}chosen/?ids=1", f"{photos}{Photo.objects.latest('pk').pk}/remove/")


def named_addresses() -> set[str]:
    """Return the names of all addresses of the site."""
    return set(names_below(get_resolver(), ""))


def names_below(resolver: URLResolver, space: str) -> Iterator[str]:
    """Yield the names of the addresses of a resolver and of those below it, as `resolve` says them."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names_below(entry, ":".join(filter(None, (space, entry.namespace))))
        elif entry.name:
            yield f"{space}:{entry.name}" if space else entry.name

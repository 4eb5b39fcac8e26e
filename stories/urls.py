"""The public addresses of stories. Numbers have one spelling each, so that no page has two addresses."""

from datetime import date

from django.urls import include, path, register_converter

from stories.display import page_language
from stories.models import SitePlace
from stories.models.photo import RENDITION_NAME
from stories.public import feeds, ninjs_feed, sitemaps, version_feed
from stories.public.feed_entries import FullTextEntries
from stories.public.feed_formats import FEED_FORMATS
from stories.public.views import (
    archive,
    archive_calendar,
    change_lists,
    changes,
    front,
    growth,
    history,
    log,
    oembed,
    pages,
    pictures,
    site_pages,
    topics,
)
from stories.public.views import data as story_data
from stories.public.views import story as story_views

app_name = "stories"


class StoryIdConverter:
    """A story's id."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        """Return the id as a number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the id as it stands in an address."""
        return str(value)


class NumberConverter(StoryIdConverter):
    """A filing's number within its story."""

    regex = "[1-9][0-9]{0,8}"


class DayConverter:
    """A date, as the folders of an archive: 2017/02/10."""

    regex = "[0-9]{4}/[0-9]{2}/[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the date. Raises ValueError where the calendar has no such day."""
        return date.fromisoformat(value.replace("/", "-"))

    def to_url(self, value: date) -> str:
        """Return the date as folders."""
        return value.isoformat().replace("-", "/")


class MonthConverter(DayConverter):
    """A month, by its first day: 2017/02."""

    regex = "[0-9]{4}/[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the first day. Raises ValueError where the calendar has no such month."""
        return super().to_python(f"{value}/01")

    def to_url(self, value: date) -> str:
        """Return the month as folders."""
        return super().to_url(value)[:7]


class YearConverter(DayConverter):
    """A year, by its first day: 2017."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> date:
        """Return the first day. Raises ValueError where the calendar has no such year."""
        return super().to_python(f"{value}/01/01")

    def to_url(self, value: date) -> str:
        """Return the year as a folder."""
        return super().to_url(value)[:4]


class PictureNameConverter:
    """A rendition, by the digest of its content."""

    regex = RENDITION_NAME

    def to_python(self, value: str) -> str:
        """Return the name as it is."""
        return value

    to_url = to_python


class EditionConverter:
    """A language that the site has an edition in."""

    regex = "|".join(page_language.EDITIONS)

    def to_python(self, value: str) -> str:
        """Return the language as it is."""
        return value

    to_url = to_python


class SitePlaceConverter:
    """A page about the site."""

    regex = "|".join(SitePlace.values)

    def to_python(self, value: str) -> str:
        """Return the place as it is."""
        return value

    to_url = to_python


class FeedFormatConverter:
    """A format of feed."""

    regex = "|".join(FEED_FORMATS)

    def to_python(self, value: str) -> str:
        """Return the format as it is."""
        return value

    to_url = to_python


register_converter(StoryIdConverter, "key")
register_converter(NumberConverter, "number")
register_converter(DayConverter, "day")
register_converter(MonthConverter, "month")
register_converter(YearConverter, "year")
register_converter(FeedFormatConverter, "form")
register_converter(EditionConverter, "edition")
register_converter(PictureNameConverter, "picture")
register_converter(SitePlaceConverter, "place")

story = [
    path("", story_views.story, name="story"),
    path("history/", history.history, name="history"),
    path("history/growth/", growth.growth, name="growth"),
    path("timemap/", story_data.timemap, name="timemap"),
    path("history/feed.atom", version_feed.version_feed, name="version_feed"),
    path("history/<number:number>/", story_views.filing, name="filing"),
    path("history/<number:a>..<number:b>/", changes.changes, name="changes"),
    path("history/<number:a>..<number:b>/embed/", changes.card, name="change_card"),
]

full_text = {"entries": FullTextEntries}

urlpatterns = [
    path("", front.front, name="front"),
    path("editions/<edition:language>/", front.edition, name="edition"),
    path("editions/<edition:language>/feeds/latest.<form:form>", feeds.edition_feed, name="edition_feed"),
    path(
        "editions/<edition:language>/feeds/latest.full.<form:form>",
        feeds.edition_feed,
        full_text,
        name="full_edition_feed",
    ),
    path("sections/<slug:slug>/", front.section, name="section"),
    path("sections/<slug:slug>/feeds/latest.<form:form>", feeds.section_feed, name="section_feed"),
    path("sections/<slug:slug>/feeds/latest.full.<form:form>", feeds.section_feed, full_text, name="full_section_feed"),
    path("stories/<key:story_id>/history.json", story_data.history_json, name="history_json"),
    path("stories/<key:story_id>/history/<number:number>.json", story_data.filing_content, name="filing_content"),
    path("stories/<key:story_id>/head.json", story_data.head_json, name="head_json"),
    path("stories/<key:story_id>.ninjs.json", story_data.ninjs_json, name="ninjs"),
    path("stories/<key:story_id>.newsml.xml", story_data.newsml_xml, name="newsml"),
    path("stories/<key:story_id>/", story_views.story, name="story"),
    path("stories/<key:story_id>/<str:slug>/", include(story)),
    path("pictures/<picture:name>", pictures.picture, name="picture"),
    path("archive/", archive.archive, name="archive"),
    path("archive/<year:first>/", archive_calendar.year, name="year"),
    path("archive/<month:first>/", archive_calendar.month, name="month"),
    path("archive/<day:moved_on>/", archive_calendar.day, name="day"),
    path("topics/", topics.topics, name="topics"),
    path("topics/<str:slug>/", topics.topic, name="topic"),
    path("topics/<str:slug>/feeds/latest.<form:form>", feeds.topic_feed, name="topic_feed"),
    path("changes/", change_lists.latest_changes, name="change_lists"),
    path("changes/<day:moved_on>/", change_lists.changes_of_day, name="changes_of_day"),
    path("changes/feeds/latest.<form:form>", feeds.changes_feed, name="changes_feed"),
    path("corrections/", pages.corrections, name="corrections"),
    path("corrections/feeds/latest.<form:form>", feeds.corrections_feed, name="corrections_feed"),
    path("feeds/latest.ninjs.json", ninjs_feed.latest_ninjs, name="latest_ninjs"),
    path("sections/<slug:slug>/feeds/latest.ninjs.json", ninjs_feed.section_ninjs, name="section_ninjs"),
    path("editions/<edition:language>/feeds/latest.ninjs.json", ninjs_feed.edition_ninjs, name="edition_ninjs"),
    path("feeds/latest.<form:form>", feeds.latest_feed, name="feed"),
    path("feeds/latest.full.<form:form>", feeds.latest_feed, full_text, name="full_feed"),
    path("log/", log.log_page, name="log"),
    path("log/checkpoint", log.checkpoint, name="log_checkpoint"),
    path("log/keys", log.log_keys, name="log_keys"),
    path("log/witnessed", log.newest_cosigned, name="log_witnessed"),
    path("log/witnesses", log.witness_keys, name="log_witnesses"),
    path("log/tile/<path:name>", log.tile, name="log_tile"),
    path("log/proofs/<key:story_id>/<number:number>.tlog-proof", log.proof, name="log_proof"),
    path("help/", pages.help_page, name="help"),
    path("<place:place>/", site_pages.site_page, name="site_page"),
    path("api/openapi.json", site_pages.openapi, name="openapi"),
    path("opensearch.xml", site_pages.opensearch, name="opensearch"),
    path("oembed", oembed.oembed, name="oembed"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-news.xml", sitemaps.news_sitemap, name="news_sitemap"),
    path("robots.txt", pages.robots_txt, name="robots"),
    path(".well-known/security.txt", pages.security_txt, name="security"),
]

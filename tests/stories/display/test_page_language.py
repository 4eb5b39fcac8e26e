"""Pages speak the language of their story where the site has it, and say so in their attributes."""

import pytest
from django.utils import translation

from stories import desk
from stories.display import page_language
from stories.templatetags.stories import lang_attrs
from tests.builders import NOON, a_chain, a_correction
from tests.page_reading import address

pytestmark = pytest.mark.django_db

HERE = {
    "en": "You are here:",
    "zh": "您的位置：",
    "ar": "أنت هنا:",
    "ru": "Вы здесь:",
    "fr": "Vous êtes ici",
    "es": "Usted está aquí:",
}


@pytest.mark.sampled(5)
@pytest.mark.parametrize("language", HERE)
@pytest.mark.parametrize("rest", ["", "history/", "history/1/", "history/1..2/"])
def test_every_page_of_a_story_speaks_its_language(client, language, rest):
    story = a_chain("Urgent", "1st LD", language=language)

    page = client.get(address(story, rest)).content.decode()

    assert HERE[language] in page
    assert [words for code, words in HERE.items() if code != language and words in page] == []


def test_pages_of_our_own_words_are_marked_as_what_they_are_written_in(client):
    story = a_chain("Urgent", "1st LD", language="zh")

    assert '<html lang="zh" dir="ltr">' in client.get(address(story)).content.decode()
    assert '<html lang="zh-Hans" dir="ltr">' in client.get(address(story, "history/")).content.decode()
    assert (
        '<html lang="ar" dir="rtl">'
        in client.get(address(a_chain("Urgent", language="ar"), "history/")).content.decode()
    )


@pytest.mark.parametrize("language", ["de", "xx", "zh-Hant"])
def test_a_language_that_the_site_does_not_have_is_shown_in_its_own(client, language):
    page = client.get(address(a_chain("Urgent", language=language))).content.decode()

    assert f'<html lang="{language}"' in page
    assert 'lang="en" dir="ltr"' in page
    assert "You are here:" in page


def test_lists_speak_the_language_of_the_site_whatever_the_browser_asks_for(client):
    a_chain("Urgent", language="zh")

    pages = [
        client.get(path, headers={"Accept-Language": "zh-CN"}).content.decode()
        for path in ("/", "/archive/", "/help/", "/corrections/", "/ticker/")
    ]

    assert all('<html lang="en" dir="ltr">' in page for page in pages)


def test_a_correction_is_told_in_the_language_of_its_story(client):
    story = a_correction(a_chain("Urgent", language="fr")).story

    page = client.get(address(story)).content.decode()

    assert "<strong>Correction</strong>" in page
    assert "<dt>Avant</dt>" in page
    assert "<dt>Maintenant</dt>" in page


def test_what_runs_from_left_to_right_stands_whole_in_an_arabic_line(client):
    page = client.get(address(a_chain("", language="ar"))).content.decode()

    assert "\u206612:00 GMT\u2069" in page


def test_the_language_of_whoever_asked_before_does_not_stay(client):
    client.get(address(a_chain("Urgent", language="ar")))

    assert translation.get_language() == "en"


def test_removed_words_are_told_of_in_the_language_of_their_story(client):
    story = a_chain("Urgent", "1st LD", language="es")
    desk.take_down(story.filings.get(number=1), by=None, now=NOON, reason="A court said so.")

    assert "Texto retirado" in client.get(address(story, "history/1/")).content.decode()


@pytest.mark.parametrize(("code", "tag"), [("zh-hans", "zh-Hans"), ("en", "en"), ("fr", "fr")])
def test_languages_are_named_as_browsers_know_them(code, tag):
    assert page_language.language_tag(code) == tag


def test_an_edition_has_the_stories_of_its_language_and_speaks_it(client):
    for language, headline in (("zh", "大坝守住"), ("zh-Hant", "大壩守住"), ("en", "Dam holds"), ("ar", "السد صامد")):
        a_chain("Urgent", headline=headline, language=language)

    page = client.get("/editions/zh/").content.decode()

    assert '<html lang="zh-Hans" dir="ltr">' in page
    assert ("大坝守住" in page, "大壩守住" in page) == (True, True)
    main = page[page.index("<main") :]
    assert ("Dam holds" in main, "السد صامد" in main) == (False, False)
    assert '<a href="/editions/zh/" hreflang="zh" aria-current="page">简体中文</a>' in page
    assert '<html lang="ar" dir="rtl">' in client.get("/editions/ar/").content.decode()
    assert client.get("/editions/de/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/editions/zh/", "/editions/ar/"])
def test_editions_name_each_other(client, path):
    page = client.get(path).content.decode()

    for tag in ("en", "zh", "ar", "es", "fr", "ru"):
        assert f'<link rel="alternate" hreflang="{tag}" href="http://127.0.0.1:8000/editions/{tag}/">' in page
    assert '<link rel="alternate" hreflang="x-default" href="http://127.0.0.1:8000/">' in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in page


def test_an_edition_has_its_feeds(client):
    for language, headline in (("zh", "大坝守住"), ("en", "Dam holds")):
        a_chain("Urgent", headline=headline, language=language)

    feeds = [client.get(f"/editions/zh/feeds/latest.{form}").content.decode() for form in ("rss", "atom", "json")]

    assert all("大坝守住" in feed and "Dam holds" not in feed for feed in feeds)
    assert [
        feed for feed in feeds if "<language>zh<" in feed or 'xml:lang="zh"' in feed or '"language": "zh"' in feed
    ] == feeds
    assert 'href="/editions/zh/feeds/latest.atom"' in client.get("/editions/zh/").content.decode()


def test_an_edition_has_the_headlines_of_its_language_in_its_ticker(client):
    for language, headline in (("zh", "大坝守住"), ("zh", "道路开放"), ("en", "Dam holds")):
        a_chain("Urgent", headline=headline, language=language)

    page = client.get("/editions/zh/").content.decode()

    assert "Dam holds" not in page
    assert 'data-ticker="/ticker.json?lang=zh"' in page


@pytest.mark.parametrize("path", ["/archive/", "/corrections/", "/help/", "/sections/world/", "/ticker/"])
def test_pages_of_no_language_speak_the_one_that_is_asked_for(client, path):
    a_chain("Urgent")

    asked, unknown = (client.get(f"{path}?language={tag}").content.decode() for tag in ("fr", "xx"))

    assert '<html lang="fr" dir="ltr">' in asked
    assert 'href="/archive/?language=fr"' in asked
    assert '<html lang="en" dir="ltr">' in unknown


@pytest.mark.parametrize("act", [desk.hold, desk.kill])
def test_a_story_that_may_not_be_read_says_so_in_its_language(client, act):
    story = a_chain("Urgent", language="ar")
    act(story, by=None, now=NOON, reason="كان خطأ.")

    page = client.get(address(story)).content.decode()

    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.parametrize(
    ("language", "tag", "direction", "speaks"),
    [
        ("zh-Hans-CN", "zh-Hans-CN", "ltr", "zh"),
        ("zh_Hans_CN", "zh-Hans-CN", "ltr", "zh"),
        ("zh_Hant_HK", "zh-Hant-HK", "ltr", "en"),
        ("zh-TW", "zh-TW", "ltr", "en"),
        ("sr-Latn-RS", "sr-Latn-RS", "ltr", "en"),
        ("sr_Latn_RS", "sr-Latn-RS", "ltr", "en"),
        ("ar-Arab-EG", "ar-Arab-EG", "rtl", "ar"),
        ("az-Arab", "az-Arab", "rtl", "en"),
        ("ps", "ps", "rtl", "en"),
        ("es-419", "es-419", "ltr", "es"),
        ("pt-BR", "pt-BR", "ltr", "en"),
        ("en-GB-oxendict", "en-GB-oxendict", "ltr", "en"),
        ("FR", "fr", "ltr", "fr"),
        ("x-klingon", "x-klingon", "ltr", "en"),
        ("nonsense", "nonsense", "ltr", "en"),
    ],
)
def test_a_page_names_its_language_in_full_and_speaks_the_nearest(client, language, tag, direction, speaks):
    page = client.get(address(a_chain("Urgent", language=language))).content.decode()

    assert f'<html lang="{tag}" dir="{direction}">' in page
    assert HERE[speaks] in page


@pytest.mark.parametrize(
    ("language", "edition"), [("zh-Hans-CN", "zh"), ("ar-Arab-EG", "ar"), ("en-GB-oxendict", "en")]
)
def test_an_edition_has_every_variety_of_its_language(client, language, edition):
    a_chain("Urgent", headline="Dam holds", language=language)

    page = client.get(f"/editions/{edition}/").content.decode()

    assert "Dam holds" in page


def test_a_part_of_a_page_in_another_script_of_its_language_says_so():
    with translation.override("az"):
        assert lang_attrs("az_Arab_IR") == ' lang="az-Arab-IR" dir="rtl"'
        assert lang_attrs("az-Latn") == ""

"""Sections by their names in the language of the page, and the headlines of its edition beside it."""

import json

import pytest

from stories.models import SectionName
from tests.builders import a_chain, a_section
from tests.page_reading import address

pytestmark = pytest.mark.django_db


def test_pages_name_sections_in_their_language(client):
    arabic, english = a_chain("Urgent", language="ar", headline="السد صامد"), a_chain("Urgent", headline="Dam holds")
    SectionName.objects.create(section=a_section(), language="ar", name="العالم")
    named = {
        address(arabic): ("العالم", "World"),
        address(arabic, "history/"): ("العالم", "World"),
        address(english): ("World", "العالم"),
        "/": ("World", "العالم"),
        "/editions/ar/": ("العالم", "World"),
        "/editions/fr/": ("World", "العالم"),
        "/sections/world/": ("World", "العالم"),
        "/sections/world/?language=ar": ("العالم", "World"),
        "/archive/?language=ar": ("العالم", "World"),
        "/editions/ar/feeds/latest.atom": ("العالم", "World"),
        "/feeds/latest.atom": ("World", "العالم"),
    }

    for path, (name, other) in named.items():
        text = client.get(path).content.decode()
        assert name in text, path
        assert other not in text, path


def test_name_given_later_changes_the_tag(client):
    paths = [address(a_chain("Urgent", language="ar")), "/editions/ar/", "/editions/ar/feeds/latest.rss"]
    before = [client.get(path)["ETag"] for path in paths]
    SectionName.objects.create(section=a_section(), language="ar", name="العالم")

    assert all(client.get(path)["ETag"] != tag for path, tag in zip(paths, before, strict=True))


def test_page_in_a_language_has_the_headlines_of_its_edition(client):
    arabic, english = a_chain("Urgent", language="ar", headline="السد صامد"), a_chain("Urgent", headline="Dam holds")
    shown = {
        address(arabic): {"السد صامد"},
        address(arabic, "history/"): {"السد صامد"},
        address(arabic, "history/1/"): {"السد صامد"},
        "/editions/en/": {"Dam holds"},
        address(english): {"السد صامد", "Dam holds"},
    }

    for path, headlines in shown.items():
        ticker = client.get(path).content.decode().partition('class="ticker"')[2].partition("</section>")[0]
        assert {words for words in ("السد صامد", "Dam holds") if words in ticker} == headlines, path


def test_editor_names_a_section_in_the_languages_of_the_editions(admin_client):
    section = a_section()
    path = f"/admin/stories/section/{section.pk}/change/"
    form = {"name": section.name, "slug": section.slug, "position": section.position, "names-INITIAL_FORMS": 0}
    named = {"names-TOTAL_FORMS": 1, "names-0-section": section.pk, "names-0-name": "Monde"}
    for language in ("en", "tlh"):
        answer = admin_client.post(path, {**form, **named, "names-0-language": language})
        assert answer.status_code == 200, language
    assert admin_client.post(path, {**form, **named, "names-0-language": "fr"}).status_code == 302
    assert json.dumps(list(section.names.values_list("language", "name"))) == '[["fr", "Monde"]]'

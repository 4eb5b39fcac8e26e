"""The pages about the site: our words until a chief writes others, each at an address of its own."""

import json
import re

import pytest
from django.conf import settings
from reversion.models import Version

from stories.display.site_page_texts import ADDRESSES
from stories.models import SitePage, SitePlace
from tests.builders import a_chain, an_editor
from tests.page_reading import words_of
from tests.stories.admin.browser import sign_in

pytestmark = pytest.mark.django_db

PAGES = {
    "/about/": "About us Off the Wire publishes news as it moves on the wire.",
    "/ethics/": "Ethics We print what we can stand by, and say where it comes from.",
    "/corrections-policy/": "Corrections policy An error is put right as soon as it is known,",
    "/contact/": "Contact Write to desk@example.org. Name the address of the story",
    "/privacy/": "Privacy Readers need no account here.",
    "/republishing/": "Republishing and license The words and pictures of a story belong to the agency",
    "/api/": "API What this site knows, programs may read: no key is needed,",
}


def json_of(page):
    """Return the data of a page for search engines."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


@pytest.mark.parametrize(("address", "words"), PAGES.items())
def test_page_has_our_words_and_every_page_leads_to_it(client, address, words):
    answer = client.get(address)

    assert answer.status_code == 200
    assert words in words_of(answer)
    assert f'href="{address}"' in client.get("/help/").text
    assert f'href="{address}?language=fr"' in client.get("/help/?language=fr").text


def test_there_is_no_other_page(client):
    assert {client.get(path).status_code for path in ("/about/about/", "/owners/")} == {404}


def test_chief_words_a_page_and_brings_an_earlier_wording_back(client):
    chief = sign_in(an_editor("cleo", group="chief"))
    begun = chief.get("/admin/stories/sitepage/add/?place=ethics").text
    chief.post("/admin/stories/sitepage/add/", {"place": "ethics", "language": "en", "text": "We check <b>twice</b>."})
    page = SitePage.objects.get()
    first = client.get("/ethics/")
    chief.post(f"/admin/stories/sitepage/{page.pk}/change/", {"language": "en", "text": "We check <script>thrice."})

    second = client.get("/ethics/")

    assert "We print what we can stand by" in begun
    assert "<p>We check <strong>twice</strong>.</p>" in first.text
    assert "<p>We check &lt;script&gt;thrice.</p>" in second.text
    assert first["ETag"] != second["ETag"]
    newest, oldest = Version.objects.get_for_object(page)
    assert newest.revision.user.username == "cleo"
    shown = chief.get(f"/admin/stories/sitepage/{page.pk}/change/?version={oldest.pk}").text
    assert "We check &lt;b&gt;twice&lt;/b&gt;." in shown
    assert f'href="?version={oldest.pk}"' in shown


def test_page_without_words_in_a_language_shows_those_of_the_sites_own(client):
    SitePage.objects.create(place="about", language="en", text="We print the wire.")

    page = client.get("/about/?language=fr").text

    assert '<div class="copy" lang="en" dir="ltr">\n<p>We print the wire.</p>' in page
    SitePage.objects.create(place="about", language="fr", text="Nous publions.")
    assert '<div class="copy">\n<p>Nous publions.</p>' in client.get("/about/?language=fr").text


def test_search_engines_learn_who_makes_the_site_and_how_to_search_it(client):
    story = a_chain("Urgent")

    site, about = json_of(client.get("/").text), json_of(client.get("/about/").text)

    publisher = json_of(client.get(f"/stories/{story.pk}/{story.slug}/").text)["publisher"]
    assert site["publisher"] == publisher == {key: about[key] for key in about if key != "@context"}
    rules = ("publishingPrinciples", "ethicsPolicy", "correctionsPolicy", "actionableFeedbackPolicy")
    assert {client.get(publisher[rule].removeprefix(settings.SITE_URL)).status_code for rule in rules} == {200}
    assert site["potentialAction"]["target"] == f"{settings.SITE_URL}/archive/?q={{search_term_string}}"


def test_browsers_learn_how_to_search(client):
    front, answer = client.get("/").text, client.get("/opensearch.xml")

    assert 'type="application/opensearchdescription+xml" title="Off the Wire" href="/opensearch.xml">' in front
    assert answer["Content-Type"].startswith("application/opensearchdescription+xml")
    assert f'template="{settings.SITE_URL}/archive/?q={{searchTerms}}"' in answer.text


def test_page_of_the_api_lists_addresses_that_the_documentation_has():
    documented = (settings.BASE_DIR / "docs" / "addresses.md").read_text()

    assert [each for each in ADDRESSES if each not in documented and each.rpartition(".")[0] not in documented] == []


def test_places_are_those_of_the_table():
    assert len(PAGES) == len(SitePlace)

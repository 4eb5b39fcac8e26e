"""What every answer tells browsers and caches, scored by the rules of Mozilla's HTTP Observatory."""

import base64
import hashlib
import re

import pytest
from django.urls import reverse

from newsroom import policy
from stories import desk
from tests.newsroom import NOON, a_chain, an_editor

pytestmark = pytest.mark.django_db

HALF_A_YEAR = 15_768_000
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


@pytest.fixture
def _https(settings):
    """As it runs in production."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    settings.SECURE_SSL_REDIRECT = True


def page_kinds():
    """An address of each kind of page, and of what is no page."""
    story = a_chain("Urgent", "1st LD")
    withdrawn = a_chain("Urgent")
    desk.kill(withdrawn, by=None, now=NOON, reason="The report was false.")
    at = reverse("stories:story", args=[story.pk, story.slug])
    return [
        "/", "/sections/world/", at, f"{at}history/", f"{at}history/1/", f"{at}history/1..2/", "/archive/",
        "/corrections/", "/help/", "/ticker/", f"/stories/{withdrawn.pk}/", "/no-such-page/",
        "/ticker.json", "/feeds/latest.atom", "/prefs.css", "/sitemap.xml", "/robots.txt", "/healthz",
        f"/stories/{story.pk}/wrong-slug/", "/admin/login/",
    ]  # fmt: skip


def directives(response):
    """The content security policy of an answer, read."""
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: set(values) for name, *values in parts}


def score(response):
    """The points of an answer, without those of the browsers' preload list and of cookies."""
    points = 100
    csp = directives(response)
    is_strict = csp["default-src"] == {"'none'"} and csp["base-uri"] == csp["object-src"] == {"'none'"}
    points += 10 if is_strict and "unsafe" not in response["Content-Security-Policy"] else -20
    points += 5 if csp["frame-ancestors"] == {"'none'"} and response["X-Frame-Options"] == "DENY" else -20
    points += 5 if response["Referrer-Policy"] in PRIVATE_REFERRERS else -5
    points += 10 if response["Cross-Origin-Resource-Policy"] == "same-origin" else 0
    points += 10 if response["Cross-Origin-Opener-Policy"] == "same-origin" else 0
    points += 10 if response["Cross-Origin-Embedder-Policy"] == "require-corp" else 0
    points -= 5 if response["X-Content-Type-Options"] != "nosniff" else 0
    hsts = re.search(r"max-age=(\d+)", response.headers.get("Strict-Transport-Security", "max-age=0"))
    points -= 20 if int(hsts[1]) < HALF_A_YEAR else 0
    return points - (50 if response.headers.get("Access-Control-Allow-Origin") else 0)


@pytest.mark.usefixtures("_https")
def test_every_kind_of_page_scores_150(client):
    scores = {address: score(client.get(address, secure=True)) for address in page_kinds()}

    assert scores == dict.fromkeys(scores, 150)


@pytest.mark.usefixtures("_https")
def test_plain_http_leads_to_https(client):
    response = client.get("/")

    assert (response.status_code, response["Location"]) == (301, "https://testserver/")


def test_every_answer_says_how_long_it_may_be_kept_and_what_it_is(client):
    for address in page_kinds():
        response = client.get(address)

        assert response["Cache-Control"], address
        assert (
            response.status_code == 301 or "charset=" in response["Content-Type"] or "json" in response["Content-Type"]
        )
        assert "camera=()" in response["Permissions-Policy"], address


def test_the_one_inline_script_is_the_one_that_the_policy_allows(client):
    response = client.get("/")

    inline = re.findall(r"<script>(.*?)</script>", response.text, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in inline]
    assert directives(response)["script-src"] == {"'self'", f"'sha256-{digests[0]}'"}
    assert len(digests) == 1
    assert not re.search(r"\son\w+=|\sstyle=|<style", response.text)


def test_error_pages_carry_the_same_script(client):
    response = client.get("/no-such-page/")

    assert (policy.TEMPLATES / "_text_size_script.html").read_text() in response.text


def test_the_newsroom_is_kept_by_nobody(client):
    client.force_login(an_editor(), backend="django.contrib.auth.backends.ModelBackend")

    for address in ("/admin/", "/admin/login/", "/admin/stories/story/", "/admin/no-such-page/", "/admin/x.css"):
        response = client.get(address)

        assert response["Cache-Control"] == "no-store, private", address
        assert response["X-Robots-Tag"] == "noindex, nofollow", address


def test_the_newsroom_has_the_icon_of_the_site(client):
    icon = re.search(r'<link rel="icon".*?>', client.get("/").text)[0]

    assert icon in client.get("/admin/login/").text
    client.force_login(an_editor(), backend="django.contrib.auth.backends.ModelBackend")
    for address in ("/admin/", "/admin/stories/story/", "/admin/stories/story/add/"):
        assert icon in client.get(address).text, address


def test_the_frame_may_be_shown_where_the_setting_says(client):
    a_chain("Urgent", "1st LD")

    response = client.get("/ticker/embed/")

    assert directives(response)["frame-ancestors"] == {"*"}
    assert "X-Frame-Options" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_public_pages_are_the_same_with_and_without_cookies(client):
    addresses = page_kinds()[:-1]
    without = [client.get(address) for address in addresses]
    client.cookies.load({"fs": "xl", "session": "a" * 32, "csrf": "b" * 32, "messages": "c"})

    for address, before in zip(addresses, without, strict=True):
        after = client.get(address)

        if address != "/prefs.css":
            assert after.content == before.content, address
            assert after.headers == before.headers, address
            assert "Cookie" not in after.get("Vary", ""), address
        assert "Set-Cookie" not in after.headers, address


def test_static_files_carry_the_policy_too():
    headers = {}

    policy.for_static_file(headers, "site.css", "/static/site.css")

    assert headers == {
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }

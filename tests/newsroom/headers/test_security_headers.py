"""Security headers of every answer, scored by the rules of Mozilla's HTTP Observatory."""

import base64
import hashlib
import re

import pytest
from django.conf import settings
from django.urls import reverse

from newsroom.headers import security_headers
from stories import desk
from stories.public.mementos import LINK_FORMAT
from tests.builders import NOON, a_chain, an_editor
from tests.newsroom.headers.observatory import ISOLATION, directives, marks, score

pytestmark = pytest.mark.django_db


@pytest.fixture
def _https(settings):
    """Run as in production."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    settings.SECURE_SSL_REDIRECT = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def page_kinds():
    """Return an address of each kind of page, and of answers that are no page."""
    story = a_chain("Urgent", "1st LD")
    withdrawn = a_chain("Urgent")
    desk.kill(withdrawn, by=None, now=NOON, reason="The report was false.")
    held = desk.hold(a_chain("Urgent"), by=None, now=NOON)
    at = reverse("stories:story", args=[story.pk, story.slug])
    return [
        "/", "/sections/world/", at, f"{at}history/", f"{at}history/1/", f"{at}history/1..2/", "/archive/",
        "/corrections/", "/help/", "/ticker/", f"/stories/{withdrawn.pk}/", "/no-such-page/",
        "/ticker.json", "/feeds/latest.atom", "/prefs.css", "/sitemap.xml", "/robots.txt", "/healthz",
        f"/stories/{story.pk}/wrong-slug/", f"/stories/{held.pk}/", f"{at}timemap/", "/site.webmanifest",
        f"/oembed?url={settings.SITE_URL}{at}", f"/oembed?url={settings.SITE_URL}{at}&format=xml",
        f"/oembed?url={settings.SITE_URL}{at}&format=csv", "/speculation-rules.json", "/admin/login/",
    ]  # fmt: skip


def is_public_data(answer):
    """Return whether other sites may read an answer, which costs what keeps them out."""
    return answer.headers.get("Cross-Origin-Resource-Policy") == "cross-origin"


@pytest.mark.usefixtures("_https")
def test_every_kind_of_page_scores_150(client):
    answers = {address: client.get(address, secure=True) for address in page_kinds()}

    found = {address: marks(answer) for address, answer in answers.items()}

    assert len(found) >= 24
    assert {address: score(each) for address, each in found.items()} == {
        address: (155 if answer.cookies else 150) - (10 if is_public_data(answer) else 0)
        for address, answer in answers.items()
    }
    assert sum(map(is_public_data, answers.values())) == 6
    strict = {
        address: score({name: points for name, points in each.items() if name not in ISOLATION})
        for address, each in found.items()
    }
    assert min(strict.values()) == 120


@pytest.mark.usefixtures("_https")
def test_every_page_of_the_newsroom_scores_130_and_more(client):
    story = a_chain("Urgent", "1st LD")
    client.force_login(an_editor("clara", "chief"), backend="django.contrib.auth.backends.ModelBackend")
    names = ("change", "history", "file", "kill", "notes", "hold")
    addresses = [
        *(reverse(f"admin:stories_story_{name}", args=[story.pk]) for name in names),
        *("/admin/", "/admin/stories/story/", "/admin/audit/", "/admin/settings/", "/admin/second-factor/"),
        *("/admin/auth/user/", "/admin/stories/webhook/add/", "/admin/ticker/pin/", "/admin/ticker/pin/preview/"),
        *("/admin/no-such-page/", "/admin/stories/photo/add/", "/admin/words.js"),
    ]

    found = {address: score(marks(client.get(address, secure=True))) for address in addresses}

    assert {address: points for address, points in found.items() if points < 130} == {}


def test_every_policy_refuses_plug_ins_bases_and_frames(client):
    for address in page_kinds():
        response = client.get(address)
        policy = directives(response)
        assert policy["base-uri"] == policy["default-src"] == policy["frame-ancestors"] == {"'none'"}, address
        assert not {"object-src", "frame-src", "child-src"} & set(policy), address  # so that the default holds
        assert "unsafe" not in response["Content-Security-Policy"], address


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Content-Security-Policy", None, 55),  # nor does anything else forbid frames
        ("Content-Security-Policy", "default-src 'self'; script-src 'self' 'unsafe-inline'", 60),
        ("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'", 145),
        ("Strict-Transport-Security", None, 80),
        ("Strict-Transport-Security", "max-age=86400", 140),
        ("X-Content-Type-Options", None, 145),
        ("Referrer-Policy", "unsafe-url", 140),
        ("Cross-Origin-Resource-Policy", "cross-origin", 140),
        ("Access-Control-Allow-Credentials", "true", 50),
        ("Set-Cookie", "session=x", 60),
    ],
)
@pytest.mark.usefixtures("_https")
def test_score_falls_with_what_is_missing(client, name, value, expected):
    answer = client.get("/", secure=True)
    assert score(marks(answer)) == 150

    if name == "Set-Cookie":
        answer.set_cookie("session", "x")
    elif value is None:
        del answer[name]
    else:
        answer[name] = value

    assert score(marks(answer)) == expected


@pytest.mark.usefixtures("_https")
def test_plain_http_leads_to_https(client):
    response = client.get("/")

    assert (response.status_code, response["Location"]) == (301, "https://testserver/")


def test_every_answer_says_how_long_it_may_be_kept_and_what_it_is(client):
    for address in page_kinds():
        response = client.get(address)

        assert response["Cache-Control"], address
        kind = response["Content-Type"]
        assert response.status_code == 301 or "charset=" in kind or "json" in kind or kind == LINK_FORMAT


def test_the_one_inline_script_is_the_one_that_the_policy_allows(client):
    response = client.get("/")

    inline = re.findall(r"<script>(.*?)</script>", response.text, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in inline]
    assert directives(response)["script-src"] == {"'self'", f"'sha256-{digests[0]}'"}
    assert len(digests) == 1
    assert not re.search(r"\son\w+=|\sstyle=|<style", response.text)


def test_error_pages_carry_the_same_script(client):
    response = client.get("/no-such-page/")

    assert (security_headers.TEMPLATES / "_reader_choices_script.html").read_text() in response.text


def test_the_newsroom_is_kept_by_nobody(client):
    client.force_login(an_editor(), backend="django.contrib.auth.backends.ModelBackend")

    for address in ("/admin/", "/admin/login/", "/admin/stories/story/", "/admin/no-such-page/", "/admin/x.css"):
        response = client.get(address)

        assert response["Cache-Control"] == "no-store, private", address
        assert response["X-Robots-Tag"] == "noindex, nofollow", address
        assert "camera=()" in response["Permissions-Policy"], address
        assert response["X-Frame-Options"] == "DENY", address


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

    security_headers.set_static_headers(headers, "site.css", "/static/site.css")

    assert headers == {
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }

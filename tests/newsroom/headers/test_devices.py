"""What browsers and devices ask for beside the pages: icons, the manifest, what to fetch ahead."""

import re
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image

from newsroom.headers import devices
from tests.builders import a_chain
from tests.page_reading import address

pytestmark = pytest.mark.django_db

RED = (0x9C, 0x2F, 0x1B)
LISTS = ("/", "/sections/world/", "/archive/", "/archive/2026/02/10/", "/archive/?q=dam", "/ticker/")
SHEET = (settings.BASE_DIR / "static" / "site.css").read_text()


def body(response):
    """The bytes of a file."""
    return b"".join(response) if response.streaming else response.content


def colours_of(image):
    """The colour in its corner, and the one in the middle of its uppermost line."""
    picture = image.convert("RGB")
    side = picture.width
    return picture.getpixel((0, 0)), picture.getpixel((side // 2, side * 5 // 16))


def test_manifest_names_the_site_and_its_icons(client, settings):
    settings.SITE_NAME = "The Karse Courier"

    answer = client.get("/site.webmanifest")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/manifest+json")
    manifest = answer.json()
    assert {name: manifest[name] for name in ("name", "start_url", "scope", "id", "display")} == {
        "name": "The Karse Courier",
        "start_url": "/",
        "scope": "/",
        "id": "/",
        "display": "minimal-ui",
    }
    assert client.get(manifest["start_url"]).status_code == 200
    assert [icon["sizes"] for icon in manifest["icons"]] == ["any", "192x192", "512x512"]
    for icon in manifest["icons"][1:]:
        file = finders.find(icon["src"].removeprefix(settings.STATIC_URL))
        with Image.open(file) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
            assert (image.format, colours_of(image)) == ("PNG", (RED, (255, 255, 255)))


@pytest.mark.parametrize(
    ("path", "kind", "sizes"),
    [
        ("/favicon.ico", "ICO", {(16, 16), (32, 32), (48, 48)}),
        ("/apple-touch-icon.png", "PNG", {(180, 180)}),
    ],
)
def test_icons_stand_where_devices_look_for_them(client, path, kind, sizes):
    answer = client.get(path)

    assert (answer.status_code, answer["Content-Type"].partition("/")[0]) == (200, "image")
    with Image.open(BytesIO(body(answer))) as image:
        assert image.format == kind
        assert image.info.get("sizes", {image.size}) == sizes
        assert colours_of(image) == (RED, (255, 255, 255))


def test_the_icon_in_the_page_is_the_one_in_the_file(client):
    page = client.get("/").text

    drawn = re.search(r'<link rel="icon" href="data:image/svg\+xml,([^"]*)">', page)[1]
    with open(finders.find("icon.svg")) as file:
        kept = file.read()
    assert unquote(drawn).replace("></path>", "/>") == kept


def test_pages_lead_to_the_manifest_and_the_touch_icon(client):
    for path in ("/", address(a_chain("Urgent")), "/help/"):
        page = client.get(path).text
        assert '<link rel="manifest" href="/site.webmanifest">' in page
        assert '<link rel="apple-touch-icon" href="/apple-touch-icon.png">' in page


def test_colour_around_the_page_is_that_of_its_paper(client):
    light, dark = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", SHEET).groups()

    page = client.get("/").text

    assert re.findall(r'<meta name="theme-color" content="(.*?)" media="\(prefers-color-scheme: (\w+)\)">', page) == [
        (light, "light"),
        (dark, "dark"),
    ]
    assert light == devices.PAPER == client.get("/site.webmanifest").json()["theme_color"]


def test_lists_of_stories_name_the_rules_of_what_to_fetch_ahead(client):
    story = a_chain("Urgent", "1st LD")

    for path in LISTS:
        assert client.get(path)["Speculation-Rules"] == '"/speculation-rules.json"', path
    tag = client.get("/")["ETag"]
    assert "Speculation-Rules" in client.get("/", headers={"If-None-Match": tag})
    for path in (address(story), address(story, "history/1/"), "/feeds/latest.atom", "/no-such-page/", "/admin/login/"):
        assert "Speculation-Rules" not in client.get(path), path


def test_rules_are_of_stories_and_sections_alone(client):
    answer = client.get("/speculation-rules.json")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/speculationrules+json")
    assert answer.json() == {
        "prefetch": [
            {
                "source": "document",
                "where": {"or": [{"href_matches": "/stories/:id(\\d+)/:slug/"}, {"href_matches": "/sections/:slug/"}]},
                "eagerness": "moderate",
            }
        ]
    }


@pytest.mark.parametrize("path", ["/site.webmanifest", "/speculation-rules.json"])
def test_what_a_device_has_is_not_written_again(client, path):
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again["Cache-Control"]) == (304, first["Cache-Control"])
    assert client.post(path).status_code == 405


def test_pages_slide_into_each_other_for_those_alone_who_want_motion():
    wanted = r"@media \(prefers-reduced-motion: no-preference\) \{\s*@view-transition \{ navigation: auto \}\s*\}"

    assert len(re.findall(wanted, SHEET)) == SHEET.count("view-transition") == 1

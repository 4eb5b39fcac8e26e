"""Text size and colours without script: cookies, and a style sheet that reads them."""

import pytest

SIZES = {"s": ".875", "m": "1", "l": "1.25", "xl": "1.5", "xxl": "2"}
SCHEMES = {"auto": "light dark", "light": "light", "dark": "dark"}


@pytest.mark.parametrize(("size", "scheme"), [*zip(SIZES, [*SCHEMES] * 2, strict=False)])
def test_prefs_prints_what_was_chosen(client, size, scheme):
    client.cookies["fs"], client.cookies["scheme"] = size, scheme

    response = client.get("/prefs.css")

    assert response.text == "".join(
        f":root{{{rule}}}"
        f"button[value={value}]{{font-weight:700;outline:2px solid}}"
        f'button[value={value}]::after{{content:" (" attr(data-current) ")";font-size:0}}'
        for value, rule in ((size, f"--fs:{SIZES[size]}"), (scheme, f"color-scheme:{SCHEMES[scheme]}"))
    )
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Vary"] == "Cookie"
    assert response["ETag"] == f'"fs-{size}-{scheme}"'


@pytest.mark.parametrize("cookie", ["", "huge", "xl}body{display:none", "</style>"])
def test_prefs_takes_any_other_cookie_for_the_default(client, cookie):
    client.cookies["fs"] = client.cookies["scheme"] = cookie

    assert client.get("/prefs.css")["ETag"] == '"fs-m-auto"'


def test_prefs_answers_304_to_who_has_it(client):
    client.cookies["fs"] = "xl"

    response = client.get("/prefs.css", headers={"If-None-Match": '"fs-xl-auto"'})

    assert (response.status_code, response.content) == (304, b"")
    assert (response["ETag"], response["Vary"], response["Cache-Control"]) == (
        '"fs-xl-auto"', "Cookie", "private, no-cache",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "field", "value", "name"),
    [("/text-size/", "size", "xl", "fs"), ("/color-scheme/", "scheme", "dark", "scheme")],
)
def test_choice_is_kept_for_a_year_and_leads_back(client, address, field, value, name):
    response = client.post(address, {field: value, "next": "/help/?a=1"})

    cookie = response.cookies[name]
    assert (response.status_code, response["Location"]) == (303, "/help/?a=1")
    assert response["Cache-Control"] == "no-store"
    assert (cookie.value, cookie["max-age"], cookie["path"], cookie["samesite"]) == (value, 31_536_000, "/", "Lax")
    assert not cookie["httponly"]


@pytest.mark.parametrize(
    ("address", "field", "value", "name"),
    [("/text-size/", "size", "m", "fs"), ("/color-scheme/", "scheme", "auto", "scheme")],
)
def test_default_forgets_the_choice(client, address, field, value, name):
    response = client.post(address, {field: value, "next": "/"})

    assert (response.cookies[name].value, response.cookies[name]["max-age"]) == ("", 0)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "javascript:alert(1)",
        "http:///evil.example", "https:evil.example", " //evil.example", "\x00//evil.example", "",
        "///evil.example", "http://testserver@evil.example/", "http://testserver/",
    ],
)  # fmt: skip
def test_choice_leads_to_no_other_site(client, elsewhere):
    response = client.post("/text-size/", {"size": "xl", "next": elsewhere})

    assert (response.status_code, response["Location"]) == (303, "/")


def test_line_breaks_in_the_way_back_stay_in_one_header(client):
    response = client.post("/text-size/", {"size": "xl", "next": "/help/\r\nSet-Cookie: a=b"})

    assert response["Location"] in ("/", "/help/%0D%0ASet-Cookie:%20a=b")
    assert list(response.cookies) == ["fs"]


@pytest.mark.parametrize("size", ["", "huge", "XL"])
def test_unknown_size_is_refused_with_those_that_there_are(client, size):
    response = client.post("/text-size/", {"size": size, "next": "/"})

    assert response.status_code == 400
    assert response.text == "There is no such text size. There are s, m, l, xl, xxl."
    assert not response.cookies


def test_unknown_colours_are_refused_with_those_that_there_are(client):
    response = client.post("/color-scheme/", {"scheme": "sepia", "next": "/"})

    assert (response.status_code, response.text) == (
        400, "There is no such color scheme. There are auto, light, dark.",
    )  # fmt: skip
    assert not response.cookies


@pytest.mark.parametrize(
    ("site", "status"), [("same-origin", 303), ("cross-site", 400), ("same-site", 400), ("none", 400)]
)
def test_choice_from_another_site_is_refused(client, site, status):
    response = client.post("/text-size/", {"size": "xl"}, headers={"Sec-Fetch-Site": site})

    assert response.status_code == status
    assert bool(response.cookies) == (status == 303)


def test_choice_is_made_by_post_alone(client):
    response = client.get("/text-size/?size=xl")

    assert response.status_code == 405
    assert not response.cookies

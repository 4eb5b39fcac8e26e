"""Sources push copy with a token of their own, and get a line of JSON for each item."""

import json
from datetime import UTC, datetime

import pytest
from django.test import Client

from stories import wire
from stories.models import Delivery, Item, Source, SourceToken, Story
from stories.push import make_token, push_path, rate_limits, revoke_token
from stories.push import views as push_views
from tests.builders import NOON, a_source, an_editor
from tests.photo_files import draw_jpeg
from tests.stories.commands.test_ingest import KEYS

pytestmark = pytest.mark.django_db

TEXT = b"Urgent: Dam at Karse Head overtops\n\nWater ran over the dam.\n"


@pytest.fixture
def browser():
    """Return a client that checks what CSRF would, as browsers are checked."""
    return Client(enforce_csrf_checks=True)


def a_pusher(name="Maran News Agency"):
    """Return a source that files itself, with a token of it."""
    source = a_source(name, intake=Source.Intake.FILE)
    return source, make_token(source, by=an_editor(), now=NOON)


def push(browser, path, data=TEXT, *, token="", **headers):
    authorization = {"Authorization": f"Bearer {token}"} if token else {}
    return browser.post(path, data, content_type="application/octet-stream", headers={**authorization, **headers})


def test_push_is_taken_and_answered_with_a_line_an_item(browser):
    source, token = a_pusher()
    two = json.dumps([{"uri": f"urn:maran:{n}", "type": "text", "headline": f"Ferry {n} turns back",
                       "body_text": f"Ferry {n} turned back."} for n in (1, 2)] + [{"type": "text"}])  # fmt: skip

    response = push(browser, "/wire/maran-news-agency/?name=two.json", two.encode(), token=token)

    lines = [json.loads(line) for line in response.content.decode().splitlines()]
    assert (response.status_code, response["Content-Type"]) == (202, "application/x-ndjson")
    assert [list(line) for line in lines] == [KEYS] * 3
    assert [(line["path"], line["outcome"]) for line in lines] == [
        ("two.json", "filed"), ("two.json", "filed"), ("two.json", "failed")
    ]  # fmt: skip
    assert {item.source for item in Item.objects.all()} == {source}
    assert bytes(Delivery.objects.get().content) == two.encode()
    assert (response["Cache-Control"], response.cookies, response.get("Vary")) == ("no-store", {}, None)


def test_character_set_of_the_header_decides_where_the_letters_do_not(browser):
    source, token = a_pusher()
    words = "Έκλεισε η γέφυρα του Όρεν\n\nΗ γέφυρα του Όρεν έκλεισε την Πέμπτη. Άλλα έργα συνεχίζονται.\n"
    header = {"content_type": "text/plain; charset=iso-8859-7", "headers": {"Authorization": f"Bearer {token}"}}

    browser.generic("POST", push_path(source), words.encode("iso-8859-7"), **header)
    browser.generic("POST", push_path(source), TEXT, **{**header, "content_type": "text/plain; charset=no-such-set"})

    greek, plain = Item.objects.order_by("pk")
    assert (greek.outcome, greek.headline) == ("filed", "Έκλεισε η γέφυρα του Όρεν")
    assert plain.outcome == "filed"


def test_source_s_own_setting_says_what_becomes_of_it(browser):
    source, token = a_pusher()
    Source.objects.filter(pk=source.pk).update(intake=Source.Intake.DESK)

    [line] = push(browser, push_path(source), token=token).content.splitlines()

    assert json.loads(line)["outcome"] == "waiting"
    assert json.loads(line)["path"] == "-"
    assert not Story.objects.get().has_moved


def test_number_stands_for_a_source_whose_name_has_no_letters_of_addresses(browser):
    source, token = a_pusher("新闻社")

    assert push_path(source) == f"/wire/{source.pk}/"
    assert push(browser, push_path(source), token=token).status_code == 202


def test_only_a_good_token_of_that_very_source_opens_it(browser):
    source, token = a_pusher()
    other, of_other = a_pusher("Tidewater Wire")
    revoked = make_token(source, by=an_editor(), now=NOON)
    revoke_token(SourceToken.objects.latest("pk"), now=NOON)

    answers = [
        push(browser, push_path(source)),
        push(browser, push_path(source), token="x" * 43),
        push(browser, push_path(source), token=of_other),
        push(browser, push_path(source), token=revoked),
        push(browser, push_path(source), token=f"{token}x"),
        push(browser, push_path(source), Authorization=f"Basic {token}"),
        push(browser, push_path(source), Authorization="Bearer"),
        push(browser, push_path(source), Authorization="Bearer caf\xe9"),
        push(browser, "/wire/nobody/", token=token),
        push(browser, f"/wire/{other.pk}/", token=token),
    ]

    assert {(answer.status_code, answer["WWW-Authenticate"], answer.content) for answer in answers} == {
        (401, "Bearer", f"{push_views.NO_TOKEN}\n".encode())
    }
    assert Delivery.objects.count() == 0
    assert push(browser, push_path(source), token=token).status_code == 202


def test_several_tokens_are_good_at_once_and_none_is_kept(browser):
    source, first = a_pusher()
    second = make_token(source, by=an_editor(), now=NOON)

    assert [push(browser, push_path(source), token=token).status_code for token in (first, second)] == [202, 202]
    rows = SourceToken.objects.order_by("pk")
    assert [row.beginning for row in rows] == [first[:6], second[:6]]
    assert all(first not in str(vars(row)) and row.used_at for row in rows)
    assert len(first) >= 43


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options", "patch"])
def test_nothing_else_is_asked_there(browser, method):
    source, token = a_pusher()

    response = getattr(browser, method)(push_path(source), headers={"Authorization": f"Bearer {token}"})

    assert (response.status_code, response["Allow"], response["Cache-Control"]) == (405, "POST", "no-store")


def test_body_over_the_limit_is_refused_before_it_is_read(browser, monkeypatch):
    source, token = a_pusher()
    monkeypatch.setattr(wire, "SIZE_LIMIT", 10)
    monkeypatch.setattr(push_views, "read_upload", None)

    assert push(browser, push_path(source), token=token).status_code == 413
    assert Delivery.objects.count() == 0


def test_body_at_the_limit_is_taken(browser, monkeypatch):
    source, token = a_pusher()
    monkeypatch.setattr(wire, "SIZE_LIMIT", len(TEXT))

    assert push(browser, push_path(source), token=token).status_code == 202


@pytest.mark.parametrize(
    ("data", "headers", "status"),
    [
        (b"", {}, 400),
        (b" \r\n", {}, 400),
        (TEXT, {"Content-Length": ""}, 400),
        (TEXT, {"Content-Length": "", "Transfer-Encoding": "chunked"}, 411),
        (TEXT, {"Content-Length": "-5"}, 411),
        (TEXT, {"Content-Length": "9" * 5_000}, 413),
        (TEXT, {"Content-Encoding": "gzip"}, 415),
        (TEXT, {"Content-Type": "multipart/form-data; boundary=x"}, 415),
    ],
)
def test_body_that_is_none_is_refused_with_a_sentence(browser, data, headers, status):
    source, token = a_pusher()

    response = push(browser, push_path(source), data, token=token, **headers)

    assert response.status_code == status
    assert response.content.decode().strip().endswith((".", "FILE."))
    assert Delivery.objects.count() == 0


def test_photo_that_is_pushed_goes_into_the_library(browser):
    source, token = a_pusher()

    [line] = push(browser, f"{push_path(source)}?name=dam.jpg", draw_jpeg((400, 300)), token=token).content.splitlines()

    assert json.loads(line)["reason"].startswith("A picture: photo")


def test_source_that_pushes_too_often_waits(browser, monkeypatch):
    source, token = a_pusher()
    monkeypatch.setattr(rate_limits, "SOURCE_LIMIT", 2)

    answers = [push(browser, push_path(source), token=token) for _ in range(3)]

    assert [answer.status_code for answer in answers] in ([202, 202, 429], [202, 202, 202])  # a minute may turn
    if answers[-1].status_code == 429:
        assert 1 <= int(answers[-1]["Retry-After"]) <= 60


def test_address_that_tries_tokens_is_kept_out(browser, monkeypatch):
    source, token = a_pusher()
    monkeypatch.setattr(rate_limits, "REFUSED_LIMIT", 3)
    monkeypatch.setattr(push_views.timezone, "now", lambda: NOON)

    tries = [push(browser, push_path(source), token="x" * 43).status_code for _ in range(4)]

    assert tries == [401, 401, 401, 429]
    assert push(browser, push_path(source), token=token).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert push(elsewhere, push_path(source), token=token).status_code == 202


def test_count_begins_anew_with_each_minute():
    first, second = (datetime(2026, 2, 10, 12, minute, 30, tzinfo=UTC) for minute in (0, 1))

    waits = [rate_limits.seconds_to_wait("x", 1, now=now) for now in (first, first, second)]

    assert waits == [0, 30, 0]


def test_push_works_with_debug_off(browser, settings):
    settings.DEBUG = False
    source, token = a_pusher()

    assert push(browser, push_path(source), token=token).status_code == 202

"""Passkeys: made, asked for in place of a code, and removed; each challenge once, in its own session."""

import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken

from newsroom.accounts import passkeys, second_factor
from stories.models import Passkey, Story
from tests.builders import a_chain, an_editor
from tests.newsroom.accounts.authenticator import Authenticator, options_of
from tests.newsroom.accounts.codes import a_second_factor, asks_for_code, code_of, hidden_values
from tests.stories.admin.browser import sign_in, story_page, words_of

pytestmark = pytest.mark.django_db
OWN, ADD = "/admin/second-factor/", "/admin/second-factor/passkeys/add/"
INBOX = "/admin/for-you/"


@pytest.fixture(autouse=True)
def _localhost(settings):
    """Have the site at a name that passkeys are made for."""
    settings.SITE_URL = "http://localhost"


def add(browser, device, name="Phone"):
    """Add a passkey by its page; return the answer."""
    return browser.post(ADD, {"name": name, "answer": device.make(browser.get(ADD))})


def with_passkey(name="cleo", group="chief"):
    """Return a person with a passkey, its device, and a browser in which the password alone was given."""
    person, device = an_editor(name, group=group), Authenticator()
    add(sign_in(person), device)
    return person, device, sign_in(person)


def press(browser, address, asking, answer, **more):
    """Send the form of an asking page with the answer of a passkey."""
    values = {**hidden_values(asking), "second_factor_passkey": answer, "second_factor_code": "", **more}
    return browser.post(address, values, follow=True)


def test_first_passkey_sets_the_second_factor_up_with_recovery_codes():
    person, device = an_editor("cleo", group="chief"), Authenticator()
    browser = sign_in(person)

    offered, page = browser.get(OWN), add(browser, device, "Key ring")
    standing = browser.get(OWN)

    assert f'href="{ADD}"' in offered.content.decode()
    assert "Passkey Key ring added." in words_of(page)
    assert StaticToken.objects.filter(device__user=person).count() == second_factor.RECOVERY_CODES
    assert "Key ring" in words_of(standing)
    assert "10 of 10 recovery codes are left" in words_of(standing)
    assert [(one.name, one.user, one.uses) for one in Passkey.objects.all()] == [("Key ring", person, 0)]
    assert LogEntry.objects.get().get_change_message() == "Added the passkey Key ring."


def test_password_alone_lets_in_no_longer_and_the_passkey_does():
    _person, device, browser = with_passkey()

    asking = browser.get(INBOX)
    inside = press(browser, INBOX, asking, device.get(asking))

    assert asks_for_code(asking)
    assert "your passkey, or one of your recovery codes" in words_of(asking)
    assert inside.redirect_chain == [(INBOX, 302)]
    assert inside.status_code == 200
    assert Passkey.objects.get().uses == 1
    assert Passkey.objects.get().used_at is not None


def test_second_passkey_and_codes_stand_beside_each_other():
    person, device, browser = with_passkey()
    asking = browser.get(OWN)
    press(browser, OWN, asking, device.get(asking))
    secret, _codes = a_second_factor(person)

    add(browser, Authenticator(), "Laptop")
    by_code = sign_in(person)
    asked = by_code.get(INBOX)
    let_in = by_code.post(
        INBOX, {**hidden_values(asked), "second_factor_code": code_of(secret), "second_factor_method": "GET"}
    )

    assert [one.name for one in passkeys.own_passkeys(person)] == ["Phone", "Laptop"]
    assert len(options_of(asked)["allowCredentials"]) == 2
    assert let_in.status_code == 302


def test_recovery_code_lets_in_who_lost_the_only_passkey():
    person, _device, browser = with_passkey()
    code = StaticToken.objects.filter(device__user=person).first().token
    asking = browser.get(INBOX)

    inside = browser.post(INBOX, {**hidden_values(asking), "second_factor_code": code, "second_factor_method": "GET"})

    assert inside.status_code == 302
    assert browser.get(INBOX).status_code == 200
    assert not StaticToken.objects.filter(token=code).exists()


def test_fresh_answer_is_good_for_the_gravest_actions_and_an_old_one_is_not():
    person, device, browser = with_passkey()
    asking = browser.get(INBOX)
    press(browser, INBOX, asking, device.get(asking))
    session = browser.session
    session[second_factor.SESSION_KEY] |= {"at": (timezone.now() - timedelta(minutes=11)).timestamp()}
    session.save()
    story = a_chain("Urgent")
    address = story_page("kill", story)

    asked = browser.post(address, {"reason": "Wrong country", "notice": "Withdrawn.", "sure": "1"})
    still = Story.objects.get(pk=story.pk).state
    shown = press(browser, address, asked, device.get(asked))

    assert (asks_for_code(asked), still) == (True, "live")
    assert hidden_values(asked)["reason"] == ["Wrong country"]
    assert shown.status_code == 200
    assert not asks_for_code(shown)
    assert person.passkeys.get().uses == 2


@pytest.mark.parametrize(
    "amiss",
    ["origin", "site", "other key", "other id", "old challenge", "used challenge", "of another session", "no JSON",
     "count", "made in place of got"],
)  # fmt: skip
def test_answer_that_is_not_as_it_should_be_is_refused(amiss):
    person, device, browser = with_passkey()
    asking = browser.get(INBOX)
    challenge = ""
    match amiss:
        case "origin":
            device.origin = "http://localhost.evil.example"
        case "site":
            device.site = "evil.example"
        case "other key":
            device.key = Authenticator().key
        case "other id":
            device = Authenticator()
        case "old challenge":
            session = browser.session
            session[passkeys.CHALLENGES] = [[one, at - 601] for one, at in session[passkeys.CHALLENGES]]
            session.save()
        case "used challenge":
            challenge = options_of(asking)["challenge"]
            session = browser.session
            session[passkeys.CHALLENGES] = []
            session.save()
        case "of another session":
            challenge = options_of(sign_in(person).get(INBOX))["challenge"]
        case "count":
            Passkey.objects.update(uses=7)
    answer = device.make(asking) if amiss == "made in place of got" else device.get(asking, challenge=challenge)

    refused = press(browser, INBOX, asking, "{" if amiss == "no JSON" else answer)

    assert asks_for_code(refused)
    assert "The passkey did not answer as it should." in words_of(refused)
    assert browser.get(INBOX).status_code == 403
    assert Passkey.objects.get().used_at is None


def test_answer_is_good_once():
    _person, device, browser = with_passkey()
    asking = browser.get(INBOX)
    answer = device.get(asking)
    press(browser, INBOX, asking, answer)
    Passkey.objects.update(uses=0)
    session = browser.session
    del session[second_factor.SESSION_KEY]
    session.save()

    again = press(browser, INBOX, browser.get(INBOX), answer)

    assert asks_for_code(again)


def test_passkey_of_somebody_else_lets_nobody_in():
    _cleo, device, _browser = with_passkey()
    _vera, _own, browser = with_passkey("vera")
    asking = browser.get(INBOX)

    assert asks_for_code(press(browser, INBOX, asking, device.get(asking)))


def test_one_device_makes_no_two_passkeys_of_one_id():
    _cleo, device, _browser = with_passkey()

    refused = add(sign_in(an_editor("vera")), device)

    assert "This passkey is in use here already." in words_of(refused)
    assert Passkey.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "answer", "says"),
    [
        ("", None, "This field is required."),
        ("Phone", "", "was not made"),
        ("Phone", "[]", "was not made"),
        ("Phone", "[" * 15_000, "was not made"),
        ("x" * 61, None, "at most 60 characters"),
    ],
    ids=["no name", "no answer", "a list", "too deep", "a long name"],
)
def test_passkey_that_was_not_made_is_not_kept(name, answer, says):
    browser = sign_in(an_editor("cleo"))
    page = browser.get(ADD)

    refused = browser.post(ADD, {"name": name, "answer": Authenticator().make(page) if answer is None else answer})

    assert says in words_of(refused)
    assert options_of(refused)["challenge"] != options_of(page)["challenge"]
    assert not Passkey.objects.exists()


def test_nobody_has_more_than_twenty(monkeypatch):
    person, device, browser = with_passkey()
    asking = browser.get(ADD)
    press(browser, ADD, asking, device.get(asking))
    monkeypatch.setattr(passkeys, "MOST_PASSKEYS", 1)

    assert "You have 1 passkeys. Remove one first." in words_of(add(browser, Authenticator()))
    assert person.passkeys.count() == 1


def test_removed_passkey_ends_what_it_opened_and_the_last_takes_the_recovery_codes_along():
    person, device, browser = with_passkey()
    asking = browser.get(OWN)
    press(browser, OWN, asking, device.get(asking))
    other = Authenticator()
    add(browser, other, "Laptop")
    first, second = passkeys.own_passkeys(person)
    asked = browser.get(INBOX).status_code

    browser.post(f"{OWN}passkeys/{second.pk}/remove/")
    owed = browser.get(OWN)
    press(browser, OWN, owed, device.get(owed))
    browser.post(f"{OWN}passkeys/{first.pk}/remove/", follow=True)

    assert asked == 200
    assert asks_for_code(owed)
    assert not Passkey.objects.exists()
    assert not StaticToken.objects.exists()
    messages = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert messages[-3:] == ["Removed the passkey Laptop.", "Removed the passkey Phone.", "Took the second factor off."]


def test_passkey_gets_another_name():
    person, device, browser = with_passkey()
    asking = browser.get(OWN)
    press(browser, OWN, asking, device.get(asking))
    rename = f"{OWN}passkeys/{person.passkeys.get().pk}/rename/"

    form = browser.get(rename)
    nameless = browser.post(rename, {"name": " "})
    done = browser.post(rename, {"name": "Key on the ring"}, follow=True)

    assert 'value="Phone"' in form.content.decode()
    assert "This field is required." in words_of(nameless)
    assert "Passkey renamed: Key on the ring." in words_of(done)
    assert person.passkeys.get().name == "Key on the ring"
    assert LogEntry.objects.latest("pk").get_change_message() == "Renamed the passkey Phone to Key on the ring."


@pytest.mark.parametrize("act", ["rename", "remove"])
def test_passkeys_of_others_are_not_there(act):
    with_passkey()
    browser = sign_in(an_editor("vera"))

    assert browser.post(f"{OWN}passkeys/{Passkey.objects.get().pk}/{act}/", {"name": "Mine"}).status_code == 404
    assert Passkey.objects.get().name == "Phone"


def test_required_second_factor_leads_to_the_passkey_first(settings):
    settings.SECOND_FACTOR = "required"
    browser = sign_in(an_editor("cleo", group="chief"))

    led = browser.get(INBOX, follow=True)
    page = led.content.decode()
    add(browser, Authenticator())

    assert led.redirect_chain == [(OWN, 302)]
    assert page.index(f'href="{ADD}"') < page.index("<img")
    assert browser.get(INBOX).status_code == 200


def test_chief_takes_a_lost_passkey_off_and_sees_who_has_one():
    person, _device, _browser = with_passkey("vera", "editor")
    chief = sign_in(an_editor("cleo", group="chief"))
    people = words_of(chief.get("/admin/auth/user/?q=vera"))

    chief.post(f"/admin/auth/user/{person.pk}/second-factor/")

    assert "set up" in people
    assert not second_factor.is_set_up(person)


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("http://localhost:8000", True),
        ("https://news.example.org", True),
        ("http://news.example.org", False),
        ("http://127.0.0.1:8000", False),
        ("https://192.0.2.7", False),
        ("https://[2001:db8::1]", False),
    ],
)
def test_passkeys_are_offered_where_browsers_make_them(settings, address, offered):
    settings.SITE_URL, settings.HTTPS = address, address.startswith("https")

    assert passkeys.are_offered() is offered
    if not offered:
        browser = sign_in(an_editor("cleo"))
        assert browser.get(ADD).url == OWN
        assert ADD not in browser.get(OWN).content.decode()


def test_page_with_many_open_beside_each_other_keeps_the_newest_challenges():
    _person, device, browser = with_passkey()
    first, *_others, last = [browser.get(INBOX) for _ in range(passkeys.CHALLENGES_KEPT + 1)]

    refused = press(browser, INBOX, first, device.get(first))
    inside = press(browser, INBOX, last, device.get(last))

    assert asks_for_code(refused)
    assert inside.status_code == 200


def test_what_is_kept_names_no_person_to_the_device():
    person, _device, browser = with_passkey()
    asking = browser.get(ADD)
    device = Authenticator()
    press(browser, ADD, asking, _device.get(asking))

    options = options_of(browser.get(ADD))

    assert options["rp"]["id"] == "localhost"
    assert options["user"]["name"] == "cleo"
    assert str(person.pk) not in json.dumps(options["user"]["id"]) or len(options["user"]["id"]) > 20
    assert [one["id"] for one in options["excludeCredentials"]] != [device.credential]

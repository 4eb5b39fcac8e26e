"""The second factor: setting it up, the code at log-in and before the gravest actions, taking it off, losing it."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.accounts import second_factor
from newsroom.accounts.second_factor_pages import CODE_FIELD, METHOD_FIELD
from stories.models import Story
from tests.builders import a_chain, an_editor
from tests.newsroom.accounts.codes import (
    NEVER_RIGHT,
    a_second_factor,
    asks_for_code,
    code_of,
    code_of_key,
    hidden_values,
    inside,
    page_key,
)
from tests.stories.admin.browser import sign_in, words_of

pytestmark = pytest.mark.django_db

OWN = "/admin/second-factor/"
DESK = "/admin/stories/story/"


def test_password_alone_goes_on_working_where_it_is_optional(client):
    person = an_editor("vera")
    person.set_password("river-stone-41-lamp")
    person.save()

    sent = {"username": "vera", "password": "river-stone-41-lamp", "next": DESK}
    answer = client.post("/admin/login/", sent, follow=True)

    assert answer.status_code == 200
    assert "Wire desk" in words_of(answer)


def test_setting_up_shows_a_secret_and_takes_its_first_code():
    person = an_editor("vera")
    browser = sign_in(person)

    offer = browser.get(OWN)
    kept_by_looking = TOTPDevice.objects.count()
    key = page_key(offer)
    done = browser.post(OWN, {"sealed": hidden_values(offer)["sealed"][0], "code": code_of_key(key)})

    assert 'src="data:image/svg+xml;base64,' in offer.content.decode()
    assert kept_by_looking == 0
    assert [(device.key, device.confirmed) for device in TOTPDevice.objects.filter(user=person)] == [(key, True)]
    assert "Your second factor is set up." in words_of(done)
    assert re.findall(r"<code>([a-z2-7]{8})</code>", done.content.decode()) == [
        token.token for token in StaticToken.objects.order_by("pk")
    ]
    assert StaticToken.objects.count() == 10
    assert browser.get(DESK).status_code == 200
    assert LogEntry.objects.get().change_message == "Set up a second factor."


def test_recovery_codes_are_not_shown_again():
    browser, _, codes = inside(an_editor("vera"))

    page = browser.get(OWN)

    assert "10 of 10 recovery codes are left" in words_of(page)
    assert not any(code in page.content.decode() for code in codes)


def test_wrong_first_code_keeps_the_secret_that_was_offered():
    browser = sign_in(an_editor("vera"))
    offer = browser.get(OWN)

    again = browser.post(OWN, {"sealed": hidden_values(offer)["sealed"][0], "code": "00000x"})

    assert "Wrong code" in words_of(again)
    assert page_key(again) == page_key(offer)
    assert TOTPDevice.objects.count() == 0


def test_secret_that_was_offered_to_another_is_refused():
    theirs = sign_in(an_editor("olaf")).get(OWN)
    browser = sign_in(an_editor("vera"))

    answer = browser.post(OWN, {"sealed": hidden_values(theirs)["sealed"][0], "code": code_of_key(page_key(theirs))})

    assert "Here is a new secret" in words_of(answer)
    assert page_key(answer) != page_key(theirs)
    assert TOTPDevice.objects.count() == 0


def test_second_secret_is_refused():
    person = an_editor("vera")
    browser = sign_in(person)
    offer = browser.get(OWN)
    device, _ = a_second_factor(person)
    inside_by_code = browser.post(OWN, {CODE_FIELD: code_of(device), METHOD_FIELD: "GET"})

    browser.post(OWN, {"sealed": hidden_values(offer)["sealed"][0], "code": code_of_key(page_key(offer))})

    assert inside_by_code.status_code == 302
    assert [kept.pk for kept in TOTPDevice.objects.all()] == [device.pk]


def test_whoever_has_one_is_asked_before_every_page():
    person = an_editor("vera")
    device, _ = a_second_factor(person)
    browser = sign_in(person)

    pages = [browser.get(address) for address in ("/admin/", DESK, OWN, "/admin/password_change/", f"{OWN}off/")]
    went_on = browser.post(f"{DESK}?q=dam", {CODE_FIELD: code_of(device), METHOD_FIELD: "GET"})

    assert all(asks_for_code(page) for page in pages)
    assert not any('<nav class="rooms"' in page.text for page in pages)
    assert (went_on.status_code, went_on.url) == (302, f"{DESK}?q=dam")
    assert '<nav class="rooms"' in browser.get(DESK).text


def test_asking_page_lets_somebody_log_out():
    person = an_editor("vera")
    a_second_factor(person)
    browser = sign_in(person)

    assert 'action="/admin/logout/"' in browser.get(DESK).content.decode()
    browser.post("/admin/logout/")
    assert browser.get(DESK).url.startswith("/admin/login/")


def test_session_begins_anew_with_the_code():
    person = an_editor("vera")
    device, _ = a_second_factor(person)
    browser = sign_in(person)
    before = browser.session.session_key

    browser.post(DESK, {CODE_FIELD: code_of(device), METHOD_FIELD: "GET"})

    assert browser.session.session_key != before


def test_code_is_good_once():
    person = an_editor("vera")
    device, _ = a_second_factor(person)
    code = code_of(device)
    sign_in(person).post(DESK, {CODE_FIELD: code, METHOD_FIELD: "GET"})

    again = sign_in(person).post(DESK, {CODE_FIELD: code, METHOD_FIELD: "GET"})

    assert asks_for_code(again)
    assert "was used before" in words_of(again)


def test_recovery_code_is_good_once_however_it_is_typed():
    person = an_editor("vera")
    _, codes = a_second_factor(person)
    typed = f" {codes[0][:4].upper()}-{codes[0][4:].upper()}"

    first = sign_in(person).post(DESK, {CODE_FIELD: typed, METHOD_FIELD: "GET"})
    again = sign_in(person).post(DESK, {CODE_FIELD: typed, METHOD_FIELD: "GET"})

    assert first.status_code == 302
    assert asks_for_code(again)
    assert StaticToken.objects.count() == 9
    assert LogEntry.objects.get().change_message == "Used a recovery code of the second factor."


def test_wrong_codes_have_to_wait():
    person = an_editor("vera")
    device, codes = a_second_factor(person)
    browser = sign_in(person)

    for _ in range(4):
        device.throttle_increment()
    wrong = browser.post(DESK, {CODE_FIELD: code_of(device), METHOD_FIELD: "GET"})
    lost = browser.post(DESK, {CODE_FIELD: NEVER_RIGHT, METHOD_FIELD: "GET"})
    too_soon = browser.post(DESK, {CODE_FIELD: codes[0], METHOD_FIELD: "GET"})

    assert re.search(r"Wait [5-8] seconds", words_of(wrong))
    assert re.search(r"Wait [12] seconds?,", words_of(lost))
    assert asks_for_code(too_soon)


def test_secret_of_another_lets_nobody_in():
    vera, olaf = an_editor("vera"), an_editor("olaf")
    a_second_factor(vera)
    theirs, codes = a_second_factor(olaf)
    browser = sign_in(vera)

    assert asks_for_code(browser.post(DESK, {CODE_FIELD: code_of(theirs), METHOD_FIELD: "GET"}))
    assert asks_for_code(browser.post(DESK, {CODE_FIELD: codes[0], METHOD_FIELD: "GET"}))


def test_other_sessions_are_asked_once_one_is_set_up():
    person = an_editor("vera")
    other = sign_in(person)
    before = other.get(DESK).status_code

    inside(person)

    assert before == 200
    assert asks_for_code(other.get(DESK))


def test_new_secret_asks_those_who_showed_the_old_one():
    person = an_editor("vera")
    browser, _, _ = inside(person)
    second_factor.take_off(person, by=person)
    a_second_factor(person)

    assert asks_for_code(browser.get(DESK))


def test_where_it_is_required_setting_up_comes_first(settings):
    settings.SECOND_FACTOR = "required"
    browser = sign_in(an_editor("vera"))

    answers = [browser.get("/admin/"), browser.get(DESK), browser.post(f"{DESK}add/", {"headline": "x"})]
    offer = browser.get(OWN)
    browser.post(OWN, {"sealed": hidden_values(offer)["sealed"][0], "code": code_of_key(page_key(offer))})

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, OWN)] * 3
    assert browser.get(DESK).status_code == 200


def test_taking_off_needs_a_code():
    person = an_editor("vera")
    browser, device, _ = inside(person)

    refused = browser.post(f"{OWN}off/", {"code": NEVER_RIGHT})
    kept = TOTPDevice.objects.count()
    browser.post(f"{OWN}off/", {"code": code_of(device)})

    assert "Wrong code" in words_of(refused)
    assert kept == 1
    assert (TOTPDevice.objects.count(), StaticToken.objects.count()) == (0, 0)
    assert LogEntry.objects.get().change_message == "Took the second factor off."


def test_new_recovery_codes_replace_the_old():
    person = an_editor("vera")
    browser, _, old = inside(person)

    shown = browser.post(f"{OWN}codes/")

    fresh = re.findall(r"<code>([a-z2-7]{8})</code>", shown.content.decode())
    assert len(fresh) == 10
    assert not set(fresh) & set(old)
    assert asks_for_code(sign_in(person).post(DESK, {CODE_FIELD: old[0], METHOD_FIELD: "GET"}))
    assert LogEntry.objects.get().change_message == "Made new recovery codes."


def test_chief_takes_a_lost_one_off():
    person, chief = an_editor("vera"), an_editor("cleo", group="chief")
    a_second_factor(person)
    browser = sign_in(chief)
    address = f"/admin/auth/user/{person.pk}/second-factor/"

    link = browser.get(f"/admin/auth/user/{person.pk}/change/").content.decode()
    browser.get(address)
    kept = TOTPDevice.objects.count()
    browser.post(address)

    assert address in link
    assert kept == 1
    assert TOTPDevice.objects.count() == 0
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.change_message) == (
        chief,
        str(person.pk),
        "Took the second factor off.",
    )


def test_chief_cannot_take_it_off_a_superuser():
    root = an_editor("root", group="", is_superuser=True)
    a_second_factor(root)

    answer = sign_in(an_editor("cleo", group="chief")).post(f"/admin/auth/user/{root.pk}/second-factor/")

    assert answer.status_code == 403
    assert TOTPDevice.objects.count() == 1


def test_head_of_the_admin_leads_there():
    page = sign_in(an_editor("vera")).get(DESK)

    assert f'<a href="{OWN}">Second factor</a>' in page.content.decode()


def test_public_pages_ask_nothing():
    story = a_chain("Urgent")
    person = an_editor("vera")
    a_second_factor(person)

    assert sign_in(person).get(f"/stories/{story.pk}/{Story.objects.get(pk=story.pk).slug}/").status_code == 200


def test_standing_costs_one_query(django_assert_num_queries):
    browser, _, _ = inside(an_editor("vera"))
    plain = sign_in(an_editor("olaf"))

    for each in (browser, plain):
        with django_assert_num_queries(
            7
        ):  # the session, the person, their rights twice, where they stand, their settings, what is for them
            each.get("/admin/settings/")

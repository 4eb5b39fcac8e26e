"""People: a chief looks after them, gives the four roles, and gets no further."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import NoReverseMatch, reverse

from tests.builders import a_section, an_editor
from tests.stories.admin.browser import a_browser, sign_in, words_of

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/auth/user/"


def person_address(person, page="change"):
    return f"{PEOPLE}{person.pk}/{page}/"


def a_superuser():
    return User.objects.create_user("root", is_superuser=True, is_staff=True)


def form_fields(person, **changes):
    """Return the fields of a person's form as it stands, with some changed."""
    values = {"username": person.username, "first_name": person.first_name, "is_active": "on"}
    return {**values, "groups": [group.pk for group in person.groups.all()], **changes}


def again(person):
    return User.objects.get(pk=person.pk)


def test_chief_gives_a_role():
    person = an_editor("vera", group="reporter")
    editor = Group.objects.get(name="editor")

    a_browser("chief").post(person_address(person), form_fields(person, first_name="Vera", groups=[editor.pk]))

    assert again(person).first_name == "Vera"
    assert list(again(person).groups.all()) == [editor]


def test_chief_gives_name_mail_role_and_sections_in_one_form():
    sport, reporter = a_section("Sport"), Group.objects.get(name="reporter")
    name = {"first_name": "Nina", "last_name": "Ward", "email": "nina@wire.example", "username": "nina"}

    a_browser("chief").post(f"{PEOPLE}add/", {**name, "groups": [reporter.pk], "sections": [sport.pk]})

    person = User.objects.get(username="nina")
    assert (person.get_full_name(), person.email) == ("Nina Ward", "nina@wire.example")
    assert (person.is_superuser, person.is_staff, person.has_usable_password()) == (False, True, False)
    assert (list(person.groups.all()), list(person.person.sections.all())) == ([reporter], [sport])


def test_form_of_a_person_keeps_what_stands_beside_the_account():
    person, browser = an_editor("vera"), a_browser("chief")
    sport = a_section("Sport")
    browser.post(person_address(person), form_fields(person, sections=[sport.pk], time_zone="Europe/Moscow"))

    form = browser.get(person_address(person)).context_data["adminform"].form
    browser.post(person_address(person), form_fields(person))

    assert (list(form["sections"].value()), form["time_zone"].value()) == ([sport.pk], "Europe/Moscow")
    assert (person.person.sections.count(), person.person.time_zone) == (0, "")


def test_chief_neither_sees_nor_sets_what_only_a_superuser_may():
    person = an_editor("vera")
    browser = a_browser("chief")
    right = Permission.objects.first()

    form = browser.get(person_address(person)).context_data["adminform"].form
    browser.post(
        person_address(person),
        form_fields(person, is_superuser="on", user_permissions=[right.pk], date_joined_0="2000-01-01"),
    )

    assert set(form.fields) == {
        "username", "first_name", "last_name", "email", "is_active", "groups", "sections", "time_zone", "language"
    }  # fmt: skip
    assert again(person).is_superuser is False
    assert again(person).user_permissions.count() == 0
    assert again(person).date_joined == person.date_joined


def test_chief_cannot_ask_the_list_who_is_a_superuser():
    a_superuser()
    browser = a_browser("chief")

    answer = browser.get(PEOPLE, {"is_superuser__exact": "1"})

    assert answer.status_code == 400


def test_chief_cannot_raise_himself():
    chief = an_editor("a-chief", group="chief")

    a_browser("chief").post(person_address(chief), form_fields(chief, is_superuser="on"))

    assert again(chief).is_superuser is False


def test_only_the_four_roles_can_be_given():
    other = Group.objects.create(name="owners")
    person = an_editor("vera")
    browser = a_browser("chief")

    shown = [
        str(choice)
        for _, choice in browser.get(person_address(person)).context_data["adminform"].form["groups"].field.choices
    ]
    refused = browser.post(person_address(person), form_fields(person, groups=[other.pk]))

    assert shown == ["chief", "editor", "reporter", "ticker producer"]
    assert "Select a valid choice" in words_of(refused)
    assert not again(person).groups.filter(pk=other.pk).exists()


@pytest.mark.parametrize("page", ["change", "password"])
def test_chief_cannot_change_a_superuser(page):
    root = a_superuser()

    answer = a_browser("chief").post(
        person_address(root, page),
        form_fields(root, username="mine", password1="barley-late-77", password2="barley-late-77"),
    )

    assert answer.status_code == 403
    assert (again(root).username, again(root).password) == ("root", root.password)


def test_nobody_is_deleted():
    person = an_editor("vera")
    browser = a_browser("chief")

    assert browser.post(person_address(person, "delete"), {"post": "yes"}).status_code == 403
    browser.post(PEOPLE, {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"})
    assert User.objects.filter(pk=person.pk).exists()


def test_roles_themselves_have_no_page():
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_group_changelist")


def test_list_names_the_roles_and_costs_the_same(django_assert_num_queries):
    browser = a_browser("chief")
    an_editor("vera", group="reporter")
    assert "vera reporter all" in words_of(browser.get(PEOPLE))
    with django_assert_num_queries(10):
        browser.get(PEOPLE)

    an_editor("olaf")
    an_editor("pia", group="ticker producer")
    with django_assert_num_queries(10):
        browser.get(PEOPLE)


def test_nobody_takes_their_own_rights_away():
    chief = an_editor("cleo", group="chief")

    page = sign_in(chief).post(
        f"/admin/auth/user/{chief.pk}/change/",
        {"username": "cleo"},
    )

    chief.refresh_from_db()
    assert page.status_code == 302
    assert (chief.is_active, [group.name for group in chief.groups.all()]) == (True, ["chief"])

"""manage.py first_chief: the account that nobody in the newsroom can make."""

import io
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import CommandError, call_command

from newsroom.management.commands import first_chief
from tests.builders import an_editor

pytestmark = pytest.mark.django_db
NEW = "barley-late-77"


def make_chief(*words):
    """Run the command; return what it prints."""
    out = io.StringIO()
    call_command("first_chief", *words, stdout=out, stderr=out)
    return out.getvalue()


def roles_of(name):
    """Return the roles of a person who may enter the newsroom."""
    return list(User.objects.get(username=name, is_active=True, is_staff=True).groups.values_list("name", flat=True))


def test_link_lets_the_chief_set_a_password(client, settings):
    said = make_chief("nina", "--link")

    link = re.search(r"^http\S+$", said, re.MULTILINE)[0]
    page = client.get(link.removeprefix(settings.SITE_URL), follow=True)
    client.post(page.redirect_chain[-1][0], {"new_password1": NEW, "new_password2": NEW})
    assert said.startswith("nina is chief of Off the Wire.\n")
    assert said.endswith(f"Log in at {settings.SITE_URL}/admin/: it leads to a page that sets the newsroom up.\n")
    assert roles_of("nina") == ["chief"]
    assert User.objects.get().check_password(NEW)
    assert LogEntry.objects.last().get_change_message() == "Made the first chief by manage.py."


def test_link_goes_by_mail(settings):
    settings.EMAIL_IS_SET_UP, settings.SECOND_FACTOR = True, "required"

    said = make_chief("nina", "--mail", "nina@wire.example")

    (letter,) = mail.outbox
    assert letter.to == ["nina@wire.example"]
    assert "/admin/invitation/" in letter.body
    assert "A mail with a link to set a password went to nina@wire.example." in said
    assert "it leads to the second factor, then to" in said
    assert "/admin/invitation/" not in said


def test_link_is_printed_where_the_mail_does_not_go(settings):
    settings.EMAIL_IS_SET_UP = True
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1

    unsent = make_chief("nina", "--mail", "nina@wire.example")
    assert "The mail server did not take the mail: " in unsent
    assert "/admin/invitation/" in unsent


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["nina"], "There is no terminal to ask for a password at."),
        (["ni na", "--link"], "Enter a valid username."),
        (["edda", "--link"], "A user with that username already exists."),
        (["nina", "--mail", "nina@"], "Enter a valid email address."),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_kept(words, fault):
    an_editor("edda")

    with pytest.raises(CommandError, match=re.escape(fault)):
        make_chief(*words)

    assert User.objects.count() == 1


def test_second_first_chief_is_sent_to_the_page_of_people():
    make_chief("nina", "--link")

    with pytest.raises(
        CommandError, match=r"The newsroom has a chief: nina\. Chiefs make more of them at http\S+/admin/"
    ):
        make_chief("olga", "--link")
    User.objects.update(is_active=False)
    make_chief("olga", "--link")

    assert roles_of("olga") == ["chief"]


@pytest.mark.parametrize(
    ("password", "fault"),
    [(NEW, ""), ("nina-nina-nina", "The password is too similar"), ("short", "This password is too short")],
)
def test_password_is_measured_as_on_the_page(password, fault):
    assert first_chief.password_fault(password, User(username="nina-nina"))[: len(fault) or None] == fault

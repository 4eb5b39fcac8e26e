"""A link by which a person sets a password: mailed, or shown to the chief, and good once."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse

from newsroom.accounts.invitations import invitation_link
from tests.builders import an_editor
from tests.stories.admin.browser import a_browser, words_of

pytestmark = pytest.mark.django_db

NEW = "barley-late-77"
TYPED = {"new_password1": NEW, "new_password2": NEW}


def send_invitation(person):
    """Have a chief send a person a link; return the answer."""
    return a_browser("chief").post(reverse("admin:auth_user_invite", args=[person.pk]))


def local(link):
    """Return the part of an address behind the host."""
    return link.removeprefix("https://").removeprefix("http://").partition("/")[2].join(("/", ""))


def open_link(client, link):
    """Follow a link; return the page with its form, or the one that says that the link is void, and its address."""
    answer = client.get(local(link), follow=True)
    return answer, answer.redirect_chain[-1][0] if answer.redirect_chain else local(link)


def test_link_sets_a_password_once(client):
    person = an_editor("nina")
    person.set_unusable_password()
    person.save()
    link = invitation_link(person)

    page, address = open_link(client, link)
    done = client.post(address, TYPED)
    again, _ = open_link(client, link)

    assert "Your log-in name is nina." in words_of(page)
    assert (done.status_code, done.url) == (302, reverse("admin:login"))
    assert User.objects.get(pk=person.pk).check_password(NEW)
    assert "This link was used, or is too old." in words_of(again)
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == ["Set a password by a link."]


def test_link_goes_by_mail_where_the_newsroom_sends_any(settings):
    settings.EMAIL_IS_SET_UP = True
    person = an_editor("nina")
    User.objects.filter(pk=person.pk).update(email="nina@wire.example")

    answer = send_invitation(person)

    (letter,) = mail.outbox
    assert answer.url == reverse("admin:auth_user_change", args=[person.pk])
    assert letter.to == ["nina@wire.example"]
    assert "/admin/invitation/" in letter.body
    assert "Your log-in name is nina." in letter.body


@pytest.mark.parametrize(("address", "has_mail"), [("", True), ("nina@wire.example", False)])
def test_link_is_shown_to_the_chief_where_no_mail_can_go(settings, address, has_mail):
    settings.EMAIL_IS_SET_UP = has_mail
    person = an_editor("nina")
    User.objects.filter(pk=person.pk).update(email=address)

    answer = send_invitation(person)

    assert mail.outbox == []
    assert "/admin/invitation/" in answer.text


def test_mail_server_that_fails_leaves_the_link_with_the_chief(settings, tmp_path):
    settings.EMAIL_IS_SET_UP = True
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = 9  # nothing listens there
    person = an_editor("nina")
    User.objects.filter(pk=person.pk).update(email="nina@wire.example")

    answer = send_invitation(person)

    assert "The mail server did not take the mail. Hand the link on yourself." in words_of(answer)
    assert "/admin/invitation/" in answer.text


def test_superuser_gets_no_link_from_a_chief():
    root = User.objects.create_superuser("root")

    assert send_invitation(root).status_code == 403

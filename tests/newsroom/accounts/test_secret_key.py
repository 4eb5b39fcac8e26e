"""A new SECRET_KEY: who is logged in stays so while the earlier key stands among SECRET_KEY_FALLBACKS."""

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from tests.builders import an_editor

pytestmark = pytest.mark.django_db
OLD, NEW = "o" * 50, "n" * 50


@pytest.mark.parametrize(("earlier", "status"), [([OLD], 200), ([], 302)])
def test_session_outlives_its_key_while_that_is_an_earlier_one(client, settings, earlier, status):
    settings.SECRET_KEY = OLD
    client.force_login(an_editor())
    assert client.get(reverse("admin:password_change")).status_code == 200

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, earlier

    assert client.get(reverse("admin:password_change")).status_code == status


@pytest.mark.parametrize(("earlier", "is_good"), [([OLD], True), ([], False)])
def test_link_to_set_a_password_outlives_its_key_too(settings, earlier, is_good):
    settings.SECRET_KEY, person = OLD, an_editor()
    token = PasswordResetTokenGenerator().make_token(person)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, earlier

    assert PasswordResetTokenGenerator().check_token(person, token) is is_good

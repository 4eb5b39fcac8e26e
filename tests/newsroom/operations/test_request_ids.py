"""The name of a request: in the lines of the worker about what it left to do, and on the page of a fault."""

import logging

import pytest

from newsroom.operations.log_lines import LineFormatter
from stories import desk
from stories.models import Photo
from stories.request_id import carry_request
from stories.worker import due, mail
from tests.builders import NOON, a_chain, an_editor
from tests.photo_files import a_photo

pytestmark = pytest.mark.django_db
REQUEST = "b5d4045c3f46fa91"


@pytest.fixture
def lines(caplog):
    """Return a function for the lines of the log of this test."""
    caplog.set_level(logging.INFO)
    caplog.handler.setFormatter(LineFormatter())
    return lambda: [line.partition(" ")[2] for line in caplog.text.splitlines()]


def test_mail_and_photo_carry_the_name_to_the_worker(settings, lines):
    settings.EMAIL_IS_SET_UP = True
    ilse, rita = an_editor("ilse", email="ilse@wire.example"), an_editor("rita")
    story = desk.assign(a_chain("Urgent"), ilse, by=ilse, now=NOON, instead_of=None)
    photo = a_photo()
    photo.focus_x = 0.9
    with carry_request(REQUEST):
        desk.hold(story, by=rita, now=NOON)
        desk.describe_photo(photo, now=NOON, based_on=photo.save_number)

    assert mail.send_due(NOON) == 1
    assert due.cut_due(NOON) == [photo]
    assert lines()[0].startswith(f"INFO stories.worker.mail [{REQUEST}]: The mail of notification ")
    assert lines()[1] == f"INFO stories.worker.due [{REQUEST}]: Photo {photo.pk} was cut."


def test_what_no_request_left_has_no_name(lines):
    Photo.objects.filter(pk=a_photo().pk).update(renditions_current=False)

    due.cut_due(NOON)

    assert lines()[0].startswith("INFO stories.worker.due: Photo ")

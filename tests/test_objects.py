"""What people of the newsroom are shown of one another's things: each thing by a word that stands nowhere else.

Every address is asked by every role. Who sees a word at any of them must stand in the table.
"""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from stories import desk, push
from stories.models import (
    Draft,
    ExpectedCopy,
    Notification,
    NotificationKind,
    SavedView,
    Snippet,
    SourceToken,
    StoryTemplate,
    Webhook,
)
from tests.builders import NOON, a_chain, a_source, a_story, an_editor, rewrite
from tests.photo_files import a_photo
from tests.stories.admin.test_deliveries import an_item
from tests.test_permissions import ROLES, SignedIn, a_world, address_of, status_table

pytestmark = pytest.mark.django_db

# word | who is shown it at some address, beside its owner
TABLE = """
zqdraft        |
zqnewdraft     |
zqnote         | reporter, editor, chief, ticker producer
zqcaption      | reporter, editor, chief
zqfilename     | reporter, editor, chief
zqworkingcopy  | reporter, editor, chief, ticker producer
zqdesknote     | reporter, editor, chief, ticker producer
zqwaiting      | reporter, editor, chief, ticker producer
zqspiked       | reporter, editor, chief, ticker producer
zqdelivery     | reporter, editor, chief
zqmyview       |
zqsharedview   | reporter, editor, chief, ticker producer
zqwebhook      | chief
zqwebhookkey   |
zqtoken        |
zqsnippet      | reporter, editor, chief
zqtemplate     | reporter, editor, chief
zqexpected     | reporter, editor, chief, ticker producer
zqmail         | chief
zqmailfault    |
zqpassword     |
"""
PASSWORD = "md5$x$zqpassword"  # noqa: S105 as it is kept
SECRET = "7a71" * 10  # of a second factor, as it is kept


def who_sees():
    """Return the table: word to roles."""
    rows = (line.split("|") for line in TABLE.strip().splitlines())
    return {word.strip(): {role.strip() for role in roles.split(",") if role.strip()} for word, roles in rows}


def add_things(world):
    """Make a thing for each word, all of them of one person; return the person."""
    owner = an_editor("vera")
    get_user_model().objects.filter(pk=owner.pk).update(email="zqmail@example.com", password=PASSWORD)
    owner.refresh_from_db()  # a session holds for the password that it was begun with
    story = rewrite(a_chain("Urgent", desk_note="zqdesknote"), "The zqworkingcopy is ahead.")
    opened = {"based_on": 1, "saved_at": timezone.now(), "editor": owner}
    Draft.objects.create(story=story, page="a" * 16, fields={"headline": "zqdraft", "body": "zqdraft"}, **opened)
    Draft.objects.create(story=None, page="b" * 16, fields={"headline": "zqnewdraft"}, **opened)
    desk.add_note(story, "zqnote", by=owner, now=NOON)
    photo = a_photo(caption="zqcaption", name="zqfilename.jpg")
    waiting = a_story("The zqwaiting dam")
    desk.spike(a_story("The zqspiked dam"), by=owner, now=NOON)
    item = an_item(headline="zqdelivery", likely_story=story)
    SavedView.objects.create(owner=owner, name="zqmyview", query="q=dam")
    SavedView.objects.create(owner=owner, name="zqsharedview", query="q=dam", is_shared=True)
    Webhook.objects.create(name="zqwebhook", address="https://archive.example/in", key="zqwebhookkey")
    token = push.make_token(a_source(), by=owner, now=NOON)
    SourceToken.objects.filter(beginning=token[:8]).update(digest="zqtoken")
    Snippet.objects.create(name="zqsnippet")
    StoryTemplate.objects.create(name="zqtemplate")
    ExpectedCopy.objects.create(what="zqexpected", due_at=timezone.now() + timedelta(hours=1))
    about = {"person": owner, "by": owner, "story": waiting, "at": NOON, "mail_fault": "zqmailfault"}
    Notification.objects.create(what=NotificationKind.HELD, **about)
    TOTPDevice.objects.create(user=an_editor("otto"), name="phone", key=SECRET)
    world |= {"<int:story_id>": story.pk, "<int:photo_id>": photo.pk, "<int:item_id>": item.pk}
    return owner, (token, SECRET)


def seen_words(person, world, words):
    """Return the words that somebody is shown at any address, each with the addresses."""
    asking = SignedIn(person)
    found = {}
    for route in sorted(status_table()):
        said = asking.ask("GET", address_of(route, world))
        text = said.content.decode("utf-8", "replace") + str(said.headers)
        for word in words:
            if word in text:
                found.setdefault(word, []).append(route)
    return found


def test_every_thing_is_shown_to_whom_the_table_says():
    world = a_world()
    _, secrets = add_things(world)
    table = who_sees()
    found = {word: set() for word in table}
    for role in ROLES:
        person = an_editor(f"asking-{role}".replace(" ", "-"), group="" if role == "nobody" else role)
        for word in seen_words(person, world, (*table, *secrets)):
            found.setdefault(word, set()).add(role)

    assert found == table


def test_owner_is_shown_their_own():
    world = a_world()
    owner, secrets = add_things(world)

    found = seen_words(owner, world, (*who_sees(), *secrets))

    shown = {"zqdraft", "zqnewdraft", "zqmyview"}
    assert shown <= set(found)
    assert not {"zqwebhookkey", "zqtoken", "zqpassword", "zqmailfault", *secrets} & set(found)

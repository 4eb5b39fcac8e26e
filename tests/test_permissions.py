"""Every address of the newsroom, asked by every role: what each may see and do stands in one table.

A new address that is not in the table fails the test, so that nobody opens a door without saying for whom.
"""

import re

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from reversion.models import Version

from stories import desk, push
from stories.models import (
    ExpectedCopy,
    Notification,
    NotificationKind,
    SavedView,
    Section,
    SitePage,
    Snippet,
    StoryRelation,
    StoryTemplate,
    Topic,
    Webhook,
)
from tests.builders import a_chain, a_section, a_source, a_story, an_editor, rewrite
from tests.photo_files import a_photo
from tests.stories.admin.browser import sign_in
from tests.stories.admin.test_deliveries import an_item
from ticker import board_actions

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "reporter", "editor", "chief", "ticker producer")

Kind = StoryRelation.Kind
NONE_SUCH = 999_999_999

# What a GET and an empty POST are answered with. "nobody" is staff without a role. An empty POST that gives 200 was
# refused by its form, and one that gives 302 was done.
TABLE = """
(index)                                                      | 200 200 | 200 200 | 200 200 | 200 200 | 200 200
<anything>                                                   | 404 404 | 404 404 | 404 404 | 404 404 | 404 404
audit/                                                       | 403 405 | 403 405 | 403 405 | 200 405 | 403 405
auth/                                                        | 404 404 | 404 404 | 404 404 | 200 200 | 404 404
auth/user/                                                   | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
auth/user/<id>/password/                                     | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
auth/user/<int:person_id>/second-factor/                     | 403 403 | 403 403 | 403 403 | 200 302 | 403 403
auth/user/<int:person_id>/invite/                            | 405 403 | 405 403 | 405 403 | 405 200 | 405 403
auth/user/<path:object_id>/                                  | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
auth/user/<path:object_id>/change/                           | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
auth/user/<path:object_id>/delete/                           | 403 403 | 403 403 | 403 403 | 403 403 | 403 403
auth/user/<path:object_id>/history/                          | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
auth/user/add/                                               | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
autocomplete/                                                | 403 405 | 403 405 | 403 405 | 403 405 | 403 405
expected/                                                    | 403 405 | 200 405 | 200 405 | 200 405 | 200 405
expected/<int:expected_id>/                                  | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
expected/<int:expected_id>/again/                            | 405 403 | 405 302 | 405 302 | 405 302 | 405 403
expected/<int:expected_id>/drop/                             | 405 403 | 405 302 | 405 302 | 405 302 | 405 403
expected/<int:expected_id>/here/                             | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
expected/add/                                                | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
for-you/                                                     | 403 405 | 200 405 | 200 405 | 200 405 | 200 405
for-you/<int:notification_id>/seen/                          | 405 403 | 405 404 | 405 404 | 405 404 | 405 404
for-you/news/                                                | 403 405 | 200 405 | 200 405 | 200 405 | 200 405
for-you/seen/                                                | 405 403 | 405 302 | 405 302 | 405 302 | 405 302
invitation/<uidb64>/<token>/                                 | 200 200 | 200 200 | 200 200 | 200 200 | 200 200
jsi18n/                                                      | 200 405 | 200 405 | 200 405 | 200 405 | 200 405
login/                                                       | 302 200 | 302 200 | 302 200 | 302 200 | 302 200
logout/                                                      | 405 200 | 405 200 | 405 200 | 405 200 | 405 200
password_change/                                             | 200 200 | 200 200 | 200 200 | 200 200 | 200 200
password_change/done/                                        | 200 405 | 200 405 | 200 405 | 200 405 | 200 405
second-factor/                                               | 200 200 | 200 200 | 200 200 | 200 200 | 200 200
second-factor/codes/                                         | 405 302 | 405 302 | 405 302 | 405 302 | 405 302
second-factor/off/                                           | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
second-factor/passkeys/add/                                  | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
second-factor/passkeys/<int:passkey_id>/remove/              | 404 404 | 404 404 | 404 404 | 404 404 | 404 404
log-out-everywhere/                                          | 405 302 | 405 302 | 405 302 | 405 302 | 405 302
settings/                                                    | 200 200 | 200 200 | 200 200 | 200 200 | 200 200
first-run/                                                   | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
shift-log/                                                   | 403 403 | 200 200 | 200 200 | 200 200 | 200 200
stories/                                                     | 404 404 | 200 200 | 200 200 | 200 200 | 200 200
stories/item/                                                | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/item/<int:item_id>/change/                           | 403 405 | 200 405 | 200 405 | 200 405 | 403 405
stories/item/<int:item_id>/original/                         | 403 405 | 200 405 | 200 405 | 200 405 | 403 405
stories/item/<int:item_id>/read/                             | 405 403 | 405 302 | 405 302 | 405 302 | 405 403
stories/photo/                                               | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/photo/<int:photo_id>/change/                         | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/photo/<int:photo_id>/original/                       | 403 405 | 200 405 | 200 405 | 200 405 | 403 405
stories/photo/<int:photo_id>/remove/                         | 403 403 | 403 403 | 403 403 | 200 302 | 403 403
stories/photo/add/                                           | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/photo/chosen/                                        | 403 405 | 200 405 | 200 405 | 200 405 | 403 405
stories/photo/find/                                          | 403 405 | 200 405 | 200 405 | 200 405 | 403 405
stories/photo/renditions/<str:name>                          | 403 405 | 200 405 | 200 405 | 200 405 | 403 405
stories/photo/words/                                         | 405 403 | 405 302 | 405 302 | 405 302 | 405 403
stories/section/                                             | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/section/<path:object_id>/                            | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
stories/section/<path:object_id>/change/                     | 403 403 | 200 403 | 200 403 | 200 200 | 403 403
stories/section/<path:object_id>/delete/                     | 403 403 | 403 403 | 403 403 | 403 403 | 403 403
stories/section/<path:object_id>/history/                    | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/section/add/                                         | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/sitepage/                                            | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/sitepage/<path:object_id>/                           | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
stories/sitepage/<path:object_id>/change/                    | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/sitepage/<path:object_id>/delete/                    | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/sitepage/<path:object_id>/history/                   | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/sitepage/add/                                        | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/source/                                              | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/source/<int:source_id>/ask/                          | 405 403 | 405 403 | 405 403 | 405 302 | 405 403
stories/source/<int:source_id>/tokens/                       | 405 403 | 405 403 | 405 403 | 405 200 | 405 403
stories/source/<int:source_id>/tokens/<int:token_id>/revoke/ | 405 403 | 405 403 | 405 403 | 405 302 | 405 403
stories/source/<int:source_id>/try/                          | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/source/<path:object_id>/                             | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
stories/source/<path:object_id>/change/                      | 403 403 | 200 403 | 200 403 | 200 200 | 403 403
stories/source/<path:object_id>/delete/                      | 403 403 | 403 403 | 403 403 | 403 403 | 403 403
stories/source/<path:object_id>/history/                     | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/source/add/                                          | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/story/                                               | 403 403 | 200 200 | 200 200 | 200 200 | 200 200
stories/story/<int:story_id>/against/                         | 405 403 | 405 200 | 405 200 | 405 200 | 405 403
stories/story/<int:story_id>/change/                         | 403 403 | 200 200 | 200 200 | 200 200 | 200 403
stories/story/<int:story_id>/compare/                        | 403 405 | 302 405 | 302 405 | 302 405 | 302 405
stories/story/<int:story_id>/correct/                        | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/file/                           | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/filings/<int:number>/take-down/ | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/story/<int:story_id>/give/                           | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/hand-in/                        | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/send-back/                      | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/history/                        | 403 405 | 200 405 | 200 405 | 200 405 | 200 405
stories/story/<int:story_id>/hold/                           | 403 403 | 403 403 | 200 302 | 200 302 | 403 403
stories/story/<int:story_id>/kill/                           | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/story/<int:story_id>/let-go/                         | 405 403 | 405 302 | 405 302 | 405 302 | 405 403
stories/story/<int:story_id>/notes/                          | 403 403 | 200 200 | 200 200 | 200 200 | 200 403
stories/story/<int:story_id>/notes/<int:note_id>/remove/     | 405 403 | 405 403 | 405 403 | 405 302 | 405 403
stories/story/<int:story_id>/preview/                        | 405 403 | 405 200 | 405 200 | 405 200 | 405 403
stories/story/<int:story_id>/read/                           | 403 405 | 200 405 | 200 405 | 200 405 | 200 405
stories/story/<int:story_id>/rebase/<int:item_id>/           | 403 403 | 404 404 | 404 404 | 404 404 | 403 403
stories/story/<int:story_id>/rebase/<int:item_id>/pass/      | 405 403 | 405 404 | 405 404 | 405 404 | 405 403
stories/story/<int:story_id>/relate/                         | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/relations/<int:relation_id>/remove/ | 405 403 | 405 403 | 405 302 | 405 302 | 405 403
stories/story/<int:story_id>/release/                        | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/reveal-headline/                | 405 403 | 405 403 | 405 403 | 405 302 | 405 403
stories/story/<int:story_id>/revisions/<int:version_id>/     | 403 405 | 200 405 | 200 405 | 200 405 | 200 405
stories/story/<int:story_id>/settle/                         | 403 403 | 302 200 | 302 200 | 302 200 | 403 403
stories/story/<int:story_id>/sitting/                        | 405 403 | 405 200 | 405 200 | 405 200 | 405 403
stories/story/<int:story_id>/sitting/drop/                   | 405 403 | 405 302 | 405 302 | 405 302 | 405 403
stories/story/<int:story_id>/spike/                          | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/take/                           | 405 403 | 405 302 | 405 302 | 405 302 | 405 403
stories/story/<int:story_id>/topic/                          | 405 403 | 405 403 | 405 302 | 405 302 | 405 403
stories/snippet/                                             | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/snippet/<path:object_id>/                            | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
stories/snippet/<path:object_id>/change/                     | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/snippet/<path:object_id>/delete/                     | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/snippet/<path:object_id>/history/                    | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/snippet/add/                                         | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/storytemplate/                                             | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/storytemplate/<path:object_id>/                            | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
stories/storytemplate/<path:object_id>/change/                     | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/storytemplate/<path:object_id>/delete/                     | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/storytemplate/<path:object_id>/history/                    | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/storytemplate/add/                                         | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/suggest/                                       | 403 405 | 200 405 | 200 405 | 200 405 | 200 405
stories/story/<int:story_id>/original/                       | 405 403 | 405 404 | 405 404 | 405 404 | 405 403
stories/story/<int:story_id>/translate/                      | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/take-down-words/                | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/topic/                                               | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/topic/<path:object_id>/                              | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
stories/topic/<path:object_id>/change/                       | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/topic/<path:object_id>/delete/                       | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/topic/<path:object_id>/history/                      | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/topic/add/                                           | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/webhook/                                             | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/webhook/<int:webhook_id>/deliveries/<int:delivery_id>/again/ | 405 403 | 405 403 | 405 403 | 405 302 | 405 403
stories/webhook/<int:webhook_id>/test/                       | 405 403 | 405 403 | 405 403 | 405 302 | 405 403
stories/webhook/<path:object_id>/                            | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
stories/webhook/<path:object_id>/change/                     | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/webhook/<path:object_id>/delete/                     | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/webhook/<path:object_id>/history/                    | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/webhook/add/                                         | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/story/<int:story_id>/unschedule/                     | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/use/<int:version_id>/           | 403 405 | 200 405 | 200 405 | 200 405 | 403 405
stories/story/<int:story_id>/join/                           | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/filings/<int:number>/elsewhere/ | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/moves/<int:move_id>/undo/       | 403 403 | 403 403 | 200 302 | 200 302 | 403 403
stories/story/doubtful/                                      | 403 405 | 200 405 | 200 405 | 200 405 | 200 405
stories/story/doubtful/<int:item_id>/                        | 405 403 | 405 403 | 405 302 | 405 302 | 405 403
stories/story/many/join/                                     | 405 403 | 405 403 | 405 302 | 405 302 | 405 403
stories/story/many/hold/                                     | 405 403 | 405 403 | 405 302 | 405 302 | 405 403
stories/story/many/move/                                     | 405 403 | 405 302 | 405 302 | 405 302 | 405 403
stories/story/views/                                         | 403 405 | 200 405 | 200 405 | 200 405 | 200 405
stories/story/views/add/                                     | 403 403 | 200 200 | 200 200 | 200 200 | 200 200
stories/story/views/<int:view_id>/                           | 405 403 | 405 302 | 405 302 | 405 302 | 405 302
stories/story/views/<int:view_id>/drop/                      | 405 403 | 405 302 | 405 302 | 405 302 | 405 302
stories/story/views/<int:view_id>/follow/                    | 405 403 | 405 302 | 405 302 | 405 302 | 405 302
stories/story/rows/                                          | 405 403 | 405 302 | 405 302 | 405 302 | 405 302
stories/story/news/                                          | 403 405 | 400 405 | 400 405 | 400 405 | 400 405
stories/story/add/                                           | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/story/meters/                                        | 405 403 | 405 200 | 405 200 | 405 200 | 405 403
stories/story/meters/fix/                                    | 405 403 | 405 200 | 405 200 | 405 200 | 405 403
stories/story/preview/                                       | 405 403 | 405 200 | 405 200 | 405 200 | 405 403
stories/story/sitting/                                       | 405 403 | 405 200 | 405 200 | 405 200 | 405 403
stories/story/sitting/drop/                                  | 405 403 | 405 302 | 405 302 | 405 302 | 405 403
ticker/                                                      | 404 404 | 404 404 | 404 404 | 200 200 | 200 200
ticker/pin/                                                  | 403 405 | 403 405 | 403 405 | 200 405 | 200 405
ticker/pin/<int:pin_id>/move/                                | 405 403 | 405 403 | 405 403 | 405 302 | 405 302
ticker/pin/<int:pin_id>/off/                                 | 405 403 | 405 403 | 405 403 | 405 302 | 405 302
ticker/pin/<int:pin_id>/wording/                             | 405 403 | 405 403 | 405 403 | 405 302 | 405 302
ticker/pin/<int:pin_id>/times/                               | 405 403 | 405 403 | 405 403 | 405 200 | 405 200
ticker/pin/notices/<int:number>/dismiss/                     | 405 403 | 405 403 | 405 403 | 405 302 | 405 302
ticker/pin/pin/                                              | 405 403 | 405 403 | 405 403 | 405 200 | 405 200
ticker/pin/preview/                                          | 403 403 | 403 403 | 403 403 | 200 405 | 200 405
ticker/pin/stories/                                          | 405 403 | 405 403 | 405 403 | 405 302 | 405 302
words.js                                                     | 200 405 | 200 405 | 200 405 | 200 405 | 200 405
"""


def status_table():
    """Return the table: address to role to statuses of GET and POST."""
    rows = (line.split("|") for line in TABLE.strip().splitlines())
    return {address.strip(): dict(zip(ROLES, map(str.strip, cells), strict=True)) for address, *cells in rows}


def routes(patterns=None, before=""):
    """Every address of the admin as a pattern, lists of apps one by one."""
    for pattern in admin.site.get_urls() if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        elif apps := re.search(r"\(\?P<app_label>([a-z|]+)\)/", route):
            yield from (f"{label}/" for label in apps[1].split("|"))
        else:
            yield "<anything>" if "(?P<url>" in route else route or "(index)"


def a_world():
    """One of everything that an address can be about, by the name that it has there."""
    story = rewrite(a_chain("Urgent"), "The working copy is ahead of the wire.")
    pin = board_actions.pin_story(a_chain("Urgent"), by=None, now=timezone.now())
    person = an_editor("vera")
    webhook = Webhook.objects.create(name="Archive", address="https://archive.example/in")
    desk.send_test(webhook, now=timezone.now())
    keys = {
        "section": a_section("Science").pk,
        "sitepage": SitePage.objects.create(place="about", language="en", text="We print the wire.").pk,
        "source": a_source("Maran News Agency").pk,
        "topic": Topic.objects.create(slug="dam-flood", name="The flood").pk,
        "snippet": Snippet.objects.create(name="about-vesper").pk,
        "storytemplate": StoryTemplate.objects.create(name="Weather").pk,
        "webhook": webhook.pk,
        "user": person.pk,
    }
    photo = a_photo()
    source = a_source("Maran News Agency")
    push.make_token(source, by=person, now=timezone.now())
    return {
        "<int:photo_id>": photo.pk,
        "<int:source_id>": source.pk,
        "<int:token_id>": source.tokens.get().pk,
        "<str:name>": photo.renditions.first().name,
        "<int:story_id>": story.pk,
        "<int:version_id>": Version.objects.get_for_object(story).last().pk,
        "<int:number>": 1,
        "<int:item_id>": an_item(likely_story=story).pk,
        "<int:move_id>": desk.join_stories(a_story(), story, by=person, now=timezone.now(), reason="One dam").pk,
        "<int:pin_id>": pin.pk,
        "<int:relation_id>": desk.relate(story, a_story(), Kind.SIDEBAR, by=person, now=timezone.now()).pk,
        "<int:person_id>": person.pk,
        "<int:note_id>": desk.add_note(story, "Legal rings back.", by=person, now=timezone.now()).pk,
        "<int:webhook_id>": webhook.pk,
        "<int:delivery_id>": webhook.deliveries.get().pk,
        "<int:view_id>": SavedView.objects.create(owner=person, name="Dams", query="q=dam", is_shared=True).pk,
        "<int:notification_id>": a_notification(person, story).pk,
        "<int:expected_id>": ExpectedCopy.objects.create(what="The vote", due_at=timezone.now()).pk,
        "<id>": person.pk,
        "<path:content_type_id>/<path:object_id>": f"{ContentType.objects.get_for_model(Section).pk}/{keys['section']}",
        "<uidb64>/<token>": "MQ/no-such-token",
        "<anything>": "none-such/",
        "(index)": "",
        **{f"{model}/<path:object_id>": f"{model}/{key}" for model, key in keys.items()},
        "<path:object_id>": NONE_SUCH,
    }


def a_notification(person, story):
    """Something that a person was told."""
    return Notification.objects.create(person=person, story=story, what=NotificationKind.HELD, at=timezone.now())


def address_of(route, world):
    """Return an address of that pattern."""
    for name, value in world.items():
        route = route.replace(name, str(value))
    assert "<" not in route, f"{route}: say in a_world() what stands there"
    return f"/admin/{route}"


def answers(browser, address):
    """Return the answers to a GET and an empty POST, and undo whatever they did."""
    for method in (browser().get, browser().post):
        with transaction.atomic():
            yield method(address)
            transaction.set_rollback(True)


def statuses(person, routes_, world):
    """Return the status that somebody gets at each address."""
    return {
        route: " ".join(
            str(answer.status_code) for answer in answers(lambda: sign_in(person), address_of(route, world))
        )
        for route in routes_
    }


def test_every_address_is_in_the_table():
    assert sorted(set(routes())) == sorted(status_table())


@pytest.mark.sampled(3)
@pytest.mark.parametrize("role", ROLES)
def test_every_address_by_every_role(role):
    world = a_world()
    person = an_editor("asking", group="" if role == "nobody" else role)

    found = statuses(person, sorted(status_table()), world)

    assert found == {route: cells[role] for route, cells in sorted(status_table().items())}


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    world = a_world()
    found = {}
    for route in routes():
        for answer in answers(lambda: client, address_of(route, world)):
            found.setdefault(route, []).append(
                answer.url.split("?")[0] if answer.status_code == 302 else answer.status_code
            )

    open_to_all = {"login/": [200, 200], "logout/": ["/admin/", "/admin/"], "invitation/<uidb64>/<token>/": [200, 200]}
    for_scripts = {f"stories/story/{one}sitting/": [401, 401] for one in ("", "<int:story_id>/")}
    told = {**open_to_all, **for_scripts}
    asked_at_the_address = ["/admin/login/", 403]  # what is sent is not led away from it, so that it can go on
    assert found == {route: told.get(route, asked_at_the_address) for route in found}

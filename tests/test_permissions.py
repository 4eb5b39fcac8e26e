"""Every address of the newsroom, asked by every role: what each may see and do stands in one table.

A new address that is not in the table fails the test, so that nobody opens a door without saying for whom.
"""

import re

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from reversion.models import Version

from stories import desk, push
from stories.models import (
    ExpectedCopy,
    Notification,
    NotificationKind,
    Passkey,
    Person,
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
from tests.stories.admin.browser import MODEL_BACKEND, sign_in
from tests.stories.admin.test_deliveries import an_item
from tests.write_guard import tampering
from ticker import board_actions

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "reporter", "editor", "chief", "ticker producer")

Kind = StoryRelation.Kind
NONE_SUCH = 999_999_999

OTHER_METHODS = ("PUT", "PATCH", "DELETE", "QUERY", "OPTIONS", "TRACE")
METHODS = ("GET", "HEAD", "POST", *OTHER_METHODS)

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
second-factor/passkeys/<int:passkey_id>/rename/              | 404 404 | 404 404 | 404 404 | 404 404 | 404 404
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
        "<int:passkey_id>": a_passkey(an_editor("otto")).pk,
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


def a_passkey(person):
    """Return a passkey of a person."""
    return Passkey.objects.create(
        user=person, name="Key of the desk", credential="cGFzcw", public_key=b"key", created_at=timezone.now()
    )


def a_notification(person, story):
    """Something that a person was told."""
    return Notification.objects.create(person=person, story=story, what=NotificationKind.HELD, at=timezone.now())


def address_of(route, world):
    """Return an address of that pattern."""
    for name, value in world.items():
        route = route.replace(name, str(value))
    assert "<" not in route, f"{route}: say in a_world() what stands there"
    return f"/admin/{route}"


HEAD_UNLIKE_GET = {"login/": "200"}  # Django leads on who is signed in where they GET it


class SignedIn:
    """Somebody at a browser, who signs in again when a page has signed them out."""

    def __init__(self, person):
        self.person, self.browser = person, sign_in(person)

    def ask(self, method, address):
        """Return the answer to a request without a body, and undo whatever it did."""
        return self.send(address, "", method=method)[0]

    def send(self, address, body, *, method="POST", look=lambda: None):
        """Return the answer to a form that is sent, with what a look at the database finds after it; undo it."""
        with transaction.atomic():
            kind = "application/x-www-form-urlencoded" if body else "application/octet-stream"
            answer = self.browser.generic(method, address, body, content_type=kind)
            found = look()
            transaction.set_rollback(True)
        cookie = self.browser.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is None or not cookie.value:
            self.browser = sign_in(self.person)
        return answer, found


def unlike(found, expected):
    """Return what was found otherwise than expected, with what was expected: a failed test shows that alone."""
    return {route: (cells, expected[route]) for route, cells in found.items() if cells != expected[route]}


def statuses(person, world):
    """Return the statuses of the answers that somebody gets at each address, by method."""
    asking = SignedIn(person)
    return {
        route: tuple(str(asking.ask(method, address_of(route, world)).status_code) for method in METHODS)
        for route in sorted(status_table())
    }


def expected_statuses(role, exceptions=None):
    """Return the statuses of a role: by the table for GET and POST; HEAD as GET; whatever else is no method here."""
    found = {}
    for route, cells in sorted(status_table().items()):
        get, post = (exceptions or {}).get(route, cells[role]).split()
        head = HEAD_UNLIKE_GET.get(route, get)
        found[route] = (get, head, post, *("405" for _ in OTHER_METHODS))
    return found


def test_every_address_is_in_the_table():
    assert sorted(set(routes())) == sorted(status_table())


@pytest.mark.sampled(3)
@pytest.mark.parametrize("role", ROLES)
def test_every_address_by_every_role_and_method(role):
    world = a_world()
    person = an_editor("asking", group="" if role == "nobody" else role)

    assert unlike(statuses(person, world), expected_statuses(role)) == {}


# Addresses where an editor who may write to every story is refused as another section is theirs
KEPT_TO_SECTIONS = """
correct/ file/ filings/<int:number>/elsewhere/ hold/ join/ moves/<int:move_id>/undo/ relate/
relations/<int:relation_id>/remove/ release/ send-back/ spike/ topic/ unschedule/
"""
# What may be asked before the second factor that everybody must have is there
BEFORE_THE_FACTOR = {
    "login/": ("/admin/stories/story/", "200", "200"),
    "logout/": ("405", "405", "200"),
    "invitation/<uidb64>/<token>/": ("200", "200", "200"),
    "jsi18n/": ("200", "200", "405"),
    "second-factor/": ("200", "200", "200"),
    "words.js": ("200", "200", "405"),
}


def test_who_left_the_group_while_signed_in_has_no_role():
    world = a_world()
    person = an_editor("asking", "chief")
    asking = SignedIn(person)
    assert asking.ask("GET", "/admin/audit/").status_code == 200

    person.groups.clear()

    found = {route: asking.ask("GET", address_of(route, world)).status_code for route in sorted(status_table())}
    assert found == {route: int(cells[0]) for route, cells in expected_statuses("nobody").items()}


def test_editor_kept_to_a_section_acts_in_it_alone():
    world = a_world()
    person = an_editor("asking")
    desk_person = Person.objects.create(user=person)
    desk_person.sections.set([a_section("Science")])  # the stories stand in another

    kept = [f"stories/story/<int:story_id>/{act}" for act in KEPT_TO_SECTIONS.split()]
    table = status_table()
    refused = {
        route: table[route]["editor"].replace("200 ", "403 ")[:4] + "403"
        for route in (*kept, "stories/story/doubtful/<int:item_id>/")
    }

    assert unlike(statuses(person, world), expected_statuses("editor", refused)) == {}


# What is asked, and where it leads, of who is not signed in
OPEN_TO_ALL = {
    "login/": ("200", "200", "200"),
    "logout/": ("/admin/", "/admin/", "/admin/"),
    "invitation/<uidb64>/<token>/": ("200", "200", "200"),
}
FOR_SCRIPTS = {f"stories/story/{one}sitting/": ("401", "401", "401") for one in ("", "<int:story_id>/")}
ASKED_AT_THE_ADDRESS = ("/admin/login/", "/admin/login/", "403")  # what is sent stays there, so that it can go on


def leads_to(answer):
    """Return the address that an answer redirects to, without its query; else its status."""
    return answer.url.split("?")[0] if answer.status_code == 302 else str(answer.status_code)


def outsider_answers(client, world):
    """Return what somebody gets at each address who is not signed in, by method."""
    found = {}
    for route in sorted(status_table()):
        for method in METHODS:
            with transaction.atomic():
                found.setdefault(route, []).append(leads_to(client.generic(method, address_of(route, world))))
                transaction.set_rollback(True)
    return {route: tuple(answers) for route, answers in found.items()}


def expected_of_outsiders():
    """Return what everybody is answered who is not signed in."""
    told = {**OPEN_TO_ALL, **FOR_SCRIPTS}
    none_such = ("405",) * len(OTHER_METHODS)
    return {route: told.get(route, ASKED_AT_THE_ADDRESS) + none_such for route in sorted(status_table())}


def remain_outside(client):
    """Sign nobody in."""


def be_deactivated(client):
    """Sign a chief in whose account is then closed."""
    person = an_editor("asking", "chief")
    client.force_login(person, backend=MODEL_BACKEND)
    assert client.get("/admin/").status_code == 200
    person.is_active = False
    person.save()


def lose_the_newsroom(client):
    """Sign a chief in who is then taken off the newsroom."""
    person = an_editor("asking", "chief")
    client.force_login(person, backend=MODEL_BACKEND)
    assert client.get("/admin/").status_code == 200
    person.is_staff = False
    person.save()


def lose_the_account(client):
    """Sign a chief in whose account is then deleted."""
    person = an_editor("asking", "chief")
    client.force_login(person, backend=MODEL_BACKEND)
    assert client.get("/admin/").status_code == 200
    with tampering():  # a story says who wrote it
        person.delete()


@pytest.mark.parametrize("come", [remain_outside, be_deactivated, lose_the_newsroom, lose_the_account])
def test_who_is_not_or_no_longer_signed_in_is_sent_to_sign_in(client, come):
    world = a_world()
    come(client)

    assert unlike(outsider_answers(client, world), expected_of_outsiders()) == {}


@override_settings(SECOND_FACTOR="required")
def test_who_lacks_the_second_factor_is_sent_to_set_it_up():
    world = a_world()
    asking = SignedIn(an_editor("asking", "chief"))

    found = {}
    for route in sorted(status_table()):
        for method in METHODS:
            found.setdefault(route, []).append(leads_to(asking.ask(method, address_of(route, world))))

    led, at_once = ("/admin/second-factor/",) * 3, expected_statuses("chief")
    assert {route: tuple(answers[:3]) for route, answers in found.items()} == {
        route: BEFORE_THE_FACTOR.get(route, led) for route in found
    }
    assert {tuple(answers[3:]) for answers in found.values()} == {answers[3:] for answers in at_once.values()}

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

from stories.models import Section
from tests.newsroom import a_chain, a_section, a_source, an_editor, rewritten
from tests.stories.admin.browser import signed_in
from tests.stories.admin.test_items import an_item
from ticker import board

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "reporter", "editor", "chief", "ticker producer")

NONE_SUCH = 999_999_999

# What a GET and an empty POST are answered with. "nobody" is staff without a role. An empty POST that gives 200 was
# refused by its form, and one that gives 302 was done.
TABLE = """
(index)                                                      | 200 200 | 200 200 | 200 200 | 200 200 | 200 200
<anything>                                                   | 404 404 | 404 404 | 404 404 | 404 404 | 404 404
auth/                                                        | 404 404 | 404 404 | 404 404 | 200 200 | 404 404
auth/user/                                                   | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
auth/user/<id>/password/                                     | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
auth/user/<path:object_id>/                                  | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
auth/user/<path:object_id>/change/                           | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
auth/user/<path:object_id>/delete/                           | 403 403 | 403 403 | 403 403 | 403 403 | 403 403
auth/user/<path:object_id>/history/                          | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
auth/user/add/                                               | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
autocomplete/                                                | 403 405 | 403 405 | 403 405 | 403 405 | 403 405
jsi18n/                                                      | 200 405 | 200 405 | 200 405 | 200 405 | 200 405
login/                                                       | 302 200 | 302 200 | 302 200 | 302 200 | 302 200
logout/                                                      | 405 200 | 405 200 | 405 200 | 405 200 | 405 200
password_change/                                             | 200 200 | 200 200 | 200 200 | 200 200 | 200 200
password_change/done/                                        | 200 405 | 200 405 | 200 405 | 200 405 | 200 405
stories/                                                     | 404 404 | 200 200 | 200 200 | 200 200 | 200 200
stories/item/                                                | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/item/<int:item_id>/change/                           | 403 405 | 200 405 | 200 405 | 200 405 | 403 405
stories/item/<int:item_id>/original/                         | 403 405 | 200 405 | 200 405 | 200 405 | 403 405
stories/section/                                             | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/section/<path:object_id>/                            | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
stories/section/<path:object_id>/change/                     | 403 403 | 200 403 | 200 403 | 200 200 | 403 403
stories/section/<path:object_id>/delete/                     | 403 403 | 403 403 | 403 403 | 403 403 | 403 403
stories/section/<path:object_id>/history/                    | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/section/add/                                         | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/source/                                              | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/source/<path:object_id>/                             | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
stories/source/<path:object_id>/change/                      | 403 403 | 200 403 | 200 403 | 200 200 | 403 403
stories/source/<path:object_id>/delete/                      | 403 403 | 403 403 | 403 403 | 403 403 | 403 403
stories/source/<path:object_id>/history/                     | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
stories/source/add/                                          | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/story/                                               | 403 403 | 200 200 | 200 200 | 200 200 | 200 200
stories/story/<int:story_id>/change/                         | 403 403 | 200 200 | 200 200 | 200 200 | 200 403
stories/story/<int:story_id>/compare/                        | 403 405 | 302 405 | 302 405 | 302 405 | 302 405
stories/story/<int:story_id>/correct/                        | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/file/                           | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/filings/<int:number>/take-down/ | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/story/<int:story_id>/history/                        | 403 405 | 200 405 | 200 405 | 200 405 | 200 405
stories/story/<int:story_id>/hold/                           | 403 403 | 403 403 | 200 302 | 200 302 | 403 403
stories/story/<int:story_id>/kill/                           | 403 403 | 403 403 | 403 403 | 200 200 | 403 403
stories/story/<int:story_id>/rebase/<int:item_id>/           | 403 403 | 404 404 | 404 404 | 404 404 | 403 403
stories/story/<int:story_id>/release/                        | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/settle/                         | 403 403 | 302 200 | 302 200 | 302 200 | 403 403
stories/story/<int:story_id>/spike/                          | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/unschedule/                     | 403 403 | 403 403 | 200 200 | 200 200 | 403 403
stories/story/<int:story_id>/use/<int:version_id>/           | 403 405 | 200 405 | 200 405 | 200 405 | 403 405
stories/story/add/                                           | 403 403 | 200 200 | 200 200 | 200 200 | 403 403
ticker/                                                      | 404 404 | 404 404 | 404 404 | 200 200 | 200 200
ticker/pin/                                                  | 403 403 | 403 403 | 403 403 | 200 200 | 200 200
ticker/pin/<int:pin_id>/<str:way>/move/                      | 405 403 | 405 403 | 405 403 | 405 302 | 405 302
ticker/pin/<int:pin_id>/off/                                 | 405 403 | 405 403 | 405 403 | 405 302 | 405 302
ticker/pin/<path:object_id>/                                 | 302 302 | 302 302 | 302 302 | 302 302 | 302 302
ticker/pin/<path:object_id>/change/                          | 403 403 | 403 403 | 403 403 | 200 200 | 200 200
ticker/pin/<path:object_id>/delete/                          | 403 403 | 403 403 | 403 403 | 200 200 | 200 200
ticker/pin/<path:object_id>/history/                         | 403 403 | 403 403 | 403 403 | 200 200 | 200 200
ticker/pin/add/                                              | 403 403 | 403 403 | 403 403 | 200 200 | 200 200
ticker/pin/pin/<int:story_id>/                               | 405 403 | 405 403 | 405 403 | 405 302 | 405 302
"""


def expected():
    """The table: address to role to statuses of GET and POST."""
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
    story = rewritten(a_chain("Urgent"), "The working copy is ahead of the wire.")
    pin = board.pin(a_chain("Urgent"), by=None, now=timezone.now())
    person = an_editor("vera")
    keys = {
        "section": a_section("Science").pk,
        "source": a_source("Maran News Agency").pk,
        "pin": pin.pk,
        "user": person.pk,
    }
    return {
        "<int:story_id>": story.pk,
        "<int:version_id>": Version.objects.get_for_object(story).last().pk,
        "<int:number>": 1,
        "<int:item_id>": an_item().pk,
        "<int:pin_id>": pin.pk,
        "<str:way>": "top",
        "<id>": person.pk,
        "<path:content_type_id>/<path:object_id>": f"{ContentType.objects.get_for_model(Section).pk}/{keys['section']}",
        "<anything>": "none-such/",
        "(index)": "",
        **{f"{model}/<path:object_id>": f"{model}/{key}" for model, key in keys.items()},
        "<path:object_id>": NONE_SUCH,
    }


def address_of(route, world):
    """An address of that pattern."""
    for name, value in world.items():
        route = route.replace(name, str(value))
    assert "<" not in route, f"{route}: say in a_world() what stands there"
    return f"/admin/{route}"


def answers(browser, address):
    """The answers to a GET and an empty POST; whatever they did is undone."""
    for method in (browser().get, browser().post):
        with transaction.atomic():
            yield method(address)
            transaction.set_rollback(True)


def statuses(person, routes_, world):
    """What somebody is answered with at each address."""
    return {
        route: " ".join(
            str(answer.status_code) for answer in answers(lambda: signed_in(person), address_of(route, world))
        )
        for route in routes_
    }


def test_every_address_is_in_the_table():
    assert sorted(set(routes())) == sorted(expected())


@pytest.mark.parametrize("role", ROLES)
def test_every_address_by_every_role(role):
    world = a_world()
    person = an_editor("asking", group="" if role == "nobody" else role)

    found = statuses(person, sorted(expected()), world)

    assert found == {route: cells[role] for route, cells in sorted(expected().items())}


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    world = a_world()
    found = {}
    for route in routes():
        for answer in answers(lambda: client, address_of(route, world)):
            found.setdefault(route, []).append(
                answer.url.split("?")[0] if answer.status_code == 302 else answer.status_code
            )

    open_to_all = {"login/": [200, 200], "logout/": ["/admin/", "/admin/"]}
    assert found == {route: open_to_all.get(route, ["/admin/login/"] * 2) for route in found}

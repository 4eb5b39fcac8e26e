"""Fields that no form names, sent to every form of the newsroom and to the door of the wire: nothing of them is taken.

Each form is sent twice, as it stands and with every field of every model beside its own; both leave the same rows.
"""

import json
from datetime import UTC, datetime
from functools import cache

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import connection, models, transaction
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from stories import push
from stories.models import StoredPage
from tests.builders import a_source, an_editor
from tests.test_permissions import SignedIn, a_world, address_of, status_table

pytestmark = pytest.mark.django_db

ASKED_FIRST = "post"  # what the page that asks before a deletion sends
# Names that ninjs has as well, so that what they say is the wire's
NINJS = """
headline byline language slugline urgency priority source genre title name version by located terms rights revision
follows replaces
"""
# Of forms that no page shows by themselves, their own fields
STATE_OF_PAGE = {"page", "taken", "whose", "aside", "based_on", "is_unsaved", "draft", "gone"}
TAKEN = {
    **{f"stories/story/{one}sitting/": STATE_OF_PAGE for one in ("", "<int:story_id>/")},
    "stories/story/rows/": {"row_height"},
    "stories/story/<int:story_id>/notes/": {"text", "words", "body", "number"},
    "stories/story/<int:story_id>/topic/": {"topic", "slug", "name"},
}
SIGN = "zqmass"
NUMBER = 987_654
MOMENT = datetime(2031, 3, 3, 3, 3, 3, tzinfo=UTC)
APPS = ("stories", "ticker", "auth", "otp_totp", "otp_static")


def all_models():
    """Return the models of the newsroom, those of many-to-many fields among them."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in APPS and model._meta.managed and model not in (Permission, StoredPage)
    ]


def foreign_value(field):
    """Return a value for a field that nothing in the newsroom has, as a browser sends it."""
    match field:
        case models.BooleanField():
            return "on"
        case models.DateTimeField():
            return MOMENT.isoformat()
        case models.DateField():
            return MOMENT.date().isoformat()
        case models.IntegerField() | models.ForeignKey() | models.ManyToManyField():
            return str(NUMBER)
        case _:
            return SIGN


def foreign_fields():
    """Return every field of every model under the names that a form could have for it, with a foreign value."""
    found = {}
    for model in all_models():
        for field in (*model._meta.fields, *model._meta.many_to_many):
            for name in {field.name, field.attname if hasattr(field, "attname") else field.name}:
                found.setdefault(name, foreign_value(field))
    return dict(sorted(found.items()))


FOREIGN = foreign_fields()


def form_names(form):
    """Return the names and values that a form sends when it is pressed as it stands."""
    values = {}
    for bound in form:
        value = bound.value()
        values[bound.html_name] = "" if value is None or value is False else value
    return values


def forms_of(answer):
    """Return the forms on a page, those of a set among them."""
    context = answer.context_data if hasattr(answer, "context_data") and answer.context_data else {}
    found = [context[name] for name in ("form", "adminform") if name in context]
    found = [getattr(form, "form", form) for form in found]
    found += [form for inline in context.get("inline_admin_formsets", ()) for form in inline.formset.forms]
    sets = [inline.formset.management_form for inline in context.get("inline_admin_formsets", ())]
    return [form for form in (*found, *sets) if hasattr(form, "fields")]


def sent_as_it_stands(answer):
    """Return what the forms of a page send, as a body."""
    data = QueryDict(f"{ASKED_FIRST}=yes", mutable=True)
    for form in forms_of(answer):
        for name, value in form_names(form).items():
            data.setlist(name, [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)])
    return data


WORDS = models.CharField | models.TextField | models.IntegerField | models.ForeignKey  # and numbers and keys
CHOSEN = models.BooleanField | models.ForeignKey


@cache
def reading(model):
    """Return the columns of a table that are looked at, and the statement that reads them: this is asked for often."""
    fields = [field for field in model._meta.fields if isinstance(field, WORDS | CHOSEN) or field.choices]
    names = [field.attname for field in fields]
    return fields, *model._base_manager.order_by().values_list(*names).query.sql_with_params()


def rows():
    """Return the rows of each model, each as the columns that are looked at with what stands in them."""
    found = {}
    with connection.cursor() as cursor:
        for model in all_models():
            fields, sql, parameters = reading(model)
            cursor.execute(sql, parameters)
            found[model] = [list(zip(fields, row, strict=True)) for row in cursor.fetchall()]
    return found


def newest_keys():
    """Return the highest key of each table whose keys are numbers."""
    numbered = [model for model in apps.get_models() if isinstance(model._meta.pk, models.IntegerField)]
    return {model: model._base_manager.aggregate(newest=models.Max("pk"))["newest"] or 0 for model in numbered}


def choices(found, before):
    """Return of each row what is chosen and who and what it belongs to, by table.

    Rows that are newer than those `before` have other keys each time that they are made and taken back: all are "new".
    """
    return {
        model._meta.label: sorted(
            repr([
                "new" if is_new(field, value, before) else value
                for field, value in row
                if (field.choices or isinstance(field, CHOSEN)) and not field.primary_key
            ])
            for row in each
        )
        for model, each in found.items()
    }  # fmt: skip


def is_new(field, value, before):
    """Return whether a row belongs to one that is newer than those before."""
    return (
        isinstance(field, models.ForeignKey)
        and isinstance(value, int)
        and value > before.get(field.related_model, value)
    )


def foreign_rows(found):
    """Return the rows in which a foreign value stands, each with its table."""
    words = ((model._meta.label, repr([value for field, value in row if isinstance(field, WORDS)]))
             for model, each in found.items() for row in each)  # fmt: skip
    return [(label, row) for label, row in words if SIGN in row or str(NUMBER) in row]


def rows_unlike(one, other):
    """Return the rows that stand in one of two and not in the other, by table."""
    return {label: set(one[label]) ^ set(other[label]) for label in one if one[label] != other[label]}


def rows_after(asking, address, data, before):
    """Return what is chosen after a form was sent, and the foreign values then; undo it all."""
    found = asking.send(address, data.urlencode(), look=rows)[1]
    return choices(found, before), foreign_rows(found)


def test_no_form_takes_a_field_that_it_does_not_name():
    world = a_world()
    asking = SignedIn(an_editor("asking", "chief"))
    taken, before = {}, newest_keys()
    for route, cells in sorted(status_table().items()):
        if cells["chief"].endswith("405"):
            continue
        address = address_of(route, world)
        page = asking.ask("GET", address)
        data = sent_as_it_stands(page)
        own = {name.rpartition("-")[2] for form in forms_of(page) for name in form_names(form)}
        extended = data.copy()
        for name in FOREIGN.keys() - own - set(data) - TAKEN.get(route, set()):
            extended[name] = FOREIGN[name]

        chosen, _ = rows_after(asking, address, data, before)
        extended_chosen, foreign = rows_after(asking, address, extended, before)

        if foreign or rows_unlike(chosen, extended_chosen):
            taken[route] = (foreign, rows_unlike(chosen, extended_chosen))
    assert taken == {}


def test_foreign_values_would_be_found():
    world = a_world()
    asking = SignedIn(an_editor("asking", "chief"))
    address = address_of("stories/snippet/<path:object_id>/change/", world)
    data = sent_as_it_stands(asking.ask("GET", address))
    assert "name" in data

    extended = QueryDict(data.urlencode() + f"&name={SIGN}")
    _, foreign = rows_after(asking, address, extended, newest_keys())

    assert {label for label, _ in foreign} == {"stories.Snippet"}


def test_the_door_of_the_wire_takes_no_field_that_is_the_newsrooms_own():
    source = a_source()
    token = push.make_token(source, by=an_editor(), now=timezone.now())
    words = {"type": "text", "uri": "urn:vesper:1", "version": "1", "headline": "Dam holds", "body_text": "It held."}
    own = {name: value for name, value in FOREIGN.items() if name not in NINJS.split()}
    kept, before = [], newest_keys()
    for piece in (words, {**own, **words}):
        with transaction.atomic():
            answer = Client().post(
                push.push_path(source),
                json.dumps(piece),
                content_type="application/json",
                headers={"Authorization": f"Bearer {token}"},
            )
            found = rows()
            kept.append((answer.status_code, foreign_rows(found), choices(found, before)))
            transaction.set_rollback(True)

    (status, _, chosen), (extended_status, foreign, extended_chosen) = kept
    assert (status, extended_status) == (202, 202)
    assert (foreign, rows_unlike(chosen, extended_chosen)) == ([], {})

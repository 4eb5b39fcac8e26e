"""Rows written many at a time: they are what Django would have written."""

import pytest
from django.db.models import F, TextField
from django.db.models.functions import Cast

from stories.models import Draft
from stories.models.tables import Table
from tests.builders import NOON, a_story, an_editor

pytestmark = pytest.mark.django_db


def test_json_keeps_its_letters():
    fields = {"headline": "Дамба устояла", "body": "大坝"}
    draft = Draft(story=a_story(), editor=an_editor(), page="a", fields=fields, based_on=1, saved_at=NOON)

    Table(Draft, keys=False).insert([draft])

    kept = Draft.objects.annotate(text=Cast(F("fields"), TextField())).get()
    assert kept.fields == fields
    assert "Дамба устояла" in kept.text

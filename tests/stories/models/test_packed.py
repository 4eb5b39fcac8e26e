"""What is kept compressed comes out as it went in, and what was kept before it was compressed comes out, too."""

import json

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st
from reversion.models import Version

from stories import copy, desk
from stories.models import Delivery, Filing
from stories.models.packed import MARK, pack_bytes, pack_text, unpack_bytes, unpack_text
from stories.models.packed_json import version_text
from stories.models.plain_json import PlainEncoder
from tests.builders import NOON, a_chain, filings, rewrite


@given(st.binary(max_size=300))
@example(MARK)
@example(MARK + b"x")
@example(b"a" * 5_000)
def test_bytes_come_out_as_they_went_in(content):
    assert unpack_bytes(pack_bytes(content)) == content
    assert len(pack_bytes(content)) <= len(content) + 30


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_comes_out_as_it_went_in(text):
    assert pack_text(text).isascii()
    assert unpack_text(pack_text(text)) == text


def test_text_of_before_comes_out():
    """What is kept was packed with the same dictionary, for ever."""
    packed = "I8JXRiR4yyUxVwlLUqytjQUA"
    text = '[{"model": "stories.story", "pk": 12, "fields": {"state": "live", "slugline": "Dam", "edited_at": null}}]'

    assert unpack_text(packed) == text


@pytest.mark.django_db
def test_delivery_of_before_is_read_beside_packed_ones():
    kept, old = (
        Delivery.objects.create(name=name, content=b"dam " * 400, sha256="0" * 64, received_at=NOON) for name in "ab"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(content) FROM stories_delivery WHERE id = %s", [kept.pk])
        assert cursor.fetchone()[0] < 100
        cursor.execute("UPDATE stories_delivery SET content = %s WHERE id = %s", [b"dam " * 400, old.pk])

    assert [bytes(one.content) for one in Delivery.objects.order_by("pk")] == [b"dam " * 400] * 2
    assert Delivery.objects.filter(content=b"").count() == 0


@pytest.mark.django_db
def test_revisions_of_before_are_read_beside_packed_ones_and_forgotten_with_them():
    story = a_chain("Urgent", body="A name, zephyrine.")
    story = rewrite(story, "Another text.")
    packed, old = Version.objects.get_for_object(story).order_by("pk")[:2]
    assert (packed.format, len(packed.serialized_data) < len(version_text(packed))) == ("packed_json", True)
    Version.objects.filter(pk=old.pk).update(format="json", serialized_data=version_text(old))
    old = Version.objects.get(pk=old.pk)

    assert copy.plain_text(copy.from_json(old.field_dict["body"])) == "A name, zephyrine."
    assert packed.field_dict["slugline"] == old.field_dict["slugline"] == story.slugline
    desk.take_down(filings(story)[0], by=None, now=NOON, reason="A court said so.")

    texts = [version_text(version) for version in Version.objects.get_for_object(story)]
    assert not [text for text in texts if "zephyrine" in text]
    assert {json.loads(text)[0]["fields"]["slugline"] for text in texts[1:]} <= {"", story.slugline}


@pytest.mark.django_db
def test_json_keeps_the_letters_of_a_script_and_what_was_kept_before_is_the_same():
    story = a_chain("Urgent", headline="Плотина выстояла", body="Плотина стоит.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(body AS text) FROM stories_filing")
        kept = cursor.fetchone()[0]

    assert "Плотина стоит" in kept
    assert Filing.objects.get(body=json.loads(kept)) == filings(story)[0]
    assert json.loads(PlainEncoder().encode({"a": "\udcff é"})) == {"a": "\udcff é"}

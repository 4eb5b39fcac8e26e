"""`manage.py load_subjects`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stories.models import SubjectName
from tests.sample_folders import SHARED, needs_samples
from tests.stories.wire.test_vocabulary import TABLE

pytestmark = pytest.mark.django_db


def load(path):
    out = StringIO()
    call_command("load_subjects", str(path), stdout=out)
    return out.getvalue()


def test_loading_twice_changes_nothing_and_a_newer_name_is_taken(tmp_path):
    file = tmp_path / "topics.tsv"
    file.write_text(TABLE, encoding="utf-8")
    assert load(file) == load(file) == "3 subjects loaded.\n"
    file.write_text(TABLE.replace("economy", "economy and finance"), encoding="utf-8")
    load(file)

    assert list(SubjectName.objects.order_by("key").values_list("key", "name", "broader")) == [
        ("medtop:04000000", "economy and finance", ""),
        ("medtop:20000344", "pêche", "medtop:04000000"),
        ("subj:04001004", "pêche", "medtop:20000344"),
    ]


@needs_samples
def test_the_published_vocabulary_is_loaded():
    load(SHARED / "schemas" / "mediatopics.tsv")

    assert SubjectName.objects.filter(key__startswith="medtop:").count() == 1350
    assert SubjectName.objects.get(key="subj:04000000").broader == "medtop:04000000"


@pytest.mark.parametrize(("name", "why"), [("none.tsv", "could not be read"), ("words.txt", "first line of a table")])
def test_what_cannot_be_loaded_is_told(tmp_path, name, why):
    (tmp_path / "words.txt").write_text("words", encoding="utf-8")

    with pytest.raises(CommandError, match=why):
        load(tmp_path / name)


def test_name_of_a_file_recolours_no_terminal():
    with pytest.raises(CommandError) as refusal:
        call_command("load_subjects", "/no/such\x1b[31m")

    assert str(refusal.value) == "/no/such\\x1b[31m could not be read: No such file or directory."

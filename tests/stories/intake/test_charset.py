"""Copy whose letters are not certain waits, and is read again as its source's character set or an editor says."""

from datetime import UTC, datetime

import pytest

from stories import desk, intake
from stories.models import Item, Outcome, Source, Story
from tests.builders import an_editor

NOW = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)
GREEK = (
    "Άντεξε το φράγμα στο Όρεν\n\nΟ κυβερνήτης δήλωσε ότι το φράγμα άντεξε και οι κάτοικοι μπορούν να επιστρέψουν.\n"
)
RUSSIAN = "Плотина выдержала\n\nГубернатор сообщил, что плотина выдержала, и жители могут вернуться.\n"

pytestmark = pytest.mark.django_db


def take(data, *, charset="", given=True, name="Vesper"):
    source = Source.objects.create(name=name, intake=Source.Intake.FILE, charset=charset)
    options = intake.IntakeOptions(source=source if given else None, on_arrival=intake.OnArrival.FILE)
    return intake.take("copy.txt", data, now=NOW, options=options)[0]


def test_copy_in_an_old_character_set_is_filed_in_its_letters():
    item = take(RUSSIAN.encode("cp1251"))

    assert (item.outcome, item.headline, item.charset) == (Outcome.FILED, "Плотина выдержала", "windows-1251")


def test_doubtful_letters_wait_though_the_source_files():
    item = take(GREEK.encode("cp1253"))

    assert item.outcome == Outcome.WAITING
    assert item.reason.startswith(
        "Its letters are not certain: it names no character set, and can be read in windows-1253 or iso-8859-7."
    )
    assert item.readings[:2] == ["windows-1253", "iso-8859-7"]
    assert not item.story.has_moved


@pytest.mark.parametrize("charset", ["windows-1253", "ISO-8859-7"])
def test_character_set_of_the_source_settles_the_doubt(charset):
    item = take(GREEK.encode(charset), charset=charset)

    assert (item.outcome, item.headline) == (Outcome.FILED, "Άντεξε το φράγμα στο Όρεν")


def test_source_that_the_copy_names_settles_the_doubt():
    text = GREEK.replace("\n\n", "\n\nVesper, February 10, 2026\n\n", 1)

    item = take(text.encode("iso-8859-7"), charset="iso-8859-7", given=False)

    assert (item.outcome, item.charset) == (Outcome.FILED, "iso-8859-7")


def test_letters_that_are_lost_are_never_filed():
    item = take(
        "Café fire in Genève\n\nThe café in Zürich burned, Renée Karn said \udcffin Genève.\n".encode(
            errors="surrogateescape"
        )
    )

    assert item.outcome == Outcome.WAITING
    assert "Its letters are not certain" in item.reason


def test_plain_copy_says_its_character_set_and_no_doubt():
    item = take(b"The dam held\n\nThe governor said that the dam held.\n")

    assert (item.outcome, item.charset, item.readings) == (Outcome.FILED, "utf-8", [])
    assert Item.objects.count() == Story.objects.count() == 1


def reread(item, charset):
    return intake.read_in(item, charset, by="ilse", now=NOW)


def test_reading_that_an_editor_picks_replaces_the_waiting_words():
    item = take(GREEK.encode("cp1253"))
    wrong = reread(item, "iso-8859-7")
    assert wrong.headline == "’ντεξε το φράγμα στο Όρεν"
    assert Story.objects.get().slugline == wrong.headline

    item = reread(item, "windows-1253")

    item.story.refresh_from_db()
    assert (item.charset, item.outcome, item.headline) == ("windows-1253", Outcome.WAITING, "Άντεξε το φράγμα στο Όρεν")
    assert (item.story.headline, item.story.slugline) == (item.headline, item.headline)
    assert "Ο κυβερνήτης δήλωσε" in str(item.story.body)
    assert item.story.edited_at is None
    assert item.reason == "Read again in windows-1253 by ilse."


def test_readings_show_the_first_words_of_each():
    item = take(GREEK.encode("cp1253"))

    readings = {reading.charset: reading.words for reading in intake.readings_of(item)}

    assert readings["windows-1253"].startswith("Άντεξε το φράγμα στο Όρεν — Ο κυβερνήτης")
    assert readings["iso-8859-7"].startswith("’ντεξε")


def test_words_that_an_editor_changed_are_not_replaced():
    item = take(GREEK.encode("cp1253"))
    story = Story.objects.get(pk=item.story_id)
    story.headline = "Το φράγμα"
    desk.save(story, by=an_editor(), now=NOW, based_on=story.save_number)

    with pytest.raises(desk.EditedError):
        reread(item, "windows-1253")

    item.refresh_from_db()
    assert (Story.objects.get(pk=story.pk).headline, item.charset) == ("Το φράγμα", item.readings[0])


def test_filed_copy_is_not_read_again():
    item = take(RUSSIAN.encode("cp1251"))

    with pytest.raises(desk.NotPossibleError, match="can't be read again"):
        reread(item, "koi8-r")


def test_copy_that_failed_is_taken_in_again():
    item = take(b"%PDF")
    item.delivery.content = RUSSIAN.encode("koi8-r")
    item.delivery.save()

    taken = reread(item, "koi8-r")

    item.refresh_from_db()
    assert (taken.outcome, taken.headline, taken.charset) == (Outcome.WAITING, "Плотина выдержала", "koi8-r")
    assert (item.outcome, item.reason) == (
        Outcome.SKIPPED,
        f"Read again in koi8-r by ilse. It is item {taken.pk} now.",
    )

"""What a later version says of its story: taken where no editor changed it, and told."""

import pytest

from stories import desk
from stories.copy.subjects import Subject
from stories.intake import read_again
from stories.intake.options import IntakeOptions, OnArrival
from stories.intake.section_mapping import SourceVocabulary
from stories.models import Filing, Item, Outcome, SectionMapping, Story, SubjectName
from tests.builders import NOON, a_section, a_source, an_editor, rewrite
from tests.stories.intake.test_taking import ninjs, take_pieces

pytestmark = pytest.mark.django_db

FIRST = ninjs(1, urgency=5, slugline="Karse tunnel", language="en")
SECOND = ninjs(2, urgency=1, slugline="Karse tunnel fire", language="en-GB", subject=[{"name": "World"}])
TO_DESK = IntakeOptions(on_arrival=OnArrival.DESK)


def change(story, **fields):
    """Save a story as an editor who changes these fields."""
    story = Story.objects.get(pk=story.pk)
    for name, value in fields.items():
        setattr(story, name, value)
    return desk.save(story, by=an_editor(), now=NOON, based_on=story.save_number)


def test_a_later_version_changes_the_head_and_says_so():
    world = a_section()
    _, second = take_pieces(FIRST, SECOND)

    story = Story.objects.get()
    assert (story.urgency, story.slugline, story.section, story.language) == (1, "Karse tunnel fire", world, "en-GB")
    assert Filing.objects.get(number=2).metadata["slugline"] == "Karse tunnel fire"
    assert (
        "Changed with this version: slugline “Karse tunnel fire”, was “Karse tunnel”; section World; " in second.reason
    )
    assert "urgency 1, was 5" in second.reason


@pytest.mark.parametrize(
    "head",
    [{"urgency": 1}, {"subject": [{"name": "Dam"}]}, {"genre": [{"name": "Feature"}]}, {"slugline": "Karse dam"}],
)
def test_a_later_version_of_the_same_words_is_filed_where_its_head_is_another(head):
    before = {"urgency": 5, "slugline": "Karse tunnel", "language": "en", "body_xhtml": "<p>The tunnel is shut.</p>"}

    _, second, third = take_pieces(ninjs(1, **before), ninjs(2, **before | head), ninjs(3, **before | head))

    assert (second.outcome, third.outcome) == (Outcome.FILED, Outcome.DUPLICATE)
    assert "Changed with this version" in second.reason
    assert Filing.objects.count() == 2


def test_what_an_editor_changed_stays_and_the_item_says_what_the_wire_wanted():
    a_section()
    take_pieces(FIRST)
    change(Story.objects.get(), urgency=4)

    [second] = take_pieces(SECOND)

    story = Story.objects.get()
    assert (story.urgency, story.slugline) == (4, "Karse tunnel fire")
    assert "The wire says urgency 1, and what an editor chose stays." in second.reason


def test_a_move_to_another_section_is_an_editors():
    a_section()
    take_pieces(FIRST)
    desk.change_section(Story.objects.get(), a_section("Business"), by=an_editor(), now=NOON)

    take_pieces(SECOND)

    assert Story.objects.get().section.name == "Business"


def test_copy_that_is_put_together_brings_its_head():
    a_section()
    take_pieces(FIRST)
    story = change(Story.objects.get(), body=Story.objects.get().body, headline="Tunnel at Karse Head shut", urgency=3)
    [second] = take_pieces(SECOND, options=TO_DESK)
    assert Story.objects.get().slugline == "Karse tunnel"

    designator, words, _ = read_again(Item.objects.get(pk=second.pk))
    desk.rebase(
        Story.objects.get(),
        second,
        words,
        by=an_editor(),
        now=NOON,
        based_on=story.save_number + 0,
        designator=designator,
    )

    merged = Story.objects.get()
    assert (merged.slugline, merged.urgency, merged.headline) == ("Karse tunnel fire", 3, "Tunnel at Karse Head shut")


def test_late_copy_has_the_head_of_its_time_and_leaves_the_storys():
    late = ninjs(1, urgency=6, slugline="Karse tunnel", language="en")
    take_pieces(SECOND, late)

    filing = Filing.objects.get(number=2)
    assert (filing.follows, filing.urgency, filing.metadata["slugline"]) == (0, 6, "Karse tunnel")
    assert Story.objects.get().urgency == 1


SECTIONS = [  # of copy with the topic 20000344, which it calls Fisheries
    ("medtop:20000344", "Business"),  # the subject itself
    ("20000344", "Business"),
    ("medtop:04000000", "Business"),  # a broader one
    ("Fisheries", "Business"),  # the name that the copy gives
    ("medtop:15000000", "World"),
    ("04000000", "Business"),
    ("MEDTOP:20000344", "Business"),
    ("fisheries", "Business"),
    ("Fishing Industry", "Business"),  # the name in the vocabulary
    ("ECONOMY", "Business"),  # that of a broader one
    ("http://cv.iptc.org/newscodes/mediatopic/04000000", "Business"),
    ("medtop:04000000 economy", "Business"),  # as the form prints it
    (" 20000344 ", "Business"),
    ("subj:20000344", "World"),
    ("keyword: Fisheries", "World"),
]


@pytest.mark.parametrize(("mapped", "name"), SECTIONS)
def test_subjects_lead_to_sections(mapped, name):
    world, source = a_section(), a_source(default_section=a_section())
    SubjectName.objects.create(key="medtop:20000344", name="fishing industry", broader="medtop:04000000")
    SubjectName.objects.create(key="medtop:04000000", name="economy")
    SectionMapping.objects.create(source=source, subject=mapped, section=a_section("Business"))
    [item] = take_pieces(
        ninjs(subject=[{"uri": "http://cv.iptc.org/newscodes/mediatopic/20000344", "name": "Fisheries"}])
    )

    assert item.story.section.name == name
    assert item.story.source.default_section == world


@pytest.mark.parametrize(
    ("mapped", "name"),
    [
        ("subj:04005001", "Business"),
        ("04005001", "Business"),
        ("04005000", "Business"),
        ("subj:04000000", "Business"),
        ("medtop:04000000", "Business"),  # the topic of the same meaning as the broadest code
        ("economy", "Business"),
        ("subj:04006000", "World"),
        ("place: Oren", "Business"),
        ("oren", "Business"),
    ],
)
def test_old_codes_stand_under_those_that_they_begin_with(mapped, name):
    source = a_source(default_section=a_section())
    SubjectName.objects.create(key="subj:04000000", name="economy", broader="medtop:04000000")
    SectionMapping.objects.create(source=source, subject=mapped, section=a_section("Business"))
    [item] = take_pieces(ninjs(subject=[{"uri": "subj:04005001"}], place=[{"name": "Oren"}]))

    assert item.story.section.name == name


def test_mapping_costs_a_query_a_level_however_many_subjects(django_assert_num_queries):
    source = a_source()
    SubjectName.objects.create(key="medtop:1", name="one")
    SubjectName.objects.bulk_create(SubjectName(key=f"medtop:{n}", name="x", broader="medtop:1") for n in range(2, 60))
    SectionMapping.objects.create(source=source, subject="one", section=a_section("Business"))
    subjects = [Subject("medtop", str(number)) for number in range(2, 60)]

    with django_assert_num_queries(3):
        section = SourceVocabulary(source).section_of(subjects, "")

    assert section.name == "Business"


def test_vocabulary_that_runs_in_a_circle_ends():
    SubjectName.objects.create(key="medtop:1", name="one", broader="medtop:2")
    SubjectName.objects.create(key="medtop:2", name="two", broader="medtop:1")
    SectionMapping.objects.create(source=a_source(), subject="three", section=a_section("Business"))

    assert SourceVocabulary(a_source()).section_of([Subject("medtop", "1")], "") is None


def test_codes_alone_get_the_names_of_the_vocabulary():
    SubjectName.objects.create(key="medtop:20000344", name="fishing industry")
    take_pieces(ninjs(subject=[{"uri": "medtop:20000344"}, {"uri": "medtop:20000001"}]))

    assert Filing.objects.get().metadata_values.subjects == (
        Subject("medtop", "20000344", "fishing industry"),
        Subject("medtop", "20000001"),
    )


def test_subjects_are_filed_and_go_with_the_words():
    fishing = {"uri": "medtop:20000344", "name": "Fisheries"}
    [item] = take_pieces(ninjs(subject=[fishing]))

    filing = Filing.objects.get()
    assert filing.metadata_values.subjects == (Subject("medtop", "20000344", "Fisheries"),)
    assert list(filing.subject_uses.values_list("key", "name")) == [("medtop:20000344", "Fisheries")]
    assert filing.metadata["guid"] == "urn:example:dam"

    desk.take_down(filing, by=an_editor(group="chief", username="ada"), now=NOON, reason="Names a child.")

    assert (Filing.objects.get().metadata, filing.subject_uses.count(), Story.objects.get().subjects) == ({}, 0, [])
    assert item.story.pk == Story.objects.get().pk


def test_an_editors_own_story_keeps_its_head():
    story = desk.open_story(
        Story(slugline="Karse tunnel", headline="Tunnel shut", source=a_source(), section=a_section("Business")),
        by=an_editor(), now=NOON,
    )  # fmt: skip

    assert story.edited_fields == ["slugline", "section", "language", "urgency"]
    assert rewrite(story, "Shut.", by=an_editor()).edited_fields == story.edited_fields

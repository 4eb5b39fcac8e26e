"""The stem of a slugline, as the address of a topic has it."""

import pytest

from stories.designators import topic_slug, topic_stem


@pytest.mark.parametrize(
    ("slugline", "stem"),
    [
        ("Dam-Flood", "dam-flood"),
        ("BC-US--Dam-Flood-Inquiry, 2nd Ld-Writethru,416", "dam-flood"),
        ("DAM-FLOOD/INQUIRY (UPDATE 1, PIX)", "dam-flood"),
        ("Dam flood, the inquiry", "dam-flood"),
        ("Наводнение-Карсе", "наводнение-карсе"),
        ("बाँध-हिन्दी", "बाँध-हिन्दी"),
        ("Weather", ""),
        ("Budget-2026", ""),
        ("", ""),
    ],
)
def test_the_stem_is_what_the_parts_of_one_running_story_share(slugline, stem):
    assert topic_stem(slugline) == stem


@pytest.mark.parametrize(
    ("typed", "slug"), [("Dam flood", "dam-flood"), (" /dam--flood/ ", "dam-flood"), ("-", ""), ("x" * 99, "x" * 80)]
)
def test_what_an_editor_types_becomes_an_address(typed, slug):
    assert topic_slug(typed) == slug

"""Captions that stand under pictures in the text."""

import json

import pytest

from stories import copy
from stories.copy import Caption
from stories.wire import WirePicture, ninjs
from stories.wire.captions import fill_captions

DAM = "https://pics.example.org/dam.jpg?w=1200"
CASES = [
    ([("dam.jpg", "")], [(DAM, "The dam.")], ["The dam."], []),
    ([("dam.jpg", "The wall.")], [(DAM, "The dam.")], ["The wall."], []),
    ([("a.jpg", ""), ("dam.jpg", "")], [(DAM, "The dam."), ("x/a.jpg", "A.")], ["A.", "The dam."], []),
    ([("1.jpg", "")], [(DAM, "The dam.")], ["The dam."], []),
    ([("1.jpg", ""), ("2.jpg", "The dam.")], [(DAM, "The dam.")], ["", "The dam."], []),
    ([("1.jpg", ""), ("2.jpg", "")], [("", "The dam.")], ["", ""], ["The dam."]),
    ([], [("https://[x", "The dam."), (DAM, "")], [], ["The dam."]),
]


@pytest.mark.parametrize(("pictures", "captions", "expected", "homeless"), CASES)
def test_caption_of_the_text_fills_the_picture_that_has_none(pictures, captions, expected, homeless):
    filled, remarks = fill_captions(
        [WirePicture(addresses=(f"https://x.example.org/{name}",), caption=words) for name, words in pictures],
        [Caption(*caption) for caption in captions],
    )

    assert [picture.caption for picture in filled] == expected
    assert list(remarks) == [
        f"The caption of a picture that did not come was left out: “{words}”." for words in homeless
    ]


def an_item(body, **fields):
    values = {"uri": "urn:x:1", "headline": "Dam holds", "type": "text", "body_html": body, **fields}
    return ninjs.read(json.dumps(values).encode())[0]


def test_words_struck_out_are_no_text_and_the_remark_names_them():
    item = an_item("<p>It killed <del>12</del> 15 at the <s>eastern</s> western dam.</p>")

    assert copy.plain_text(item.blocks) == "It killed 15 at the western dam."
    assert item.remarks == ("Words struck out were left out: “12”, “eastern”.",)


def test_caption_under_a_picture_is_the_awaited_pictures():
    body = f"<p>It held.</p><figure><img src='{DAM}'><figcaption>The dam. Photo: Ada Karn</figcaption></figure>"
    picture = {"uri": "urn:x:2", "type": "picture", "renditions": {"original": {"href": DAM, "mimetype": "image/jpeg"}}}

    item = an_item(body, associations={"main": picture})

    assert copy.plain_text(item.blocks) == "It held."
    assert [picture.caption for picture in item.pictures] == ["The dam. Photo: Ada Karn"]
    assert item.remarks == ()


def test_caption_without_its_picture_is_remarked():
    item = an_item("<p>It held.</p><figure><img src='dam.jpg'><figcaption>The dam.</figcaption></figure>")

    assert copy.plain_text(item.blocks) == "It held."
    assert item.remarks == ("The caption of a picture that did not come was left out: “The dam.”.",)

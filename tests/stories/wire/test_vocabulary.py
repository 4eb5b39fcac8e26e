"""Vocabularies of subjects, as JSON and as a table."""

import json

import pytest

from stories.wire.vocabulary import Concept, VocabularyError, read_vocabulary

NEWSCODES = "http://cv.iptc.org/newscodes"
JSON = {
    "conceptSet": [
        {
            "uri": f"{NEWSCODES}/mediatopic/04000000",
            "qcode": "medtop:04000000",
            "prefLabel": {"de": "Wirtschaft", "en-GB": "economy"},
        },
        {
            "uri": f"{NEWSCODES}/mediatopic/20000344",
            "prefLabel": {"fr": "pêche"},
            "broader": [f"{NEWSCODES}/mediatopic/04000000"],
            "exactMatch": [{"uri": f"{NEWSCODES}/subjectcode/04001004"}, "http://www.wikidata.org/entity/Q1"],
            "retired": "2019-01-01T00:00:00+00:00",
        },
        {"prefLabel": "without a code"},
        "no concept",
    ]
}
TABLE = """code\tname\tbroader\tretired\tsubject codes of the same meaning
04000000\teconomy\t\t\t
20000344\tpêche\t04000000\t2019\t04001004
\twithout a code\t\t\t
"""
ECONOMY = Concept("medtop:04000000", "economy")
FISHING = Concept("medtop:20000344", "pêche", "medtop:04000000", is_retired=True)
OLD = Concept("subj:04001004", "pêche", "medtop:20000344")


@pytest.mark.parametrize("text", [json.dumps(JSON), TABLE])
def test_a_vocabulary_is_read(text):
    assert read_vocabulary(text) == (ECONOMY, FISHING, OLD)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not well-formed JSON"),
        ('{"concepts": [], "concepts": [1]}', "“concepts” stands twice"),
        ('{"conceptSet": 3}', "names no subject"),
        ("a list of words", "first line of a table"),
        ("code\tname\n", "names no subject"),
    ],
)
def test_another_file_is_told(text, why):
    with pytest.raises(VocabularyError, match=why):
        read_vocabulary(text)

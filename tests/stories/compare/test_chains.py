"""What each version of three long chains is said to change, in three languages, and what its note does not say."""

import pytest

from stories import designators
from stories.compare import changed_facts, facts_without_note, paragraph_labels, paragraph_name
from stories.display.change_words import sentence, sentence_text
from stories.display.fact_words import fact_in_brief
from tests.stories.compare.chains import LANGUAGES, read_chain
from tests.stories.compare.texts import check_comparison

STEPS = range(1, 12)
LABELS = {
    4: [("Paragraph 2", "moved up, was paragraph 5"), ("Paragraph 7", "added")],
    5: [
        ("Paragraph 4", "joined from old paragraphs 4 and 5"),
        ("Paragraph 4", "goes on with old paragraph 5"),
        ("Paragraph 5", "split into paragraphs 5 and 6"),
        ("Paragraph 6", "split off from old paragraph 6"),
    ],
    11: [
        ("Paragraph 1", "added"),
        ("Paragraph 2", "added"),
        ("Paragraph 6", "moved down, was paragraph 2"),
        ("Table row 1", "moved up, was row 2"),
        ("Table row 3", "added"),
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
def test_each_change_is_said_as_the_list_of_edits_has_it(language, step):
    old, new = read_chain(language)[step - 1 : step + 1]
    comparison = check_comparison(old.text, new.text)
    facts = changed_facts(comparison, language)
    designator = designators.from_text(new.designator)

    unnoted = facts_without_note(
        facts,
        new.note,
        language=language,
        is_correction=new.designator == "Correction",
        is_new_lead=designator is not None and designator.is_lead,
    )

    assert sentence_text(sentence(comparison, facts)) == new.said
    assert tuple(map(fact_in_brief, unnoted)) == new.unnoted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", LABELS)
def test_moves_splits_and_joins_are_labelled_alike_in_each_language(language, step):
    old, new = read_chain(language)[step - 1 : step + 1]

    rows = check_comparison(old.text, new.text).changes

    assert [(paragraph_name(row), label) for row in rows for label in paragraph_labels(row)] == LABELS[step]

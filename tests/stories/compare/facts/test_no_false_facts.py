"""No fact is told that neither text tells: figures of other things, denials of no clause, quotes of another day."""

import pytest

from stories.compare import changed_facts, compare
from tests.stories.compare.facts.test_finding import told
from tests.stories.compare.texts import a_text

# The language, a paragraph and its next version, and the facts that changed.
PAIRS = """
en | No one was killed in Oren.  | Two people were killed in Oren. |
en | Five, including two guards, were killed. | Five, including three guards, were killed. | figure  two three
en | Dozens were killed in Oren. | Hundreds were killed in Oren. | figure deaths Dozens Hundreds
en | At least 30 people are feared dead in the wreck. | Four people died in the wreck. |
en | Two towns evacuated         | 9,000 people evacuated        |
en | 3 arrested in raid          | Court frees 2 held in raid    |
en | 12 cows were killed in Oren. | 15 cows were killed in Oren. | figure  12 15
en | It will pay without delay, the bank said. | It will pay, the bank said. |
en | It was not only rain but hail. | It was rain and hail.      |
en | There is no doubt that he won. | It is clear that he won.   |
en | He did not answer the court. | He failed to answer the court. |
en | The bank said it would pay. | The bank said it would not pay. | denial  would pay>would not pay
fr | Il partira demain et sans délai, dit-on. | Il partira demain, dit-on. |
en | At least 300 people were told to leave. | Some 40 people gathered in a hall. |
zh | 他说：“我们不会离开，也不会投降。” | 他说：“我们不会离开。” | quote  shortened 5
en | Between 10 and 20 people died. | Between 20 and 30 people died. | figure deaths between 10 and 20>between 20 and 30
en | A dozen people died in Oren. | Two dozen people died in Oren. | figure deaths dozen>Two dozen
zh | 十二人死亡，近两万人疏散。 | 十五人死亡，两万三千人疏散。 | figure deaths 十二 十五; figure evacuated 两万 两万三千
en | Two towns told to leave     | 9,000 people told to leave    |
en | Rain falls, 9,000 people told to leave | One man missing as water pours |
en | Four lifeboats were on their way. | Lifeboats began to take 187 people off. |
en | The ship had 187 people on board. | All 171 passengers were taken off. |
en | Ten houses were destroyed in Oren. | Ten people were killed in Oren. |
en | Seven people were injured in Oren. | Nine people were killed in Oren. |
en | Two died and 9 are missing. | Five died and 7 are missing. | figure deaths Two Five; figure missing 9 7
en | A small town of 300 houses burned. | A town of 300 small houses burned. |
en | Some 12 people were killed. | Some 15 more people were killed. | figure deaths 12 15
en | It fell. | It fell. “It rose and we ran,” Ana Maule said. “Nobody had told us.” | quote Maule new 9
en | “We mend every road,” Hallam said. | “It was on the steps,” Hallam said. | quote Hallam cut 4; quote Hallam new 5
en | Three men and two women were killed. | Three men and three women were killed. | figure  two three
fr | Deux villages ont été évacués. | 9.000 personnes ont été évacuées. |
es | Dos pueblos fueron evacuados. | 9.000 personas fueron evacuadas. |
ru | Эвакуированы два села.     | Эвакуированы 9000 человек.    |
en | Trains stopped for 3 hours. | Trains stopped for 4 hours.   | figure  3 4
"""


def found(language, old, new):
    """Return the facts of a comparison as a table has them."""
    facts = changed_facts(compare(a_text(old), a_text(new)), language)
    in_head = changed_facts(compare(a_text(headline=old), a_text(headline=new)), language)
    return sorted(map(told, facts)), sorted(told(fact) for fact in in_head if fact.kind == "figure")


@pytest.mark.parametrize("row", PAIRS.strip().splitlines())
def test_a_fact_is_told_only_if_both_texts_speak_of_one_thing(row):
    language, old, new, wanted = (cell.strip() for cell in row.split("|"))
    expected = sorted(cell.strip() for cell in wanted.split(";") if cell.strip())

    in_text, in_head = found(language, old, new)

    assert in_text == expected
    assert set(in_head) <= set(expected)

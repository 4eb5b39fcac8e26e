"""Facts that two versions tell differently: figures, names, dates, denials and quotes, in the languages of the site."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stories import designators
from stories.compare import Fact, FactKind, changed_facts, compare, facts_without_note, merge_places
from tests.stories.compare.texts import a_text
from tests.stories.compare.twelve_versions import EDITS, VERSIONS

# The language, a sentence and its next version, and the facts that changed: kind, subject, old and new.
PAIRS = """
en | Two were killed in Oren.  | Three were killed in Oren.   | figure deaths Two Three
en | Two were killed in Oren.  | 2 were killed in Oren.       |
en | It was -5 in Oren at noon. | It was 5 in Oren at noon.   | figure  -5 5
en | Of 1 200 crates, all burnt. | Of 1,200 crates, all burnt. |
en | It is 7 km from Oren.     | It is 7 miles from Oren.     | figure distance 7 km>7 miles
en | The pipe is 7.4 km in all. | The pipe is 4.7 km in all.  | figure  7.4 4.7
en | It is the third fire in Oren. | It is the fourth fire in Oren. | figure  third fourth
en | It is the third fire in Oren. | It is the 3rd fire in Oren. |
en | A third of the town is under water. | A quarter of the town is under water. | figure  A third>A quarter
en | Since May it fell by half. | Since May it fell by two-thirds. | figure  half two-thirds
en | ⅓ of the town is dry now.  | One third of the town is dry now. |
en | The First Minister, Ana Karn, left. | The First Minister, Ana Kern, left. | name  Karn Kern
en | It is his twenty-first win in all. | It is his twenty-third win in all. | figure  twenty-first twenty-third
en | A man was killed in Oren.  | Two men were killed in Oren. | figure deaths A Two
en | A man was seen in Oren.    | Two men were seen in Oren.   |
en | A man was found alive in Oren. | Three people were found alive in Oren. | figure  A Three
en | A child was rescued in Oren. | Two children were rescued in Oren. | figure rescued A Two
en | A man was held in Oren.    | Three women were held in Oren. |
en | Lina Haed, 43, was held in Oren. | Lina Haeg, 34, was held in Oren. | name  Haed Haeg; figure  43 34
en | “It all fell down,” Lindau said. | “It all fell down,” Lindal said. | name  Lindau Lindal
en | A man was held in Oren.    | A man and a woman were held in Oren. |
en | It rose 5 percent in May.  | It rose 5 percentage points in May. | figure share 5 percent>5 percentage points
en | They left on Monday, he said. | They left on Friday, he said. | date day Monday Friday
en | The dam was built in 1958. | The dam was built in 1985.  | date year 1958 1985
en | It starts at 7:30 p.m. in Oren. | It starts at 8:30 p.m. in Oren. | date time 7:30 p.m.>8:30 p.m.
en | The mayor, Ana Sorell, left. | The mayor, Ana Sorrel, left. | name  Sorell Sorrel
en | Trading fell in Oren today. | Shares fell in Oren today.  |
en | He was found guilty today. | He was found not guilty today. | denial  found guilty today>found not guilty today
en | The firm opened in May.  | The firm did not open in May. | denial  firm opened in May>firm did not open in May
en | It rained in Oren all day.  | It rained in Oren all day. No one was hurt. |
en | “It all fell down,” Karn said. | “It all fell down,” Reve said. | quote Reve Karn Reve; name  Karn Reve
en | “We all saw it fall, and ran,” Karn said. | “We all saw it fall,” Karn said. | quote Karn shortened 2
en | “We all saw it fall,” Karn said. | “We all heard it fall,” Karn said. | quote Karn reworded 0
fr | Deux personnes ont été tuées à Oren. | Trois personnes ont été tuées à Oren. | figure deaths Deux Trois
fr | Un homme a été retrouvé vivant à Oren. | Trois personnes ont été retrouvées vivantes à Oren. | figure  Un Trois
fr | Le mur, haut de 47 mètres, tient. | Le mur, haut de 74 mètres, tient. | figure height 47 74
fr | Il n'a pas averti la ville. | Il a averti la ville. | denial  Il n'a pas averti la ville>Il a averti la ville
fr | Un tiers des maisons est détruit. | La moitié des maisons est détruite. | figure  Un tiers>La moitié
fr | Troisième incendie à Oren ce mois. | Quatrième incendie à Oren ce mois. | figure  Troisième Quatrième
fr | Le pont coûte 1 200 000 euros. | Le pont coûte 1 500 000 euros. | figure money 1 200 000>1 500 000
fr | La maire, Anne Kerlan, est partie. | La maire, Anne Kerlin, est partie. | name  Kerlan Kerlin
fr | Il a été jugé coupable hier. | Il n'a pas été jugé coupable hier. | denial  Il a été jugé>Il n'a pas été jugé
fr | Réunion jeudi à Oren.       | Réunion vendredi à Oren.     | date day jeudi vendredi
es | El incendio dejó doce heridos. | El incendio dejó trece heridos. | figure injured doce trece
es | Un hombre murió en Oren. | Tres personas murieron en Oren. | figure deaths Un Tres
es | Ardió un tercio de las casas. | Ardió la mitad de las casas. | figure  un tercio>la mitad
es | Es el tercer fuego en Oren. | Es el cuarto fuego en Oren.  | figure  tercer cuarto
es | El juez lo declaró culpable. | El juez no lo declaró culpable. | denial  juez lo declaró>juez no lo declaró
es | Habló el alcalde, Tomás Reve. | Habló el alcalde, Tomás Rive. | name  Reve Rive
ru | Сгорела треть домов в Орене. | Сгорела половина домов в Орене. | figure  треть половина
ru | В аварии погибли 12 человек. | В аварии погибли 13 человек. | figure deaths 12 13
ru | Мужчина погиб в Орене. | Три человека погибли в Орене. | figure deaths Мужчина Три
ru | Погиб один человек, он не назван. | Погибли три человека, они не названы. | figure deaths один три
ru | Это третий пожар за год.   | Это четвёртый пожар за год.  | figure  третий четвёртый
ru | Об этом сказала Анна Карн.  | Об этом сказала Анна Керн.   | name  Карн Керн
ru | Встреча с Иваном Ковалем. | Встреча с Иваном Ковалю.     |
ru | Власти знали это вчера. | Власти не знали это вчера. | denial  Власти знали это вчера>Власти не знали это вчера
zh | 山洪致25人死亡，学校关闭。  | 山洪致26人死亡，学校关闭。   | figure deaths 25 26
zh | 这是今年第三起火灾。        | 这是今年第四起火灾。        | figure  三 四
zh | 他说：“我们会继续救援，直到天亮。” | 他说：“我们会继续救援。” | quote  shortened 4
ar | قال الوزير إن السد آمن. | قال الوزير إن السد غير آمن. | denial  السد آمن>السد غير آمن
ar | هذا هو الحريق الثالث هذا العام. | هذا هو الحريق الرابع هذا العام. | figure  الثالث الرابع
ar | توفي 25 شخصا في أورين أمس.  | توفي 26 شخصا في أورين أمس.   | figure deaths 25 26
"""


def told(fact):
    """Return a fact as the table has it."""
    if fact.kind is FactKind.QUOTE and fact.quote != "speaker":
        return f"quote {fact.subject} {fact.quote} {fact.words}"
    parted = ">" if " " in fact.was + fact.now else " "
    return f"{fact.kind} {fact.subject} {fact.was}{parted}{fact.now}"


@pytest.mark.parametrize("row", PAIRS.strip().splitlines())
def test_changed_facts_are_found(row):
    language, old, new, wanted = (cell.strip() for cell in row.split("|"))

    found = changed_facts(compare(a_text(old), a_text(new)), language)

    assert sorted(map(told, found)) == sorted(cell.strip() for cell in wanted.split(";") if cell.strip())


KINDS = ("figure", "name", "denial", "quote new", "quote cut", "quote shortened")


def an_edit(fact):
    """Return a fact as the list of edits has it: its kind, the number of its paragraph, and what it is about."""
    kind = f"quote {fact.quote}" if fact.kind is FactKind.QUOTE else fact.kind.value
    return kind, fact.paragraph, fact.subject if fact.kind is FactKind.FIGURE else ""


@pytest.mark.parametrize("step", range(len(EDITS)))
def test_the_facts_of_twelve_versions_are_those_that_were_edited(step):
    old, new = VERSIONS[step].text(), VERSIONS[step + 1].text()
    wanted = {(edit.kind, (*edit.new, *edit.old)[0], edit.subject) for edit in EDITS[step] if edit.kind in KINDS}

    found = changed_facts(compare(old, new), "en")

    assert {an_edit(fact) for fact in found if fact.change >= 0} == wanted


# The number of the newer version, and the figures that it changed without a word in its note.
UNNOTED = {9: [("injured", "34", "33")], 10: [("injured", "33", "30")]}


@pytest.mark.parametrize("number", range(2, len(VERSIONS) + 1))
def test_a_change_without_a_note_is_told_and_a_rising_toll_is_none(number):
    old, new = VERSIONS[number - 2], VERSIONS[number - 1]
    designator = designators.from_text(new.designator)

    found = facts_without_note(
        changed_facts(compare(old.text(), new.text()), "en"),
        new.note,
        language="en",
        is_correction=new.designator == "Correction",
        is_new_lead=designator is not None and designator.is_lead,
    )

    assert [(fact.subject, fact.was, fact.now) for fact in found] == UNNOTED.get(number, [])


# What changed, the note, and the weight that is left of it; 0 where the note names it or it is news of its own.
NOTES = """
12 were killed in Oren today.    | 13 were killed in Oren today.    | lead | ADDS police       | 0
12 were killed in Oren today.    | 13 were killed in Oren today.    | text | ADDS police       | 25
13 were killed in Oren today.    | 12 were killed in Oren today.    | lead | ADDS police       | 100
13 were killed in Oren today.    | 12 were killed in Oren today.    | lead | UPDATES toll      | 0
13 were killed in Oren today.    | 12 were killed in Oren today.    | lead | Twelve, not 13    | 0
13 were killed in Oren today.    | 12 were killed in Oren today.    | lead | Figures throughout | 0
12 votes were cast in Oren today. | 15 votes were cast in Oren today. | text | UPDATES figures throughout | 0
It cost 13 crowns in all of Oren. | It cost 12 crowns in all of Oren. | lead |                 | 60
The mayor, Ana Sorell, left.     | The mayor, Ana Sorrel, left.     | lead | ADDS police       | 50
The mayor, Ana Sorell, left.     | The mayor, Ana Sorrel, left.     | lead | FIXES name Sorrel | 0
The mayor, Ana Sorell, left.     | The mayor, Ida Karn, left.       | lead | ADDS police       | 25
He was found guilty of theft.    | He was found not guilty of theft. | lead | RECASTS          | 55
He was found guilty of theft.    | He was found not guilty of theft. | lead | Found not guilty | 0
They left on Monday, he said.    | They left on Friday, he said.    | lead | RECASTS           | 0
"""


@pytest.mark.parametrize("row", NOTES.strip().splitlines())
def test_a_note_speaks_of_a_fact_or_the_fact_has_a_weight(row):
    old, new, filing, note, weight = (cell.strip() for cell in row.split("|"))
    facts = changed_facts(compare(a_text(old), a_text(new)), "en")

    found = facts_without_note(facts, note, language="en", is_correction=False, is_new_lead=filing == "lead")

    assert sum(fact.weight for fact in found) == int(weight)
    assert facts_without_note(facts, note, language="en", is_correction=True, is_new_lead=False) == ()


def test_a_toll_is_known_in_a_lead_that_was_written_anew():
    old = a_text("Two people died when a ferry sank off Oren, rescuers said on Monday.", headline="Ferry sinks")
    new = a_text(
        "A ferry that left Selda with no lights went down at dawn, and 14 were killed.", headline="Ferry sinks"
    )

    assert [told(fact) for fact in changed_facts(compare(old, new), "en")] == ["figure deaths Two 14"]


def test_two_tolls_are_never_told_apart_by_guessing():
    old = a_text("Two people were killed in Halden and three died in Oren when rockets fell, officials said.")
    new = a_text("Rockets that fell at dawn left five dead in Oren, and four were killed in Halden, said police.")

    assert changed_facts(compare(old, new), "en") == ()


def test_a_fact_is_told_once_and_from_the_text():
    old = a_text("It rained.", "Two were killed in Oren.", headline="2 dead in Oren")
    new = a_text("It rained.", "Three were killed in Oren.", headline="3 dead in Oren")

    everywhere = changed_facts(compare(old, new), "en")

    assert [fact.change for fact in everywhere] == [-1, 1]
    assert [(fact.change, fact.paragraph) for fact in merge_places(everywhere)] == [(1, 2)]
    assert [Fact.from_data(fact.as_data()) for fact in everywhere] == list(everywhere)


@pytest.mark.parametrize("headline", ["Fire Kills Two In Marrow Tunnel", "FIRE KILLS TWO IN MARROW TUNNEL"])
def test_capitals_of_a_title_make_no_names(headline):
    old, new = (a_text("It rained.", headline=line) for line in (headline, headline.replace("F", "D", 1)))

    assert changed_facts(compare(old, new), "en") == ()


PIECES = (
    "12|1 200|-5|$1.2 billion|two|Nov. 29|Karn|Oren|killed|not|“We ran,” he said|погибли|25人死亡|٣٫٥٪|½|10⁶|km|.|,"
)
WORDS = st.sampled_from(PIECES.split("|"))
COPY = st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=4)


@given(COPY, COPY, st.sampled_from(["en", "fr", "es", "ru", "zh", "ar", "de", ""]))
@settings(max_examples=60)
def test_facts_of_any_texts_are_words_of_those_texts(before, after, language):
    old, new = a_text(*before), a_text(*after)
    comparison = compare(old, new)

    for fact in changed_facts(comparison, language):
        change = comparison.changes[fact.change]
        if fact.kind in (FactKind.FIGURE, FactKind.NAME, FactKind.DATE):
            assert fact.now in "".join(part.text for part in change.segments if part.op != "removed")
            assert any(fact.was in block.text for block in old.blocks)
            assert (fact.was, fact.old_value) != (fact.now, fact.new_value)


def test_a_note_in_chinese_names_the_evacuated():
    facts = changed_facts(compare(a_text("近两万人疏散。"), a_text("两万三千人疏散。")), "zh")

    assert [fact.now for fact in facts] == ["两万三千"]
    assert facts_without_note(facts, "更新转移人数", language="zh", is_correction=False, is_new_lead=False) == ()


@pytest.mark.parametrize(("note", "told"), [("Обновлено число погибших", 1), ("Уточнены числа", 0), ("Данные", 0)])
def test_a_note_in_russian_that_names_the_number_of_dead_names_no_other(note, told):
    facts = changed_facts(compare(a_text("Пострадали 26 человек."), a_text("Пострадали 19 человек.")), "ru")

    assert len(facts_without_note(facts, note, language="ru", is_correction=False, is_new_lead=True)) == told

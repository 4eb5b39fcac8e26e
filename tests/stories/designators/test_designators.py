"""Designators at the head of a headline, on lines of their own and in notes; our print and its way back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stories.designators import Designator, Kind, Position, choices, from_text, read

# As printed | in our print | the rest. Agencies' forms, invented news.
FORMS = """
1st LD Writethru: Dam holds                | 1st LD Writethru               | Dam holds
1st Lead Writethru: Dam holds              | 1st LD Writethru               | Dam holds
1ST LD-WRITETHRU: Dam holds                | 1st LD Writethru               | Dam holds
First Lead-Writethru: Dam holds            | 1st LD Writethru               | Dam holds
1STLD-WRITETHRU: Dam holds                 | 1st LD Writethru               | Dam holds
1st Ld- Writethru: Dam holds               | 1st LD Writethru               | Dam holds
4th Ld - Writethru: Dam holds              | 4th LD Writethru               | Dam holds
2nd Ld-Writethr: Dam holds                 | 2nd LD Writethru               | Dam holds
2nd Ld Write-through: Dam holds            | 2nd LD Writethru               | Dam holds
LD Writethru: Dam holds                    | 1st LD Writethru               | Dam holds
1st LD Writethru-Economic Watch: Dam holds | 1st LD Writethru               | Economic Watch: Dam holds
11th LD: Dam holds                         | 11th LD                        | Dam holds
Writethru: Dam holds                       | Writethru                      | Dam holds
2nd Writethru: Dam holds                   | 2nd Writethru                  | Dam holds
(LEAD) Dam holds                           | 1st LD                         | Dam holds
(LD) Dam holds                             | 1st LD                         | Dam holds
(2nd LD) Dam holds                         | 2nd LD                         | Dam holds
(2ndLD)Dam holds                           | 2nd LD                         | Dam holds
(2nd LD) (News Focus) Dam holds            | 2nd LD                         | (News Focus) Dam holds
(3rd LD-corrected) Dam holds               | 3rd LD, Correction             | Dam holds
(URGENT) (LEAD) Dam holds                  | Urgent, 1st LD                 | Dam holds
LEAD: Dam holds                            | 1st LD                         | Dam holds
2ND LEAD: Dam holds                        | 2nd LD                         | Dam holds
3RD LEAD - Dam holds                       | 3rd LD                         | Dam holds
UPDATE1: Dam holds                         | Update 1                       | Dam holds
UPDATE 1-Dam holds                         | Update 1                       | Dam holds
UPDATE1-Dam holds                          | Update 1                       | Dam holds
UPDATE 2 -Dam holds                        | Update 2                       | Dam holds
UPDATE 2 - dam holds                       | Update 2                       | dam holds
Update 2-Dam holds                         | Update 2                       | Dam holds
2nd UPDATE: Dam holds                      | Update 2                       | Dam holds
UPDATE 10-"Dam" holds                      | Update 10                      | "Dam" holds
WRAPUP-Dam holds                           | Wrapup                         | Dam holds
WRAPUP 11-Dam holds                        | Wrapup 11                      | Dam holds
CORRECTED-DAM <DAM> HOLDS                  | Correction                     | DAM <DAM> HOLDS
CORRECTED - DAM HOLDS                      | Correction                     | DAM HOLDS
(CORRECTED)-<DAM CO> NET                   | Correction                     | <DAM CO> NET
(CORRECTED) - DAM CO NET                   | Correction                     | DAM CO NET
Corrected: Dam holds                       | Correction                     | Dam holds
Correction - Dam holds                     | Correction                     | Dam holds
CORRECTING and REPLACING Dam Co. Reports   | Correction                     | Dam Co. Reports
CORRECTED-UPDATE 2-Dam holds               | Correction, Update 2           | Dam holds
CORRECTED-(UPDATE 1)-Dam holds             | Correction, Update 1           | Dam holds
UPDATE 1-CORRECTED-Dam holds               | Update 1, Correction           | Dam holds
RPT-CORRECTED-UPDATE 1-Dam holds           | Repeat, Correction, Update 1   | Dam holds
REFILE-WRAPUP 6-Dam holds                  | Refile, Wrapup 6               | Dam holds
RPT--Dam holds                             | Repeat                         | Dam holds
RPT- FOREX-Euro rises                      | Repeat                         | FOREX-Euro rises
RPT-Update on dam                          | Repeat                         | Update on dam
REFILING: Dam holds                        | Refile                         | Dam holds
URGENT-Dam holds                           | Urgent                         | Dam holds
*URGENT: Dam holds                         | Urgent                         | Dam holds
Urgent: 1st LD: Dam holds                  | Urgent, 1st LD                 | Dam holds
Flash: Dam holds                           | Flash                          | Dam holds
FLASH NORTHPORT HOGS UP 1.00 DLR           | Flash                          | NORTHPORT HOGS UP 1.00 DLR
Bulletin: Dam holds                        | Bulletin                       | Dam holds
NewsAlert: Dam holds                       | NewsAlert                      | Dam holds
KILL: Dam holds                            | Kill                           | Dam holds
WITHDRAWN-Dam holds                        | Kill                           | Dam holds
HOLD HOLD HOLD Dam holds                   | Hold                           | Dam holds
Advisory: Dam story coming                 | Advisory                       | Dam story coming
Clarification: Dam holds                   | Clarification                  | Dam holds
3rd NET: Dam holds                         | 3rd NET                        | Dam holds
Dam holds (2)                              | Version 2                      | Dam holds
CORRECTION ET MISE À JOUR - Le barrage     | Correction, Update             | Le barrage
2e LEAD - Le barrage                       | 2nd LD                         | Le barrage
AMP.- El dique                             | Update                         | El dique
URGENTE.- El dique                         | Urgent                         | El dique
KORREKTUR: Damm                            | Correction                     | Damm
ACTUALIZACIÓN 1-El dique                   | Update 1                       | El dique
Actualización: El dique                    | Update                         | El dique
ACTUALIZA 2-El dique                       | Update 2                       | El dique
CORREGIDO-ACTUALIZACIÓN 2-El dique         | Correction, Update 2           | El dique
ACTUALISATION 2 : Le barrage               | Update 2                       | Le barrage
AKTUALISIERUNG 1: Damm                     | Update 1                       | Damm
WDH: Damm                                  | Repeat                         | Damm
ATUALIZA 1-Barragem                        | Update 1                       | Barragem
ОБНОВЛЕНИЕ 1-Плотина                       | Update 1                       | Плотина
2ND LDALL: Dam holds                       | 2nd LD All                     | Dam holds
更正：大坝                                  | Correction                     | 大坝
（更新）大坝                                | Update                         | 大坝
快讯：大坝                                  | Flash                          | 大坝
"""

LINES = """
EXTRA                                      | Extra                          |
1ST LEAD                                   | 1st LD                         |
2ND LEAD =                                 | 2nd LD                         |
REFILE                                     | Refile                         |
REFILE 1ST LEAD                            | Refile, 1st LD                 |
3RD NET                                    | 3rd NET                        |
Writethru                                  | Writethru                      |
HOLD HOLD HOLD =                           | Hold                           |
KILL KILL KILL ''''' =                     | Kill                           |
(Achtung)                                  | None                           |
2ND LEAD: Dam holds                        | 2nd LD                         | Dam holds
Dam holds                                  | None                           | Dam holds
Net                                        | None                           | Net
"""

NOTES = """
Eds: CORRECTS: figure in para 2            | Correction
Adds background; corrects figure in para 2 | Correction
(ATTN: UPDATES with details; ADDS photo)   | Update
Korjattu aiempaa uutista.                  | Correction
Refiles to mend the dateline.              | Refile
Kills para 4; recasts lead                 | None
Eds: With photos.                          | None
"""

ORDINARY = [
    "Actualiza 2 millones de datos",
    "Corrige: el dique",
    "Urgent care clinics fill up",
    "Urgent update: dam holds",
    "Update on dam: 2 towns dry",
    "Update-Rater affirms dam's bonds",
    "UPDATE 2014-Budget of the dam",
    "PRECIOUS-Gold rises",
    "HIGHLIGHTS 5-Dam hearing",
    "COLUMN-Who pays for the dam",
    "LEAD PRICES RISE",
    "LEAD, ZINC PRICES FALL",
    "LEAD-FREE PETROL SOLD",
    "LEAD-FREE petrol sold",
    "Lead: pipes to be replaced",
    "Lead paint found",
    "1st Lead pipe removed",
    "2ND LEAD-ACID PLANT OPENS",
    "1ST NET-ZERO TOWN",
    "Net: seen from the baseline",
    "1ST SOURCE <SRCE> COMPLETES MERGER",
    "1st: Dam holds",
    "2nd Amendment: why it matters",
    "Correction officer held",
    "CORRECTION-OFFICER UNION STRIKES",
    "CORRECTIONS <CCCC> SEEKS BEDS",
    "Corrected-sequence primers sold",
    "Kill Bill returns",
    "Kill switch: the law",
    "Hold the line",
    "HOLD-UP AT BANK",
    "Flash floods hit",
    "FLASH FLOODS HIT 3 TOWNS",
    "Flash-flood warning",
    "BULLETIN SAYS TIN PRICE MAY RISE",
    "Extra time: City win",
    "EXTRA 3: satire returns",
    "(Extra)ordinary people",
    "Repeat offender: man held",
    "AMP: profit up",
    "AMP-Bank profit up",
    "BREAKING: Dam holds",
    "Dam holds (UPDATED)",
    "Dam holds [UPDATE]",
    "Man (34) found",
    "Last of the river guards (8)",
    "(News Focus) Dam holds",
    "Roundup: Dam holds",
    "UPDATE 1",
    "",
]


def rows(table):
    """Return the rows of a table, cells without blanks."""
    return [[cell.strip() for cell in row.split(" |")] for row in table.strip().splitlines()]


@pytest.mark.parametrize(("raw", "ours", "rest"), rows(FORMS))
def test_designator_at_the_head_is_read(raw, ours, rest):
    designator, words = read(raw)

    assert (str(designator), words) == (ours, rest)


@pytest.mark.parametrize(("raw", "ours", "rest"), rows(LINES))
def test_designator_on_a_line_of_its_own_is_read(raw, ours, rest):
    designator, words = read(raw, printed_in=Position.LINE)

    assert (str(designator), words) == (ours, rest)


@pytest.mark.parametrize(("note", "ours"), rows(NOTES))
def test_note_is_kept_and_its_verbs_are_read(note, ours):
    designator, words = read(f" {note} ", printed_in=Position.NOTE)

    assert (str(designator), words) == (ours, note)


FOREIGN = """
ANNULATION - La digue a cédé                | Kill        | La digue a cédé
(ANULADA) La presa cede                     | Kill        | La presa cede
++ ANNULLARE ++ La diga cede                | Kill        | La diga cede
STORNO: Damm gebrochen                      | Kill        | Damm gebrochen
UTGÅR: Dammen brister                       | Kill        | Dammen brister
İPTAL - Baraj yıkıldı                       | Kill        | Baraj yıkıldı
取り消し：ダム決壊                          | Kill        | ダム決壊
【撤稿】大坝决口                            | Kill        | 大坝决口
***KILL*** Dam breaks                       | Kill        | Dam breaks
+++ EIL +++ Damm gebrochen                  | Urgent      | Damm gebrochen
عاجل: انهيار السد                           | Urgent      | انهيار السد
[속보] 댐 붕괴                              | Flash       | 댐 붕괴
DÜZELTME - Baraj dayandı                    | Correction  | Baraj dayandı
MANDATORY KILL: Dam breaks                  | Kill        | Dam breaks
KILL NOTICE - Dam breaks                    | Kill        | Dam breaks
RETRACTION: Dam breaks                      | Kill        | Dam breaks
MANDATORY CORRECTION: Dam holds             | Correction  | Dam holds
/C O R R E C T I O N -- Karse Mills/        | Correction  | Karse Mills
OPDATERING 2: Dæmningen holder              | Update 2    | Dæmningen holder
Dam holds, 40 moved (Second Lead)           | 2nd LD      | Dam holds, 40 moved
La digue tient (ACTUALISATION)              | Update      | La digue tient
A barragem resiste (ATUALIZADA)             | Update      | A barragem resiste
STORY REMOVED: Dam breaks                   | Kill        | Dam breaks
CANCELLED: Dam breaks                       | Kill        | Dam breaks
WITHDRAWAL-Dam breaks                       | Kill        | Dam breaks
ANNULE: La digue a cédé                     | Kill        | La digue a cédé
ANNULÉ - La digue a cédé                    | Kill        | La digue a cédé
1. Lead: Damm hält                          | 1st LD      | Damm hält
LEAD 1: La digue tient                      | 1st LD      | La digue tient
(LEAD 2) La digue tient                     | 2nd LD      | La digue tient
ROUNDUP 2: Damm hält                        | Wrapup 2    | Damm hält
RESUMEN 2-La presa aguanta                  | Wrapup 2    | La presa aguanta
2. Zusammenfassung: Damm hält               | Wrapup 2    | Damm hält
(2. Zusammenfassung 1500) Damm hält         | Wrapup 2    | Damm hält
1. Aktualisierung: Damm hält                | Update 1    | Damm hält
Segunda actualización: La presa aguanta     | Update 2    | La presa aguanta
Deuxième actualisation - La digue tient     | Update 2    | La digue tient
【速報】ダム決壊                              | Flash       | ダム決壊
〔速報〕ダム決壊                              | Flash       | ダム決壊
快訊：大壩決口                              | Flash       | 大壩決口
(1보) 댐 붕괴                               | Urgent      | 댐 붕괴
댐 붕괴(2보)                                | Bulletin    | 댐 붕괴
댐 붕괴(종합)                               | 1st LD      | 댐 붕괴
[종합2보] 댐 붕괴                           | 2nd LD      | 댐 붕괴
BREVE: La presa cede                        | Bulletin    | La presa cede
ULTIM'ORA: La diga cede                     | Urgent      | La diga cede
ULTIM’ORA: La diga cede                     | Urgent      | La diga cede
СРОЧНО. Плотина прорвана                    | Urgent      | Плотина прорвана
(KORREKTUR: Zahl der Orte) Damm hält        | Correction  | Damm hält
WDHLG: Damm hält                            | Repeat      | Damm hält
"""


@pytest.mark.parametrize(("raw", "ours", "rest"), rows(FOREIGN))
def test_other_languages_words_are_read_in_capitals(raw, ours, rest):
    designator, words = read(raw)
    assert (str(designator), words) == (ours, rest)


@pytest.mark.parametrize(
    "headline",
    [
        "Annulation : le Conseil tranche",
        "Storno: Was Reisende wissen müssen",
        "ANULADO GOL DE KARN",
        "Retraction: How a journal erred",
        "Prices rise (LEAD)",
        "Dam holds (Update)",
        "Sixty years of the dam (URGENT)",
        "Cancelled: concert by the dam",
        "ANNULÉ LE MARATHON DU BARRAGE",
        "1. Lead times grow at the dam",
        "LEAD 1-0 at the dam, says coach",
        "LEAD 2 TESTS FAIL AT DAM",
        "ROUNDUP: Damm hält",
        "Roundup 2: Weeds of the dam on trial",
        "RESUMEN: La presa aguanta",
        "Segunda: actualización de la presa",
        "速報 ダム決壊",
        "댐 종합 대책 발표",
        "댐 붕괴 (종합 대책)",
        "Breve: historia de la presa",
        "СРОЧНОЙ ПОМОЩИ ЖДУТ",
        "Срочно. Что делать у плотины",
        "Dam holds (CORRECTION: figures)",
    ],
)
def test_other_languages_words_in_ordinary_headlines_are_none(headline):
    assert read(headline) == (None, headline)


@pytest.mark.parametrize("headline", ORDINARY)
def test_ordinary_headline_has_none_and_is_kept_whole(headline):
    assert read(headline) == (None, headline)


@pytest.mark.parametrize(
    ("line", "is_mere"), [("ADVISORY", True), ("ADVISORY - KILL", False), ("ADVISORY - HOLD", False), ("KILL", False)]
)
def test_advisory_that_stops_a_story_is_more_than_a_note_to_editors(line, is_mere):
    designator, _rest = read(line, printed_in=Position.LINE)

    assert designator.is_mere_advisory is is_mere


def test_kinds_stand_outermost_first():
    designator, _ = read("RPT-CORRECTED-UPDATE 1-Dam holds")

    assert designator == Designator((Kind.REPEAT, Kind.CORRECTION, Kind.UPDATE), 1)
    assert designator.is_correction
    assert not designator.is_lead


def test_questions_ask_for_the_kind():
    def true_kinds(text):
        designator = from_text(text)
        names = ("correction", "refile", "kill", "hold", "lead", "writethru", "advisory")
        return [name for name in names if getattr(designator, f"is_{name}")]

    assert true_kinds("Correction, 2nd LD Writethru") == ["correction", "lead", "writethru"]
    assert true_kinds("Refile, 1st LD All") == ["refile", "lead"]
    assert [true_kinds(word) for word in ("Kill", "Hold", "Advisory", "Urgent")] == [
        ["kill"],
        ["hold"],
        ["advisory"],
        [],
    ]


@pytest.mark.parametrize("text", ["", "Dam holds", "1st", "Kill the dam", "LD: Dam"])
def test_what_is_not_our_print_is_no_designator(text):
    assert from_text(text) is None


ordinals = st.none() | st.integers(1, 998)
# Whatever two or three printed designators may give when they stand one behind the other.
stacks = st.lists(st.sampled_from([raw.split("Dam")[0] for raw, *_ in rows(FORMS) if "Dam holds" in raw]), max_size=4)
chains = st.lists(
    st.none()
    | st.builds(Designator, st.lists(st.sampled_from(Kind), min_size=1, max_size=3, unique=True).map(tuple), ordinals),
    max_size=6,
)
headlines = st.sampled_from(
    ["Dam holds", "2 towns dry", "All quiet", "Roundup: dam holds", "大坝", '"Dam" holds', "easyDam"]
)


@given(stack=stacks, headline=headlines)
def test_our_print_of_what_was_read_reads_the_same(stack, headline):
    designator, _ = read("".join(stack) + headline)

    if designator:
        assert read(f"{designator}: {headline}") == (designator, headline)
        assert from_text(str(designator)) == designator


@given(chain=chains, headline=headlines)
def test_our_print_of_what_is_offered_reads_the_same(chain, headline):
    for designator in filter(None, choices(chain)):
        assert read(f"{designator}: {headline}") == (designator, headline)
        assert read(str(designator), printed_in=Position.LINE) == (designator, "")
        assert from_text(str(designator)) == designator


@given(line=st.text(st.characters(codec=None)), place=st.sampled_from(Position))
@example(line="\ud800: \udfff-", place=Position.HEADLINE)
@example(line="²nd LD: ٣ UPDATE ٣-", place=Position.HEADLINE)
def test_any_text_is_read_and_the_rest_is_its_own_words(line, place):
    _, rest = read(line, printed_in=place)

    if place is Position.SLUG:
        assert len(rest) <= len(line)
    else:
        assert rest in line


fragments = st.sampled_from(
    [*"-–:()[],/+= 12", "1st ", "UPDATE ", "LD", "Lead", "Writethru", "KILL", "NET ", "Version ", "x"]
)


@given(line=st.lists(fragments, max_size=25).map("".join), place=st.sampled_from(Position))
def test_scraps_of_designators_are_read_and_printed_within_bounds(line, place):
    designator, _ = read(line, printed_in=place)

    assert len(str(designator)) <= 80
    if designator and place is not Position.NOTE:
        assert from_text(str(designator)) == designator


@pytest.mark.parametrize("place", Position)
@pytest.mark.parametrize(
    "scrap", ["UPDATE 1-", "(", "1", " ", "-", "1st LD ", ", ", "BC-", "KILL ", "(2)", "\n", "a:", "A "]
)
def test_a_million_characters_cost_no_more_than_a_line(scrap, place):
    hostile = (scrap * 1_000_000)[:1_000_000]

    designator, rest = read(hostile, printed_in=place)

    assert len(str(designator)) <= 80
    assert len(rest) <= len(hostile)


@pytest.mark.parametrize(
    ("text", "is_alert"),
    [
        ("Urgent", True),
        ("NewsAlert", True),
        ("Flash", True),
        ("Bulletin", True),
        ("Extra", True),
        ("Urgent, 1st LD", True),
        ("1st LD Writethru", False),
        ("Advisory", False),
        ("Kill", False),
    ],
)
def test_an_alert_may_move_as_a_headline_alone(text, is_alert):
    assert from_text(text).is_alert is is_alert

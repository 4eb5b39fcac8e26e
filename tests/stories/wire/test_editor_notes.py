"""Notes to editors, and stories about schedules, advisories and withdrawn stories. A table a wire editor can check."""

import pytest

from stories.copy import from_text
from stories.designators import from_text as designator
from stories.wire.editor_note_words import ORDER_TO_HOLD, ORDER_TO_KILL
from stories.wire.editor_notes import EditorNote, NoteKind, read_editor_note, read_stop_target
from stories.wire.heads import complete_head
from stories.wire.item import WireItem

PLAN = "Following are stories that we plan to move.\n\nEditors may call the desk."
NEWS = "The dam of Oren held on Saturday.\n\nWater rose by 3 meters.\n\nThe mayor thanked the crews."

# headline | what it is: a note, "perhaps" one, or news; the text, if it is not the plain one of its kind
NOTES = [
    ("ATTENTION EDITORS: Schedule for Saturday", PLAN),
    ("Attention Editors - Photo coverage of the summit", "Photos will follow."),
    ("Note to editors: We will have no wrap tonight", "Call the desk."),
    ("Advisory: Coverage plan of the summit", "Editors, we plan to file three stories on the summit."),
    ("ADVISORY-Planned stories for Saturday", "Times are subject to change."),
    ("Hanmin news advisory for Nov. 28", PLAN),
    ("List of major stories planned for Saturday", PLAN),
    ("Rotor World News Schedule at 1200 GMT", "All times GMT.\n\n1. OREN DAM: 800 words.\n\n2. KARSE VOTE."),
    ("No wrap on Oren dam tonight", "Editors: there will be no wrap."),
    ("TEST TEST TEST", "This is a test. Please ignore."),
    ("Planned coverage for Sunday", "All times GMT."),
    ("AVIS AUX RÉDACTIONS : programme de samedi", "Les papiers prévus."),
    ("Hinweis an die Redaktionen: Themenplanung", "Wir planen folgende Berichte."),
    ("Achtung Redaktionen: Vorschau", "Folgende Meldungen sind geplant."),
    ("Aviso a los editores: previsiones del día", "Notas previstas para hoy."),
    ("Aviso aos assinantes: pauta de sábado", "Matérias previstas."),
    ("Вниманию редакторов: план на субботу", "План публикаций."),
    ("致编辑：今日发稿计划", "拟发以下稿件。"),
    ("AGENDA INFORMATIVA DE VESPER PARA EL LUNES", "Previsiones informativas para el lunes."),
    ("AFP PRÉVISIONS - lundi", "Voici les prévisions du service."),
    ("Vesper News Digest 6 p.m.", "Here are Vesper's top stories at this hour."),
    ("Correction notice to editors: dam photo", "The place is Oren. Please correct your archives."),
    ("План мероприятий на 29 ноября", "Анонсы событий на воскресенье."),
    ("明日要闻预告", "各用户：明日将播发以下稿件。"),
    ("加盟社各位 お知らせ", "配信システムを点検します。"),
]
PERHAPS = [
    ("Advisory: Heavy rain to reach Oren coast", NEWS),
    ("MEDIA ADVISORY-Minister to speak in Oren", NEWS),
    ("Attention editors: graphic scenes as dam bursts", NEWS),
    ("Note to subscribers of the Oren water works", NEWS),
    ("Editor's note: our coverage of Oren", NEWS),
    ("Tagesvorschau Politik für Dienstag", NEWS),
    ("List of stories for children wins prize", NEWS),
]
KILLS = [
    (
        "Attention editors: please do not use earlier story",
        'Please do not use the story headlined "Dam of Oren fails".',
    ),
    ("Kill: Dam of Oren fails", 'Please kill the story headlined "Dam of Oren fails".'),
    ("Please kill item ves 101, headlined Dam of Oren fails", "It contained errors."),
    ("Attention editors", "Editors, the story on the dam of Oren that moved at 14:05 GMT has been withdrawn."),
    ("Kill the story slugged Oren-Dam", "It has errors."),
    ("ATTENTION EDITORS - STORY WITHDRAWN", "The story OREN-DAM/ is withdrawn. There will be no substitute."),
    ("Avis aux rédactions", "Prière de ne pas utiliser la dépêche « Le barrage a cédé »."),
    ("Achtung Redaktionen", "Die Meldung „Damm gebrochen“ wird zurückgezogen."),
    ("Bitte die Meldung 260210-89-00066 nicht verwenden", "Sie ist falsch."),
    ("Aviso a los editores", 'Rogamos no utilicen la nota titulada "Cede el dique".'),
    ("Aviso aos editores", 'Favor desconsiderar a nota "Barragem cede".'),
    ("Вниманию редакторов", "Просим не использовать сообщение «Плотина прорвана»."),
    ("Withdrawal of story on Oren dam", "It was wrong."),
    ("TAKE DOWN - Dam of Oren fails", "It was wrong."),
    ("Please disregard: Dam of Oren fails", "It was sent in error."),
    ("Achtung Redaktionen: Meldung zurückgezogen", "Wir ziehen sie zurück."),
    ("Attention: Do not publish Oren dam story", "Please do not publish the item sent at 10:15."),
    ("撤稿通知", "请停止使用《大坝决口》一稿。"),
]
# It asks so in words that news may use, too: an editor looks.
PERHAPS_KILLS = [
    ("Bitte verwenden Sie die Meldung vsp 0211 nicht", "Sie ist falsch."),
    ("Zum Damm von Oren", "Die Meldung «Damm von Oren bricht» ist gesperrt."),
    ("Meldung vsp 101 bitte sperren", "Sie ist falsch."),
    ("Story pulled", "Subscribers should not publish the story on the mayor of Oren."),
    ("Dépêche annulée", "La dépêche « Le barrage a cédé » est annulée. Merci de ne pas la publier."),
    ("ANULAR", "Solicitamos que anulen la noticia sobre el dique."),
    ("SI PREGA DI ANNULLARE", "Si prega di non utilizzare la notizia sulla diga."),
    ("ANULAR", "Solicita-se que anulem a notícia com o título «Barragem cede»."),
    ("Bericht vervallen", "Het bericht “Dam bij Oren breekt” is vervallen."),
    ("Dam bij Oren", "Gelieve het bericht over de dam niet te gebruiken."),
    ("Отмена", "Сообщение «Плотина прорвана» аннулируется."),
    ("撤稿", "《大坝决口》一稿作废，请停止播发。"),
    ("【配信取り消し】", "「ダムが決壊」の記事は誤りでした。使用しないでください。"),
    ("تنويه", "يرجى عدم استخدام الخبر عن السد."),
    ("알림", "“오렌 댐 무너져” 기사를 취소합니다."),
]
HOLDS = [
    ("URGENT - EDITORS: Hold the story on Oren dam", "It is being checked."),
    ("HOLD: Dam of Oren fails", "Please hold the story while it is checked."),
    ("Please hold item ves 101, headlined Dam of Oren fails", "It is being checked."),
]
STORIES = [
    ("Weather service issues flood advisory for Oren", NEWS),
    ("Oren league publishes schedule for Saturday", NEWS),
    ("Editors of Oren daily walk out", NEWS),
    ("Editors, printers of Oren daily strike", NEWS),
    ("Maker recalls story books for children", NEWS),
    ("Paper withdraws story on Oren mayor", "The daily said its story on the mayor was withdrawn.\n\nIt had errors."),
    ("Health coverage plan passes in Oren", NEWS),
    ("DIARY-Top events of the week", "Saturday: Oren council meets.\n\nSunday: vote in Karse.\n\nMonday: court."),
    ("Budget of Oren shows gap", NEWS),
    ("Please hold the line, Oren call centre says", NEWS),
    ("Note to self: singer's new record", NEWS),
    ("Highlights at 0600 GMT", "The following are the news highlights.\n\nDam holds.\n\nVote in Karse."),
    ("We will file suit, says Oren mayor", NEWS),
    ("Dam of Oren holds", f"{NEWS}\n\nATTENTION EDITORS: We will have no wrap."),
    ("Dam of Oren holds", f"Eds: Please do not use the driver's name.\n\n{NEWS}"),
    ("Dam of Oren holds", f"Note to editors: photos planned.\n\n{NEWS}"),
    ("Withdrawal of troops from Oren begins", NEWS),
    ("Test match in Oren rained off", NEWS),
    ("Climate tops news agenda in Oren", NEWS),
    ("Kill the bill, crowds shout in Oren", NEWS),
    ("Police kill story teller in Karse", NEWS),
    ("Redaktion von Oren zieht um", NEWS),
    ("Nota: el dique aguanta", NEWS),
    ("Annulation du marathon d'Oren", "Le marathon « Les Foulées d'Oren » est annulé, dit la mairie."),
    ("Anulan la elección de Oren", "El juez anuló la elección y pide no usar el estadio."),
    ("Банк Орена лишён лицензии", "Регулятор аннулировал лицензию банка «Северный Орен»."),
    ("奥伦球赛因雾取消", "球赛因雾取消，请勿前往。"),
    ("Rückruf in Oren: Bitte verwenden Sie den Sirup nicht", "Die Apotheken rufen „Orener Saft extra“ zurück."),
    ("Verlag zieht Meldung über Ministerin zurück", "Der Verlag hat eine Meldung zurückgezogen."),
    (
        "Oren radio retracts report on mayor",
        "It retracted a report “Mayor of Oren jailed” and told stations not to use it.",
    ),
    ("ダム祭り中止", "オレン市はダム祭りを取り消した。入場券は使用しないでほしいとしている。"),
    ("오렌 축제 취소", "오렌시는 축제를 취소했다. 표를 사용하지 말라고 했다."),
    ("Sports schedule of Oren schools shrinks", NEWS),
    ("Previsioni: neve su Oren", NEWS),
]


def piece(headline, text, **fields):
    """Return a piece of copy as a reader of formats makes it."""
    return complete_head(WireItem("text", printed_headline=headline, blocks=from_text(text), **fields))


@pytest.mark.parametrize(("headline", "text"), NOTES)
def test_note_to_editors_is_known(headline, text):
    assert read_editor_note(piece(headline, text)) == EditorNote(NoteKind.ADVISORY)


@pytest.mark.parametrize(("headline", "text"), PERHAPS)
def test_one_sign_of_a_note_makes_a_doubt(headline, text):
    assert read_editor_note(piece(headline, text)) == EditorNote(NoteKind.ADVISORY, is_sure=False)


@pytest.mark.parametrize(("headline", "text"), KILLS)
def test_kill_in_words_is_known(headline, text):
    assert read_editor_note(piece(headline, text)) == EditorNote(NoteKind.KILL)


@pytest.mark.parametrize(("headline", "text"), PERHAPS_KILLS)
def test_stop_in_any_language_is_a_doubt(headline, text):
    assert read_editor_note(piece(headline, text)) == EditorNote(NoteKind.KILL, is_sure=False)


def test_what_is_told_at_length_is_no_stop_in_words():
    assert read_editor_note(piece("Zum Damm", f"Die Meldung «Damm von Oren bricht» ist gesperrt.\n\n{NEWS}")) is None


@pytest.mark.parametrize(("headline", "text"), HOLDS)
def test_hold_in_words_is_known(headline, text):
    assert read_editor_note(piece(headline, text)) == EditorNote(NoteKind.HOLD)


@pytest.mark.parametrize(("headline", "text"), STORIES)
def test_story_is_no_note(headline, text):
    assert read_editor_note(piece(headline, text)) is None


# the note above a text without a headline | the text | what it is
NOTES_ABOVE = [
    ("Note to editors: We will have no wrap tonight", PLAN, EditorNote(NoteKind.ADVISORY)),
    ("Editors: please hold the story “Dam of Oren fails”", "We are checking it.", EditorNote(NoteKind.HOLD)),
    ("Note to editors: photos will follow", "Dam of Oren holds, mayor says.", None),
    ("Eds: With photos.", "Dam of Oren holds, mayor says.", None),
]


@pytest.mark.parametrize(("note", "text", "read"), NOTES_ABOVE)
def test_note_that_stands_for_a_headline_is_read_with_the_text(note, text, read):
    assert read_editor_note(piece("", text, note=note)) == read


def test_order_that_speaks_to_nobody_is_a_doubt():
    told = piece("Memo of Oren paper leaked", "“Do not use this story,” it says.\n\nThe editor said nothing.")

    assert read_editor_note(told) == EditorNote(NoteKind.KILL, is_sure=False)


def test_keyword_of_an_advisory_makes_its_copy_a_note():
    assert read_editor_note(piece("Photos of the day", NEWS, printed_slugline="BC-AP--Budget, ADVISORY,300")) == (
        EditorNote(NoteKind.ADVISORY)
    )


# headline | text | headlines | numbers | slugs | minute of the day, and whether it is in UTC
TARGETS = [
    ("Attention editors", 'Do not use "Dam of Oren fails" that moved at 14:05 GMT.',
     ("Dam of Oren fails",), (), (), 845, True),
    ("", "Please kill item ves 101, headlined Dam of Oren fails, which contained errors.",
     ("Dam of Oren fails",), ("ves 101",), (), None, False),
    ("KILL: Dam of Oren fails", "Kill the story slugged Oren-Dam, moved at 9:30.",
     ("Dam of Oren fails",), (), ("Oren-Dam",), 570, False),
    ("Kill", "Die Meldung 260210-89-00066, „Damm gebrochen“ von 14.05 Uhr, nicht verwenden.",
     ("Damm gebrochen",), ("260210-89-00066",), (), None, False),
    ("撤稿通知", "请停止使用《大坝决口》一稿。", ("大坝决口",), (), (), None, False),
]  # fmt: skip


@pytest.mark.parametrize(("headline", "text", "headlines", "numbers", "slugs", "minute", "is_utc"), TARGETS)
def test_stop_quotes_its_story(headline, text, headlines, numbers, slugs, minute, is_utc):
    target = read_stop_target(piece(headline, text))

    assert (target.headlines, target.numbers, target.slugs) == (headlines, numbers, slugs)
    assert (target.minute_of_day, target.is_utc) == (minute, is_utc)


def test_stop_by_designator_says_its_story_in_its_text():
    stop = piece("", "Kill the story headlined “Dam of Oren fails”.", designator=designator("Kill"))

    assert read_editor_note(stop) == EditorNote(NoteKind.KILL)
    assert read_stop_target(stop).headlines == ("Dam of Oren fails",)


@pytest.mark.parametrize("note", ["ATTENTION EDITORS: We will have no wrap.", "Attention all editors - photos follow."])
def test_note_at_the_end_of_a_story_is_no_part_of_its_text(note):
    story = piece("Dam of Oren holds", f"{NEWS}\n\n{note}")

    assert story.blocks == from_text(NEWS)
    assert story.remarks == (f"A note to editors was taken out of the text: “{note}”.",)


@pytest.mark.parametrize(
    ("text", "is_denial"),
    [
        ("Älä käytä: “Dam of Oren fails”. Nicht.", True),
        ("“Dam of Oren does not fail”, it says.", False),
        ("“Dam of Oren fails” wird gesperrt.", True),
        ("《大坝决口》未播发。", True),
        (f"Nicht “Dam of Oren fails”.\n\n{NEWS}", False),
    ],
)
def test_denial_beside_what_is_quoted_is_known_in_short_copy(text, is_denial):
    assert read_stop_target(piece("Oren", text)).is_denial is is_denial


@pytest.mark.parametrize(
    "line",
    [
        "Please kill the story on the dam",
        "Kindly disregard our earlier item",
        "EDITORS: withdraw this report",
        "Kill the above story",
        "Disregard the item",
        "Withdraw this dispatch",
        "Discard the version",
        "Eliminate the headline",
        "Do not use the story",
        "Don't run this item",
        "Don’t publish the report",
        "Please kill: the dam",
        "Prière de ne pas utiliser",
        "Merci de ne plus utiliser",
        "Veuillez ne pas utiliser",
        "Annulez la dépêche",
        "Bitte die Meldung nicht verwenden",
        "Por favor no utilicen la nota",
        "Rogamos no usar",
        "Anulen la noticia",
        "Retirar la nota",
        "Pedimos que não usem",
        "Favor desconsiderar",
        "Просим не использовать",
        "Просьба не использовать",
        "Пожалуйста, не используйте",
        "请勿使用",
        "撤销该稿件",
    ],
)
def test_order_to_kill_is_found_by_each_of_its_hints(line):
    assert ORDER_TO_KILL.pattern.search(line)
    assert ORDER_TO_KILL.search(line)


@pytest.mark.parametrize(
    "line",
    [
        "Please hold the story",
        "Withhold the item",
        "Prière de retenir",
        "Bitte die Meldung zurückhalten",
        "Rogamos retener",
        "Por favor retengan",
        "Просим задержать",
        "请暂停使用",
    ],
)
def test_order_to_hold_is_found_by_each_of_its_hints(line):
    assert ORDER_TO_HOLD.pattern.search(line)
    assert ORDER_TO_HOLD.search(line)

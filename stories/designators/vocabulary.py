"""The vocabulary of designators and genres: the meaning of printed words, by language, and how sure it is.

Keys are in lower case; the words of a phrase are parted by one blank or by a hyphen, as printed.
Sources: AP filing practice, Reuters handbook, dpa stylebook, Yonhap, PTI, Kyodo, Xinhua and Europa Press headlines.
"""

from enum import StrEnum

from stories.copy.gettext import gettext_noop as _


class Kind(StrEnum):
    """Kind of a filing."""

    URGENT = "urgent"
    ALERT = "newsalert"
    FLASH = "flash"
    BULLETIN = "bulletin"
    EXTRA = "extra"
    LEAD = "lead"
    LEAD_ALL = "lead all"
    WRITETHRU = "writethru"
    UPDATE = "update"
    WRAPUP = "wrapup"
    NET = "net"
    VERSION = "version"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    REFILE = "refile"
    REPEAT = "repeat"
    HOLD = "hold"
    KILL = "kill"
    ADVISORY = "advisory"


# Words of the trade: a hyphen or a blank beside another of them is enough.
TRADE_WORDS = {
    Kind.ALERT: "newsalert, apnewsalert, ap newsalert, news alert, ap news alert",
    Kind.LEAD: "ld",
    Kind.LEAD_ALL: "ldall, ld all",
    Kind.WRITETHRU: "writethru, write-thru, write thru, write-through, write through, writethough",
    Kind.UPDATE: "mise à jour, mise a jour, actualisation, actualización, actualizacion, ampliación, ampliacion, amp, "
    "aktualisierung, aktualisiert, atualização, aggiornamento, 更新",
    Kind.WRAPUP: "wrapup, wrap-up, zusammenfassung",
    Kind.CORRECTION: "corrected, correcting, corrects, correcting and replacing, rectificatif, rectificación, "
    "rectificacion, rectificação, corrección, correccion, correção, correzione, korrektur, berichtigung, korrigiert, "
    "rättelse, rettelse, korjaus, 更正",
    Kind.CLARIFICATION: "clarified, clarifies",
    Kind.REFILE: "refile, refiled, refiling, refiles",
    Kind.REPEAT: "rpt, rpts, wiederholung",
    Kind.KILL: "withdrawn",
    Kind.FLASH: "快讯, 快訊, 速報",
    Kind.URGENT: "eilmeldung, 急电",
}

# Words that ordinary headlines use too: they need a colon, a bracket or capitals of their own.
EVERYDAY_WORDS = {
    Kind.URGENT: "urgent, urgente, eil, eilt",
    Kind.ALERT: "alert, alerte",
    Kind.FLASH: "flash",
    Kind.BULLETIN: "bulletin",
    Kind.EXTRA: "extra",
    Kind.LEAD: "lead, lede",
    Kind.LEAD_ALL: "lead all",
    Kind.UPDATE: "update, updated, updates, updating",
    Kind.WRAPUP: "wrap, wrap up",
    Kind.NET: "net",
    Kind.VERSION: "version",
    Kind.CORRECTION: "correction, correct, corrective, corr",
    Kind.CLARIFICATION: "clarification",
    Kind.REPEAT: "repeat, repeats, repeated, repeating",
    Kind.HOLD: "hold, withhold",
    Kind.KILL: "kill, withdrawal, eliminate",
    Kind.ADVISORY: "advisory",
}

# Other languages' words for the same, which ordinary headlines use too ("Annulation : le Conseil tranche"): agencies
# print them in capitals. Scripts without capitals need the mark alone.
CAPITAL_WORDS = {
    Kind.URGENT: "срочно, pilne, acil, عاجل, ultim'ora, ultim’ora, última hora, ultima hora",
    Kind.BULLETIN: "breve",
    Kind.WRAPUP: "roundup, resumen",
    Kind.UPDATE: "actualiza, atualiza, обновление, дополнение, "
    "atualizada, actualizada, actualizado, oppdatering, opdatering, aktualizacja, aktualizace, "
    "güncelleme, обновлено, дополнено, оновлено, 업데이트",
    Kind.REPEAT: "wdh, wdhlg, repetición, repeticion, repetição, répétition, repetir, повтор",
    Kind.FLASH: "молния, son dakika, son daki̇ka, 속보",
    Kind.CORRECTION: "korr, corregido, corregida, corrige, corrigido, corrigida, corrigé, "
    "mandatory correction, düzeltme, korekta, sprostowanie, oprava, исправление, поправка, "
    "correctie, rectificatie, korreksjon, pataisymas, helyesbítés, helyreigazítás, διορθωση, تصحيح, 勘误, 訂正, 정정",
    Kind.KILL: "mandatory kill, urgent kill, bulletin kill, kill notice, kill advisory, advisory kill, retraction, "
    "story withdrawn, story killed, story removed, mandatory withdrawal, cancelled, annule, annulé, widerruf, "
    "anulación, anulacion, anulada, anulado, anular, "
    "annulation, annulée, annulee, annuler, annullare, annullamento, annullata, anulação, zurückgezogen, storno, "
    "storniert, intrekking, ingetrokken, anulowana, anulowanie, wycofana, аннулировано, аннулируется, аннуляция, "
    "i̇ptal, utgår, udgår, annulleret, peruutus, zrušeno, visszavonás, إلغاء, 撤稿, 撤销, 取り消し, 全文取り消し, "
    "전문취소, 기사취소",
}

# AP's keyword line has room for so many letters: "2nd Ld-Writethr" is cut off, not misspelt.
CUT_OFF = {"writethrough"[:letters]: Kind.WRITETHRU for letters in range(6, 13)}


def _split_list(words: str) -> list[str]:
    return words.split(", ")


def _index_words(table: dict[Kind, str]) -> dict[str, Kind]:
    return {word: kind for kind, words in table.items() for word in _split_list(words)}


TRADE = _index_words(TRADE_WORDS) | CUT_OFF
EVERYDAY = _index_words(EVERYDAY_WORDS)
IN_CAPITALS = _index_words(CAPITAL_WORDS)
KINDS = IN_CAPITALS | EVERYDAY | TRADE
LONGEST_PHRASE = 3
# Genres, too, and a rank only with a number: "ROUNDUP 2:", "RESUMEN 2-".
NUMBERED_GENRES = {"roundup", "resumen"}
STOP_CLOSES = {"срочно", "молния"}  # "СРОЧНО. …"

NUMERALS = _split_list("first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth")
ORDINALS = {word: ordinal for ordinal, word in enumerate(NUMERALS, start=1)}
# Of Romance languages, before a term of theirs: "Segunda actualización", "Première correction".
ROMANCE_ORDINALS = {
    word: ordinal
    for ordinal, words in enumerate(
        (
            "primera, primer, primeiro, primeira, première, prima, primo",
            "segunda, segundo, deuxième, seconde, seconda, secondo",
            "tercera, tercer, terceira, terceiro, troisième, terza, terzo",
            "cuarta, cuarto, quarta, quarto, quatrième",
            "quinta, quinto, cinquième",
        ),
        start=1,
    )
    for word in _split_list(words)
}
AND = {"and", "et", "und", "y", "e"}

# What an editor's note opens its clauses with. "Kills para 4" and "Recasts lead" say how the text was edited,
# not what the filing is.
NOTE_WORDS = _index_words(
    {
        Kind.CORRECTION: "corrects, corrected, correcting, correction, corrige, corrigé, rectifie, corrección, "
        "korrektur, korrigiert, berichtigt, berichtigung, rättelse, rättar, rettelse, retter, korjattu, korjaa",
        Kind.CLARIFICATION: "clarifies, clarified, clarification",
        Kind.UPDATE: "updates, updated, updating, update",
        Kind.REFILE: "refiles, refiled, refiling, refile",
        Kind.REPEAT: "repeats, repeated, repeating, repeat",
    }
)

# Behind FLASH in a headline all in capitals: these make a word of it ("FLASH FLOODS HIT").
FLASH_NOUNS = set(
    _split_list(
        "flood, floods, flooding, flooded, fire, fires, point, points, crash, crashes, drive, drives, mob, mobs, "
        "memory, storage, chip, chips, card, cards, estimate, estimates, pmi, gdp, sale, sales, light, lights"
    )
)
# What stands in a Reuters slug's brackets beside the designator.
SLUG_MARKS = set(_split_list("pix, picture, pictures, tv, video, graphic, graphics, insider, live, embargoed"))
# The desks that number PTI's items: DEL17 is Delhi's seventeenth of the day.
PTI_DESKS = set(_split_list("DEL, BOM, CAL, MDS, LGD, LGM, LGB, FES, FGN, DCM, COM, SPD, SPF, NRG, ERG, PAR, ESPL"))
# On a line of their own above a dpa headline, and no word about the version.
LINE_MARKS = {"achtung"}

GENRES = {
    name.casefold(): name
    for name in _split_list(
        "Roundup, Feature, Interview, News Analysis, Analysis, Commentary, Opinion, Editorial, Column, Review, "
        "Preview, Profile, Obituary, Backgrounder, Chronology, Timeline, Factbox, Explainer, Fact Check, Q&A, "
        "Spotlight, Focus, News Focus, Newsmaker, Insight, Special Report, Exclusive, Summary, Digest, Press Digest, "
        "Diary, Table, Text, Highlights, Instant View, Take a Look, Brief, Breakingviews, Dealtalk, Factfile, "
        "Scenarios, Album, Sidelights, Highlight, Press Review, News Summary, Photo Essay, Photo News, Trending, "
        "In Depth, Essay, Xinhua Headlines, Xinhua Focus, Xinhua Insight, Xinhua Interview, Xinhua Commentary, "
        "China Focus, China Exclusive, Economic Watch, World Insights, Asia Album, Across China, "
        "China Economic Roundup, Yonhap Interview, Yonhap Feature, Yonhap News Summary, Yonhap Photos, Movie Review, "
        "Book Review, News Bites, Reportage, Portrait, Entretien, Análisis, Entrevista, Crónica, Porträt, "
        "Hintergrund, 特写, 综述, 专访, 述评, 评论, 社论, 观察, 通讯, 特稿"
    )
}

# Names of kinds that are counted, without a number: other languages put words of their own around it.
UNNUMBERED = {Kind.LEAD: _("New lead"), Kind.UPDATE: _("Update"), Kind.WRAPUP: _("Wrap-up")}

# Kind -> its name in plain words, what it is; {th} is the ordinal in words, {n} in figures.
MEANINGS = {
    Kind.URGENT: (_("Urgent"), _("the first lines of important news, sent at once; more will follow.")),
    Kind.ALERT: (_("News alert"), _("one or two sentences of major news, sent the moment it is known.")),
    Kind.FLASH: (_("Flash"), _("the news in a line, of the highest urgency.")),
    Kind.BULLETIN: (_("Bulletin"), _("a first short text of major news, ahead of the story.")),
    Kind.EXTRA: (_("Extra"), _("news of weight, sent ahead of the planned stories.")),
    Kind.LEAD: (_("{th} lead"), _("a newer text with a new beginning, ahead of what was filed before.")),
    Kind.LEAD_ALL: (_("{th} lead, all"), _("a newer text that gathers all reports on the subject.")),
    Kind.WRITETHRU: (_("Write-through"), _("a full text that replaces all earlier ones.")),
    Kind.UPDATE: (_("Update {n}"), _("a newer text of the story, with fresh details.")),
    Kind.WRAPUP: (_("Wrap-up {n}"), _("one text that draws together the day's reports on the subject.")),
    Kind.NET: (_("{th} net"), _("a newer full text that takes in the leads before it.")),
    Kind.VERSION: (_("Version {n}"), _("the text as its agency numbers it.")),
    Kind.CORRECTION: (_("Correction"), _("it puts an error right and says what was wrong.")),
    Kind.CLARIFICATION: (_("Clarification"), _("it says more clearly what could be misunderstood.")),
    Kind.REFILE: (_("Refile"), _("the same news with slips of form mended; no fact has changed.")),
    Kind.REPEAT: (_("Repeat"), _("the same text, sent once more.")),
    Kind.HOLD: (_("Hold"), _("the story is stopped while it is checked.")),
    Kind.KILL: (_("Kill"), _("the story is withdrawn for good and must not be used.")),
    Kind.ADVISORY: (_("Advisory"), _("a note to editors, not meant for publication.")),
}

"""The words by which notes to editors are known, as agencies print them: patterns, a group of lines for each language.

Source: advisories and stops of AP, Reuters, AFP, dpa, EFE, Lusa, TASS, Yonhap and Xinhua.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_PEOPLE = r"(?:(?:all|news|photo|foreign|managing|copy) ){0,2}(?:editors?|subscribers|newsrooms?|media desks?)"
_STORIES = r"(?:stories|dispatches|wraps?|photos|pictures|videos)"
_TARGET = (
    r"(?:the |this |that |our |an? |its |any |all |both )?(?:above |below |earlier |previous |following |last )?"
    r"(?:\w+ ){0,2}(?:story|stories|items?|reports?|copy|dispatch|version|headline|newsalert|article)\b"
)
_SEND = r"(?:file|move|send|issue|run|transmit)"
_START = r"^\W{0,6}"


def _pattern(lines: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(lines), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HintedPattern:
    """A pattern that is tried only on lines with a word that each of its matches has: few lines have one."""

    pattern: re.Pattern[str]
    hints: tuple[str, ...]  # in lower case

    def search(self, line: str) -> re.Match[str] | None:
        """Return the first match in a line; None without one."""
        folded = line.casefold()
        return self.pattern.search(line) if any(hint in folded for hint in self.hints) else None


# A line that begins so speaks to editors.
ADDRESS = _pattern(
    [
        rf"{_START}(?:attention|attn\.?|notes?|memo|advisory|notice)(?: to| for)?:? (?:the )?(?:{_PEOPLE}|clients)\b",
        rf"{_START}reminder (?:to|for) {_PEOPLE}\b",
        rf"{_START}(?:editors?['’]?s?['’]? (?:advisory|attention)|dear {_PEOPLE})\b",
        rf"{_START}(?:(?:to|for) (?:all )?(?:our )?editors|to all (?:our )?(?:subscribers|clients)) ?[:,]",
        rf"{_START}editors ?[:,] ?(?:please|we|this|the following|note|all|kindly|do not|don['’]t|kill|hold|there)\b",
        rf"{_START}(?:avis|notes?|message|attention) aux (?:rédactions?|rédacteurs|clients|abonnés)\b",
        rf"{_START}à l['’]attention des (?:rédactions?|rédacteurs|clients|abonnés)\b",
        rf"{_START}(?:achtung|hinweise?|mitteilung)(?: an)?(?: die| alle)? redaktion(?:en)?\b",
        rf"{_START}(?:an (?:die|alle) redaktionen\b|redaktionelle[rs]? hinweise? ?:)",
        rf"{_START}(?:aviso|nota|atención|mensaje) (?:a |para )?(?:los |las )?(?:editores|abonados|redacciones)\b",
        rf"{_START}(?:aviso|nota|atenção|mensagem) (?:aos |às |a )?(?:editores|assinantes|redações|clientes)\b",
        rf"{_START}(?:вниманию|к сведению|внимание,?) (?:редактор|редакци|подписчик|клиент|сми\b)",
        rf"{_START}(?:avviso|nota|comunicazione) (?:ai|agli|alle) (?:clienti|abbonati|redazioni|giornali)\b",
        rf"{_START}(?:let op|aan|mededeling aan)(?: de)? (?:redacties?|abonnees|klanten)\b",
        rf"{_START}correction notices? to {_PEOPLE}\b|{_START}liebe kolleginnen und kollegen\b",
        rf"{_START}(?:[致告]各?位?(?:编辑|用户|订户|媒体)|编辑请?注意|(?:编辑|用户)部?须知|各(?:用户|订户|编辑部|媒体)[：:])",
        rf"{_START}(?:加盟社|編集者|各社|契約社)(?:の皆様|各位|へ)|から加盟社へ",
        rf"{_START}(?:편집자|고객사|회원사|계약사) ?(?:께|여러분|님|에게)",
        rf"{_START}(?:تنبيه|تنويه|ملاحظة|إلى) (?:إلى |ل)?(?:السادة )?(?:المحررين|المشتركين|العملاء|لمحررين|لمشتركين)",
    ]
)
# Behind an address in a headline these say what the note is about; alone they are any story's words.
TOPIC = _pattern(
    [
        r"\b(?:schedules?|plans?|planned|advisory|budget|wrap|coverage|will have|will be|please|embargo\w*)\b",
        r"\b(?:photos?|pictures|call|contact|substitute|correction|story|stories|service|maintenance|interruption|times?)\b",
        r"\b(?:planung|vorschau|programme|prévisions|agenda|previsiones|pauta|план)\b|计划|预告|安排",
    ]
)
HEADLINE_PLAN = _pattern(
    [
        rf"{_START}(?:coverage (?:plans?|schedule)|planned (?:stories|coverage)|test message|test test)\b",
        rf"{_START}sked ?[-:]|\bstories (?:\w+ )?planned for\b",
        r"\b(?:news|photo|picture|graphics?|video) (?:schedule|advisory|budget|line-?up)\b",
        rf"\b(?:list|schedule) of (?:\w+ ){{0,3}}{_STORIES}\b|\bno (?:wrap|wrapup|substitute|writethru)\b",
        rf"{_START}(?:\w+ )?(?:news|sports?) (?:schedule|digest)(?=\W*$|\W+(?:at|for|\d))",
        rf"{_START}prévisions (?:afp|du service)\b|{_START}afp prévisions\b|\bpapiers prévus\b",
        rf"{_START}themenplan\w*|\btagesvorschau\b|{_START}(?:\w+-)?(?:termin|wochen)vorschau\b",
        rf"{_START}agenda informativa\b|{_START}previsiones informativas\b|{_START}agenda (?:da )?lusa\b",
        rf"{_START}ansa\W{{1,3}}previsioni\b|{_START}anp-agenda\b|{_START}pauta do dia\b",
        r"\bплан (?:публикаций|мероприятий на)\b|发稿(?:计划|预告|安排)|稿件预告|(?:要闻|新闻)预告$",
        r"(?:出稿|記事|配信)予定|(?:기사|뉴스|송고) (?:예고|계획)|(?:أجندة|مفكرة) (?:الأخبار|التغطية)",
    ]
)
# Of a text: it makes a sign of the headline sure, and is none by itself.
TEXT_PLAN = _pattern(
    [
        rf"\bwe (?:will|shall|plan to|expect to|intend to) (?:\w+ )?{_SEND} (?:\w+ ){{0,2}}(?:story|{_STORIES})\b",
        r"\b(?:there will be|we (?:will|shall) have) (?:no|an?) (?:\w+ )?(?:wrap|wrapup|story|substitute|writethru)\b",
        r"\bfollowing (?:\w+ ){0,2}(?:stories|items|reports|features) (?:\w+ )?(?:will|are (?:planned|expected|to))\b",
        r"\bfollowing are (?:\w+ ){0,3}(?:stories|items|reports)\b|\bthis is a test\b|\bplease (?:ignore|disregard)\b",
        r"\bstories (?:\w+ ){0,2}(?:planned|scheduled|we plan)\b|\ball times (?:are )?(?:gmt|est|edt|local)\b",
        r"\beditors,? (?:this is|please|may)\b",
        r"\b(?:papiers|dépêches|sujets) prévus\b|\bnous prévoyons (?:de )?(?:diffuser|transmettre)\b",
        r"\b(?:geplante|folgende) (?:meldungen|berichte|beiträge)\b|\bwir planen (?:folgende|die folgenden)\b",
        r"\b(?:notas|historias|informaciones|matérias|reportagens) (?:previstas|planeadas|planejadas|programadas)\b",
        r"\bпланируем (?:передать|опубликовать|выпустить)\b|\bплан (?:публикаций|выпуска|сообщений)\b",
        r"\bhere are (?:\w+['’]?s? ){0,2}top stories\b|\btop stories and upcoming coverage\b",
        r"\b(?:report|story|copy) by \d{4} gmt\b|\bplease correct your archives?\b",
        r"\bprevisiones informativas\b|\bprévisions du service\b|\bavvenimenti previsti\b",
        r"\bfolgende themen planen wir\b|\bанонсы? событий\b|\b(?:temas|assuntos) previstos\b",
        r"拟发(?:以下)?稿件|发稿(?:计划|预告|安排)|播发以下稿件|(?:出稿|配信)予定|配信システム|송고할 예정",
    ]
)
_KILLS = _pattern(
    [
        rf"\b(?:please|kindly|editors[,:]?) (?:\w+ )?(?:kill|disregard|withdraw|delete|discard|ignore) {_TARGET}",
        rf"{_START}(?:kill|disregard|withdraw|discard|eliminate) {_TARGET}",
        rf"\b(?:do not|don['’]t) (?:use|publish|run|broadcast) {_TARGET}|{_START}please (?:disregard|kill|withdraw) ?:",
        r"\b(?:prière|merci|veuillez) (?:de )?(?:ne pas|ne plus) utiliser\b|\bannule[rz] la (?:dépêche|brève)\b",
        r"\bbitte\b[^.]{0,80}\b(?:nicht (?:mehr )?(?:zu )?verwenden|löschen)\b",
        r"\b(?:por favor|rogamos|favor) (?:de )?no (?:utilic|usar|utiliz|usen|use)\w*",
        r"\b(?:anular|anulen|retirar|retiren) la (?:nota|noticia|información|historia)\b",
        r"\b(?:por favor|favor|pedimos)\b[^.]{0,20} (?:não (?:us|utiliz)\w*|desconsider\w+)",
        r"\b(?:просим|просьба|пожалуйста)\b[^.]{0,30} не использ\w+",
        r"请(?:勿|不要|停止)再?(?:使用|采用|刊用|播发)|撤销(?:该|此|上述)?稿件?",
    ]
)
ORDER_TO_KILL = HintedPattern(
    _KILLS,
    hints=(
        *("please", "kindly", "editors", "kill", "disregard", "withdraw", "discard", "eliminate", "do not"),
        *("don't", "don’t", "prière", "merci", "veuillez", "annule", "bitte", "favor", "rogamos", "anul", "retir"),
        *("pedimos", "просим", "просьба", "пожалуйста", "请", "撤销"),
    ),
)
_HOLDS = _pattern(
    [
        rf"\b(?:please|kindly|editors[,:]?) (?:\w+ )?(?:hold|withhold) {_TARGET}|{_START}(?:hold|withhold) {_TARGET}",
        r"\bprière de retenir\b|\bbitte\b[^.]{0,80}\bzurückhalten\b|\b(?:por favor|rogamos) (?:retener|retengan)\b",
        r"\bпросим (?:задержать|придержать)\b|请暂(?:缓|停)(?:使用|采用|刊用|播发)",
    ]
)
ORDER_TO_HOLD = HintedPattern(
    _HOLDS,
    hints=("hold", "prière", "bitte", "favor", "rogamos", "просим", "请"),  # "hold" is in "withhold"
)
# Any paper may print so of a story: it takes an address to editors, or a designator, to make an order of it.
WORD_OF_KILL = _pattern(
    [
        r"\b(?:story|item|report|copy|dispatch|newsalert|article)\b[^.]{0,160}\b(?:is|was|are|has been|have been) "
        r"(?:hereby )?(?:withdrawn|killed|retracted)\b",
        rf"\bit (?:is|has been) (?:withdrawn|killed)\b|\bwe (?:are withdrawing|have withdrawn|retract) {_TARGET}",
        r"\b(?:must|should) not be used\b|\b(?:dépêche|information|brève)\b[^.]{0,120}\best annulée\b",
        r"\b(?:meldung|bericht|text)\b[^.]{0,120}\b(?:wird|ist|wurde) (?:hiermit )?zurückgezogen\b",
        r"\b(?:meldung|bericht|text)\b[^.]{0,120}\bnicht (?:mehr )?(?:zu )?verwenden\b",
        r"\bzieht (?:\w+ )?(?:meldung|bericht|text)\b[^.]{0,120}\bzurück\b|\bmeldung (?:zurückgezogen|gesperrt)\b",
        r"\b(?:nota|noticia|información|historia)\b[^.]{0,120}\b(?:queda|ha sido|fue) (?:anulada|retirada)\b",
        r"\b(?:notícia|matéria|nota)\b[^.]{0,120}\b(?:foi|está) (?:anulada|retirada|cancelada)\b",
        r"\b(?:сообщение|новость|материал)\b[^.]{0,120}\bаннулир\w+|[此该]稿件?(?:作废|已撤)",
    ]
)
REQUEST = _pattern(
    [
        rf"{_START}(?:please|kindly|bitte|veuillez|prière|merci de|rogamos|por favor|просим|просьба)\b|{_START}请",
        rf"{_START}(?:kill|hold|withhold|disregard) {_TARGET}",
    ]
)
WITHDRAWAL = re.compile(r"\W*(?:(?i:withdrawal of (?:the )?(?:story|item))\b|TAKE ?DOWN\s?[-:–])")
EDITORS_NOTE = re.compile(rf"{_START}editors?['’]?s?['’]? note ?[-–:]", re.IGNORECASE)
ADVISORY_KEYWORD = re.compile(r"(?:.*[-/, ])?(?:ADVISORY|ADVISORIES)/?", re.IGNORECASE)
PRESS_ADVISORY = re.compile(r"(?:media|press|photo|news) advisory\b", re.IGNORECASE)

# What a stop quotes.
QUOTED = re.compile(
    r"[“„«»\"](?P<double>[^“”„«»\"]{8,300})[”“»«\"]|[「『《](?P<corner>[^」』》]{4,200})[」』》]"
    r"|(?<!\w)[‘'](?P<single>[^‘’']{12,300})[’'](?!\w)"
)
HEADLINED = re.compile(
    r"\b(?:headlined|headline|titled|entitled|überschrift|titulada|titulado|titré[e]?|intitulée?|под заголовком)\b:?\s+"
    r"(?P<words>[^\s\"“„«‘'].{7,250}?)"
    r"(?=,? (?:which|that (?:moved|was|ran|contained|had)|moved|sent)\b|[.;]?\s*$)",
    re.IGNORECASE,
)
ITEM_NUMBER = re.compile(
    r"\b(?:items?|story|number|no\.?|nr\.?|meldung|dépêche|nota|сообщение)\s*(?:№\s*)?"
    r"(?P<number>[A-Za-z]{0,4}[ -]?\d{2,6}(?:-\d{2,3}-\d{3,7})?|[A-Z]\d[A-Z]\d[A-Z0-9]{4,6})\b",
    re.IGNORECASE,
)
LONG_NUMBER = re.compile(r"\b(?:\d{6}-\d{2,3}-\d{3,12}|[LNK][0-9A-Z]{7,10}\d?)\b")
_OF_SLUG = r"[A-Z](?:[\w/-]|\.(?=\w))*"
SLUGGED = re.compile(rf"\bslug(?:ged|line)?:?\s+['\"“]?(?P<slug>{_OF_SLUG}(?: {_OF_SLUG}){{0,3}})")
MOVED = re.compile(
    r"\b(?:moved|sent|issued|transmitted|filed|ran|um|at|à|a las|às|в)\b[^.\d]{0,20}"
    r"(?P<hour>[01]?\d|2[0-3])\s?[:.h]?\s?(?P<minute>[0-5]\d)(?!\d)\s?(?P<zone>gmt|utc)?",
    re.IGNORECASE,
)

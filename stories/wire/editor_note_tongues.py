"""The parts of a stop in words, by language: a word for copy, a request not to use it, and that it is withdrawn.

News tells of withdrawn reports and of goods that must not be used, too: only parts that stand together make a stop.
Source: stops of ANSA, Lusa, ANP, MENA, Kyodo, Yonhap, Interfax, Xinhua, AFP and dpa.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

_QUOTE = r"(?:[“„«»\"][^“”„«»\"]{6,300}[”“»«\"]|[「『《][^」』》]{4,200}[」』》])"
_NUMBER = r"(?:(?-i:[A-Za-z]{2,4})[ -])?\d{3,6}\b"


@dataclass(frozen=True, slots=True)
class StopWords:
    """Patterns of one language: words for copy, requests not to use it, and words that it is withdrawn."""

    copy: str
    request: str
    withdrawn: str
    ends: str = ".!?"  # of a sentence


# A passive voice follows what it is about; scripts of the last four put it anywhere.
_TONGUES = {
    "en": StopWords(
        r"\b(?:story|stories|item|dispatch|article|report|copy)\b",
        r"\b(?:subscribers|clients|editors|members|newsrooms)\b[^.]{0,40}\b(?:should|must|are asked)\b[^.]{0,20}\bnot\b"
        r"[^.]{0,20}\b(?:use|publish|run|broadcast)\b"
        r"|\b(?:please|kindly) (?:\w+ )?(?:do not|don['’]t|kill|disregard|remove)\b",
        r"\b(?:is|are|has been|have been) (?:hereby )?(?:withdrawn|killed|retracted|on hold|cancell?ed)\b",
    ),
    "de": StopWords(
        r"\b(?:meldung(?:en)?|beitrag|korrespondenz|bericht|text)\b",
        r"\bbitte (?:verwenden|nutzen|veröffentlichen|verbreiten) sie\b[^.]{0,120}\bnicht\b"
        r"|\bbitte\b[^.]{0,80}\bnicht (?:mehr )?(?:zu )?(?:verwenden|nutzen|veröffentlichen|verbreiten)\b"
        r"|\bbitte\b[^.]{0,40}\b(?:sperren|löschen|streichen)\b",
        r"\b(?:ist|wird|sind|wurde) (?:hiermit |vorerst )?(?:gesperrt|zurückgezogen|annulliert|hinfällig)\b",
    ),
    "fr": StopWords(
        r"\b(?:dépêche|brève|papier|information|article)\b",
        r"\b(?:prière|merci|veuillez|priés?|demandons)\b[^.]{0,40}\bne (?:pas|plus) (?:l[ae'’]|les|en)? ?"
        r"(?:utiliser|publier|diffuser|reprendre|tenir compte)\b",
        r"\b(?:est|a été|sont) (?:annul|retir)ée?s?\b",
    ),
    "es": StopWords(
        r"\b(?:noticia|nota|información|despacho|crónica)\b",
        r"\b(?:rogamos|por favor|se ruega|solicitamos|pedimos)\b[^.]{0,40}\b"
        r"(?:no (?:us|utili|publi|difund)\w+|anul\w+|elimin\w+|retir\w+)",
        r"\b(?:queda|ha sido|está|fue) (?:anulad|retirad|eliminad)[ao]\b",
    ),
    "it": StopWords(
        r"\b(?:notizia|notizie|lancio|articolo|servizio)\b",
        r"\b(?:si prega|(?:vi )?preghiamo|pregati)\b[^.]{0,40}\b"
        r"(?:non (?:utilizz|us|pubblic|diffond)\w+|annull\w+|eliminare|cestinare)",
        r"\b(?:è|è stat[ao]|viene) (?:annullat|ritirat)[ao]\b",
    ),
    "pt": StopWords(
        r"\b(?:notícia|matéria|despacho|reportagem|nota)\b",
        r"\b(?:solicita-se|solicitamos|pedimos|pede-se|favor|rogamos)\b[^.]{0,40}\b"
        r"(?:não (?:us|utiliz|public|divulg)\w*|anul\w+|desconsider\w+|elimin\w+)",
        r"\b(?:foi|está|fica) (?:anulad|retirad|cancelad)[ao]\b",
    ),
    "nl": StopWords(
        r"\b(?:bericht|artikel|nieuwsbericht)\b",
        r"\b(?:gelieve|graag|verzoeken?|svp|s\.v\.p\.|wilt u)\b[^.]{0,40}\b"
        r"(?:niet (?:meer )?(?:te )?(?:gebruiken|publiceren|plaatsen)|verwijderen|vernietigen)\b",
        r"\b(?:is|wordt|zijn) (?:hiermee )?(?:vervallen|ingetrokken|geannuleerd)\b",
    ),
    "ru": StopWords(
        r"\b(?:сообщени[еяю]|новость|материал|заметк[аиу])\b",
        r"\b(?:просим|просьба|пожалуйста)\b[^.]{0,30}\bне (?:использ|публик|распростран)\w+",
        r"\b(?:аннулир(?:уется|овано|ована)|отозван[оа]?|снят[оа]? с ленты)\b",
    ),
    "zh": StopWords(
        r"稿件?|报道|報道|消息|新闻|新聞",
        r"[请請](?:勿|不要|(?:立即)?停止)再?(?:使用|采用|採用|刊用|播发|發表|发表|转载)|[请請](?:予以)?撤(?:稿|下|销)",
        r"撤销|撤銷|撤回|撤稿|作废|作廢",
        "。！？",
    ),
    "ja": StopWords(
        r"記事|原稿|速報|配信",
        r"(?:使用|掲載|利用|報道)しないで|使わないで|(?:使用|掲載)を(?:見合わせ|中止)|取り消します",
        r"取り消(?:し|す)|取消|撤回",
        "。！？",
    ),
    "ar": StopWords(
        r"(?:ال)?(?:خبر|تقرير|نبأ|برقية)",
        r"(?:يرجى|نرجو|الرجاء)[^.]{0,20}(?:عدم (?:استخدام|نشر|اعتماد)|إلغاء|حذف)",
        r"(?:تم|جرى) (?:إلغاء|سحب)|ملغى|ملغاة",
    ),
    "ko": StopWords(
        r"기사|보도",
        r"사용하지 (?:마|말|않)|취소합니다|삭제해 ?주|철회합니다",
        r"(?:취소|철회|삭제)(?:합니다|됐|되었|했)",
    ),
}
_ANY_ORDER = {"zh", "ja", "ar", "ko"}
_NEAR = 60  # characters between a word for copy and what is quoted of it


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _sentence_pattern(words: StopWords) -> str:
    """Return the pattern of a request and a word for copy in one sentence."""
    gap = rf"[^{words.ends}]{{0,120}}?"
    return rf"(?:{words.request}){gap}(?:{words.copy})|(?:{words.copy}){gap}(?:{words.request})|" + _spread_pattern(
        words
    )


def _spread_pattern(words: StopWords) -> str:
    """Return the pattern of a request that a word for copy stands within: "Bitte verwenden Sie die Meldung nicht"."""
    return rf"(?=(?:{words.request}))[^{words.ends}]{{0,120}}?(?:{words.copy})"


def _name_pattern(words: StopWords) -> str:
    """Return the pattern of copy that is named: by its headline before or behind the word for it, or by its number."""
    before = rf"(?:{words.copy})[^{words.ends}“„«»\"「『《]{{0,{_NEAR}}}"
    return rf"{before}(?:{_QUOTE}|{_NUMBER})|{_QUOTE}.{{0,4}}(?:{words.copy})"


def _withdrawal_pattern(tongue: str, words: StopWords) -> str:
    """Return the pattern of named copy that is withdrawn."""
    named = f"(?:{_name_pattern(words)})"
    behind = rf"{named}[^{words.ends}]{{0,160}}?(?:{words.withdrawn})"
    return rf"{behind}|(?:{words.withdrawn})[^{words.ends}]{{0,40}}{named}" if tongue in _ANY_ORDER else behind


class StopPatterns:
    """The patterns of one language that are looked for, the cheap ones first; each is made when it is first asked for.

    All together take as long to make as a hundred pieces of copy to read.
    """

    def __init__(self, tongue: str, words: StopWords) -> None:
        self.tongue, self.words = tongue, words

    @cached_property
    def request(self) -> re.Pattern[str]:
        """The words of a request."""
        return _any_case(self.words.request)

    @cached_property
    def withdrawn(self) -> re.Pattern[str]:
        """The words by which copy is withdrawn."""
        return _any_case(self.words.withdrawn)

    @cached_property
    def order(self) -> re.Pattern[str]:
        """A request and a word for copy in one sentence."""
        return _any_case(_sentence_pattern(self.words))

    @cached_property
    def name(self) -> re.Pattern[str]:
        """Copy that is named."""
        return _any_case(_name_pattern(self.words))

    @cached_property
    def withdrawal(self) -> re.Pattern[str]:
        """Named copy that is withdrawn."""
        return _any_case(_withdrawal_pattern(self.tongue, self.words))


_PATTERNS = [StopPatterns(tongue, words) for tongue, words in _TONGUES.items()]
# Beside a quoted headline of copy that is here: a word of denial or withdrawal in whatever language.
DENIAL = _any_case(
    r"\b(?:not|no|never|without|don['’]t|nicht|kein\w*|ne|pas|non|não|nao|niet|geen|не|нет|inte|ikke|nie|nu|değil|ni)\b|n['’]t\b"
    r"|\b(?:with(?:draw|hold)|retract|kill|cancel|annul|anul|ritir|retir|sperr|gesperrt|zurück|zurueck|vervallen|ingetrokken"
    r"|аннулир|отозв|сня[лт]|tillbaka|trækk|trekk|wycof|iptal|visszavon|zruš|storn)"
    r"|[不勿未撤废廢]|取り消|取消|撤回|ない|ません|لا |لم |عدم|إلغاء|سحب|않|취소|철회|마시|말아"
)


def asks_not_to_use(lines: Iterable[str]) -> bool:
    """Return whether headline and beginning of short copy ask not to use copy, in any of some languages.

    They ask so in one sentence with a word for copy, or ask and name it; or they tell that named copy is withdrawn.
    """
    lines = list(lines)
    text = "\n".join(lines)
    return any(_stops(patterns, lines, text) for patterns in _PATTERNS)


def _stops(patterns: StopPatterns, lines: list[str], text: str) -> bool:
    """Return whether copy has a stop in the words of one language."""
    if patterns.request.search(text) and (patterns.name.search(text) or any(map(patterns.order.search, lines))):
        return True
    return bool(patterns.withdrawn.search(text)) and any(map(patterns.withdrawal.search, lines))

"""The quotes of a text and their speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from stories.compare.core.tokens import count_words
from stories.compare.facts.languages import LanguageWords, language_words
from stories.compare.facts.names import names

FEWEST = 4  # words that are speech wherever they are quoted; fewer may be a phrase or a title
MOST_SPEECHES, LONGEST_SPEAKING = 40, 10_000  # quotes and letters of a paragraph that are looked at
LETTERS_BEFORE = 400  # letters before "he said" in which a name is looked for
REACH = 48  # letters in which a verb of saying stands before a quotation
_QUOTED = re.compile(
    "“([^“”\n]{1,4000})”|„([^„“”\n]{1,4000})[“”]|«([^«»\n]{1,4000})»|「([^「」\n]{1,4000})」"
    '|(?<![\\w"])"([^"\n]{1,4000})"'
)
_QUOTE_MARKS = re.compile('[“„«「"]')
_SPEECH = "\0"  # stands for what was said, while its speaker is looked for
_SPOKEN_ENDS = tuple(",.?!…，。？！")
_PHRASE_WORD = r"(?:[\w'’-]{1,40}|[\w'’-]{1,3}\.)"  # a longer one with a full stop ends a sentence
_PHRASE = rf"((?:{_PHRASE_WORD},? ){{0,6}}[\w'’.-]{{1,40}})"


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted speech; the last name and the title of its speaker, "" where the words beside do not tell them."""

    words: str
    speaker: str = ""
    title: str = ""
    row: int = 0
    paragraph: int = 0

    @property
    def key(self) -> str:
        """The words without signs and capitals: the same however they are printed."""
        return " ".join(re.findall(r"\w+", self.words.casefold()))


@lru_cache(maxsize=16)
def _speaker_patterns(words: LanguageWords) -> tuple[re.Pattern[str], ...]:
    """Return the forms in which copy names a speaker beside speech: "…," said X; "…," X said; X said: "…"."""
    if not words.saying:
        return ()
    said, gap = rf"(?:{words.saying})(?!\w)", r",?(?: [-–—]{1,2})?"
    forms = [
        rf"{_SPEECH}{gap} {said}(?: \w{{1,20}}ly)?,? {_PHRASE}",
        rf"{_SPEECH}{gap} {_PHRASE},? (?:also )?{said}",
        rf"(?<![\w'’.-]){_PHRASE},? (?:also )?{said}(?: \w{{1,20}}){{0,3}} ?[,:]? {_SPEECH}",
    ]
    if words.before_speaker:
        forms.append(rf"{_SPEECH}{gap} (?:{words.before_speaker}) {_PHRASE}")
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def quotes(text: str, language: str, *, row: int = 0, paragraph: int = 0) -> Iterator[Quote]:
    """Yield the quotes of a paragraph. One behind another is by the same speaker where nobody else is named."""
    if not _QUOTE_MARKS.search(text):
        return
    words = language_words(language)
    said: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        if len(said) == MOST_SPEECHES or not _is_speech(found, words):
            return " it "
        said.append(next(filter(None, found.groups())).strip())
        return _SPEECH

    bare = _QUOTED.sub(stand_in, text[:LONGEST_SPEAKING])
    speakers = _speakers(bare, words, language) if said else {}
    last = ("", "")
    for number, speech in enumerate(said):
        last = speakers.get(number, last)
        yield Quote(speech, *last, row, paragraph)


def _is_speech(found: re.Match[str], words: LanguageWords) -> bool:
    """Return whether quoted words end as speech does, are many, or follow a verb of saying: “Long Night” is a name."""
    quoted = next(filter(None, found.groups())).rstrip()
    before = found.string[max(0, found.start() - REACH) : found.start()]
    if quoted.endswith(_SPOKEN_ENDS) or count_words(quoted) > FEWEST:
        return True
    after = found.string[found.end() : found.end() + REACH]
    introduced, followed = _saying_patterns(words)
    return introduced.search(before) is not None or followed.match(after) is not None


@lru_cache(maxsize=16)
def _saying_patterns(words: LanguageWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the expressions for a verb of saying right before speech, and right behind it."""
    saying = words.saying or "(?!)"
    introduced = rf"(?<!\w)(?:{saying})(?: \w{{1,15}}){{0,2}} ?[,:：]? ?$"
    followed = rf",?(?: [-–—]{{1,2}})? ?(?:{saying})(?!\w)|, ?[-–—]"
    return re.compile(introduced, re.IGNORECASE), re.compile(followed, re.IGNORECASE)


def _speakers(bare: str, words: LanguageWords, language: str) -> dict[int, tuple[str, str]]:
    """Return the last name and the title of the speaker of each speech, by its number, where the words tell."""
    found: dict[int, tuple[str, str]] = {}
    for form in _speaker_patterns(words):
        for match in form.finditer(bare):
            number = (
                bare.count(_SPEECH, 0, match.start())
                if match[0].startswith(_SPEECH)
                else bare.count(_SPEECH, 0, match.end()) - 1
            )
            if words.pronouns and re.fullmatch(rf"(?:{words.pronouns})", match[1].split(" ", 1)[0], re.IGNORECASE):
                speaker = _last_speaker(bare[max(0, match.start() - LETTERS_BEFORE) : match.start()], words, language)
            else:
                speaker = _speaker(match[1], words, language)
            if any(speaker):
                found.setdefault(number, speaker)
    return found


def _last_speaker(before: str, words: LanguageWords, language: str) -> tuple[str, str]:
    """Return whoever was the last to say something before "he said", where the paragraph names somebody."""
    said = re.compile(rf"{_PHRASE} (?:{words.saying})(?!\w)", re.IGNORECASE)
    sentences_before = re.split(r"(?<=[\w)]{4})[.!?] ", before)
    speakers = (
        _speaker(found[1], words, language) for part in reversed(sentences_before) for found in said.finditer(part)
    )
    return next((speaker for speaker in speakers if speaker[0]), ("", ""))


def _speaker(phrase: str, words: LanguageWords, language: str) -> tuple[str, str]:
    """Return the last name and the last title in the words beside speech."""
    if words.after_speaker:
        phrase = re.split(rf",? (?:{words.after_speaker})(?!\w)", phrase, maxsplit=1)[0]
    titles = re.findall(rf"(?<!\w)(?:{words.roles})(?!\w)", phrase, re.IGNORECASE) if words.roles else []
    named = [phrase[start:end] for start, end in names(phrase, language)]
    name = re.sub(r"['’]s$", "", named[-1].split()[-1].rstrip(".,")) if named else ""
    return name if name.lower() not in map(str.lower, titles) else "", titles[-1].lower() if titles else ""

"""The texts of a NewsML 1 item: which contents are one story, and which of them are the same words once more.

Source: IPTC NewsML 1.2, sections 5.9 and 5.10: components and contents may complement each other or be equivalents.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from stories.copy import Block
from stories.wire import xml
from stories.wire.item import UnreadableError, WireItem
from stories.wire.newsml_1_content import MANNERS, Content, data_of, length_of, markup_of, may_hold_words, read_content
from stories.wire.newsml_1_parts import MOST_COMPONENTS, Part, Path, formal_name
from stories.wire.nitf import NitfBody

MOST_PARTS = 60  # of a story: parts and equivalents
STORY_LIMIT = 2_000_000  # characters of one story
NEARLY = 0.8  # of the longest equivalent: as long, but for its markup
ALIKE = 0.9  # of the words; equivalents differ in a credit or a mark

_TITLE_ROLES = re.compile(
    r"(?:main|story)?(?:title|headline|hedline|heading|titre|titel|titulo|título|titolo|kop)\w{0,4}"
)
_LEAD_ROLES = re.compile(r"lead(?:in|text|paragraph|s)?|intro(?:duction)?|chapeau|standfirst|entradilla|vorspann")
_SUMMARY_ROLES = re.compile(r"(?:abstract|summary|teaser|resumen?|résumé|synopsis)\w{0,4}")
_ASIDE_ROLES = re.compile(
    r"sub(?:head|title|titre|titulo)\w{0,6}|tweet\w{0,8}|social\w{0,8}|stylesheet|css|contacts?|caption|logo|keywords?"
    r"|by-?line|date-?line|slug-?line|credit(?:line)?|copyright\w{0,8}|rights|(?:editors?)?notes?|metadata"
)
_MEDIA_ROLES = re.compile(
    r"(?:photo|picture|image|graphic|bild|foto|imagen|caption|legend|video|audio|sound|podcast)\w{0,20}"
)
_WORD_RUN = re.compile(r"\w+")


@dataclass(slots=True)
class Text:
    """One content with words: its component and those around it, the nearest first, and its headline and language."""

    content: xml.Element
    components: Path
    role: str
    headline: str
    language: str


@dataclass(slots=True)
class StoryTexts:
    """The texts of one story, by their part in it, in the order of the copy."""

    headline: str = ""
    language: str = ""
    titles: list[Text] = field(default_factory=list)
    leads: list[Text] = field(default_factory=list)
    bodies: list[Text] = field(default_factory=list)
    summaries: list[Text] = field(default_factory=list)

    @property
    def components(self) -> Path:
        """The components around its words, the nearest first."""
        texts = [*self.bodies, *self.leads, *self.summaries, *self.titles]
        return texts[0].components if texts else []

    @property
    def has_text(self) -> bool:
        """Whether it is more than a title."""
        return bool(self.bodies or self.leads or self.summaries)


def read_stories(paths: Iterable[Path], *, language: str) -> list[StoryTexts]:
    """Return the stories of an item: parts under one headline and in one language are one.

    The language is the item's; a part may name its own. A title, lead or summary under a headline of its own belongs to
    the story in its language.
    """
    stories: list[StoryTexts] = []
    for text in _drop_equivalents(list(islice(_texts_in(paths, language), MOST_COMPONENTS))):
        story = next((story for story in stories if _belongs(text, story)), None)
        if story is None:
            story = StoryTexts(text.headline, text.language)
            stories.append(story)
        story.language = story.language or text.language
        _part_for(text, story).append(text)
    whole = [story for story in stories if story.bodies]
    for part in stories if whole else []:
        if not part.bodies:
            _add_parts(part, next((story for story in whole if _is_one_language(part.language, story.language)), None))
    return whole or stories


def _add_parts(part: StoryTexts, story: StoryTexts | None) -> None:
    if story is not None:
        story.titles += part.titles
        story.leads += part.leads
        story.summaries += part.summaries


def _drop_equivalents(texts: list[Text]) -> list[Text]:
    """Return the texts, of those that are said to be equivalents in one language the best alone.

    That is one of the longest, and of these the one with the best markup.
    """
    groups: dict[tuple[Part, str], dict[xml.Element, list[Text]]] = {}
    for text in texts:
        around = [
            place
            for place, part in enumerate(text.components)
            if xml.attribute(part.element, "EquivalentsList") == "yes"
        ]
        if around and not any(pattern.fullmatch(text.role) for pattern in (_TITLE_ROLES, _LEAD_ROLES, _SUMMARY_ROLES)):
            whole = text.components[around[-1]]
            branch = text.components[around[-1] - 1].element if around[-1] else text.content
            groups.setdefault((whole, text.language), {}).setdefault(branch, []).append(text)
    dropped: list[Text] = []
    for branches in groups.values():
        lengths = {branch: sum(length_of(text.content) for text in held) for branch, held in branches.items()}
        long = [branch for branch in branches if lengths[branch] >= NEARLY * max(lengths.values())]
        best = min(long, key=lambda branch: MANNERS.index(markup_of(branches[branch][0].content)))
        dropped += [text for branch, held in branches.items() if branch is not best for text in held]
    left_out = set(map(id, dropped))
    return [text for text in texts if id(text) not in left_out]


def _texts_in(paths: Iterable[Path], language: str) -> Iterator[Text]:
    for path in paths:
        role = path[0].role
        if _ASIDE_ROLES.fullmatch(role) or any(_MEDIA_ROLES.fullmatch(part.role) for part in path):
            continue
        for content in path[0].contents:
            if may_hold_words(content) and data_of(content) is not None:
                headline = _nearest_headline(path).casefold()
                yield Text(content, path, role, headline, _nearest_language(path) or language)


def _nearest_headline(path: Path) -> str:
    return next(filter(None, (xml.line(line) for part in path for line in part.own("HeadLine"))), "")


def _nearest_language(path: Path) -> str:
    """Return the language that the nearest component names, in small letters."""
    for part in path:
        named = [formal_name(language) for language in part.own("Language")]
        named.append(part.element.get("{http://www.w3.org/XML/1998/namespace}lang", ""))
        tag = next((tag for tag in named if tag and not tag.lower().startswith("x-")), "")
        if tag:
            return tag.strip().replace("_", "-").lower()
    return ""


def _belongs(text: Text, story: StoryTexts) -> bool:
    return text.headline == story.headline and _is_one_language(text.language, story.language)


def _is_one_language(one: str, other: str) -> bool:
    """Return whether two tags may be of one language: one names it more exactly, or one is empty."""
    return not one or not other or f"{one}-".startswith(f"{other}-") or f"{other}-".startswith(f"{one}-")


def _part_for(text: Text, story: StoryTexts) -> list[Text]:
    for pattern, part in ((_TITLE_ROLES, story.titles), (_LEAD_ROLES, story.leads), (_SUMMARY_ROLES, story.summaries)):
        if pattern.fullmatch(text.role):
            return part
    return story.bodies


@dataclass(frozen=True, slots=True)
class StoryCopy:
    """The words of a story, whether they are a summary alone, remarks, and its NITF, if any: body and head."""

    blocks: tuple[Block, ...]
    is_summary: bool
    remarks: tuple[str, ...]
    nitf: NitfBody | None
    document: WireItem | None


def read_words(story: StoryTexts) -> StoryCopy:
    """Read the words of a story: leads, then the other parts; of equivalents the one with the best markup.

    A summary stands for a story without any. Raises UnreadableError for an endless story.
    """
    remarks: list[str] = []
    parts = _drop_repeats([*story.leads, *story.bodies], remarks)
    is_summary = not any(part.blocks for part in parts)
    if is_summary:
        parts = _drop_repeats(story.summaries[:1], remarks)
    blocks = tuple(block for part in parts for block in part.blocks)
    if sum(len(block.text) for block in blocks) > STORY_LIMIT:
        raise UnreadableError(f"The text is longer than {STORY_LIMIT:,} characters: no story is. Send it in parts.")
    nitf = next((part.nitf for part in parts if part.nitf), None)
    document = next((part.document for part in parts if part.document), None)
    is_summary = is_summary or (nitf is not None and not nitf.blocks)
    return StoryCopy(blocks, is_summary and bool(blocks), tuple(dict.fromkeys(remarks)), nitf, document)


def read_title(story: StoryTexts) -> str:
    """Return the headline that a part of the text is, "" if none."""
    titles = (" ".join(block.text for block in read_content(text.content).blocks) for text in story.titles[:4])
    return next(filter(None, titles), "")


def _drop_repeats(texts: list[Text], remarks: list[str]) -> list[Content]:
    """Return the parts without those that hold the words of another one, in the order given."""
    if len(texts) > MOST_PARTS:
        remarks.append(f"Of its {len(texts)} parts the first {MOST_PARTS} are taken.")
    read = [read_content(text.content) for text in texts[:MOST_PARTS]]
    remarks.extend(remark for part in read for remark in part.remarks)
    ranked = sorted(range(len(read)), key=lambda place: (MANNERS.index(read[place].manner), place))
    kept: dict[int, _ComparedWords] = {}
    for place in ranked:
        words = _ComparedWords(read[place])
        same = [other for other, theirs in kept.items() if words.is_like(theirs)]
        if words.text and all(kept[other].is_part_of(words) for other in same):
            for other in same:  # a shorter one with better markup
                del kept[other]
            kept[place] = words
    return [read[place] for place in sorted(kept)]


class _ComparedWords:
    """The words of one part without marks, to be compared."""

    def __init__(self, part: Content) -> None:
        words = _WORD_RUN.findall(" ".join(block.text for block in part.blocks).casefold())
        self.text = f" {' '.join(words)} " if words else ""
        self._distinct = frozenset(words)

    def is_part_of(self, other: "_ComparedWords") -> bool:
        """Return whether the other one holds all these words in their order, and more."""
        return self.text != other.text and self.text in other.text

    def is_like(self, other: "_ComparedWords") -> bool:
        """Return whether one text holds the other, or most words of both are the same."""
        if self.text == other.text or self.is_part_of(other) or other.is_part_of(self):
            return True
        shorter, longer = sorted((self, other), key=lambda words: len(words.text))
        is_as_long = len(shorter.text) > ALIKE * len(longer.text)
        most = ALIKE * max(len(self._distinct), len(other._distinct))
        return is_as_long and len(self._distinct & other._distinct) >= most

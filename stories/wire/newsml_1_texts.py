"""The texts of a NewsML 1 item: which contents are one story, and which of them are the same words once more.

Source: IPTC NewsML 1.2, sections 5.9 and 5.10: components and contents may complement each other or be equivalents.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from stories.copy import Block
from stories.wire import xml
from stories.wire.item import UnreadableError, WireItem
from stories.wire.newsml_1_content import MANNERS, Content, data_of, markup_of, may_hold_words, read_content
from stories.wire.newsml_1_parts import components_in, contents_of, formal_name, own_parts, role_of
from stories.wire.nitf import NitfBody

MOST_COMPONENTS = 2_000  # of an item
MOST_TEXTS = 60  # of a story: parts and equivalents
TEXT_LIMIT = 2_000_000  # characters of one story
NEARLY = 0.8  # of the longest equivalent: as long, but for its markup
ALIKE = 0.9  # of the words; equivalents differ in a credit or a mark

_TITLES = re.compile(r"(?:main|story)?(?:title|headline|hedline|heading|titre|titel|titulo|título|titolo|kop)\w{0,4}")
_LEADS = re.compile(r"lead(?:in|text|paragraph|s)?|intro(?:duction)?|chapeau|standfirst|entradilla|vorspann")
_SUMMARIES = re.compile(r"(?:abstract|summary|teaser|resumen?|résumé|synopsis)\w{0,4}")
_ASIDES = re.compile(
    r"sub(?:head|title|titre|titulo)\w{0,6}|tweet\w{0,8}|social\w{0,8}|stylesheet|css|contacts?|caption|logo|keywords?"
    r"|by-?line|date-?line|slug-?line|credit(?:line)?|copyright\w{0,8}|rights|(?:editors?)?notes?|metadata"
)
_PICTURE_ROLES = re.compile(r"(?:photo|picture|image|graphic|bild|foto|imagen|caption|legend)\w{0,20}")
_WORDS = re.compile(r"\w+")


@dataclass(slots=True)
class Text:
    """One content with words: its component and those around it, the nearest first, and its headline and language."""

    content: xml.Element
    components: list[xml.Element]
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
    def components(self) -> list[xml.Element]:
        """The components around its words, the nearest first."""
        texts = [*self.bodies, *self.leads, *self.summaries, *self.titles]
        return texts[0].components if texts else []


def walk_components(item: xml.Element) -> Iterator[list[xml.Element]]:
    """Yield every component with those around it, the nearest first, in the order of the copy."""
    waiting = [[component] for component in reversed(components_in(item))]
    for _ in range(MOST_COMPONENTS):
        if not waiting:
            return
        path = waiting.pop()
        yield path
        waiting.extend([child, *path] for child in reversed(components_in(path[0])))


def read_stories(item: xml.Element) -> list[StoryTexts]:
    """Return the stories of an item: parts under one headline and in one language are one.

    A title, lead or summary under a headline of its own belongs to the story in its language.
    """
    stories: list[StoryTexts] = []
    for text in _without_equivalents(list(_texts_in(item))):
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


def _without_equivalents(texts: list[Text]) -> list[Text]:
    """Return the texts, of those that are said to be equivalents in one language the best alone.

    That is one of the longest, and of these the one with the best markup.
    """
    groups: dict[tuple[xml.Element, str], dict[xml.Element, list[Text]]] = {}
    for text in texts:
        around = [
            place for place, part in enumerate(text.components) if xml.attribute(part, "EquivalentsList") == "yes"
        ]
        if around and not any(pattern.fullmatch(text.role) for pattern in (_TITLES, _LEADS, _SUMMARIES)):
            whole = text.components[around[-1]]
            branch = text.components[around[-1] - 1] if around[-1] else text.content
            groups.setdefault((whole, text.language), {}).setdefault(branch, []).append(text)
    dropped: list[Text] = []
    for branches in groups.values():
        lengths = {branch: sum(len(xml.raw_text(text.content)) for text in held) for branch, held in branches.items()}
        long = [branch for branch in branches if lengths[branch] >= NEARLY * max(lengths.values())]
        best = min(long, key=lambda branch: MANNERS.index(markup_of(branches[branch][0].content)))
        dropped += [text for branch, held in branches.items() if branch is not best for text in held]
    return [text for text in texts if not any(text is other for other in dropped)]


def _texts_in(item: xml.Element) -> Iterator[Text]:
    default = xml.language_of(item)
    for path in walk_components(item):
        roles = [role_of(component) for component in path]
        if any(_PICTURE_ROLES.fullmatch(role) for role in roles):
            continue
        for content in contents_of(path[0]):
            if may_hold_words(content) and data_of(content) is not None and not _ASIDES.fullmatch(roles[0]):
                yield Text(
                    content=content,
                    components=path,
                    role=roles[0],
                    headline=_nearest_headline(path).casefold(),
                    language=_nearest_language(path) or default,
                )


def _nearest_headline(path: Iterable[xml.Element]) -> str:
    return next(filter(None, (xml.line(line) for part in path for line in own_parts(part, "HeadLine"))), "")


def _nearest_language(path: Iterable[xml.Element]) -> str:
    """Return the language that the nearest component names, in small letters."""
    for part in path:
        named = [formal_name(language) for language in own_parts(part, "Language")]
        named.append(part.get("{http://www.w3.org/XML/1998/namespace}lang", ""))
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
    for pattern, part in ((_TITLES, story.titles), (_LEADS, story.leads), (_SUMMARIES, story.summaries)):
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
    parts = _without_repeats([*story.leads, *story.bodies], remarks)
    is_summary = not any(part.blocks for part in parts)
    if is_summary:
        parts = _without_repeats(story.summaries[:1], remarks)
    blocks = tuple(block for part in parts for block in part.blocks)
    if sum(len(block.text) for block in blocks) > TEXT_LIMIT:
        raise UnreadableError(f"The text is longer than {TEXT_LIMIT:,} characters: no story is. Send it in parts.")
    nitf = next((part.nitf for part in parts if part.nitf), None)
    document = next((part.document for part in parts if part.document), None)
    return StoryCopy(blocks, is_summary and bool(blocks), tuple(dict.fromkeys(remarks)), nitf, document)


def read_title(story: StoryTexts) -> str:
    """Return the headline that a part of the text is, "" if none."""
    titles = (" ".join(block.text for block in read_content(text.content).blocks) for text in story.titles[:4])
    return next(filter(None, titles), "")


def _without_repeats(texts: list[Text], remarks: list[str]) -> list[Content]:
    """Return the parts without those that hold the words of another one, in the order given."""
    if len(texts) > MOST_TEXTS:
        remarks.append(f"Of its {len(texts)} parts the first {MOST_TEXTS} are taken.")
    read = [read_content(text.content) for text in texts[:MOST_TEXTS]]
    remarks.extend(remark for part in read for remark in part.remarks)
    ranked = sorted(range(len(read)), key=lambda place: (MANNERS.index(read[place].manner), place))
    kept: dict[int, str] = {}
    for place in ranked:
        words = " ".join(_WORDS.findall(" ".join(block.text for block in read[place].blocks))).casefold()
        same = [other for other, theirs in kept.items() if _are_alike(words, theirs)]
        if words and not same:
            kept[place] = words
        elif words and all(f" {kept[other]} " in f" {words} " and kept[other] != words for other in same):
            for other in same:  # a shorter one with better markup: the longer one has all its words
                del kept[other]
            kept[place] = words
    return [read[place] for place in sorted(kept)]


def _are_alike(one: str, other: str) -> bool:
    """Return whether the words of one text are those of another, or are all within it."""
    shorter, longer = sorted((one, other), key=len)
    if f" {shorter} " in f" {longer} ":
        return True
    few, many = set(shorter.split()), set(longer.split())
    return len(shorter) > ALIKE * len(longer) and len(few & many) >= ALIKE * max(len(few), len(many))

"""The profile of a text: the words, names and figures by which its story is found again."""

from __future__ import annotations

from dataclasses import dataclass

from stories.copy import Block
from stories.copy.terms import capital_words, telling_terms

INDEXED = 24  # terms of a text that are kept in the index


@dataclass(frozen=True, slots=True)
class Profile:
    """The terms of a text, each once, by what they are; all in lower case."""

    names: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()

    def to_json(self) -> dict[str, object]:
        """Return the profile as JSON keeps it."""
        return {"names": sorted(self.names), "figures": sorted(self.figures), "words": sorted(self.words)}

    @property
    def terms(self) -> frozenset[str]:
        """All of its terms."""
        return self.names | self.figures | self.words


def read_profile(stored: dict[str, object]) -> Profile:
    """Return the profile that `to_json` kept; an empty one of what is none."""
    parts = (stored.get(name) for name in ("names", "figures", "words"))
    return Profile(*(frozenset(map(str, part)) if isinstance(part, list) else frozenset() for part in parts))


def make_profile(headline: str, dateline: str, blocks: tuple[Block, ...]) -> Profile:
    """Return the profile of a text: headline without its designator, date line and body."""
    text = "\n".join([headline, dateline, *(block.text for block in blocks)])
    names = frozenset(name.lower() for name in capital_words(text))
    terms = telling_terms(text)
    figures = frozenset(term for term in terms if term.isdigit())
    return Profile(names, figures, frozenset(terms) - names - figures)

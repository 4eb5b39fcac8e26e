"""Designators: reading them where agencies print them, printing ours, and the next one of a chain.

Pure; every room but `copy` and `digests` may call here, and imports from here. A line is cut into tokens, the tokens
are matched against a table of words (`vocabulary`), and a run of such words is a designator where it is closed as one
(`grammar`); slugs have ways of their own (`slugs`).
"""

from stories.designators.designator import (
    Designator,
    Position,
    choices,
    explain,
    from_text,
    genre,
    glossary,
    name_of,
    next_in_chain,
    print_kind,
    read,
)
from stories.designators.topics import topic_slug, topic_stem
from stories.designators.vocabulary import Kind

__all__ = [
    "Designator",
    "Kind",
    "Position",
    "choices",
    "explain",
    "from_text",
    "genre",
    "glossary",
    "name_of",
    "next_in_chain",
    "print_kind",
    "read",
    "topic_slug",
    "topic_stem",
]

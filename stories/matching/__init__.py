"""The match of a piece of copy with its story: values in, a finding with its reasons out.

Pure: `intake` asks the database for what may be its story, and does what is found. Source of the rules: docs/chain.md.
"""

from stories.matching.finding import Finding, Related, RelationKind, Sign, find
from stories.matching.folding import fold_text, headline_digest, is_near_same, is_same_place, words_digest
from stories.matching.keywords import is_generic
from stories.matching.known_copy import Evidence, KnownCopy, Thresholds
from stories.matching.profile import Profile, make_profile, read_profile
from stories.matching.ranks_in_chain import PLAIN_RANK, chain_rank, precedes
from stories.matching.rarity import Rarity

__all__ = [
    "PLAIN_RANK",
    "Evidence",
    "Finding",
    "KnownCopy",
    "Profile",
    "Rarity",
    "Related",
    "RelationKind",
    "Sign",
    "Thresholds",
    "chain_rank",
    "find",
    "fold_text",
    "headline_digest",
    "is_generic",
    "is_near_same",
    "is_same_place",
    "make_profile",
    "precedes",
    "read_profile",
    "words_digest",
]

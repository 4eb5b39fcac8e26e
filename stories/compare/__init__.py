"""The changes between two texts: paragraphs, words within them, moves, marks and head fields, as data.

Pure. `merge`, `models`, `display`, both fronts, the template tags and commands call here, and import from here.
`stories.merge` may import the modules of `stories.compare.core` by name, too.
"""

from stories.compare.applying import apply
from stories.compare.changes import Cell, Change, Comparison, Fate, Ghost, HeadChange, Text
from stories.compare.comparing import BUDGET, compare
from stories.compare.core.segments import Op, Segment
from stories.compare.growth import (
    Growth,
    GrownParagraph,
    GrownSentence,
    GrownVersion,
    Wording,
    affordable_versions,
    normal_form,
    phrase_spans,
    trace_growth,
    wordings,
)
from stories.compare.note import Summary, correction, correction_note, describe, summary
from stories.compare.plain import pair_with_addresses, paragraph_labels, paragraph_name, print_comparison

__all__ = [
    "BUDGET",
    "Cell",
    "Change",
    "Comparison",
    "Fate",
    "Ghost",
    "Growth",
    "GrownParagraph",
    "GrownSentence",
    "GrownVersion",
    "HeadChange",
    "Op",
    "Segment",
    "Summary",
    "Text",
    "Wording",
    "affordable_versions",
    "apply",
    "compare",
    "correction",
    "correction_note",
    "describe",
    "normal_form",
    "pair_with_addresses",
    "paragraph_labels",
    "paragraph_name",
    "phrase_spans",
    "print_comparison",
    "summary",
    "trace_growth",
    "wordings",
]

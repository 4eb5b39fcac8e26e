"""The changes between two texts: paragraphs, words within them, moves, marks and head fields, as data.

Pure. `merge`, `models`, `display`, both fronts, the template tags and commands call here, and import from here.
`stories.merge` may import the modules of `stories.compare.core` by name, too.
"""

from stories.compare.applying import apply
from stories.compare.changes import Cell, Change, Comparison, Fate, Ghost, HeadChange, Text
from stories.compare.comparing import BUDGET, compare
from stories.compare.core.segments import Op, Segment
from stories.compare.core.swaps import new_text, old_text
from stories.compare.facts.fact import HEADLINE, Fact, FactKind, Figure, FigureSort, QuoteChange
from stories.compare.facts.figures import figures
from stories.compare.facts.finding import fact_changes as changed_facts
from stories.compare.facts.finding import merge_places
from stories.compare.facts.series import FiguredVersion, FigureSeries, SeriesPoint, figure_series, main_figures
from stories.compare.facts.subjects import COUNTED_THINGS
from stories.compare.facts.unnoted import facts_without_note
from stories.compare.growth import (
    HEADLINE_KIND,
    LIKE,
    ROW_KINDS,
    GrownParagraph,
    GrownSentence,
    GrownVersion,
    Growth,
    Wording,
    affordable_versions,
    cut_sentences,
    likeness,
    normal_form,
    normal_words,
    phrase_spans,
    sentence_form,
    trace_growth,
)
from stories.compare.note import Summary, correction, correction_note, describe, summary
from stories.compare.plain import pair_with_addresses, paragraph_labels, paragraph_name, print_comparison

__all__ = [
    "BUDGET",
    "COUNTED_THINGS",
    "HEADLINE",
    "HEADLINE_KIND",
    "LIKE",
    "ROW_KINDS",
    "Cell",
    "Change",
    "Comparison",
    "Fact",
    "FactKind",
    "Fate",
    "Figure",
    "FigureSeries",
    "FigureSort",
    "FiguredVersion",
    "Ghost",
    "GrownParagraph",
    "GrownSentence",
    "GrownVersion",
    "Growth",
    "HeadChange",
    "Op",
    "QuoteChange",
    "Segment",
    "SeriesPoint",
    "Summary",
    "Text",
    "Wording",
    "affordable_versions",
    "apply",
    "changed_facts",
    "compare",
    "correction",
    "correction_note",
    "cut_sentences",
    "describe",
    "facts_without_note",
    "figure_series",
    "figures",
    "likeness",
    "main_figures",
    "merge_places",
    "new_text",
    "normal_form",
    "normal_words",
    "old_text",
    "pair_with_addresses",
    "paragraph_labels",
    "paragraph_name",
    "phrase_spans",
    "print_comparison",
    "sentence_form",
    "summary",
    "trace_growth",
]

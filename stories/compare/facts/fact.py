"""Facts that two versions of a text tell differently: figures, names, dates, denials and quotes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

HEADLINE = -1  # place of a fact that the headline tells


class FactKind(StrEnum):
    """Sort of a fact."""

    FIGURE = "figure"
    NAME = "name"
    DATE = "date"
    DENIAL = "denial"
    QUOTE = "quote"


class QuoteChange(StrEnum):
    """Fate of a quote."""

    CUT = "cut"
    NEW = "new"
    SHORTENED = "shortened"
    EXTENDED = "extended"
    REWORDED = "reworded"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Fact:
    """Fact that changed, at one place.

    `subject` is a key of `subjects.WEIGHTS` for a figure, "day", "date", "year" or "time" for a date, the speaker's
    last name for a quote; "" where the words around do not tell. `was` and `now` are the words as printed, "" where
    there are none. The values are those of figures, None where a figure has no single one. `change` is the place in
    `Comparison.changes`, -1 for the headline; `paragraph` is its number in the new text, of a cut one in the old text,
    0 in the headline. `words` counts those that a quote lost or won. `weight` is higher the graver the change is.
    `table_row` and `column` name the cell of a table, by its first cell and its head, as printed.
    """

    kind: FactKind
    subject: str = ""
    was: str = ""
    now: str = ""
    old_value: Decimal | None = None
    new_value: Decimal | None = None
    change: int = HEADLINE
    paragraph: int = 0
    unit: str = ""
    quote: QuoteChange | None = None
    words: int = 0
    weight: int = 0
    table_row: str = ""
    column: str = ""

    @property
    def is_in_table(self) -> bool:
        """Whether a table tells the fact, and says by the names of row and column what it is about."""
        return bool(self.table_row or self.column)

    def as_data(self) -> dict[str, object]:
        """Return the fact as a dictionary for JSON; values are texts."""
        return {
            "kind": self.kind.value,
            "subject": self.subject,
            "was": self.was,
            "now": self.now,
            "old_value": None if self.old_value is None else str(self.old_value),
            "new_value": None if self.new_value is None else str(self.new_value),
            "change": self.change,
            "paragraph": self.paragraph,
            "unit": self.unit,
            "quote": self.quote and self.quote.value,
            "words": self.words,
            "weight": self.weight,
            "table_row": self.table_row,
            "column": self.column,
        }

    @classmethod
    def from_data(cls, data: dict[str, object]) -> Fact:
        """Return the fact that `as_data` printed. ValueError or TypeError if it is none."""
        texts = {name: str(data[name]) for name in ("subject", "was", "now", "unit")}
        counts = {name: int(str(data[name])) for name in ("change", "paragraph", "words", "weight")}
        old, new = (None if data[name] is None else Decimal(str(data[name])) for name in ("old_value", "new_value"))
        return cls(
            kind=FactKind(str(data["kind"])),
            subject=texts["subject"],
            was=texts["was"],
            now=texts["now"],
            old_value=old,
            new_value=new,
            change=counts["change"],
            paragraph=counts["paragraph"],
            unit=texts["unit"],
            quote=QuoteChange(str(data["quote"])) if data["quote"] else None,
            words=counts["words"],
            weight=counts["weight"],
            table_row=str(data.get("table_row", "")),
            column=str(data.get("column", "")),
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """Figure of a text: text[start:end] as printed, its value, unit and the thing that it counts.

    `unit` is the same however it is written, "km"; `unit_words` are those printed behind the number, "kilometres".

    The value is None for what is no single number: a score, a range, a time, a date.
    """

    text: str
    start: int
    end: int
    value: Decimal | None
    sort: FigureSort
    unit: str = ""
    subject: str = ""
    unit_words: str = ""

    @property
    def number(self) -> str:
        """The figure without the words of its unit: "7.4" of "7.4 kilometres"; signs stay, as in "$1.2 billion"."""
        return self.text.removesuffix(self.unit_words).rstrip(" -\u00a0\u202f\u2009") if self.unit_words else self.text

    @property
    def key(self) -> str:
        """The worth of the figure, the same for "two" and "2", "1,200" and "1 200"."""
        worth = self.text.casefold() if self.value is None else str(self.value.normalize())
        return f"{worth} {self.unit}".strip()


class FigureSort(StrEnum):
    """Sort of a figure by its form."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    MEASURE = "measure"
    RANGE = "range"
    SCORE = "score"
    TIME = "time"
    DATE = "date"
    YEAR = "year"
    ORDINAL = "ordinal"
    AGE = "age"

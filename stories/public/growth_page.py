"""The growth of a story's text as a page shows it: sentences with their versions, cuts, and the words looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import forms

from stories.compare import (
    HEADLINE_KIND,
    GrownVersion,
    Growth,
    Wording,
    affordable_versions,
    normal_form,
    phrase_spans,
    trace_growth,
)
from stories.models import Filing

LAST_FEW = 3  # versions that are shown as fresh


class GrowthForm(forms.Form):
    """Words to find in any version, and a version of which the sentences are picked out."""

    q = forms.CharField(required=False, max_length=200)
    version = forms.IntegerField(required=False, min_value=1, max_value=999_999_999)


@dataclass(frozen=True, slots=True)
class GrowthView:
    """The growth of some versions of a story, ready for a page.

    `spans` say in which versions the words looked for stand. `version` is the one picked out, 0 for none.
    """

    growth: Growth
    spans: tuple[Wording, ...]
    phrase: str
    version: int
    filings: dict[int, Filing]
    numbers: tuple[int, ...]

    @property
    def newest(self) -> int:
        """The number of the version whose text it is."""
        return self.numbers[-1]

    def is_hit(self, wording: Wording) -> bool:
        """Return whether a sentence holds the words looked for, or is of the version picked out."""
        has_phrase = bool(self.phrase) and normal_form(self.phrase) in normal_form(wording.text)
        return has_phrase or (bool(self.version) and self.version in (wording.first, wording.cut_in))

    def age(self, wording: Wording) -> str:
        """Return how fresh a sentence is: "newest", "fresh" or "old"."""
        if wording.first == self.newest and len(self.numbers) > 1:
            return "newest"
        return "fresh" if wording.first in self.numbers[-LAST_FEW:] and len(self.numbers) > LAST_FEW else "old"


def make_growth_view(filings: Sequence[Filing], phrase: str, version: int) -> GrowthView:
    """Return the growth of filings with words, which stand in the order of the chain; looks for a phrase in all."""
    versions = affordable_versions([make_grown_version(filing) for filing in filings])
    numbers = tuple(each.number for each in versions)
    return GrowthView(
        trace_growth(versions),
        tuple(phrase_spans(versions, phrase)) if phrase else (),
        phrase,
        version if version in numbers else 0,
        {filing.number: filing for filing in filings},
        numbers,
    )


def make_grown_version(filing: Filing) -> GrownVersion:
    """Return the words of a filing as growth takes them: its headline, then its paragraphs."""
    return GrownVersion(filing.number, tuple(paragraphs_with_kinds(filing)))


def paragraphs_with_kinds(filing: Filing) -> Iterator[tuple[str, str]]:
    """Yield the headline and the paragraphs of a filing, each behind the name of its kind."""
    yield HEADLINE_KIND, filing.headline
    yield from ((block.kind.value, block.text) for block in filing.blocks)

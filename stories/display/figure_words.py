"""The history of a headline and of figures in words: "The headline changed eight times, the toll five."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext

from stories.compare import FigureSeries
from stories.display.change_words import count_word
from stories.display.fact_words import capitalize


def times_word(count: int) -> str:
    """Return how often, in words: once, twice, eight times, 12 times."""
    if count == 1:
        return pgettext("how often", "once")
    if count == 2:
        return pgettext("how often", "twice")
    return ngettext("{count} time", "{count} times", count).format(count=count_word(count))


def version_sentence(versions: int, span: str) -> str:
    """Return how many versions there are within a time that is given in words: "Twelve versions in 26 hours."."""
    sentence = ngettext("{count} version in {span}.", "{count} versions in {span}.", versions)
    return capitalize(sentence.format(count=version_word(versions), span=span))


def change_sentences(headlines: int, series: Sequence[FigureSeries], corrections: int) -> Iterator[str]:
    """Yield how often the headline and tolls changed, and how many corrections and changes without a note there are.

    `headlines` counts the changes of the headline.
    """
    changes = list(_change_clauses(headlines, series))
    if changes:
        yield capitalize(gettext(", ").join(changes)) + pgettext("end of the last sentence", ".")
    others = list(_other_clauses(corrections, series))
    if others:
        yield capitalize(gettext("; ").join(others)) + pgettext("end of the last sentence", ".")


def version_word(count: int) -> str:
    """Return a number of versions as a sentence has it: in words up to twelve."""
    words = (
        pgettext("versions", "no"),
        pgettext("versions", "one"),
        pgettext("versions", "two"),
        pgettext("versions", "three"),
        pgettext("versions", "four"),
        pgettext("versions", "five"),
        pgettext("versions", "six"),
        pgettext("versions", "seven"),
        pgettext("versions", "eight"),
        pgettext("versions", "nine"),
        pgettext("versions", "ten"),
        pgettext("versions", "eleven"),
        pgettext("versions", "twelve"),
    )
    return words[count] if count < len(words) else str(count)


def correction_word(count: int) -> str:
    """Return a number of corrections as a sentence has it: in words up to nine."""
    words = (
        pgettext("corrections", "no"),
        pgettext("corrections", "one"),
        pgettext("corrections", "two"),
        pgettext("corrections", "three"),
        pgettext("corrections", "four"),
        pgettext("corrections", "five"),
        pgettext("corrections", "six"),
        pgettext("corrections", "seven"),
        pgettext("corrections", "eight"),
        pgettext("corrections", "nine"),
    )
    return words[count] if count < len(words) else str(count)


def _change_clauses(headlines: int, series: Sequence[FigureSeries]) -> Iterator[str]:
    """Yield how often the headline, the toll and the number of injured changed; the first clause alone has the verb."""
    if headlines:
        yield gettext("the headline changed {times}").format(times=times_word(headlines))
    has_verb = bool(headlines)
    for each in series:
        clauses = _FIGURE_CLAUSES.get(each.subject)
        if clauses:
            yield str(clauses[has_verb]).format(times=times_word(len(each.points) - 1))
            has_verb = True


_FIGURE_CLAUSES = {
    "deaths": (gettext_lazy("the toll changed {times}"), gettext_lazy("the toll {times}")),
    "injured": (
        gettext_lazy("the number of injured changed {times}"),
        gettext_lazy("the number of injured {times}"),
    ),
}


def _other_clauses(corrections: int, series: Sequence[FigureSeries]) -> Iterator[str]:
    """Yield how many corrections there were, and how often a figure changed without a note."""
    if corrections:
        words = ngettext("{count} correction", "{count} corrections", corrections)
        yield words.format(count=correction_word(corrections))
    unnoted = [sum(point.is_unnoted for point in each.points) for each in series]
    unnoted = [count for count in unnoted if count]
    if len(unnoted) == 1:
        yield gettext("one figure changed {times} without a note").format(times=times_word(unnoted[0]))
    elif unnoted:
        words = ngettext(
            "{count} figure changed without a note", "{count} figures changed without a note", len(unnoted)
        )
        yield words.format(count=version_word(len(unnoted)))

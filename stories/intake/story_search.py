"""The search for what a piece of copy belongs to: the same copy, its story, or the story that a stop means."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cached_property

from stories import desk
from stories.intake import matching, same_copy, stops
from stories.intake.batch_rows import BatchRows
from stories.intake.decision import is_filed_at_once
from stories.intake.known_copies import copy_of_item
from stories.intake.neighbours import Neighbours
from stories.intake.pieces import (
    ArrivedPiece,
    ArrivingItem,
    embargo_of,
    speaks_of_embargo,
    speaks_of_stop,
)
from stories.intake.situation import ArrivedCopy, MatchedStory, Situation
from stories.matching import Evidence, Finding, KnownCopy, Sign, find
from stories.models import Amends, ChainMove, Item, Source, State, Story
from stories.wire import read_stop_target


class StorySearch:
    """A piece of copy, and what is found for it.

    `beside` is the copy that it is looked at beside, gathered for all that arrives together, and `rows` are those that
    are written with it. Rows that are kept for the writing are written before the database is asked for copy.
    """

    beside: Neighbours
    rows: BatchRows

    def __init__(self, arrived: ArrivedPiece, arriving: ArrivingItem, *, source: Source) -> None:
        self.piece, self.now, self.options = arriving.piece, arrived.now, arrived.options
        self.source = source  # its row is locked: two copies of one item that arrive together are told apart
        self.arriving, self.item = arriving, arriving.item
        self.story: Story | None = None
        self.same_copy: Item | None = None
        self.finding = Finding()
        self.other_languages: list[Story] = []  # that a stop of the item stops, too

    def situation(self) -> Situation:
        """Collect what bears on the decision."""
        self.same_copy = self.find_same_copy()
        situation = Situation(
            now=self.now,
            copy=self.arrived_copy(),
            is_known=self.same_copy is not None,
            is_filed_at_once=is_filed_at_once(
                self.options.on_arrival, source_files=self.source.intake == Source.Intake.FILE
            ),
        )
        if self.same_copy is None and not situation.copy.is_advisory:
            situation = self.find_story(situation)
        if self.same_copy is not None:
            self.story = self.same_copy.story
        return situation

    def find_same_copy(self) -> Item | None:
        """Return earlier copy that is the same; None for what is new."""
        number = self.beside.same_text(self.item)
        if number is not None and number not in self.beside.same_copies:
            self.rows.write()
            self.beside.load_same_copies([number])
        return None if number is None else self.beside.same_copies[number]

    def find_story(self, situation: Situation) -> Situation:
        """Find the same words, or the story of the copy and the one that it may belong to; return what that says."""
        mine = copy_of_item(self.item, self.arriving.profile, zone=self.source.zone)
        evidence = self.beside.evidence(self.arriving, write=self.rows.write)
        if not situation.copy.is_stop and self.embargo is None and self.amends is Amends.NOTHING:
            self.same_copy = self.find_same_words(mine, evidence)
        if self.same_copy is not None:
            return replace(situation, came_by_another_route=True)
        if situation.copy.is_stop:
            self.rows.write()
            self.other_languages = matching.stories_in_other_languages(self.item, self.piece)
            self.finding = self.find_stopped(mine, evidence)
        else:
            situation = self.find_filed(situation, mine, evidence)
        if self.finding.story is None:
            return replace(situation, was_stopped=situation.was_stopped or self.beside.was_stopped(self.item))
        known = self.rows.desk.find(self.finding.story)
        self.story = known.story
        return replace(situation, story=self.matched_story(known, mine, is_kill=situation.copy.is_kill))

    def find_stopped(self, mine: KnownCopy, evidence: Evidence) -> Finding:
        """Find the story that a stop means: by id or link, by its keyword and its words, or that of another language.

        Any other is only the likely one.
        """
        finding = find(mine, evidence)
        if finding.story is not None and stops.is_linked(mine, finding.story, evidence.copies):
            return finding
        candidate, target = stops.find_candidate(self.item, self.piece), read_stop_target(self.piece)
        named = stops.name_story(finding, candidate, target, mine, evidence)
        if named is not None:
            return named
        if self.other_languages:
            return replace(finding, story=self.other_languages[0].pk, sign=Sign.CHAIN)
        stops.keep_headline(self.item, self.piece)
        return stops.name_candidate(finding, candidate)

    def find_filed(self, situation: Situation, mine: KnownCopy, evidence: Evidence) -> Situation:
        """Find the story of copy that is no stop for certain; return whether it is one, or was stopped before."""
        self.finding = self.find_begun(find(mine, evidence))
        may_be_stop = situation.copy.may_be_stop or stops.denies_headline(self.piece, evidence.copies)
        if may_be_stop and not stops.is_linked(mine, self.finding.story, evidence.copies):
            self.rows.write()
            candidate = stops.find_candidate(self.item, self.piece, is_stop=False)
            if candidate is not None and candidate.score >= stops.SHOWS_STOP:
                self.finding = stops.name_candidate(self.finding, candidate)
                return replace(situation, names_stopped_story=True)
        return replace(situation, was_stopped=self.beside.was_named_by_stop(self.arriving))

    def find_same_words(self, mine: KnownCopy, evidence: Evidence) -> Item | None:
        """Return earlier copy with the same words, or nearly so, that came by another route."""
        numbers, alike = self.beside.same_words(self.item), same_copy.alike_copies(mine, evidence.copies)
        if numbers or alike:
            self.rows.write()
        return same_copy.find_same_words(self.item, self.piece, numbers) or same_copy.find_near_same_words(
            self.item, self.piece, alike
        )

    def find_begun(self, finding: Finding) -> Finding:
        """Find the story that an editor began, where no chain shows another."""
        if finding.story is not None and finding.sign is Sign.CHAIN:
            return finding
        begun = self.beside.begun_by_editor(self.item)
        return replace(finding, story=begun.pk, sign=Sign.SLUGLINE) if begun else finding

    def arrived_copy(self) -> ArrivedCopy:
        """Return what the copy says that bears on the decision."""
        return ArrivedCopy(
            source=self.source.name,
            status=self.piece.status,
            designator=self.piece.designator,
            has_text=bool(self.piece.blocks),
            note=self.piece.note,
            embargo_until=self.embargo,
            speaks_of_embargo=speaks_of_embargo(self.piece),
            speaks_of_stop=speaks_of_stop(self.piece),
            is_summary=self.piece.is_summary,
            charset_doubt=self.piece.charset_doubt,
            editor_note=self.arriving.editor_note,
        )

    def matched_story(self, known: desk.KnownStory, mine: KnownCopy, *, is_kill: bool) -> MatchedStory:
        """Return the story as it stands. A query for late copy, and one for a kill."""
        story, chain = known.story, self.beside.copies_of(known.story.pk)
        is_late = matching.is_late(mine, chain)
        if is_late:
            self.rows.write()
        return MatchedStory(
            state=State(story.state),
            sign=self.finding.sign,
            has_moved=story.has_moved,
            has_lost_words=known.has_lost_words,
            is_put_together=is_kill and ChainMove.objects.undoable(self.now).filter(to_story=story).exists(),
            follows=matching.filing_before(mine, story, chain) if is_late else None,
        )

    @cached_property
    def embargo(self) -> datetime | None:
        """The end of its embargo in UTC."""
        return embargo_of(self.item, self.piece)

    @property
    def amends(self) -> Amends:
        """What its designator says that it puts right."""
        designator = self.piece.designator
        if designator is not None and designator.is_correction:
            return Amends.CORRECTION
        return Amends.REFILE if designator is not None and designator.is_refile else Amends.NOTHING

"""One piece of copy on its way to its story: the values for the decision are collected, and what is decided is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from django.db import transaction

from stories import desk
from stories.desk import StoryText
from stories.intake import photos as intake_photos
from stories.intake.decision import Decision, DecisionKind, Preparation, decide, decide_again
from stories.intake.deliveries import REASON_LIMIT
from stories.intake.findings import explain_finding, join_proven_stories, keep_finding, relate_stories
from stories.intake.head import head_of, remarks_on_head
from stories.intake.photos import ArrivedPicture
from stories.intake.pieces import (
    ArrivedPiece,
    ArrivingItem,
    designator_of,
    language_of,
    origin_of,
    text_of,
)
from stories.intake.section_mapping import SourceVocabulary
from stories.intake.situation import MatchedStory, Situation
from stories.intake.story_search import StorySearch
from stories.models import Delivery, Item, Outcome, State, Story, fit

USUAL_URGENCY = 5
UNTITLED = "untitled"
WITH_PICTURES = {Outcome.FILED, Outcome.WAITING, Outcome.SCHEDULED, Outcome.HELD}
WITHOUT_STORY = {DecisionKind.ASK, DecisionKind.SKIP}


class ItemIntake(StorySearch):
    """A piece of copy, its item and its pictures. It is decided and taken once, inside a transaction."""

    def __init__(
        self,
        arrived: ArrivedPiece,
        arriving: ArrivingItem,
        *,
        vocabulary: SourceVocabulary,
        pictures: list[ArrivedPicture],
    ) -> None:
        super().__init__(arrived, arriving, source=vocabulary.source)
        self.vocabulary, self.pictures = vocabulary, pictures
        self.writer: desk.Writer = desk.AT_ONCE
        self.terms: list[str] = []  # by which later copy finds it
        self.opened = False  # whether it opened its story
        self.language, language_remarks = language_of(self.piece)
        self.remarks = [
            *self.piece.remarks,
            *(picture.remark for picture in pictures if picture.remark),
            *self.arriving.remarks,
            *language_remarks,
        ]

    def decide(self) -> Decision:
        """Match the copy with its story, and decide what is done with it."""
        self.arrived_in = self.situation()
        return decide(self.arrived_in)

    def take_together(self, decision: Decision) -> Item:
        """Do what is decided with rows that are written with those of other pieces; return the item, not yet saved."""
        self.writer = self.rows.desk
        return self.do(decision)

    def take_by_itself(self, decision: Decision) -> Item:
        """Do what is decided in the database, and what goes with it; return the item with its outcome."""
        self.rows.write()
        since, changed = desk.newest_revision(), None
        try:
            with transaction.atomic():
                item = self.do(decision)
                self.rows.write()
                self.finish(item)
                self.stop_other_languages(self.arrived_in)
            changed = {story.pk for story in (item.story, self.story, *self.other_languages) if story is not None}
            changed |= desk.stories_revised(since)
        finally:
            self.rows.forget(changed)
        return item

    def is_plain(self, decision: Decision) -> bool:
        """Return whether nothing but its own rows, and relations of its story, is written for what is decided."""
        if self.pictures or self.other_languages or self.finding.proven_one:
            return False
        match decision.kind:
            case DecisionKind.FILE:
                return True
            case DecisionKind.ASK | DecisionKind.SKIP:
                return decision.preparation is Preparation.NONE
            case DecisionKind.WAIT:
                return decision.preparation is Preparation.OPEN and decision.embargo_until is None
            case DecisionKind.DUPLICATE:
                return self.same_copy is not None and not self.same_copy.lost_words
            case _:
                return False

    def do(self, decision: Decision) -> Item:
        """Do what was decided, or what is decided where the desk refuses that; return the item, kept for the writing.

        Raises what the desk raises where rows are written together: the piece is then taken by itself.
        """
        try:
            decision = self.prepare(decision)
            ACTS_BY_KIND.get(decision.kind, ItemIntake.leave)(self, decision)
        except desk.DeskError as refusal:
            if self.writer is not desk.AT_ONCE:
                raise
            return self.do(decide_again(decision, refusal))
        return self.keep(decision)

    def stop_other_languages(self, situation: Situation) -> None:
        """Do to the stories of the item's other languages what a stop does to its own."""
        for story in self.other_languages:
            if story.pk != self.item.story_id:
                self.story = Story.objects.select_related("source").get(pk=story.pk)
                standing = MatchedStory(state=State(self.story.state), has_moved=self.story.has_moved)
                decision = decide(replace(situation, story=standing))
                ACTS_BY_KIND.get(decision.kind, ItemIntake.leave)(self, decision)

    def prepare(self, decision: Decision) -> Decision:
        """Have the working copy ready for the act; return the decision with nothing left to prepare."""
        if decision.preparation is Preparation.OPEN:
            self.story, self.opened = self.open_story(), True
        elif decision.preparation is Preparation.REPLACE:
            self.remark_on_head()
            desk.replace_with_wire_copy(self.known_story, self.text(), now=self.now, designator=self.designator)
        if decision.embargo_until is not None:
            self.story = self.embargo_story(decision.embargo_until)
        return replace(decision, preparation=Preparation.NONE)

    def open_story(self) -> Story:
        """Open a story with this copy as its working copy."""
        story = Story(
            slugline=fit(Story, "slugline", self.piece.slugline or self.piece.headline) or UNTITLED,
            section=self.head.section or self.source.default_section,
            source=self.source,
            language=self.language,
            urgency=self.head.urgency or USUAL_URGENCY,
            designator=self.designator,
            embargo_until=self.embargo,
        )
        self.text().apply_to(story)
        comment = f"Arrived from {self.source}"
        return desk.open_story(story, by=None, now=self.now, comment=comment, writer=self.writer)

    def embargo_story(self, until: datetime) -> Story:
        """Put the embargo on the working copy."""
        current = Story.objects.get(pk=self.known_story.pk)
        current.embargo_until = until
        return desk.save(
            current, by=None, now=self.now, based_on=current.save_number, comment="Embargoed by its source"
        )

    def leave(self, decision: Decision) -> None:
        """Do no more than was prepared."""

    def file(self, decision: Decision) -> None:
        """File the copy as the newest of its story."""
        self.remark_on_head()
        filing = desk.file_from_wire(
            *(self.known_story, self.text()),
            now=self.now,
            designator=self.designator,
            amends=self.amends,
            writer=self.writer,
        )
        self.item.filing, self.story = filing, filing.story

    def file_late(self, decision: Decision) -> None:
        """File older copy in its place."""
        filing = desk.file_late(
            self.known_story, self.text(), now=self.now, designator=self.designator, follows=decision.follows or 0
        )
        self.item.filing = filing
        self.remarks.insert(0, f"It stands in its place as number {filing.number}.")

    def schedule(self, decision: Decision) -> None:
        """Set the working copy to be filed when its embargo ends."""
        story = self.known_story
        desk.schedule(
            story,
            by=None,
            now=self.now,
            at=decision.embargo_until or self.now,  # which the desk refuses
            designator=self.designator,
            note=self.piece.note,
            based_on=story.save_number,
        )

    def flag(self, decision: Decision) -> None:
        """Keep the copy beside an editor's words, and notify whose story it is. Of pictures there is room for all."""
        story = self.known_story
        self.item.waits_beside_edits = True
        brought = intake_photos.pictures_for_story(self.pictures, self.item, story)
        if brought is not None:
            desk.bring_pictures(story, brought, source=self.source, now=self.now)
        desk.flag_new_wire_copy(story, now=self.now)

    def hold(self, decision: Decision) -> None:
        """Hold the story."""
        desk.hold(self.known_story, by=None, now=self.now)

    def kill(self, decision: Decision) -> None:
        """Kill the story with the source's reason."""
        desk.kill(self.known_story, by=None, now=self.now, reason=decision.reason)

    def spike(self, decision: Decision) -> None:
        """Spike the story with the source's reason."""
        desk.spike(self.known_story, by=None, now=self.now, reason=decision.reason)

    def forget_words(self, decision: Decision) -> None:
        """Forget the words of copy that was taken before, where they were taken down since."""
        if self.same_copy is not None:
            self.item.filing = self.same_copy.filing
        if self.same_copy and self.same_copy.lost_words:
            Delivery.objects.filter(pk=self.item.delivery_id).update(content=b"", name="")
            self.item.headline = ""

    def keep(self, decision: Decision) -> Item:
        """Keep the item with its outcome and the reasons for the writing."""
        item = self.item
        item.outcome = decision.kind.outcome
        item.story = None if decision.kind in WITHOUT_STORY else self.story
        item.profile = {} if item.outcome == Outcome.DUPLICATE else self.arriving.profile.to_json()
        if self.arrived_in.is_known:
            item.folded_digest = ""  # which was made of it only where the same copy is of the same batch
        keep_finding(item, self.finding)
        told = [decision.reason, *self.remarks, *explain_finding(item, self.finding)]
        item.reason = " ".join(filter(None, told))[:REASON_LIMIT]
        self.terms = self.beside.terms_to_keep(self.arriving)
        self.rows.keep(item, self.terms)
        if self.writer is not desk.AT_ONCE and item.story is not None and self.finding.related:
            self.rows.relate(item, self.finding, now=self.now)
        return item

    def finish(self, item: Item) -> None:
        """Relate and join the story of a saved item as was found, and attach its pictures."""
        if item.story is not None:
            relate_stories(item, self.finding, now=self.now)
            join_proven_stories(item, self.source, self.finding, now=self.now)
        if item.outcome in WITH_PICTURES:
            intake_photos.attach_photos(self.pictures, item, now=self.now)

    @property
    def known_story(self) -> Story:
        """The story that the decision is about. Raises LookupError without one."""
        if self.story is None:  # untested: `decide` asks which story first
            raise LookupError("The decision is about a story, and there is none.")
        return self.story

    def text(self) -> StoryText:
        """Return the words as the desk takes them, with the pictures that came with them."""
        brought = intake_photos.pictures_for_story(self.pictures, self.item, self.story)
        return replace(
            text_of(self.item, self.piece),
            brought=brought,
            head=self.head,
            origin=origin_of(self.item, self.piece, now=self.now),
        )

    def remark_on_head(self) -> None:
        """Remark on what the version changes of its story's head, and on what it would."""
        self.remarks += remarks_on_head(self.head, self.known_story)

    @cached_property
    def head(self) -> desk.WireHead:
        """What it says of its story beside the words. Costs queries, and a duplicate needs none."""
        return head_of(self.piece, vocabulary=self.vocabulary, options=self.options, language=self.language)

    @cached_property
    def designator(self) -> str:
        """Its designator in our print."""
        return designator_of(self.piece)


ACTS_BY_KIND: dict[DecisionKind, Callable[[ItemIntake, Decision], None]] = {
    DecisionKind.FILE: ItemIntake.file,
    DecisionKind.FILE_LATE: ItemIntake.file_late,
    DecisionKind.SCHEDULE: ItemIntake.schedule,
    DecisionKind.FLAG: ItemIntake.flag,
    DecisionKind.FLAG_HELD: ItemIntake.flag,
    DecisionKind.HOLD: ItemIntake.hold,
    DecisionKind.KILL: ItemIntake.kill,
    DecisionKind.SPIKE: ItemIntake.spike,
    DecisionKind.DUPLICATE: ItemIntake.forget_words,
}

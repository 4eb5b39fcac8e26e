"""Notices to readers about a whole story: that it is held, or why it was withdrawn."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q

from stories import digests
from stories.models.story import State, Story

WITHDREW = "{source} withdrew this story."  # where no reason can be given, English as all copy of the desk
STANDS_OUT_FOR = timedelta(days=1)  # that the wire desk shows a stop by the wire


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Queries of the notices that readers may see."""

    def in_force(self, story_id: int) -> Notice | None:
        """Return the latest notice on a story."""
        return self.filter(story_id=story_id).select_related("seal").order_by("-pk").first()

    def in_force_by_story(self) -> NoticeQuerySet:
        """Return the latest notice of each story that was filed and stands by itself."""
        later = Notice.objects.filter(story=OuterRef("story"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), story__filed_number__gt=0).exclude(story__state=State.JOINED)

    def stops_by_wire(self, now: datetime) -> NoticeQuerySet:
        """Return the new holds and kills by the wire that no editor has settled, the latest first, with their stories.

        A hold is settled by a release, a kill by the word of an editor that its headline may stand.
        """
        later = Notice.objects.filter(story=OuterRef("story"), pk__gt=OuterRef("pk"))
        # The other story's own notice says it, where that is held. Asked by itself, or a join may begin at all stories.
        joined = Story.objects.filter(pk=OuterRef("story"), state=State.JOINED)
        stops = self.filter(~Exists(later), ~Exists(joined), at__gt=now - STANDS_OUT_FOR).exclude(hidden_headline="")
        return stops.prefetch_related(Prefetch("story", Story.objects.defer("body"))).order_by("-at", "-pk")

    def withdrawals(self) -> NoticeQuerySet:
        """Return the kills of stories that were filed, the newest first."""
        return self.filter(kind=Notice.Kind.KILL, story__state=State.KILLED, story__filed_number__gt=0).order_by(
            "-at", "-pk"
        )

    def with_sections(self) -> NoticeQuerySet:
        """Return notices with the key of the section that the newest filing of each story has."""
        newest = self.filter(story__filings__number=F("story__newest_number"))
        return newest.annotate(section=F("story__filings__section"))


class Notice(models.Model):
    """A hold, release or kill as readers are told of it.

    `headline` is empty where the headline is at fault. The one of a stop by the wire is hidden, until an editor says
    that it is harmless.
    """

    class Kind(models.TextChoices):
        """The acts that readers get a notice of."""

        HOLD = "hold", "held"
        RELEASE = "release", "released"
        KILL = "kill", "withdrawn"

    story = models.ForeignKey(Story, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    headline = models.TextField(blank=True)
    hidden_headline = models.TextField(blank=True, default="", db_default="")  # never public
    credit = models.CharField(max_length=120)
    substitute = models.ForeignKey(Story, models.PROTECT, null=True, blank=True, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="kill_has_a_reason", condition=~Q(kind="kill", reason=""))]
        indexes = [
            models.Index(fields=["kind", "-at", "-id"], name="notice_by_kind"),  # the corrections page
            models.Index(fields=["-at", "-id"], name="notice_by_time"),  # subscribers' feeds
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"

    @property
    def says_why(self) -> bool:
        """Whether its reason says more than that the story was withdrawn."""
        return bool(self.reason) and self.reason != WITHDREW.format(source=self.credit)

    def reason_record(self, salt: str) -> digests.ReasonRecord:
        """Return what the digest of the reason is made over."""
        at = digests.timestamp(self.at)
        return digests.ReasonRecord(self.story_id, self.kind, at, self.credit, self.reason, salt)


class NoticeSeal(models.Model):
    """What the reason of a notice is held to: its digest, which the log has, and the salt in that.

    The salt goes with the first words of the reason that do.
    """

    notice = models.OneToOneField(Notice, models.PROTECT, primary_key=True, related_name="seal")
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest

    @property
    def fits(self) -> bool:
        """Whether the reason is the one that was told; also where words of it went."""
        return not self.salt or digests.reason_digest(self.notice.reason_record(self.salt)) == self.digest

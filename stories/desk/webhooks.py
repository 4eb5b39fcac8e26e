"""Deliveries of events to webhooks: noted once each, claimed before they are sent, tried again for a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from stories.models import Story, Webhook, WebhookDelivery, WebhookEvent, fit
from stories.request_id import current_request

WAITS = tuple(  # behind each try that failed; the last comes some 22 hours after the event
    timedelta(seconds=seconds) for seconds in (5, 60, 5 * 60, 30 * 60, 2 * 3_600, 6 * 3_600, 14 * 3_600)
)
LOOKED_EVERY = timedelta(minutes=1)  # at most, that is written down where nothing happened
IN_HAND = timedelta(minutes=2)  # that a worker has to send a delivery, before another takes it for dead


@dataclass(frozen=True, slots=True)
class DeskEvent:
    """Something that happened: `subject` names it, and no other event has that."""

    event: WebhookEvent
    subject: str
    at: datetime
    story_id: int | None = None
    number: int | None = None


def note_events(webhook: Webhook, events: Iterable[DeskEvent], *, now: datetime) -> int:
    """Note for a webhook what is to be sent to it; return how many were new. What was noted before stays as it is."""
    by_subject = {event.subject: event for event in events}
    old = WebhookDelivery.objects.filter(webhook=webhook, subject__in=by_subject).values_list("subject", flat=True)
    known = set(old) if by_subject else set()
    new = [event for subject, event in by_subject.items() if subject not in known]
    requests = requests_of(event.story_id for event in new)
    rows = [make_delivery(webhook, event, now=now, request_id=requests.get(event.story_id)) for event in new]
    WebhookDelivery.objects.bulk_create(rows, ignore_conflicts=True)  # of two workers, one notes it
    if rows or now - webhook.looked_at > LOOKED_EVERY:
        Webhook.objects.filter(pk=webhook.pk, looked_at__lt=now).update(looked_at=now)
    return len(rows)


def requests_of(stories: Iterable[int | None]) -> dict[int | None, str | None]:
    """Return the names of the requests that changed some stories last. One query, none without a story."""
    keys = {story for story in stories if story is not None}
    return dict(Story.objects.filter(pk__in=keys).values_list("pk", "request_id")) if keys else {}


def make_delivery(
    webhook: Webhook, event: DeskEvent, *, now: datetime, request_id: str | None = None
) -> WebhookDelivery:
    """Make the row of an event that is to be sent to a webhook at once, without saving it."""
    about = {"event": event.event, "subject": event.subject, "story_id": event.story_id, "number": event.number}
    return WebhookDelivery(webhook=webhook, at=event.at, due_at=now, request_id=request_id, **about)


def send_test(webhook: Webhook, *, now: datetime) -> None:
    """Have a test sent to a webhook, whatever events it is told of."""
    event = DeskEvent(WebhookEvent.TEST, f"test {now.isoformat()}", now)
    make_delivery(webhook, event, now=now, request_id=current_request() or None).save()


def claim_delivery(delivery: WebhookDelivery, *, now: datetime) -> bool:
    """Take a delivery in hand before it is sent; return False where another worker has."""
    unclaimed = WebhookDelivery.objects.filter(pk=delivery.pk, due_at=delivery.due_at)
    return bool(unclaimed.update(due_at=now + IN_HAND, tries=delivery.tries + 1))


def mark_delivered(delivery: WebhookDelivery, *, now: datetime) -> None:
    """Keep that a delivery was taken."""
    WebhookDelivery.objects.filter(pk=delivery.pk).update(sent_at=now, due_at=None, fault="")


def mark_delivery_failed(delivery: WebhookDelivery, fault: str, *, now: datetime) -> bool:
    """Keep why a delivery was not taken; return whether it is tried again."""
    again = now + WAITS[delivery.tries] if delivery.tries < len(WAITS) else None
    WebhookDelivery.objects.filter(pk=delivery.pk).update(fault=fit(delivery, "fault", fault), due_at=again)
    return again is not None


def send_delivery_again(delivery: WebhookDelivery, *, now: datetime) -> None:
    """Have a delivery sent once more, with all its tries, whether it was taken or given up."""
    WebhookDelivery.objects.filter(pk=delivery.pk).update(due_at=now, tries=0, sent_at=None, fault="")


def drop_deliveries(*, before: datetime) -> int:
    """Drop the deliveries of events before a time that are not to be sent any more; return how many."""
    return WebhookDelivery.objects.filter(at__lt=before, due_at=None).delete()[0]

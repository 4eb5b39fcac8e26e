"""Webhooks: other systems are told of events of the newsroom, in the form of https://www.standardwebhooks.com.

What happened is found from the rows that the desk writes already, from a time on that is kept with each webhook: a
worker that was killed loses nothing. Words are read when they are sent, so that what was killed or taken down meanwhile
goes nowhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from stories import desk
from stories.desk import DeskEvent
from stories.intake.safe_fetch import ANY_PORT, PORTS, NotFetchedError, is_public, parse_address, post
from stories.models import (
    ExpectedCopy,
    Filing,
    Item,
    Notice,
    SavedView,
    Source,
    Story,
    Webhook,
    WebhookDelivery,
    WebhookEvent,
)
from stories.request_id import carry_request

RECEIVER_SECONDS = 5  # that an address has
COMMITTED_WITHIN = timedelta(minutes=10)  # a slow transaction brings its rows this late at most
EVENTS_AT_ONCE = 5_000  # rows of each table that are looked at; more is a flood, of which the latest are told
SENT_AT_ONCE = 100  # deliveries of a sweep; the next goes on
LOG_KEPT_FOR = timedelta(days=30)
TAKEN = range(200, 300)
GONE = 410  # the address wants no more: https://www.standardwebhooks.com
NOTICE_EVENTS = {
    Notice.Kind.HOLD: WebhookEvent.HELD,
    Notice.Kind.RELEASE: WebhookEvent.RELEASED,
    Notice.Kind.KILL: WebhookEvent.KILLED,
}

logger = logging.getLogger(__name__)


def note_and_send(now: datetime) -> int:
    """Note what happened for each webhook, and send what is due; return how many deliveries were taken."""
    webhooks = list(Webhook.objects.filter(is_on=True))
    if webhooks:
        events = list(events_since(min(webhook.looked_at for webhook in webhooks) - COMMITTED_WITHIN, now))
        for webhook in webhooks:
            wanted = (event for event in events if event.event in webhook.events and event.at >= webhook.begun_at)
            desk.note_events(webhook, wanted, now=now)
    return send_deliveries(WebhookDelivery.objects.due(now)[:SENT_AT_ONCE], now)


def events_since(since: datetime, now: datetime) -> Iterator[DeskEvent]:
    """Yield what happened since a time. Five queries."""
    yield from filings_since(since)
    notices = Notice.objects.filter(at__gte=since).order_by("-at", "-pk").values_list("pk", "story_id", "kind", "at")
    for key, story, kind, at in notices[:EVENTS_AT_ONCE]:
        yield DeskEvent(NOTICE_EVENTS[Notice.Kind(kind)], f"notice {key}", at, story)
    hand_ins = Story.objects.filter(handed_in_at__gte=since).order_by("-handed_in_at")
    for story_id, handed_in_at in hand_ins.values_list("pk", "handed_in_at")[:EVENTS_AT_ONCE]:
        at = handed_in_at or now
        yield DeskEvent(WebhookEvent.HANDED_IN, f"hand-in {story_id} {at.isoformat()}", at, story_id)
    yield from silences(now)
    for key, due_at in ExpectedCopy.objects.overdue(now).values_list("pk", "due_at")[:EVENTS_AT_ONCE]:
        yield DeskEvent(WebhookEvent.COPY_OVERDUE, f"expected {key} {due_at.isoformat()}", due_at)


def filings_since(since: datetime) -> Iterator[DeskEvent]:
    """Yield the filings since a time, but those whose words came from another story. One query."""
    filings = Filing.public.filter(filed_at__gte=since, came_from=None).order_by("-filed_at")
    rows = filings.values_list("pk", "story_id", "number", "amends", "filed_at")
    for key, story, number, amends, at in rows[:EVENTS_AT_ONCE]:
        event = WebhookEvent.CORRECTED if amends else WebhookEvent.FILED
        yield DeskEvent(event, f"filing {key}", at, story, number)


def silences(now: datetime) -> Iterator[DeskEvent]:
    """Yield the sources that are silent, each once for a silence. One query."""
    newest = Item.objects.filter(source=OuterRef("pk")).order_by("-pk").values("received_at")
    for source in Source.objects.filter(silent_after__gt=0).annotate(last=Subquery(newest[:1])):
        if source.is_silent(source.last, now):
            since = source.last.isoformat() if source.last else "ever"
            yield DeskEvent(WebhookEvent.SOURCE_SILENT, f"source {source.pk} {since}", now)


def send_deliveries(deliveries: Iterable[WebhookDelivery], now: datetime) -> int:
    """Send deliveries; return how many were taken. The others of an address that fails wait for the next sweep."""
    failing: set[int] = set()
    count = 0
    for delivery in deliveries:
        if delivery.webhook_id in failing or not desk.claim_delivery(delivery, now=now):
            continue
        with carry_request(delivery.request_id or ""):
            if send_delivery(delivery, now):
                count += 1
            else:
                failing.add(delivery.webhook_id)
    return count


def send_delivery(delivery: WebhookDelivery, now: datetime) -> bool:
    """Send a delivery that is in hand; return whether it was taken. One that was not is tried again, or given up."""
    fault = send_to_webhook(delivery, now)
    if not fault:
        desk.mark_delivered(delivery, now=now)
        logger.info("Delivery %s to a webhook was taken.", delivery.pk)
        return True
    is_tried_again = desk.mark_delivery_failed(delivery, fault, now=now)
    outcome = "tried again later" if is_tried_again else "given up"
    logger.warning("Delivery %s to a webhook did not go: %s, %s.", delivery.pk, fault, outcome)
    return False


def send_to_webhook(delivery: WebhookDelivery, now: datetime) -> str:
    """Send a delivery; return why it was not taken, empty where it was. An address that is gone is switched off."""
    webhook = delivery.webhook
    if not webhook.is_on:
        return "The webhook is off."
    body = json.dumps(message_of(delivery), ensure_ascii=False).encode()
    try:
        is_house = (parse_address(webhook.address, ANY_PORT).host or "") in settings.WEBHOOK_HOSTS
        answer = post(
            webhook.address,
            body,
            headers=signature_headers(f"msg_{delivery.pk}", body, webhook.key, now),
            may=(lambda _address: True) if is_house else is_public,
            ports=ANY_PORT if is_house else tuple(PORTS.values()),
            seconds=RECEIVER_SECONDS,
        )
    except NotFetchedError as error:
        return str(error)
    if answer.status == GONE:
        Webhook.objects.filter(pk=webhook.pk).update(is_on=False)
    return "" if answer.status in TAKEN else f"It answered {answer.status}."


def signature_headers(key: str, body: bytes, signing_key: str, now: datetime) -> Mapping[str, str]:
    """Return the headers that a receiver proves a message by: HMAC-SHA256 of its key, time and body."""
    at = str(int(now.timestamp()))
    digest = hmac.digest(bytes.fromhex(signing_key), f"{key}.{at}.".encode() + body, hashlib.sha256)
    return {
        "Content-Type": "application/json",
        "webhook-id": key,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def message_of(delivery: WebhookDelivery) -> dict[str, object]:
    """Return what is sent: the event, its time, and what it is about as that stands now. Three queries at most."""
    data = story_facts(delivery.story_id, delivery.number) if delivery.story_id else {}
    about = {
        WebhookEvent.SOURCE_SILENT: source_facts,
        WebhookEvent.COPY_OVERDUE: facts_of_expected,
        WebhookEvent.IN_VIEW: view_facts,
    }.get(WebhookEvent(delivery.event))
    if about:
        data |= about(delivery)
    return {"type": delivery.event, "timestamp": delivery.at.isoformat(), "data": data}


def source_facts(delivery: WebhookDelivery) -> dict[str, object]:
    """Return the name of a silent source, and when its last copy came; nothing for one that is gone."""
    _, key, since = delivery.subject.split(" ")
    names = Source.objects.filter(pk=key).values_list("name", flat=True)
    return {"source": names.first(), "last_copy": None if since == "ever" else since}


def facts_of_expected(delivery: WebhookDelivery) -> dict[str, object]:
    """Return what copy is overdue, since when, and from which agency; nothing for what is gone. One query."""
    key = delivery.subject.split(" ")[1]
    entry = ExpectedCopy.objects.filter(pk=key).select_related("source").first()
    source = entry.source.name if entry and entry.source else None
    return {"what": entry.what, "due_at": entry.due_at.isoformat(), "source": source} if entry else {}


def view_facts(delivery: WebhookDelivery) -> dict[str, object]:
    """Return the name of the view that a story is new in; none for a view that is gone. One query."""
    key = delivery.subject.split(" ")[1]
    return {"view": SavedView.objects.filter(pk=key).values_list("name", flat=True).first()}


def story_facts(story_id: int, number: int | None) -> dict[str, object]:
    """Return what a story is and where it is, with the headline of a filing that readers see. Two queries."""
    story = Story.objects.select_related("section", "source").defer("body").get(pk=story_id)
    facts: dict[str, object] = {
        "story": story.pk,
        "state": story.state,
        "section": story.section.name if story.section else None,
        "source": story.source.name,
        "urgency": story.urgency,
        "language": story.language,
        "desk": f"{settings.SITE_URL}{reverse('admin:stories_story_change', args=[story.pk])}",
    }
    filing = Filing.public.readable().filter(story=story, number=number or 0).defer("body", "body_html").first()
    if filing is not None:
        facts |= {
            "filing": filing.number,
            "designator": filing.designator,
            "headline": filing.headline,
            "filed_at": filing.filed_at.isoformat(),
            "page": f"{settings.SITE_URL}{filing.get_permanent_url()}",
        }
    return facts


def drop_old_log(now: datetime) -> int:
    """Drop what is in the log of deliveries for a month; return how many."""
    return desk.drop_deliveries(before=now - LOG_KEPT_FOR)

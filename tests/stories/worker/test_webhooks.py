"""Webhooks: every event once, signed, by a real request to a real host; tried again, given up, and kept in a log."""

import base64
import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings

from stories import desk
from stories.models import ExpectedCopy, Item, SavedView, Story, Webhook, WebhookDelivery, WebhookEvent
from stories.request_id import carry_request, current_request
from stories.worker.saved_views import tell_followers
from stories.worker.webhooks import drop_old_log, note_and_send
from tests.builders import NOON, a_chain, a_correction, a_source, a_story, an_editor
from tests.stories.admin.browser import a_browser, words_of
from tests.stories.admin.test_deliveries import an_item

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


class Receiver(BaseHTTPRequestHandler):
    """A receiver that answers as it is set to, and keeps what it got."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_):
        """Nothing is printed."""


@pytest.fixture
def receiver(settings):
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.got, server.status = [], 204
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def a_webhook(receiver, *events, **fields):
    """Make a webhook that is told of these events since noon, or of all."""
    values = {"name": "Archive", "begun_at": NOON, "looked_at": NOON, **fields}
    address = f"http://127.0.0.1:{receiver.server_port}/in"
    return Webhook.objects.create(address=address, events=[*(events or WebhookEvent.values)], **values)


def messages(receiver):
    return [json.loads(body) for _, body in receiver.got]


def test_every_event_is_told_once_and_none_of_before(receiver):
    a_chain("Urgent", now=NOON - timedelta(minutes=5))
    webhook = a_webhook(receiver)
    ilse = an_editor()
    story = a_chain("Urgent", now=NOON)
    a_correction(story, now=NOON + SECOND)
    for step, act in enumerate((desk.hold, desk.release, desk.kill), start=2):
        reason = {"reason": "It was false."} if act is desk.kill else {}
        act(Story.objects.get(pk=story.pk), by=ilse, now=NOON + step * SECOND, **reason)
    copy = a_story(now=NOON)
    desk.hand_in(copy, by=ilse, now=NOON + 5 * SECOND, based_on=copy.save_number)
    a_source("Maran", silent_after=30)

    taken = [note_and_send(NOON + after * SECOND) for after in (10, 11)]

    assert taken == [7, 0]
    told = {(message["type"], message["data"].get("story")) for message in messages(receiver)}
    assert told == {
        *((event, story.pk) for event in ("story.filed", "story.corrected", "story.held")),
        *((event, story.pk) for event in ("story.released", "story.killed")),
        ("story.handed_in", copy.pk),
        ("source.silent", None),
    }
    assert not any("headline" in message["data"] for message in messages(receiver))  # nobody may read it any more
    assert not webhook.deliveries.exclude(sent_at=NOON + 10 * SECOND, tries=1, due_at=None).exists()


def test_message_is_signed_and_says_where_the_filing_is(receiver):
    webhook = a_webhook(receiver, WebhookEvent.FILED)
    story = a_chain("Urgent")

    note_and_send(NOON + SECOND)

    [(headers, body)] = receiver.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.digest(bytes.fromhex(webhook.key), signed, hashlib.sha256)
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert headers["webhook-timestamp"] == str(int((NOON + SECOND).timestamp()))
    [message] = messages(receiver)
    assert message["timestamp"] == NOON.isoformat()
    assert message["data"].items() >= {"story": story.pk, "filing": 1, "headline": story.headline}.items()
    assert message["data"]["page"].startswith(f"{settings.SITE_URL}/stories/{story.pk}/")


def test_each_silence_of_a_source_is_told_once(receiver):
    a_webhook(receiver, WebhookEvent.SOURCE_SILENT)
    maran = a_source("Maran", silent_after=30)
    note_and_send(NOON)
    note_and_send(NOON + timedelta(hours=1))
    item = an_item(source=maran)
    Item.objects.filter(pk=item.pk).update(received_at=NOON + timedelta(hours=1))
    for minutes in (30, 31, 40):
        note_and_send(NOON + timedelta(hours=1, minutes=minutes))

    last = "2026-02-10T13:00:00+00:00"
    assert [message["data"] for message in messages(receiver)] == [
        {"source": "Maran", "last_copy": None}, {"source": "Maran", "last_copy": last},
    ]  # fmt: skip


def test_what_is_not_taken_is_tried_again_with_the_same_id_and_given_up_in_the_end(receiver):
    webhook = a_webhook(receiver, WebhookEvent.FILED)
    receiver.status = 302
    a_chain("Urgent")
    now, waits = NOON, []
    note_and_send(now)
    while (delivery := webhook.deliveries.get()).due_at:
        waits.append((delivery.due_at - now).total_seconds())
        now = delivery.due_at
        note_and_send(now)

    assert waits == [5, 60, 300, 1_800, 7_200, 21_600, 50_400]
    assert (delivery.fault, delivery.tries, delivery.is_given_up) == ("It answered 302.", 8, True)
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1

    receiver.status = 200
    desk.send_delivery_again(delivery, now=now)
    assert note_and_send(now) == 1
    assert drop_old_log(NOON + timedelta(days=30)) == 0
    assert drop_old_log(NOON + timedelta(days=31)) == 1


def test_address_that_is_gone_is_switched_off_and_told_no_more(receiver):
    webhook = a_webhook(receiver, WebhookEvent.FILED)
    receiver.status = 410
    a_chain("Urgent")
    note_and_send(NOON)
    a_chain("Urgent", now=NOON + SECOND)
    note_and_send(NOON + 10 * SECOND)

    webhook.refresh_from_db()
    assert (webhook.is_on, len(receiver.got), webhook.deliveries.count()) == (False, 1, 1)


def test_address_inside_the_house_is_told_only_where_its_host_is_named(receiver, settings):
    settings.WEBHOOK_HOSTS = []
    webhook = a_webhook(receiver, WebhookEvent.FILED)
    other = a_webhook(receiver, WebhookEvent.FILED, name="Other")
    Webhook.objects.filter(pk=other.pk).update(address="http://127.0.0.1/in")
    a_chain("Urgent")

    assert note_and_send(NOON) == 0
    assert receiver.got == []
    assert "names port" in webhook.deliveries.get().fault
    assert "is not in the public internet" in other.deliveries.get().fault


def test_two_workers_send_a_delivery_once(receiver):
    webhook = a_webhook(receiver, WebhookEvent.FILED)
    receiver.status = 500
    a_chain("Urgent")
    note_and_send(NOON)
    delivery = WebhookDelivery.objects.get(webhook=webhook)

    assert desk.claim_delivery(delivery, now=NOON)
    assert not desk.claim_delivery(delivery, now=NOON)


def test_chief_makes_a_webhook_sends_a_test_and_reads_the_log(receiver):
    browser = a_browser("chief")
    address = f"http://127.0.0.1:{receiver.server_port}/in"
    browser.post(
        "/admin/stories/webhook/add/",
        {"name": "Archive", "address": address, "events": ["story.filed", "story.killed"], "is_on": "on"},
    )
    webhook = Webhook.objects.get()
    page = f"/admin/stories/webhook/{webhook.pk}/change/"
    browser.post(f"/admin/stories/webhook/{webhook.pk}/test/")
    assert "Waits for the worker" in words_of(browser.get(page))
    delivery = webhook.deliveries.get()
    receiver.status = 500
    note_and_send(delivery.at)
    words = words_of(browser.get(page))
    assert "It answered 500. Next try" in words
    assert f"whsec_{base64.b64encode(bytes.fromhex(webhook.key)).decode()}" in words

    WebhookDelivery.objects.update(due_at=None)
    receiver.status = 200
    browser.post(f"/admin/stories/webhook/{webhook.pk}/deliveries/{delivery.pk}/again/")
    note_and_send(WebhookDelivery.objects.get().due_at)
    assert messages(receiver)[-1]["type"] == "test"
    assert "Taken" in words_of(browser.get(page))


def test_webhook_is_told_of_what_is_overdue_and_of_what_is_new_in_a_view(receiver):
    hook = a_webhook(receiver, WebhookEvent.COPY_OVERDUE)
    edda = an_editor("edda")
    view = desk.keep_view(SavedView(owner=edda, name="Flashes", query="urgency=1", webhook=hook), by=edda)
    due = {"what": "Vote on the dam bill", "due_at": NOON + SECOND, "source": a_source("Maran")}
    ExpectedCopy.objects.create(**due, noted_by=edda, noted_at=NOON)
    a_story("Old one", urgency=1, now=NOON)
    tell_followers(NOON)
    new = a_story("New one", urgency=1, now=NOON + SECOND)

    for after in (2, 3):
        tell_followers(NOON + after * SECOND)
        note_and_send(NOON + after * SECOND)

    told = {message["type"]: message["data"] for message in messages(receiver)}
    assert len(receiver.got) == 2
    overdue = {"what": "Vote on the dam bill", "due_at": (NOON + SECOND).isoformat(), "source": "Maran"}
    assert told["copy.overdue"] == overdue
    assert (told["view.new"]["view"], told["view.new"]["story"]) == ("Flashes", new.pk)
    desk.keep_view(SavedView(pk=view.pk, owner=edda, name="Flashes", query="urgency=1", webhook=None), by=edda)
    a_story("Newer one", urgency=1, now=NOON + 4 * SECOND)
    assert tell_followers(NOON + 5 * SECOND) == 0


def test_lines_of_the_log_name_the_request_that_the_event_came_of(receiver, caplog):
    a_webhook(receiver, WebhookEvent.FILED)
    with carry_request("3f2a90c1d4e5b677"):
        a_chain("Urgent", now=NOON)
    named = []
    caplog.handler.addFilter(lambda _line: named.append(current_request()) or True)

    with caplog.at_level("INFO", logger="stories.worker.webhooks"):
        receiver.status = 503
        note_and_send(NOON + SECOND)
        receiver.status = 204
        note_and_send(NOON + 10 * SECOND)

    assert [line.split(" to a webhook ")[1] for line in caplog.messages] == [
        "did not go: It answered 503., tried again later.",
        "was taken.",
    ]
    assert named == ["3f2a90c1d4e5b677"] * 2


def test_address_that_nothing_is_ever_sent_to_is_refused_when_it_is_typed(settings):
    settings.WEBHOOK_HOSTS = ["hooks.wire.example"]
    browser = a_browser("chief")
    values = {"name": "Archive", "events": ["story.filed"], "is_on": "on"}

    refused = browser.post("/admin/stories/webhook/add/", {**values, "address": "https://archive.example:8135/in"})
    browser.post("/admin/stories/webhook/add/", {**values, "address": "http://hooks.wire.example:8135/in"})

    assert "The address names port 8135, and nothing is fetched from there. Use 80 or 443." in words_of(refused)
    assert Webhook.objects.get().address == "http://hooks.wire.example:8135/in"

"""The address that sources push copy to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from stories import intake, photos, wire
from stories.intake import IntakeOptions
from stories.intake import photos as intake_photos
from stories.intake.outcome_lines import json_line
from stories.intake.sources import name_of_push
from stories.models import Item, Source
from stories.push import rate_limits
from stories.push.tokens import find_source

CHUNK = 64 * 1024  # bytes
NAME_LENGTH = 200
NO_NAME = "-"
UNPACKED = ("", "identity")
TOO_LARGE_PUSH = f"The body is larger than {wire.SIZE_LIMIT // 1024**2} MB. Send its items in several."
NO_TOKEN = "Send a token of this source as Authorization: Bearer. The source's page in the newsroom makes one."  # noqa: S105 a sentence
TOO_OFTEN = "Too many requests. Go on after the seconds that Retry-After says."


class PushForm(forms.Form):
    """The query of a push: the name of what is sent, for the newsroom to see."""

    name = forms.CharField(required=False, max_length=NAME_LENGTH)


@csrf_exempt
def receive(request: HttpRequest, source: str, *, client_address: Callable[[HttpRequest], str]) -> HttpResponse:
    """Take the body of a POST as a delivery of a source; answer with a line of JSON for each item."""
    if request.method != "POST":
        return refuse(405, "Copy is sent by POST.", Allow="POST")
    now, address = timezone.now(), client_address(request)
    wait = rate_limits.seconds_left(f"refused:{address}", rate_limits.REFUSED_LIMIT, now=now)
    wait = wait or rate_limits.seconds_to_wait(f"from:{address}", rate_limits.ADDRESS_LIMIT, now=now)
    if wait:
        return refuse_for_now(wait)
    sender = find_source(source, request.headers.get("Authorization", ""), now=now)
    if sender is None:
        rate_limits.seconds_to_wait(f"refused:{address}", rate_limits.REFUSED_LIMIT, now=now)
        return refuse(401, NO_TOKEN, **{"WWW-Authenticate": "Bearer"})
    wait = rate_limits.seconds_to_wait(f"of:{sender.pk}", rate_limits.SOURCE_LIMIT, now=now)
    return refuse_for_now(wait) if wait else receive_from(sender, request, now=now)


def receive_from(source: Source, request: HttpRequest, *, now: datetime) -> HttpResponse:
    """Take the body of a source's push; answer with its items, or with what is wrong with it."""
    fault = fault_of_headers(request)
    if fault is not None:
        return fault
    try:
        data = read_upload(request)
    except UnreadablePostError:
        return refuse(400, "The body broke off. Send it again.")
    if len(data) > wire.SIZE_LIMIT:  # untested: servers read no further than Content-Length
        return refuse(413, TOO_LARGE_PUSH)
    if not data.strip():
        return refuse(400, "The body is empty. Send the bytes of the copy.")
    form = PushForm(request.GET)
    name = (form.cleaned_data["name"] if form.is_valid() else "") or NO_NAME
    charset = (request.content_params or {}).get("charset", "")
    lines = [json_line(name, item) for item in take_push(source, name, data, charset=charset, now=now)]
    return answer_push(202, "".join(f"{line}\n" for line in lines), "application/x-ndjson")


def fault_of_headers(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to a push whose headers say that its body is not read; None where it is."""
    length = request.headers.get("Content-Length", "") or "0"
    if not length.isdecimal() or "Transfer-Encoding" in request.headers:
        return refuse(411, "Send the length of the body as Content-Length.")
    if len(length) > len(str(wire.SIZE_LIMIT)) or int(length) > wire.SIZE_LIMIT:
        return refuse(413, TOO_LARGE_PUSH)
    if (request.content_type or "").startswith("multipart/"):
        return refuse(415, "Send the bytes of one file as the body, not a form: curl --data-binary @FILE.")
    if request.headers.get("Content-Encoding", "").strip().lower() not in UNPACKED:
        return refuse(415, "Send the bytes as they are, not packed.")
    return None


def read_upload(request: HttpRequest) -> bytes:
    """Read the body of a request, a byte over the limit at most. Raises UnreadablePostError."""
    body = bytearray()
    while len(body) <= wire.SIZE_LIMIT and (piece := request.read(CHUNK)):
        body += piece
    return bytes(body)


def take_push(source: Source, name: str, data: bytes, *, charset: str, now: datetime) -> list[Item]:
    """Take what a source pushed: copy, or a photo."""
    if photos.looks_like_photo(data):
        with photos.temporary_file([data]) as path:
            return [intake_photos.take_photo(path, now=now, name=name)]
    return intake.take(name_of_push(source, name), data, now=now, options=IntakeOptions(source=source, charset=charset))


def refuse_for_now(seconds: int) -> HttpResponse:
    """Answer that it was too much, and when to go on."""
    return refuse(429, TOO_OFTEN, **{"Retry-After": str(seconds)})


def refuse(status: int, sentence: str, **headers: str) -> HttpResponse:
    """Answer with a sentence that says what is wrong."""
    response = answer_push(status, f"{sentence}\n", "text/plain; charset=utf-8")
    for name, value in headers.items():
        response[name] = value
    return response


def answer_push(status: int, content: str, content_type: str) -> HttpResponse:
    """Answer a program; no cache keeps it."""
    response = HttpResponse(content, status=status, content_type=content_type)
    response["Cache-Control"] = "no-store"
    return response

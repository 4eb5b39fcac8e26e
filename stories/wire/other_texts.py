"""Texts that are no copy, told by name: mails with their heads, calendars, tickers, codes that are unknown."""

import re

from stories.wire.item import NO_READER, NotStoryError, NotWireError

FEWEST_TICKER_LINES = 4  # fewer may be lines of the head
TICKER_BREAK = " ** "  # between the headlines of a ticker
_MAIL_FIELD = (
    r"(?:Return-Path|Received|Delivered-To|DKIM-Signature|Message-ID|MIME-Version|Content-Type|X-[A-Za-z-]{2,40}"
    r"|From|To|Cc|Subject|Date|Reply-To|Sender):[^\n]{0,2000}\n"
)
_NO_COPY = (
    (
        re.compile(
            rf"\s{{0,20}}(?:From [^\n]{{3,200}}\n)?(?:{_MAIL_FIELD}(?:[ \t][^\n]{{0,2000}}\n){{0,50}}){{3}}",
            re.IGNORECASE,
        ),
        "this is a mail with its head. Have the mail server drop the text or the attachment alone.",
    ),
    (re.compile(r"\s{0,20}BEGIN:V[A-Z]{3,12}\s"), "this is a calendar or an address card."),
)


def refuse_others(text: str) -> None:
    """Refuse what is no story by name: codes that are unknown, and a ticker of headlines on one line."""
    if text.startswith(("\x01", "\x16")):
        raise NotWireError(f"this begins as IPTC 7901 or ANPA 1312, but its line of codes is neither's. {NO_READER}")
    for pattern, what in _NO_COPY:
        if pattern.match(text):
            raise NotWireError(f"{what} {NO_READER}")
    headlines = [headline for headline in text.split(TICKER_BREAK) if headline.strip()]
    is_ticker = all(TICKER_BREAK.strip() in line for line in text.split("\n") if line.strip())
    if is_ticker and len(headlines) > FEWEST_TICKER_LINES:
        raise NotStoryError(
            f"This is a ticker: {len(headlines):,} headlines without a text. The stories come by themselves."
        )

"""The ticker in a page."""

from datetime import UTC, datetime

from django import template
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.html import format_html

from stories.display.moments import in_markup
from ticker.headlines import Board

register = template.Library()


@register.inclusion_tag("ticker/_ticker.html", takes_context=True)
def ticker(context: template.Context) -> dict[str, object]:
    """The headlines of the request's board; nothing where there is none. One query, unless it was asked before."""
    board: Board | None = getattr(context.get("request"), "ticker", None)
    around = {name: context.get(name, "") for name in ("lang", "interface")}
    return {"headlines": board.headlines if board else (), "of_language": board.language if board else "", **around}


@register.filter
def both_clocks(at: datetime) -> str:
    """A moment in the time of whoever reads, and in UTC if that is another, in parts that break apart whole."""
    local = timezone.localtime(at)
    ours = format_html("<span>{}</span> <span>{}</span>", date(local, "M j,"), date(local, "H:i T"))
    theirs = "" if local.tzname() == "UTC" else format_html(" <span>({} UTC)</span>", f"{at.astimezone(UTC):%H:%M}")
    return format_html('<time datetime="{}">{}{}</time>', in_markup(at), ours, theirs)

"""The ticker inside a page."""

from django import template

from ticker.headlines import Board

register = template.Library()


@register.inclusion_tag("ticker/_ticker.html", takes_context=True)
def ticker(context: template.Context) -> dict[str, object]:
    """Print the headlines of the request's board; nothing where there is none. At most one query."""
    board: Board | None = getattr(context.get("request"), "ticker", None)
    around = {name: context.get(name, "") for name in ("lang", "interface")}
    return {"headlines": board.headlines if board else (), "of_language": board.language if board else "", **around}

"""The ticker inside a page."""

from django import template

from stories.display.http_caching import Seam
from ticker.headlines import Board

register = template.Library()


@register.simple_tag(takes_context=True)
def ticker(context: template.Context) -> str:
    """Print the mark of the seam where the page is kept apart from its ticker; else the request's board, if any.

    At most one query.
    """
    lang, interface = str(context.get("lang", "")), str(context.get("interface", ""))
    seam: Seam | None = context.get("seam")
    if seam is not None:
        return seam.mark(lang=lang, interface=interface)
    board: Board = getattr(context.get("request"), "ticker", None) or Board(())
    return board.render(lang=lang, interface=interface)

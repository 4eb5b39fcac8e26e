"""A tag for the parts of a page that stand in every page alike: printed once, and kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from django import template
from django.core.signals import setting_changed
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

FORMS_KEPT = 256  # printed forms of one part: languages of pages by languages of copy, and a few settings

register = template.Library()


class FixedPart(template.Node):
    """A part that is made of nothing but some variables, the language of the page and the settings."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, names: list[str]) -> None:
        self.nodelist = nodelist
        self.names = names
        self.printed: OrderedDict[tuple[object, ...], SafeString] = OrderedDict()
        setting_changed.connect(self.forget)

    def forget(self, **_kwargs: Any) -> None:
        """Forget what was printed: the settings changed."""
        self.printed.clear()

    def render(self, context: template.Context) -> SafeString:
        """Print the part, from memory where it was printed with the same values."""
        key = (get_language(), *(context.get(name) for name in self.names))
        text = self.printed.get(key)
        if text is None:
            text = self.printed[key] = self.nodelist.render(context)
            if len(self.printed) > FORMS_KEPT:
                self.printed.popitem(last=False)
        return text


@register.tag("fixed")
def parse_fixed(parser: Parser, token: Token) -> FixedPart:
    """Print what stands up to endfixed once for each set of values of the variables that are named."""
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedPart(nodelist, token.split_contents()[1:])

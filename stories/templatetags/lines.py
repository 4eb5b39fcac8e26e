"""A tag for templates with long lines: a line that is wrapped in the template prints as one."""

import re
from collections.abc import Iterator
from itertools import pairwise

from django import template
from django.template.base import Node, NodeList, Parser, TextNode, Token
from django.template.loader_tags import IncludeNode
from django.utils.safestring import SafeString

register = template.Library()

WRAP = re.compile(r"\n[ \t]+(?=\S|\Z)")


class UnwrappedLines(template.Node):
    """The lines between unwrap and endunwrap, each indented line joined to the line above it by one space.

    An included template has ended its line, so that the line with its tag ends no second one.
    """

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        for node in nodelist.get_nodes_by_type(TextNode):
            if isinstance(node, TextNode):
                node.s = WRAP.sub(" ", node.s)
        for nodes in every_list(nodelist):
            for before, node in pairwise(nodes):
                if isinstance(before, IncludeNode) and isinstance(node, TextNode):
                    node.s = node.s.removeprefix("\n")

    def render(self, context: template.Context) -> SafeString:
        """Print the lines."""
        return self.nodelist.render(context)


def every_list(nodelist: NodeList) -> Iterator[NodeList]:
    """Return a list of nodes and the lists inside its nodes, however deep."""
    yield nodelist
    for node in nodelist.get_nodes_by_type(Node):
        yield from (inside for name in node.child_nodelists if (inside := getattr(node, name, None)))


@register.tag
def unwrap(parser: Parser, _token: Token) -> UnwrappedLines:
    """Join each indented line of a template to the line above it by one space.

    The lines are joined as the template is read: what variables and included templates print stays as it is.
    """
    nodelist = parser.parse(("endunwrap",))
    parser.delete_first_token()
    return UnwrappedLines(nodelist)

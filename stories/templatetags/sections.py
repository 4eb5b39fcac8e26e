"""The name of a section in the language of the page around it."""

from __future__ import annotations

from django import template

from stories.models import Section

register = template.Library()


@register.simple_tag(takes_context=True)
def section_name(context: template.Context, section: Section) -> str:
    """Return the name of a section as the page's header has it, else that in the site's own language."""
    links = context.get("site_sections") or ()
    return next((link.name for link in links if link.slug == section.slug), section.name)

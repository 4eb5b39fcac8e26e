"""Keys of the actions on a story, for buttons that stand outside the menu."""

from __future__ import annotations

from django import template

from stories.story_actions import STORY_ACTIONS

register = template.Library()


@register.simple_tag
def action_key(name: str) -> str:
    """Print the key of an action, by its name."""
    return STORY_ACTIONS[name].key


@register.simple_tag
def bulk_action_key(name: str) -> str:
    """Print the key, pressed with Shift, of an action on marked stories, by its name."""
    return STORY_ACTIONS[name].bulk_key

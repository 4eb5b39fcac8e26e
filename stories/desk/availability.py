"""The possibility of an action on a story as it stands: asked by the desk's menu and by the page of each action."""

from __future__ import annotations

from stories.desk.revisions import WHY_NOT
from stories.models import State, Story
from stories.story_actions import StoryAction


def obstacle(action: StoryAction, story: Story) -> str:
    """Return why the action is impossible on the story, and what to do instead; empty where it is possible."""
    state = State(story.state)
    if state not in action.states:
        return str(action.advice.get(state, WHY_NOT[state]))
    return next((str(condition.advice) for condition in action.obstacles if condition.applies_to(story)), "")

"""The filings of a story for the newsroom, in the order of the chain."""

from stories.models.chain_order import sort_by_chain
from stories.models.filing import Filing
from stories.models.story import Story


def filing_chain(story: Story) -> tuple[Filing, ...]:
    """Return all filings of a story in the order of the chain, without bodies; for the newsroom."""
    return sort_by_chain(Filing.objects.filter(story=story).defer("body", "body_html"))


def standing_chain(story: Story) -> tuple[Filing, ...]:
    """Return the filings that stand in a story in the order of its chain, without bodies; for the newsroom.

    Those that went to another story give the others their places, too: the chain is sorted with them.
    """
    return tuple(filing for filing in filing_chain(story) if filing.is_standing)

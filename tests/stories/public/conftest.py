"""What every test of the public pages finds."""

import pytest

from stories.public import sitemaps


@pytest.fixture(autouse=True)
def _one_map(monkeypatch):
    """One map for all stories: PostgreSQL gives no key of an earlier test again, and a map holds a span of keys."""
    monkeypatch.setattr(sitemaps, "IN_A_MAP", 1_000_000)

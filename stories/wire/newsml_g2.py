"""NewsML-G2: what arrives, and stories written as one newsItem."""

from stories.wire.newsml_g2_items import read, sniff
from stories.wire.newsml_g2_write import write

__all__ = ["read", "sniff", "write"]

"""The newsroom's front: the wire desk and everything that editors do, as pages of Django's admin."""

from stories.admin import items, places, wire_desk

__all__ = ["items", "places", "wire_desk"]

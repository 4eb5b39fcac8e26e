"""The newsroom's front: the wire desk and everything that editors do, as pages of Django's admin."""

from stories.admin import audit, for_you, items, photo_list, places, wire_desk

__all__ = ["audit", "for_you", "items", "photo_list", "places", "wire_desk"]

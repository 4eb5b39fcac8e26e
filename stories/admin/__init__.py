"""The newsroom's front: the wire desk and everything that editors do, as pages of Django's admin."""

from stories.admin import audit, for_you, items, places
from stories.admin.photos import admin as photos_admin
from stories.admin.wire_desk import admin as wire_desk_admin

__all__ = ["audit", "for_you", "items", "photos_admin", "places", "wire_desk_admin"]

"""The newsroom's front: the wire desk and all that editors do, as pages of Django's admin.

Its rooms call only downward: wire_desk, editor, acts, photos, versions, pages, menu and sidebar, fields. Django finds
its pages by these imports, and `newsroom.admin` registers more of them; nothing else calls here.
"""

from stories.admin import audit, deliveries, inbox, sections, site_pages, story_templates, topics, webhooks
from stories.admin.photos import admin as photos_admin
from stories.admin.sources import admin as sources_admin
from stories.admin.wire_desk import admin as wire_desk_admin

__all__ = [
    "audit",
    "deliveries",
    "inbox",
    "photos_admin",
    "sections",
    "site_pages",
    "sources_admin",
    "story_templates",
    "topics",
    "webhooks",
    "wire_desk_admin",
]

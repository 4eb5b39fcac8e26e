"""Photos: what an agency's file says of itself, and what is served of it. Knows no Django and no database.

Every file is opened in a process of its own with bounded memory and time (`bounded`), by its content and never by its
name. Callers need this module only.
"""

from stories.photos.bounded import looked_at, made
from stories.photos.facts import Facts, NotPhoto, Seen
from stories.photos.shapes import Made, Shape, Wanted, shapes_for

__all__ = ["Facts", "Made", "NotPhoto", "Seen", "Shape", "Wanted", "looked_at", "made", "shapes_for"]

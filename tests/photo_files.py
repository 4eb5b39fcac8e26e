"""Photos in the library and in stories, for the tests: drawn files, kept and placed through the desk."""

import hashlib
from io import BytesIO
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from stories import desk, search
from stories.copy.pictures import PlacedPicture, to_json
from stories.models import Photo, Rendition, Story
from tests.builders import NOON

_shades = count(1)


def draw_jpeg(size, spot=None):
    """Return the bytes of a JPEG, each of a picture of its own; with a red square around a spot, from 0 to 1."""
    shade = next(_shades)
    picture = Image.new("RGB", size, (shade * 37 % 256, shade * 91 % 256, 90))
    if spot:
        x, y = spot[0] * size[0], spot[1] * size[1]
        ImageDraw.Draw(picture).rectangle((x - 20, y - 20, x + 20, y + 20), fill="#ff0000")
    buffer = BytesIO()
    picture.save(buffer, "JPEG")
    return buffer.getvalue()


def a_photo(*, now=NOON, by=None, size=(400, 300), spot=None, renditions_current=True, name="dam.jpg", **said):
    """Make a photo in the library with these fields, as if its file had been looked at, and its renditions."""
    content = draw_jpeg(size, spot)
    photo = Photo(sha256=hashlib.sha256(content).hexdigest(), name=name, format="JPEG", added_by=by, added_at=now)
    photo.width, photo.height, photo.size, photo.updated_at = *size, len(content), now
    words = {"caption": "The dam at Karse Head.", "alt": "A dam between hills.", "credit": "Vesper", **said}
    for field, value in words.items():
        setattr(photo, field, value)
    place = Photo._meta.get_field("original").generate_filename(photo, "")
    if not default_storage.exists(place):
        default_storage.save(place, ContentFile(content))
    photo.original = place
    photo.save(force_insert=True)
    search.index_photos([photo])
    if renditions_current:
        desk.make_renditions(photo, now=now)
    photo.refresh_from_db()
    return photo


def a_rendition(photo):
    """Make the row of a rendition, without its file."""
    name = f"{photo.sha256[:32]}.jpg"
    return Rendition.objects.create(photo=photo, name=name, shape="whole", format="JPEG", width=4, height=3, size=9)


def add_pictures(story, *pictures, now=NOON, by=None):
    """Save the story with pictures: photos, or pairs of a photo and its caption there."""
    story = Story.objects.get(pk=story.pk)
    pairs = [each if isinstance(each, tuple) else (each, each.caption) for each in pictures]
    story.pictures = to_json([PlacedPicture(photo.pk, caption) for photo, caption in pairs])
    return desk.save(story, by=by, now=now, based_on=story.save_number)

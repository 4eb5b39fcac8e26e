"""Photos in the library and in stories, for the tests: drawn files, taken and placed through the desk."""

import tempfile
from itertools import count
from pathlib import Path

from PIL import Image, ImageDraw

from stories import desk
from stories.models import Story
from stories.photos import Facts
from stories.pictures import Placed, to_json
from tests.newsroom import NOON

_shades = count(1)


def a_photo(*, now=NOON, by=None, size=(400, 300), spot=None, is_cut=True, name="dam.jpg", **said):
    """A photo in the library: each a picture of its own, described as told, with its renditions made."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        shade = next(_shades)
        picture = Image.new("RGB", size, (shade * 37 % 256, shade * 91 % 256, 90))
        if spot:
            x, y = spot[0] * size[0], spot[1] * size[1]
            ImageDraw.Draw(picture).rectangle((x - 20, y - 20, x + 20, y + 20), fill="#ff0000")
        picture.save(path, "JPEG")
        words = {"caption": "The dam at Karse Head.", "alt": "A dam between hills.", "credit": "Vesper", **said}
        photo = desk.take_photo(path, name=name, by=by, now=now, facts=Facts(**words))
    if is_cut:
        desk.cut(photo, now=now)
    photo.refresh_from_db()
    return photo


def with_pictures(story, *pictures, now=NOON, by=None):
    """The story saved with pictures: photos, or pairs of a photo and its caption there."""
    story = Story.objects.get(pk=story.pk)
    pairs = [each if isinstance(each, tuple) else (each, each.caption) for each in pictures]
    story.pictures = to_json([Placed(photo.pk, caption) for photo, caption in pairs])
    return desk.save(story, by=by, now=now, based_on=story.saves)

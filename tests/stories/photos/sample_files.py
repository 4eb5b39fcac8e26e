"""Files of photos, made for the tests: drawn, with the words that agencies put into them."""

import struct
from io import BytesIO

from PIL import Image, ImageDraw

UTF_8, CAPTION, BYLINE, CITY, CREDIT, CREATED = (1, 90), (2, 120), (2, 80), (2, 90), (2, 110), (2, 55)


def draw_picture(width=900, height=600, *, spot=None, mode="RGB"):
    """Draw a grey picture with a red square around a spot, from 0 to 1."""
    picture = Image.new("RGB", (width, height), "#888888")
    if spot:
        x, y = spot[0] * width, spot[1] * height
        ImageDraw.Draw(picture).rectangle((x - 20, y - 20, x + 20, y + 20), fill="#ff0000")
    return picture.convert(mode)


def iim(sets):
    """IIM datasets as they stand in a JPEG (IIM 4.2, chapter 3), in Photoshop's block for them."""
    told = b"".join(b"\x1c" + bytes(number) + struct.pack(">H", len(text)) + text for number, text in sets)
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(told)) + told + b"\0" * (len(told) % 2)
    body = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body


def a_file(folder, picture=None, *, kind="JPEG", sets=(), tail=b"", name="photo", **options):
    """Write a file with a picture; of a JPEG, with IIM datasets and a tail behind its end."""
    buffer = BytesIO()
    (picture or draw_picture()).save(buffer, kind, **options)
    content = buffer.getvalue()
    if sets:
        content = content[:2] + iim(sets) + content[2:]
    path = folder / f"{name}.{kind.lower()}"
    path.write_bytes(content + tail)
    return path

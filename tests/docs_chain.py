"""The check of a chain that docs/chain.md gives to strangers, run as it stands there."""

import hashlib
import re
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.test import Client

PAGE = Path(__file__).resolve().parents[1] / "docs" / "chain.md"


def verify_by_the_docs(history):
    """Check a chain by the code of the page. Raises AssertionError with the number of the first broken filing."""
    without_the_web = re.sub(r"^history, address.*(?=^previous)", "", code_of_the_docs()[0], flags=re.M | re.S)
    exec(without_the_web, {"history": history})  # noqa: S102 the code that strangers are given


def verify_words_by_the_docs(history):
    """Check the words of a chain by the code of the page. Raises AssertionError as above."""
    web = SimpleNamespace(request=SimpleNamespace(urlopen=ask_the_site))
    exec(code_of_the_docs()[1], {"history": history, "hashlib": hashlib, "urllib": web})  # noqa: S102 as above


def ask_the_site(address):
    """Return the answer of the site under test, to be read as one from the web."""
    return BytesIO(Client().get(address.removeprefix(settings.SITE_URL)).content)


def verify_moves_by_the_docs(history, other):
    """Check by the code of the page what came from another story. Raises AssertionError as above."""
    exec(code_of_the_docs()[2], {"history": history, "other": other})  # noqa: S102 as above


def code_of_the_docs():
    """Return the Python that the page gives."""
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)

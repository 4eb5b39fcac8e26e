"""What a setting is: its name, kind, default and meaning; and what is said of a wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_REPEAT = 80  # characters of a wrong value that are repeated
CREDENTIALS = re.compile(r"(?<=//).*@", re.DOTALL)  # of an address, whose name or password nobody else may read

Values = Mapping[str, Any]


class SettingError(ValueError):
    """A value that is no value of its kind: what is wrong with it, and what to write. Never says a secret."""


@dataclass(frozen=True)
class SettingKind:
    """A kind of value: its words for the page of settings, and how its text is read. `read` raises SettingError."""

    words: str
    read: Callable[[str], Any]


@dataclass(frozen=True)
class Setting:
    """One setting of the environment.

    `default` is written as an operator would write it, or made of the settings that stand before this one; None
    where without it there is no value. `default_words` says a default that is made, for the page. The value of a
    secret is never printed.
    """

    name: str
    kind: SettingKind
    default: str | Callable[[Values], str] | None
    meaning: str
    default_words: str = ""
    is_secret: bool = False

    def default_for(self, values: Values) -> Any:
        """Return the value where the environment has none."""
        text = self.default(values) if callable(self.default) else self.default
        return None if text is None else self.kind.read(text)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one setting, as a sentence with its name, its value unless secret, and the way out."""

    name: str
    sentence: str


def fault_of(setting: Setting, text: str, error: SettingError) -> Fault:
    """Return the fault of a value that could not be read."""
    head = setting.name if setting.is_secret else f"{setting.name} is {shorten(text)!r}"
    return Fault(setting.name, f"{head}: {error}")


def shorten(text: str) -> str:
    """Return the beginning of a text without name and password of an address, with dots for what is left out."""
    text = CREDENTIALS.sub("…@", text)
    return text if len(text) <= LONGEST_REPEAT else text[:LONGEST_REPEAT] + "…"

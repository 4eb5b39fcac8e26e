"""Signs that a terminal obeys: they reach no terminal and no log as they are."""

import re

# Controls, ends of lines, halves of signs, and the signs that turn the direction of what follows.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def escape_controls(text: str) -> str:
    r"""Return text in one line, with its controls written out: a tab as \t, an escape as \x1b."""
    return CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def escape_in_json(line: str) -> str:
    r"""Return a line of JSON with the controls in it as JSON writes them: \u009b."""
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)

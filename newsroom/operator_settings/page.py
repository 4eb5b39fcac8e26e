"""The page of all settings, made of the table: python -m newsroom.operator_settings.page > docs/settings.md"""

from __future__ import annotations

import sys

from newsroom.operator_settings.setting import Setting
from newsroom.operator_settings.table import GROUPS, Group

INTRODUCTION = """\
# Settings

All settings come from the environment. None has to be set: without any, the newsroom runs on SQLite, with a cache in
the process and its files under `var/`. An empty value counts as none, and blanks around a value as nothing. Beside
these, the libraries' own variables hold: `OTEL_*` of traces, `AWS_*` of Amazon's client, `PG*` of PostgreSQL's.

Before `manage.py`, the web server or the worker does anything, all settings are looked at: whether each can be read,
whether they go together, whether the folders can be written, whether the database and the cache answer, within five
seconds. What is wrong is told all at once, a sentence each, and the process ends with status 2:

```
2 settings are wrong:
  TIME_ZONE is 'Europe/Viena': there is no such zone. Did you mean Europe/Vienna? Write one like Europe/Vienna or UTC.
  DATABSE_URL is no setting. Write DATABASE_URL, or leave it out.
All settings stand in docs/settings.md.
```

- The value of a secret, or of an address that may hold a password, is never printed.
- A name that is none of these, and like one of them, is taken for a slip and stops the start, too.
- What other programs call otherwise is not read, as it may be theirs: `EMAIL_HOST`, `DB_PASSWORD`, `REDIS_URL`,
  `MEDIA_ROOT`, `SECRET_KEY_FILE` and the like. Where the setting itself is missing, the start says which to set, and
  goes on.
- A cache or a replica that is away stops `manage.py check`, `manage.py migrate` and `make run` alone. The web server,
  the worker and all other commands say so and go on: pages do without.
- `collectstatic`, `compilemessages`, `makemessages` and `version` ask no server, and need no secret and no `VAR_DIR`:
  they run where an image is built.
- A sign of a password that means something in an address is encoded: / as `%2F`, @ as `%40`, # as `%23`.

`manage.py check` looks at all of them and does nothing else.

## What lies in `VAR_DIR`

The folder is made when something is to be kept in it, for the newsroom's user alone (0700, its files 0600); one that is
open to others is shut at the next start. Nothing else is written: the code may lie on a disk that is read alone. With
`SECRET_KEY`, `DATABASE_URL`, `MEDIA_STORAGE_URL` and `STATIC_ROOT` set, there is no such folder at all.

| name | what | without it |
| --- | --- | --- |
| `secret-key` | the key where `SECRET_KEY` is not set | one is made anew: everybody logs in again |
| newsroom.sqlite3, its `-wal` and `-shm` | the database where `DATABASE_URL` is not set | an empty newsroom |
| `media/` | pictures where `MEDIA_STORAGE_URL` is not set | stories without pictures |
| `static/` | style sheets and scripts, collected again by `collectstatic` | no page until they are |
| `site-url` | the address of the web server that runs, for commands without `SITE_URL` | links to `HOST:PORT` |
| `prepared.json` | for which code `make run` has prepared tables and files | they are prepared again |
| `demo-logins.txt` | the logins of the demo | the demo's people need new passwords |

A backup is the database and the pictures, and the key apart from them.
"""


def print_page() -> str:
    """Return the page."""
    return "\n".join([INTRODUCTION, *(print_group(group) for group in GROUPS)])


def print_group(group: Group) -> str:
    """Return a heading with a table of its settings."""
    rows = [f"| {' | '.join(cells(setting))} |" for setting in group.settings]
    return "\n".join(
        [f"## {group.heading}", "", "| name | kind | what | default |", "| --- | --- | --- | --- |", *rows, ""]
    )


def cells(setting: Setting) -> tuple[str, str, str, str]:
    """Return what the table says of a setting."""
    default = setting.default_words or f"`{setting.default}`"
    return f"`{setting.name}`", setting.kind.words, setting.meaning, default


if __name__ == "__main__":
    sys.stdout.write(print_page())

"""Backups: the whole newsroom in one file, and back into an empty one.

`make_backup` reads the database as it is at one moment while people go on working, and then the files of pictures that
it names. `restore_backup` reads the whole file before it writes anything. `archive` is the file, `sqlite` and
`postgresql` the two databases, `media` the files of pictures. The commands call here.
"""

from newsroom.backups.archive import DamagedError, verify
from newsroom.backups.backup import MadeBackup, make_backup
from newsroom.backups.restore import restore_backup
from newsroom.backups.tables import RefusedError

__all__ = ["DamagedError", "MadeBackup", "RefusedError", "make_backup", "restore_backup", "verify"]

"""A stranger who keeps a copy of the newsroom's log, to hold it against what the newsroom says later."""

from urllib.request import urlopen

from stories.transparency import tiles
from stories.transparency.log_copy import CHECKPOINT_FILE, KEYS_FILE

SECONDS = 30  # that the stranger waits for a file


class LogKeeper:
    """A folder with the files that are served under /log/, as they were when they were fetched last."""

    def __init__(self, port, folder):
        self.address, self.folder = f"http://127.0.0.1:{port}/log", folder

    def copy(self):
        """Return the folder of the copy; empty where there is none yet."""
        return str(self.folder) if (self.folder / CHECKPOINT_FILE).exists() else ""

    def keep(self):
        """Fetch what came since the last time: the checkpoint last, so that a copy is whole whenever it has one."""
        checkpoint = self.fetch(CHECKPOINT_FILE)
        for tile in tiles.tiles_of(int(checkpoint.splitlines()[1])):
            if tile.level is None and not (self.folder / tile.name).exists():
                self.write(tile.name, self.fetch(tile.name))
        self.write(KEYS_FILE, self.fetch(KEYS_FILE))
        self.write(CHECKPOINT_FILE, checkpoint)

    def fetch(self, name):
        """Return a file of the log. Raises OSError where it is not served."""
        with urlopen(f"{self.address}/{name}", timeout=SECONDS) as answer:  # noqa: S310 of this machine
            return answer.read()

    def write(self, name, content):
        """Write a file of the copy."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

"""Check the HTML of every kind of page by the Nu checker: python -m tests.html_validity http://127.0.0.1:8000 vnu.jar

The checker comes from https://validator.github.io/validator/ and needs Java; the site is that of `make run`.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.flows.chromium import CHROMIUM, QUIET
from tests.screenshots import COMPARED, pages_of, sign_in, story_of


def desk_addresses(site: str, story: str) -> dict[str, str]:
    """Return an address of every page of the newsroom that is made here, by its name."""
    desk = f"{site}/admin/stories/story/"
    acts = ("change", "file", "correct", "hold", "kill", "history", "notes", "give")
    places = ("ticker/pin", "audit", "for-you", "settings", "second-factor")
    return {
        "desk": desk,
        "add": f"{desk}add/",
        "arrived": f"{site}/admin/stories/item/",
        **{f"desk-{act}": f"{desk}{story}/{act}/" for act in acts},
        "photos": f"{site}/admin/stories/photo/",
        "photo-add": f"{site}/admin/stories/photo/add/",
        "photo": f"{site}/admin/stories/photo/1/change/",
        "photo-remove": f"{site}/admin/stories/photo/1/remove/",
        "newsroom": f"{site}/admin/",
        **{f"newsroom-{place.replace('/', '-')}": f"{site}/admin/{place}/" for place in places},
    }


def write_pages(page: Page, addresses: dict[str, str], folder: Path) -> None:
    """Write the pages as the server sends them, each in a file under its name."""
    for name, address in addresses.items():
        (folder / f"{name}.html").write_bytes(page.request.get(address).body())


def main(site: str, checker: str) -> int:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()
        sign_in(page, site, "cleo")
        story = story_of(page, site, COMPARED)
        write_pages(page, {**pages_of(page, site, story), **desk_addresses(site, story)}, Path(folder))
        browser.close()
        pages = sorted(Path(folder).glob("*.html"))
        java = ["java", "-Xss4m", "-jar", str(Path(checker).resolve()), "--errors-only", "--format", "gnu"]
        return subprocess.run([*java, *(path.name for path in pages)], cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

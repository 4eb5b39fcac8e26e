"""Take the pictures of the README from the demo newsroom as it runs: python -m tests.pictures http://127.0.0.1:8000"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.flows.conftest import CHROMIUM, QUIET

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1000, "height": 760}
CHAIN = "Dam-Flood"


def taken(page: Page, name: str) -> None:
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{name}.png")


def signed_in(page: Page, site: str, who: str) -> None:
    logins = dict(line.split() for line in (ROOT / "var" / "demo-logins.txt").read_text().splitlines())
    page.goto(f"{site}/admin/login/")
    page.fill("#id_username", who)
    page.fill("#id_password", logins[who])
    page.click("input[type=submit]")


def main(site: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport=SIZE)
        signed_in(page, site, "edda")
        page.goto(f"{site}/admin/stories/story/")
        taken(page, "desk")
        page.goto(f"{site}/admin/stories/story/?q={CHAIN}")
        page.click("a:has-text('Edit')")
        story = page.url.rstrip("/").split("/")[-2]
        page.goto(f"{site}/stories/{story}/")
        taken(page, "story")
        page.goto(f"{page.url}history/2..3/")
        taken(page, "changes")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])

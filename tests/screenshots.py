"""Take the pictures of README and docs from the demo newsroom: python -m tests.screenshots http://127.0.0.1:8000"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.flows.chromium import CHROMIUM, QUIET

ROOT = Path(__file__).resolve().parents[1]
VAR_DIR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1000, "height": 760}
WIDE = {"width": 1280, "height": 760}
DESK = {"width": 1440, "height": 860}
WIDTHS, SCHEMES = (320, 1280), ("light", "dark")
TALL = {320: 640, 1280: 800}  # pixels, by width
CHAIN = "Dam-Flood"
COMPARED = "Ferry-Rescue"  # its fourth filing recasts the third, moves a paragraph and adds some


def take(page: Page, name: str) -> None:
    page.wait_for_timeout(300)
    page.screenshot(path=FOLDER / f"{name}.png")


def sign_in(page: Page, site: str, who: str) -> None:
    logins = dict(line.split() for line in (VAR_DIR / "demo-logins.txt").read_text().splitlines())
    page.goto(f"{site}/admin/login/")
    page.fill("#id_username", who)
    page.fill("#id_password", logins[who])
    page.click("main button[type=submit]")
    page.wait_for_url("**/admin/**/", wait_until="load")


def story_of(page: Page, site: str, chain: str) -> str:
    """Return the number of a chain's story."""
    page.goto(f"{site}/admin/stories/story/?q={chain}")
    row = page.locator("#result_list tbody tr", has_text=chain).first
    return row.get_attribute("id").removeprefix("row-")


def take_desk(page: Page, site: str) -> None:
    """Take the wire desk, a story as it is written, photos, and the ticker board."""
    sign_in(page, site, "cleo")
    page.goto(f"{site}/admin/stories/story/")
    take(page, "desk")
    page.goto(f"{site}/admin/stories/story/{story_of(page, site, CHAIN)}/change/")
    page.locator(".story-pictures").wait_for(state="attached")
    page.wait_for_timeout(1_000)  # the panes ask for what they show
    take(page, "form")
    page.get_by_text("Pictures", exact=True).first.click()
    take(page, "story-pictures")
    page.goto(f"{site}/admin/stories/photo/")
    take(page, "photos")
    page.click(".photo-card a >> nth=0")
    page.wait_for_load_state("networkidle")
    take(page, "photo")
    page.goto(f"{site}/admin/ticker/pin/")
    page.frame_locator("iframe").locator(".ticker").wait_for()
    take(page, "board")


def take_comparisons(page: Page, site: str, story: str) -> None:
    """Take the changes between two filings in one text, dark and side by side, and of two revisions at the desk."""
    page.goto(f"{site}/admin/stories/story/{story}/history/")
    page.locator("tr", has_text="filed as 3").locator("input[name=a]").check()
    page.locator("tr", has_text="filed as 4").locator("input[name=b]").check()
    page.click("text=Compare the two")
    take(page, "compare-desk")
    page.goto(f"{site}/stories/{story}/")
    page.goto(f"{page.url}history/3..4/")
    take_changes(page, "compare")
    page.emulate_media(color_scheme="dark")
    take_changes(page, "compare-dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)
    page.goto(f"{page.url}?view=split")
    take_changes(page, "compare-split")


def take_changes(page: Page, name: str) -> None:
    """Take the page from where the changes begin."""
    page.locator(".changes, .split").first.evaluate("changes => changes.scrollIntoView()")
    take(page, name)


def pages_of(page: Page, site: str, story: str) -> dict[str, str]:
    """Return an address of every kind of public page, by its name."""
    page.goto(f"{site}/stories/{story}/")
    rest = page.url
    arabic, chinese = (story_of(page, site, chain) for chain in ("Desert-Well", "Island-Storm"))
    closed = {}
    for state in ("held", "killed"):
        page.goto(f"{site}/admin/stories/story/?view={state}")
        closed[state] = page.locator("#result_list tbody tr").first.get_attribute("id").removeprefix("row-")
    return {
        "front": f"{site}/",
        "edition": f"{site}/editions/ar/",
        "section": f"{site}/sections/world/",
        "story": rest,
        "story-arabic": f"{site}/stories/{arabic}/",
        "story-chinese": f"{site}/stories/{chinese}/",
        "history": f"{rest}history/",
        "version": f"{rest}history/1/",
        "what-changed": f"{rest}history/2..3/",
        "growth": f"{rest}history/growth/",
        "archive": f"{site}/archive/?q=dam",
        "changes": f"{site}/changes/",
        "topics": f"{site}/topics/",
        "topic": f"{site}/topics/dam-flood/",
        "corrections": f"{site}/corrections/",
        "help": f"{site}/help/",
        "held": f"{site}/stories/{closed['held']}/",
        "killed": f"{site}/stories/{closed['killed']}/",
        "nothing-here": f"{site}/no-such-page/",
    }


def take_every_page(browser: Browser, site: str, addresses: dict[str, str]) -> None:
    """Each page as it opens: light and dark, on a phone and on a desk. docs/pages.md shows them side by side."""
    (FOLDER / "pages").mkdir(exist_ok=True)
    for width in WIDTHS:
        for scheme in SCHEMES:
            page = browser.new_page(viewport={"width": width, "height": TALL[width]}, color_scheme=scheme)
            for name, address in addresses.items():
                page.goto(address)
                page.wait_for_timeout(200)
                page.screenshot(path=FOLDER / "pages" / f"{name}-{width}-{scheme}.jpg", type="jpeg", quality=60)
            page.close()
    head = "| page |" + "".join(f" {width} px, {scheme} |" for width in WIDTHS for scheme in SCHEMES)
    rows = [
        f"| {name} |"
        + "".join(f" ![](pictures/pages/{name}-{width}-{scheme}.jpg) |" for width in WIDTHS for scheme in SCHEMES)
        for name in addresses
    ]
    lines = ["# Every page of the site", "", head, "| --- |" + " --- |" * (len(WIDTHS) * len(SCHEMES)), *rows]
    (ROOT / "docs" / "pages.md").write_text("\n".join(lines) + "\n")


def main(site: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        take_desk(browser.new_page(viewport=DESK), site)
        page = browser.new_page(viewport=SIZE)
        sign_in(page, site, "edda")
        page.goto(f"{site}/stories/{story_of(page, site, CHAIN)}/")
        take(page, "story")
        page.goto(f"{page.url}history/2..3/")
        take(page, "changes")
        take_comparisons(page, site, story_of(page, site, COMPARED))
        take_every_page(browser, site, pages_of(page, site, story_of(page, site, COMPARED)))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])

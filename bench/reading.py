"""Speed of pages on a slow phone: Chromium's own figures, on slow 4G with a quarter of the processor.

Each figure is the median of several loads into an empty browser.
"""

from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.flows.chromium import CHROMIUM, QUIET

ROOT = Path(__file__).resolve().parents[1]
LOADS = 5
CPU = 4  # times slower
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
LIMITS = {"LCP": 1_000, "INP": 50}  # milliseconds
LEAD = re.compile(r'<h2><a href="(/stories/[^"]+)"')
OBSERVER_SCRIPT = """window.seen = { LCP: 0, INP: 0 };
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (seen.LCP = entry.startTime)))
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (entry.interactionId) seen.INP = Math.max(seen.INP, entry.duration);
})).observe({ type: "event", durationThreshold: 16, buffered: true });"""


def reading_report() -> dict[str, dict[str, float]]:
    """Print a table; return the figures in milliseconds, by page."""
    with tempfile.TemporaryDirectory() as folder:
        site, server = start_site(Path(folder))
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
                figures = {name: measure_page(browser, site + path) for name, path in pages(site).items()}
                browser.close()
        finally:
            server.terminate()
            server.wait()
    lines = [f"{'page':<10}" + "".join(f"{name + ' ms':>10}" for name in LIMITS) + f"   limits {LIMITS}"]
    lines += [f"{name:<10}" + "".join(f"{row[limit]:>10.0f}" for limit in LIMITS) for name, row in figures.items()]
    sys.stdout.write("\n" + "\n".join(lines) + "\n")
    return figures


def pages(site: str) -> dict[str, str]:
    """Return the measured paths by name; the story is the lead of the front page."""
    with urllib.request.urlopen(site) as front:  # noqa: S310 our own server
        lead = LEAD.search(front.read().decode())
    if lead is None:
        raise RuntimeError("The front page has no lead story.")
    return {"front": "/", "story": lead[1], "history": f"{lead[1]}history/", "archive": "/archive/"}


def start_site(folder: Path) -> tuple[str, subprocess.Popen[bytes]]:
    """Start the demo newsroom on a free port; return its address and its server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = f"http://127.0.0.1:{port}"
    own = {
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "SITE_URL": site,
    }
    environment = {**os.environ, **own}
    for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["demo"]):
        subprocess.run(  # noqa: S603 our own commands
            [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )
    server = subprocess.Popen(
        [sys.executable, "deploy/serve.py"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(100):
        try:
            urllib.request.urlopen(site, timeout=1).close()
            return site, server
        except OSError:
            time.sleep(0.2)
    server.terminate()
    raise RuntimeError("The demo newsroom does not answer.")


def measure_page(browser: Browser, address: str) -> dict[str, float]:
    """Return the medians of a page: its largest paint, and its slowest answer to a press."""
    loads = [load_once(browser, address) for _ in range(LOADS)]
    return {name: statistics.median(load[name] for load in loads) for name in LIMITS}


def load_once(browser: Browser, address: str) -> dict[str, float]:
    """Load a page into an empty browser and press each kind of button that it has; return its figures."""
    context = browser.new_context(viewport={"width": 390, "height": 780})
    page = context.new_page()
    phone = context.new_cdp_session(page)
    phone.send("Network.enable")
    phone.send("Network.emulateNetworkConditions", SLOW_4G)
    phone.send("Emulation.setCPUThrottlingRate", {"rate": CPU})
    page.add_init_script(OBSERVER_SCRIPT)
    page.goto(address, wait_until="networkidle")
    press_buttons(page)
    figures: dict[str, float] = page.evaluate("seen")
    context.close()
    return figures


def press_buttons(page: Page) -> None:
    """Press the ticker's buttons, and the text size where there is one."""
    for name in ("Pause", "Next headline", "Show all", "Larger"):
        button = page.get_by_role("button", name=name, exact=True)
        if button.count():
            button.first.click()
            page.wait_for_timeout(200)

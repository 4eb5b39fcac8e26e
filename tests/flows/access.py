"""What axe finds, by the rules of WCAG 2.0 to 2.2, levels A and AA."""

from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def faults(page, within="html", rules=RULES):
    """Return the rule and the elements of each fault that axe finds in a part of a page, frames left out."""
    # The script is evaluated from outside, which the page's own policy does not reach.
    page.evaluate(f"{AXE}; undefined")
    found = page.evaluate(
        "([within, rules]) => axe.run(document.querySelector(within), { runOnly: rules, iframes: false })"
        ".then((result) => result.violations)",
        [within, list(rules)],
    )
    return {fault["id"]: [node["html"][:150] for node in fault["nodes"]] for fault in found}

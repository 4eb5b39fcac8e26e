"""What moves on a page while it is looked at."""

WATCH = """window.shifts = []
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(
  ({ value, sources }) => [value, ...sources.map(({ node }) => node?.nodeName)],
))).observe({ type: "layout-shift", buffered: true })"""


def shifts(page):
    """How far something moved on a page that is watched, and what. The browser tells of it a little later."""
    page.wait_for_timeout(300)
    return page.evaluate("window.shifts")

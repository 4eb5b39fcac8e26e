"""Score of an answer by the table of Mozilla's HTTP Observatory.

The preload list of browsers is left out: a test cannot be on it. Points are given only to answers that have 90
without them.
"""

import re

BASE, BONUS_FROM = 100, 90
HALF_A_YEAR = 15_768_000
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
OPEN_REFERRERS = {"unsafe-url", "origin", "origin-when-cross-origin", "no-referrer-when-downgrade"}
ISOLATION = ("opener", "embedder")  # not in every edition of the table
FOREIGN_SCRIPT = re.compile(r"""<script[^>]+src=["']?((?:https?:)?//[^"'>\s]+)[^>]*>""")


def directives(response):
    """Return the directives of an answer's content security policy."""
    parts = (part.split() for part in response.headers.get("Content-Security-Policy", "").split(";") if part.strip())
    return {name: set(values) for name, *values in parts}


def score(marks):
    """Return the score of an answer with these marks."""
    without = BASE + sum(points for points in marks.values() if points < 0)
    return max(0, without + sum(points for points in marks.values() if points > 0 and without >= BONUS_FROM))


def marks(response):
    """Return the points that an answer gains and loses, by the part looked at."""
    return {
        "policy": mark_policy(directives(response)),
        "cookies": mark_cookies(response.cookies.values()),
        "sharing": -50 if response.headers.get("Access-Control-Allow-Credentials") == "true" else 0,
        "transport": mark_transport(response.headers.get("Strict-Transport-Security", "")),
        "redirection": mark_redirection(response),
        "referrer": mark_referrer(response.headers.get("Referrer-Policy", "")),
        "scripts": mark_scripts(response),
        "sniffing": 0 if response.headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "framing": mark_framing(response, directives(response).get("frame-ancestors")),
        "resource": 10 if response.headers.get("Cross-Origin-Resource-Policy") in ("same-origin", "same-site") else 0,
        "opener": 10 if response.headers.get("Cross-Origin-Opener-Policy") == "same-origin" else 0,
        "embedder": 10 if response.headers.get("Cross-Origin-Embedder-Policy") == "require-corp" else 0,
    }


def mark_policy(policy):
    """Mark the policy: missing, open for scripts, open for styles, closed, or closed beginning with none."""
    if not policy:
        return -25
    scripts = policy.get("script-src", policy.get("default-src", {"*"}))
    if scripts & {"'unsafe-inline'", "*", "data:", "http:", "https:"}:
        return -20
    if scripts & {"'unsafe-eval'"}:
        return -10
    if policy.get("style-src", set()) & {"'unsafe-inline'", "*", "data:"}:
        return 0
    return 10 if policy.get("default-src") == {"'none'"} else 5


def mark_cookies(cookies):
    """Mark cookies without Secure, of a session without HttpOnly, without SameSite."""
    points = 5 if cookies else 0
    for cookie in cookies:
        is_session = "sess" in cookie.key or "login" in cookie.key
        if not cookie["secure"]:
            return -40 if is_session else -20
        if is_session and not cookie["httponly"]:
            return -30
        points = points if cookie["samesite"] else 0
    return points


def mark_transport(value):
    """Mark how long browsers keep to https."""
    age = re.search(r"max-age=(\d+)", value)
    if age is None:
        return -20
    return 0 if int(age[1]) >= HALF_A_YEAR else -10


def mark_redirection(response):
    """Mark a redirect that leaves https, or the host."""
    to = response.headers.get("Location", "/")
    return 0 if re.match(r"/(?!/)|\?|https://testserver/", to) else -20


def mark_referrer(value):
    """Mark how much of the page's address other sites learn."""
    if value in OPEN_REFERRERS:
        return -5
    return 5 if value in PRIVATE_REFERRERS else 0


def mark_scripts(response):
    """Mark scripts of other hosts without the digest of their content."""
    foreign = FOREIGN_SCRIPT.finditer(response.text) if "html" in response.headers.get("Content-Type", "") else ()
    return min((-50 if "http:" in found[1] else -5 for found in foreign if "integrity=" not in found[0]), default=0)


def mark_framing(response, ancestors):
    """Mark who may frame the page."""
    if ancestors and not ancestors & {"*", "http:", "https:"}:
        return 5
    return 0 if response.headers.get("X-Frame-Options", "").upper() in ("DENY", "SAMEORIGIN") else -20

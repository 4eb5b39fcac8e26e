"""The score that Mozilla's HTTP Observatory gives an answer, by its own table.

The preload list of browsers is left out: a test cannot be on it. Points are given only to what has 90 without them.
"""

import re

BASE, BONUS_FROM = 100, 90
HALF_A_YEAR = 15_768_000
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
OPEN_REFERRERS = {"unsafe-url", "origin", "origin-when-cross-origin", "no-referrer-when-downgrade"}
ISOLATION = ("opener", "embedder")  # not in every edition of the table
FOREIGN_SCRIPT = re.compile(r"""<script[^>]+src=["']?((?:https?:)?//[^"'>\s]+)[^>]*>""")


def directives(response):
    """The content security policy of an answer, read."""
    parts = (part.split() for part in response.headers.get("Content-Security-Policy", "").split(";") if part.strip())
    return {name: set(values) for name, *values in parts}


def score(marks):
    """The score of an answer with these marks."""
    without = BASE + sum(points for points in marks.values() if points < 0)
    return max(0, without + sum(points for points in marks.values() if points > 0 and without >= BONUS_FROM))


def marks(response):
    """What an answer gains and loses, by what is looked at."""
    return {
        "policy": of_policy(directives(response)),
        "cookies": of_cookies(response.cookies.values()),
        "sharing": -50 if response.headers.get("Access-Control-Allow-Origin") == "*" else 0,
        "transport": of_transport(response.headers.get("Strict-Transport-Security", "")),
        "redirection": of_redirection(response),
        "referrer": of_referrer(response.headers.get("Referrer-Policy", "")),
        "scripts": of_scripts(response),
        "sniffing": 0 if response.headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "framing": of_framing(response, directives(response).get("frame-ancestors")),
        "resource": 10 if response.headers.get("Cross-Origin-Resource-Policy") in ("same-origin", "same-site") else 0,
        "opener": 10 if response.headers.get("Cross-Origin-Opener-Policy") == "same-origin" else 0,
        "embedder": 10 if response.headers.get("Cross-Origin-Embedder-Policy") == "require-corp" else 0,
    }


def of_policy(policy):
    """No policy, one with holes for scripts, one with holes for styles, one without, one that begins with none."""
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


def of_cookies(cookies):
    """Cookies without Secure, of a session without HttpOnly, without SameSite."""
    points = 5 if cookies else 0
    for cookie in cookies:
        is_session = "sess" in cookie.key or "login" in cookie.key
        if not cookie["secure"]:
            return -40 if is_session else -20
        if is_session and not cookie["httponly"]:
            return -30
        points = points if cookie["samesite"] else 0
    return points


def of_transport(value):
    """How long browsers keep to https."""
    age = re.search(r"max-age=(\d+)", value)
    if age is None:
        return -20
    return 0 if int(age[1]) >= HALF_A_YEAR else -10


def of_redirection(response):
    """A redirect that leaves https, or the host."""
    to = response.headers.get("Location", "/")
    return 0 if re.match(r"/(?!/)|\?|https://testserver/", to) else -20


def of_referrer(value):
    """What other sites are told of the page that was left."""
    if value in OPEN_REFERRERS:
        return -5
    return 5 if value in PRIVATE_REFERRERS else 0


def of_scripts(response):
    """Scripts of other hosts without the digest of what they must be."""
    foreign = FOREIGN_SCRIPT.finditer(response.text) if "html" in response.headers.get("Content-Type", "") else ()
    return min((-50 if "http:" in found[1] else -5 for found in foreign if "integrity=" not in found[0]), default=0)


def of_framing(response, ancestors):
    """Who may put the page into a frame."""
    if ancestors and not ancestors & {"*", "http:", "https:"}:
        return 5
    return 0 if response.headers.get("X-Frame-Options", "").upper() in ("DENY", "SAMEORIGIN") else -20

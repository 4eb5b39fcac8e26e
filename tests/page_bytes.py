"""Keep every public answer of a running site, and hold two such copies against each other.

Write:   python -m tests.page_bytes write http://127.0.0.1:8000 before/
Compare: python -m tests.page_bytes compare before/ after/

A copy holds each page, feed and piece of data that links lead to from the front page, the archive, the maps and the
feeds, with the headers that a cache acts on. What a build changes by itself is taken out: the hash in the name of a
static file, tags, and how long ago something was. Run both sides over one database to see what a change of the code
does to what readers and machines get.
"""

import hashlib
import json
import re
import sys
from collections import deque
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

STARTS = ("/", "/archive/", "/corrections/", "/help/", "/sitemap.xml", "/sitemap-news.xml", "/robots.txt",
          "/feeds/latest.rss", "/feeds/latest.atom", "/feeds/latest.json", "/corrections/feeds/latest.atom",
          "/ticker.json", "/ticker/", "/ticker/embed/", "/.well-known/security.txt", "/prefs.css", "/healthz",
          "/no-such-page/", "/manifest.webmanifest")  # fmt: skip
HEADERS = ("Content-Type", "Cache-Control", "Content-Security-Policy", "Vary", "Location", "Link", "X-Robots-Tag",
           "Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy", "Memento-Datetime", "Content-Language",
           "Content-Disposition")  # fmt: skip
LINK = re.compile(
    r'(?:href|src|content|action)="([^"]+)"|<(?:loc|id|link|guid)[^>]*>([^<]+)<|"(?:url|id|uri)": ?"([^"]+)"'
)
STATIC = re.compile(r"(/static/[\w/.-]+?)\.[0-9a-f]{12}\.(?=\w+)")
PASSING = (
    (STATIC, r"\1."),
    (re.compile(r"\b\d+ (?:second|minute|hour|day)s? ago\b"), "some time ago"),
    (re.compile(r"<lastBuildDate>[^<]*</lastBuildDate>"), "<lastBuildDate/>"),
    (re.compile(r"(Expires: )\S+"), r"\1never"),
)
MOST = 6000


class NoRedirects(HTTPRedirectHandler):
    """Answers as they come: a redirect is an answer of its own."""

    def redirect_request(self, *_args):
        return None


OPENER = build_opener(NoRedirects)


def answer(site, address):
    """Return the status, the headers and the body that an address answers with."""
    try:
        request = Request(f"{site}{address}", headers={"Accept-Language": "en"})  # noqa: S310 - a site of ours
        response = OPENER.open(request, timeout=30)
    except HTTPError as error:
        response = error
    with response:
        headers = {name: response.headers[name] for name in HEADERS if response.headers[name]}
        return response.status, headers, response.read()


def normal_text(body):
    """Return a text without what passes or a build changes; other bytes as their digest."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return hashlib.sha256(body).hexdigest()
    for pattern, instead in PASSING:
        text = pattern.sub(instead, text)
    return text


def links(site, base, text):
    """Return the addresses of the site that a text leads to, but for the newsroom."""
    for found in LINK.finditer(text):
        target = urlsplit(urljoin(f"{site}{base}", next(filter(None, found.groups())).replace("&amp;", "&")))
        address = quote(target.path + (f"?{target.query}" if target.query else ""), safe="/?=&%;:@!$'()*+,~.-_")
        is_ours = f"{target.scheme}://{target.netloc}" == site and "%20" not in address
        if is_ours and not address.startswith(("/admin", "/text-size", "/static")):
            yield address


def write(site, folder):
    """Keep what the site answers, an address a file."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting, seen = deque(STARTS), set(STARTS)
    while waiting and len(seen) < MOST:
        address = waiting.popleft()
        status, headers, body = answer(site, address)
        text = normal_text(body)
        kept = {"address": address, "status": status, "headers": headers, "body": text}
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        (folder / f"{name}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1))
        for link in links(site, address, f"{text} {headers.get('Location', '')}"):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    print(f"{len(list(folder.iterdir()))} answers kept in {folder}")  # noqa: T201 - a command


def answers_in(folder):
    """Return the answers kept in a folder, by file name."""
    return {path.name: json.loads(path.read_text()) for path in folder.iterdir()}


def compare(before, after):
    """Name each address whose answer is not the same; return how many there are."""
    first, second = answers_in(before), answers_in(after)
    differing = sorted(first.keys() | second.keys(), key=lambda name: (first.get(name) or second[name])["address"])
    differing = [name for name in differing if first.get(name) != second.get(name)]
    for name in differing:
        old, new = first.get(name), second.get(name)
        parts = [part for part in ("status", "headers", "body") if (old or {}).get(part) != (new or {}).get(part)]
        print((old or new)["address"], ", ".join(parts) if old and new else "on one side alone")  # noqa: T201 - a command
    print(f"{len(first)} answers before, {len(second)} after, {len(differing)} differ")  # noqa: T201 - a command
    return len(differing)


if __name__ == "__main__":
    what, one, two = sys.argv[1:]
    sys.exit(write(one, Path(two)) if what == "write" else min(compare(Path(one), Path(two)), 1))

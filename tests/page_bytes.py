"""Copies of every public answer of a running site, and the comparison of two such copies.

Write:   python -m tests.page_bytes write http://127.0.0.1:8000 before/
Compare: python -m tests.page_bytes compare before/ after/

A copy holds each page, feed and piece of data that links lead to from the front page, the archive, the maps and the
feeds, with the headers that a cache acts on. It leaves out the hash in the name of a static file, tags, and how long
ago something was, all of which change by themselves; the directives of a policy are sorted. Run both sides over one
database to see what a change of the code does to what readers and machines get.
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
          "/site.webmanifest", "/speculation-rules.json", "/favicon.ico",
          "/archive/?q=port", "/archive/?q=qqqq&section=qq&source=qq&designator=qq&language=qq&after=qq",
          "/archive/?q=strike&language=en&designator=Urgent", "/archive/2017/02/10/",
          "/corrections/?kind=correction", "/corrections/?kind=kill", "/corrections/?kind=qq")  # fmt: skip
# Addresses that lead nowhere, or may: a story by its number may be waiting, or not be there.
NOWHERE = ("/no-such-page/", "/oembed?url=nowhere", *(f"/stories/{number}/" for number in range(1, 101)))
POLICY = "Content-Security-Policy"
HEADERS = ("Content-Type", "Cache-Control", POLICY, "Vary", "Location", "Link", "X-Robots-Tag",
           "Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy", "Memento-Datetime", "Content-Language",
           "Content-Disposition")  # fmt: skip
LINK = re.compile(
    r'(?:href|src|action)="([^"]+)"|content="((?:https?:/)?/[^"]+)"'
    r'|<(?:loc|id|link|guid)[^>]*>([^<]+)<|"(?:url|id|uri)": ?"([^"]+)"'
)
STATIC = re.compile(r"(/static/[\w/.-]+?)\.[0-9a-f]{12}\.(?=\w+)")
UNSTABLE = (
    (STATIC, r"\1."),
    (re.compile(r"\b\d+ (?:second|minute|hour|day)s? ago\b"), "some time ago"),
    (re.compile(r"<lastBuildDate>[^<]*</lastBuildDate>"), "<lastBuildDate/>"),
    (re.compile(r"(Expires: )\S+"), r"\1never"),
)
STORY = re.compile(r"/stories/(\d+)/[^/]+/$")
MOST = 6000


class NoRedirects(HTTPRedirectHandler):
    """A handler that keeps a redirect as an answer of its own."""

    def redirect_request(self, *_args):
        return None


OPENER = build_opener(NoRedirects)


def fetch(site, address):
    """Return the status, the headers and the body that an address answers with."""
    try:
        request = Request(f"{site}{address}", headers={"Accept-Language": "en"})  # noqa: S310 - a site of ours
        response = OPENER.open(request, timeout=30)
    except HTTPError as error:
        response = error
    with response:
        headers = {name: response.headers[name] for name in HEADERS if response.headers[name]}
        return response.status, headers, response.read()


def stable_text(body):
    """Return a text without what changes by itself; other bytes as their digest."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return hashlib.sha256(body).hexdigest()
    for pattern, instead in UNSTABLE:
        text = pattern.sub(instead, text)
    return text


def sorted_policy(policy):
    """Return a content security policy with its directives, and the sources of each, in the order of the alphabet."""
    directives = (directive.split() for directive in policy.split(";") if directive.strip())
    return "; ".join(sorted(" ".join((name, *sorted(sources))) for name, *sources in directives))


def links(site, base, text):
    """Yield the addresses of the site that a text leads to, but for those of the newsroom."""
    for found in LINK.finditer(text):
        target = urlsplit(urljoin(f"{site}{base}", next(filter(None, found.groups())).replace("&amp;", "&")))
        address = quote(target.path + (f"?{target.query}" if target.query else ""), safe="/?=&%;:@!$'()*+,~.-_")
        is_ours = f"{target.scheme}://{target.netloc}" == site and "%20" not in address
        if is_ours and not address.startswith(("/admin", "/text-size", "/color-scheme", "/static")):
            yield address


def data_addresses(address):
    """Yield the addresses beside that of a story that no page links to: its data and two comparisons."""
    story = STORY.match(address)
    if story:
        yield from (
            f"/stories/{story[1]}{end}" for end in (".ninjs.json", ".newsml.xml", "/head.json", "/history.json")
        )
        yield from (
            f"{address}{end}" for end in ("timemap/", "history/?a=1&b=2", "history/1..2/", "history/1..2/?view=split")
        )


def write(site, folder):
    """Write each answer of the site to a file of its own in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting, seen = deque([*STARTS, *NOWHERE]), {*STARTS, *NOWHERE}
    while waiting and len(seen) < MOST:
        address = waiting.popleft()
        status, headers, body = fetch(site, address)
        text = stable_text(body)
        kept = {"address": address, "status": status, "headers": headers, "body": text}
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        (folder / f"{name}.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1))
        place = f'href="{headers["Location"]}"' if "Location" in headers else ""
        for link in (*links(site, address, f"{text} {place}"), *data_addresses(address)):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    print(f"{len(list(folder.iterdir()))} answers kept in {folder}")  # noqa: T201 - a command


def answers_in(folder):
    """Return the answers kept in a folder, by file name, each policy sorted."""
    answers = {path.name: json.loads(path.read_text()) for path in folder.iterdir()}
    for answer in answers.values():
        if POLICY in answer["headers"]:
            answer["headers"][POLICY] = sorted_policy(answer["headers"][POLICY])
    return answers


def compare(before, after):
    """Print each address whose answer is not the same; return how many there are."""
    first, second = answers_in(before), answers_in(after)
    names = sorted(first.keys() | second.keys(), key=lambda name: (first.get(name) or second[name])["address"])
    differing = [name for name in names if first.get(name) != second.get(name)]
    for name in differing:
        old, new = first.get(name), second.get(name)
        parts = [part for part in ("status", "headers", "body") if (old or {}).get(part) != (new or {}).get(part)]
        print((old or new)["address"], ", ".join(parts) if old and new else "on one side alone")  # noqa: T201 - a command
    print(f"{len(first)} answers before, {len(second)} after, {len(differing)} differ")  # noqa: T201 - a command
    return len(differing)


if __name__ == "__main__":
    what, one, two = sys.argv[1:]
    sys.exit(write(one, Path(two)) if what == "write" else min(compare(Path(one), Path(two)), 1))

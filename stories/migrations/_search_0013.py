"""The search as it was when its indexes came to be keyed by place: its tables, and the documents in them.

Written out here, as the code of the search may change.
"""

import re
from hashlib import blake2s

UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
TOKEN = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+")
DAY = 86_400_000 << 20
BUCKETS = (DAY, 8 * DAY, 64 * DAY, 512 * DAY)
LIVE, DESK = "stories_live_search", "stories_desk_search"
OLD = "stories_search"

FTS5 = (
    "CREATE VIRTUAL TABLE {0} USING fts5(document, content = '', contentless_delete = 1, "
    "tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\")"
)
# Nothing is merged in an act: the worker does. Where none runs, a hundred parts are merged at once. Many documents that
# come in one transaction become one part.
SETTINGS = (("automerge", 0), ("crisismerge", 100), ("hashsize", 16 << 20))
TABLES = {
    "sqlite": [
        FTS5,
        *(f"INSERT INTO {{0}} ({{0}}, rank) VALUES ('{name}', {value})" for name, value in SETTINGS),  # noqa: S608
    ],
    "postgresql": [
        "CREATE TABLE {0} (place bigint PRIMARY KEY, document tsvector NOT NULL)",
        # What is written stands beside the index first; the worker puts it in, or whoever fills a megabyte.
        "CREATE INDEX {0}_document ON {0} USING gin (document) WITH (fastupdate = on, gin_pending_list_limit = 1024)",
    ],
}
OLD_TABLE = {
    "sqlite": f"CREATE VIRTUAL TABLE {OLD} USING fts5(document, tokenize = 'unicode61 remove_diacritics 0')",
    "postgresql": f"CREATE TABLE {OLD} (filing_id bigint PRIMARY KEY, document tsvector NOT NULL)",
}
WRITE = {
    "sqlite": "INSERT OR REPLACE INTO {0} (rowid, document) VALUES (%s, %s)",
    "postgresql": "INSERT INTO {0} (place, document) VALUES (%s, %s::tsvector) "
    "ON CONFLICT (place) DO UPDATE SET document = excluded.document",
}
WRITE_OLD = {
    "sqlite": "INSERT INTO stories_search (rowid, document) VALUES (%s, %s)",
    "postgresql": "INSERT INTO stories_search (filing_id, document) VALUES (%s, to_tsvector('simple', %s)) "
    "ON CONFLICT (filing_id) DO UPDATE SET document = excluded.document",
}


def terms(*texts):
    """Return the terms of some texts."""
    found = []
    for run in TOKEN.findall("\n".join(texts).lower()):
        if re.match(f"[{UNSPACED}]", run) and len(run) > 1:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            found.append(run[:255])
    return found[:50_000]


def body_text(body):
    """Return the words of a body as it is stored."""
    return "\n\n".join(block["text"] for block in body["blocks"])


def filing_terms(filing):
    """Return the terms of a filing."""
    subjects = [subject["name"] for subject in filing.metadata.get("subjects", ())]
    return terms(filing.headline, filing.byline, filing.dateline, body_text(filing.body), *subjects)


def varieties(language):
    """Return the keys of a language and of those that it is a variety of."""
    subtags = language.lower().split("-")
    return [f"language:{'-'.join(subtags[:count])}" for count in range(len(subtags), 0, -1)]


def filing_keys(filing, listed_by):
    """Return the keys of the newest filing of a live story, with those that it is listed by."""
    return {
        *listed_by,
        *varieties(filing.language),
        f"section:{filing.section_id}",
        f"credit:{filing.credit.casefold()}",
        f"genre:{filing.genre.casefold()}",
        f"whole designator:{filing.designator.casefold()}",
    }


def story_terms(story, filed):
    """Return the terms of a working copy, and of the newest filing where that differs."""
    words = [story.slugline, story.headline, story.byline, story.dateline, body_text(story.body)]
    if filed and (filed.headline, filed.body) != (story.headline, story.body):
        words += [filed.headline, body_text(filed.body)]
    return terms(*words)


def story_keys(story):
    """Return the keys of a story for the newsroom."""
    head = {f"state:{story.state}", f"section:{story.section_id}", f"source:{story.source_id}"}
    return head | set(varieties(story.language))


def document(vendor, place, found, keys):
    """Return a document as the database takes it."""
    keys = sorted(f"_{blake2s(key.encode(), digest_size=6).hexdigest()}" for key in keys)
    if vendor == "sqlite":
        return " ".join([*found, *keys])
    positions, size = {}, 0
    for position, term in enumerate(found, start=1):
        places = positions.setdefault(term, [])
        if len(places) < 255 and (position <= 16_383 or not places):
            places.append(str(min(position, 16_383)))
    lexemes = []
    for term, places in positions.items():
        size += 8 + len(term.encode()) + 2 * len(places)
        if size > 800_000:
            break
        lexemes.append(f"'{term}':{','.join(places)}")
    keys += [f"_{level}x{place // size}" for level, size in enumerate(BUCKETS)]
    return " ".join([*lexemes, *(f"'{key}'" for key in keys)])

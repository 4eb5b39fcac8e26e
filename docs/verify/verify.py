"""Holds a newsroom to its log: python verify.py https://news.example.org FOLDER

Keeps a copy of the log in FOLDER and, every later time, says whether the site's log still begins with it, and whether
every version of every story is what the log has of it, down to the words on its page. Needs Python 3.11 and the library
`cryptography`. It was written from the pages named below alone, and shares no line with the newsroom.

https://c2sp.org/tlog-tiles https://c2sp.org/signed-note https://www.rfc-editor.org/rfc/rfc6962#section-2.1
https://c2sp.org/tlog-cosignature
"""

import hashlib
import json
import re
import sys
from base64 import b64decode
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HEAD = ["story", "number", "follows", "designator", "amends", "credit", "language", "urgency", "words", "dated_on"]
HEAD.append("filed_at")
PARTS = ["byline", "endmark"]
SINCE = {2: "digest_format", 3: "moved_at", 4: "came_from"}


def fetch(address):
    with urlopen(address, timeout=60) as answer:
        return answer.read()


def sha256(data):
    return hashlib.sha256(data).digest()


def root_of(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"")
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + root_of(leaves[:middle]) + root_of(leaves[middle:]))


def open_checkpoint(note, keys):
    """Return size and root of a checkpoint that one of the keys has signed."""
    text, _, signatures = note.partition("\n\n")
    for line in signatures.splitlines():
        _dash, name, encoded = line.split(" ")
        signed = b64decode(encoded)
        for key in keys:
            if key.startswith(f"{name}+{signed[:4].hex()}+"):
                public = b64decode(key.removeprefix(f"{name}+{signed[:4].hex()}+"))[1:]
                Ed25519PublicKey.from_public_bytes(public).verify(signed[4:], f"{text}\n".encode())
                _origin, size, root, *_ = text.split("\n")
                return int(size), b64decode(root)
    sys.exit("The checkpoint is signed by no key that you have.")


def check_witnesses(site, copy, keys, leaves):
    """Say which of the witnesses that are kept cosigned the log; stop where one did not, or saw another log."""
    if not (copy / "witnesses").exists():
        try:
            (copy / "witnesses").write_bytes(fetch(f"{site}/log/witnesses"))
        except HTTPError:
            return
        print(f"Kept the keys of its witnesses in {copy / 'witnesses'}: compare them with what these publish.")
    note = fetch(f"{site}/log/witnessed").decode()
    size, root = open_checkpoint(note, keys)
    if size > len(leaves) or root_of(leaves[:size]) != root:
        sys.exit(f"The log was rewritten: it does not begin with the {size} entries that witnesses cosigned.")
    text, _, signatures = note.partition("\n\n")
    for key in (copy / "witnesses").read_text().split():
        name, key_id, public = key.split("+", 2)
        signed = [b64decode(line.split(" ")[2]) for line in signatures.splitlines() if line.split(" ")[1] == name]
        for blob in (one[4:] for one in signed if one[:4].hex() == key_id):
            at = int.from_bytes(blob[:8])
            message = f"cosignature/v1\ntime {at}\n{text}\n".encode()
            Ed25519PublicKey.from_public_bytes(b64decode(public)[1:]).verify(blob[8:], message)
            print(f"{name} saw {size} entries at {datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M} UTC.")
            break
        else:
            sys.exit(f"The witness {name} has not cosigned the log of {size} entries.")


def read_entries(site, size):
    """Return all entries of the log, out of its bundles of 256."""
    entries = []
    for index in range(-(-size // 256)):
        groups = f"{index:03}" if index < 1000 else f"x{index // 1000:03}/{index % 1000:03}"
        width = min(256, size - index * 256)
        bundle = fetch(f"{site}/log/tile/entries/{groups}" + (f".p/{width}" if width < 256 else ""))
        while bundle:
            length = int.from_bytes(bundle[:2])
            entries.append(bundle[2 : 2 + length])
            bundle = bundle[2 + length :]
    return entries


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def filings_of(site, story, reason):
    """Return what the site shows of the versions of a story, by their numbers; None for no such story."""
    filings, address = [], f"{site}/stories/{story}/history.json"
    while address:
        try:
            page = json.loads(fetch(address))
        except HTTPError as error:
            if error.code == 404:
                return None  # gone
            if error.code != 410:
                raise
            page = json.loads(error.read())  # withdrawn for all to see, with the reason
            told = {name: page.get(name) for name in ("story", "at", "credit", "reason", "salt")}
            shown = sha256(canonical({**told, "kind": "kill"})).hex() if told["salt"] else page.get("digest")
            if reason and shown != reason:
                sys.exit(f"Story {story} was withdrawn for another reason than its page gives.")
        standing = [filing for filing in page.get("filings", []) if not filing["went_to"]]
        if standing and not filings:
            standing[-1]["story_url"] = page["url"]  # where the newest stands, too
        filings += page.get("filings", [])
        address = page.get("next")
    return sorted(filings, key=lambda filing: filing["number"])


def digests_of(filings):
    """Return the digest of each version by its number, made again from what the site shows of it."""
    made, previous = {}, ""
    for filing in filings:
        since = [name for first, name in SINCE.items() if first <= filing["digest_format"]]
        head = {name: filing[name] for name in [*HEAD, *since]}
        sealed = {"head": head, "content": filing["content_digest"], "previous": previous}
        previous = made[filing["number"]] = sha256(canonical(sealed)).hex()
    return made


def bare(text):
    return "".join(text.split())  # blanks count for nothing


def words_of(html, start="", end="$"):
    """Return the words of a page, or of the part of it between two tags."""
    found = re.search(f"{start}(.*?){end}", re.sub(r"<script.*?</script>", "", html, flags=re.S), re.S)
    return bare(unescape(re.sub(r"<[^>]*>", "", found[1]))) if found else ""


def fault_of_words(filing, acts):
    """Say how the words of a version are not those that the log has of it; an empty text where they are."""
    if filing["went_to"]:
        return ""  # they are looked at where they went
    records = filing["phrases_taken_down"]
    gone = [("take-down", filing["digest"])] if filing["taken_down"] else []
    if missing := {*gone, *(("phrases", record["digest"]) for record in records)} - acts:
        return f"lacks words, and no entry of the log says so ({min(missing)[0]})"
    if filing["taken_down"]:
        return ""
    content = fetch(filing["content_url"])
    if sha256(content).hex() != (records[-1]["content_after"] if records else filing["content_digest"]):
        return "has other words than those that were filed"
    filed = json.loads(content)
    dateline, body = bare(filed["dateline"]), words_of(filed["body_html"])
    for address in filter(None, (filing["url"], filing.get("story_url"))):
        page = fetch(address).decode()
        is_same = words_of(page, "<h1>", "</h1>").endswith(bare(filed["headline"]))
        is_same &= words_of(page, '<div class="copy">', "</div>") in (dateline + body, f"{dateline}–{body}")
        is_same &= all(words_of(page, f'<p class="{name}">', "</p>") == bare(filed[name]) for name in PARTS)
        if not is_same or not all(bare(filed[name]) in words_of(page) for name in ("wrong", "right")):
            return f"reads otherwise at {address}"
    return ""


def main(site, folder):
    copy = Path(folder)
    copy.mkdir(exist_ok=True)
    if not (copy / "keys").exists():
        (copy / "keys").write_bytes(fetch(f"{site}/log/keys"))
        print(f"Kept the key of this log in {copy / 'keys'}: compare it with what others have.")
    keys = (copy / "keys").read_text().split()
    note = fetch(f"{site}/log/checkpoint").decode()
    size, root = open_checkpoint(note, keys)
    entries = read_entries(site, size)
    leaves = [sha256(b"\0" + entry) for entry in entries]
    if len(leaves) != size or root_of(leaves) != root:
        sys.exit("The entries of the log have not the root that was signed.")
    if (copy / "checkpoint").exists():
        old_size, old_root = open_checkpoint((copy / "checkpoint").read_text(), keys)
        if old_size > size or root_of(leaves[:old_size]) != old_root:
            sys.exit(f"The log was rewritten: it does not begin with the {old_size} entries of your copy.")
    check_witnesses(site, copy, keys, leaves)
    acts = [json.loads(entry) for entry in entries]
    versions = [act for act in acts if act["kind"] in ("filing", "correction", "clarification", "refile")]
    said = {(act["kind"], act["digest"]) for act in acts}
    reasons = {act["story"]: act["digest"] for act in acts if act["kind"] == "reason"}
    withdrawn = {act["story"] for act in acts if act["kind"] in ("hold", "kill")}
    for story in sorted({act["story"] for act in versions}):
        filings = filings_of(site, story, reasons.get(story))
        if not filings and (filings is None or story not in withdrawn):
            sys.exit(f"Story {story} is gone, and no entry of the log says that it was withdrawn.")
        made = digests_of(filings)
        logged = {act["number"]: act["digest"] for act in versions if act["story"] == story}
        for number in sorted(set(made) & set(logged)):
            if made[number] != logged[number]:
                sys.exit(f"Story {story}, version {number} is not what was filed.")
        if made and (missing := set(logged) - set(made)):
            sys.exit(f"Story {story}, version {min(missing)} is gone.")
        for filing in filings:
            if filing["number"] in logged and (fault := fault_of_words(filing, said)):
                sys.exit(f"Story {story}, version {filing['number']} {fault}.")
    (copy / "checkpoint").write_text(note)
    print(f"All is as it was filed: {size} entries, {len(versions)} versions.")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2])

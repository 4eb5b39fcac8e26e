"""People at their browsers: they fetch a form, fill it in and send it, and note what they are told."""

import http.client
import json
import random
import re
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urlencode
from uuid import uuid4

from PIL import Image

SECONDS = 20  # that a person waits for an answer
PEOPLE_OF_A_ROUND = 4
STORY_ADDRESS = re.compile(r"/admin/stories/story/(\d+)/change/")
FILED = re.compile(r"[?&]filed=(\d+)")
BROKEN = (OSError, http.client.HTTPException)


class Forms(HTMLParser):
    """The forms of a page, each as the values that a browser would send."""

    def __init__(self, page):
        super().__init__()
        self.names, self.controls = [], []  # ids of forms; the form, the name and the value of each control
        self.select, self.textarea = None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name, kind = attrs.get("name"), attrs.get("type")
        if tag == "form":
            self.names.append(attrs.get("id") or len(self.names))
        owner = attrs.get("form") or (self.names[-1] if self.names else None)
        if tag == "input" and name and kind not in ("submit", "button", "file", "image"):
            if kind not in ("checkbox", "radio") or "checked" in attrs:
                self.controls.append([owner, name, attrs.get("value", "on" if kind == "checkbox" else "")])
        elif tag == "select" and name:
            self.select = (owner, name)
        elif tag == "option" and self.select and "selected" in attrs:
            self.controls.append([*self.select, attrs.get("value", "")])
        elif tag == "textarea" and name:
            self.textarea = [owner, name, ""]

    def handle_data(self, data):
        if self.textarea:
            self.textarea[2] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea" and self.textarea:
            self.controls.append([*self.textarea[:2], self.textarea[2].removeprefix("\r\n").removeprefix("\n")])
            self.textarea = None

    def with_field(self, field):
        """Return the values of the first form that has a field; None where there is none."""
        owner = next((owner for owner, name, _value in self.controls if name == field), None)
        return {name: value for one, name, value in self.controls if one == owner} if owner is not None else None


class Browser:
    """A browser of one person, with its cookies."""

    def __init__(self, port, name, password):
        self.port, self.name, self.password = port, name, password
        self.cookies = {}

    def ask(self, method, path, body=None, kind="application/x-www-form-urlencoded", **headers):
        """Send a request; return the status, the headers and the text. Raises OSError and HTTPException."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        site = f"http://127.0.0.1:{self.port}"
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Origin": site, "Referer": site + path, "Cookie": cookies, **headers}
        if body is not None:
            sent["Content-Type"] = kind
        with closing(connection):
            connection.request(method, path, body=body, headers=sent)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, answer.headers, text

    def log_in(self):
        """Log in by the form."""
        self.cookies.clear()
        _status, _headers, page = self.ask("GET", "/admin/login/")
        form = Forms(page).with_field("csrfmiddlewaretoken")
        values = {**form, "username": self.name, "password": self.password}
        return self.ask("POST", "/admin/login/", urlencode(values))[0] == 302

    def form(self, path, field):
        """Fetch the form of a page that has a field; None where the page has none, after logging in where needed."""
        status, _headers, page = self.ask("GET", path)
        if status in (302, 403) and self.log_in():
            status, _headers, page = self.ask("GET", path)
        return Forms(page).with_field(field) if status == 200 else None

    def send(self, path, values):
        """Send a form; return the status and where it leads."""
        status, headers, _page = self.ask("POST", path, urlencode(values))
        return status, headers.get("Location", "")


def draw_photo(token):
    """Return the bytes of a JPEG that no other token draws."""
    picture = Image.new("RGB", (64, 48), (int(token[2:8]) % 256, 40, 90))
    out = BytesIO()
    picture.save(out, "JPEG", comment=token.encode())
    return out.getvalue()


class Writer(threading.Thread):
    """A person who works on a story of their own, until told to stop: whatever happens, they go on."""

    def __init__(self, port, name, password, ledger, seed, stop):
        super().__init__(daemon=True)
        self.browser, self.ledger, self.chance = Browser(port, name, password), ledger, random.Random(seed)
        self.stop, self.story, self.filed, self.scheduled = stop, None, 0, []
        self.acts = (
            (self.save, 40), (self.file, 28), (self.correct, 6), (self.hold_and_release, 4), (self.schedule, 6),
            (self.upload, 6), (self.take_down, 3), (self.kill, 3), (self.open, 4),
        )  # fmt: skip

    def run(self):
        """Work."""
        while not self.stop.is_set():
            acts, weights = zip(*self.acts, strict=True)
            act = self.chance.choices(acts, weights)[0] if self.story else self.open
            try:
                act()
            except BROKEN:
                self.stop.wait(0.1)

    def address(self, rest):
        """Return the address of a page about the story."""
        return f"/admin/stories/story/{self.story}/{rest}"

    def send(self, act, path, values):
        """Send a form; note the answer, and return where it leads once the act is acknowledged."""
        status, location = self.browser.send(path, values)
        if status == 302 and "/login/" not in location:
            act.acknowledge()
            return location
        if status < 500:
            act.refuse()
        return None

    def open(self):
        """Put a new story on the desk."""
        form = self.browser.form("/admin/stories/story/add/", "body")
        if form is None:
            return
        act = self.ledger.ask("open")
        words = {"headline": f"Ferry {act.token} sails", "body": f"The ferry {act.token} sailed.",
                 "slugline": f"Ferry-{act.token}", "_continue": "1"}  # fmt: skip
        location = self.send(act, "/admin/stories/story/add/", {**form, **words})
        found = STORY_ADDRESS.search(location or "")
        self.story, self.filed = (int(found[1]) if found else None), 0
        act.story = self.story

    def save(self):
        """Save the story with other words."""
        form = self.browser.form(self.address("change/"), "body")
        if form is None:
            self.story = None
            return None
        act = self.ledger.ask("save", story=self.story)
        return self.send(act, self.address("change/"), {**form, "body": f"The ferry {act.token} sailed."})

    def file(self):
        """Save the story, and file it."""
        if self.save() is None or (form := self.browser.form(self.address("file/"), "based_on")) is None:
            return
        act = self.ledger.ask("file", story=self.story)
        self.note_number(act, self.send(act, self.address("file/"), form))

    def correct(self):
        """Save the story, and correct the newest filing."""
        if not self.filed or self.save() is None:
            return
        if (form := self.browser.form(self.address("correct/"), "wrong")) is None:
            return
        act = self.ledger.ask("correct", story=self.story)
        words = {"amends": "correction", "wrong": "It sailed at 9.", "right": f"{act.token}: it sailed at 10."}
        self.note_number(act, self.send(act, self.address("correct/"), {**form, **words, "all_the_same": "on"}))

    def note_number(self, act, location):
        """Note the number that a filing got."""
        if found := FILED.search(location or ""):
            act.number = self.filed = int(found[1])

    def hold_and_release(self):
        """Hold the story, and let it go on."""
        for kind in ("hold", "release"):
            form = self.browser.form(self.address(f"{kind}/"), "csrfmiddlewaretoken")
            if form is None:
                return
            act = self.ledger.ask(kind, story=self.story, number=self.filed)
            if self.send(act, self.address(f"{kind}/"), {**form, "reason": f"Checked: {act.token}"}) is None:
                return

    def schedule(self):
        """Open a story and schedule it; from then on it is left alone."""
        mine = (self.story, self.filed)
        try:
            self.open()
            if self.story and (form := self.browser.form(self.address("file/"), "based_on")) is not None:
                at = datetime.now(UTC) + timedelta(seconds=self.chance.uniform(2, 4))
                act = self.ledger.ask("schedule", story=self.story, at=at.isoformat())
                self.send(act, self.address("file/"), {**form, "at": act.at})
        finally:
            self.story, self.filed = mine

    def upload(self):
        """Add a photo to the library."""
        token = self.browser.cookies.get("csrf")
        if not token:
            return
        act, boundary = self.ledger.ask("photo"), uuid4().hex
        parts = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{act.token}.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n"
        )
        body = parts.encode() + draw_photo(act.token) + f"\r\n--{boundary}--\r\n".encode()
        kind = f"multipart/form-data; boundary={boundary}"
        sent = {"X-CSRFToken": token, "Accept": "application/json"}
        status, _headers, text = self.browser.ask("POST", "/admin/stories/photo/add/", body, kind, **sent)
        if status == 200 and text.startswith("{") and json.loads(text)["photos"]:
            act.acknowledge()

    def take_down(self):
        """Take the words of a filing down."""
        if self.filed < 2:
            return
        number = self.chance.randrange(1, self.filed)
        path = self.address(f"filings/{number}/take-down/")
        if (form := self.browser.form(path, "number")) is None:
            return
        act = self.ledger.ask("take-down", story=self.story, number=number)
        self.send(act, path, {**form, "number": number, "reason": f"A court said so: {act.token}"})

    def kill(self):
        """Kill the story, and begin another."""
        if not self.filed or (form := self.browser.form(self.address("kill/"), "number")) is None:
            return
        act = self.ledger.ask("kill", story=self.story, number=self.filed)
        self.send(act, self.address("kill/"), {**form, "number": self.story, "reason": f"Wrong: {act.token}"})
        self.story = None

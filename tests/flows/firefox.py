"""Firefox by Marionette, the protocol that it speaks itself (Mozilla: "Marionette", protocol 3): no driver between."""

import json
import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from itertools import count

FIREFOX = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
PATIENCE = 60  # seconds, for what a busy machine does in one
CONTROL, ENTER = "\ue009", "\ue007"  # keys as WebDriver names them


class Firefox:
    """One window of Firefox."""

    def __init__(self, port):
        self.numbers = count(1)
        self.connection = self.connect(port)
        self.read_message()  # the greeting
        self.ask("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})

    def connect(self, port):
        """Connect once the browser listens."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def read_message(self):
        """Return a message, which comes behind its length."""
        head = b""
        while not head.endswith(b":"):
            head += self.connection.recv(1)
        body = b""
        while len(body) < int(head[:-1]):
            body += self.connection.recv(int(head[:-1]) - len(body))
        return json.loads(body)

    def ask(self, command, **values):
        """Ask for a command; return its answer. Raises AssertionError with the browser's own words."""
        message = json.dumps([0, next(self.numbers), command, values]).encode()
        self.connection.sendall(b"%d:%b" % (len(message), message))
        _kind, _number, fault, answer = self.read_message()
        assert fault is None, fault["message"]
        return answer.get("value", answer) if isinstance(answer, dict) else answer

    def go(self, address):
        """Open an address."""
        self.ask("WebDriver:Navigate", url=address)

    def run(self, script, *values):
        """Return what a script returns on the page."""
        return self.ask("WebDriver:ExecuteScript", script=script, args=list(values))

    def wait(self, script, *values):
        """Return what a script returns once that is something."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                found = self.run(script, *values)
            except AssertionError:  # between two pages
                found = None
            if found:
                return found
            time.sleep(0.1)
        raise AssertionError(f"never: {script} {values}; {self.run('return document.body.innerText')[:2000]}")

    def press(self, selector):
        """Press an element once it is there."""
        self.wait("return document.querySelector(arguments[0])?.checkVisibility()", selector)
        self.ask("WebDriver:ElementClick", **{"id": self.find(selector)})

    def type(self, selector, words):
        """Type words into an element once it is there."""
        self.wait("return document.querySelector(arguments[0])?.checkVisibility()", selector)
        self.ask("WebDriver:ElementSendKeys", id=self.find(selector), text=words)

    def find(self, selector):
        """Return the browser's name of an element."""
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)
        return next(iter(found.values()))

    def keys(self, *keys):
        """Press keys, each down while the next ones are pressed."""
        down = [{"type": "keyDown", "value": key} for key in keys]
        up = [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self.ask("WebDriver:PerformActions", actions=[{"type": "key", "id": "keyboard", "actions": down + up}])


@contextmanager
def start_firefox(folder):
    """Start Firefox with a profile of its own in a folder; end it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "user.js").write_text(f'user_pref("marionette.port", {port});\n', encoding="utf-8")
    arguments = ["--headless", "--marionette", "--no-remote", "--width", "1366", "--height", "768"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([FIREFOX, *arguments, "--profile", str(folder)], env=own_home(folder), **quiet)
    try:
        browser = Firefox(port)
        yield browser
        browser.connection.close()
    finally:
        process.terminate()
        process.wait(PATIENCE)


def own_home(folder):
    """Return the environment with a home of the browser's own."""
    return {**os.environ, "HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"}

"""An application whose answers wait until a file is there, but for what it has at hand."""

import os
import time
from pathlib import Path

RELEASED = Path(os.environ["RELEASED"])


class Application:
    """A WSGI application, as a web process asks it."""

    def __call__(self, environ, start_response):
        while environ["PATH_INFO"] != "/at-hand" and not RELEASED.exists():
            time.sleep(0.02)
        body = environ["PATH_INFO"].encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]

    def answer_at_once(self, environ, start_response):
        """Answer what it has at hand."""
        return self(environ, start_response) if environ["PATH_INFO"] == "/at-hand" else None

    def may_refuse(self, environ):
        """Return whether a request is a reader's."""
        return environ["PATH_INFO"] != "/desk"


application = Application()

"""Web processes whose threads wait for no client: a request reaches a thread when it is there, and has a time to end.

What is at hand the loop answers itself, where the application says so: to hand it to a thread costs as much again. And
where more wait for a thread than it can serve, readers who come next are asked to come again.

gunicorn's own give a thread to each connection as soon as its first byte came, so that eight clients that drip stop two
processes of four threads. Here the loop that holds idle connections holds those of half a request, too. Behind a proxy
that hands on whole requests it changes nothing; where none stands in front, readers are served beside slow clients.
"""

import array
import errno
import fcntl
import os
import re
import selectors
import socket
import termios
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn.http import wsgi
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

from newsroom.counts import counts

HEAD_SECONDS = 10.0  # for a head and a short body, from the first look at them
SHORT_BODY = 64 * 1024  # bytes of a form: one as long at most is waited for; a longer one is read by a thread
LONG_HEAD = 16 * 1024  # bytes of a head that is refused, whatever comes after
REQUEST_SECONDS = 20.0  # that a thread waits for its client in one request, and one more for each RATE bytes
RATE = 16 * 1024
UNREAD = 64 * 1024  # bytes that a client sent beyond its request, which are dropped before its connection is closed
ANSWER = 1024 * 1024  # bytes of an answer that the system may take off a thread at once; it gives what it has
UNTAKEN = 64 * 1024  # bytes that a client has not taken when it asks for more: it is a slow one, or asks too fast
READY_MARK = b"1"  # in the file of a process that the server watches: it answers
LAST_MARK = b"last"  # the same, by the server: it ends, and this process is not followed by another
END_OF_HEAD = b"\r\n\r\n"
READING = (b"GET ", b"HEAD ")  # what requests that read a page begin with
MORE_THAN_A_HEAD = re.compile(rb"\r\n(?:content-length|transfer-encoding|expect|upgrade):", re.IGNORECASE)
# Requests that threads have in hand before readers are refused, so many that those who come while a new page is printed
# are none of them; and the same while a crowd lasts.
MANY, FEW = 64, 2
CROWD_SECONDS = 1.0  # after which the crowd is counted anew
REFUSED = "newsroom_refused_total"
BUSY_PAGE = (
    b'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    b'<meta http-equiv="refresh" content="3"><title>Busy</title><h1>Too many readers at once</h1>'
    b"<p>This page asks again in three seconds.</p>"
)
BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 3\r\nCache-Control: no-store\r\nConnection: close\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(BUSY_PAGE) + BUSY_PAGE
)
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]{0,8}(\d{1,8})[ \t]{0,8}\r\n", re.IGNORECASE)


def bytes_to_wait_for(start: bytes) -> int:
    """Return how many bytes must be there before a thread takes a request that begins with these; 0 when they are.

    For a head without an end it is one more; a body that is longer than a form, or says no length, is not waited for.
    """
    head, end, body = start.partition(END_OF_HEAD)
    if not end:
        return len(start) + 1 if len(start) < LONG_HEAD else 0
    found = LENGTH.search(head + b"\r\n")
    length = int(found[1]) if found else 0
    return len(start) + length - len(body) if len(body) < length <= SHORT_BODY else 0


class LimitedSocket(socket.socket):
    """A connection on which a thread waits no longer than a request may take; who moves more bytes gets more time."""

    ends_at = 0.0  # by the monotonic clock
    limit: float | None = None  # of one wait

    def setblocking(self, flag: bool) -> None:
        """Wait within limits where gunicorn would wait for ever. The time of a request begins here."""
        self.ends_at = time.monotonic() + REQUEST_SECONDS
        self.settimeout(REQUEST_SECONDS if flag else 0.0)

    def settimeout(self, value: float | None) -> None:
        """Limit each wait, and keep the limit beside what is left of the request's time."""
        self.limit = value
        super().settimeout(value)

    def recv(self, *arguments: Any) -> bytes:
        """Receive, within the time that is left. Raises ConnectionResetError after it."""
        self.limit_wait()
        try:
            data = super().recv(*arguments)
        except TimeoutError as error:
            raise too_slow() from error
        self.ends_at += len(data) / RATE
        return data

    def sendall(self, data: Any, *arguments: Any) -> None:
        """Send, within the time that is left and that of these bytes. Raises ConnectionResetError after it."""
        self.ends_at += len(data) / RATE
        self.limit_wait()
        try:
            super().sendall(data, *arguments)
        except TimeoutError as error:
            raise too_slow() from error

    def limit_wait(self) -> None:
        """Wait for the client no longer than until the end of its time; a socket that does not wait stays so."""
        if self.limit:
            super().settimeout(max(0.001, min(self.limit, self.ends_at - time.monotonic())))


def too_slow() -> ConnectionResetError:
    """Return the error of a client that left, for which gunicorn takes one that is too slow."""
    return ConnectionResetError(errno.ECONNRESET, "The client is too slow.")


class WaitingConnection(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection that the loop waits for, and no thread."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.data_ready = True
        self.seen = -1  # bytes at the last look
        self.lowest = 1  # bytes from which on the system says that there is something to read
        self.kept_until = 0.0  # as it was when it came to its place among those that are kept

    def close(self, graceful: bool = False) -> None:
        """Close the connection; after an answer drop what else is there, so that the client gets the answer whole.

        gunicorn waits two seconds for the client here, and with it the loop.
        """
        if graceful:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_WR)
                self.sock.setblocking(False)
                self.sock.recv(UNREAD)
        self.sock.close()


class Crowd:
    """Whether a process takes one more reader whom a thread has to answer, asked where many are in hand or it is dense.

    Many come at once now and then, and are taken. Where they are too many, few are taken at a time, who do not wait for
    long, until no more than half of those who come within a second have to be refused.
    """

    def __init__(self) -> None:
        self.is_dense = False
        self.came = self.refused = 0
        self.counted_until = 0.0

    def takes(self, in_hand: int, now: float) -> bool:
        """Return whether one more is taken beside those in hand, at a time of the monotonic clock, and count it."""
        if now >= self.counted_until:
            is_latest = now < self.counted_until + CROWD_SECONDS
            self.is_dense = is_latest and self.refused * 2 > self.came
            self.came = self.refused = 0
            self.counted_until = now + CROWD_SECONDS
        self.came += 1
        if in_hand < (FEW if self.is_dense else MANY):
            return True
        self.is_dense = True
        self.refused += 1
        return False


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """A web process that holds connections without a thread until their request is there."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.in_hand = 0  # requests that threads have, or will have
        self.crowd = Crowd()
        self.at_once: Callable[..., Iterable[bytes] | None] | None = None
        self.may_refuse: Callable[[Any], bool] | None = None

    def load_wsgi(self) -> None:
        """Load the application, and what it answers at once and lets be refused, where it says so."""
        super().load_wsgi()
        self.at_once = getattr(self.wsgi, "answer_at_once", None)
        self.may_refuse = getattr(self.wsgi, "may_refuse", None)

    def accept(self, listener: Any) -> None:
        """Accept a connection, and look what it has sent."""
        self.accept_one(listener)

    def accept_one(self, listener: Any) -> bool:
        """Accept a connection; return whether there was one."""
        try:
            plain, client = listener.accept()
        except OSError as error:
            # Another process was first, the client left, or the server ends and takes no more.
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EINVAL):
                raise
            return False
        self.nr_conns += 1
        limited = LimitedSocket(plain.family, plain.type, plain.proto, plain.detach())
        limited.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ANSWER)
        connection = WaitingConnection(self.cfg, limited, client, listener.getsockname())
        self.look_at(connection, time.monotonic() + HEAD_SECONDS, peek(limited))
        return True

    def set_accept_enabled(self, enabled: bool) -> None:
        """Accept connections or not; at the end of the server take all that wait, and have the system refuse others.

        gunicorn lets them wait for nobody until the last request has ended, and drops them then.
        """
        super().set_accept_enabled(enabled)
        if enabled or os.fstat(self.tmp.fileno()).st_size < len(LAST_MARK):
            return
        for listener in self.sockets:
            while self.accept_one(listener):
                pass
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)

    def on_client_socket_readable(self, connection: Any, client: Any) -> None:
        """Look what a connection that was kept has sent; it stays in its place where it is answered at once."""
        start = peek(client)
        if self.answer_at_once(connection, start):
            connection.set_timeout()
            return
        self.poller.unregister(client)
        self.keepalived_conns.remove(connection)
        if bytes_to_wait_for(start):
            self.look_at(connection, time.monotonic() + HEAD_SECONDS, start)
        else:
            self.hand_on(connection, start)

    def on_pending_socket_readable(self, connection: Any, client: Any) -> None:
        """Look what a connection that was waited for has sent meanwhile."""
        self.poller.unregister(client)
        self.pending_conns.remove(connection)
        self.look_at(connection, connection.timeout, peek(client))

    def look_at(self, connection: Any, ends_at: float, start: bytes) -> None:
        """Answer a connection or hand it to a thread when its request is there, else wait for more until a moment."""
        client = connection.sock
        # No more than at the last look: the client has ended what it sends.
        missing = bytes_to_wait_for(start) if len(start) > connection.seen else 0
        if connection.lowest != (missing or 1):
            connection.lowest = missing or 1
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, connection.lowest)
        if not missing:
            connection.seen = -1
            if len(self.keepalived_conns) < self.max_keepalived and self.answer_at_once(connection, start):
                self.keep(connection)
            else:
                self.hand_on(connection, start)
            return
        connection.seen, connection.timeout = len(start), ends_at
        self.pending_conns.append(connection)
        self.poller.register(client, selectors.EVENT_READ, partial(self.on_pending_socket_readable, connection))

    def answer_at_once(self, connection: Any, start: bytes) -> bool:
        """Answer a request that the application has the answer to; return whether it was one.

        Nothing is waited for: the request is there, and what a client has not taken leaves room for an answer. The last
        ones of a process, and of a connection, are for threads.
        """
        if self.at_once is None or not self.alive or self.nr + 1 >= self.max_requests:
            return False
        client = connection.sock
        if untaken_bytes(client) > UNTAKEN or (asked := self.read(connection, start)) is None:
            return False
        response, environ = asked
        try:
            body = None if response.req.should_close() else self.at_once(environ, response.start_response)
        except Exception:  # noqa: BLE001 whatever it is, a thread meets it again, and tells
            return False
        if body is None:
            return False
        self.nr += 1
        try:
            client.recv(start.index(END_OF_HEAD) + len(END_OF_HEAD))
            for piece in body:
                response.write(piece)
            response.close()
        except OSError:  # of a client that left, or has no room: the loop finds its connection ended
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        return True

    def read(self, connection: Any, start: bytes) -> tuple[Any, dict[str, Any]] | None:
        """Return the answer to begin and what an application is told, for a request without a body; else None.

        It stays where it is: a thread finds it whole, and tells what is wrong with a broken one.
        """
        head, end, _ = start.partition(END_OF_HEAD)
        if not end or not head.startswith(READING) or MORE_THAN_A_HEAD.search(head):
            return None
        try:
            request = Request(self.cfg, IterUnreader([head + end]), connection.client)
            asked: tuple[Any, dict[str, Any]] = wsgi.create(
                request, connection.sock, connection.client, connection.server, self.cfg
            )
        except Exception:  # noqa: BLE001 a thread meets it again
            return None
        return asked

    def keep(self, connection: Any) -> None:
        """Wait for the next request of a connection."""
        connection.set_timeout()
        connection.kept_until = connection.timeout
        self.keepalived_conns.append(connection)
        on_readable = partial(self.on_client_socket_readable, connection)
        self.poller.register(connection.sock, selectors.EVENT_READ, on_readable)

    def murder_keepalived(self, force: bool = False) -> None:
        """Close the kept connections whose time is over; who was answered in its place meanwhile goes to the end."""
        now, kept = time.monotonic(), self.keepalived_conns
        while kept and kept[0].kept_until <= now < kept[0].timeout:
            kept[0].kept_until = kept[0].timeout
            kept.rotate(-1)
        super().murder_keepalived(force)

    def hand_on(self, connection: Any, start: bytes) -> None:
        """Hand a connection to a thread, or refuse its request."""
        if self.is_refused(connection, start):
            self.refuse(connection)
        else:
            self.enqueue_req(connection)

    def is_refused(self, connection: Any, start: bytes) -> bool:
        """Return whether a request is a reader's, and too many of these have come before it."""
        if self.may_refuse is None or (self.in_hand < MANY and not self.crowd.is_dense):
            return False
        asked = self.read(connection, start)
        if asked is None or not self.may_refuse(asked[1]):
            return False
        return not self.crowd.takes(self.in_hand, time.monotonic())

    def refuse(self, connection: Any) -> None:
        """Ask a reader to come again soon."""
        counts.add(REFUSED)
        connection.sock.setblocking(False)
        with suppress(OSError):
            connection.sock.send(BUSY)
        self.nr_conns -= 1
        connection.close(graceful=True)

    def enqueue_req(self, connection: Any) -> None:
        """Hand a connection to a thread, unless its client has not taken what it asked for before."""
        if untaken_bytes(connection.sock) > UNTAKEN:
            self.drop(connection)
        else:
            self.in_hand += 1
            super().enqueue_req(connection)

    def finish_request(self, connection: Any, outcome: Any) -> None:
        """Take a connection back from a thread."""
        self.in_hand -= 1
        super().finish_request(connection, outcome)

    def drop(self, connection: Any) -> None:
        """Close a connection that the loop has in hand."""
        self.nr_conns -= 1
        connection.close()

    def murder_pending(self) -> None:
        """Close the connections whose time is over, in whatever order they wait."""
        now = time.monotonic()
        for connection in [each for each in self.pending_conns if each.timeout <= now]:
            self.pending_conns.remove(connection)
            self.poller.unregister(connection.sock)
            self.drop(connection)


def peek(client: socket.socket) -> bytes:
    """Return what a client has sent, and leave it there; nothing where it has not, has left, or is broken."""
    try:
        return client.recv(LONG_HEAD + SHORT_BODY, socket.MSG_PEEK)
    except OSError:
        return b""


def untaken_bytes(client: socket.socket) -> int:
    """Return how many bytes the system still keeps for a client; 0 where it does not say."""
    count = array.array("i", [0])
    with suppress(OSError):
        fcntl.ioctl(client, termios.TIOCOUTQ, count)
    return count[0]

"""A server of the pages of a grading run on this machine alone, for whoever has the address that was printed.

The address begins with a token: what does not have it is refused, be it another user of this machine. Nothing in an
address is ever taken for a path: it names a student and a set, which are looked up among the reports. An answer goes
only to whoever asked for this machine by name (``Host``), so that no other site's page can read it.
"""

import hmac
import json
import os
import secrets
import socket
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from autograder.bounded import Workers
from autograder.errors import Refusal, in_words
from autograder.escape import visible
from autograder.report_folder import Record

from . import choosing, making, pages
from .library import Entry, Library, Shelf

HOST = "127.0.0.1"
MOST = 1000  # rows of the list
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Query = Mapping[str, str]
Answer = tuple[str, str]  # a text, and its type


def open_server(library: Library, port: int = 0) -> "Server":
    """Return a server of a Library's pages, on loopback.

    Raises:
        Refusal: the port is taken.

    """
    try:
        return Server(library, port)
    except OSError as error:
        raise Refusal(f"port {port}", f"it cannot be opened: {in_words(error)}", "make serve PORT=8001") from error


class Server(ThreadingHTTPServer):
    """Answers on loopback, a thread a request."""

    daemon_threads = True

    def __init__(self, library: Library, port: int) -> None:
        self.library = library
        self.token = secrets.token_urlsafe(16)
        self.workers = Workers(1)  # matplotlib draws one figure at a time
        super().__init__((HOST, port), Handler)
        names = ("localhost", HOST)
        self.hosts = {f"{name}:{self.server_port}" for name in names}
        self.hosts |= set(names) if self.server_port == 80 else set()

    @property
    def address(self) -> str:
        """The address that opens the pages."""
        return f"http://{HOST}:{self.server_port}/{self.token}/"

    def server_bind(self) -> None:
        """Bind without asking anybody for this machine's name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.server_address = self.socket.getsockname()

    def server_close(self) -> None:
        """End, and the process that makes pages with it."""
        super().server_close()
        self.workers.close()


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    timeout = 30
    server_version = sys_version = ""

    def do_GET(self) -> None:
        """Answer with a page, or say why there is none."""
        if self.headers.get("Host", "") not in self.server.hosts:
            self._answer("Ask for this machine by the address that was printed.", HTTPStatus.MISDIRECTED_REQUEST)
            return
        asked = urlsplit(self.path)
        token, slash, path = asked.path.removeprefix("/").partition("/")
        if not slash or not hmac.compare_digest(token.encode("utf-8", "replace"), self.server.token.encode()):
            self._answer("Ask with the whole address that was printed.", HTTPStatus.FORBIDDEN)
            return
        query = {name: given[0] for name, given in parse_qs(asked.query, errors="surrogateescape").items()}
        make = PAGES.get(path)
        try:
            answer = make(self.server, query) if make else None
        except Refusal as error:
            self._answer(str(error), HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        if answer is None:
            self._answer("There is no such page, student or set.", HTTPStatus.NOT_FOUND)
        else:
            self._answer(answer[0], HTTPStatus.OK, answer[1])

    do_HEAD = do_GET

    def _answer(self, text: str, status: HTTPStatus, kind: str = "text/plain") -> None:
        data = text.encode("utf-8", errors="replace")
        self.send_response(status)
        for name, value in (HEADERS | {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": len(data)}).items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to whoever started this."""


def list_page(server: Server, query: Query) -> Answer:
    """Return the page that lists students, those alone whose name has what was searched for."""
    shelf = server.library.shelf()
    asked = choosing.asked(query)
    found = choosing.chosen(shelf.entries.values(), query)
    shown = [
        {
            "report": entry.record.report,
            "title": entry.problem_set.title,
            "address": student_address(entry.record, asked),
        }
        for entry in found[:MOST]
        for address in [student_address(entry.record, asked)]
    ]
    page = pages.render(
        "list.html",
        shown=shown,
        found=len(found),
        wanted=query.get("q", ""),
        progress=server.library.progress(),
        problems=shelf.problems,
        query=asked,
        choices=[
            ("of", "Problem set", _sets(shelf)),
            ("show", "Show", _titles(choosing.SHOWN)),
            ("sort", "Order", _titles(choosing.SORTED)),
        ],
    )
    return page, "text/html"


def student_page(server: Server, query: Query) -> Answer | None:
    """Return the page of the student and the set that a query names, or None."""
    shelf = server.library.shelf()
    entry = shelf.entries.get((query.get("set", ""), query.get("student", "")))
    if not entry:
        return None
    member = making.Member(entry.problem_set.title, server.library.record(entry), _neighbours(shelf, entry, query))
    (page,) = making.make(server.workers, [member], server.library.detail)
    return page.text, "text/html"


def class_page(server: Server, query: Query) -> Answer:
    """Return the page of the class; without names where the query asks for it."""
    shelf = server.library.shelf()
    anonymous = "anonymous" in query
    classes = server.library.classes(shelf)
    page = pages.class_page(classes, anonymous=anonymous, problems=shelf.problems, link=student_address)
    return page, "text/html"


def progress_answer(server: Server, query: Query) -> Answer:
    """Return how far a grading run is, as JSON."""
    return json.dumps(server.library.progress()), "application/json"


def student_address(record: Record, asked: Query | None = None) -> str:
    """Return the address of a student's page, relative to the list; ``asked`` is what chose the list that it is in."""
    names = {"set": record.report.problem_set, "student": record.report.student, **(asked or {})}
    return "student?" + urlencode(names, errors="surrogateescape")


def _neighbours(shelf: Shelf, entry: Entry, query: Query) -> tuple[making.Link, ...]:
    """Return links to the list and to the pages before and after one, in the order of the list that was left."""
    asked = choosing.asked(query)
    there = choosing.chosen(shelf.entries.values(), query)
    links = [making.Link("All students", "./" + ("?" + urlencode(asked) if asked else ""))]
    if entry in there:
        number = there.index(entry)
        around = [("Back", there[number - 1 : number]), ("Next", there[number + 1 : number + 2])]
        links += [
            making.Link(f"{word}: {visible(other.record.report.student)}", student_address(other.record, asked))
            for word, others in around
            for other in others
        ]
    return tuple(links)


def _sets(shelf: Shelf) -> dict[str, str]:
    return {"": "all"} | {entry.problem_set.name: entry.problem_set.title for entry in shelf.entries.values()}


def _titles(choices: Mapping[str, tuple[str, object]]) -> dict[str, str]:
    return {name: title for name, (title, _) in choices.items()}


def _script(server: Server, query: Query) -> Answer:
    with open(os.path.join(pages.TEMPLATES, "list.js"), encoding="utf-8") as file:
        return file.read(), "text/javascript"


PAGES: dict[str, Callable[[Server, Query], Answer | None]] = {
    "": list_page,
    "student": student_page,
    "class": class_page,
    "progress": progress_answer,
    "list.js": _script,
}

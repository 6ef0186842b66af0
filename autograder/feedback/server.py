"""A server of the pages of a grading run on this machine alone, made when they are asked for.

Nothing in an address is ever taken for a path: it names a student and a set, which are looked up among the reports. An
answer goes only to whoever asked for this machine by name (``Host``), so that no other site's page can read it.
"""

import json
import os
import socket
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from autograder import report_folder, submissions
from autograder.course.model import Course
from autograder.errors import Refusal, in_words

from . import drawing, pages, views
from .texts import number, visible

HOST = "127.0.0.1"
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
LATELY = 10  # students in the list of those graded last
PATIENCE = 30  # seconds after the last report from which on a run that has not ended counts as broken off


@dataclass
class Library:
    """The reports of a grading run, read anew where they have changed."""

    course: Course
    out: str
    submitted: str
    detail: str = "everything"
    known: dict = field(default_factory=dict)  # path -> (time of change, Record)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def records(self):
        """Return the Records there are now: dict, set and student -> (ProblemSet, Record, time of change)."""
        found = {}
        with self.lock:
            for problem_set in self.course.problem_sets:
                for path in report_folder.paths(self.out, problem_set.name):
                    if read := self._read(path):
                        changed, record = read
                        found[problem_set.name, record.report.student] = (problem_set, record, changed)
        return dict(sorted(found.items()))

    def _read(self, path):
        try:
            changed = os.stat(path).st_mtime
        except OSError:  # removed a moment ago
            self.known.pop(path, None)
            return None
        if path not in self.known or self.known[path][0] != changed:
            self.known[path] = (changed, report_folder.read_record(self.out, path))
        return self.known[path]

    def expected(self):
        """Return how many reports a run over all that was handed in writes, or None where nothing is there."""
        try:
            return len(submissions.find(self.submitted, [one.name for one in self.course.problem_sets])) or None
        except Refusal:
            return None


def open_server(library, port=0):
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

    def __init__(self, library, port):
        self.library = library
        super().__init__((HOST, port), Handler)
        names = ("localhost", HOST)
        self.hosts = {f"{name}:{self.server_port}" for name in names} | (
            set(names) if self.server_port == 80 else set()
        )

    def server_bind(self):
        """Bind without asking anybody for this machine's name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    timeout = 30
    server_version = sys_version = ""

    def do_GET(self):
        """Answer with a page, or say why there is none."""
        if self.headers.get("Host", "") not in self.server.hosts:
            self._answer("Ask for this machine by the address that was printed.", HTTPStatus.MISDIRECTED_REQUEST)
            return
        asked = urlsplit(self.path)
        query = {name: given[0] for name, given in parse_qs(asked.query, errors="surrogateescape").items()}
        make = PAGES.get(asked.path)
        try:
            page, kind = make(self.server.library, query) if make else (None, None)
        except Refusal as error:
            self._answer(str(error), HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        if page is None:
            self._answer("There is no such page, student or set.", HTTPStatus.NOT_FOUND)
        else:
            self._answer(page, HTTPStatus.OK, kind)

    do_HEAD = do_GET

    def _answer(self, text, status, kind="text/plain"):
        data = text.encode("utf-8", errors="replace")
        self.send_response(status)
        for name, value in (HEADERS | {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": len(data)}).items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *about):
        """Say nothing: the terminal belongs to whoever started this."""


def list_page(library, query):
    """Return the page that lists students, those alone whose name has what was searched for."""
    wanted = query.get("q", "").casefold()
    shown = [
        {"report": record.report, "title": problem_set.title, "address": student_address(record)}
        for (_, student), (problem_set, record, _) in library.records().items()
        if wanted in visible(student).casefold()
    ]
    page = pages.render("list.html", shown=shown, wanted=query.get("q", ""), progress=progress(library))
    return page, "text/html"


def student_page(library, query):
    """Return the page of the student and the set that a query names, or None."""
    found = library.records().get((query.get("set"), query.get("student")))
    if not found:
        return None, None
    problem_set, record, _ = found
    figures = views.figures(record) if library.detail == "everything" else {}
    with DRAWING:
        drawings = {key: drawing.draw(*job) for key, job in figures.items()}
    return pages.student_page(record, problem_set.title, drawings, library.detail), "text/html"


def class_page(library, query):
    """Return the page of the class; without names where the query asks for it."""
    classes = {}
    for problem_set, record, _ in library.records().values():
        classes.setdefault(problem_set.name, (problem_set, []))[1].append(record)
    page = pages.class_page(list(classes.values()), anonymous="anonymous" in query, link=student_address)
    return page, "text/html"


def progress_answer(library, query):
    """Return how far a grading run is, as JSON."""
    return json.dumps(progress(library)), "application/json"


def progress(library):
    """Return how far a grading run is: its state in words, how many reports it wrote of how many, and the last ones.

    A run writes its table last: while there are reports that are newer, it has not ended.
    """
    found = list(library.records().values())
    table = os.path.join(library.out, "grades.csv")
    ended = os.path.getmtime(table) if os.path.exists(table) else 0.0
    new = [(changed, record.report) for _, record, changed in found if changed > ended]
    running = bool(new) and time.time() - max(changed for changed, _ in new) < PATIENCE
    last = sorted(new or [(changed, record.report) for _, record, changed in found], key=lambda one: -one[0])[:LATELY]
    return {
        "state": "going on" if running else "broken off" if new else "ended" if found else "not begun",
        "done": len(new) if new else len(found),
        "expected": library.expected(),
        "last": [
            f"{visible(report.student)}: {number(report.score)} of {number(report.max_score)}" for _, report in last
        ],
    }


def student_address(record):
    """Return the address of a student's page here."""
    names = {"set": record.report.problem_set, "student": record.report.student}
    return "/student?" + urlencode(names, errors="surrogateescape")


def _script(library, query):
    with open(os.path.join(pages.TEMPLATES, "list.js"), encoding="utf-8") as file:
        return file.read(), "text/javascript"


DRAWING = threading.Lock()  # matplotlib draws one figure at a time
PAGES = {
    "/": list_page,
    "/student": student_page,
    "/class": class_page,
    "/progress": progress_answer,
    "/list.js": _script,
}

"""Pages served on this machine: to whoever asks it by name, and nothing but pages."""

import http.client
import json
import os
import re
import threading
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import quote

import pytest

from autograder.course.model import load_course
from autograder.errors import Refusal
from autograder.feedback import server
from autograder.feedback.library import Library
from autograder.report_folder import report_path, write_report, write_table

NASTY = "<b>x<&\udce9?#"


@pytest.fixture
def out(tmp_path, grade, perfect_text):
    """The folder of a grading run that has ended: two students, one with a mistake and a nasty name."""
    folder = tmp_path / "out"
    report = grade(perfect_text)
    write_report(str(folder), report)
    report = grade(f"{perfect_text}\n\ndef slope(x):\n    return x * x\n")
    write_report(str(folder), replace(report, student=NASTY))
    write_table(str(folder), SimpleNamespace(problem_sets=()), [])
    return folder


@pytest.fixture
def ask(out, tiny, tmp_path):
    """Ask a server of that folder with its token; returns the status, the headers and the text of its answer."""
    library = Library(load_course(str(tiny)), str(out), str(tmp_path / "submitted"))
    with server.open_server(library) as opened:
        thread = threading.Thread(target=opened.serve_forever)
        thread.start()

        def ask_(path, method="GET", *, token=opened.token, **headers):
            path = f"/{token}{path}" if token else path
            connection = http.client.HTTPConnection(server.HOST, opened.server_port, timeout=20)
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            connection.close()
            return answer.status, answer.headers, text

        yield ask_
        opened.shutdown()
        thread.join()


def test_students_are_listed_and_found(ask):
    """All of them, and by a part of their name those who are looked for."""
    status, _, page = ask("/")
    assert status == 200
    assert page.count('<th scope="row">') == 2
    assert "ended: 2 reports of 1" in page
    page = ask("/?q=ADA")[2]
    assert page.count('<th scope="row">') == 1
    assert "<b>x" not in ask(f"/?q={quote('<b>x')}")[2]


def test_pages_are_those_of_the_reports(ask, out):
    """A student's page has what a grading run said, also when it said it a moment ago."""
    assert "15 / 15" not in ask("/student?set=warmup&student=ada")[2]
    page = ask(f"/student?set=warmup&student={quote(NASTY, errors='surrogateescape')}")
    assert page[0] == 200
    assert "What is the derivative of x² at 1?" in page[2]
    path = report_path(str(out), "warmup", "ada")
    with open(path) as file:
        text = file.read()
    with open(path, "w") as file:
        file.write(text.replace("The slope is right", "The slant is right"))
    os.utime(path, (1, 1))
    assert "The slant is right" in ask("/student?set=warmup&student=ada")[2]


def test_the_class_is_shown_with_and_without_names(ask):
    """Links lead to pages here."""
    assert 'href="student?set=warmup&amp;student=ada"' in ask("/class")[2]
    assert "ada" not in ask("/class?anonymous=1")[2].split("</style>")[1]


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd", "/..%2f..%2fetc/passwd", "//etc/passwd", "/student", "/student?set=..&student=etc/passwd",
        "/student?set=warmup&student=../warmup/ada", "/student?set=warmup&student=%00", "/grades.csv", "/page.css",
        "/warmup/ada.json", "/%ff",
    ],
)  # fmt: skip
def test_nothing_else_can_be_asked_for(ask, path):
    """No file is reached through an address."""
    status, _, text = ask(path)
    assert status == (
        200 if path.endswith("example/") else 404
    )  # an address in full is asked of this machine all the same
    assert "root:" not in text
    assert status == 200 or text == "There is no such page, student or set."


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1:1", "localhost.evil.example", ""])
def test_another_sites_name_gets_no_answer(ask, host):
    """A name that somebody made point at this machine does not open it to their page."""
    status, _, text = ask("/", Host=host)
    assert status == 421
    assert "ada" not in text


def test_answers_say_that_nothing_may_be_loaded_or_kept(ask):
    """Scripts from here alone, no frames, no guessing of types, no copies."""
    for path in ("/", "/class", "/student?set=warmup&student=ada", "/progress", "/list.js", "/none"):
        headers = ask(path)[1]
        assert headers["Content-Security-Policy"] == server.POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert not headers["Access-Control-Allow-Origin"]
    assert "'unsafe-inline'" not in server.POLICY.split("script-src")[1].split(";")[0]


def test_only_reading_is_understood(ask):
    """HEAD has no body; POST is not there."""
    status, headers, text = ask("/", "HEAD")
    assert (status, text) == (200, "")
    assert int(headers["Content-Length"]) > 1000
    assert ask("/", "POST")[0] == 501


def test_a_running_grade_is_followed(ask, out, grade):
    """Reports that are newer than the table belong to a run that has not ended."""
    assert json.loads(ask("/progress")[2])["state"] == "ended"
    os.utime(out / "grades.csv", (1, 1))
    for path in (out / "warmup").iterdir():
        os.utime(path, (0, 0))
    write_report(str(out), grade("def slope(x):\n    return x * x\n", student="zoe"))
    told = json.loads(ask("/progress")[2])
    assert (told["state"], told["done"], told["expected"]) == ("going on", 1, 2)
    assert told["last"] == ["zoe: 0 of 15"]
    os.utime(report_path(str(out), "warmup", "zoe"), (2, 2))
    assert json.loads(ask("/progress")[2])["state"] == "broken off"


def test_a_file_that_is_no_report_is_named(ask, out):
    """The list and the class's page say which, and what to do about it, and show everybody else."""
    (out / "warmup" / "bad.json").write_text("{}")
    for page in ("/", "/class"):
        status, _, text = ask(page)
        assert status == 200
        assert "bad.json: this is no report" in text
        assert "grade that student again" in text
        assert "ada" in text


@pytest.mark.parametrize("token", ["", "x" * 22, "\u00e9"])
def test_without_the_token_there_is_no_answer(ask, token):
    """Another user of this machine, who does not know the address that was printed, sees nothing."""
    for path in ("/", "/class", "/progress", "/list.js", "/student?set=warmup&student=ada"):
        status, _, text = ask(path, token=quote(token))
        assert status == 403
        assert "ada" not in text


def test_a_port_that_is_taken_is_told(tiny, out):
    """The sentence says what to type."""
    library = Library(load_course(str(tiny)), str(out), "nowhere")
    with server.open_server(library) as opened, pytest.raises(Refusal, match="make serve PORT="):
        server.open_server(library, opened.server_port)


def test_it_listens_on_loopback_alone(tiny, out):
    """Nobody on the network can ask."""
    library = Library(load_course(str(tiny)), str(out), "nowhere")
    with server.open_server(library) as opened:
        assert opened.socket.getsockname()[0] == "127.0.0.1"
    assert library.expected() is None


@pytest.fixture
def a_class(out, grade, perfect_text):
    """Three more students in the folder of the run, with all, some and no points."""
    for student, text in {"zoë": perfect_text, "Émile": "", "max": perfect_text}.items():
        write_report(str(out), replace(grade(text), student=student))


def listed(page):
    return re.findall(r'<th scope="row"><a href="[^"]+"><bdi>([^<]+)', page)


def test_names_are_found_without_their_accents(ask, a_class):
    """Whoever types zoe means Zoë."""
    assert listed(ask("/?q=ZOE")[2]) == ["zoë"]
    assert listed(ask(f"/?q={quote('émil')}")[2]) == ["Émile"]


def test_the_list_is_sorted_and_narrowed(ask, a_class):
    """By points, by name, to those who need help; what is no order changes nothing."""
    assert listed(ask("/?sort=points")[2])[0] == "Émile"
    assert listed(ask("/?sort=name&q=m")[2]) == ["Émile", "max"]
    assert listed(ask("/?show=help")[2]) == ["Émile"]
    assert listed(ask("/?show=x&sort=x&of=warmup")[2]) == listed(ask("/")[2])
    assert listed(ask("/?of=none")[2]) == []


def test_back_and_next_follow_the_list(ask, a_class):
    """From page to page in the order in which the list was left, and back to it; nothing leads over its ends."""
    order = listed(ask("/?sort=name&q=m")[2])
    first = ask(f"/student?set=warmup&student={quote(order[0])}&sort=name&q=m")[2]
    assert f"Next: {order[1]}" in first and "Back: " not in first
    assert 'href="./?q=m&amp;sort=name"' in first
    last = ask(f"/student?set=warmup&student={quote(order[1])}&sort=name&q=m")[2]
    assert f"Back: {order[0]}" in last and "Next: " not in last

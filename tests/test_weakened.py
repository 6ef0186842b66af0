"""Each promise of the wall is noticed when it is taken away: what failed behind the whole wall succeeds without it.

Beside ``test_layers.py``, which leaves out whole layers, here one thing is taken away that a layer does, or one limit
of our own side; and every limit that there is must be found in a table.
"""

import ast
import contextlib
import importlib
import os
import socket
from pathlib import Path

import pytest

import autograder.wall
from autograder.kit.calls import Call
from autograder.wall import decoding, landlock, outcomes, plain_text, wire
from autograder.wall.limits import Limits
from autograder.wall.outcomes import StudentCrashError
from autograder.wall.sandbox import Sandbox
from tests import weakened
from tests.paths import ROOT
from tests.test_layers import TRY, is_offered, succeeds

LISTENING = "socket.create_connection(('127.0.0.1', {port}), 1)"
TRACING = "open(f'/proc/{{os.getppid()}}/mem', 'rb')"
SYSTEM = "ctypes.CDLL(None)"
ROOT_ONLY = os.getuid() == 0
# fault -> (needed here, layers that would refuse it too, the whole wall's own state, what then succeeds)
WEAKENED = {
    "nobody_can_be_traced": (ROOT_ONLY, ("namespaces", "landlock", "uid"), "nobody", TRACING),
    "groups_are_kept": (ROOT_ONLY, (), "in_a_group", f"{weakened.GROUP} in os.getgroups()"),
    "group_is_kept": (ROOT_ONLY, (), "", "os.getgid() == 0"),
    "bounding_set_is_kept": (ROOT_ONLY, ("seccomp",), "", f"{SYSTEM}.prctl(23, 21, 0, 0, 0) == 1"),
    "capabilities_are_kept": (ROOT_ONLY, ("seccomp", "uid"), "", "os.setgroups([]) is None"),
    "descriptors_are_kept": (True, (), "", "any(is_open(number) for number in range(3, 100))"),
    "root_is_writable": (is_offered("namespaces"), ("uid", "capabilities", "landlock", "seccomp"), "",
                         f"{SYSTEM}.mkdir(b'/left-behind', 0o700) == 0"),
    "libraries_are_writable": (landlock.version() > 0, ("namespaces", "seccomp", "uid"), "",
                               "os.open({own!r}, os.O_WRONLY) >= 0"),
    "network_is_reached": (landlock.version() > 3, ("namespaces", "seccomp"), "", LISTENING),
    "others_are_reached": (landlock.version() > 5, ("namespaces", "seccomp", "uid"), "",
                           "os.kill(os.getppid(), 0) is None"),
    "memory_has_no_limit": (True, (), "", "mmap.mmap(-1, 2**32)"),
    "files_have_no_limit": (True, ("namespaces", "landlock", "seccomp", "uid"), "",
                            "os.write(os.open({place!r}, os.O_WRONLY | os.O_CREAT), b'left behind')"),
    "descriptors_have_no_limit": (True, (), "", "[os.open(os.__file__, os.O_RDONLY) for _ in range(100)]"),
    "openings_are_not_looked_at": (True, ("namespaces", "landlock", "uid"), "",
                                   "os.open('/dev/null', os.O_WRONLY) >= 0"),
    "processes_are_not_looked_at": (True, ("namespaces", "landlock", "uid"), "", "os.getsid(os.getppid()) >= 0"),
}  # fmt: skip
KILLING = (), "dropped_calls_kill"
UNSWEPT = "landlock", "seccomp"


@pytest.fixture(scope="module")
def zygotes():
    """Start a zygote for each fault, and for each state without it: all of one program."""
    wanted = {KILLING: None, (UNSWEPT, ""): None, (UNSWEPT, "leftovers_are_kept"): None}
    for name, (needed, others, state, _) in WEAKENED.items():
        wanted |= {(others, state): None, (others, name): None} if needed else {}
    started = weakened.start(wanted)
    yield started
    weakened.end(started)


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """Open what attempts would reach: a file, and a port where somebody listens."""
    place = tmp_path_factory.mktemp("reached")
    place.chmod(0o777)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield {"port": listening.getsockname()[1], "place": str(place / "left-behind"), "own": os.__file__}


@pytest.mark.parametrize("name", WEAKENED)
def test_what_one_part_refuses_succeeds_without_it(zygotes, names, name):
    """The part is there, the attempt fails; it is taken away, the same attempt succeeds."""
    needed, others, state, attempt = WEAKENED[name]
    if not needed:
        pytest.skip("this machine has nothing here that could be taken away")
    attempt = attempt.format(**names)
    assert not succeeds(zygotes[others, state], attempt)
    assert succeeds(zygotes[others, name], attempt)


def test_what_a_child_leaves_behind_is_ended(zygotes):
    """A process that outlives its child is found by the next one only where nobody sweeps."""
    if not is_offered("namespaces"):
        pytest.skip("this machine has no namespaces to offer, and seccomp alone keeps children from forking")
    fork = "(lambda child: child or os.kill(os.getpid(), 19))(os.fork())"
    found = {}
    for weakness in ((UNSWEPT, ""), (UNSWEPT, "leftovers_are_kept")):
        box = Sandbox(zygotes[weakness], Limits())
        box.load([TRY.replace("bool({})", fork)])
        child = box.call(Call("attempt", (), {}))
        box.close()
        found[weakness[1]] = succeeds(zygotes[weakness], f"os.kill({child}, 9) is None")
    assert found == {"": False, "leftovers_are_kept": True}


COMPUTING = """
import decimal, fractions, functools, gc, io, itertools, json, math, mmap, os, random, select, signal, statistics, time
import threading, queue
import numpy as np
import matplotlib.pyplot as plt

def numbers():
    a = np.random.default_rng(1).normal(size=(150, 150))
    for f in (np.linalg.svd, np.linalg.eig, np.linalg.inv, np.linalg.qr, np.linalg.det, np.linalg.pinv, np.fft.fft2):
        f(a)
    np.linalg.cholesky(a @ a.T + np.eye(150)), np.linalg.lstsq(a, a[0], rcond=None), np.einsum("ij,jk->ik", a, a)
    np.sort(a, axis=None), np.unique(a), np.polyfit(np.arange(9.0), np.arange(9.0), 3), np.cumsum(a, axis=1)
    for size in (10**3, 10**5, 10**7):  # memory that is taken and given back
        np.ones(size).sum()
    buffer = io.BytesIO()
    np.save(buffer, a)
    with mmap.mmap(-1, 2**20) as memory:
        memory[:4] = b"text"
    return float(a[0, 0])

def pictures():
    figure = plt.figure(layout="tight")
    figure.add_subplot(1, 2, 1).plot(np.sin(np.arange(99.0)), label="$x^2$")
    figure.legend()
    x, y = np.meshgrid(np.arange(9.0), np.arange(9.0))
    figure.add_subplot(1, 2, 2, projection="3d").plot_surface(x, y, x * y)
    figure.canvas.draw()
    plt.close(figure)

def waiting():
    time.sleep(0.01), select.select([], [], [], 0.01), os.urandom(9), os.getcwd(), os.times(), time.process_time()
    lock, held = threading.Condition(), queue.Queue()
    held.put(1)
    with lock:
        lock.wait(0.01)
    signal.setitimer(signal.ITIMER_REAL, 0.0)
    return held.get()

def compute():
    numbers(), pictures(), waiting(), gc.collect()
    json.dumps([str(decimal.Decimal(2).sqrt()), statistics.mean([1, 2]), math.comb(30, 15), random.random()])
    return "computed"
"""
MADE = {
    "membarrier": "ctypes.CDLL(None).syscall({}, 0, 0, 0)",
    "mincore": "ctypes.CDLL(None).mincore(None, 0, None)",
    "fadvise64": "os.posix_fadvise(0, 0, 0, os.POSIX_FADV_NORMAL)",
    "alarm": "signal.alarm(600)",
    "pause": "signal.pause()",
}


def test_computing_makes_none_of_the_dropped_calls(zygotes):
    """Where each of them would end the process, arrays, pictures, files, waiting and all else are as they were."""
    box = Sandbox(zygotes[KILLING], Limits())
    box.load([COMPUTING])
    assert box.call(Call("compute", (), {})) == "computed"
    assert box.problems == []
    box.close()


@pytest.mark.parametrize("name", weakened.DROPPED)
def test_a_dropped_call_would_be_noticed(zygotes, name):
    """Each apart: a child that makes it is ended, and so would have been the one that computed."""
    number = weakened.DROPPED[name][("x86_64", "aarch64").index(os.uname().machine)]
    if number is None:
        pytest.skip("this machine has no such call")
    with pytest.raises(StudentCrashError, match="SIGSYS"):
        succeeds(zygotes[KILLING], MADE[name].format(number))


# Our own side


def nested(depth):
    value = 0
    for _ in range(depth):
        value = [value]
    return value


def decoded(tree):
    return decoding.decode(tree, bytes(2**16), None)


def decoded_figure(axes=1, lines=0):
    points = {"x": array(1), "y": array(1), "z": None, "label": "", "names": [], "is_tangled": False}
    one = {"title": "", "labels": ["", ""], "xlim": [0, 1], "ylim": [0, 1], "zlim": None, "scales": ["", ""],
           "legend": [], "lines": [tree_of(points)] * lines, "surfaces": []}  # fmt: skip
    return decoded({"figure": tree_of({"title": "", "legend": [], "axes": [tree_of(one)] * axes})})


def tree_of(fields):
    return {"dict": [[name, value] for name, value in fields.items()]}


def array(*shape):
    return {"array": {"dtype": "f8", "shape": list(shape)}}


def received(header, payload):
    pieces = iter([wire.HEAD.pack(header, payload)])
    with contextlib.suppress(EOFError):  # it went on reading
        wire.Receiver(lambda size: next(pieces, b"")).receive()


def lines_beyond(count):
    if len(plain_text.plain_lines(["x"] * count, 9)) < count:
        raise wire.ProtocolError


def place_beyond(place):
    return outcomes.Loss.read({"cell": place, "line": 1, "names": [], "text": "", "error": ["", "", 1, []]})


# limit -> what it refuses, and nothing else does
REFUSED = {
    "decoding.DEPTH_LIMIT": lambda: decoded(nested(41)),
    "decoding.ITEM_LIMIT": lambda: decoded([0] * 200_001),
    "decoding.DIMENSIONS": lambda: decoded(array(*[1] * 17)),
    "decoding.AXES_LIMIT": lambda: decoded_figure(axes=101),
    "decoding.DRAWN_LIMIT": lambda: decoded_figure(lines=3001),
    "decoding.INTEGER_LIMIT": lambda: decoded(2**5000),
    "plain_text.TEXT_LIMIT": lambda: decoded("x" * (2**20 + 1)),
    "plain_text.LINES_LIMIT": lambda: lines_beyond(51),
    "outcomes.LAST_LINE": lambda: place_beyond(10**6 + 1),
    "wire.HEADER_LIMIT": lambda: received(9 * 2**20, 0),
    "wire.FRAME_LIMIT": lambda: received(0, 65 * 2**20),
}
ENDLESS = 10**9


@pytest.mark.parametrize("limit", REFUSED)
def test_what_a_limit_refuses_gets_in_without_it(monkeypatch, limit):
    """With the limit it breaks the rules; without it, it is taken for a value."""
    with pytest.raises(wire.ProtocolError):
        REFUSED[limit]()
    monkeypatch.setattr(f"autograder.wall.{limit}", ENDLESS)
    REFUSED[limit]()


@pytest.mark.parametrize(("limit", "goes_deeper"), [(None, False), (100, True)])
def test_calls_within_calls_go_only_so_deep(sandbox, monkeypatch, limit, goes_deeper):
    """Both sides call each other until the limit is reached, and farther without it."""
    if limit:
        monkeypatch.setattr("autograder.wall.conversation.DEEPEST", limit)
    depths = [0]

    def deeper(theirs, depth):
        depths.append(depth)
        return theirs(depth + 1)

    box = sandbox("def f(g):\n    def theirs(n):\n        return g(theirs, n)\n    return theirs(0)")
    with pytest.raises(outcomes.StudentCodeError, match="RecursionError"):
        box.call(Call("f", (deeper,), {}))
    assert (max(depths) > 50) == goes_deeper


# limit -> the test that fails without it
NOTICED = {
    "clock.PATIENCE": "test_hangs.py::test_whatever_happens_has_a_name",
    "conversation.DEEPEST": "test_weakened.py::test_calls_within_calls_go_only_so_deep",
    "deadline.SHARE": "test_hearing.py::test_nobody_spends_all_of_it",
    "hearing.HEADER_BYTE": "test_hangs.py::test_what_has_to_be_understood_weighs_more",
    "hearing.HANDLE": "test_hangs.py::test_so_many_functions_are_remembered",
    "hearing.ENOUGH": "test_hangs.py::test_each_exercise_has_a_hearing_of_its_own",
    "hearing.LARGEST": "test_hearing.py::test_large_answers_may_be_large",
    "hearing.ENOUGH_ASKED": "test_hearing.py::test_any_answer_may_ask_for_so_much",
    "hearing.MORE_ANSWERS": "test_hearing.py::test_large_answers_may_be_large",
    "hearing.MORE_ASKED": "test_hearing.py::test_any_answer_may_ask_for_so_much",
    "hearing.MORE_QUESTIONS": "test_hangs.py::test_callbacks_are_as_many_as_a_right_answer_needs_and_more",
    "hearing.MORE_EVALUATIONS": "test_hangs.py::test_callbacks_are_as_many_as_a_right_answer_needs_and_more",
    "hearing.MANY_EVALUATIONS": "test_hangs.py::test_callbacks_of_all_calls_are_counted",
    "hearing.AT_ONCE": "test_hangs.py::test_several_calls_at_once_ask_for_as_much_as_the_reference",
    "hearing.SOME_EVALUATIONS": "test_hangs.py::test_callbacks_are_as_many_as_a_right_answer_needs_and_more",
    "lockdown.OPEN_FILES": "test_weakened.py::test_what_one_part_refuses_succeeds_without_it",
    "patience.AGAIN": "test_hangs.py::test_callbacks_are_as_many_as_a_right_answer_needs_and_more",
    "patience.BY_ITSELF": "test_hangs.py::test_who_is_given_many_numbers_may_take_each_by_itself",
    "patience.LARGE": "test_hangs.py::test_who_is_given_many_numbers_may_take_each_by_itself",
    "patience.CROSSING": "test_hangs.py::test_a_second_call_has_a_part_of_the_time",
    "patience.SOONER": "test_hangs.py::test_a_second_call_has_a_part_of_the_time",
    "patience.SHORTEST": "test_hangs.py::test_where_much_hangs_each_function_is_waited_for_less",
    "patience.TIMES": "test_hangs.py::test_a_function_has_many_times_what_the_reference_takes",
    "patience.TOGETHER": "test_hangs.py::test_several_calls_at_once_have_little_time",
    "patience.TRIES": "test_hangs.py::test_what_did_not_come_back_twice_is_not_called_again",
    "sandbox.MOST_PROBLEMS": "test_hangs.py::test_hundreds_of_hanging_cells_leave_time_for_the_rest",
    "sandbox.RESTARTS": "test_hangs.py::test_a_submission_that_ends_every_child_is_given_up",
    "sandbox.SILENCE": "test_hangs.py::test_loading_that_holds_up_every_interruption_ends",
    "Limits.statement": "test_hangs.py::test_a_cell_that_hangs_or_dies_costs_only_itself",
    "Limits.loading": "test_hangs.py::test_hundreds_of_hanging_cells_leave_time_for_the_rest",
    "Limits.call": "test_hangs.py::test_whatever_happens_has_a_name",
    "Limits.least": "test_hangs.py::test_a_function_has_many_times_what_the_reference_takes",
    "Limits.again": "test_hangs.py::test_patience_shrinks_with_each_hang",
    "Limits.exercise": "test_hangs.py::test_no_function_spends_the_time_of_another",
    "Limits.test": "test_hangs.py::test_what_a_test_computes_is_bounded",
    "Limits.grace": "test_hangs.py::test_a_hang_ends_in_time",
    "Limits.waiting": "test_hangs.py::test_waiting_for_nothing_ends",
    "Limits.processor": "test_layers.py::test_every_limit_is_set_for_good",
    "Limits.memory": "test_weakened.py::test_what_one_part_refuses_succeeds_without_it",
    "Limits.callbacks": "test_hangs.py::test_callbacks_are_bounded",
    "Limits.answers": "test_hangs.py::test_all_answers_together_have_a_size",
}
# What changes how soon something is done, or how it is called, and not whether.
NO_LIMITS = {
    "callers_arrays.MOST", "child.AT_ONCE", "deadline.AT_ONCE", "deadline.LOOK", "deadline.NOTICED", "deadline.SOONEST",
    "encoding.INTEGER_LIMIT", "encoding.SHORT", "forking.F_SETSIG", "hearing.FREE", "hearing.PRINTED", "loading.AGAIN",
    "loading.SILENCE", "loading.WHOLE", "lockdown.STRANGER", "lockdown.STRANGERS", "sandbox.RESTART",
    "wire.READ_AHEAD", "zygote.KEPT", "zygote.READY_FIGURES",
}  # fmt: skip
NUMBERS_OF_THE_KERNEL = ("kernel", "bpf", "seccomp", "landlock")


def limits_of_the_wall():
    """Yield the names of all numbers that a module of the wall, or the limits of a submission, set."""
    for path in Path(autograder.wall.__path__[0]).glob("*.py"):
        if path.stem in NUMBERS_OF_THE_KERNEL:
            continue
        module = importlib.import_module(f"autograder.wall.{path.stem}")
        for statement in ast.parse(path.read_text()).body:
            targets = statement.targets if isinstance(statement, ast.Assign) else []
            for name in (node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)):
                if isinstance(getattr(module, name), int | float):
                    yield f"{path.stem}.{name}"
    yield from (f"Limits.{name}" for name in vars(Limits()))


def test_every_limit_has_a_test_that_notices_its_removal():
    """A new limit needs a row here: what it refuses, or which test fails without it."""
    known = {*REFUSED, *NOTICED} - {"decoding.INTEGER_LIMIT"}
    assert known | NO_LIMITS == set(limits_of_the_wall())
    for where in NOTICED.values():
        file, _, test = where.partition("::")
        assert f"def {test}(" in (ROOT / "tests" / file).read_text(), where

"""The wall: what student code can do behind it, what it cannot, and what becomes of the child afterwards."""

import contextlib
import os
import signal
import time

import numpy as np
import pytest

from autograder.kit.calls import Call, Opaque
from autograder.wall import lockdown, seccomp, selftest, spawn, stand_ins
from autograder.wall.outcomes import NotDefinedError, StudentCodeError, StudentCrashError, StudentTimeoutError
from autograder.wall.sandbox import MOST_PROBLEMS, Limits, Sandbox


def call(sandbox, name, *args, **kwargs):
    return sandbox.call(Call(name, args, kwargs))


def test_a_function_is_called(sandbox):
    """Arguments go in, the value comes out, as plain data."""
    box = sandbox("def f(x, scale=1.0):\n    return scale * x.T")
    value = call(box, "f", np.arange(6.0).reshape(2, 3), scale=2.0)
    assert np.array_equal(value, 2.0 * np.arange(6.0).reshape(2, 3).T)


def test_cells_are_executed_one_by_one(sandbox):
    """What one cell does wrong costs no other cell anything, and the last definition wins."""
    box = sandbox("def f():\n    return 1", "1 / 0", "def (", "import sys; sys.exit()", "def g():\n    return f() + 1")
    assert call(box, "g") == 2
    assert [type(loss.error) for loss in box.problems] == [StudentCodeError] * 3
    assert [loss.cell for loss in box.problems] == [1, 2, 3]


def test_functions_are_called_back(sandbox):
    """A function that is handed over stays here, and is called over the wire."""
    seen = []
    box = sandbox("def f(g, n):\n    return sum(g(k, shift=1) for k in range(n))")
    assert call(box, "f", lambda k, shift: seen.append(k) or k + shift, 4) == 10
    assert seen == [0, 1, 2, 3]


def test_complex_numbers_pass_through_callbacks(sandbox):
    """Complex step works across the wall."""
    box = sandbox("def slope(f, x):\n    return f(x + 1e-30j).imag / 1e-30")
    assert call(box, "slope", np.sin, 0.5) == pytest.approx(np.cos(0.5), rel=1e-15)


def test_a_callback_that_raises_raises_in_the_students_code(sandbox):
    """Absurd arguments are answered as if the function were the student's own."""
    box = sandbox("def f(g):\n    try:\n        g('text')\n    except TypeError as error:\n        return str(error)")
    assert "cannot be called" in call(box, "f", lambda x: x + 1)


def test_returned_functions_can_be_called(sandbox):
    """A closure or a callable object stays there, and is called over the wire."""
    box = sandbox("def adder(a):\n    return lambda x: x + a")
    assert call(box, "adder", 2)(3) == 5


def test_a_returned_function_goes_with_its_process(sandbox):
    """After the process that made it has ended, another function does not answer in its place."""
    box = sandbox("import os\ndef f(a):\n    return lambda x: x + a\ndef dies():\n    os._exit(0)")
    plus = call(box, "f", 1)
    with pytest.raises(StudentCrashError):
        call(box, "dies")
    assert call(box, "f", 2)(1) == 3
    with pytest.raises(StudentCrashError, match="gone"):
        plus(1)


def test_a_returned_function_goes_on_calling_what_was_given(sandbox):
    """A closure over a function of ours calls that one, beside what it is given itself."""
    box = sandbox("def twice(g):\n    return lambda h, x: h(g(g(x)))")
    double, square = call(box, "twice", lambda x: 2 * x), call(box, "twice", lambda x: x * x)
    assert [made(lambda x: -x, 3) for made in (double, square, double)] == [-12, -81, -12]


def test_a_callback_may_return_a_function(sandbox):
    """It is called back as the one that returned it is."""
    box = sandbox("def f(g):\n    return g(10)(1)")
    assert call(box, "f", lambda a: lambda x: a + x) == 11


def test_functions_of_ours_can_stand_in(sandbox):
    """A replaced function is the student's own again afterwards."""
    box = sandbox("def f():\n    return 1\ndef g():\n    return f()")
    assert box.call(Call("g", (), {}, replaced={"f": lambda: 5})) == 5
    assert call(box, "g") == 1


def test_what_stood_in_does_not_stay(sandbox):
    """A function that the student never wrote is not theirs because ours once stood in for it."""
    box = sandbox("def g():\n    return f()")
    assert box.call(Call("g", (), {}, replaced={"f": lambda: 5})) == 5
    with pytest.raises(NotDefinedError):
        call(box, "f")


def test_a_function_that_was_kept_is_no_oracle(sandbox):
    """What was given for one call cannot be called in another."""
    box = sandbox("kept = []\ndef f(g):\n    kept.append(g)\ndef cheat(x):\n    return kept[0](x)")
    call(box, "f", lambda x: x + 1)
    with pytest.raises(StudentCrashError, match="nobody gave"):
        call(box, "cheat", 1)


def test_changed_arguments_are_noticed(sandbox):
    """By value, by shape, and only where something changed."""
    box = sandbox("def f(a, b):\n    b[0] = 7")
    one = Call("f", (np.zeros(2), np.zeros(2)), {})
    box.call(one)
    assert one.changed == ("2",)


@pytest.mark.parametrize("change", ["a.reverse()", "a.pop()", "a[1] += 1"])
@pytest.mark.parametrize("given", [[np.zeros(2), np.ones(2)], [3, 5]])
def test_a_list_is_an_argument_that_can_be_changed(sandbox, change, given):
    """Its order, its length, and what stands in it."""
    one = Call("f", (given, 1), {})
    sandbox(f"def f(a, b):\n    {change}").call(one)
    assert one.changed == ("1",)


def test_figures_come_back_as_data(sandbox):
    """A figure that is drawn and not returned is found too, and is closed before the next call."""
    box = sandbox(
        "import matplotlib.pyplot as plt\ndef f():\n    plt.plot([1, 2], [3, 5], label='a')\ndef g():\n    pass"
    )
    figure = call(box, "f")
    assert np.array_equal(figure.lines[0].y, [3, 5])
    assert call(box, "g") is None


def test_three_dimensional_grids_come_back_whole(sandbox):
    """A surface is known by the grid that was given, not by the thinned one that is painted."""
    box = sandbox(
        "import numpy as np, matplotlib.pyplot as plt\ndef f():\n"
        "    X, Y = np.meshgrid(np.linspace(0, 1, 80), np.linspace(0, 1, 90))\n"
        "    ax = plt.figure().add_subplot(projection='3d')\n    ax.plot_surface(X, Y, Z=X * Y)\n    return ax"
    )
    (surface,) = call(box, "f").surfaces
    assert surface.x.size == 80 * 90
    assert np.array_equal(surface.z, surface.x * surface.y)


def test_triangulations_can_be_drawn(sandbox):
    """The library behind them wants a file of its own, and does without."""
    box = sandbox(
        "import numpy as np, matplotlib.pyplot as plt\ndef f():\n    x, y = np.random.rand(2, 50)\n"
        "    plt.figure().add_subplot(projection='3d').plot_trisurf(x, y, x + y)"
    )
    assert call(box, "f").surfaces[0].x.size == 50


@pytest.mark.parametrize(
    ("source", "error", "words"),
    [
        ("def f():\n    return [][0]", StudentCodeError, r"IndexError: .*\(line 2\)"),
        ("def f():\n    raise SystemExit(3)", StudentCodeError, "SystemExit"),
        ("def f():\n    raise KeyboardInterrupt", StudentCodeError, "KeyboardInterrupt"),
        ("def f():\n    return f()", StudentCodeError, "RecursionError"),
        ("import os\ndef f():\n    os._exit(0)", StudentCrashError, "ended Python"),
        ("import ctypes\ndef f():\n    ctypes.string_at(0)", StudentCrashError, "segmentation fault"),
        ("import os\ndef f():\n    os.close(100)", StudentCrashError, "It "),
        ("def f():\n    while True: pass", StudentTimeoutError, "within 0.5 seconds"),
        ("import time\ndef f():\n    time.sleep(10**6)", StudentTimeoutError, "within 0.5 seconds"),
        ("import numpy as np\ndef f():\n    return np.zeros(10**9)", StudentCodeError, "MemoryError"),
        ("import numpy as np\ndef f():\n    return np.zeros(10**7)", StudentCodeError, "more than 64 MB"),
        ("def f():\n    x = []\n    x.append(x)\n    return x", StudentCodeError, "RecursionError"),
        ("def f():\n    x = []\n    for _ in range(100): x = [x]\n    return x", StudentCrashError, "too deeply"),
        ("def g():\n    pass", NotDefinedError, "f"),
        ("f = 3", NotDefinedError, "f"),
    ],
)
def test_whatever_happens_has_a_name(sandbox, source, error, words):
    """Each way to fail is told from the others; the next call finds a working child."""
    box = sandbox(source, "def fine():\n    return 1", limits=Limits(call=0.5))
    with pytest.raises(error, match=words):
        call(box, "f")
    assert call(box, "fine") == 1


def test_a_cell_that_hangs_or_dies_costs_only_itself(sandbox):
    """The other cells are executed again, in a new child."""
    cells = ["x = 1", "while True: pass", "y = x + 1", "import os; os._exit(0)", "def f():\n    return y"]
    box = sandbox(*cells, limits=Limits(statement=0.5))
    assert call(box, "f") == 2
    assert [loss.cell for loss in box.problems] == [1, 3]


def test_patience_shrinks_with_each_hang(sandbox):
    """A function that once took too long is given less time from then on."""
    box = sandbox("def f():\n    while True: pass", limits=Limits(call=1.0, again=0.1))
    for words in ("within 1 seconds", "within 0.1 seconds"):
        with pytest.raises(StudentTimeoutError, match=words):
            call(box, "f")


def test_callbacks_are_bounded(sandbox):
    """Calling back for ever ends with a sentence."""
    box = sandbox("def f(g):\n    while True: g()", limits=Limits(callbacks=100))
    with pytest.raises(StudentTimeoutError, match="more than 100 times"):
        call(box, "f", lambda: 1)


def forever(x):
    while True:
        with contextlib.suppress(Exception):
            x += 1


@pytest.mark.parametrize("function", [forever, lambda x: forever(x) if x else None])
def test_a_callback_that_never_ends_is_interrupted(sandbox, function):
    """What is computed on our side for the student's code takes of the same time; afterwards all is as before."""
    box = sandbox("def f(g):\n    return g(1)", limits=Limits(call=0.2, again=0.2))
    with pytest.raises(StudentTimeoutError, match="called a function that it was given"):
        call(box, "f", function)
    assert call(box, "f", abs) == 1
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_two_sides_that_call_each_other_end(sandbox):
    """A function of ours that calls a function of theirs, while theirs waits for it, is no way to stop either."""
    box = sandbox("def f(g):\n    return g(lambda x: g(lambda y: y))\ndef fine():\n    return 1")
    with pytest.raises((StudentCodeError, StudentCrashError)):
        call(box, "f", lambda theirs: theirs(1))
    assert call(box, "fine") == 1


def test_all_answers_together_have_a_size(sandbox):
    """Whoever answers with one large array after another is not heard any more."""
    box = sandbox("import numpy as np\ndef f():\n    return np.zeros(10**6)", limits=Limits(answers=20 * 2**20))
    assert call(box, "f").size == call(box, "f").size == 10**6
    with pytest.raises(StudentCrashError, match="more than 20 MB in all"):
        call(box, "f")


def test_what_has_to_be_understood_weighs_more(sandbox):
    """A list of many small values costs the judge far more than an array of as many bytes."""
    text = "import numpy as np\ndef values(n):\n    return [0] * n\ndef array():\n    return np.zeros(2000)"
    box = sandbox(text, limits=Limits(answers=2**20))
    assert call(box, "array").size == 2000
    with pytest.raises(StudentCrashError, match="more values than any answer has"):
        call(box, "values", 2000)
    assert call(box, "values", 3) == [0, 0, 0]
    assert call(box, "array").size == 2000


def test_so_many_functions_are_remembered(sandbox):
    """Whoever returns more of them loses that call alone."""
    box = sandbox("def functions(n):\n    return [lambda: 1] * n", limits=Limits(answers=2**24))
    with pytest.raises(StudentCrashError, match="more values than any answer has"):
        call(box, "functions", 1000)
    assert [function() for function in call(box, "functions", 3)] == [1, 1, 1]


class Named(Exception):
    """An error of a hidden test's own."""


def raises_its_own(x):
    raise Named("the test of the third exercise")


@pytest.mark.parametrize("function", [len, raises_its_own, Named, lambda x: x, np.linalg.norm], ids=str)
def test_whatever_is_handed_over_looks_alike(sandbox, function):
    """Neither its name, nor its code, nor what is around it tells one function of ours from another."""
    names = ("__name__", "__qualname__", "__module__", "__doc__", "__defaults__", "__kwdefaults__", "__dict__")
    box = sandbox(f"def look(f):\n    return str([getattr(f, name) for name in {names}] + [f.__code__.co_code])")
    assert call(box, "look", function) == call(box, "look", raises_its_own)


FORGED = {
    "changed": ["x" * 5, {"a": 1}, [["deep"]], [1], 3, None],
    "error": [
        None,
        [],
        "four",
        {"a": 1},
        ["E", "m", 1, {"b": 2}],
        ["E", [], 1, []],
        [1, "m", 1, []],
        ["E", "m", 1, [1]],
    ],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in FORGED.items() for value in values])
def test_what_is_said_of_an_answer_is_text(sandbox, field, value):
    """Anything else, in the place of a name, is no answer, and never an error of ours."""
    source = (
        f"import json, os, struct\nheader = json.dumps({{'value': 1, 'number': 2, {field!r}: {value!r}}}).encode()\n"
    )
    box = sandbox(source + "def f():\n    os.write(100, struct.pack('<II', len(header), 0) + header)")
    with pytest.raises(StudentCrashError, match="cannot be read"):
        call(box, "f")


def test_an_error_is_told_in_printable_text(sandbox):
    """Its name, its message and its line are the student's to choose, and a terminal's to show."""
    forged = ["\x1b[2J", "a\n\x07", 10**9, ["\x1b"]]
    source = f"import json, os, struct\nheader = json.dumps({{'number': 2, 'error': {forged!r}}}).encode()\n"
    box = sandbox(source + "def f():\n    os.write(100, struct.pack('<II', len(header), 0) + header)")
    with pytest.raises(StudentCodeError) as caught:
        call(box, "f")
    assert str(caught.value) == "?[2J: a ?"


def test_hundreds_of_hanging_cells_leave_time_for_the_rest(sandbox):
    """Each takes a share of what is left, so that there is always something left, and never more than there was."""
    box = sandbox(*["while True: pass"] * 250, "def f():\n    return 1", limits=Limits(statement=2.0, loading=2.0))
    assert len(box.problems) == MOST_PROBLEMS
    assert call(box, "f") == 1


def test_no_function_spends_the_time_of_another(sandbox):
    """All calls of an exercise have one budget, of which each gets a share, and another exercise has its own."""
    source = "def f():\n    while True: pass\ndef g():\n    return 1\nh = g"
    asked, limits = {"one": ["f", "g"], "two": ["h"]}, Limits(call=0.3, again=0.3, exercise=1.0)
    box = sandbox(source, asked=asked, limits=limits)
    for _ in range(8):
        with pytest.raises(StudentTimeoutError):
            call(box, "f")
    assert box.budgets["one"].left < 0.5
    assert box.budgets["two"].left == 1.0
    assert call(box, "g") == call(box, "h") == 1


def test_a_forged_answer_is_noticed(sandbox):
    """Bytes that the student's code writes on the wire itself are no answer."""
    box = sandbox("import os\ndef f():\n    os.write(100, b'\\xff' * 8)\n    return 1")
    with pytest.raises(StudentCrashError, match="cannot be read"):
        call(box, "f")


def test_an_answer_given_before_the_question_is_noticed(sandbox):
    """A frame that is well-formed but early answers another question."""
    forged = "import json, os, struct\nheader = json.dumps({'value': 1, 'number': 99, 'changed': []}).encode()\n"
    box = sandbox(forged + "def f():\n    os.write(100, struct.pack('<II', len(header), 0) + header)\n    return 1")
    with pytest.raises(StudentCrashError, match="another question"):
        call(box, "f")


def test_values_of_no_plain_type_are_opaque(sandbox):
    """An object that equals everything arrives as the name of its type."""
    box = sandbox("class Equal:\n    def __eq__(self, other):\n        return True\ndef f():\n    return Equal()")
    assert call(box, "f") == Opaque("Equal")


def test_files_are_kept_in_memory(sandbox):
    """Writing works, reading back works, and the disk never hears of it."""
    box = sandbox(
        "import numpy as np\ndef f():\n    with open('note.txt', 'w') as file:\n        file.write('hello')\n"
        "    np.save('array.npy', np.arange(3))\n"
        "    return open('note.txt').read() + str(np.load('array.npy').sum())"
    )
    assert call(box, "f") == "hello3"
    assert not os.path.exists("note.txt")


def test_folders_need_not_be_made(sandbox):
    """Making one before writing into it is no reason to fail."""
    box = sandbox(
        "import os, pathlib\ndef f():\n    os.makedirs('figures/new', exist_ok=True)\n"
        "    pathlib.Path('more').mkdir()\n"
        "    pathlib.Path('more/note.txt').write_text('hello')\n    return open('more/note.txt').read()"
    )
    assert call(box, "f") == "hello"


def test_what_belongs_to_a_screen_does_nothing(sandbox):
    """Backends, IPython's display and saving pictures are as harmless as at home."""
    box = sandbox(
        "import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\nplt.switch_backend('QtAgg')\n"
        "from IPython import get_ipython\nfrom IPython.display import Math, display\nimport IPython.display as shown\n"
        "display(Math('x'), shown.HTML('y'))\nget_ipython().run_line_magic('matplotlib', 'widget')\n"
        "def f():\n    fig, ax = plt.subplots()\n    ax.plot([1, 2])\n"
        "    fig.savefig('a.png')\n    plt.show()\n    return fig"
    )
    assert box.problems == []
    assert len(call(box, "f").lines) == 1


def test_the_notebooks_own_tools_do_nothing(sandbox):
    """Cells that check, or that play with what was written, import what is not here, and do nothing."""
    cell = "from autograder import check, expect, interact\ncheck('f')\ninteract(lambda x: 1 / 0, x=(0, 1, 1, 0))"
    box = sandbox("def f():\n    return 1", cell, "import autograder\nautograder.agree(f(), 2)")
    assert box.problems == [] and call(box, "f") == 1


@pytest.mark.parametrize(
    "line",
    [
        "import IPython.core.magic, IPython.lib.display",
        "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.ast_node_interactivity = 'all'",
        "import ipywidgets as w\nw.VBox([w.IntSlider(value=1), w.Output()]).observe(print, names='value')",
        "import ipywidgets as w\nwith w.Output() as out:\n    print(1)",
        "from google.colab import files\nfor name in files.upload(): 1 / 0",
        "import google.colab.userdata",
        "import tqdm\nbar = tqdm.tqdm(total=3)\nbar.update(1)\nbar.close()",
        "from tqdm.auto import trange\nassert list(trange(2)) == [0, 1]",
        "from tqdm import tqdm\nassert len(tqdm([1, 2], desc='x')) == 2",
        "import matplotlib.pyplot as plt\nplt.style.use(['seaborn', 'ggplot'])\nplt.pause(1)\nplt.figure().show()",
        "import matplotlib.pyplot as plt\nplt.rc('text', usetex=True)\nplt.title('$x$')\nplt.tight_layout()",
        "import time\nbegan = time.time()\ntime.sleep(100)\nassert 100 <= time.time() - began < 200",
        "import cycler, PIL, pytest, mpl_toolkits.mplot3d, numpy.polynomial, unittest.mock",
    ],
)
def test_what_a_notebook_imports_is_there(sandbox, line):
    """What shows, asks or waits does nothing, in all of its modules, and nobody has to wait for it."""
    assert [loss.problem for loss in sandbox(line).problems] == []


@pytest.mark.parametrize("name", ["pandas", "autograd", "yaml.nodes", "google.protobuf"])
def test_what_the_course_does_not_have_is_named(sandbox, name):
    """Installed or not: what students were not told to install is told not to be available."""
    (loss,) = sandbox(f"import {name}").problems
    assert loss.problem == f"ModuleNotFoundError: {name.partition('.')[0]} is not available in this course"


def test_packages_of_a_set_are_there_for_that_set_alone():
    """What its ``problem_set.md`` names is loaded before any child is, and its cells may import it."""
    with spawn.start(Limits(), packages=["mpmath"])[0] as zygote:
        box = Sandbox(zygote, Limits())
        box.load(["import mpmath\ndef f():\n    return float(mpmath.mpf(2))", "import autograd"])
        assert call(box, "f") == 2.0
        assert [loss.cell for loss in box.problems] == [1]
        box.close()


def test_what_a_cell_awaits_comes(sandbox):
    """An event loop needs no socket to wait for time, and what is wrong in a coroutine is told."""
    source = "import asyncio\nasync def wait():\n    await asyncio.sleep(5)\n    return 1\nx = await wait()"
    box = sandbox(f"{source}\ndef f():\n    return x", "await nothing_there()")
    assert call(box, "f") == 1
    assert [loss.problem for loss in box.problems] == ["NameError: name 'nothing_there' is not defined"]


def test_a_question_has_no_answer(sandbox):
    """Asking for input costs the statement that asks, and says why."""
    box = sandbox("x = input('x? ')\ny = 1")
    assert [loss.problem for loss in box.problems] == [f"EOFError: {stand_ins.INPUT}"]


def test_printing_and_warning_do_no_harm(sandbox):
    """Output goes nowhere, however much it is."""
    source = "import sys, warnings\ndef f():\n    print('x' * 10**7)\n    warnings.warn('w')\n"
    box = sandbox(source + "    sys.stderr.write('e')\n    return 1")
    assert call(box, "f") == 1


def test_random_numbers_repeat(sandbox):
    """Two runs of the same submission draw the same numbers."""
    source = "import random, numpy as np\ndef f():\n    return np.random.rand(), random.random()"
    assert call(sandbox(source), "f") == call(sandbox(source), "f")


def test_the_wall_holds_here(zygote):
    """None of the trial's ways out is open."""
    secret = os.path.abspath(__file__)
    assert selftest.find_holes(zygote, [secret]) == []
    assert {"rlimits", "capabilities", "no_new_privs", "landlock", "seccomp"} <= set(zygote.layers)


def test_the_trial_sees_what_is_open(tmp_path):
    """Without its layers, the wall is told to be open: to this file, and to the folder of everybody's work."""
    layers = ("namespaces", "rlimits", "uid", "capabilities", "no_new_privs", "landlock", "seccomp")
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "work.py").touch()
    with spawn.start(Limits(), layers)[0] as zygote:
        holes = " ".join(selftest.find_holes(zygote, [os.path.abspath(__file__)], [str(tmp_path)]))
    for words in ("network", "other programs", "start a process", "write", "signals", "trace", "more memory"):
        assert words in holes
    for path in (os.path.abspath(__file__), tmp_path, tmp_path / "ada" / "work.py"):
        assert str(path) in holes


@pytest.mark.parametrize("missing", ["namespaces", "landlock", "uid", "capabilities"])
def test_no_single_layer_holds_the_wall_alone(zygote, missing):
    """Where one of these is not to be had, the others still keep everything in, or the trial says that they do not."""
    selftest.find_holes(zygote, [])
    enough = missing != "landlock" or "namespaces" in zygote.layers  # one of the two has to hide the files
    with spawn.start(Limits(), [missing])[0] as other:
        assert (selftest.find_holes(other, [os.path.abspath(__file__)]) == []) == enough
        assert missing not in other.layers


ESCAPES = {
    "os.fork()": "PermissionError",
    "os.kill(os.getppid(), 0)": "PermissionError",
    "os.kill(-1, 9)": "PermissionError",
    "os.execv(sys.executable, ['python'])": "Error",
    "socket.socket()": "PermissionError",
    "socket.socketpair()": "PermissionError",
    "os.setuid(0)": "PermissionError",
    "os.chroot('/')": "PermissionError",
    "os.open('/tmp/x', os.O_CREAT | os.O_RDWR)": "Error",
    "os.symlink('a', 'b')": "Error",
    "os.memfd_create('x')": "PermissionError",
    "os.sched_setaffinity(0, [0])": "PermissionError",
    "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))": "Error",
    "threading.Thread(target=print).start()": "RuntimeError",
    "open('/proc/self/mem').read(1)": "Error",
    "os.listdir('/')": "PermissionError",
    "os.listdir(os.path.expanduser('~'))": "Error",
    "fcntl.fcntl(0, fcntl.F_SETOWN, 1)": "PermissionError",
    "resource.prlimit(1, resource.RLIMIT_CPU)": "Error",
}


def test_ways_out_are_closed(sandbox):
    """Each attempt raises an ordinary error, and the child lives on."""
    box = sandbox(
        "import fcntl, os, resource, socket, sys, threading\ndef attempt(text):\n    try:\n        eval(text)\n"
        "    except BaseException as error:\n        return type(error).__name__\n    return 'done'"
    )
    told = {text: call(box, "attempt", text) for text in ESCAPES}
    assert {text: name for text, name in told.items() if ESCAPES[text] not in name} == {}


def test_raw_system_calls_are_refused(sandbox):
    """Reaching into the C library gets no further; a call of the 32-bit kind ends the child."""
    box = sandbox("import ctypes\ndef f(number):\n    return ctypes.CDLL(None).syscall(number, 0, 0, 0, 0, 0)")
    for number in (101, 165, 272, 308, 321, 425, 434, 304, 248):  # ptrace, mount, unshare, setns, bpf, io_uring, ...
        assert call(box, "f", number) == -1
    if os.uname().machine == "x86_64":
        with pytest.raises(StudentCrashError, match="SIGSYS"):
            call(box, "f", 0x40000000 + 39)


def test_nothing_of_the_grader_is_in_the_environment(sandbox, monkeypatch):
    """No variable of ours crosses, and no descriptor but the wire is open."""
    monkeypatch.setenv("COURSE_SECRET", "hidden")
    source = "import os\ndef f():\n    return sorted(os.environ), [n for n in range(256) if is_open(n)]\n"
    box = sandbox(
        source
        + "def is_open(n):\n    try:\n        os.fstat(n)\n    except OSError:\n        return False\n    return True"
    )
    names, descriptors = call(box, "f")
    assert "COURSE_SECRET" not in names
    assert descriptors == [0, 1, 2, 100]


def test_the_filter_is_known_for_its_machines():
    """Both machines have one, of whole instructions; a third is refused by name."""
    for machine in seccomp.MACHINES:
        assert len(seccomp.program(machine)) % 8 == 0
    with pytest.raises(OSError, match="vax"):
        seccomp.program("vax")


def test_only_libraries_can_be_read():
    """Neither this repository nor anybody's home is among the folders."""
    folders = lockdown.readable_folders()
    assert all("lib" in folder or "fonts" in folder for folder in folders)
    assert not any(os.path.abspath(__file__).startswith(f"{folder}/") for folder in folders)


def test_nothing_is_left_when_a_zygote_closes():
    """Closing it ends its children, hanging or not; that a child is gone then is not blamed on the student."""
    zygote = spawn.start(Limits())[0]
    box = Sandbox(zygote, Limits(call=0.2))
    box.load(["def f():\n    return 1"])
    assert call(box, "f") == 1
    zygote.close()
    assert zygote.process.poll() == 0
    with pytest.raises(spawn.ZygoteError):
        call(box, "f")


def test_a_hang_ends_in_time(sandbox):
    """Ignoring every signal does not help: the child is killed from outside."""
    source = "import signal\nfor n in range(1, 65):\n    try:\n        signal.signal(n, signal.SIG_IGN)\n"
    box = sandbox(
        source + "    except (OSError, ValueError):\n        pass\ndef f():\n    while True: pass",
        limits=Limits(call=0.3),
    )
    began = time.monotonic()
    with pytest.raises(StudentTimeoutError):
        call(box, "f")
    assert time.monotonic() - began < 30  # it ends at all; how fast is not the matter here


def test_what_a_callback_raises_tells_nothing_of_the_test(sandbox):
    """The student's code sees a built-in kind and always the same words, whichever function of a test raised."""

    class HiddenError(ValueError):
        """Of a test."""

    def refuse(x):
        raise HiddenError("the secret function of test_seven")

    box = sandbox("def f(g):\n    try:\n        g(1)\n    except Exception as error:\n        return repr(error)")
    told = box.call(Call("f", (refuse,), {}))
    assert told == "ValueError('the function that was handed over cannot be called with this')"

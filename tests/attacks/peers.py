"""What gives full marks, loses marks or leaks tests in other autograders: each attack that was measured on them."""

from .suite import FULL, PERFECT, attack, beside, everywhere, instead, notebook, stealing

WRONG = everywhere("return 0")


@attack(0, "nothing that equals everything is a number, a text, a function or a figure")
def always_equal_object():
    """Be equal to whatever the right answer is."""
    return everywhere(
        "return Equal()",
        before="""
class Equal:
    __array_priority__ = 1e9
    def __eq__(self, other): return True
    def __call__(self, *args): return self
    def __getattr__(self, name): return self
    def __array_ufunc__(self, *args, **options): return True
    __req__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __abs__ = __sub__ = __rsub__ = __add__ = __radd__ = __getitem__ = lambda self, *args: self
    def __bool__(self): return True
""",
    )


@attack(0, "comparing happens where the student's numpy is not")
def patched_comparisons():
    """Make every comparison of numpy and pytest say yes."""
    return (
        """
import builtins, math, numpy as np, numpy.testing
yes = lambda *args, **options: True
for module in (np, np.testing, np.linalg, math):
    for name in dir(module):
        if 'close' in name or 'equal' in name or 'norm' in name:
            setattr(module, name, yes)
builtins.abs = builtins.isinstance = lambda *args: True
"""
        + WRONG
    )


@attack(0, "the code that compares is not in this process")
def patched_code_objects():
    """Exchange the code of the functions that compare, behind their names."""
    return (
        """
import gc, types
def yes(*args, **options): return None
for one in gc.get_objects():
    if isinstance(one, types.FunctionType) and one.__name__ in ('assert_allclose', 'agree', 'expect'):
        one.__code__ = yes.__code__
"""
        + WRONG
    )


@attack(0, "no reference is in this process")
def reference_in_sys_modules():
    """Look for the reference among the modules and the objects in memory, and call it."""
    return """
import gc, sys, types
def find(name):
    for one in [*map(vars, sys.modules.values()), *(o for o in gc.get_objects() if type(o) is dict)]:
        found = one.get(name)
        if isinstance(found, types.FunctionType) and found.__module__ != 'submission':
            return found
    return lambda *args: None
""" + "\n".join(
        f"def {name}(*args): return find('{name}')(*args)" for name in ("greet", "slope", "total", "shifted", "picture")
    )


@attack(FULL, "there is nothing to find, and the rest is right", file="warmup.ipynb")
def tests_in_the_history():
    """Read the hidden tests in the history of cells."""
    return notebook(
        stealing(
            """
take(lambda: [text for text in In[:-1] if text]); take(lambda: _ih[-1]); take(lambda: get_ipython().user_ns['In'][-1])
take(lambda: get_ipython().history_manager.input_hist_raw[-1])
"""
        )
    )


@attack(FULL, "there is nothing to find, and the rest is right")
def solutions_up_the_folders():
    """Read the sources of the course by going up the folders."""
    return stealing(
        """
for up in range(9):
    for name in ('solutions', 'source', 'tests', 'hidden', '../*/solutions'):
        take(lambda: glob.glob('../' * up + name + '/**/*.py', recursive=True))
take(lambda: glob.glob('<course>/**/*.py', recursive=True))
take(lambda: open('<hidden>').read())
"""
    )


@attack(FULL - 4, "only slope does not answer")
def exit_without_goodbye():
    """End the grader's process with a success code in the middle of a test."""
    return instead("slope", "import os\nos._exit(0)")


@attack(0, "there is no cell in which anything is defined")
def exit_on_loading():
    """End the grader's process with a success code before any test runs."""
    return """
import os
os._exit(0)
"""


@attack(FULL, "the cell that ends is none of those that count", file="warmup.ipynb")
def exit_in_a_cell():
    """End the interpreter politely in the first cell, so that no other is looked at."""
    return notebook("import sys\nsys.exit(0)", PERFECT)


@attack(FULL - 4, "only slope does not answer")
def polite_exit():
    """End the interpreter politely in the middle of a test."""
    return instead("slope", "import sys\nsys.exit(0)")


@attack(FULL - 4, "only slope does not answer")
def endless_loop():
    """Hang the grader."""
    return instead("slope", "while True: pass")


@attack(FULL - 4, "only slope does not answer")
def endless_loop_deaf_to_signals():
    """Hang the grader and ignore whatever it sends."""
    return instead(
        "slope",
        """
while True:
    try:
        while True: pass
    except BaseException: pass
""",
        before="""
import signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
""",
    )


@attack(FULL - 4, "only slope does not answer")
def memory_bomb():
    """Take all memory there is."""
    return instead(
        "slope",
        """
import numpy as np
hog = []
while True: hog.append(np.ones(10**7))
""",
    )


@attack(FULL - 4, "only slope does not answer")
def death_by_its_own_hand():
    """Die as if the machine had run out of memory."""
    return instead(
        "slope",
        """
import os, signal
os.kill(os.getpid(), signal.SIGKILL)
os.abort()
""",
    )


@attack(0, "a file that is written there is written nowhere")
def forged_results():
    """Write the results, the reports and the gradebook before the grader does, and end."""
    return (
        WRONG
        + """
import json, os, sqlite3
report = json.dumps({"score": 15.0, "max_score": 15.0, "status": "graded"})
results = ("results.json", "/autograder/results/results.json")
for path in (*results, "<out>/warmup/forged_results.json", "<out>/grades.csv"):
    try:
        with open(path, "w") as file:
            file.write(report)
    except OSError:
        pass
for path in ("gradebook.db", "<course>/gradebook.db", "<out>/gradebook.db"):
    try:
        sqlite3.connect(path).execute("update grade set auto_score = 4")
    except Exception:
        pass
"""
    )


@attack(0, "what crosses the wall is never unpickled")
def pickled_code():
    """Have the grader unpickle an object that runs code on its side."""
    return everywhere(
        "return Bomb()",
        before="""
import os, pickle
class Bomb:
    def __reduce__(self): return (os.system, ("touch <out>/pickled",))
with open("results.pickle", "wb") as file:
    file.write(pickle.dumps(Bomb()))
""",
    )


@attack(FULL, "there is no gradebook to lock, and the rest is right")
def locked_gradebook():
    """Lock the gradebook, so that nobody is graded after."""
    return (
        PERFECT
        + """
import fcntl, sqlite3
for path in ("gradebook.db", "<course>/gradebook.db", "<out>/gradebook.db"):
    try:
        connection = sqlite3.connect(path)
        connection.execute("begin exclusive")
    except Exception:
        pass
try:
    fcntl.flock(100, fcntl.LOCK_EX)
except OSError:
    pass
"""
    )


@attack(FULL, "nobody can be reached, and the rest is right")
def calling_home():
    """Send what was seen over the network."""
    return stealing(
        """
for family, place in [(socket.AF_INET, ('127.0.0.1', 22)), (socket.AF_INET6, ('::1', 22)),
                      (socket.AF_UNIX, '\\0grader'), (socket.AF_NETLINK, (0, 0))]:
    take(lambda: str(socket.socket(family, socket.SOCK_STREAM)))
    take(lambda: str(socket.socket(family, socket.SOCK_DGRAM)))
    take(lambda: str(socket.socket(family, socket.SOCK_RAW)))
take(lambda: socket.getaddrinfo('localhost.localdomain', 80))
"""
    )


@attack(FULL, "printing is no mistake")
def flood_of_output():
    """Fill the grader's memory or disk with output."""
    return instead("greet", "for _ in range(4): print('x' * 10**7)\nreturn f'Hello, {name}'")


@attack(0, "no file beside a submission is looked at")
def planted_numpy():
    """Have the grader import a numpy of one's own, in which everything is close to everything."""
    return beside({"numpy.py": "allclose = array_equal = lambda *args, **options: True\n"}, WRONG)


@attack(0, "no file beside a submission is looked at")
def planted_configuration():
    """Have pytest obey files of one's own."""
    hook = """
import pytest
def pytest_runtest_makereport(item, call):
    return None
def pytest_pyfunc_call(): return True
"""
    return beside(
        {
            "conftest.py": hook,
            "../conftest.py": hook,
            "pytest.ini": """
[pytest]
addopts = --collect-only
""",
            "setup.cfg": """
[tool:pytest]
addopts = --co
""",
            "pyproject.toml": """
[tool.pytest.ini_options]
addopts = '--co'
""",
        },
        WRONG,
    )


@attack(0, "no file beside a submission is looked at")
def planted_modules():
    """Take the place of modules that the grader imports, or be executed when Python starts."""
    module = """
import os
os._exit(0)
"""
    names = ("pytest", "sitecustomize", "usercustomize", "autograder", "json", "struct", "matplotlib", "reference")
    return beside({**{f"{name}.py": module for name in names}, "x.pth": "import os; os._exit(0)\n"}, WRONG)


@attack(0, "the numbers of the hidden tests are others")
def public_outputs_by_heart():
    """Answer what the public tests ask, and nothing else."""
    return """
import numpy as np
def slope(x): return {0.0: 0.0, 1.0: 2.0, 2.0: 4.0}.get(float(np.sum(x)), np.zeros(np.shape(x)))
def greet(name): return "Hello, Ada"
def total(f, n): return 15.0
def shifted(a): return lambda x: 3.0
"""


@attack(0, "whoever changes an argument fails the test, and the grader's own copy is another")
def changed_inputs():
    """Make the right answer wrong by changing the inputs, so that one's own is right."""
    return """
import numpy as np
def slope(x):
    x *= 0
    return x
def greet(name): return ""
def total(f, n):
    f.__defaults__ = f.__code__ = None
    return 0.0
def shifted(a):
    def shift(x):
        x *= 0
        return x
    return shift
"""


@attack(FULL, "no program can be started, and the rest is right")
def detached_program():
    """Leave a program behind that goes on when grading is over."""
    return stealing(
        """
import subprocess
take(lambda: subprocess.Popen(['/bin/sleep', '4321'], start_new_session=True).pid)
take(lambda: os.spawnl(os.P_NOWAIT, '/bin/sleep', 'sleep', '4321'))
take(lambda: os.posix_spawn('/bin/sleep', ['sleep', '4321'], {}))
take(lambda: os.system('sleep 4321 &') == 0)
"""
    )


@attack(0, "what is executed are the cells as they were handed in", file="warmup.ipynb")
def input_transformer():
    """Turn the cells of the grader into nothing, by IPython's own means."""
    return notebook(
        """
ip = get_ipython()
ip.input_transformers_post.append(lambda lines: ['pass'])
ip.ast_transformers.append(lambda tree: None)
ip.run_cell = lambda *args: None
""",
        WRONG,
    )


@attack(FULL, "talking is no mistake")
def innocent_print_and_warning():
    """Lose nothing by printing and warning: no attack, but marks that others take away."""
    return instead(
        "greet",
        """
import sys, warnings
print(name)
warnings.warn('deprecated')
sys.stderr.write('e')
return f'Hello, {name}'
""",
    )

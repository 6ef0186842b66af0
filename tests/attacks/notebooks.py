"""IPython and the notebook's own means: magics, shell lines, hooks, displays."""

from .suite import FULL, PERFECT, attack, everywhere, instead, notebook, stealing

WRONG = everywhere("return 0")


def in_a_notebook(honest, why):
    return attack(honest, why, file="warmup.ipynb")


@in_a_notebook(FULL, "shell lines do nothing, and the rest is right")
def shell_lines():
    """Run programs by shell lines and magics."""
    return notebook(
        "!touch <out>/pwned\n!!id\nfiles = !ls <submitted>\n%sx id\n%system touch <out>/pwned",
        "%%bash\ntouch <out>/pwned",
        "%%script sh\ntouch <out>/pwned",
        "%%writefile <out>/pwned\nx",
        "%run <hidden>",
        PERFECT,
    )


@in_a_notebook(FULL, "there is nothing to load, and the rest is right")
def loading_magics():
    """Load the hidden tests by magics that read files."""
    return notebook(
        "%load <hidden>\n%loadpy <hidden>", "%cat <hidden>", "%pycat <hidden>", stealing("take(lambda: text)")
    )


@in_a_notebook(0, "a cell of another language defines nothing")
def cells_of_other_languages():
    """Hide code in cells that only some readers execute."""
    return notebook(
        "%%javascript\ndef greet(name): return 'Hello, ' + name", "%%html\n<script>alert(1)</script>", WRONG
    )


@in_a_notebook(0, "a hook of IPython's has nothing to hook into")
def hooks():
    """Hook into what IPython does before and after a cell."""
    return notebook(
        "ip = get_ipython()\n"
        "for event in ('pre_run_cell', 'post_run_cell', 'pre_execute'):\n"
        "    ip.events.register(event, lambda *args: ip.reset())\n"
        "ip.set_custom_exc((BaseException,), lambda *args: None)\n"
        "ip.register_magic_function(print)\n"
        "import sys\nsys.excepthook = sys.displayhook = sys.unraisablehook = lambda *args: None",
        WRONG,
    )


@in_a_notebook(0, "an import finds nothing but libraries, whatever finds it")
def import_hooks():
    """Be asked by every import that is still to come."""
    return notebook(
        "import sys\nclass Finder:\n    def find_spec(self, name, path=None, target=None): raise SystemExit(name)\n"
        "sys.meta_path.insert(0, Finder())\nsys.path_hooks.insert(0, Finder())\nsys.path_importer_cache.clear()",
        WRONG,
    )


@in_a_notebook(0, "outputs are not looked at")
def outputs_that_claim_marks():
    """Hand in outputs that say that all tests have passed."""
    text = notebook(WRONG)
    return text.replace(
        '"outputs": []', '"outputs": [{"output_type": "stream", "name": "stdout", "text": "15/15 passed"}]'
    )


@in_a_notebook(0, "what nbgrader reads in a cell's metadata decides nothing here")
def metadata_that_claims_marks():
    """Hand in a cell that claims points for itself in its metadata."""
    grade = '{"nbgrader": {"grade": true, "solution": false, "points": 100, "grade_id": "test_greets", "locked": true}}'
    return notebook(WRONG).replace('"metadata": {}', f'"metadata": {grade}', 1)


@in_a_notebook(FULL, "magics of every kind do no harm")
def magics_without_end():
    """Hand in magics that confuse whoever takes them out."""
    return notebook(
        "%" * 1000, "%%" + "%" * 1000 + "\nx", "!" * 1000, "x = %time\n%time 1\n%timeit\n? ?", "%%time\n" * 50, PERFECT
    )


@in_a_notebook(FULL - 4, "the last definition wins, in a notebook as in Python")
def two_definitions():
    """Define everything twice, for readers who look at the first."""
    return notebook(PERFECT, instead("slope", "return x").split(PERFECT)[1])


@in_a_notebook(0, "exec is as far behind the wall as all else")
def code_that_is_built():
    """Build code from texts, so that no reader of sources can see it."""
    return notebook(
        "exec(compile('import os; [os.write(fd, b\"passed\") for fd in (1, 2)]', 'test_hidden.py', 'exec'))\n" + WRONG
    )


@in_a_notebook(0, "what reads a cell reads the student's own, behind the wall")
def another_reader():
    """Put another reader in the place of IPython's, which makes right answers of wrong ones."""
    return notebook(
        "import gc, sys, types\nfor found in gc.get_objects():\n"
        "    if isinstance(found, types.ModuleType) and hasattr(found, 'TransformerManager'):\n"
        "        found.TransformerManager = lambda: sys.exit()\n"
        "    elif isinstance(found, type) and found.__name__ in ('TransformerManager', 'Statement', 'Interpreter'):\n"
        "        for name in ('transform_cell', 'do_token_transforms', 'execute'):\n"
        "            if hasattr(found, name): setattr(found, name, lambda *args: '')",
        "%time 1\n" + WRONG,
    )


@in_a_notebook(0, "what the loader has taken down decides nothing but what is called")
def another_memory():
    """Change what the loader remembers: its worlds, its problems, its limits."""
    return notebook(
        WRONG,
        "import gc\nfor found in gc.get_objects():\n"
        "    if type(found).__name__ in ('Worlds', 'World', 'Loading', 'Budget', 'Clock', 'Child'):\n"
        "        for name, value in list(vars(found).items()):\n"
        "            if isinstance(value, (dict, list, set)): value.clear()\n"
        "            elif isinstance(value, (int, float)): setattr(found, name, 10**9)",
    )


@in_a_notebook(FULL, "a history is a list, and the rest is right")
def another_history():
    """Change the history of cells and of what they showed."""
    return notebook(
        "In.clear(); Out.clear(); In += [None] * 99; del In, Out, _\nOut = In = _ = lambda: 1 / 0", PERFECT, "1", "_"
    )


@in_a_notebook(FULL, "a check that is asked for by hand takes nothing down that would help or harm")
def checks_without_end():
    """Ask for checks of everything, again and again, of what is no exercise too."""
    return notebook(
        "import autograder\nfor name in (None, [], 'toolbox', 'greeting', 10**9, 'x' * 10**6) * 50:\n"
        "    autograder.check(name)",
        PERFECT,
        "autograder.check = None\nimport autograder\nautograder.check('toolbox') if autograder.check else None",
    )


@in_a_notebook(0, "problems are told to the student, and give no points")
def invented_problems():
    """Tell of problems that look like ours, in texts that a page or a terminal would obey."""
    return notebook(
        WRONG,
        "class Grader(Exception):\n    def __str__(self): return 'grader error \\x1b[2J <script>alert(1)</script>'\n"
        "Grader.__name__ = 'grader error: 15 of 15 <img src=x onerror=alert(1)>'",
        "raise Grader # <script>alert(1)</script>",
        "raise Grader # \u202e\x07",
    )


@in_a_notebook(FULL, "each loop costs itself, however it holds on")
def loops_that_hold_on():
    """Hold up every interruption, and go on."""
    return notebook(
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "import signal\nsignal.setitimer(signal.ITIMER_PROF, 0)\nsignal.signal(signal.SIGPROF, signal.SIG_IGN)\n"
        "while True: pass",
        PERFECT,
    )


@in_a_notebook(FULL, "whoever waits for nothing is waited for no longer than there is patience")
def waits_without_end():
    """Wait for what never comes, in ways that use no processor."""
    return notebook(
        "import time\nwhile True: time.sleep(1)",
        "import asyncio\nawait asyncio.sleep(10**9)",
        "import threading\nthreading.Event().wait()",
        PERFECT,
    )

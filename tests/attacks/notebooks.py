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

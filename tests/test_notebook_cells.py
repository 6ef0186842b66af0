"""What the cells of a notebook find behind the wall: files, figures, packages, and what belongs to a screen."""

import os
from textwrap import dedent

import numpy as np
import pytest

from autograder.wall import stand_ins
from autograder.wall.limits import Limits
from autograder.wall.sandbox import Sandbox
from tests.calling import call


def test_figures_come_back_as_data(sandbox):
    """A figure that is drawn and not returned is found too, and is closed before the next call."""
    source = dedent("""\
        import matplotlib.pyplot as plt
        def f():
            plt.plot([1, 2], [3, 5], label='a')
        def g():
            pass
    """)
    box = sandbox(source)
    figure = call(box, "f")
    assert np.array_equal(figure.lines[0].y, [3, 5])
    assert call(box, "g") is None


def test_three_dimensional_grids_come_back_whole(sandbox):
    """A surface is known by the grid that was given, not by the thinned one that is painted."""
    source = dedent("""\
        import numpy as np, matplotlib.pyplot as plt
        def f():
            X, Y = np.meshgrid(np.linspace(0, 1, 80), np.linspace(0, 1, 90))
            ax = plt.figure().add_subplot(projection='3d')
            ax.plot_surface(X, Y, Z=X * Y)
            return ax
    """)
    box = sandbox(source)
    (surface,) = call(box, "f").surfaces
    assert surface.x.size == 80 * 90
    assert np.array_equal(surface.z, surface.x * surface.y)


def test_triangulations_can_be_drawn(sandbox):
    """The library behind them wants a file of its own, and does without."""
    source = dedent("""\
        import numpy as np, matplotlib.pyplot as plt
        def f():
            x, y = np.random.rand(2, 50)
            plt.figure().add_subplot(projection='3d').plot_trisurf(x, y, x + y)
    """)
    box = sandbox(source)
    assert call(box, "f").surfaces[0].x.size == 50


def test_files_are_kept_in_memory(sandbox):
    """Writing works, reading back works, and the disk never hears of it."""
    source = dedent("""\
        import numpy as np
        def f():
            with open('note.txt', 'w') as file:
                file.write('hello')
            np.save('array.npy', np.arange(3))
            return open('note.txt').read() + str(np.load('array.npy').sum())
    """)
    box = sandbox(source)
    assert call(box, "f") == "hello3"
    assert not os.path.exists("note.txt")


def test_folders_need_not_be_made(sandbox):
    """Making one before writing into it is no reason to fail."""
    source = dedent("""\
        import os, pathlib
        def f():
            os.makedirs('figures/new', exist_ok=True)
            pathlib.Path('more').mkdir()
            pathlib.Path('more/note.txt').write_text('hello')
            return open('more/note.txt').read()
    """)
    box = sandbox(source)
    assert call(box, "f") == "hello"


def test_what_belongs_to_a_screen_does_nothing(sandbox):
    """Backends, IPython's display and saving pictures are as harmless as at home."""
    source = dedent("""\
        import matplotlib
        matplotlib.use('TkAgg')
        import matplotlib.pyplot as plt
        plt.switch_backend('QtAgg')
        from IPython import get_ipython
        from IPython.display import Math, display
        import IPython.display as shown
        display(Math('x'), shown.HTML('y'))
        get_ipython().run_line_magic('matplotlib', 'widget')
        def f():
            fig, ax = plt.subplots()
            ax.plot([1, 2])
            fig.savefig('a.png')
            plt.show()
            return fig
    """)
    box = sandbox(source)
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


def test_packages_of_a_set_are_there_for_that_set_alone(begin_zygote):
    """What its ``problem_set.md`` names is loaded before any child is, and its cells may import it."""
    with begin_zygote(packages=["mpmath"]) as zygote:
        box = Sandbox(zygote, Limits())
        box.load(["import mpmath\ndef f():\n    return float(mpmath.mpf(2))", "import autograd"])
        assert call(box, "f") == 2.0
        assert [loss.cell for loss in box.problems] == [1]
        box.close()


def test_what_a_cell_awaits_comes(sandbox):
    """An event loop needs no socket to wait for time, and what is wrong in a coroutine is told."""
    source = dedent("""\
        import asyncio
        async def wait():
            await asyncio.sleep(5)
            return 1
        x = await wait()
    """)
    box = sandbox(f"{source}\ndef f():\n    return x", "await nothing_there()")
    assert call(box, "f") == 1
    assert [loss.problem for loss in box.problems] == ["NameError: name 'nothing_there' is not defined"]


def test_a_question_has_no_answer(sandbox):
    """Asking for input costs the statement that asks, and says why."""
    box = sandbox("x = input('x? ')\ny = 1")
    assert [loss.problem for loss in box.problems] == [f"EOFError: {stand_ins.INPUT}"]


def test_printing_and_warning_do_no_harm(sandbox):
    """Output goes nowhere, however much it is."""
    source = dedent("""\
        import sys, warnings
        def f():
            print('x' * 10**7)
            warnings.warn('w')
            sys.stderr.write('e')
            return 1
    """)
    box = sandbox(source)
    assert call(box, "f") == 1


def test_random_numbers_repeat(sandbox):
    """Two runs of the same submission draw the same numbers."""
    source = "import random, numpy as np\ndef f():\n    return np.random.rand(), random.random()"
    assert call(sandbox(source), "f") == call(sandbox(source), "f")

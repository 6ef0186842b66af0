"""The house stands as its papers say: the rooms of the engine, the paths that documents name, a sentence a test."""

import ast
import graphlib
import re

import pytest

from tests.paths import ROOT

ENGINE = ROOT / "autograder"
NO_ENGINE = {"handout", "skeleton"}  # files of students and of authors that lie inside it
PICTURE = re.search(r"```\n(.*?)```", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.DOTALL)[1]
DOCUMENTS = ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md")


def floors(picture):
    """Return room -> the line of the picture that it stands in, counted from the top."""
    lines = [line.partition("|")[0].split() for line in picture.splitlines()]
    return {room: number for number, rooms in enumerate(lines) for room in rooms}


def imports(package):
    """Return module -> the modules of a package that it imports, wherever in its text, by their dotted names.

    What a module imports for its annotations alone (``if TYPE_CHECKING``) is left out: nothing is loaded for it.
    """
    files = {path for path in package.rglob("*.py") if not NO_ENGINE & set(path.parts)}
    modules = {dotted(path, package): path for path in files}
    return {name: imported(path, package, modules) - {name} for name, path in modules.items()}


def dotted(path, package):
    """Return the dotted name of a module's file."""
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path, package, modules):
    """Return which of some modules a file imports."""
    found = set()
    for node in loaded(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            folder = ".".join(path.parent.relative_to(package.parent).parts[: -node.level + 1 or None])
            base = ".".join(filter(None, [folder if node.level else "", node.module]))
            names = {f"{base}.{alias.name}" for alias in node.names}
            found |= names & modules.keys() or {base}
    return found & modules.keys()


def loaded(node):
    """Yield a syntax tree's nodes, but for what is there for types alone."""
    if not (isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")):
        yield node
        for child in ast.iter_child_nodes(node):
            yield from loaded(child)


def room(module):
    """Return the room of a module: the package or module of the engine that it is in."""
    return ".".join(module.split(".")[1:2]) or "__init__"


def arrows_against(picture, graph):
    """Return sentences about the imports that do not go down in a picture."""
    at = floors(picture)
    pairs = {(module, other) for module, others in graph.items() for other in others if room(module) != room(other)}
    known = {(module, other) for module, other in pairs if {room(module), room(other)} <= at.keys()}
    return sorted(f"{module} imports {other}" for module, other in known if at[room(module)] >= at[room(other)])


def circle_in(graph):
    """Return a circle of imports as a list of modules, or an empty list."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return error.args[1]
    return []


@pytest.fixture(scope="module")
def graph():
    """The imports of the engine."""
    return imports(ENGINE)


def test_the_picture_has_every_room(graph):
    """Each room of the engine stands in it once, and no other."""
    rooms = [word for line in PICTURE.splitlines() for word in line.partition("|")[0].split()]
    assert sorted(rooms) == sorted({room(module) for module in graph} - {"__init__", "__main__"})


def test_every_arrow_goes_down(graph):
    """A room imports only rooms from lines below its own."""
    assert arrows_against(PICTURE, graph) == []


def test_no_circle_closes(graph):
    """No module imports itself by way of others, in its room or past it."""
    assert circle_in(graph) == []


@pytest.fixture
def made_up(tmp_path):
    """A package of two rooms in which one import runs up and closes a circle; returns its folder."""
    texts = {
        "__init__.py": "",
        "lower.py": "def f():\n    from .upper import tool\n",
        "upper/__init__.py": "",
        "upper/tool.py": "from .. import lower\nfrom . import other\n",
        "upper/other.py": "import os\n",
    }
    for name, text in texts.items():
        path = tmp_path / "engine" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text)
    return tmp_path / "engine"


def test_an_arrow_back_and_a_circle_are_seen(made_up):
    """Also where the import stands inside a function, or is relative."""
    graph = imports(made_up)
    assert graph["engine.upper.tool"] == {"engine.lower", "engine.upper.other"}
    assert arrows_against("upper | above\nlower | below\n", graph) == ["engine.lower imports engine.upper.tool"]
    assert set(circle_in(graph)) == {"engine.lower", "engine.upper.tool"}


def paths_in(text):
    """Return the paths that a document names: where its links lead, and what it puts in backquotes as a path."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    quoted = re.findall(r"`((?:autograder|solutions|assignments|tests|\.github|\.ci)/[\w./-]*)`", text)
    return {path.rstrip("/") for path in links + quoted}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_a_document_names_exists(document):
    """Whoever follows it finds a file or a folder."""
    named = paths_in((ROOT / document).read_text(encoding="utf-8"))
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_test_says_what_holds():
    """In the first sentence of its docstring."""
    files = [path for path in (ROOT / "tests").rglob("*.py") if path.name.startswith("test_")]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                assert re.search(r"[.:?]", ast.get_docstring(node) or ""), f"{path}:{node.lineno}"

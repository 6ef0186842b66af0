"""The scripts of the site: modules in ``pieces/``, put together into one file a page can load.

Browsers refuse modules that lie in a folder and come from no server. So each piece becomes one plain script: the
modules that it imports, each once and before those that need it, inside a function of their own.
"""

import os
import re
from collections.abc import Iterable, Iterator

from autograder.errors import CourseError
from autograder.files import read_text

HERE = os.path.dirname(os.path.abspath(__file__))
PIECES, TEMPLATES = os.path.join(HERE, "pieces"), os.path.join(HERE, "templates")
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:const|function|class) )", re.MULTILINE)
TOOLS = {"stage"}  # modules that pieces share, and that are none


def assets(pieces: Iterable[tuple[str, str]]) -> dict[str, str | bytes]:
    """Return the scripts of a site: path -> content.

    Args:
        pieces: the name of each piece that a page has, and the file that asks for it.

    Raises:
        CourseError: there is no such piece.

    """
    files: dict[str, str | bytes] = {
        f"assets/{name}": read_text(os.path.join(TEMPLATES, name)) for name in ("site.js", "search.js")
    }
    known = sorted({name.removesuffix(".js") for name in os.listdir(PIECES)} - TOOLS)
    for piece, where in pieces:
        if piece not in known:
            raise CourseError(where, f"there is no piece {piece!r}", f"choose one of: {', '.join(known)}")
        files[f"assets/pieces/{piece}.js"] = bundle(piece)
    return files


def bundle(name: str) -> str:
    """Return a module and what it imports as one script."""
    modules = dict.fromkeys(_needed(name))
    texts = [EXPORT.sub("", IMPORT.sub("", read_text(os.path.join(PIECES, f"{module}.js")))) for module in modules]
    return '(() => {\n"use strict";\n' + "\n".join(texts) + "})();\n"


def _needed(name: str) -> Iterator[str]:
    """Yield the modules that one needs, itself last."""
    for other in IMPORT.findall(read_text(os.path.join(PIECES, f"{name}.js"))):
        yield from _needed(other)
    yield name

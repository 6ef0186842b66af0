"""Copies of code as people make them: every name of their own, other numbers of spaces, functions in another order."""

import ast
import random

from autograder.kit import cells
from autograder.kit.statements import statements_of

WORDS = ("alpha", "beta", "gamma", "delta", "width", "total", "part", "left", "right", "inner", "outer", "step", "item")


class Renaming(ast.NodeTransformer):
    """Gives every name that a function binds for itself another one."""

    def __init__(self, number):
        self.number, self.names = number, {}

    def visit_FunctionDef(self, node):
        """Rename what is bound in a function; arguments keep their names, by which tests may call them."""
        arguments = {one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg)}
        bound = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
        for name in sorted(bound - arguments):
            word = WORDS[(len(self.names) + self.number) % len(WORDS)]
            self.names[name] = f"{word}_{len(self.names)}"
        return self.generic_visit(node)

    def visit_Name(self, node):
        """Rename a name."""
        node.id = self.names.get(node.id, node.id)
        return node


def functions_of(path):
    """Return name -> text of the functions of a file, and all its other statements as texts."""
    functions, others = {}, []
    for source in cells.read(path.name, path.read_bytes()):
        for statement in statements_of(source):
            if isinstance(statement.node, ast.FunctionDef):
                functions[statement.names[0]] = ast.unparse(statement.node)
            elif statement.node is not None:
                others.append(ast.unparse(statement.node))
    return functions, others


def renamed(text, number=1):
    """Return the text of a function with other names."""
    return ast.unparse(Renaming(number).visit(ast.parse(text)))


def a_copy(path, seed=1):
    """Return the text of a script that does what a file does: renamed, and in another order."""
    functions, others = functions_of(path)
    texts = [renamed(text, seed) for text in functions.values()]
    random.Random(seed).shuffle(texts)
    return "\n\n\n".join(["\n".join(others), *texts]) + "\n"


def with_one_of(path, other, name):
    """Return the text of a script in which one function of another file stands in the place of its own."""
    functions, others = functions_of(path)
    functions |= {name: renamed(functions_of(other)[0][name])}
    return "\n\n\n".join(["\n".join(others), *functions.values()]) + "\n"


def a_class(sources, count, seed=1):
    """Yield the texts of scripts of a class whose people write like a few: their functions, mixed and each edited."""
    draw = random.Random(seed)
    known = [functions_of(path) for path in sources]
    names = list(dict.fromkeys(name for functions, _ in known for name in functions))
    for number in range(count):
        texts = [
            edited(draw.choice([functions[name] for functions, _ in known if name in functions]), draw)
            for name in names
        ]
        draw.shuffle(texts)
        yield "\n\n\n".join(["\n".join(known[0][1]), *(renamed(text, number) for text in texts)]) + "\n"


def edited(text, draw):
    """Return the text of a function with lines of one's own, which do nothing, between the others."""
    function = ast.parse(text).body[0]
    for _ in range(draw.randrange(4)):
        line = draw.choice(["note = {} + {}", "print({}, {})", "aside = [{}] * {}", "if {} > {}: pass"])
        place = draw.randrange(len(function.body))
        function.body.insert(place, ast.parse(line.format(draw.randrange(9), draw.randrange(9))).body[0])
    return ast.unparse(function)

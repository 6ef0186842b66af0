"""Mutants: a reference with one small change at a time, made by program, to ask whether the hidden tests would notice.

Changed are operators, signs, comparisons, indices, transposes, numbers and calls inside the solution regions, and what
could be zero is guarded against it; messages of errors and docstrings are nobody's result. A mutant is known by what
was changed into what, not by its line, so that it is found again when the reference around it changes.
"""

import ast
import builtins
import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from autograder.course import regions
from autograder.course.model import Exercise

from . import synthetic

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.MatMult: ast.Mult,
    ast.Pow: ast.Mult, ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
PAIRS = [
    ("sin", "cos"), ("sinh", "cosh"), ("min", "max"), ("minimum", "maximum"), ("argmin", "argmax"), ("any", "all"),
    ("sum", "mean"), ("zeros", "ones"), ("zeros_like", "ones_like"), ("floor", "ceil"), ("triu", "tril"),
    ("cumsum", "cumprod"), ("hstack", "vstack"), ("row_stack", "column_stack"), ("logical_and", "logical_or"),
    ("cbrt", "sqrt"),
]  # fmt: skip
RENAMED = dict(PAIRS) | {second: first for first, second in PAIRS} | {"tanh": "tan", "exp": "expm1", "log": "log1p"}
ORDERED = {"arctan2", "cross", "divide", "dot", "inner", "kron", "matmul", "outer", "solve", "subtract", "tensordot"}
DROPPED = {"abs", "absolute", "conj", "conjugate", "copy", "negative", "sqrt", "square", "transpose"}
INVARIANT = {"cond", "det", "diag", "eigh", "eigvals", "eigvalsh", "len", "ndim", "norm", "trace"}  # if transposed
OPERANDS = {"left", "right", "args"}  # fields of operations and calls that matrices stand in
SHORTEST = 12  # characters that tell where a change is; shorter ones are shown with what stands around them
SMALL = 1e-4  # a number below it says how exact something is
GUARD = 1e-8  # is added, out of fear of zeros, to what one divides by; and what is smaller is taken for zero
GUARDED = {"log", "sqrt"}  # functions to whose argument it is added
SHIFTED = {"cholesky", "inv", "slogdet", "solve"}  # those to the diagonal of whose matrix it is
Place = tuple[ast.AST, str, int | None]  # parent, field, and index in a field that is a list
Trail = tuple[Place, ...]  # from the top to a node


@dataclass(frozen=True)
class Mutant:
    """One change: in which function, from what to what, and which of all that read the same; ``text`` is the result."""

    function: str
    before: str
    after: str
    nth: int  # from 1
    line: int
    text: str

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What tells it from all other mutants of its exercise."""
        return self.function, self.before, self.after, self.nth

    @property
    def entry(self) -> str:
        """It as a line of ``survivors.yaml``."""
        entry: dict[str, Any] = {"function": self.function, "before": self.before, "after": [self.after]}
        entry |= {"nth": self.nth} if self.nth > 1 else {}
        text = yaml.safe_dump(entry, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000)
        return f"    - {text.strip()}"

    def __str__(self) -> str:
        nth = f" (number {self.nth})" if self.nth > 1 else ""
        return f"{self.function}: {self.before} -> {self.after}{nth}"


def find_mutants(exercise: Exercise) -> Iterator[Mutant]:
    """Yield every Mutant of an exercise's reference, from top to bottom."""
    tree = ast.parse(exercise.reference_source)
    inside = regions.lines_inside(exercise.reference_source)
    seen = {ast.unparse(tree)}
    alike: Counter[tuple[str, str, str]] = Counter()
    for trail in _trails(tree):
        node = _at(trail[-1])
        line = getattr(node, "lineno", 0)
        if line not in inside:
            continue
        shown = _shown(trail)
        before = ast.unparse(_at(shown))
        for changed in _changes(node, *trail[-1][:2]):
            with _replaced(trail[-1], changed):
                text, after = ast.unparse(tree), ast.unparse(_at(shown))
            if text not in seen:
                seen.add(text)
                same = (getattr(_at(trail[0]), "name", "the module"), before, after)
                alike[same] += 1
                yield Mutant(*same, alike[same], line, synthetic.script([text]))


def _trails(node: ast.AST, trail: Trail = ()) -> Iterator[Trail]:
    for field, value in ast.iter_fields(node):
        several = isinstance(value, list)
        for index, child in enumerate(value if several else [value]):
            if isinstance(child, ast.AST) and not _is_beside_the_point(child, field):
                longer = (*trail, (node, field, index if several else None))
                yield longer
                yield from _trails(child, longer)


def _is_beside_the_point(node: ast.AST, field: str) -> bool:
    """Say whether a part has no say in any result: messages, annotations, docstrings."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_text or field in ("annotation", "returns") or isinstance(node, ast.Raise | ast.JoinedStr)


def _at(place: Place) -> Any:
    """Return the node that stands at a place."""
    parent, field, index = place
    value = getattr(parent, field)
    return value if index is None else value[index]


@contextlib.contextmanager
def _replaced(place: Place, node: ast.AST) -> Iterator[None]:
    parent, field, index = place
    kept = getattr(parent, field)
    setattr(parent, field, node if index is None else [*kept[:index], node, *kept[index + 1 :]])
    try:
        yield
    finally:
        setattr(parent, field, kept)


def _shown(trail: Trail) -> Place:
    """Return the place of the smallest expression around a change that is long enough to be recognised."""
    for number in range(len(trail) - 1, 0, -1):
        node, around = _at(trail[number]), _at(trail[number - 1])
        is_part = isinstance(node, ast.Slice) or (isinstance(around, ast.Subscript) and isinstance(node, ast.Tuple))
        if not isinstance(around, ast.expr | ast.keyword | ast.Slice):
            return trail[number]
        if not is_part and len(ast.unparse(node)) >= SHORTEST:
            return trail[number]
    return trail[0]


# Changes: each yields what may stand in a node's place.


def _changes(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp() | ast.AugAssign() | ast.BoolOp():
            yield from _other_operators(node)
            yield from _guarded_divisions(node)
        case ast.Compare():
            yield from _other_comparisons(node)
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert()):
            yield node.operand
        case ast.Constant():
            yield from map(ast.Constant, _other_numbers(node.value, has_sign=_has_sign(parent)))
        case ast.Subscript(slice=ast.Tuple(elts=parts)):
            yield _with(node, slice=ast.Tuple(parts[::-1], ast.Load()))
        case ast.Slice():
            yield from (_with(node, **{bound: None}) for bound in ("lower", "upper", "step") if getattr(node, bound))
        case ast.Attribute(attr="T" | "mT"):
            yield node.value
        case ast.Name(id=name) if _is_matrix(name) and field in OPERANDS and _called(parent) not in INVARIANT:
            yield ast.Attribute(node, "T", ast.Load())
        case ast.Return(value=ast.BinOp() | ast.Attribute(attr="T") as value):
            yield _with(node, value=ast.UnaryOp(ast.USub(), value))
        case ast.Attribute(attr=name) if name in RENAMED:
            yield _with(node, attr=RENAMED[name])
        case ast.Call():
            yield from _other_calls(node)
    if field == "test" and isinstance(node, ast.expr) and not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), node)


def _has_sign(parent: ast.AST) -> bool:
    """Say whether a number's sign is changed already where its parent is."""
    return isinstance(getattr(parent, "op", None), ast.USub | ast.Add | ast.Sub)


def _is_matrix(name: str) -> bool:
    """Say whether a name is written like that of a matrix, such as X, W1 or Sigma, and not like a constant's, STEP."""
    return name[0].isupper() and (len(name) <= 2 or not name.isupper())


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    return ast.copy_location(type(node)(**dict(ast.iter_fields(node)) | fields), node)


def _other_operators(node: ast.BinOp | ast.AugAssign | ast.BoolOp) -> Iterator[ast.AST]:
    if type(node.op) in OPERATORS:
        yield _with(node, op=OPERATORS[type(node.op)]())
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield _with(node, left=node.right, right=node.left)


def _other_comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for number, operator in enumerate(node.ops):
        for other in COMPARISONS[type(operator)]:
            yield _with(node, ops=[*node.ops[:number], other(), *node.ops[number + 1 :]])
        if ast.unparse(node.comparators[number]) == "0":
            others = [*node.comparators[:number], ast.Constant(GUARD), *node.comparators[number + 1 :]]
            yield _with(node, comparators=others)


def _guarded_divisions(node: ast.BinOp | ast.AugAssign | ast.BoolOp) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _is_data(node.right):
        yield _with(node, right=_guarded(node.right))
    elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div) and _is_data(node.value):
        yield _with(node, value=_guarded(node.value))


def _guarded(node: ast.expr) -> ast.expr:
    return ast.BinOp(node, ast.Add(), ast.Constant(GUARD))


def _is_data(node: ast.expr) -> bool:
    """Say whether a value depends on anything: 2 and np.pi do not."""
    return any(isinstance(part, ast.Name) and part.id not in ("np", "math") for part in ast.walk(node))


def _other_numbers(value: object, *, has_sign: bool) -> Iterator[complex]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, float | complex):
        yield 2 * value if value else 1.0
        if 0 < abs(value) < SMALL:  # a tolerance: half of its digits
            yield float(f"{abs(value) ** 0.5:.0e}")
        if value and not has_sign:
            yield -value


def _called(node: ast.AST) -> str:
    """Return the name of the function that a node calls, without what stands before its dot, or an empty str."""
    function = getattr(node, "func", None)
    return getattr(function, "attr", getattr(function, "id", ""))


def _other_calls(node: ast.Call) -> Iterator[ast.AST]:
    name = _called(node)
    if isinstance(node.func, ast.Name) and hasattr(builtins, RENAMED.get(name, "")):
        yield _with(node, func=ast.Name(RENAMED[name], ast.Load()))
    if name in ORDERED and len(node.args) > 1:
        yield _with(node, args=[node.args[1], node.args[0], *node.args[2:]])
    if name in GUARDED and node.args and _is_data(node.args[0]):
        yield _with(node, args=[_guarded(node.args[0]), *node.args[1:]])
    if name in SHIFTED and node.args:
        matrix = ast.unparse(node.args[0])
        shifted = ast.parse(f"{matrix} + {GUARD} * np.eye(len({matrix}))", mode="eval").body
        yield _with(node, args=[shifted, *node.args[1:]])
    if name in DROPPED and node.args:
        yield node.args[0]
    elif name in DROPPED and isinstance(node.func, ast.Attribute):
        yield node.func.value
    if name == "range" and len(node.args) < 3 and not isinstance(node.args[-1], ast.Constant | ast.BinOp):
        yield _with(node, args=[*node.args[:-1], ast.BinOp(node.args[-1], ast.Sub(), ast.Constant(1))])
    if name == "einsum":
        yield from (_with(node, args=[ast.Constant(text), *node.args[1:]]) for text in _other_subscripts(node.args[0]))


def _other_subscripts(node: ast.AST) -> Iterator[str]:
    """Yield the subscripts of an einsum with one of its operands, or the result, transposed."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        operands, arrow, result = node.value.partition("->")
        terms = operands.split(",")
        for number, term in enumerate(terms):
            yield ",".join([*terms[:number], term[::-1], *terms[number + 1 :]]) + arrow + result
        yield operands + arrow + result[::-1]

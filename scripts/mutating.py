# SPDX-License-Identifier: EUPL-1.2
"""Small faults that can be put into Python source, one at a time.

Changed are conditions, comparisons, sums, whole numbers, yes and no, what is given back, what is
left out of a call or a table, and statements that are dropped. Words are left alone, and so are
types, decorators, defaults, and the fields of a class.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
    ast.Break: ast.Continue, ast.Continue: ast.Break,
}  # fmt: skip
_TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_KNOWN = (ast.Compare, ast.BoolOp, ast.UnaryOp)
_LISTS = (ast.List, ast.Set, ast.Dict)


@dataclass(frozen=True)
class Mutant:
    """One fault: its line, the lines of its statement, whether it stands in a function, and what
    is changed; `put_in` puts it into the tree that it was found in."""

    line: int
    lines: range
    in_function: bool
    what: str
    put_in: Callable[[], None]


def mutants_of(tree: ast.Module) -> Iterator[Mutant]:
    """Give every fault that can be put into this tree, in the order of the source."""
    for statement in tree.body:
        yield from _of_statement(statement, in_function=False)


def _of_statement(statement: ast.stmt, *, in_function: bool) -> Iterator[Mutant]:
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return
    if isinstance(statement, ast.ClassDef):
        for inner in statement.body:
            if isinstance(inner, ast.FunctionDef | ast.ClassDef):
                yield from _of_statement(inner, in_function=in_function)
        return
    if isinstance(statement, ast.FunctionDef):
        for inner in statement.body:
            yield from _of_statement(inner, in_function=True)
        return
    lines = _lines(statement)
    for node, what, put_in in _of_node(statement):
        line = getattr(node, "lineno", statement.lineno)
        yield Mutant(line, lines, in_function, what, put_in)
    for block in ("body", "orelse", "handlers", "finalbody"):
        for inner in getattr(statement, block, []):
            if isinstance(inner, ast.stmt):
                yield from _of_statement(inner, in_function=in_function)
            else:
                for deeper in inner.body:
                    yield from _of_statement(deeper, in_function=in_function)


def _lines(statement: ast.stmt) -> range:
    """The lines of a statement; of one with a block only those above the block."""
    block = getattr(statement, "body", None)
    end = block[0].lineno - 1 if block else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(end, statement.lineno) + 1)


Found = tuple[ast.AST, str, Callable[[], None]]


def _of_node(node: ast.AST) -> Iterator[Found]:
    """The faults of a node and of the expressions within, but not of the statements within."""
    yield from _faults(node)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "type_comment", "args") and not isinstance(node, ast.Call):
            continue
        if isinstance(value, ast.AST):
            yield from _in_place(node, name, value)
        elif isinstance(value, list):
            for child in value:
                if isinstance(child, ast.AST) and not isinstance(
                    child, ast.stmt | ast.excepthandler
                ):
                    yield from _in_place(node, name, child)


def _in_place(parent: ast.AST, name: str, child: ast.AST) -> Iterator[Found]:
    for new, what in _instead(parent, name, child):
        yield child, what, _putter(parent, name, child, new)
    if not isinstance(child, ast.operator | ast.cmpop | ast.boolop):
        yield from _of_node(child)


def _putter(parent: ast.AST, name: str, child: ast.AST, new: ast.AST) -> Callable[[], None]:
    def put_in() -> None:
        ast.fix_missing_locations(ast.copy_location(new, child))
        value = getattr(parent, name)
        if isinstance(value, list):
            value[[one is child for one in value].index(True)] = new
        else:
            setattr(parent, name, new)

    return put_in


def _instead(parent: ast.AST, name: str, child: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """What can stand in the place of an expression."""
    if isinstance(child, ast.Constant) and isinstance(child.value, bool):
        yield ast.Constant(not child.value), f"{child.value} -> {not child.value}"
    elif isinstance(child, ast.Constant) and isinstance(child.value, int):
        yield ast.Constant(child.value + 1), f"{child.value} -> {child.value + 1}"
    elif isinstance(child, ast.UnaryOp) and isinstance(child.op, ast.Not | ast.USub):
        yield child.operand, f"{_short(child)} -> {_short(child.operand)}"
    elif isinstance(child, ast.BoolOp):
        for operand in child.values:
            left = [copy.copy(one) for one in child.values if one is not operand]
            new = left[0] if len(left) == 1 else ast.BoolOp(child.op, left)
            yield new, f"without {_short(operand)}"
    elif isinstance(child, ast.Name) and child.id in _TWINS and name == "func":
        yield ast.Name(_TWINS[child.id], child.ctx), f"{child.id} -> {_TWINS[child.id]}"
    tested = name == "test" or (name == "ifs" and isinstance(parent, ast.comprehension))
    if tested and not isinstance(child, _KNOWN):
        new = ast.UnaryOp(ast.Not(), copy.copy(child))  # type: ignore[arg-type]
        yield new, f"{_short(child)} -> not {_short(child)}"


def _faults(node: ast.AST) -> Iterator[Found]:
    """What can be changed within a node: its sign, or one of its parts left out."""
    if isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign) and type(node.op) in _SWAPS:
        swapped = _SWAPS[type(node.op)]()
        yield node, f"{_sign(node.op)} -> {_sign(swapped)}", _setter(node, "op", swapped)
    if isinstance(node, ast.Compare):
        for at, sign in enumerate(node.ops):
            other = _SWAPS[type(sign)]()
            changed = [*node.ops[:at], other, *node.ops[at + 1 :]]
            yield node, f"{_sign(sign)} -> {_sign(other)}", _setter(node, "ops", changed)
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            left = [one for one in node.keywords if one is not keyword]
            yield keyword, f"without {_short(keyword)}", _setter(node, "keywords", left)
    if isinstance(node, _LISTS):
        yield from _elements(node)
    if isinstance(node, ast.Return) and node.value and not _is_none(node.value):
        yield node, f"return None, not {_short(node.value)}", _setter(node, "value", _none(node))
    if _can_be_dropped(node):
        yield node, f"dropped: {_short(node)}", _dropper(node)


def _elements(node: ast.List | ast.Set | ast.Dict) -> Iterator[Found]:
    names = ("keys", "values") if isinstance(node, ast.Dict) else ("elts",)
    for at, element in enumerate(getattr(node, names[0])):
        if element is not None and (
            len(getattr(node, names[0])) > 1 or not isinstance(node, ast.Set)
        ):

            def put_in(at: int = at) -> None:
                for name in names:
                    getattr(node, name).pop(at)

            yield element, f"without {_short(element)}", put_in


def _can_be_dropped(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)
    kept = isinstance(node, ast.Assign) and not isinstance(
        node.targets[0], ast.Attribute | ast.Subscript
    )
    return isinstance(node, ast.Assign | ast.AugAssign | ast.Raise) and not kept


def _dropper(node: ast.AST) -> Callable[[], None]:
    def put_in() -> None:
        line = (node.lineno, node.col_offset)  # type: ignore[attr-defined]
        node.__class__ = ast.Pass  # type: ignore[assignment]
        node.lineno, node.col_offset = line  # type: ignore[attr-defined]

    return put_in


def _setter(node: ast.AST, name: str, value: object) -> Callable[[], None]:
    def put_in() -> None:
        setattr(node, name, value)
        ast.fix_missing_locations(node)

    return put_in


def _none(node: ast.AST) -> ast.Constant:
    return ast.copy_location(ast.Constant(None), node)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _sign(sign: ast.AST) -> str:
    return _SIGNS[type(sign)]


_SIGNS: dict[type[ast.AST], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in", ast.And: "and",
    ast.Or: "or", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Div: "/",
    ast.Mod: "%", ast.BitOr: "|", ast.BitAnd: "&",
}  # fmt: skip


def _short(node: ast.AST) -> str:
    words = " ".join(ast.unparse(node).split())
    return words if len(words) <= 60 else f"{words[:59]}…"

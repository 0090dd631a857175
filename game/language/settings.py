"""Settings of levers by name in expressions: `mineral_level >= ban`, `max(now, letter)`.

A name stands beside the lever whose setting it is: in one comparison with it, or among the values
of min, max, clip or where. Names are replaced by numbers before an expression is compiled, so what
is computed knows numbers alone, and a setting that changes its number changes no meaning.
"""

from __future__ import annotations

import ast
import dataclasses
import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence

from game.errors import did_you_mean
from game.language.compiler import CONSTANTS
from game.language.syntax import parse, refuse

Scale = Mapping[str, float]  # the settings of a lever in order: the number of each, by name
Scales = Mapping[str, Scale]  # the scale of each name that holds a setting

_NO_SCALES: Scales = {}
_OF_VALUES = ("min", "max", "clip", "where")  # functions whose value is one of those they are given
_LEVERS_NAMED = 3


@dataclasses.dataclass(frozen=True, slots=True)
class BareNumber:
    """A place in an expression where a number stands for a setting of a lever.

    `written` is what stands there, `named` the same by name.
    """

    start: int
    end: int
    lever: str
    written: str
    named: str


def number_settings(
    text: str, scales: Scales, names: Collection[str] | None = None, of: str = ""
) -> str:
    """Return an expression with the names of settings replaced by their numbers.

    Parameters
    ----------
    known
        All other names that the expression may read; without them, names that are no setting of
        the lever beside them are left as they are.
    of
        The lever that is set to the value of the expression, if any.

    Raises
    ------
    ExpressionError
        A name is no setting of the lever beside it, or stands beside no lever.
    """
    parts, after = [], 0
    for place in _read(text, scales, of).places:
        number = _find_number(place, text, scales, names)
        if number is not None:
            start = place.node.col_offset
            parts += [text[after:start], f"{number:g}"]
            after = start + len(place.node.id)
    return "".join([*parts, text[after:]])


def name_settings(text: str, scales: Scales, of: str = "", *, is_condition: bool = False) -> str:
    """Return an expression with the numbers that stand for settings replaced by their names."""
    parts, after = [], 0
    for bare in find_bare_numbers(text, scales, of, is_condition=is_condition):
        parts += [text[after : bare.start], bare.named]
        after = bare.end
    return "".join([*parts, text[after:]])


def find_bare_numbers(
    text: str, scales: Scales, of: str = "", *, is_condition: bool = False
) -> tuple[BareNumber, ...]:
    """Return where numbers stand for settings, in order.

    A lever that is a condition by itself counts too: it holds at any setting but that of number 0.
    `is_condition` tells whether the whole expression is a condition.
    """
    numbers = _read(text, scales, of, is_condition=is_condition).numbers
    return tuple(sorted(numbers, key=lambda bare: bare.start))


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """A name that may be a setting's, and the levers beside it."""

    node: ast.Name
    beside: Scales


class _Reader:
    """Walks a tree and notes names and numbers with the levers beside them."""

    def __init__(self, text: str, scales: Scales) -> None:
        self.text = text
        self.scales = scales
        self.places: list[_Place] = []
        self.numbers: list[BareNumber] = []

    def visit(
        self,
        node: ast.expr,
        beside: Scales,
        *,
        is_condition: bool = False,
        is_distance: bool = False,
    ) -> None:
        """Read a part; numbers in a distance are steps from a setting, and no setting."""
        match node:
            case ast.Name() | ast.Attribute():
                self._note_name(node, beside, is_condition)
            case ast.Constant(value=int() | float() as value) if beside and not is_distance:
                self._note_number(node, float(value), beside)
            case ast.Compare():
                operands = [node.left, *node.comparators]
                self._visit_all(operands, self._levers_in(operands))
            case ast.Call(func=ast.Name(id=name)) if name in _OF_VALUES:
                tests = node.args[:1] if name == "where" else []
                values = node.args[len(tests) :]
                for test in tests:
                    self.visit(test, _NO_SCALES, is_condition=True)
                self._visit_all(values, beside or self._levers_in(values))
            case ast.Call():
                self._visit_all(node.args, _NO_SCALES)
            case ast.List():
                self._visit_all(node.elts, beside)
            case ast.BinOp():
                for side in (node.left, node.right):
                    self.visit(side, beside, is_distance=True)
            case ast.BoolOp():
                for part in node.values:
                    self.visit(part, _NO_SCALES, is_condition=True)
            case ast.UnaryOp():
                self._visit_sign(node, beside)

    def _visit_sign(self, node: ast.UnaryOp, beside: Scales) -> None:
        if isinstance(node.op, ast.Not):
            if self._scale_of(node.operand) is None:
                self.visit(node.operand, _NO_SCALES, is_condition=True)
            else:
                self._note_condition(node, node.operand, "==")
        else:
            self.visit(node.operand, beside, is_distance=True)

    def _visit_all(self, nodes: Iterable[ast.expr], beside: Scales) -> None:
        for node in nodes:
            self.visit(node, beside)

    def _note_name(
        self, node: ast.Name | ast.Attribute, beside: Scales, is_condition: bool
    ) -> None:
        if is_condition and self._scale_of(node) is not None:
            self._note_condition(node, node, "!=")
        if isinstance(node, ast.Name) and node.id not in CONSTANTS:
            self.places.append(_Place(node, beside))

    def _note_condition(self, whole: ast.expr, lever: ast.expr, comparison: str) -> None:
        """Note `lever` as `lever != lowest`, and of a switch `lever == on`."""
        scale = self._scale_of(lever) or {}
        names = [name for name, number in scale.items() if number == 0.0]
        if comparison == "!=" and len(scale) == 2 and names:
            comparison, names = "==", [name for name in scale if name not in names]
        if names:
            written = ast.unparse(lever)
            start, end = whole.col_offset, lever.end_col_offset or 0
            named = f"{written} {comparison} {names[0]}"
            self.numbers.append(BareNumber(start, end, written, self.text[start:end], named))

    def _note_number(self, node: ast.Constant, value: float, beside: Scales) -> None:
        names = {
            next((name for name, number in scale.items() if number == value), "")
            for scale in beside.values()
        }
        if len(names) == 1 and (name := names.pop()):
            start = node.col_offset
            end = node.end_col_offset or start
            self.numbers.append(
                BareNumber(start, end, next(iter(beside)), self.text[start:end], name)
            )

    def _levers_in(self, nodes: Sequence[ast.expr]) -> Scales:
        """Return the levers whose settings some parts hold, by name."""
        levers: dict[str, Scale] = {}
        for node in nodes:
            scale = self._scale_of(node)
            if scale is not None:
                levers[ast.unparse(node)] = scale
            elif parts := _parts_alike(node):
                levers.update(self._levers_in(parts))
        return levers

    def _scale_of(self, node: ast.expr) -> Scale | None:
        """Return the scale of a lever, also where it is read at another time."""
        if not isinstance(node, ast.Name | ast.Attribute):
            return None
        written = ast.unparse(node)
        return self.scales.get(written) or self.scales.get(written.partition(".")[2])


def _parts_alike(node: ast.expr) -> Sequence[ast.expr]:
    """Return the parts of which each is a value of the whole, or steps away from it."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in _OF_VALUES:
            return node.args[1:] if name == "where" else node.args
        case ast.BinOp(op=ast.Add() | ast.Sub(), right=ast.Constant()):
            return [node.left]
    return []


def _read(text: str, scales: Scales, of: str, *, is_condition: bool = False) -> _Reader:
    reader = _Reader(text, scales)
    beside = {of: scales[of]} if of in scales else _NO_SCALES
    reader.visit(parse(text), beside, is_condition=is_condition)
    return reader


def _find_number(
    place: _Place, text: str, scales: Scales, names: Collection[str] | None
) -> float | None:
    """Return the number of a setting, None for a name that stands for something else."""
    name, start = place.node.id, place.node.col_offset
    numbers = {lever: scale[name] for lever, scale in place.beside.items() if name in scale}
    if len(set(numbers.values())) > 1:
        problem = f"'{name}' is another setting of {_listed(numbers)}"
        raise refuse(text, start, problem, "compare one lever at a time")
    if numbers:
        return next(iter(numbers.values()))
    if names is None or name in names:
        return None
    if place.beside:
        _refuse_unknown(place, text, names)
    elif levers := [lever for lever, scale in scales.items() if name in scale]:
        levers = [lever for lever in levers if lever in names] or levers
        problem = f"'{name}' is a setting of {_listed(levers)}, and stands beside no lever"
        raise refuse(text, start, problem, f"write {levers[0]} == {name}")
    return None


def _refuse_unknown(place: _Place, text: str, names: Collection[str]) -> None:
    """Refuse a name that is no setting of the lever beside it, and nothing like another name."""
    name = place.node.id
    lever, scale = next(iter(place.beside.items()))
    near = difflib.get_close_matches(name, scale, n=1)
    if not near and difflib.get_close_matches(name, names, n=1):
        return
    remedy = f"{did_you_mean(name, scale)} " if near else ""
    remedy += f"its settings: {', '.join(scale)}"
    raise refuse(text, place.node.col_offset, f"{lever} has no setting '{name}'", remedy)


def _listed(levers: Iterable[str]) -> str:
    names = list(levers)
    more = len(names) - _LEVERS_NAMED
    if more > 1:
        return f"{', '.join(names[:_LEVERS_NAMED])} and {more} other levers"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

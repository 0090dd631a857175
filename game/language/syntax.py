"""The written form of an expression: what may stand in it, and how it is refused.

The text is first read token by token, so that a person meets a plain sentence with a column and a
way out, and so that nothing but numbers, names and the listed signs ever reaches Python's parser.
"""

import ast
import functools
import keyword
import re
from collections.abc import Iterator
from typing import NamedTuple

from game.errors import UserError

LONGEST_TEXT = 1000
DEEPEST_NESTING = 60

_TOKENS = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<joint>not\s+in\b|and\b|or\b|in\b)
    | (?P<prefix>not\b)
    | (?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)
    | (?P<wrong>===|=>|=<|<>|\*\*|//|&&|\|\||:=)
    | (?P<sign>[-+])
    | (?P<operator>[=!<>]=|[*/<>])
    | (?P<open>[(\[])
    | (?P<close>[)\]])
    | (?P<comma>,)
    | (?P<other>.)
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)
_ENDS_VALUE = {"number", "name", "close"}
_STARTS_VALUE = {"number", "name", "open", "prefix", "sign"}
_CLOSING = {"(": ")", "[": "]"}

_PROBLEMS = {"=": "'=' compares nothing"}
_REMEDIES = {
    "=": "write '=='",
    "===": "write '=='",
    "=>": "write '>='",
    "≥": "write '>='",
    "=<": "write '<='",
    "≤": "write '<='",
    "<>": "write '!='",
    "≠": "write '!='",
    "&&": "write 'and'",
    "&": "write 'and'",
    "||": "write 'or'",
    "|": "write 'or'",
    "!": "write 'not'",
    "**": "write x * x for a square",
    "^": "write x * x for a square",
    "//": "write '/'",
    "\N{MULTIPLICATION SIGN}": "write '*'",
    "\N{DIVISION SIGN}": "write '/'",
    "\N{MINUS SIGN}": "write '-'",
    "%": "write a share as a number from 0 to 1",
    "?": "write where(condition, value, otherwise)",
    ".": "write a member without spaces, as in import_gate.h200_class",
    "'": "settings are compared as numbers or names, without quotes",
    '"': "settings are compared as numbers or names, without quotes",
}
_WORDS = {
    "if": "write where(condition, value, otherwise)",
    "else": "write where(condition, value, otherwise)",
    "is": "write '=='",
    "True": "write 'true'",
    "TRUE": "write 'true'",
    "False": "write 'false'",
    "FALSE": "write 'false'",
    "AND": "write 'and'",
    "OR": "write 'or'",
    "NOT": "write 'not'",
}


class ExpressionError(UserError):
    """An expression that cannot be used; the place names the column, counted from 1."""


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


def refuse(text: str, start: int, problem: str, remedy: str = "") -> ExpressionError:
    """Return the error for what stands at index `start` of `text`."""
    shown = " ".join(text.split())
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    return ExpressionError(f"column {start + 1} of '{shown}'", problem, remedy)


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> ast.expr:
    """Return Python's tree of a well-formed expression, not to be changed.

    Its columns are those of `text`.

    Raises
    ------
    ExpressionError
        The text is too long, too deeply nested, or not written as an expression.
    """
    if len(text) > LONGEST_TEXT:
        problem = f"the expression has {len(text)} characters"
        raise refuse(text, LONGEST_TEXT, problem, f"keep it within {LONGEST_TEXT}")
    _check_tokens(text)
    # Line breaks come from folded YAML; the leading space keeps them from counting as indentation.
    flat = re.sub(r"\s", " ", text, flags=re.ASCII)
    indent = len(flat) - len(flat.lstrip())
    try:
        tree = ast.parse(flat.strip(), mode="eval").body
    except SyntaxError as error:
        start = indent + max((error.offset or 1) - 1, 0)
        remedy = "put parentheses round each part" if start < len(text) else ""
        raise refuse(text, start, "the expression cannot be read here", remedy) from None
    except (ValueError, RecursionError, MemoryError):
        raise refuse(text, 0, "the expression is nested too deeply", "split it") from None
    _check_depth(text, tree)
    if indent:
        _move(tree, indent)
    return tree


def _move(tree: ast.expr, by: int) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            node.col_offset += by
            node.end_col_offset = (node.end_col_offset or 0) + by


def written_name(node: ast.expr) -> str:
    """Return a name, with its members, or any other expression as it is written."""
    members: list[str] = []
    head = node
    while isinstance(head, ast.Attribute):
        members.append(head.attr)
        head = head.value
    if not isinstance(head, ast.Name):
        return ast.unparse(node)  # ten times as slow
    return ".".join((head.id, *reversed(members)))


def _check_depth(text: str, tree: ast.expr) -> None:
    if len(text) < DEEPEST_NESTING - 1:
        return  # each level takes a character, and the last one, how a name is used, none
    layer: list[ast.AST] = [tree]
    for _ in range(DEEPEST_NESTING):
        layer = [child for node in layer for child in ast.iter_child_nodes(node)]
        if not layer:
            return
    remedy = f"split it; {DEEPEST_NESTING} levels are the limit"
    raise refuse(text, 0, "the expression is nested too deeply", remedy)


def _check_tokens(text: str) -> None:
    before = _Token("start", "", 0)
    brackets: list[_Token] = []
    for token in _read_tokens(text):
        _check_order(text, before, token)
        if token.kind == "open":
            brackets.append(token)
        elif token.kind == "close":
            opened = brackets.pop() if brackets else None
            if opened is None or _CLOSING[opened.text] != token.text:
                raise refuse(text, token.start, f"'{token.text}' closes nothing that is open")
        before = token
    if before.kind == "start":
        raise refuse(text, 0, "the expression is empty", "write a condition or a number")
    if before.kind not in _ENDS_VALUE:
        raise refuse(text, before.start, f"a value is missing after '{before.text}'")
    if brackets:
        opened = brackets[-1]
        remedy = f"close it with '{_CLOSING[opened.text]}'"
        raise refuse(text, opened.start, f"'{opened.text}' is never closed", remedy)


def _check_order(text: str, before: _Token, token: _Token) -> None:
    after_value = before.kind in _ENDS_VALUE
    if not after_value and token.kind not in _STARTS_VALUE:
        raise refuse(text, token.start, f"a value is missing before '{token.text}'")
    is_call = token.text == "(" and before.kind == "name"
    if after_value and token.kind in _STARTS_VALUE - {"sign"} and not is_call:
        problem = f"an operator is missing between '{before.text}' and '{token.text}'"
        remedy = "write one, such as 'and', '*' or '>='"
        if token.text == "[":
            remedy = "write a member as name.member"
        raise refuse(text, token.start, problem, remedy)


def _read_tokens(text: str) -> Iterator[_Token]:
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup or "other"
        token = _Token(kind, match.group(), match.start())
        if kind in {"wrong", "other"}:
            written = token.text if token.text.isprintable() else f"U+{ord(token.text):04X}"
            problem = _PROBLEMS.get(token.text, f"'{written}' is not understood")
            raise refuse(text, token.start, problem, _REMEDIES.get(token.text, ""))
        if kind == "number":
            _check_number(text, token, match.end())
        if kind == "name":
            _check_word(text, token)
        if kind != "space":
            yield token


def _check_number(text: str, token: _Token, end: int) -> None:
    if re.match(r"\w", text[end:]):
        problem = f"'{token.text}' runs into '{text[end]}'"
        raise refuse(text, token.start, problem, "put an operator or a space after the number")
    if re.match(r"0\d+$", token.text):
        raise refuse(text, token.start, f"'{token.text}' starts with 0", "leave the 0 out")
    if float(token.text) == float("inf"):
        raise refuse(text, token.start, f"{token.text} is too large", "keep numbers below 1e308")


def _check_word(text: str, token: _Token) -> None:
    for part in token.text.split("."):
        if keyword.iskeyword(part) or part in _WORDS:
            remedy = _WORDS.get(part, "")
            raise refuse(text, token.start, f"{part} is not allowed", remedy)
        if part.startswith("_"):
            raise refuse(text, token.start, f"'{token.text}' has a part that starts with '_'")

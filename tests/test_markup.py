"""Pages are written in templates: no string of the code holds a tag."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.test_contracts import in_repo, modules_under, parse

# A group of a pattern, (?P<body>...), is no tag.
TAG = re.compile(r"(?<!\(\?P)<(?:!doctype\b|/?[a-z]+\d?(?:\s[\w-]+=|\s*/?>))")
# Places in a path of a config, as `levers/<actor>.yaml`.
PLACEHOLDERS = re.compile(r"<actor>")


def docstrings(tree: ast.AST) -> set[int]:
    """Which constants are docstrings, by identity."""
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def tags(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each string with a tag in it."""
    documented = docstrings(tree)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documented
        ):
            tag = TAG.search(PLACEHOLDERS.sub("", node.value))
            if tag:
                yield node.lineno, tag[0]


def test_no_string_of_the_code_holds_a_tag():
    offences = [
        f"{in_repo(path)}:{line}: {tag}"
        for path in modules_under("game", "agents")
        for line, tag in tags(parse(path))
    ]
    assert offences == []


@pytest.mark.parametrize(
    "text",
    [
        "page = f'<h3>{title}</h3>'",
        "row = '<tr class=\"low\">'",
        "return Markup(f'<path d=\"{path}\"/>')",
        "start = '<!doctype html>'",
        "line = f'{text}<br/>'",
    ],
)
def test_a_tag_is_seen(text):
    assert list(tags(ast.parse(f"def draw(title, text, path, Markup):\n    {text}\n")))


@pytest.mark.parametrize(
    "text", ["low = 'a < b'", "part = r'(?P<body>x)'", "where = 'levers/<actor>.yaml'"]
)
def test_a_comparison_a_group_and_a_placeholder_are_no_tags(text):
    assert list(tags(ast.parse(text))) == []

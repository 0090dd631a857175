"""Text is data until it is shown: no sentence that the program made is taken apart or compared."""

import ast
from collections.abc import Iterator

import pytest

from tests.test_contracts import in_repo, modules_under, parse

# Who may read text by pattern, and what they read: never a sentence of the program.
PARSERS = {
    "agents/cast.py": "names of policies that users type",
    "game/batch/codebook.py": "escapes a title for Markdown",
    "game/config/documents.py": "descriptions in the schemas, whose white space it folds",
    "game/config/files.py": "lines of a user's file",
    "game/config/names.py": "names within expressions and fields of configs",
    "game/config/loader.py": "characters that YAML does not allow",
    "game/config/own_files.py": "names of a user's files",
    "game/config/scalars.py": "numbers as users write them",
    "game/config/schema/fields.py": "names and texts of configs",
    "game/config/validation.py": "numbers and names as users write them",
    "game/errors.py": "words too long for a line of a terminal",
    "game/hindcast/targets/targets.py": "tables of published numbers",
    "game/language/syntax.py": "the expressions of conditions",
    "game/text/negotiation.py": "a paper as a person types it",
    "game/saves/chain.py": "the links of a log",
    "game/seat/encyclopedia_names.py": "ids of rows of the dated record",
    "game/files/portable_names.py": "names of files as users type them",
    "game/state/levers.py": "orders as users write them",
    "game/text/desk.py": "acts of a facilitator as they are typed",
}
# The room that makes sentences may work on them.
WORDS = "game/words/"
# Values of these are numbers, names or lists, though words make them.
NO_SENTENCES = {"Language", "later", "speak", "speaking", "spoken", "languages", "ENGLISH"}
TAKES_APART = {
    "count", "endswith", "find", "index", "partition", "removeprefix", "removesuffix", "replace",
    "rfind", "rindex", "rpartition", "rsplit", "split", "splitlines", "startswith",
}  # fmt: skip
# This takes no text, but a record.
COPIES = "dataclasses.replace"
# What holds a sentence that is shown, by the names that the program gives such fields.
SENTENCES = {"because", "headline", "reason", "says", "told", "words"}


def makers(tree: ast.Module) -> set[str]:
    """The functions of the words' room that a file imports."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("game.words.")
        for alias in node.names
        if alias.name not in NO_SENTENCES and alias.name[0].islower()
    }


def is_sentence(node: ast.expr, made: set[str], said: set[str]) -> bool:
    """Whether a value is a sentence: made by words, kept under a name, or part of a longer one."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in made
    if isinstance(node, ast.Name):
        return node.id in said
    if isinstance(node, ast.Attribute):
        return node.attr in SENTENCES
    if isinstance(node, ast.BinOp):
        return is_sentence(node.left, made, said) or is_sentence(node.right, made, said)
    if isinstance(node, ast.IfExp):
        return is_sentence(node.body, made, said) or is_sentence(node.orelse, made, said)
    return False


def names_kept(function: ast.AST, made: set[str]) -> set[str]:
    """The names under which a function keeps sentences."""
    said: set[str] = set()
    while True:
        found = {
            target.id
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and is_sentence(node.value, made, said)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        if found <= said:
            return said
        said |= found


def sentences_read(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of each place that takes a sentence apart or compares it with another text."""
    made = makers(tree)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        said = names_kept(function, made)
        for node in ast.walk(function):
            read: list[ast.expr] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in TAKES_APART and ast.unparse(node.func) != COPIES:
                    read = [node.func.value, *node.args]
            elif isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                is_empty = any(isinstance(one, ast.Constant) and not one.value for one in sides)
                is_text = any(isinstance(op, ast.Eq | ast.NotEq | ast.In) for op in node.ops)
                read = sides if is_text and not is_empty else []
            if isinstance(node, ast.expr) and any(is_sentence(one, made, said) for one in read):
                yield node.lineno, ast.unparse(node)


def test_only_declared_parsers_read_text_by_pattern():
    using = {
        in_repo(path)
        for path in modules_under("game", "agents")
        if not in_repo(path).startswith(WORDS)
        and any(
            isinstance(node, ast.Import) and any(alias.name == "re" for alias in node.names)
            for node in ast.walk(parse(path))
        )
    }
    assert using == set(PARSERS)


def test_no_file_takes_a_sentence_apart_or_compares_it():
    offences = [
        f"{in_repo(path)}:{line}: {text}"
        for path in modules_under("game", "agents")
        if not in_repo(path).startswith(WORDS)
        for line, text in sentences_read(parse(path))
    ]
    assert offences == []


@pytest.mark.parametrize(
    "body",
    [
        "return say('a: b').partition(': ')",
        "told = say('a')\n    return told.startswith('b')",
        "return item.reason.split('; ')",
        "return say('a') == one.title",
        "told = say('a')\n    said = told + '.'\n    return shown in (said, told) or said == shown",
        "return one.headline == other.headline",
    ],
)
def test_a_sentence_that_is_read_is_seen(body):
    text = f"from game.words.language import say\ndef read(item, one, other, shown):\n    {body}\n"
    assert list(sentences_read(ast.parse(text)))


@pytest.mark.parametrize(
    "body",
    [
        "return name.partition('.')[0]",
        "told = say('a')\n    return told or ''",
        "return one.unit == other.unit",
        "return say('a') if one.told != '' else ''",
    ],
)
def test_a_name_taken_apart_and_a_sentence_said_are_no_offences(body):
    text = f"from game.words.language import say\ndef read(name, one, other):\n    {body}\n"
    assert list(sentences_read(ast.parse(text))) == []

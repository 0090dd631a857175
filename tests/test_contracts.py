"""The borders of the house: who may import, read or draw what, and how long a text may be."""

import ast
import builtins
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

from game.config.scenarios import shipped_library

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = ROOT / "pyproject.toml"
CONTRACTS = tomllib.loads(PYPROJECT.read_text("utf-8"))["tool"]["importlinter"]["contracts"]

FILE_LINES, FUNCTION_LINES = 400, 60

# What only some files may name, and which: a file, or a folder with a slash at its end.
YAML = ({"yaml"}, ("game/config/loader.py",))
LUCK = (
    {"random", "secrets", "numpy.random"},
    (
        "game/state/chance.py",
        "game/classroom/access.py",  # keys of persons are not luck; a room's seed is drawn once
        "game/classroom/robots.py",  # what robots press, as students would
    ),
)
SURROUNDINGS = (
    {
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "input",
        "os.environ",
        "os.getenv",
        "print",
        "sys.stderr",
        "sys.stdin",
        "sys.stdout",
        "time",
        "tqdm",
    },
    (
        "game/files/caches.py",  # where this person's caches are
        "game/files/user_folders.py",  # where the platform keeps such files
        "game/cli.py",
        "game/commands/",
        "game/classroom/",
        "game/window/",
        "game/batch/runner.py",
        "game/saves/folder.py",  # where this person's games are kept, and today's date in names
        "game/seat/new_game.py",  # a fresh seed
        "game/seat/saves.py",  # when a file was last changed, as the clock on the wall says it
        "game/words/catalogue.py",  # a tool that keeps the catalogues
        "game/words/language.py",  # the language of the system
    ),
)
# What is about some actors and not about all: whose parts are sold, the laws of a contest of two
# powers, and the rule that watches what the two promise each other.
NAMES_ACTORS = ("game/config/schema/world.py", "game/contests/laws/", "game/model/rules/deals.py")
# These give other last bits for one row than for many, so a batch would differ from a game alone.
SHAPE_DEPENDENT = {"dot", "einsum", "inner", "matmul", "tensordot", "vdot"}
FUNCTIONS = [
    "acos", "acosh", "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctan2", "arctanh",
    "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "erf", "erfc", "exp",
    "exp2", "expit", "expm1", "float_power", "gamma", "hypot", "lgamma", "log", "log10",
    "log1p", "log2", "logaddexp", "logaddexp2", "logit", "logsumexp", "pow", "power", "sin",
    "sinc", "sinh", "softmax", "tan", "tanh", "xlogy",
]  # fmt: skip
# These round as the processor, numpy's build or the C library likes: game.mathematics has its own.
ROUNDED_BY_THE_MACHINE = {"pow"} | {
    f"{library}.{name}"
    for library in ("math", "cmath", "numpy", "numpy.emath", "scipy.special")
    for name in FUNCTIONS
}
# A game does not depend on what is drawn or heard.
SHOWN_ONLY = ("game/classroom/web/", "game/mathematics/", "game/window/")

MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/|\b[A-Z]:\\\\?Users\b")
PACKAGE_INDEX = re.compile(r"pypi[.]org|pythonhosted[.]org|npmjs[.]org")


def modules_under(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def in_repo(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=in_repo(path))


def names_used(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of all that is imported, read off an import, or built in."""
    meant = {name: name for name in dir(builtins)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
                top = alias.name.split(".")[0]
                meant[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
                meant[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            first, _, rest = ast.unparse(node).partition(".")
            if first in meant:
                yield node.lineno, f"{meant[first]}.{rest}" if rest else meant[first]


def names_within(tree: ast.AST, reserved: set[str]) -> list[tuple[int, str]]:
    """The uses of reserved names and of what is inside them."""
    return [
        (line, name)
        for line, name in names_used(tree)
        if any(f"{name}.".startswith(f"{word}.") for word in reserved)
    ]


@pytest.mark.parametrize("contract", CONTRACTS, ids=[contract["id"] for contract in CONTRACTS])
def test_an_import_contract_is_kept(contract, capsys):
    code = lint_imports(
        str(PYPROJECT), limit_to_contracts=(contract["id"],), no_cache=True, no_logo=True
    )
    assert code == 0, capsys.readouterr().out


# The package hands on what another file holds, and knows the version that files ask it for.
DOOR = {"game"}


def test_no_files_import_each_other_in_a_circle():
    """What is imported within a function, or for its type alone, counts."""
    graph = grimp.build_graph("game", "agents", exclude_type_checking_imports=False, cache_dir=None)
    imports = {
        module: set(graph.find_modules_directly_imported_by(module))
        for module in graph.modules - DOOR
    }
    while ends := {module for module, names in imports.items() if not names & imports.keys()}:
        for module in ends:
            del imports[module]
    assert sorted(imports) == []


@pytest.mark.parametrize(
    ("reserved", "allowed"),
    [YAML, LUCK, SURROUNDINGS],
    ids=["yaml", "luck", "surroundings"],
)
def test_what_is_reserved_to_some_files_is_named_in_no_other(reserved, allowed):
    offences = [
        f"{in_repo(path)}:{line}: {name}"
        for path in modules_under("game", "agents")
        if not in_repo(path).startswith(allowed)
        for line, name in names_within(parse(path), reserved)
    ]
    assert offences == []


@pytest.mark.parametrize(
    "text",
    [
        "import random",
        "import numpy.random",
        "from numpy import random as luck",
        "from numpy.random import default_rng",
        "import numpy as np\ndef draw():\n    return np.random.default_rng(1).random()",
        "def token():\n    import secrets",
    ],
)
def test_every_way_of_naming_a_reserved_module_is_seen(text):
    assert names_within(ast.parse(text), LUCK[0])


@pytest.mark.parametrize(
    "text",
    [
        "print('here')",
        "say = print",
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.datetime.now()",
        "from os import environ",
        "import time as clock",
    ],
)
def test_every_way_of_looking_outside_is_seen(text):
    assert names_within(ast.parse(text), SURROUNDINGS[0])


def test_a_date_a_variable_and_a_longer_name_are_not_offences():
    text = "from datetime import date\ntime = date(2022, 1, 1)\nimport timeit\nview.random()"
    assert names_within(ast.parse(text), SURROUNDINGS[0] | LUCK[0]) == []


def test_no_rule_uses_an_operation_whose_last_bits_depend_on_the_batch():
    offences = [
        f"{in_repo(path)}: {ast.unparse(node)}"
        for path in [*modules_under("game/model"), ROOT / "game/state/arrays.py"]
        for node in ast.walk(parse(path))
        if isinstance(getattr(node, "op", None), ast.MatMult)
        or (isinstance(node, ast.Attribute) and node.attr in SHAPE_DEPENDENT)
    ]
    assert offences == []


def powers(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield powers, but not squares and whole powers of 2, which are the same on all machines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Pow):
            base, exponent = (
                (node.left, node.right)
                if isinstance(node, ast.BinOp)
                else (node.target, node.value)
            )
            square = ast.unparse(exponent) == "2"
            of_two = (
                ast.unparse(base) in {"2", "2.0"} and ast.unparse(exponent).lstrip("-").isdigit()
            )
            if not square and not of_two:
                yield node.lineno, ast.unparse(node)


def rounded_by_the_machine(tree: ast.AST) -> list[tuple[int, str]]:
    return [*names_within(tree, ROUNDED_BY_THE_MACHINE), *powers(tree)]


def test_no_number_of_a_game_is_rounded_as_a_machine_likes():
    offences = [
        f"{in_repo(path)}:{line}: {text}"
        for path in modules_under("game", "agents")
        if not in_repo(path).startswith(SHOWN_ONLY)
        for line, text in rounded_by_the_machine(parse(path))
    ]
    assert offences == []


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\nnp.exp(x)",
        "from numpy import tanh as curve",
        "import math\ngrown = list(map(math.log1p, x))",
        "from scipy import special\nspecial.expit(x)",
        "pow(x, y)",
        "x ** y",
        "x **= 0.5",
        "x ** 3",
        "2.0 ** x",
        "10 ** -places",
    ],
)
def test_every_way_of_rounding_as_a_machine_likes_is_seen(text):
    assert rounded_by_the_machine(ast.parse(text))


def test_squares_powers_of_two_and_roots_are_the_same_everywhere():
    text = "import numpy as np\nx ** 2\n2.0 ** -53\n2 ** 30\nnp.sqrt(x)\nf(**options)"
    assert rounded_by_the_machine(ast.parse(text)) == []


def test_no_file_and_no_function_is_too_long_to_read():
    offences = []
    for path in modules_under("game", "agents", "tests", "benchmarks", ".make"):
        tree = parse(path)
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > FILE_LINES:
            offences.append(f"{in_repo(path)}: {lines} lines")
        offences += [
            f"{in_repo(path)}:{node.lineno}: {node.name} has {length} lines"
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
        ]
    assert offences == []


def own_texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the project, without what tools leave in hidden folders."""
    folders = ("game", "agents", "configs", "assets", "tests", "docs", "benchmarks", ".make", ".ci")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    for path in [*paths, *ROOT.glob("*")]:
        if path.is_file() and path.name != ".git" and "__pycache__" not in path.parts:
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a picture or a sound


def test_what_is_common_to_all_actors_names_none():
    """Who they are stands in configs/actors; a law or a rule of two powers may name them."""
    actors = set(shipped_library().axes.actors)
    offences = [
        f"{in_repo(path)}:{node.lineno}: {node.value}"
        for path in modules_under("game")
        if not in_repo(path).startswith(NAMES_ACTORS)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Constant) and node.value in actors
    ]
    assert offences == []


def test_no_text_names_a_folder_of_one_machine_or_a_package_index():
    offences = [
        f"{in_repo(path)}:{number}: {line.strip()[:80]}"
        for path, text in own_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATH.search(line) or PACKAGE_INDEX.search(line)
    ]
    assert offences == []


@pytest.mark.parametrize("text", ["see " + "/ho" + "me/ann/x", "C:" + r"\Users\ann"])
def test_a_folder_of_one_machine_is_recognised(text):
    assert MACHINE_PATH.search(text)


def test_an_address_on_the_web_is_not_a_folder_of_a_machine():
    assert not MACHINE_PATH.search("https://example.org/home/news")


# Where pixels may be added up: the model of a page, and what paints on a surface.
PAGE_MODEL = {
    "arrangement", "assets", "density", "fonts", "items", "layout", "page", "ruler", "screen",
    "screen_recorder", "theme",
}  # fmt: skip
COORDINATES = {
    "bottom", "centerx", "centery", "height", "left", "right", "top", "width", "x", "y",
}  # fmt: skip
# Halves and shares of one length are no layout.
SUMS = ast.Add | ast.Sub


def pixels_added(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each sum of a length in pixels, or of a coordinate of a box."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.BinOp | ast.AugAssign) or not isinstance(node.op, SUMS):
            continue
        parts = (
            [node.left, node.right] if isinstance(node, ast.BinOp) else [node.target, node.value]
        )
        for part in parts:
            is_length = isinstance(part, ast.Call) and ast.unparse(part.func).endswith("px")
            is_place = isinstance(part, ast.Attribute) and part.attr in COORDINATES
            if is_length or is_place:
                yield node.lineno, ast.unparse(node)


def test_only_the_model_of_a_page_adds_up_pixels():
    offences = [
        f"{in_repo(path)}:{line}: {text}"
        for path in modules_under("game/window")
        if path.stem not in PAGE_MODEL and path.parent.name != "drawing"
        for line, text in pixels_added(parse(path))
    ]
    assert offences == []


@pytest.mark.parametrize(
    "text", ["Rect(x + px(14), y, 1, 1)", "y += page.px(8)", "wide = rect.right - box.left"]
)
def test_a_sum_of_pixels_is_seen(text):
    assert list(pixels_added(ast.parse(text)))

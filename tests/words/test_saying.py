"""No text reaches the window but through `say`: a literal that reads like prose is said or kept."""

import ast
import re

from game.paths import PACKAGE
from game.words.extract import code_texts, speaking_files

# The plain lines of the text seat and the words of tools are English; so are errors of logs, and
# what a class says in the terminal, in a codebook, and to requests that no page sends.
ENGLISH_ONLY = (
    "game/classroom/door.py", "game/classroom/exporting.py", "game/classroom/rehearsal.py",
    "game/classroom/robots.py",
    "game/classroom/room_files.py", "game/classroom/web/application.py",
    "game/classroom/web/guard.py", "game/text/", "game/words/catalogue.py", "game/words/extract.py",
    "game/words/texts.py",
)  # fmt: skip
SAYING = {"say", "say_config", "say_count", "later"}
# What reads like prose and is none, by file: keys of items, caps of keys, names of folders and
# languages, and English words that the code compares with.
KEPT = {
    "seat/flows.py": {"share of normal"},
    "seat/numbers.py": {"rule text"},
    "window/keymap.py": {
        "Enter", "Esc", "Tab", "Space", "Page Up", "Page Down", "Down", "Left", "Right", "page up",
        "page down",
    },
    "window/lesson.py": {"coach next", "coach end", "coach stay"},
    "screens/settings.py": {"reset keys"},
    "window/settings.py": {"Application Support", "Library", "Roaming", "AppData"},
    "words/language.py": {"English", "Chinese"},
    "words/numbers.py": {
        "percentage points", "months of sales", "China", "Chinese", "Nvidia", "Entity",
    },
}  # fmt: skip
CAPS = KEPT["window/keymap.py"]
# Errors of files, said in English wherever they are read.
ERRORS = re.compile(r"could not be (read|kept)|latest game kept|from version|departs|unknown scen")
# A drawing or a page of the class, which says what is filled in.
MARKUP = re.compile(r"<(svg|path|rect|circle|polygon|!doctype) ?|^flow none$")
FILES = re.compile(r"^rule text$|Noto|\.(png|jsonl?|ttf|otf|po|mo)$")
PROSE = re.compile(r"[A-Za-z]{2,} [a-z]{2,}|^[A-Z][a-z]{2,}")


def literals(tree):
    """Yield the strings of a module that nobody marked, but docstrings, errors and subscripts."""
    said = set()
    for node in ast.walk(tree):
        name = (
            node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
        )
        if name in SAYING or name.endswith("Error"):
            said |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            said.add(id(node.value))
        if isinstance(node, ast.Subscript | ast.AnnAssign):
            inside = node.slice if isinstance(node, ast.Subscript) else node.annotation
            said |= {id(inner) for inner in ast.walk(inside)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node


def unsaid(path, marked=()):
    kept = {*KEPT.get(f"{path.parent.name}/{path.name}", ()), *CAPS, *marked}
    return [
        (path.name, node.lineno, node.value)
        for node in literals(ast.parse(path.read_text("utf-8")))
        if PROSE.search(node.value)
        and node.value not in kept
        and not ERRORS.search(node.value)
        and not FILES.search(node.value)
        and not MARKUP.search(node.value)
    ]


def test_no_prose_stands_in_the_code_of_the_window_unsaid():
    paths = [
        path
        for path in speaking_files()
        if not path.relative_to(PACKAGE.parent).as_posix().startswith(ENGLISH_ONLY)
    ]
    marked = {key for _, key in code_texts()}
    assert len(paths) > 40
    assert [found for path in paths for found in unsaid(path, marked)] == []


def test_a_literal_would_be_found(tmp_path):
    path = tmp_path / "drawn.py"
    path.write_text('page.text(at, "Seal orders")\npage.text(at, say("Seal orders"))\n', "utf-8")
    assert unsaid(path) == [("drawn.py", 1, "Seal orders")]

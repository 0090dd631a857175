"""What is printed on a terminal: words stay whole, texts fold, a reader may leave."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Group
from rich.table import Table

from game.commands._terminal import print_table
from game.commands.list import KINDS, list_rows
from game.config.scenarios import shipped_library
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent.parent
STYLE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def on_terminal(monkeypatch, capsys):
    """Print a table on a terminal of so many columns, and return its plain lines."""

    def show(table, columns):
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("COLUMNS", str(columns))
        print_table(table)
        return STYLE.sub("", capsys.readouterr().out)

    return show


@pytest.mark.parametrize("columns", [12, 30, 40, 60, 80, 120])
@pytest.mark.parametrize("kind", KINDS)
def test_words_stay_whole_and_none_is_dropped(kind, columns, highfence, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(columns))
    told = STYLE.sub("", highfence("list", kind).stdout)
    words = set(told.split())
    for row in list_rows(kind, shipped_library()):
        for value in row.values():
            cell = f"{value:g}" if isinstance(value, float) else str(value)
            assert [word for word in cell.split() if word not in words] == []


@pytest.mark.parametrize("columns", [20, 30, 50, 100])
def test_a_table_of_any_command_keeps_its_words(columns, on_terminal):
    table = Table(title="A title of several words")
    table.add_column("policy", no_wrap=True)
    table.add_column("says")
    table.add_column("score", justify="right")
    rows = [
        ("rare_earth_retaliation", "Answer every broad measure within the quarter.", "12.5"),
        ("b", "[bold]no style[/x] :smile: " + "w" * 60, "(7.2 to 8.1)"),
    ]
    for row in rows:
        table.add_row(*row)
    told = on_terminal(Group(table), columns)
    for row in rows:
        for cell in row:
            assert [word for word in cell.split() if word not in told.split()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such shell")
@pytest.mark.parametrize(
    "command", ["list levers", "list policies --json", "check", "watch lesson", "--help"]
)
@pytest.mark.parametrize("reader", ["(exec <&-; sleep 1)", "head -c 1 >/dev/null"])
def test_a_reader_that_leaves_is_no_error(command, reader):
    program = f'{sys.executable} -c "from game.cli import main; main()" {command}'
    done = subprocess.run(
        ["bash", "-c", f"{program} | {reader}; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (0, "")

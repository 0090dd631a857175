"""What a command says of a mistake in a file of one's own: what `check` says of it first."""

import pytest

from tests.commands.conftest import POLICY

SCENARIO = "name: mine\nextends: lesson\ntitle: Mine\nturns: 2\n"
EXPERIMENT = """\
name: mine
title: Small
question: Does the gate matter?
says: Two arms.
caution: Nothing.
scenario: lesson
profiles:
  shut: {held: {beijing: {import_gate.h200_class: block}}}
replicates: 2
"""
# Every command that reads such a file; FILE stands for it.
COMMANDS = {
    POLICY: [
        "watch lesson --policy beijing=FILE",
        "play lesson --policy beijing=FILE",
        "play lesson --seat washington --policy beijing=FILE",
        "tournament lesson --policies beijing=FILE,status_quo",
        "tournament lesson --policy beijing=FILE --policies congress=historical,status_quo",
        "duel FILE beijing=reciprocal",
        "duel beijing=reciprocal FILE",
        "duel beijing=FILE beijing=reciprocal",
        "duel congress=historical congress=status_quo --policy beijing=FILE",
        "batch h200 --policies FILE --dry-run",
    ],
    SCENARIO: [
        "watch FILE",
        "play FILE",
        "play FILE --seat beijing",
        "ensemble FILE",
        "tournament FILE",
        "duel beijing=reciprocal beijing=historical --scenario FILE",
        "batch h200 --policies FILE --dry-run",
    ],
    EXPERIMENT: [
        "batch FILE --out OUT",
        "batch FILE --dry-run",
        "sensitivity FILE --out OUT",
        "regret FILE --out OUT",
        "discover FILE --where premium>1 --out OUT",
    ],
}
MISTAKES = {
    POLICY: [
        (POLICY, "  - set: {capital_subsidy: 010}"),
        ("+1}", "+1, cn_truce: off}"),
        ("says:", "name: Again\nsays:"),
        ("actor: beijing\n", ""),
        ("actor: beijing", "actor: bejing"),
        ("capital_subsidy", "capital_subsidi"),
        ("because", "becuase"),
        ("  - set", "\t- set"),
        (": +1}", ": +1"),
        (POLICY, "# nothing yet\n"),
    ],
    SCENARIO: [
        ("turns: 2", "turns: 02"),
        ("turns: 2", "turns: two"),
        ("turns: 2", "turns: 2\nopening: {truce_left: 99}"),
        ("turns: 2", "turns: 2\nturns: 3"),
        ("lesson", "mine"),
        ("lesson", "leson"),
        ("extends", "extnds"),
        ("turns: 2", "policies: {beijing: mypol}"),
        ("title: Mine", "title: Mine: yours"),
        (SCENARIO, "# nothing yet\n"),
    ],
    EXPERIMENT: [
        ("replicates: 2", "replicates: 0x2"),
        ("replicates: 2", "replicates: 2\nreplicates: 3"),
        ("replicates: 2\n", ""),
        ("block", "blok"),
        ("scenario: lesson", "scenario: leson"),
        ("held", "hold"),
        ("question", "\tquestion"),
        (EXPERIMENT, "# nothing yet\n"),
    ],
}


def fill(command, file, tmp_path):
    return command.replace("FILE", str(file)).replace("OUT", str(tmp_path / "out")).split()


@pytest.mark.parametrize(
    ("right", "old", "new"),
    [(right, old, new) for right, mistakes in MISTAKES.items() for old, new in mistakes],
)
def test_every_command_tells_a_mistake_as_check_tells_it_first(
    right, old, new, highfence, tmp_path
):
    file = tmp_path / "mine.yaml"
    file.write_text(right.replace(old, new))
    checked = highfence("check", file)
    first = checked.stdout.splitlines()[0]
    assert (checked.returncode, checked.stderr) == (2, "")
    assert first.startswith("mine.yaml:")
    for command in COMMANDS[right]:
        told = highfence(*fill(command, file, tmp_path))
        assert (told.returncode, told.stdout, told.stderr) == (2, "", f"highfence: {first}\n"), (
            command
        )


@pytest.mark.parametrize(
    ("right", "wanted"), [(SCENARIO, POLICY), (POLICY, SCENARIO), (POLICY, EXPERIMENT)]
)
def test_a_file_of_another_kind_is_told_for_what_it_is(right, wanted, highfence, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(right)
    for command in COMMANDS[wanted]:
        if "--policies FILE" not in command:
            told = highfence(*fill(command, file, tmp_path))
            assert (told.returncode, told.stdout) == (2, "")
            assert told.stderr.startswith("highfence: mine.yaml:2: is a ")

"""A game has the same states on every machine, and a log verifies on each.

The stored states hold the machine at hand to all others. Further machines are simulated beside it:
numpy without the vectors of newer processors, a C library without theirs, and another C library.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from game.config.scenarios import load_scenario
from game.paths import CLONE
from game.session import Session
from tests.machines.states import played, replayed

STATES = Path(__file__).parent / "states.txt"
LIBRARY = Path(__file__).parent / "other_library.c"
COMPILER = shutil.which("cc") or shutil.which("gcc")
ON_LINUX = platform.system() == "Linux" and platform.machine() == "x86_64"
VECTORS = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])

# The last digits of numpy's and of the C library's own functions, to see that a machine is another.
DIGITS = """
import hashlib, math, numpy as np
x = np.linspace(0.001, 30.0, 100_000)
print(hashlib.sha256(b"".join(f(x).tobytes() for f in (np.exp, np.tanh, np.log1p))).hexdigest())
print(hashlib.sha256(repr([math.log(one) + math.exp(one) for one in x]).encode()).hexdigest())
"""


def run(*arguments: str, setting: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=CLONE,
        env=os.environ | setting,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(
    scope="module", params=["old processor", "old processor for the C library", "other C library"]
)
def setting(request, tmp_path_factory) -> dict[str, str]:
    """The variables under which a program runs as if on another machine."""
    if request.param == "old processor":
        if not VECTORS:
            pytest.skip("this processor has no vectors that numpy can do without")
        return {"NPY_DISABLE_CPU_FEATURES": " ".join(VECTORS)}
    if not ON_LINUX:
        pytest.skip("the way to change the C library is that of Linux on x86-64")
    if request.param == "old processor for the C library":
        return {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2,-AVX2_Usable,-FMA_Usable"}
    if COMPILER is None:
        pytest.skip("there is no C compiler here")
    library = tmp_path_factory.mktemp("library") / "other.so"
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", library, LIBRARY, "-lm"], check=True)
    return {"LD_PRELOAD": str(library)}


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    """A game that was played to its end and kept."""
    path: Path = tmp_path_factory.mktemp("game") / "game.jsonl"
    session = Session.begin(load_scenario("lesson"), seed=5, path=path)
    while not session.over:
        session.seal()
        session.seal()
        session.pass_turn()
    session.close()
    return path


def test_games_have_the_stored_states(compare_golden):
    compare_golden(STATES, "\n".join(played()) + "\n")


def test_another_machine_finds_the_stored_states_and_verifies_a_log(setting, log):
    states = run("-m", "tests.machines.states", str(log), setting=setting).splitlines()
    assert states == [*STATES.read_text("utf-8").splitlines(), *replayed(log)]


def test_another_machine_is_another(setting):
    """Else the tests above would show nothing: some function of its own rounds otherwise."""
    assert run("-c", DIGITS, setting=setting) != run("-c", DIGITS, setting={})

"""Local processes end with whoever began them."""

import subprocess
import sys

from tests.patience import PATIENCE

# A worker that would be at its task for an hour.
STOPPED = """
import time
from game.batch.executors import open_executor

if __name__ == "__main__":
    with open_executor(2, None) as executor:
        future = executor.submit(time.sleep, 3600.0)
        while not future.running():
            pass
        raise KeyboardInterrupt
"""


def test_whoever_stops_a_batch_waits_for_no_task_that_was_begun(tmp_path):
    script = tmp_path / "stopped.py"
    script.write_text(STOPPED, "utf-8")
    ended = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=PATIENCE
    )
    assert ended.returncode
    assert ended.stderr.rstrip().splitlines()[-1] == "KeyboardInterrupt"

"""What a seat's view costs, in CPU: cold at a new position, and again after an order.

    python benchmarks/seat_view.py
    python benchmarks/seat_view.py --scenario lesson --append

A room asks for the views of all its seats at once, so that this decides how many tables one process
can serve. `cold` is the first sheet of a seat at a position that nobody looked at, `after` the one
that follows an order. `--append` gives and takes back one order over and over, and tells what each
costs at the start of a log and at its end.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from game.config.scenarios import load_scenario
from game.seat.seat_table import SeatTable
from game.session import Session
from game.state import position as looks
from game.state.levers import Action

TURNS, ROUNDS, APPENDED, GROUP = 2, 9, 1200, 100


def cpu_ms(work: Callable[[], object]) -> float:
    """Return what some work costs, in milliseconds of CPU."""
    start = time.process_time()
    work()
    return 1e3 * (time.process_time() - start)


def open_game(scenario: str) -> Session:
    """Return a game with a person at every seat, some turns in."""
    loaded = load_scenario(scenario)
    session = Session.begin(loaded, seats=loaded.seats, seed=3)
    for _ in range(TURNS):
        session.seal()
        session.seal()
        session.pass_turn()
    return session


def forget(session: Session) -> None:
    """Forget what was worked out of every position."""
    session.views.forget()
    looks._look_alone.cache_clear()


def time_seat(session: Session, seat: str) -> tuple[list[float], list[float]]:
    """Return what the sheets of a seat cost: cold ones, and those after an order."""
    cold, after = [], []
    for _ in range(ROUNDS):
        forget(session)
        table = SeatTable(session, seat)
        cold.append(cpu_ms(lambda table=table: table.sheet))  # type: ignore[misc]
        session.order(next(iter(session.legal_actions(seat))))
        after.append(cpu_ms(lambda table=table: table.sheet))  # type: ignore[misc]
        session.undo(seat)
    return cold, after


def tell_views(scenario: str) -> None:
    """Print a line for each seat: least and median of both."""
    session = open_game(scenario)
    print(f"{scenario:<16}{'seat':<14}{'cold':>16}{'after an order':>18}   CPU ms, least / median")
    for seat in session.scenario.seats:
        cold, after = time_seat(session, seat)
        told = [f"{min(costs):.1f} / {statistics.median(costs):.1f}" for costs in (cold, after)]
        print(f"{'':<16}{seat:<14}{told[0]:>16}{told[1]:>18}")


def tell_append(scenario: str) -> None:
    """Print what one order and its undo cost, at the start of a log and at its end."""
    session = Session.begin(load_scenario(scenario), seats=("beijing",), seed=3)
    order = Action.parse("capital_subsidy = 3", session.scenario.levers, actor="beijing")

    def give_and_take() -> None:
        session.order(order)
        session.undo("beijing")

    costs = [cpu_ms(give_and_take) for _ in range(APPENDED)]
    first, last = statistics.median(costs[:GROUP]), statistics.median(costs[-GROUP:])
    print(
        f"order and undo: {first:.2f} CPU ms in an empty log, {last:.2f} after {len(session.log)}"
    )


def main() -> None:
    """Time the views of scenarios, or a log that grows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--scenario", default="")
    parser.add_argument("--append", action="store_true")
    wanted = parser.parse_args()
    for scenario in [wanted.scenario] if wanted.scenario else ["lesson", "december_2025"]:
        if wanted.append:
            tell_append(scenario)
        else:
            tell_views(scenario)


if __name__ == "__main__":
    main()

"""The command `redteam`: a seat is attacked by players that look at nothing or one move ahead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game.commands._options import AsJson, OtherPolicies, Pack, Seed, read_policies
from game.commands._terminal import finite_or_none, print_json, print_lines, progress_bar
from game.config import MOST
from game.errors import UserError
from game.words.counts import count_of

if TYPE_CHECKING:
    from rich.console import Group
    from rich.table import Table

    from game.contests.redteam.attack import Attack, Effort, Player


def run(
    scenario: Annotated[str, typer.Argument(help="A scenario, or a YAML file.")],
    seat: Annotated[str, typer.Option(metavar="ACTOR", help="The seat that is attacked.")],
    policy: OtherPolicies = None,
    pack: Pack = None,
    games: Annotated[int, typer.Option(min=2, max=MOST, help="Games of the test.")] = 100,
    training: Annotated[int, typer.Option(min=2, max=MOST, help="Games a plan is tried on.")] = 24,
    rounds: Annotated[
        int, typer.Option(min=1, max=MOST, help="Settings of the constant plan.")
    ] = 7,
    dated: Annotated[
        int, typer.Option(min=0, max=MOST, help="Steps with dates that a second plan may add.")
    ] = 0,
    greedy: Annotated[int, typer.Option(min=0, max=MOST, help="Games of the greedy player.")] = 4,
    rollouts: Annotated[
        int, typer.Option(min=4, max=MOST, help="Rollouts of each order it weighs.")
    ] = 12,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Find what a seat can be won by without reading the board, and the loop behind it."""
    from game.contests.redteam.attack import Effort
    from game.contests.redteam.verdict import tell_attack

    effort = Effort(
        training=training,
        testing=games,
        rounds=rounds,
        dated=dated,
        greedy=greedy,
        rollouts=rollouts,
    )
    came = hold_attack(
        scenario, seat, read_policies(policy), pack or [], effort=effort, seed=seed, quiet=as_json
    )
    if as_json:
        print_json(attack_object(came, effort, seed))
        return
    print_lines(tell_attack(came))
    print_tables(came)


def hold_attack(
    scenario: str,
    seat: str,
    cast: dict[str, str],
    pack: list[Path],
    *,
    effort: Effort,
    seed: int,
    quiet: bool,
) -> Attack:
    """Attack a seat.

    Raises
    ------
    UserError
        If something named does not exist, or the seat is led by a policy that is named.
    """
    from agents.cast import check_seats, choose_policies
    from game.config.scenarios import load_scenario
    from game.contests.entrants import expect_policy, read_entrants
    from game.contests.redteam.attack import attack

    library, name = read_entrants(scenario, cast.values(), pack)
    opened = load_scenario(name, library)
    check_seats([seat], opened)
    if seat in cast:
        raise UserError("--policy", f"{seat} is the seat that is attacked", "leave it out")
    if effort.greedy > effort.testing:
        problem = f"{effort.greedy} is more than the {count_of(effort.testing, 'game')} of the test"
        raise UserError("--greedy", problem, "raise --games")
    led = {
        actor: expect_policy(library, actor, wanted, "--policy") for actor, wanted in cast.items()
    }
    with progress_bar(effort.ticks(opened.turns), "steps", quiet=quiet) as bar:
        return attack(
            opened,
            library,
            choose_policies(opened, led, library),
            seat,
            effort=effort,
            seed=seed,
            tick=bar.update,
        )


def attack_object(attack: Attack, effort: Effort, seed: int) -> dict[str, Any]:
    """Return an attack as one JSON value."""
    import dataclasses

    from game.contests.redteam.verdict import tell_attack

    levers, loop = attack.scenario.levers, attack.loop
    return {
        "scenario": attack.scenario.name,
        "seat": attack.seat,
        "seed": seed,
        "effort": dataclasses.asdict(effort),
        "target": attack.scenario.targets[attack.seat],
        "reference": attack.reference,
        "players": [_player_object(player) for player in attack.players],
        "plan": [
            {"turn": step.turn + 1, "order": step.order.setting(levers)} for step in attack.plan
        ],
        "leans": [
            {
                "turn": lean.step.turn + 1,
                "order": lean.step.order.setting(levers),
                "points": lean.points,
                "error": finite_or_none(lean.error),
                "aims": dict(lean.aims),
            }
            for lean in attack.leans
        ],
        "loop": loop
        and {
            "order": loop.step.order.setting(levers),
            "aim": loop.aim,
            "points": loop.points,
            "rule": loop.rule,
            "fields": list(loop.fields),
        },
        "greedy": [
            {
                "score": game.score,
                "orders": [
                    {"turn": turn + 1, "order": order.setting(levers)}
                    for turn, order in game.orders
                ],
            }
            for game in attack.greedy
        ],
        "told": tell_attack(attack),
    }


def _player_object(player: Player) -> dict[str, Any]:
    from game.contests.redteam.side_by_side import standard_error

    return {
        "name": player.name,
        "kind": player.kind.value,
        "games": player.scores.size,
        "score": float(player.scores.mean()),
        "error": finite_or_none(standard_error(player.scores)),
        "won": player.won,
        "ahead": float(player.ahead.mean()),
        "ahead_error": finite_or_none(standard_error(player.ahead)),
    }


def print_tables(attack: Attack) -> None:
    """Print all players by score, and the plan's steps by what they are worth."""
    from game.commands._contest import print_parts, titled

    target = attack.scenario.targets[attack.seat]
    parts: list[Group | str] = [
        "",
        titled(f"Players of {attack.seat} (mark {target:g})", _players(attack)),
    ]
    if attack.leans:
        title = "The plan, by what it loses without each step"
        parts.append(titled(title, _leans(attack)))
    print_parts(parts)


def _players(attack: Attack) -> Table:
    from game.commands._contest import plain_table
    from game.contests.redteam.side_by_side import standard_error

    table = plain_table()
    table.add_column("player", overflow="fold")
    table.add_column("kind")
    for title in ("games", "wins", "score", f"ahead of {attack.reference}"):
        table.add_column(title, justify="right", overflow="fold")
    for player in attack.players:
        table.add_row(
            player.name,
            player.kind.value,
            str(player.scores.size),
            f"{player.won:.0%}",
            _band(float(player.scores.mean()), standard_error(player.scores), signed=False),
            ""
            if player.name == attack.reference
            else _band(float(player.ahead.mean()), standard_error(player.ahead)),
        )
    return table


def _leans(attack: Attack) -> Table:
    from game.commands._contest import plain_table

    aims = attack.scenario.aims[attack.seat]
    table = plain_table()
    table.add_column("from turn", justify="right")
    table.add_column("setting", overflow="fold")
    table.add_column("worth", justify="right", no_wrap=True)
    for aim in aims:
        table.add_column(aim.title, justify="right", overflow="fold")
    for lean in attack.leans:
        table.add_row(
            str(lean.step.turn + 1),
            lean.step.order.setting(attack.scenario.levers),
            _band(lean.points, lean.error),
            *(f"{round(lean.aims[aim.name], 1) + 0.0:+.1f}" for aim in aims),
        )
    return table


def _band(value: float, error: float, *, signed: bool = True) -> str:
    rounded = round(value, 1) + 0.0
    return f"{rounded:+.1f} ± {error:.1f}" if signed else f"{rounded:.1f} ± {error:.1f}"

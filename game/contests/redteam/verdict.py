"""An attack in plain sentences: who wins unseen, what the plan leans on, and the loop behind it."""

from __future__ import annotations

from collections.abc import Iterator

from game.contests.redteam.attack import Attack, Kind, Player
from game.contests.redteam.leaning import Lean, Loop
from game.contests.redteam.side_by_side import standard_error
from game.state.ties import above
from game.why.explain import describe_number
from game.words.counts import count_of

# Players that read no number of the board.
BLIND = frozenset({Kind.BOT, Kind.PLAN})


def tell_attack(attack: Attack) -> list[str]:
    """Return the sentences: the best blind player, the greedy one, the loop."""
    return [*_tell_blind(attack), *_tell_greedy(attack), *_tell_loop(attack)]


def _tell_blind(attack: Attack) -> Iterator[str]:
    best = next(player for player in attack.players if player.kind in BLIND)
    games = best.scores.size
    yield (
        f"Without reading the board, {_named(best)} wins {best.won:.0%} of "
        f"{count_of(games, 'game')} as {attack.seat} in {attack.scenario.name}; "
        f"{_against(best, attack)}."
    )


def _tell_greedy(attack: Attack) -> Iterator[str]:
    for player in attack.players:
        if player.kind is Kind.GREEDY:
            games = player.scores.size
            yield (
                f"One move ahead, from the seat's own view, the greedy player wins "
                f"{player.won:.0%} of {count_of(games, 'game')}; {_against(player, attack)}."
            )


def _tell_loop(attack: Attack) -> Iterator[str]:
    if attack.loop is None:
        yield "No setting gains anything by being held: there is no loop to name."
        return
    yield tell_loop(attack.loop, attack.leans[0], attack)


def tell_loop(loop: Loop, lean: Lean, attack: Attack) -> str:
    """Return in one sentence how a setting pays."""
    order = loop.step.order.setting(attack.scenario.levers)
    aims = {aim.name: aim.title for aim in attack.scenario.aims[attack.seat]}
    since = f", from turn {loop.step.turn + 1}" if loop.step.turn else ""
    worth = f"{_signed(lean.points)} ± {lean.error:.1f} points"
    return (
        f"The plan leans most on {order}{since} ({worth}): {_tell_way(loop)}, and the aim "
        f"'{aims[loop.aim]}' brings {_signed(loop.points)} of them."
    )


def _tell_way(loop: Loop) -> str:
    if not loop.fields:
        return "it moves nothing that the aim is measured by at first hand"
    first, *rest = [f"{field} ({describe_number(field)[1]})" for field in loop.fields]
    way = f"by the rule {loop.rule} it moves {first}"
    return f"{way}, which moves {', which moves '.join(rest)}" if rest else way


def _named(player: Player) -> str:
    return f"the {player.name}" if player.kind is Kind.PLAN else f"'{player.name}'"


def _against(player: Player, attack: Attack) -> str:
    error = standard_error(player.ahead)
    mean = abs(float(player.ahead.mean()))
    best = f"{attack.reference}, the best ordinary policy"
    if player.ahead.size < 2:
        return f"one game tells nothing of the {mean:.1f} points between it and {best}"
    gap = f"{mean:.1f} ± {error:.1f} points"
    if not above(mean, 2.0 * error):
        return f"luck explains the {gap} between it and {best}"
    where = "ahead of" if player.is_ahead else "behind"
    return f"it is {gap} {where} {best}"


def _signed(value: float) -> str:
    return f"{round(value, 1) + 0.0:+.1f}"

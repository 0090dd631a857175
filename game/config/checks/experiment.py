"""Checks of experiments against the other configs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from game.config import SIZE_WANTED, STRATEGIST
from game.config.checks.shared import Context
from game.config.drafts import FoundEntry
from game.config.loader import Key
from game.config.schema.fields import Step
from game.config.stored_openings import is_stored
from game.config.thresholds import find_threshold, missing_parts

# Columns of the table of games beside those that an experiment names.
RESERVED = ("run", "profile", "arm", "point", "replicate", "turns", "termination", "ended_by")
PREFIXES = ("policy_", "score_", "won_", "aim_")


def check_experiment(draft: FoundEntry, context: Context) -> None:
    """Every scenario, policy, lever, clause, parameter, payoff set and quantity exists."""
    experiment = draft.entry
    drafts = context.drafts.found
    context.expect(experiment.scenario, drafts["scenarios"], "scenario", draft, "scenario")
    for number, name in enumerate(experiment.payoffs):
        context.expect(name, drafts["payoffs"], "payoff set", draft, "payoffs", number)
    for actor, names in experiment.grid.items():
        for number, name in enumerate(names):
            _expect_policy(actor, name, draft, context, "grid", actor, number)
    for name, line_up in experiment.profiles.items():
        _check_line_up(line_up, draft, context, "profiles", name)
    _check_held(experiment.held, draft, context, "held")
    _check_uncertain(draft, context)
    _check_outcomes(draft, context)
    _check_columns(draft, context)
    _check_comparisons(draft, context)


def _expect_policy(actor: str, name: str, draft: FoundEntry, context: Context, *path: Key) -> None:
    if not context.expect_actor(actor, draft, *path):
        return
    context.expect_policy(name, actor, draft, *path)
    if name == STRATEGIST:
        context.report(draft, path, *SIZE_WANTED)


def _check_line_up(line_up: Any, draft: FoundEntry, context: Context, *path: Key) -> None:
    experiment = draft.entry
    for actor, name in line_up.policies.items():
        place = (*path, "policies", actor)
        _expect_policy(actor, name, draft, context, *place)
        if actor in experiment.grid:
            problem = f"{actor} is led by {name!r} here and by the grid"
            context.report(draft, place, problem, "keep one")
    _check_held(line_up.held, draft, context, *path, "held")
    for target, value in line_up.parameters.items():
        place = (*path, "parameters", target)
        param = _expect_number(target, draft, context, *place)
        if param is not None:
            context.number_of(value, param, draft, *place)
        if param is not None and param.axis and "." not in target:
            remedy = f"write one of them, {target}.{_first(param, context)}"
            context.report(draft, place, f"{target} has one number a member", remedy)
        if target in experiment.uncertain:
            problem = f"{target} is set here and uncertain"
            context.report(draft, place, problem, "keep one")
    _check_opening(line_up, draft, context, *path)
    for actor, clauses in line_up.without.items():
        place = (*path, "without", actor)
        if not context.expect_actor(actor, draft, *place):
            continue
        for policy, count in _leading(actor, line_up, draft, context):
            for number, clause in enumerate(clauses):
                if clause > count:
                    problem = f"{actor}/{policy} has no clause {clause}"
                    context.report(draft, (*place, number), problem, f"it has {count}")


def _check_opening(line_up: Any, draft: FoundEntry, context: Context, *path: Key) -> None:
    scenario = context.drafts.found["scenarios"].get(draft.entry.scenario)
    if scenario is None:
        return
    given = {name: opening.value for name, opening in scenario.entry.opening.items()}
    by_member = {name: set(value) for name, value in given.items() if isinstance(value, dict)}
    if scenario.entry.opens_from is not None:
        for field in sorted(context.names.get("fields", ())):
            name, _, member = field.partition(".")
            if member and is_stored(name):
                by_member.setdefault(name, set()).add(member.partition(".")[0])
    for name, members in line_up.opening.items():
        place = (*path, "opening", name)
        if context.expect(name, by_member, "field with members", draft, *place):
            for member in members:
                members_of_field = by_member.get(name, set())
                context.expect(member, members_of_field, f"member of {name}", draft, *place, member)


def _leading(
    actor: str, line_up: Any, draft: FoundEntry, context: Context
) -> Iterator[tuple[str, int]]:
    """Yield the policies that may lead an actor in a line-up, with how many clauses they have."""
    scenario = context.drafts.found["scenarios"].get(draft.entry.scenario)
    usual = scenario.entry.policies.get(actor) if scenario else None
    led_by = line_up.policies.get(actor, usual)
    for name in draft.entry.grid.get(actor, (led_by,) if led_by else ()):
        policy = context.drafts.found["policies"].get(f"{actor}/{name}")
        if policy is not None:
            yield name, policy.entry.switches


def _check_held(held: Mapping[str, Any], draft: FoundEntry, context: Context, *path: Key) -> None:
    for actor, settings in held.items():
        if not context.expect_actor(actor, draft, *path, actor):
            continue
        for target, value in settings.items():
            place = (*path, actor, target)
            lever = context.find_lever(target, actor, draft, *place)
            if lever is None:
                continue
            if lever.kind == "pulse":
                problem = f"{target} rests after every turn and cannot be held"
                context.report(draft, place, problem, "hold a standing lever")
            elif isinstance(value, Step) or (isinstance(value, str) and value.startswith("=")):
                shown = f"{value.by:+d}" if isinstance(value, Step) else value
                problem = f"{target} = {shown} is no setting to stand at"
                context.report(draft, place, problem, "write a setting or a number")
            else:
                context.check_value(lever, target, value, draft, *place)


def _expect_number(target: str, draft: FoundEntry, context: Context, *path: Key) -> Any:
    """Return the parameter of a target, or None after reporting that there is none."""
    name, _, member = target.partition(".")
    params = context.drafts.found["params"]
    if not context.expect(name, params, "parameter", draft, *path) or name not in params:
        return None
    param = params[name].entry
    members = context.axes.get(param.axis or "", ())
    if member and not members:
        context.report(draft, path, f"{name} is one number, without members", f"write {name}")
        return None
    if member and not context.expect(member, members, f"member of {name}", draft, *path):
        return None
    return param


def _check_uncertain(draft: FoundEntry, context: Context) -> None:
    for target, uncertainty in draft.entry.uncertain.items():
        path = ("uncertain", target)
        param = _expect_number(target, draft, context, *path)
        if param is None:
            continue
        if param.axis and "." not in target and uncertainty.times is None:
            problem = f"{target} has one number a member"
            remedy = f"write times: [0.5, 2], or one of them, {target}.{_first(param, context)}"
            context.report(draft, path, problem, remedy)
            continue
        _check_range(target, uncertainty, param, draft, context)


def _check_range(
    target: str, uncertainty: Any, param: Any, draft: FoundEntry, context: Context
) -> None:
    path = ("uncertain", target)
    widest = param.range
    low, high = uncertainty.times or widest
    if uncertainty.range is not None:
        ends = [
            context.number_of(end, param, draft, *path, "range", place)
            for place, end in enumerate(uncertainty.range)
        ]
        if None in ends:
            return
        low, high = (end for end in ends if end is not None)
    member = target.partition(".")[2]
    value = param.value[member] if member else param.value
    peak = 1.0 if uncertainty.times else value
    if low >= high:
        context.report(draft, path, f"{target} has a range without width", "give one")
    if uncertainty.range is not None and not widest[0] <= low <= high <= widest[1]:
        problem = f"range [{low:g}, {high:g}] of {target} leaves that of the parameter"
        remedy = f"it is [{widest[0]:g}, {widest[1]:g}]"
        context.report(draft, (*path, "range"), problem, remedy)
    elif uncertainty.distribution == "triangular" and not low <= peak <= high:
        problem = f"the peak {peak:g} of {target} is outside [{low:g}, {high:g}]"
        context.report(draft, path, problem, "widen the range, or make it uniform")
    if uncertainty.times is not None:
        values = value.values() if isinstance(value, dict) else [value]
        _check_factors(target, uncertainty.times, list(values), widest, draft, context)


def _check_factors(
    target: str,
    times: tuple[float, float],
    values: list[float],
    widest: tuple[float, float],
    draft: FoundEntry,
    context: Context,
) -> None:
    """Report factors that lead a parameter, or a member of it, out of its range."""
    reached = [factor * value for factor in times for value in values]
    slack = 1e-9 * max(map(abs, widest))  # a factor that leads to the end itself may round past it
    if widest[0] - slack <= min(reached) and max(reached) <= widest[1] + slack:
        return
    problem = (
        f"times [{times[0]:g}, {times[1]:g}] leads {target} to [{min(reached):g}, {max(reached):g}]"
    )
    remedy = f"its range is [{widest[0]:g}, {widest[1]:g}]"
    context.report(draft, ("uncertain", target, "times"), problem, remedy)


def _first(param: Any, context: Context) -> str:
    return next(iter(context.axes.get(param.axis, ())), "member")


def _check_outcomes(draft: FoundEntry, context: Context) -> None:
    outcomes = draft.entry.outcomes
    names = context.names.get("payoffs")
    for kind, formulas in outcomes.formulas.items():
        for name, text in formulas.items():
            context.expect_expression(text, names, draft, "outcomes", kind, name)
    for number, name in enumerate(outcomes.series):
        _check_series(name, draft, context, number)
    for number, actor in enumerate(outcomes.aims):
        context.expect_actor(actor, draft, "outcomes", "aims", number)


def _check_series(name: str, draft: FoundEntry, context: Context, number: int) -> None:
    """Report a series that is no observable, or one that is not told of a turn."""
    observables = context.drafts.found["observables"]
    path = ("outcomes", "series", number)
    if context.expect(name, observables, "observable", draft, *path):
        observable = observables.get(name)
        if observable is not None and not observable.entry.each_turn:
            context.report(draft, path, f"{name} is not told turn by turn", "name another one")


def _check_columns(draft: FoundEntry, context: Context) -> None:
    """Report a name that would head two columns of the table of games."""
    experiment, taken = draft.entry, set(RESERVED)
    outcomes = experiment.outcomes
    named: chain[tuple[tuple[str, ...], str]] = chain(
        ((("uncertain", target), target.replace(".", "_")) for target in experiment.uncertain),
        (
            (("outcomes", kind, name), name)
            for kind, formulas in outcomes.formulas.items()
            for name in formulas
        ),
    )
    for path, column in named:
        if column in taken or column.startswith(PREFIXES):
            context.report(draft, path, f"{column!r} is the name of another column", "rename it")
        taken.add(column)


def _check_comparisons(draft: FoundEntry, context: Context) -> None:
    """What is compared or labelled is written down, and the groups are played."""
    experiment = draft.entry
    columns = sorted(_outcome_columns(draft, context))
    formulas = chain(*experiment.outcomes.formulas.values())
    labelled = sorted({*columns, *formulas, *experiment.outcomes.series})
    for name in experiment.outcomes.labels:
        context.expect(name, labelled, "outcome", draft, "outcomes", "labels", name)
    played = {"arm": list(experiment.profiles)}
    played |= {actor: list(names) for actor, names in experiment.grid.items()}
    for name, comparison in experiment.comparisons.items():
        path = ("comparisons", name)
        context.expect(comparison.outcome, columns, "outcome", draft, *path, "outcome")
        _check_threshold(comparison, draft, context, *path)
        _check_weights(comparison, played, draft, context, *path)
        for part in ("of", "against", "where"):
            for key, wanted in getattr(comparison, part).items():
                place = (*path, part, key)
                if context.expect(key, played, "key of a group", draft, *place) and key in played:
                    context.expect(wanted, played[key], f"{key} in the games", draft, *place)


def _check_weights(
    comparison: Any,
    played: Mapping[str, list[str]],
    draft: FoundEntry,
    context: Context,
    *path: Key,
) -> None:
    for key, weights in comparison.weights.items():
        if context.expect(key, played, "key of a group", draft, *path, "weights", key):
            for name in weights:
                names_played = played.get(key, ())
                context.expect(
                    name, names_played, f"{key} in the games", draft, *path, "weights", key
                )


def _check_threshold(comparison: Any, draft: FoundEntry, context: Context, *path: Key) -> None:
    """Say where a threshold is another than that of all experiments, or a ratio stands alone."""
    experiment, outcome = draft.entry, comparison.outcome
    drafts = context.drafts.found["thresholds"]
    thresholds = [draft_kept.entry for draft_kept in drafts.values()]
    threshold = find_threshold(thresholds, experiment.outcomes, outcome)
    if threshold is not None and comparison.matters is not None:
        name = next(name for name, draft_kept in drafts.items() if draft_kept.entry is threshold)
        problem = f"{outcome} matters from {comparison.matters:g} on here, and else from "
        problem += f"{threshold.least:g} on, by {name} of thresholds.yaml"
        context.hint(draft, (*path, "matters"), problem, "delete matters and because")
    elif comparison.matters is not None and comparison.because is None:
        problem = f"{outcome} matters from {comparison.matters:g} on without a reason"
        context.hint(draft, (*path, "matters"), problem, "say why there, in because")
    for part in missing_parts(thresholds, experiment, outcome):
        problem = f"{outcome} is a ratio, and {part} is not written down beside it"
        remedy = f"add it to scalars, such as part: {part}"
        context.hint(draft, (*path, "outcome"), problem, remedy)


def _outcome_columns(draft: FoundEntry, context: Context) -> set[str]:
    """Return the names of what is written down of a game as a number by the first payoff set."""
    experiment, drafts = draft.entry, context.drafts.found
    outcomes = experiment.outcomes
    named = set(outcomes.written("number", "condition"))
    scenario = drafts["scenarios"].get(experiment.scenario)
    usual = scenario.entry.payoffs if scenario else ""
    payoffs = drafts["payoffs"].get(next(iter(experiment.payoffs), usual))
    for actor, aims in payoffs.entry.actors.items() if payoffs else ():
        named.add(f"score_{actor}")
        if actor in outcomes.aims:
            named |= {f"aim_{actor}_{aim}" for aim in aims}
    further = experiment.payoffs[1:]
    actors = context.axes.get("actors", ())
    return named | {f"score_{actor}_{name}" for actor in actors for name in further}

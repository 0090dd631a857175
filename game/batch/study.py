"""An experiment made ready to play: arms, points, outcomes; it travels to workers as a whole."""

from __future__ import annotations

import dataclasses
import functools
import gc
import itertools
import multiprocessing
import pickle
from collections.abc import Iterator, Mapping

from agents.cast import choose_policy, own_texts
from agents.policies.base import Policy
from agents.policies.compiler import compile_policy
from agents.policies.rules_file import RulesFile
from game import __version__
from game.batch.by_row import first_fixed
from game.batch.design import Factor, read_factors, sample
from game.batch.fingerprint import code_hash, config_digest
from game.batch.held import Holding
from game.config.library import Library
from game.config.scenarios import build_scenario, shipped_library
from game.config.schema.experiment import Experiment, LineUp
from game.config.schema.scenario import Opening
from game.config.schema.scenario import Scenario as ScenarioConfig
from game.config.schema.threshold import Threshold
from game.errors import UserError
from game.language.expression import Expression, compile_expression
from game.saves.lines import OwnText
from game.state.params import fill_up
from game.state.reading import Term
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.view import visible_names


@dataclasses.dataclass(frozen=True, kw_only=True)
class Arm:
    """One profile: who leads whom in which scenario.

    `scored` has the scenario with the aims of each payoff set; all share one course of play.
    """

    profile: str
    line_up: str
    scenario: Scenario
    policies: Mapping[str, Policy]
    scored: Mapping[str, Scenario]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Study:
    """Everything that the games of an experiment depend on.

    `formulas` are the outcomes by kind and name. `points` has one row a design point and one column
    a factor. `own_targets` says that the first payoff set is the scenario's own, to which its
    targets belong. `own` are the user's own files among what is played; `thresholds` say from which
    difference on an outcome matters. `digest` is the hash of all configs, and `code` that of the
    program. With `kernels`, games are played by compiled code where they can be; tables are the
    same.
    """

    experiment: Experiment
    arms: tuple[Arm, ...]
    factors: tuple[Factor, ...]
    points: Floats
    payoffs: tuple[str, ...]
    own_targets: bool
    formulas: Mapping[str, Mapping[str, Expression]]
    titles: Mapping[str, Mapping[str, str]]
    own: tuple[OwnText, ...]
    thresholds: tuple[Threshold, ...]
    digest: str
    code: str
    kernels: bool = False

    @property
    def replicates(self) -> int:
        """Games at each point of each arm."""
        return self.experiment.replicates

    @property
    def games(self) -> int:
        """How many games there are in all."""
        return len(self.arms) * len(self.points) * self.replicates


@dataclasses.dataclass(frozen=True)
class PackedStudy:
    """A study as bytes, which a worker unpacks once."""

    digest: str
    code: str
    data: bytes = dataclasses.field(compare=False, repr=False)


def pack(study: Study) -> PackedStudy:
    """Return a study ready to travel."""
    return PackedStudy(study.digest, study.code, pickle.dumps(study))


@functools.lru_cache(maxsize=1)
def unpack(packed: PackedStudy) -> Study:
    """Return the study that was packed.

    Raises
    ------
    UserError
        If another version of the program packed it.
    """
    if packed.code != code_hash():
        problem = f"it runs another code, of version {__version__}"
        raise UserError("worker", problem, "install the same version everywhere")
    study: Study = pickle.loads(packed.data)
    if multiprocessing.parent_process() is not None:
        gc.collect()
        gc.freeze()  # what a worker has loaded stays, and need not be searched again
        gc.set_threshold(100_000)  # games leave little that only a search would find
    return study


def build_study(library: Library, experiment: Experiment) -> Study:
    """Return an experiment ready to play.

    Raises
    ------
    UserError
        If a policy cannot be compiled or a scenario cannot be opened.
    """
    usual = library.scenarios[experiment.scenario].payoffs
    payoffs = experiment.payoffs or (usual,)
    formulas = {
        kind: {name: compile_expression(text) for name, text in texts.items()}
        for kind, texts in experiment.outcomes.formulas.items()
    }
    factors = read_factors(experiment, library)
    points = sample(experiment.design, factors, experiment.seed)
    expressions = tuple(
        formula for formulas_of_kind in formulas.values() for formula in formulas_of_kind.values()
    )
    arms = tuple(_build_arms(library, experiment, payoffs, expressions))
    fixed = first_fixed(arms[0].scenario, arms[0].policies, factors)
    if fixed is not None:
        place = f"experiment {experiment.name}"
        problem = f"{fixed.name} cannot differ between games that are played side by side"
        raise UserError(place, problem, "set it in profiles, as parameters of an arm")
    return Study(
        experiment=experiment,
        arms=arms,
        factors=factors,
        points=points,
        payoffs=payoffs,
        own_targets=payoffs[0] == usual,
        digest=config_digest(library, experiment, payoffs, points),
        code=code_hash(),
        formulas=formulas,
        titles=_titles(library, arms),
        own=_own_texts(library, experiment, arms),
        thresholds=tuple(library.thresholds.values()),
    )


def _own_texts(
    library: Library, experiment: Experiment, arms: tuple[Arm, ...]
) -> tuple[OwnText, ...]:
    """Return the user's own scenarios and policies that are played, each once."""
    texts = [own_texts(experiment.scenario, arm.scenario.profile, library) for arm in arms]
    return tuple(dict.fromkeys(itertools.chain.from_iterable(texts)))


def _titles(library: Library, arms: tuple[Arm, ...]) -> dict[str, dict[str, str]]:
    """Return the names that people read of all policies that lead; those in code have none."""
    return {
        actor: {
            name: library.policies[actor][name].name
            for name in dict.fromkeys(arm.scenario.profile[actor] for arm in arms)
            if name in library.policies[actor]
        }
        for actor in arms[0].scenario.actors
    }


def _build_arms(
    library: Library,
    experiment: Experiment,
    payoffs: tuple[str, ...],
    expressions: tuple[Expression, ...],
) -> Iterator[Arm]:
    for name, line_up in experiment.profiles.items():
        configs = [_config(library, experiment, line_up, payoff) for payoff in payoffs]
        built = [build_scenario(library, config) for config in configs]
        scenario = _keep_facts(built, expressions)
        scenario = _set_numbers(scenario, line_up, library)
        if not experiment.early_ends:
            scenario = dataclasses.replace(scenario, end_tests=())
        lead = functools.cache(functools.partial(_lead, library, scenario, experiment, line_up))
        for combination in itertools.product(*experiment.grid.values()):
            led = dict(zip(experiment.grid, combination, strict=True))
            names = {**scenario.profile, **line_up.policies, **led}
            yield Arm(
                profile=_profile_name(name, experiment, combination),
                line_up=name,
                scenario=dataclasses.replace(scenario, profile=names),
                policies={actor: lead(actor, names[actor]) for actor in scenario.actors},
                scored={
                    payoff: dataclasses.replace(scenario, aims=scored.aims)
                    for payoff, scored in zip(payoffs, built, strict=True)
                },
            )


def _profile_name(line_up: str, experiment: Experiment, combination: tuple[str, ...]) -> str:
    only = len(experiment.profiles) == 1 and bool(combination)
    return " + ".join(combination if only else (line_up, *combination))


def _config(
    library: Library, experiment: Experiment, line_up: LineUp, payoffs: str
) -> ScenarioConfig:
    """Return the scenario's config with what is held and opens otherwise in an arm."""
    config = library.scenarios[experiment.scenario]
    opening = dict(config.opening)
    for field, members in line_up.opening.items():
        given = opening.get(field, Opening(value={}))
        assert isinstance(given.value, dict)
        opening[field] = given.model_copy(update={"value": {**given.value, **members}})
    levers = {
        actor: {
            **config.levers.get(actor, {}),
            **experiment.held.get(actor, {}),
            **line_up.held.get(actor, {}),
        }
        for actor in library.axes.actors
    }
    changes = {"levers": levers, "opening": opening, "payoffs": payoffs}
    return config.model_copy(update=changes)


def _keep_facts(built: list[Scenario], expressions: tuple[Expression, ...]) -> Scenario:
    """Return the first scenario, with all that the aims of all and the outcomes remember."""
    remembered = {
        reading.number
        for expression in expressions
        for reading in map(Term.parse, expression.names)
        if reading.when
    }
    averaged = tuple(sorted(remembered.union(*(scenario.averaged for scenario in built))))
    facts = {text: fact for scenario in built for text, fact in scenario.facts.items()}
    facts |= {name: compile_expression(name) for name in averaged if name not in facts}
    return dataclasses.replace(built[0], averaged=averaged, facts=facts)


def _set_numbers(scenario: Scenario, line_up: LineUp, library: Library) -> Scenario:
    numbers = dict(scenario.params.numbers)
    given: dict[str, list[int]] = {}
    for target, value in line_up.parameters.items():
        name, _, member = target.partition(".")
        changed = numbers[name].copy()
        axis = library.params[name].axis
        if axis and member:
            given.setdefault(name, []).append(library.members(axis).index(member))
        changed[given[name][-1] if axis and member else ...] = value
        numbers[name] = changed
    for name in given.keys() & scenario.params.shares:
        numbers[name] = fill_up(numbers[name], given[name])
    return scenario.with_params(scenario.params.with_numbers(numbers))


def _lead(
    library: Library,
    scenario: Scenario,
    experiment: Experiment,
    line_up: LineUp,
    actor: str,
    name: str,
) -> Policy:
    policy: Policy
    spec = library.policies[actor].get(name)
    if spec is None:
        # A strategist's line-up is of shipped policies, whatever stands beside them.
        policy = choose_policy(scenario, actor, name, shipped_library())
    else:
        place = library.place("policies", f"{actor}/{name}")
        names = visible_names(scenario, actor)
        rules = compile_policy(
            name,
            spec,
            scenario.levers,
            names,
            scenario.months_per_turn,
            place,
            scenario.params.terms,
        )
        policy = _without(rules, line_up.without.get(actor, ()))
    targets = {**experiment.held.get(actor, {}), **line_up.held.get(actor, {})}
    held = (scenario.levers.find(target, "held", actor) for target in targets)
    columns = frozenset((lever.name, column) for lever, column in held)
    return Holding(policy=policy, held=columns) if columns else policy


def _without(policy: RulesFile, clauses: tuple[int, ...]) -> RulesFile:
    for clause in clauses:
        policy = policy.without(clause - 1)
    return policy

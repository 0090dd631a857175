"""Contests in the lesson: eight turns, few games, played once for all tests."""

import pytest

from game.analysis.in_process import play_runs
from game.config.scenarios import shipped_library
from game.contests.duel import judge_duel, pair_up, plan_duel
from game.contests.entrants import read_entrants
from game.contests.scores import read_scores
from game.contests.tournament import judge_tournament, plan_tournament

SCENARIO = "lesson"
ENTRANTS = {
    "washington": ("status_quo", "tighten_hard"),
    "beijing": ("reciprocal", "status_quo", "open_for_compute"),
}

CALM = """\
name: Calm
actor: beijing
says: Subsidise, and rent abroad.
sources: [judgement]
measures:
  - when: capital_subsidy < 2
    set: {capital_subsidy: +1}
  - when: shortage > 0.35 and offshore_policy < 2
    set: {offshore_policy: +1}
"""
# The same, but for one clause that forbids what the clause before it seeks.
PLANTED = """\
  - when: month > 0
    set: {offshore_policy: 0}
    because: pride
"""
# The same as a choice, which takes the forbidding whenever it is considered.
TORN = """\
  - choose: renting
    among:
      forbid: {set: {offshore_policy: discourage}, worth: 90 + shortage}
      allow: {set: {offshore_policy: allow}, worth: 1}
    because: pride
"""


@pytest.fixture(scope="session")
def tournament_study():
    return plan_tournament(shipped_library(), SCENARIO, ENTRANTS, replicates=6, seed=3)


@pytest.fixture(scope="session")
def tournament_runs(tournament_study):
    return play_runs(tournament_study).table


@pytest.fixture(scope="session")
def judged(tournament_study, tournament_runs):
    return judge_tournament(read_scores(tournament_study, tournament_runs))


@pytest.fixture(scope="session")
def policy_files(tmp_path_factory):
    """Policies of Beijing: calm, with a clause that loses, a copy, with a choice that loses."""
    folder = tmp_path_factory.mktemp("policies")
    texts = {
        "calm": CALM,
        "rash": CALM.replace("Calm", "Rash") + PLANTED,
        "twin": CALM,
        "torn": CALM.replace("Calm", "Torn") + TORN,
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text)
    return [str(folder / f"{name}.yaml") for name in texts]


@pytest.fixture(scope="session")
def own_library(policy_files):
    library, _ = read_entrants(SCENARIO, policy_files)
    return library


@pytest.fixture(scope="session")
def hold_duel(own_library):
    """Play a duel of two policies, each an actor and a name."""

    def hold(first, second, replicates=8):
        sides = pair_up(own_library, SCENARIO, first, second)
        study = plan_duel(own_library, SCENARIO, sides, replicates=replicates, seed=3)
        return judge_duel(study, sides, play_runs(study).table)

    return hold


@pytest.fixture(scope="session")
def planted(hold_duel):
    return hold_duel(("beijing", "rash"), ("beijing", "calm"))

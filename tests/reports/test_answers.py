"""Every shipped experiment has a page that answers its question, with figures that are there."""

import re

import pytest

from docs._pages.rulings import claims_of, read_claims, rule, tell_trials
from docs.referee import list_falls, other_policies, trials, try_page
from game.config.scenarios import shipped_library
from game.paths import CLONE
from tests.reports.test_comparisons import BOTH, planted, reliance

PAGES = CLONE / "docs" / "experiments"
# Pages of games by today's rules; the others say of themselves that they are older.
PLAYED = sorted(path.stem for path in PAGES.glob("*.json"))
OLDER = "*Played by version 0.1.0 before the contest was rebuilt"


@pytest.mark.parametrize("name", shipped_library().experiments)
def test_a_shipped_experiment_has_a_page_with_answer_figure_and_limits(name):
    experiment = shipped_library().experiments[name]
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert f"**{experiment.question}**" in text
    assert experiment.caution in text
    figures = re.findall(r"!\[[^\]]+\]\((figures/[\w.]+)\)", text)
    assert figures
    for figure in figures:
        assert 0 < (PAGES / figure).stat().st_size < 250_000
    assert f"(experiments/{name}.md)" in (CLONE / "docs" / "lab.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", shipped_library().experiments)
def test_a_shipped_experiment_says_what_it_compares_and_what_either_way_means(name):
    experiment = shipped_library().experiments[name]
    assert experiment.comparisons
    for one in experiment.comparisons.values():
        assert one.more
        assert one.less
        assert one.same
        assert one.outcome in experiment.outcomes.labels


@pytest.mark.parametrize("name", shipped_library().experiments)
def test_a_page_is_of_today_or_says_that_it_is_not(name):
    older = OLDER in (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert older is not (name in PLAYED)


@pytest.mark.parametrize("name", PLAYED)
def test_a_page_tells_the_sentences_that_are_kept_beside_it(name):
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    claims = read_claims(name)
    assert set(claims.compared) == set(shipped_library().experiments[name].comparisons)
    for sentence in claims.sentences():
        assert f"- **{sentence}**" in text


# The numbers of these trials are not those of the page, and fewer: they may leave a sentence open.
@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("name", PLAYED)
def test_no_sentence_of_a_page_is_contradicted_by_another_seed_or_cast(name, number, tmp_path):
    library = shipped_library()
    trial = list(trials(library, name, seeds=[4], casts=1, draws=8, lucks=4))[number]
    claims = read_claims(name)
    rulings = try_page(library, claims, trial, tmp_path / name)
    assert rulings
    said = {(fall.sentence, fall.trial) for fall in claims.falls}
    falls = list_falls([(trial, rulings)])
    assert [fall for fall in falls if (fall.sentence, fall.trial) not in said] == []


@pytest.mark.parametrize("name", PLAYED)
def test_a_page_says_which_of_its_sentences_other_games_contradict(name):
    assert tell_trials(read_claims(name)) in (PAGES / f"{name}.md").read_text(encoding="utf-8")


def test_a_sentence_that_other_games_contradict_falls(finished):
    def play(gain, luck=0.1):
        effect = reliance(gain, luck=luck)
        never = {"dear": 0.0}
        return planted(finished, lambda *game: {**effect(*game), **never}, comparisons=BOTH)

    def ruled(gain, **more):
        (told,) = rule(claims, play(gain, **more))
        return told[1]

    claims = claims_of(play(lambda *_: 2.0))
    assert ruled(lambda *_: 1.5) == "stands"
    assert ruled(lambda *_: 1.0, luck=9.0) == "open"
    assert ruled(lambda *_: -2.0) == "falls"
    # In one combination of policies it is otherwise, though not on average.
    assert ruled(lambda washington, _: 9.0 if washington == "tighten_hard" else -1.0) == "falls"


@pytest.mark.parametrize("name", shipped_library().experiments)
def test_other_casts_are_those_that_a_page_does_not_vary(name):
    library = shipped_library()
    experiment = library.experiments[name]
    first, second = (other_policies(library, experiment, number) for number in range(2))
    assert first
    assert first != second
    assert not set(first) & set(experiment.grid)
    own = library.scenarios[experiment.scenario].policies
    assert all(own.get(actor) != policy for actor, policy in first.items())
    *_, cast = trials(library, name, seeds=[4], casts=1, draws=8, lucks=4)
    for arm in cast.experiment.profiles.values():
        assert first.items() <= arm.policies.items()

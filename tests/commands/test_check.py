"""The command `check` as a person runs it, on shipped configs and files of their own."""

import json

from tests.commands.conftest import MINE


def test_a_policy_of_ones_own_is_checked_and_plays(highfence, tmp_path):
    policy = tmp_path / "mine.yaml"
    policy.write_text(
        "name: Mine\nactor: beijing\nsays: Raise subsidies.\nsources: [judgement]\n"
        "measures:\n  - set: {capital_subsidy: +1}\n    because: more is more\n",
        encoding="utf-8",
    )
    assert highfence("check", policy).returncode == 0
    done = highfence("watch", "lesson", "--turns", 1, "--policy", f"beijing={policy}", "--json")
    game = json.loads(done.stdout)
    assert game["turns"][0]["measures"]["beijing"] == ["beijing: capital_subsidy = 3"]
    assert game["turns"][0]["fired"]["beijing"][0]["because"] == "more is more"


def test_a_policy_that_reads_what_it_may_not_is_told_where(highfence, tmp_path):
    policy = tmp_path / "mine.yaml"
    policy.write_text(
        "name: Mine\nactor: beijing\nsays: Raise subsidies.\nsources: [judgement]\n"
        "measures:\n  - when: lobby_stock > 1\n    set: {capital_subsidy: +1}\n",
        encoding="utf-8",
    )
    done = highfence("check", policy)
    assert done.returncode == 2
    assert "mine.yaml:6:" in done.stdout


def test_a_setting_by_number_is_right_and_its_name_is_told(highfence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(
        "name: Mine\nactor: beijing\nsays: Wait.\nsources: [judgement]\nmeasures:\n"
        "  - when: mineral_level >= 3 and capital_subsidy >= 2\n    set: {probe: 1}\n",
        encoding="utf-8",
    )
    done = highfence("check", "mine.yaml")
    assert (done.returncode, done.stdout.splitlines()[:3]) == (
        0,
        [
            "mine.yaml:6: 3 stands for a setting of mineral_level; write ban (it is the same)",
            "mine.yaml:7: probe = 1 stands for a setting; write open (it is the same)",
            "mine.yaml can be played:",
        ],
    )


def test_a_pulse_ordered_back_to_rest_is_told(highfence, tmp_path):
    policy = tmp_path / "mine.yaml"
    policy.write_text(
        "name: Mine\nactor: beijing\nsays: Talk.\nsources: [judgement]\nmeasures:\n"
        "  - choose: talks\n    among:\n      wait: {set: {cn_truce: none}, worth: trust}\n",
        encoding="utf-8",
    )
    done = highfence("check", policy)
    assert done.returncode == 2
    assert "mine.yaml:8: cn_truce = none moves nothing: it returns there" in done.stdout


def test_the_shipped_configs_can_all_be_played(highfence):
    done = highfence("check")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "stands for a setting" not in done.stdout


def test_an_experiment_of_ones_own_can_be_checked(highfence, experiment):
    assert highfence("check", "mine.yaml") == (
        0,
        "mine.yaml can be played:\n  highfence batch mine --pack mine.yaml --out out/mine\n",
        "",
    )
    experiment.write_text(MINE.replace("end_lag: lag", "end_lag: lagg"))
    code, told, _ = highfence("check", "mine.yaml")
    assert code == 2
    assert told.startswith("mine.yaml:8: unknown name 'lagg'")

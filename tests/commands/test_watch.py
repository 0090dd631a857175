"""The command `watch` as a person runs it."""

import json


def test_a_watched_game_replays_to_itself_and_says_why(highfence, tmp_path):
    log = tmp_path / "game.jsonl"
    watched = highfence("watch", "lesson", "--seed", 3, "--json", "--log", log)
    assert (watched.returncode, watched.stderr) == (0, "")
    game = json.loads(watched.stdout)
    assert (game["scenario"], game["seed"], len(game["turns"])) == ("lesson", 3, 4)
    assert set(game["turns"][0]) == {
        "date", "measures", "responses", "papers", "fired", "observables", "hash"
    }  # fmt: skip
    assert set(game["outcome"]["payoffs"]["nvidia"]) > {"total"}
    again = highfence("replay", log, "--verify", "--json")
    assert json.loads(again.stdout) == game
    why = json.loads(highfence("explain", log, "hawk", "--turn", 2, "--json").stdout)
    assert (why["field"], why["turn"], why["unexplained"]) == ("hawk", 2, 0)
    assert why["causes"]


def test_a_scenario_of_ones_own_is_played_and_kept_as_it_was(highfence, tmp_path):
    scenario, log = tmp_path / "mine.yaml", tmp_path / "game.jsonl"
    text = "name: mine\nextends: lesson\ntitle: Mine\nturns: 2\n"
    scenario.write_text(text, "utf-8")
    game = json.loads(highfence("watch", scenario, "--json", "--log", log).stdout)
    assert (game["scenario"], len(game["turns"])) == ("mine", 2)
    assert "Verified: 2 turns" in highfence("replay", log, "--verify").stdout
    scenario.write_text(text.replace("turns: 2", "turns: 3"), "utf-8")
    assert "Verified: 2 turns" in highfence("replay", log, "--verify").stdout

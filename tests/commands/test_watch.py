"""The command `watch` as a person runs it."""

import json


def test_a_watched_game_replays_to_itself_and_says_why(highfence, tmp_path):
    log = tmp_path / "game.jsonl"
    watched = highfence("watch", "lesson", "--seed", 3, "--json", "--log", log)
    assert (watched.returncode, watched.stderr) == (0, "")
    game = json.loads(watched.stdout)
    assert (game["scenario"], game["seed"], len(game["turns"])) == ("lesson", 3, 4)
    assert set(game["turns"][0]) == {
        "date", "measures", "responses", "papers", "deals", "threats", "words", "fates", "fired",
        "refused", "observables", "hash",
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


def test_a_watched_game_tells_papers_deals_and_what_became_of_them(highfence):
    game = json.loads(highfence("watch", "--seed", 5, "--json").stdout)
    signed = [
        (paper["from"], paper["to"], name)
        for turn in game["turns"]
        for paper in turn["papers"]
        for name in paper["gives"]
        if paper["kind"] == "offer" and paper["answer"] == "accept"
    ]
    in_force = {
        (owed["from"], owed["to"], owed["term"]) for turn in game["turns"] for owed in turn["deals"]
    }
    assert signed
    assert in_force & set(signed)
    assert {fate["what"] for turn in game["turns"] for fate in turn["fates"]} <= {
        "kept", "broken", "carried", "called"
    }  # fmt: skip
    assert all(0 <= word <= 1 for turn in game["turns"] for word in turn["words"].values())

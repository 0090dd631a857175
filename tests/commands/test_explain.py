"""The command `explain` as a person runs it."""

import json


def test_a_lever_is_explained_by_who_moved_it(highfence, tmp_path):
    log = tmp_path / "game.jsonl"
    highfence("watch", "lesson", "--turns", 1, "--log", log)
    first = json.loads(highfence("replay", log, "--json").stdout)["turns"][0]
    actor, orders = next(iter(first["measures"].items()))
    setting, _, value = orders[0].partition(": ")[2].partition(" = ")
    told = json.loads(highfence("explain", log, setting, "--json").stdout)
    move = told["moves"][0]
    assert (move["actor"], move["phase"], move["now"]) == (actor, "measures", value)
    assert move["because"]
    assert move["because"][:10] in highfence("explain", log, setting).stdout
    fired = next(fired for fired in first["fired"][actor] if fired["seen"])
    assert {*fired} == {"name", "because", "phase", "seen", "terms", "flips"}
    assert all(term["name"] in fired["seen"] for term in fired["terms"])


def test_the_price_of_orders_is_told_order_by_order(highfence, tmp_path):
    log = tmp_path / "game.jsonl"
    highfence("watch", "lesson", "--turns", 1, "--log", log)
    told = json.loads(highfence("explain", log, "capital.congress", "--json").stdout)
    paid = [cause["order"] for cause in told["causes"] if cause["rule"] == "seal"]
    first = json.loads(highfence("replay", log, "--json").stdout)["turns"][0]
    given = [*first["measures"].get("congress", ()), *first["responses"].get("congress", ())]
    assert sorted(paid) == sorted({text.partition(": ")[2] for text in given})
    sealed = [cause for cause in told["causes"] if cause["rule"] == "seal"]
    assert {cause["origin"] for cause in sealed} == {"order"}
    for cause in sealed:
        (setting,) = cause["settings"]
        named = ".".join(part for part in (setting["lever"], setting["member"]) if part)
        assert cause["order"] == f"{named} = {setting['setting']}"
    assert told["unexplained"] == 0

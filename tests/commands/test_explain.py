"""The command `explain` as a person runs it."""

import json
import re

import pytest

from game.config.schema.policy import Policy


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
    keys = {"name", "because", "phase", "seen", "terms", "flips", "weighing", "foresight"}
    assert {*fired} == keys
    assert all(term["name"] in fired["seen"] for term in fired["terms"])


# Parts of a paper but its sending.
FREE = re.compile(r"_(terms|months|start)\.")
TORN = """\
name: Torn
actor: beijing
says: Weigh what to pay for.
sources: [judgement]
measures:
  - choose: support
    among:
      parts: {set: {local_content: 2}, worth: 9 - turn}
      rent: {set: {offshore_policy: promote}, worth: 5}
    temperature: 0
    because: who is paid builds
"""


def test_a_choice_is_explained_by_what_was_weighed(highfence, tmp_path):
    log, policy = tmp_path / "game.jsonl", tmp_path / "torn.yaml"
    policy.write_text(TORN, encoding="utf-8")
    highfence("watch", "lesson", "--turns", 1, "--policy", f"beijing={policy}", "--log", log)
    first = json.loads(highfence("replay", log, "--json").stdout)["turns"][0]
    (fired,) = first["fired"]["beijing"]
    weighing = fired["weighing"]
    assert (fired["name"], weighing["choice"]) == ("choose support", "support")
    options = {option.pop("option"): option for option in weighing["options"]}
    parts, rent = options["parts"], options["rent"]
    price = Policy.model_fields["capital_price"].default
    assert parts == {
        "worth": 9.0, "cost": parts["cost"], "net": pytest.approx(9.0 - price * parts["cost"]),
        "available": True, "odds": 1.0, "short": 0.0, "taken": True,
    }  # fmt: skip
    assert parts["cost"] > 0.0
    assert rent["short"] == pytest.approx(parts["net"] - rent["net"])
    told = json.loads(highfence("explain", log, "local_content", "--json").stdout)
    (weighed,) = told["weighed"]
    assert (weighed["actor"], weighed["phase"]) == ("beijing", "measures")
    assert {option["option"] for option in weighed["options"]} == {"keep", "parts", "rent"}
    not_moved = highfence("explain", log, "offshore_policy").stdout
    assert "Nobody moved it." in not_moved
    assert "beijing weighed support (measures)" in not_moved
    assert "parts (taken)" in not_moved


def test_the_price_of_orders_is_told_order_by_order(highfence, tmp_path):
    log = tmp_path / "game.jsonl"
    highfence("watch", "lesson", "--turns", 1, "--log", log)
    told = json.loads(highfence("explain", log, "capital.congress", "--json").stdout)
    paid = [cause["order"] for cause in told["causes"] if cause["rule"] == "seal"]
    first = json.loads(highfence("replay", log, "--json").stdout)["turns"][0]
    given = [*first["measures"].get("congress", ()), *first["responses"].get("congress", ())]
    # What a paper says costs nothing; sending it does.
    priced = {text.partition(": ")[2] for text in given if not FREE.search(text)}
    assert sorted(paid) == sorted(priced)
    sealed = [cause for cause in told["causes"] if cause["rule"] == "seal"]
    assert {cause["origin"] for cause in sealed} == {"order"}
    for cause in sealed:
        (setting,) = cause["settings"]
        named = ".".join(part for part in (setting["lever"], setting["member"]) if part)
        assert cause["order"] == f"{named} = {setting['setting']}"
    assert told["unexplained"] == 0

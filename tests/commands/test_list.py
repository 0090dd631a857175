"""The command `list` as a person runs it."""

import json

import pytest


@pytest.mark.parametrize("kind", ["scenarios", "policies", "chips"])
def test_what_there_is_can_be_listed_for_people_and_machines(highfence, kind):
    rows = json.loads(highfence("list", kind, "--json").stdout)
    assert all("name" in row for row in rows)
    table = highfence("list", kind).stdout
    assert rows[0]["name"] in table
    assert f"{len(rows)} {kind}" in table

"""A class behind a proxy: the address that people come by, and what the image is made of."""

import re
import tomllib
from pathlib import Path

import pytest

from game.classroom.web.site import Doors
from game.commands.class_ import _checked
from game.errors import UserError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("192.168.1.2:8000", "http://192.168.1.2:8000/j/ABCD"),
        ("https://class.example.org", "https://class.example.org/j/ABCD"),
    ],
)
def test_a_code_leads_to_the_address_that_people_come_by(address, link):
    doors = Doors(desk_hash="", board_hash="", addresses=(address,))
    assert doors.link("ABCD") == link


def test_an_address_is_a_host_and_nothing_more():
    assert _checked("https://class.example.org/") == "https://class.example.org"
    for wrong in ("class.example.org", "ftp://class.example.org", "https://example.org/class"):
        with pytest.raises(UserError, match="no address of a host"):
            _checked(wrong)


def test_the_image_has_all_that_the_package_is_made_of():
    text = (ROOT / "container" / "Dockerfile").read_text()
    copied = set(re.findall(r"^COPY (?:.* )?(\w+) \./\w+$", text, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert copied == set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"])
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        assert name in text
        assert (ROOT / name).exists()

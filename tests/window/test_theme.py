"""Contrast of texts and shapes, and distance between actors for eyes of every kind."""

import itertools
import math

import pytest

from game.config.scenarios import shipped_library
from game.window.theme import DAY, NIGHT

THEMES = (NIGHT, DAY)
TEXT, SHAPE = 4.5, 3.0
# Two actors' fills differ at least so much (CIEDE2000) under each deficiency.
LEAST_DISTANCE = 10.0
# Linear RGB as seen without long, middle or short cones (Machado, Oliveira and Fernandes 2009).
DEFICIENCIES = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour):
    shares = [value / 255.0 for value in colour]
    return [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(light):
    red, green, blue = (min(max(value, 0.0), 1.0) for value in light)
    white = (0.95047, 1.0, 1.08883)
    xyz = (
        0.4124564 * red + 0.3575761 * green + 0.1804375 * blue,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        0.0193339 * red + 0.1191920 * green + 0.9503041 * blue,
    )
    x, y, z = (
        share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116
        for share in (value / most for value, most in zip(xyz, white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one, other):
    """The colour difference of Sharma, Wu and Dalal (2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25.0**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn) / 2)
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = (h1 + turn / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(hm - 30))
        + 0.24 * math.cos(math.radians(2 * hm))
        + 0.32 * math.cos(math.radians(3 * hm + 6))
        - 0.20 * math.cos(math.radians(4 * hm - 63))
    )
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rotation = -2 * math.sqrt(cm**7 / (cm**7 + 25.0**7))
    rotation *= math.sin(math.radians(60 * math.exp(-(((hm - 275) / 25) ** 2))))
    dl, dc, dh = (l2 - l1) / sl, (c2 - c1) / sc, dh / sh
    return math.sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh)


def seen(colour, deficiency):
    rows = DEFICIENCIES[deficiency]
    light = linear(colour)
    return lab([sum(a * b for a, b in zip(row, light, strict=True)) for row in rows])


def test_the_colour_difference_is_that_of_its_published_example():
    assert ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", ["text", "second", "third", "worse"])
def test_every_text_can_be_read_on_every_ground(theme, role):
    ratios = [contrast(getattr(theme, role), ground) for ground in theme.grounds]
    assert min(ratios) >= TEXT


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", ["edge", "control", "gray"])
def test_every_control_and_shape_stands_out_from_every_ground(theme, role):
    ratios = [contrast(getattr(theme, role), ground) for ground in theme.grounds]
    assert min(ratios) >= SHAPE


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_main_button_can_be_read(theme):
    assert contrast(theme.button, theme.button_text) >= 7.0


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("actor", shipped_library().actors)
def test_an_actor_can_be_read_by_name_letter_and_shape(theme, actor):
    ink = theme.inks[actor]
    assert min(contrast(ink.text, ground) for ground in theme.grounds) >= TEXT
    assert contrast(ink.letter, ink.fill) >= TEXT
    grounds = [*theme.grounds, *theme.map_grounds]
    assert min(contrast(ink.fill, ground) for ground in grounds) >= SHAPE


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_two_actors_differ_in_colour_under_every_deficiency(theme, deficiency):
    fills = [seen(ink.fill, deficiency) for ink in theme.inks.values()]
    pairs = itertools.combinations(fills, 2)
    assert min(ciede2000(one, other) for one, other in pairs) >= LEAST_DISTANCE


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_in_grey_every_actor_still_stands_out_from_the_map(theme):
    """Without colour two actors may look alike, so shape and letter tell them apart."""
    for ink in theme.inks.values():
        assert min(contrast(ink.fill, ground) for ground in theme.map_grounds) >= SHAPE
        assert contrast(ink.letter, ink.fill) >= TEXT


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_in_grey_what_is_worse_is_told_by_more_than_its_colour(theme):
    """The warning colour is as light as other text in grey, so it is never the only sign."""
    others = (theme.text, theme.second)
    assert min(contrast(theme.worse, ground) for ground in theme.grounds) >= TEXT
    assert min(contrast(theme.worse, other) for other in others) < SHAPE


def test_no_two_actors_share_a_shape_or_a_letter():
    emblems = [actor.emblem for actor in shipped_library().actors.values()]
    assert len({one.shape for one in emblems}) == len({one.letter for one in emblems}) == 5

"""Ten thousand things done at random: nothing breaks, and every game begun can be read."""

import pygame
import pytest

from game.seat.new_game import Setup
from game.session import Session
from game.window.app import App
from game.window.keymap import ERASE
from game.window.screens.title import TitleScreen
from game.words.language import ENGLISH, speak

SEEDS, EVENTS = 5, 2_000
LANGUAGES = ("en", "zh_CN")
# Every key that does something, those that lead on more often, and some that do nothing here.
OFTEN = ("main", "main", "press")
IDLE = tuple(ord(letter) for letter in "im7")


def draws(seed):
    """Whole numbers without a pattern, the same for the same seed (a linear congruence)."""
    value = seed * 7919 + 12345
    while True:
        value = (value * 6364136223846793005 + 1442695040888963407) % 2**64
        yield value >> 33


def key_event(drawn, keys):
    key = keys[next(drawn) % len(keys)]
    text = chr(key) if 32 < key < 127 else ""
    mod = pygame.KMOD_SHIFT if next(drawn) % 4 == 0 else 0
    return pygame.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=text)


def mouse_events(drawn, size, *, clicks):
    pos = next(drawn) % size[0], next(drawn) % size[1]
    events = [pygame.Event(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(0, 0, 0))]
    if clicks:
        events.append(pygame.Event(pygame.MOUSEBUTTONDOWN, pos=pos, button=1))
    return events


def resize_event(drawn):
    size = 800 + next(drawn) % 1200, 500 + next(drawn) % 700
    return pygame.Event(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1])


def random_events(drawn, size, keys):
    kind = next(drawn) % 100
    if kind < 60:
        return [key_event(drawn, keys)]
    if kind < 99:
        return mouse_events(drawn, size, clicks=kind > 75)
    return [resize_event(drawn)]


def play_at_random(folder, *, seed, scenario, language, events):
    """Do so many random things in the window, then read each game that it kept."""
    app = App((1280, 720), 100)
    app.adjust(language=language)
    app.start(TitleScreen(app, Setup(scenario, seed)))
    drawn, done = draws(seed), 0
    actions = (*app.keys.bindings, *OFTEN)
    keys = [*(app.keys.key_of(action) for action in actions), ERASE, *IDLE]
    try:
        while done < events:
            for event in random_events(drawn, app.size, keys):
                app.handle(event)
                done += 1
            if done % 5 == 0:
                app.frame()
            app.is_open = True
    finally:
        app.close()
        speak(ENGLISH)
    for path in folder.rglob("*.jsonl"):
        Session.resume(path)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_random_event_is_too_much_and_every_game_stays_readable(seed, games_folder):
    language = LANGUAGES[seed % 2]
    play_at_random(games_folder, seed=seed, scenario="lesson", language=language, events=EVENTS)

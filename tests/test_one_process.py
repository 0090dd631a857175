"""Several games, languages and threads live in one process and give what each gives alone."""

import asyncio
import contextlib
import functools
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from agents.model import GameModel
from game.state.memo import remembered
from game.state.position import state_hash
from game.words.language import ENGLISH, languages, say, speak, speaking, spoken
from game.words.numbers import amount

GAMES: tuple[tuple[str, int, dict[str, str]], ...] = (
    ("lesson", 1, {}),
    ("lesson", 2, {"beijing": "reciprocal"}),
    ("december_2025", 1, {"washington": "tighten_hard"}),
    ("october_2022", 3, {}),
)


def play(game) -> list[str]:
    scenario, seed, policies = game
    model = GameModel(scenario, seed=seed, policies=policies)
    hashes = []
    for _ in range(4):
        model.step()
        hashes.append(state_hash(model.position))
    return hashes


def at_once(works: Sequence[Callable[[], object]]) -> list[object]:
    """Do pieces of work in as many threads, all begun together."""
    gate = threading.Barrier(len(works))

    def begin(work: Callable[[], object]) -> object:
        gate.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(begin, works))


def test_games_in_threads_are_bit_for_bit_the_games_alone():
    alone = [play(game) for game in GAMES]
    together = at_once([functools.partial(play, game) for game in GAMES * 2])
    assert together == alone * 2


def test_games_that_take_turns_in_one_thread_are_the_games_alone():
    models = [GameModel(name, seed=seed, policies=led) for name, seed, led in GAMES]
    found: list[list[str]] = [[] for _ in models]
    for _ in range(4):
        for model, hashes in zip(models, found, strict=True):
            model.step()
            hashes.append(state_hash(model.position))
    assert found == [play(game) for game in GAMES]


def speak_for_long(language: str) -> set[tuple[str, str, str]]:
    speak(language)
    return {(spoken(), say("Seal orders"), amount(1234.5, "US$ bn")) for _ in range(2000)}


def test_threads_speak_a_language_each():
    alone = {}
    for language in languages():
        with speaking(language):
            alone[language] = (language, say("Seal orders"), amount(1234.5, "US$ bn"))
    assert alone["en"] != alone["zh_CN"]
    order = ["en", "zh_CN"] * 3
    works = [functools.partial(speak_for_long, language) for language in order]
    assert at_once(works) == [{alone[language]} for language in order]
    assert spoken() == ENGLISH


def test_tasks_speak_a_language_each():
    async def read(language: str) -> set[str]:
        speak(language)
        said = set()
        for _ in range(20):
            await asyncio.sleep(0)
            said.add(say("Seal orders"))
        return said

    async def both() -> list[set[str]]:
        return list(await asyncio.gather(*map(read, languages())))

    english, chinese = asyncio.run(both())
    assert english == {"Seal orders"}
    assert len(chinese) == 1
    assert chinese != english
    assert spoken() == ENGLISH


def test_a_language_for_a_while_ends_with_it_also_where_that_fails():
    with contextlib.suppress(ZeroDivisionError), speaking("zh_CN"):
        assert spoken() == "zh_CN"
        raise ZeroDivisionError
    assert spoken() == ENGLISH


def test_what_is_remembered_may_be_asked_for_by_many_threads():
    @remembered
    def double(values):
        return values * 2.0

    arrays = [np.full((1, 1), float(number)) for number in range(12)]

    def ask() -> bool:
        return all(double(array)[0, 0] == 2.0 * array[0, 0] for array in arrays * 3000)

    assert at_once([ask] * 6) == [True] * 6

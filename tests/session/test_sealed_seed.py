"""A sealed seed is in no log; its commitment holds the game to it when it is opened."""

from __future__ import annotations

import functools
import hashlib
import stat
import sys

import pytest

from game.config.scenarios import load_scenario
from game.errors import UserError
from game.saves.log_text import read_log
from game.saves.sealed_seed import SealedSeed
from game.session import Session
from game.state.position import state_hash
from game.state.scenario import Scenario


@functools.cache
def lesson() -> Scenario:
    return load_scenario("lesson")


def begin(path, seed: SealedSeed | int) -> Session:
    session = Session.begin(lesson(), seats=("beijing",), seed=seed, path=path)
    session.seal()
    session.seal()
    session.pass_turn()
    session.close()
    return session


def test_a_log_under_a_sealed_seed_has_its_commitment_and_not_the_seed(tmp_path):
    path, sealed = tmp_path / "game.jsonl", SealedSeed.draw()
    begin(path, sealed)
    text = path.read_text("utf-8")
    assert str(sealed.seed) not in text
    assert sealed.secret not in text
    header = read_log(path).header
    assert (header.seed, header.commitment) == ("sealed", sealed.commitment)


def test_the_commitment_is_what_anybody_can_work_out_from_the_file():
    sealed = SealedSeed(7, "ab")
    assert sealed.commitment == hashlib.sha256(b"7 ab").hexdigest()
    assert SealedSeed(7, "ac").commitment != sealed.commitment


def test_seeds_of_rooms_have_128_bits_and_differ():
    seeds = {SealedSeed.draw().seed for _ in range(40)}
    assert len(seeds) == 40
    assert max(seeds) >= 2**120


def test_the_luck_is_that_of_the_seed(tmp_path):
    sealed = SealedSeed.draw()
    hidden, plain = begin(tmp_path / "a.jsonl", sealed), begin(tmp_path / "b.jsonl", sealed.seed)
    assert state_hash(hidden.model.position) == state_hash(plain.model.position)
    assert hidden.seed == sealed.seed


def test_a_sealed_game_is_opened_with_its_own_seed_alone(tmp_path):
    path, sealed = tmp_path / "game.jsonl", SealedSeed.draw()
    session = begin(path, sealed)
    with pytest.raises(UserError, match="the seed of this game is sealed"):
        Session.resume(path)
    with pytest.raises(UserError, match="was promised as"):
        Session.resume(path, sealed=SealedSeed.draw())
    again = Session.resume(path, sealed=sealed)
    assert state_hash(again.model.position) == state_hash(session.model.position)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no mode there")
def test_the_file_of_a_seed_is_its_owners_alone_and_is_not_written_over(tmp_path):
    path, sealed = tmp_path / "seed.sealed", SealedSeed.draw()
    sealed.write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert SealedSeed.read(path) == sealed
    with pytest.raises(UserError, match="cannot write"):
        SealedSeed.draw().write(path)


@pytest.mark.parametrize("text", ["", "{}", '{"seed": "x", "secret": "y"}', "[1]"])
def test_a_file_that_holds_no_seed_is_refused(tmp_path, text: str):
    path = tmp_path / "seed.sealed"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError, match="holds no sealed seed"):
        SealedSeed.read(path)


def test_replay_opens_a_sealed_game_and_says_that_the_promise_was_kept(highfence, tmp_path):
    path, sealed = tmp_path / "game.jsonl", SealedSeed.draw()
    begin(path, sealed)
    sealed.write(tmp_path / "seed.sealed")
    refused = highfence("replay", path, "--verify")
    assert (refused.returncode, "sealed" in refused.stderr) == (2, True)
    done = highfence("replay", path, "--verify", "--seed-file", tmp_path / "seed.sealed")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"promised as {sealed.commitment[:8]}" in done.stdout


def test_a_sealed_game_is_played_on_and_explained_with_its_seed(highfence, tmp_path):
    path, file, sealed = tmp_path / "game.jsonl", tmp_path / "seed.sealed", SealedSeed.draw()
    begin(path, sealed)
    sealed.write(file)
    played = highfence("play", "--text", "--log", path, "--seed-file", file)
    assert (played.returncode, played.stderr) == (0, "")
    told = highfence("explain", path, "lag", "--seed-file", file)
    assert (told.returncode, told.stderr) == (0, "")


def test_a_seed_without_its_game_is_refused(highfence, tmp_path):
    SealedSeed.draw().write(tmp_path / "seed.sealed")
    refused = highfence("play", "--text", "--seed-file", tmp_path / "seed.sealed")
    assert (refused.returncode, "--log" in refused.stderr) == (2, True)

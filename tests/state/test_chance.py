"""Luck by address: the same bits everywhere, in any order, and as good as dice."""

import concurrent.futures
import hashlib
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.errors import UserError
from game.state.chance import SEEDS, Chance

WORD = 2**64 - 1
seeds = st.integers(0, SEEDS - 1)
moments = st.integers(-3, 5000)
names = st.text(max_size=30)


def philox(counter: list[int], key: list[int]) -> list[int]:
    """Philox 4x64-10 as its authors print it, in whole numbers."""
    (a, b, c, d), (one, other) = counter, key
    for _ in range(10):
        high, low = divmod(0xD2E7470EE14C6C93 * a, 2**64)
        upper, lower = divmod(0xCA5A826395121157 * c, 2**64)
        a, b, c, d = upper ^ b ^ one, lower, high ^ d ^ other, low
        one, other = (one + 0x9E3779B97F4A7C15) & WORD, (other + 0xBB67AE8584CAA73B) & WORD
    return [a, b, c, d]


def uniform_at(seed: int, moment: int, event: str, replicate: int, column: int) -> float:
    """One draw, from the words of the docstring alone."""
    name = int.from_bytes(hashlib.sha256(event.encode()).digest()[:8], "big")
    counter = [1 + replicate // 4, column, moment & WORD, name]
    word = philox(counter, [seed & WORD, seed >> 64])[replicate % 4]
    return (2 * (word >> 12) + 1) / 2**53


def test_the_generator_is_the_published_one():
    """The vectors of its authors' library Random123: all zeros, all ones, and digits of pi."""
    assert philox([0] * 4, [0] * 2) == [
        0x16554D9ECA36314C, 0xDB20FE9D672D0FDC, 0xD7E772CEE186176B, 0x7E68B68AEC7BA23B,
    ]  # fmt: skip
    assert philox([WORD] * 4, [WORD] * 2) == [
        0x87B092C3013FE90B, 0x438C3C67BE8D0224, 0x9CC7D7C69CD777B6, 0xA09CAEBF594F0BA0,
    ]  # fmt: skip


@given(seed=seeds, first=st.integers(0, 10**7), moment=moments, event=names)
def test_a_draw_is_what_its_address_says(seed, first, moment, event):
    drawn = Chance(seed, first, 6).at(moment).uniform(event, 2)
    right = [
        [uniform_at(seed, moment, event, first + row, column) for column in range(2)]
        for row in range(6)
    ]
    assert drawn.tolist() == right


@given(
    seed=seeds,
    first=st.integers(0, 9),
    replicates=st.integers(1, 30),
    columns=st.integers(1, 5),
    row=st.integers(0, 29),
)
def test_a_replicate_has_its_luck_in_every_batch_and_beside_any_columns(
    seed, first, replicates, columns, row
):
    row %= replicates
    together = Chance(seed, first, replicates, 7).uniform("strike", columns)
    alone = Chance(seed, first + row, 1, 7).uniform("strike", columns + 3)
    assert together.shape == (replicates, columns)
    assert np.array_equal(together[row], alone[0, :columns])


def test_nothing_drawn_before_changes_a_draw():
    addresses = list(itertools.product((1, 2**70), (0, 9), ("a", "b"), (0, 5)))

    def draw(seed, moment, event, first):
        return Chance(seed, first, 3).at(moment).uniform(event, 2)

    forth = {address: draw(*address) for address in addresses}
    back = {address: draw(*address) for address in reversed(addresses)}
    assert all(np.array_equal(forth[one], back[one]) for one in addresses)
    assert len({forth[one].tobytes() for one in addresses}) == len(addresses)


def test_threads_have_the_same_luck():
    chance = Chance(3, 0, 1000)
    right = [chance.at(month).uniform("strike", 3) for month in range(40)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda month: chance.at(month).uniform("strike", 3), range(40)))
    assert all(np.array_equal(one, other) for one, other in zip(found, right, strict=True))


@pytest.mark.parametrize("seed", [-1, SEEDS])
def test_what_is_no_seed_is_refused_with_the_range(seed):
    with pytest.raises(UserError, match=r"seed: .* is no seed; give a whole number from 0 to"):
        Chance(seed, 0, 1)


# -- as good as dice: bounds that a fair source passes in all but one of some 100,000 tries --------

SIGMAS = 4.5


def test_draws_are_spread_evenly_and_never_reach_the_ends():
    drawn = Chance(11, 0, 200_000).uniform("spread", 2).ravel()
    assert drawn.min() > 0.0
    assert drawn.max() < 1.0
    assert len(np.unique(drawn)) == drawn.size
    bins = 1000
    expected = drawn.size / bins
    square = float(((np.histogram(drawn, bins, (0.0, 1.0))[0] - expected) ** 2 / expected).sum())
    assert abs(square - (bins - 1)) < SIGMAS * np.sqrt(2.0 * (bins - 1))


def test_every_bit_of_a_draw_is_a_coin():
    words = (Chance(12, 0, 100_000).uniform("bits")[:, 0] * 2.0**53).astype(np.uint64) >> np.uint64(
        1
    )
    for bit in range(52):
        heads = int(((words >> np.uint64(bit)) & np.uint64(1)).sum())
        assert abs(heads - len(words) / 2) < SIGMAS * np.sqrt(len(words)) / 2


COUNT = 20_000
NEIGHBOURS = {
    "seeds": lambda step: Chance(step, 0, COUNT).uniform("n"),
    "seeds of the other word": lambda step: Chance(step << 64, 0, COUNT).uniform("n"),
    "moments": lambda step: Chance(5, 0, COUNT, step).uniform("n"),
    "columns": lambda step: Chance(5, 0, COUNT).uniform("n", step + 1)[:, step:],
    "replicates": lambda step: Chance(5, step, COUNT).uniform("n"),
    "names": lambda step: Chance(5, 0, COUNT).uniform(f"n{step}"),
}


@pytest.mark.parametrize("kind", NEIGHBOURS)
def test_neighbouring_addresses_have_nothing_to_do_with_each_other(kind):
    series = np.array([NEIGHBOURS[kind](step)[:, 0] for step in range(12)]) - 0.5
    for power in (1, 2):
        centred = series**power - (0.0, 1.0 / 12.0)[power - 1]
        together = np.asarray(np.corrcoef(centred))[np.triu_indices(12, 1)]
        assert np.abs(together).max() < SIGMAS / np.sqrt(COUNT)


def test_counts_of_events_over_months_vary_as_binomials_do():
    """Streams of months that are related give games with too many events, and with too few."""
    months, likely = 60, 0.1
    chance = Chance(21, 0, 40_000)
    struck = [chance.at(month).uniform("strike")[:, 0] < likely for month in range(months)]
    counts = np.sum(struck, axis=0)
    expected = months * likely * (1.0 - likely)
    error = np.sqrt(2.0 / (len(counts) - 1))
    assert abs(counts.var(ddof=1) / expected - 1.0) < SIGMAS * error
    assert abs(counts.mean() - months * likely) < SIGMAS * np.sqrt(expected / len(counts))


def test_games_of_neighbouring_seeds_are_as_unlike_as_any():
    """The 200 draws of a month, over seeds: no direction in which seeds move together."""
    drawn = np.array([Chance(seed, 0, 1, 47).uniform("strike", 200)[0] for seed in range(4000)])
    moved = np.diff(drawn - 0.5, axis=0)
    apart = np.abs(np.asarray(np.corrcoef(moved[::2], rowvar=False))[np.triu_indices(200, 1)])
    assert apart.max() < (SIGMAS + 1.0) / np.sqrt(len(moved[::2]))  # 19,900 pairs

"""What a trace follows, what it refuses, and that it folds nothing to other bits."""

from typing import Any

import numpy as np
import pytest

from game.fused.graph import Graph
from game.fused.symbols import Symbols
from game.mathematics import exp
from game.mathematics.traced import UntraceableError
from game.state.arrays import entries, ratio, total


@pytest.fixture
def graph():
    return Graph()


@pytest.fixture
def row(graph):
    nodes = [[graph.leaf("column", ("x",), place) for place in range(3)]]
    return Symbols(graph, np.array(nodes, dtype=np.int64))


def test_equal_operations_are_one_node(graph, row):
    before = row[:, :1] * row[:, 1:2]
    count = len(graph)
    after = row[:, 1:2] * row[:, :1]
    assert after.nodes == before.nodes
    assert len(graph) == count


def test_constants_are_folded_by_numpy_itself(graph):
    one: Any = Symbols(graph, np.array([[graph.constant(0.1)]]))
    summed: Any = exp(one) + 0.2
    assert graph.values[int(summed.nodes[0, 0])] == (exp(np.array([[0.1]])) + 0.2)[0, 0]


def test_zeros_of_both_signs_are_two_constants(graph):
    assert graph.constant(0.0) != graph.constant(-0.0)


def test_a_zero_added_is_kept_for_it_changes_the_sign_of_a_zero(row):
    assert (row - 0.0).nodes.tolist() == row.nodes.tolist()
    assert (row + 0.0).nodes.tolist() != row.nodes.tolist()


def test_sums_are_made_first_to_last(graph, row):
    summed: Any = total(row)
    (node,) = summed.nodes[0].tolist()
    *first, last = row.nodes[0].tolist()
    (earlier,) = set(graph.arguments[node]) - {last}
    assert graph.operations[node] == graph.operations[earlier] == "add"
    assert set(graph.arguments[earlier]) == set(first)


def test_a_ratio_is_chosen_and_not_branched_on(graph, row):
    quotient: Any = ratio(row[:, :1], row[:, 1:2])
    (node,) = quotient.nodes[0].tolist()
    assert graph.operations[node] == "where"


def test_a_place_in_a_table_that_differs_between_games_is_read_by_entries(graph, row):
    table = np.array([1.0, 2.0, 4.0])
    found: Any = entries(table, row[:, 0])
    assert graph.operations[int(found.nodes[0])] == "entry"


@pytest.mark.parametrize(
    "use",
    [
        lambda row: bool(row[:, 0] > 1.0),
        lambda row: float(row[0, 0]),
        lambda row: int(row[0, 0]),
        lambda row: np.sort(row, axis=-1),
        lambda row: np.cumprod(row, axis=-1),
        lambda row: np.sin(row),
        lambda row: row.__setitem__(row > 1.0, 0.0),
        lambda row: row[row > 1.0],
        lambda row: row.argmax(axis=0),
    ],
    ids=["truth", "float", "int", "sort", "product", "sine", "masked write", "masked", "axis 0"],
)
def test_what_a_graph_cannot_say_is_refused(use, row):
    with pytest.raises(UntraceableError):
        use(row)


def test_short_cuts_over_replicates_are_never_taken(row):
    assert (row > 0.0).any() is True
    assert (row > 0.0).all() is False

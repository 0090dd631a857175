"""The cast of a model is that of its scenario, whoever is in it."""

from agents.actor import Actor, kind_of
from agents.model import GameModel


def test_every_actor_of_the_axis_is_an_agent_of_a_type_of_its_own():
    model = GameModel("lesson", seed=1)
    assert list(model.actors) == list(model.scenario.params.axes.actors)
    assert {role: agent.role for role, agent in model.actors.items()} == {
        role: role for role in model.actors
    }
    kinds = [type(agent) for agent in model.agents]
    assert len(set(kinds)) == len(model.actors)
    assert kind_of("nvidia") in model.agents_by_type


def test_an_actor_that_no_file_of_python_names_can_be_cast():
    assert issubclass(kind_of("gulf"), Actor)
    assert kind_of("gulf").role == "gulf"
    assert kind_of("gulf") is kind_of("gulf")

"""What a quiz of a class holds: items on mechanisms, each of a measured intervention."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.config.schema.fields import Entry, Listed, Name, Text, refuse


class QuizItem(Entry):
    """A question with choices, and the intervention that settles which of them is true."""

    about: Text
    """The concept it asks for; items of the same place in parallel forms have the same."""
    text: Text
    """What is asked."""
    choices: Annotated[Listed[Text], Field(min_length=2, max_length=5)]
    """The answers to choose from."""
    answer: Annotated[int, Field(ge=1)]
    """The place of the true one, from 1."""
    because: Text
    """Why it is true in the game, by its rules."""
    mechanism: Annotated[str, Field(pattern=r"^M\d\d$")]
    """The mechanism of docs/mechanisms.md whose intervention it is."""
    read: Text
    """What that intervention reads."""
    sign: Literal["up", "down", "little"]
    """Which way it goes there."""

    @model_validator(mode="after")
    def check_answer(self) -> Self:
        """Refuse an answer that is no choice."""
        if self.answer > len(self.choices):
            remedy = f"there are {len(self.choices)} choices"
            raise refuse(f"answer = {self.answer}", remedy, ("answer",))
        return self


class Quiz(Entry):
    """One form of a quiz, answered before or after a class."""

    title: Text
    """Name as people read it."""
    parallel: Name | None = None
    """The form whose items ask for the same concepts, place by place."""
    items: Annotated[Listed[QuizItem], Field(min_length=1)]
    """The questions."""

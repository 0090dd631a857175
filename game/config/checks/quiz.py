"""Checks of quizzes against each other."""

from __future__ import annotations

from game.config.checks.shared import Context
from game.config.drafts import FoundEntry


def check_quiz(draft: FoundEntry, context: Context) -> None:
    """Its parallel form exists, and asks for the same concepts in the same order."""
    quiz, quizzes = draft.entry, context.drafts.found["quizzes"]
    if quiz.parallel is None or not context.expect(
        quiz.parallel, quizzes, "quiz", draft, "parallel"
    ):
        return
    parallel = quizzes.get(quiz.parallel)
    if parallel is None:  # what was told of that file itself is enough
        return
    other = parallel.entry
    asked, wanted = ([item.about for item in form.items] for form in (quiz, other))
    if asked != wanted:
        place = next(
            (n for n, pair in enumerate(zip(asked, wanted, strict=False)) if pair[0] != pair[1]),
            min(len(asked), len(wanted)),
        )
        problem = f"asks for other concepts than {quiz.parallel} from item {place + 1} on"
        context.report(draft, ("items",), problem, "give both forms the same, in the same order")

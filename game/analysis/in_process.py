"""Playing an experiment in this process, for questions that need no folder."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from game.analysis.runs import Runs, to_frame
from game.batch.design import salib_problem
from game.batch.play_task import play_around
from game.batch.study import Study
from game.batch.tasks import CHUNK, cut


def play_runs(study: Study) -> Runs:
    """Play all games of a study and return them as analyses read them, without a folder.

    Games that fail are left out, as in a folder.
    """
    played = [play_around(study, task).runs for task in cut(study, CHUNK)]
    points = pd.DataFrame(study.points, columns=[factor.name for factor in study.factors])
    return Runs(
        table=to_frame(pa.concat_tables(played)),
        points=points.rename_axis(index="point"),
        experiment=study.experiment,
        problem=salib_problem(study.factors),
        place=study.experiment.name,
    )

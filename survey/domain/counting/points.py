"""Whole responses as points: one row a response, one column a question."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd


def points_of(answers: Sequence[tuple[int, Mapping[str, str]]], values: pd.DataFrame, questions: Sequence[str]) -> np.ndarray:
    """Points 0-100 of each (version, answers by question), responses × questions; NaN where no answer has points.

    `values` as `answer_values` gives them: answers on the scale of an older version have none.
    """
    points: dict[str, dict[tuple[int, str], float]] = {question: {} for question in questions}
    for version, question, answer, worth in zip(values["version"], values["question"], values["answer"], values["points"]):
        points.get(question, {})[version, answer] = worth
    found = np.empty((len(answers), len(questions)))
    for place, question in enumerate(questions):
        of_question = points[question]
        found[:, place] = [of_question.get((version, given.get(question, "")), np.nan) for version, given in answers]
    return found

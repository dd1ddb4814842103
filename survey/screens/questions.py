"""The questions beside each other, what changed in them, and how each was answered."""

from collections.abc import Callable

import pandas as pd

from survey.actions.comparing import Changes
from survey.actions.noticing import Dashboard
from survey.charts.distribution import draw_distribution
from survey.charts.questions import draw_questions
from survey.domain.noticing.verdict import BETTER, WORSE
from survey.locale import _
from survey.screens.changed import COLOURS, change_in_words
from survey.screens.figures import View, labelled, show_shared, worded_answers
from survey.screens.refusal import plain
from survey.screens.taking_away import definition_words, readings_in_words, shares_in_words


def show_questions(view: View, changed: Changes | None, on_press: Callable | None = None) -> None:
    text = view.found.questionnaire.by_key
    rows = labelled(rated(view.found, view.found.questions), "question", lambda key: text[key].text)
    show_shared(
        view, "questions", _("各题：{figure}，与不满意的比例").format(figure=view.measured.name),
        lambda theme: draw_questions(rows, theme, view.figure), words=changes_in_words(view, changed),
        rows=lambda: readings_in_words(rows, {"label": _("题目")}), definition=definition_words(), on_press=on_press,
    )


def changes_in_words(view: View, changed: Changes | None) -> str:
    """The questions that clearly changed, a line each; one sentence where none did."""
    if changed is None:
        return ""
    rows = changed.questions[view.figure]
    clear = labelled(rows[rows["verdict"].isin((BETTER, WORSE))], "question", lambda key: view.found.questionnaire.by_key[key].short)
    if clear.empty:
        return plain(_("比 {against}：没有一道题有明显变化。").format(against=changed.against))
    lines = [
        f"- :{COLOURS[row['verdict']]}[{plain(change_in_words(row['label'], row, view.measured))}]"
        for _place, row in clear.sort_values(["verdict", "q"], ascending=[False, True]).iterrows()
    ]
    rest = _("其余 {count} 道题无明显变化。").format(count=len(rows) - len(clear))
    return "\n".join([plain(_("比 {against}：").format(against=changed.against)) + "\n", *lines, "", plain(rest)])


def show_distribution(view: View) -> None:
    title, answers = _("每道题各种答案的比例"), worded_answers(view.found.questionnaire, view.found.answers)
    show_shared(
        view, "answers", title, lambda theme: draw_distribution(answers, theme),
        rows=lambda: shares_in_words(answers), definition=_("选这个答案的，占这道题的全部答案。"),
    )


def rated(found: Dashboard, frame: pd.DataFrame) -> pd.DataFrame:
    """Only questions whose answers carry points, in the order of the questionnaire."""
    keys = [question.key for question in found.questionnaire.rated]
    kept = frame[frame["question"].isin(keys)]
    return kept.sort_values("question", key=lambda column: column.map(keys.index), kind="stable")

"""The questions beside each other, what changed in them, and how each was answered."""

import pandas as pd

from survey.actions.comparing import Changes
from survey.actions.noticing import Dashboard
from survey.charts.distribution import draw_distribution
from survey.charts.questions import draw_questions
from survey.domain.noticing.verdict import BETTER, WORSE
from survey.locale import _
from survey.screens.changed import COLOURS, change_in_words
from survey.screens.figures import View, labelled, show_shared
from survey.screens.refusal import plain


def show_questions(view: View, changed: Changes | None) -> None:
    text = view.found.questionnaire.by_key
    rows = labelled(rated(view.found, view.found.questions), "question", lambda key: text[key].text)
    show_shared(
        view, f"questions {view.figure}", _("各题：{figure}，与不满意的比例").format(figure=view.measured.name),
        lambda theme: draw_questions(rows, theme, view.figure), words=changes_in_words(view, changed),
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
    title = _("每道题各种答案的比例")
    show_shared(view, "answers", title, lambda theme: draw_distribution(_answers(view.found), theme))


def _answers(found: Dashboard) -> pd.DataFrame:
    """The distribution with the words and grades of its answers, in the order of the questionnaire."""
    options = {
        (question.key, option.code): (str(option.label), option.grade)
        for question in found.questionnaire.questions
        if question.scale
        for option in question.scale.options
    }
    order = list(options)
    answers = labelled(found.answers, "question", lambda key: found.questionnaire.by_key[key].text)
    pairs = list(zip(answers["question"], answers["answer"], strict=True))
    return answers.assign(
        answer_label=[options.get(pair, (pair[1], None))[0] for pair in pairs],
        grade=pd.Series([options.get(pair, ("", None))[1] for pair in pairs], index=answers.index, dtype=float),
        place=[order.index(pair) if pair in options else len(order) for pair in pairs],
    ).sort_values("place")


def rated(found: Dashboard, frame: pd.DataFrame) -> pd.DataFrame:
    """Only questions whose answers carry points, in the order of the questionnaire."""
    keys = [question.key for question in found.questionnaire.rated]
    kept = frame[frame["question"].isin(keys)]
    return kept.sort_values("question", key=lambda column: column.map(keys.index), kind="stable")

"""What is shown, taken away: a table under a chart as .xlsx, and what its columns are called."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from survey.actions.ledger import EXPORTING
from survey.actions.office import Office
from survey.actions.taking import TAKING, About, take_cases, take_table
from survey.charts.measure import measure
from survey.charts.verdict import heading_of
from survey.domain.counting.reading import FIGURES
from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.locale import _, current_language, use_language
from survey.screens.clock import now

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
LONGEST_NAME = 80

Rows = Callable[[], pd.DataFrame]


def file_name(title: str, period: str) -> str:
    """Title and period as every system takes them for a file's name, without its ending."""
    return NOT_IN_FILE_NAMES.sub("-", f"{title} {period}".strip())[:LONGEST_NAME].strip(" .-") or "figure"


def offer_table(office: Office, title: str, about: About, rows: Rows, key: str, besides: str = "") -> None:
    """A small button; the workbook is made when it is pressed. Nothing for whoever may not, nor may do `besides`.

    rows  gives the frame that `take_table` wants; called beside the script, when the file is fetched.
    """
    if office.may(TAKING) and (not besides or office.may(besides)):
        _offer(title, about, partial(table_bytes, office, title, about, rows, current_language(), besides), key)


def offer_cases(office: Office, title: str, about: About, rows: Rows, key: str) -> None:
    """The same of single cases, as `take_cases` wants them, for whoever may take registers out."""
    if office.may(EXPORTING):
        _offer(title, about, partial(cases_bytes, office, title, about, rows, current_language()), key)


def _offer(title: str, about: About, data: Callable[[], bytes], key: str) -> None:
    st.download_button(
        _("表格"),
        data=data,
        file_name=f"{file_name(title, about.period)}.xlsx",
        mime=EXCEL,
        icon=":material/download:",
        type="tertiary",
        help=_("下载“{title}”的数字（.xlsx）").format(title=title),
        key=f"take_{key}",
        on_click="ignore",  # a rerun at the same time could throw the file away before it is fetched
    )


def table_bytes(office: Office, title: str, about: About, rows: Rows, language: str, besides: str = "") -> bytes:
    """Asked for by another request, in which nobody has said in which language; leave is asked for anew."""
    use_language(language)
    return take_table(office, title, about, rows(), now(), besides)


def cases_bytes(office: Office, title: str, about: About, rows: Rows, language: str) -> bytes:
    """As `table_bytes`."""
    use_language(language)
    return take_cases(office, title, about, rows(), now())


def named(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """The columns of a frame that go out, in order, under their words; `shown` goes along."""
    kept = [name for name in columns if name in frame.columns]
    shown = frame[["shown"]] if "shown" in frame.columns else frame[[]]
    return pd.concat([frame[kept].rename(columns=dict(columns)), shown], axis=1)


def readings_in_words(
    frame: pd.DataFrame, places: Mapping[str, str], figures: Sequence[str] = FIGURES
) -> pd.DataFrame:
    """Readings under words: first the columns of `places`, then n and each figure with its interval, on 0-100."""
    words, scaled = dict(places), frame
    for figure in figures:
        measured, name = measure(figure), _figure_name(figure)
        ends = {figure: name, f"{figure}_low": _("{name}，95% 区间下限").format(name=name), f"{figure}_high": _("{name}，95% 区间上限").format(name=name)}
        scaled = scaled.assign(**{column: (scaled[column].astype(float) * measured.factor).round(2) for column in ends})
        words |= ends
    remarks = [_remark(row) for row in frame.itertuples()]
    words = {**{name: words.pop(name) for name in places}, "n": _("回答数 n"), "outside": _("没接触/不清楚"), **words}
    return named(scaled.assign(remark=remarks), words | {"remark": _("说明")})


def _figure_name(figure: str) -> str:
    measured = measure(figure)
    return f"{measured.name}（{measured.unit}）" if measured.unit else _("{name}（满分 100）").format(name=measured.name)


def _remark(row) -> str:
    """Why nothing stands there, or how much it is worth; the verdict in words."""
    if not row.shown:
        return _("不显示：不足 {minimum} 份，或会泄露别处不足 {minimum} 份的").format(minimum=MINIMUM)
    verdict = [heading_of(row.verdict)] if hasattr(row, "verdict") else []
    return " · ".join([*verdict, *([_("仅供参考")] if row.n < TENTATIVE else [])])


def shares_in_words(answers: pd.DataFrame) -> pd.DataFrame:
    """A distribution under words: question, answer, how many chose it, and how much that is of n."""
    columns = {
        "label": _("题目"), "answer_label": _("答案"), "count": _("选的人数"), "percent": _("占全部答案的比例（%）"), "n": _("回答数 n"),
    }  # fmt: skip
    return named(answers.assign(percent=(answers["share"].astype(float) * 100).round(2)), columns)


def definition_words() -> str:
    """What each figure of a reading counts; measures.md 1 and 2."""
    return " ".join(map(figure_words, definitions()))


def figure_words(figure: str) -> str:
    """What one of them counts."""
    return _("{name}：{definition}").format(name=measure(figure).name, definition=definitions()[figure])


def definitions() -> dict[str, str]:
    """Which answers each figure counts, and in what; measures.md 1 and 2."""
    return {
        "score": _("每个答案按分值（最好 100，最差 0）加起来，除以有分值的答案数。"),
        "top1": _("选最好一级（如“非常满意”）的，占计入比例的答案。"),
        "top2": _("选前两级（如“非常满意”“满意”）的，占计入比例的答案。"),
        "top3": _("选前三级（到“基本满意”为止）的，占计入比例的答案。它几乎处处很高，不宜用来排名。"),
        "dissatisfied": _("选后两级（如“不满意”“非常不满意”）的，占计入比例的答案。"),
    }

"""The listed issues as a table to take away: what their cards say, a row each."""

import pandas as pd

from survey.actions.issues import Issues
from survey.actions.taking import About
from survey.domain.counting.small_numbers import MINIMUM
from survey.locale import _
from survey.screens.case_words import state_of, topic_name, unit_word
from survey.screens.issue_card import FLAGS, Page, flag_names, taken_up
from survey.screens.taking_away import offer_table

DOORS = ("confirmed", "praised", "suggested", "book", "requests", "notes")


def offer_issues(page: Page, found: Issues, rows: pd.DataFrame, chosen: str) -> None:
    """`chosen`: to which units and flags the page is narrowed, in words."""
    of = " · ".join(text for text in (str(page.programme.title), chosen) if text)
    n = _("{count} 条；另有 {hidden} 条不足 {minimum} 人（件），不列").format(count=len(rows), hidden=found.hidden, minimum=MINIMUM)
    definition = _(
        "不满意：选后两级的，占计入比例的答案，警戒线 {line:.0%}；最满意：选最好一级的。差距：比最好的四分之一单位低多少分；影响：这道题占总体满意影响的比例；两者相乘只用来排先后，不是预测。"
    ).format(line=page.line)
    about = About(str(page.period), of, n, definition, _("95%，Wilson"))
    offer_table(page.office, _("焦点难点"), about, lambda: issues_in_words(page, rows), "issues", "read_dashboard")


def issues_in_words(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of FOUND_ISSUES under words; of a door through which fewer than ten came it says no more than that.

    Why each is listed stays on its card: the sentence has those numbers.
    """
    asked = {f"{q.id}.{key}": str(one.short) for q in page.programme.questionnaires for key, one in q.by_key.items()}
    return pd.DataFrame([_row(page, row, asked) for row in rows.to_dict("records")], columns=[*_columns()]).rename(columns=_columns())


def _row(page: Page, row: dict, asked: dict[str, str]) -> dict:
    case, names = taken_up(page, row), flag_names()
    shares = {name: _percent(row[name], row["n"]) for name in ("dissatisfied", "dissatisfied_low", "dissatisfied_high")}
    best = {name: _percent(row[name], row["best_n"]) for name in ("top1", "top1_low", "top1_high")}
    return {
        "unit": unit_word(page.office, row["unit"]), "topic": topic_name(page.programme, row["topic"]),
        "flags": _("、").join(names[flag] for flag in FLAGS if row[f"is_{flag}"]),
        "question": asked.get(row["question"]), "n": row["n"] or None, **shares,
        "best_question": asked.get(row["best_question"]), "best_n": row["best_n"] or None, **best,
        **{door: _few(row[door]) for door in DOORS},
        "gap": round(row["gap"], 1) if row["n"] else None, "importance": _percent(row["importance"], row["n"]),
        "worth": round(row["worth"], 1) if row["n"] else None, "owner": row["owner"],
        "case": None if case is None else case["code"],
        "state": None if case is None else str(state_of(page.programme, case["kind"], case["state"]).name),
    }  # fmt: skip


def _percent(share: float, n: int) -> float | None:
    return round(100 * share, 1) if n else None


def _few(count: int) -> int | str:
    """A number leaves the house from ten on."""
    return _("不足 {n}").format(n=MINIMUM) if 0 < count < MINIMUM else count


def _columns() -> dict[str, str]:
    low, high = _("{name}，95% 区间下限"), _("{name}，95% 区间上限")
    bad, best = _("不满意（%）"), _("最满意（%）")
    return {
        "unit": _("单位"), "topic": _("主题"), "flags": _("类别"), "question": _("题目"), "n": _("回答数 n"),
        "dissatisfied": bad, "dissatisfied_low": low.format(name=bad), "dissatisfied_high": high.format(name=bad),
        "best_question": _("亮点的题目"), "best_n": _("亮点的回答数 n"),
        "top1": best, "top1_low": low.format(name=best), "top1_high": high.format(name=best),
        "confirmed": _("原话，已确认"), "praised": _("原话，已确认表扬"), "suggested": _("原话，待确认"),
        "book": _("意见簿（条）"), "requests": _("来电来信来访（件）"), "notes": _("登记记录（条）"),
        "gap": _("差距（分）"), "importance": _("影响（%）"), "worth": _("差距 × 影响"), "owner": _("责任"),
        "case": _("立项编号"), "state": _("办理状态"),
    }  # fmt: skip

"""Verbs that get an office going: the database, the sample year, links to sign in and to answer by."""

import argparse
import json
import os
import sys
from datetime import UTC, datetime

from survey.actions import keeping
from survey.actions.accounts import has_accounts, password_link
from survey.actions.office import Office
from survey.actions.recurring import due_tonight, open_due_cases
from survey.actions.sample_year import load_sample
from survey.actions.signing_in import first_link
from survey.locale import _
from survey.terminal import DONE, Progress

SAMPLE_YEAR = 2025


def prepare(office: Office, options: argparse.Namespace) -> int:
    """Create the database; offer the sample year on an empty one."""
    print(_("数据库已就绪：{url}").format(url=office.database.engine.url.render_as_string(hide_password=True)))
    if not has_accounts(office):
        print(_("还没有管理员。用这个链接设置第一个，一天内有效，只能用一次：{address}").format(address=_first_link(office)))
    if not keeping.is_empty(office):
        _say_opened(due_tonight(office, datetime.now(UTC)))
        return DONE
    answer = options.sample
    if answer == "ask" and sys.stdin.isatty():
        answer = "yes" if input(_("数据库是空的。要载入样例年度数据吗？[Y/n] ")).strip().lower() in ("", "y", "yes") else "no"
    if answer == "yes":
        return sample(office, argparse.Namespace(remove=False))
    print(_("要看样例年度，请运行：python -m survey sample"))
    return DONE


def _first_link(office: Office) -> str:
    return f"{_base('')}/link/{first_link(office, datetime.now(UTC))}"


def _base(given: str) -> str:
    """The address that people reach us by: what was given, LIANXIN_ADDRESS, or this machine."""
    here = f"http://{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8501'}"
    return (given or os.environ.get("LIANXIN_ADDRESS") or here).rstrip("/")


def print_link(office: Office, options: argparse.Namespace) -> int:
    """Print a one-time link by which an account sets a new password; for the last administrator who forgot it."""
    token = password_link(office, options.login, datetime.now(UTC))
    print(_("链接七天内有效，只能用一次：{address}").format(address=f"{_base('')}/link/{token}"))
    return DONE


def sample(office: Office, options: argparse.Namespace) -> int:
    """Load the sample year, or remove it."""
    if options.remove:
        responses, cases = keeping.remove_sample(office, datetime.now(UTC))
        print(_("已删除样例：答卷 {responses} 份，事项 {cases} 件。").format(responses=responses, cases=cases))
        return DONE
    responses, cases = load_sample(office, SAMPLE_YEAR, datetime.now(UTC), Progress(_("样例年度")))
    print(_("已载入样例：答卷 {responses} 份，事项 {cases} 件。").format(responses=responses, cases=cases))
    print(_("删除样例：python -m survey sample --remove"))
    return DONE


def due(office: Office, options: argparse.Namespace) -> int:
    """Open the cases that come round and are due; the server does it every night."""
    _say_opened(open_due_cases(office, datetime.now(UTC)))
    return DONE


def _say_opened(count: int) -> None:
    print(_("到期的事项已登记：{n} 件").format(n=count))


def links(office: Office, options: argparse.Namespace) -> int:
    """Print the public address of every questionnaire and unit, as the QR codes carry it."""
    base = _base(options.base)
    found = [{**vars(link), "address": base + link.path} for link in keeping.public_links(office)]
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print("\n".join(f"{link['address']}\t{office.declarations.unit(link['unit']).name}" for link in found))
    return DONE

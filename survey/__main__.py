"""The command line: one verb for each action that a person or a timer runs without a screen.

Exit codes: 0 done; 1 refused, or a check found faults; 2 wrong usage; 3 done, but some rows were refused.
"""

import argparse
import gc
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from survey.actions import backing_up, case_importing, importing, keeping, retention
from survey.actions.exporting import export_responses
from survey.actions.judging import year_end
from survey.actions.ledger import export_ledger
from survey.actions.noticing import read_figures
from survey.actions.office import Office, office_here
from survey.actions.selecting import NotShown, Selection, check_selection, responses_in
from survey.domain.counting.period import parse_period
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import CONSOLE
from survey.locale import LANGUAGES, _, use_language
from survey.measuring_verb import add_options, measures
from survey.starting_verbs import due, links, prepare, print_link, sample
from survey.terminal import DONE, REFUSED, SOME_ROWS_REFUSED, Progress
from survey.workbook.year_end import write_year_end

PERIODS = "all, 2025, 2025-Q2, 2025-03 or 2025-03..2025-06"


def import_rows(office: Office, options: argparse.Namespace) -> int:
    """Check every row of a file, store the good ones, write the refused ones to a file."""
    report = importing.import_file(
        office, options.programme, options.questionnaire, options.file, options.mapping, datetime.now(UTC),
        Progress(_("导入")),
    )
    print("\n".join(importing.describe(report)))
    return SOME_ROWS_REFUSED if len(report.refused) else DONE


def import_cases(office: Office, options: argparse.Namespace) -> int:
    """Check every row of a file of cases, store those whose history may be, write the refused ones to a file."""
    report = case_importing.import_cases(
        office, options.programme, options.kind, options.file, options.mapping, datetime.now(UTC), Progress(_("导入"))
    )
    print("\n".join(case_importing.describe_cases(report)))
    return SOME_ROWS_REFUSED if len(report.refused) else DONE


def export(office: Office, options: argparse.Namespace) -> int:
    """Write whole responses to .csv or .xlsx."""
    rows = export_responses(
        office, options.programme, options.questionnaire, parse_period(options.period), options.out,
        datetime.now(UTC), options.labels,
    )
    print(_("已写入 {n} 行：{path}").format(n=rows, path=options.out))
    return DONE


def ledger(office: Office, options: argparse.Namespace) -> int:
    """Write the register of a kind of case to .xlsx."""
    rows = export_ledger(
        office, options.programme, options.kind, parse_period(options.period), options.out, datetime.now(UTC)
    )
    print(_("已写入 {n} 行：{path}").format(n=rows, path=options.out))
    return DONE


def readings(office: Office, options: argparse.Namespace) -> int:
    """Print the readings of a programme's questionnaires; those too small to be shown are named on standard error."""
    programme, period = office.declarations.programme(options.programme), parse_period(options.period)
    wanted = [options.questionnaire] if options.questionnaire else [q.id for q in programme.current_questionnaires]
    found = []
    for id in wanted:
        selection = Selection(programme.id, programme.questionnaire(id).id, period, tuple(options.unit), tuple(options.mode))
        check_selection(office, selection)
        try:
            table = read_figures(office, selection, tuple(options.by))
        except NotShown as refusal:
            print(f"{programme.questionnaire(id).title}: {refusal}", file=sys.stderr)
            continue
        responses = responses_in(office, selection)
        found.append((id, responses if responses >= MINIMUM else None, table))
    if options.json:
        print(json.dumps(_as_json(programme.id, options.period, found), ensure_ascii=False, indent=1))
        return DONE if found else REFUSED
    for id, responses, table in found:
        print(_("{programme} / {questionnaire}，{period}：答卷 {n} 份").format(
            programme=programme.title, questionnaire=programme.questionnaire(id).title, period=period,
            n=_("不足 {minimum}").format(minimum=MINIMUM) if responses is None else responses,
        ))
        print(table.round(4).to_string(index=False, na_rep="—"))
    return DONE if found else REFUSED


def _as_json(programme: str, period: str, found: list) -> dict:
    return {
        "programme": programme,
        "period": period,
        "questionnaires": [
            {"questionnaire": id, "responses": responses, "readings": json.loads(table.to_json(orient="records"))}
            for id, responses, table in found
        ],
    }


def write_workbook(office: Office, options: argparse.Namespace) -> int:
    """Write the year-end workbook."""
    found = year_end(office, options.year, datetime.now(UTC))
    write_year_end(found, options.out, made_on=office.day_of(datetime.now(UTC)), progress=Progress(_("年终工作簿")))
    print(_("已写入：{path}").format(path=options.out))
    return DONE


def check(office: Office, options: argparse.Namespace) -> int:
    """Declarations load (or we would not be here), and the tallies equal a recount; a warning is no fault."""
    for programme in office.declarations.programmes.values():
        for warning in keeping.warnings(office, programme):
            print(f"{programme.title}: {warning}", file=sys.stderr)
    faults = keeping.check_everything(office)
    print("\n".join(faults) if faults else "ok")
    return REFUSED if faults else DONE


def backup(office: Office, options: argparse.Namespace) -> int:
    """Write everything that is kept to a new .zip, while people go on working."""
    held = backing_up.back_up(office, options.file, datetime.now(UTC), Progress(_("备份")))
    print("\n".join([_("已写入：{path}").format(path=options.file), *backing_up.describe(office, held)]))
    return DONE


def restore(office: Office, options: argparse.Namespace) -> int:
    """Fill an empty database from a backup, and count again; all or nothing."""
    held = backing_up.restore(office, options.file, datetime.now(UTC), Progress(_("恢复")))
    print("\n".join([_("已恢复，重数无误：{path}").format(path=options.file), *backing_up.describe(office, held)]))
    return DONE


def erase_old(office: Office, options: argparse.Namespace) -> int:
    """Erase what was kept long enough (data/retention.toml); the server does it every night."""
    counts = (retention.look_at_retention if options.dry_run else retention.keep_retention)(office, datetime.now(UTC))
    told = _("到保存期限、将要删除的：") if options.dry_run else _("到保存期限、已经删除的：")
    print("\n".join([told, *retention.describe(office, counts)]))
    return DONE


def parser() -> argparse.ArgumentParser:
    main = argparse.ArgumentParser(prog="python -m survey", description=__doc__.splitlines()[0])
    main.add_argument("--data", default="", help="folder of declarations (default: LIANXIN_DATA, or data/)")
    main.add_argument("--database", default="", help="database address (default: DATABASE_URL, or SQLite beside the data)")
    main.add_argument("--language", choices=LANGUAGES, default=os.environ.get("LIANXIN_LANGUAGE", "zh"))
    verbs = main.add_subparsers(required=True, metavar="VERB")

    def verb(name: str, action) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=action.__doc__, description=action.__doc__)
        added.set_defaults(action=action, office=_office)
        return added

    verb("prepare", prepare).add_argument("--sample", choices=("ask", "yes", "no"), default="ask")
    verb("sample", sample).add_argument("--remove", action="store_true", help="delete the sample year")
    verb("password-link", print_link).add_argument("login", help="login name of the account")
    verb("due", due)
    imports = verb("import", import_rows)
    imports.add_argument("programme")
    imports.add_argument("questionnaire")
    imports.add_argument("file", type=Path)
    imports.add_argument("--mapping", type=Path, required=True, help="MAP.toml: which column is which question")
    case_imports = verb("import-cases", import_cases)
    case_imports.add_argument("programme")
    case_imports.add_argument("kind")
    case_imports.add_argument("file", type=Path)
    case_imports.add_argument("--mapping", type=Path, required=True, help="MAP.toml: which column is what of a case")
    exports = verb("export", export)
    exports.add_argument("programme")
    exports.add_argument("questionnaire")
    exports.add_argument("out", type=Path, help="a .csv or .xlsx file")
    exports.add_argument("--period", required=True, help=PERIODS)
    exports.add_argument("--labels", action="store_true", help="what answers and units are called, instead of codes")
    registers = verb("ledger", ledger)
    registers.add_argument("programme")
    registers.add_argument("kind", help="a kind of case of the programme")
    registers.add_argument("out", type=Path, help="an .xlsx file")
    registers.add_argument("--period", required=True, help=PERIODS)
    figures = verb("readings", readings)
    figures.add_argument("--programme", required=True)
    figures.add_argument("--period", required=True, help=PERIODS)
    figures.add_argument("--questionnaire", default="")
    figures.add_argument("--unit", action="append", default=[])
    figures.add_argument("--mode", action="append", default=[])
    groups = ("unit", "mode", "area", "month", "person", "collector")
    figures.add_argument("--by", action="append", default=[], choices=groups)
    figures.add_argument("--json", action="store_true")
    workbook = verb("year-end", write_workbook)
    workbook.add_argument("year", type=int)
    workbook.add_argument("out", type=Path)
    measuring = verb("measures", measures)
    add_options(measuring)
    measuring.set_defaults(office=lambda _options: None)  # a file of anybody's: no database is opened for it
    addresses = verb("links", links)
    addresses.add_argument("--base", default="", help="the address that phones reach (default: LIANXIN_ADDRESS)")
    addresses.add_argument("--json", action="store_true")
    verb("check", check)
    verb("retention", erase_old).add_argument("--dry-run", action="store_true", help="say what would be erased, and erase nothing")
    verb("backup", backup).add_argument("file", type=Path, help="a .zip file that is not there yet")
    verb("restore", restore).add_argument("file", type=Path, help="a .zip file that backup wrote")
    return main


def _office(options: argparse.Namespace) -> Office:
    return office_here(options.data, options.database).acting(CONSOLE)


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    use_language(options.language)
    try:
        return options.action(options.office(options), options)
    except SurveyError as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED


if __name__ == "__main__":
    gc.disable()  # nearly all that a command makes lives to its end; a sixth of an import went into looking through it
    code = DONE
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:  # who read the output has seen enough; nothing is left to say at the exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)

"""Keeping the house: the sample year, public addresses, checks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from survey.actions.contacts import sealed_otherwise
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.handling.case import Case, Step, place_of
from survey.domain.handling.fold import differences
from survey.domain.keeping.retention import MARK
from survey.locale import _
from survey.store.cases import erase_case_origin, has_case_origin, has_cases
from survey.store.exclusions import exclusion_faults
from survey.store.folds import cases_with_steps
from survey.store.log import chain_faults
from survey.store.response_reading import recount
from survey.store.responses import erase_origin, has_origin, has_rows
from survey.store.tallies import kept_tallies

SAMPLE = "sample"
MOST_FAULTS = 20  # of each sort are told


@dataclass(frozen=True)
class Link:
    """A public address, as a QR code carries it."""

    programme: str
    questionnaire: str
    unit: str
    path: str


def public_links(office: Office) -> Iterator[Link]:
    """One for every public questionnaire and unit, and one for every unit's page of the book."""
    office.leave("see_doors")
    for programme in office.declarations.programmes.values():
        for questionnaire in programme.current_questionnaires:
            if questionnaire.is_public:
                for unit in office.declarations.units_of(questionnaire.unit_kinds):
                    path = f"/q/{programme.id}/{questionnaire.id}/{unit.id}"
                    yield Link(programme.id, questionnaire.id, unit.id, path)
        if programme.public_kinds:
            for unit in office.declarations.units_of(programme.unit_kinds):
                yield Link(programme.id, "", unit.id, f"/book/{programme.id}/{unit.id}")


def is_empty(office: Office) -> bool:
    """Whether nobody has entered anything yet."""
    return not (has_rows(office.database) or has_cases(office.database))


def has_sample(office: Office) -> bool:
    """Whether any row of the sample year is in the store: then every page says so."""
    return has_origin(office.database, SAMPLE) or has_case_origin(office.database, SAMPLE)


def remove_sample(office: Office, now: datetime) -> tuple[int, int]:
    """Delete the sample year's responses and cases, take their counts back; how many of each."""
    office.leave("keep_house")
    entry = office.entry("keep_house", now, "sample", after={"removed": True})
    return erase_origin(office.database, SAMPLE, entry), erase_case_origin(office.database, SAMPLE, entry)


def warnings(office: Office, programme: Programme) -> list[str]:
    """What is not as the regulation wants it, though one can work with it: E52 wants an exact number of collectors."""
    quota = programme.quota
    declared = sum(collector.programme == programme.id for collector in office.declarations.collectors.values())
    if quota is None or declared == quota.collectors:
        return []
    return [
        _("制度要求正好 {wanted} 名职工代表，现在登记了 {declared} 名。请改 people.toml。").format(
            wanted=quota.collectors, declared=declared
        )
    ]


def check_everything(office: Office) -> list[str]:
    """Faults in words; empty when all is well.

    Tallies that differ from a recount, a log that was changed, cases that differ from their steps, excluded responses
    that count, contacts of another key.
    """
    office.leave("keep_house")
    with office.database.snapshot() as connection:
        counted, kept = recount(office.database, connection), kept_tallies(office.database, connection)
        broken = list(islice(chain_faults(office.database, connection), MOST_FAULTS))
        broken += islice(_fold_faults(office, cases_with_steps(office.database, connection)), MOST_FAULTS)
        broken += [_("答卷 {id} 已决定排除，却还在计数里").format(id=id) for id in islice(exclusion_faults(office.database, connection), MOST_FAULTS)]
    wrong = [key for key in counted.keys() | kept.keys() if counted[key] != kept[key]]
    return broken + sealed_otherwise(office) + [
        _("计数 {key}：存的是 {kept}，重数是 {recount}").format(key=tuple(key), kept=kept[key], recount=counted[key])
        for key in sorted(wrong)[:MOST_FAULTS]
    ]


def _fold_faults(office: Office, found: Iterable[tuple[Case, list[Step]]]) -> Iterator[str]:
    """Cases that are not what their steps make of them; those of a kind that is not declared any more are passed over."""
    kinds = {(p.id, kind.id): kind for p in office.declarations.programmes.values() for kind in p.case_kinds}
    for case, steps in found:
        kind = kinds.get((case.programme, case.kind))
        if kind and (names := differences(case, kind, steps, are_words_erased=case.text == MARK)):
            yield _("{place}：{names} 与办理步骤不一致").format(place=place_of(case), names="、".join(names))

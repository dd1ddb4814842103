"""One TOML table, read key by key: every refusal names file, entry, key and what is allowed."""

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from math import isfinite
from pathlib import Path

from survey.domain.errors import SurveyError
from survey.locale import Words, _

REQUIRED = object()
ID, BADGE = re.compile(r"[a-z0-9_-]{1,64}"), re.compile(r"[A-Za-z0-9_-]{1,64}")


class Entry:
    """A table on its way to a dataclass; `done` refuses the keys that nobody asked for."""

    def __init__(self, file: Path, name: str, table: object) -> None:
        self.file, self.name = file, name
        if not isinstance(table, dict):
            raise SurveyError(self.where, _("这里应是一个表（[…]）。"), _("请照 data/ 里的例子改写。"))
        self.table = table
        self.asked: set[str] = set()

    @property
    def where(self) -> str:
        return f"{self.file.parent.name}/{self.file.name} [{self.name}]"

    def refuse(self, key: str, what: str, instead: str) -> SurveyError:
        return SurveyError(f"{self.where} {key}", what, instead)

    def wrong(self, key: str, value: object, kind: str) -> SurveyError:
        return self.refuse(key, _("“{value}”不对。").format(value=value), _("这里要{kind}。").format(kind=kind))

    def take(self, key: str, kind: type | tuple[type, ...], default=REQUIRED, word: str = ""):
        self.asked.add(key)
        if key not in self.table:
            if default is REQUIRED:
                raise self.refuse(key, _("缺少这一项。"), _("请补上（{kind}）。").format(kind=word or kind))
            return default
        value = self.table[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(key, value, word or kind)
        return value

    def text(self, key: str, default=REQUIRED) -> str:
        return self.take(key, str, default, _("文字，写在引号里"))

    def id(self, key: str = "id") -> str:
        return self.as_id(key, self.text(key))

    def as_id(self, key: str, name: str) -> str:
        """The name, if it can live for ever in the store, in addresses and in files' names."""
        if not ID.fullmatch(name):
            raise self.wrong(key, name, _("1 到 64 个小写字母、数字、“-”或“_”"))
        return name

    def badge(self, key: str = "id") -> str:
        """An id that may have capital letters, as it stands on a badge."""
        number = self.text(key)
        if not BADGE.fullmatch(number):
            raise self.wrong(key, number, _("1 到 64 个字母、数字、“-”或“_”"))
        return number

    def number(self, key: str, default=REQUIRED) -> float:
        """A finite number: TOML also knows nan and inf, which no weight or line can be."""
        value = self.take(key, (int, float), default, _("数字"))
        if isinstance(value, float) and not isfinite(value):
            raise self.wrong(key, value, _("数字"))
        return value

    def number_to(self, most: float, key: str, default=REQUIRED) -> float:
        """A number from 0 to `most`."""
        value = self.number(key, default)
        if value is not default and not 0 <= value <= most:
            raise self.wrong(key, value, _("0 到 {most:g} 之间的数").format(most=most))
        return value

    def whole(self, key: str, default=REQUIRED) -> int:
        return self.take(key, int, default, _("整数"))

    def at_least(self, least: int, key: str) -> int:
        """A whole number that is not below `least`."""
        value = self.whole(key)
        if value < least:
            raise self.refuse(key, _("“{value}”太小。").format(value=value), _("不能少于 {n}。").format(n=least))
        return value

    def yes(self, key: str, default=REQUIRED) -> bool:
        return self.take(key, bool, default, _("true 或 false"))

    def day(self, key: str) -> date:
        word = _("日期，如 2026-01-31")
        value = self.take(key, date, REQUIRED, word)
        if isinstance(value, datetime):
            raise self.wrong(key, value, word)
        return value

    def words(self, key: str, default=REQUIRED) -> Words:
        """A text in both languages: { zh = "…", en = "…" }."""
        table = self.take(key, dict, default, _('两种文字：{ zh = "…", en = "…" }'))
        if table is default:
            return default
        inner = Entry(self.file, f"{self.name} {key}", table)
        words = Words(inner.text("zh"), inner.text("en"))
        inner.done()
        return words

    def all_words(self, key: str) -> tuple[Words, ...]:
        """A list of texts in both languages; empty where there is none."""
        inside = [Entry(self.file, f"{self.name} {key}", {key: table}) for table in self.take(key, list, [])]
        return tuple(entry.words(key) for entry in inside)

    def texts(self, key: str, default=REQUIRED) -> tuple[str, ...]:
        found = self.take(key, list, default, _('文字的列表：["…", "…"]'))
        if found is not default and not all(isinstance(item, str) for item in found):
            raise self.refuse(key, _("列表里只能是文字。"), _('请写成 ["…", "…"]。'))
        return tuple(found)

    def one_of(self, key: str, allowed: Iterable[str], default=REQUIRED) -> str:
        """A text that is one of `allowed`."""
        value, allowed = self.text(key, default), tuple(allowed)
        if value != default:
            self._must_be_among(key, (value,), allowed)
        return value

    def some_of(self, key: str, allowed: Iterable[str], default=REQUIRED) -> tuple[str, ...]:
        """Texts that are all among `allowed`; at least one where the key is required."""
        values = self.texts(key, default)
        if default is REQUIRED and not values:
            raise self.refuse(key, _("列表是空的。"), _("至少要写 {n} 个。").format(n=1))
        self._must_be_among(key, values, tuple(allowed))
        return values

    def _must_be_among(self, key: str, values: Iterable[str], allowed: tuple[str, ...]) -> None:
        for value in values:
            if value not in allowed:
                raise self.refuse(
                    key, _("没有“{value}”。").format(value=value), _("可以用：{allowed}。").format(allowed="、".join(allowed))
                )

    def child(self, key: str, default=REQUIRED) -> "Entry | None":
        table = self.take(key, dict, default, _("一个表"))
        return None if table is default else Entry(self.file, f"{self.name} {key}" if self.name else key, table)

    def entries(self, key: str, at_least: int = 1) -> list["Entry"]:
        """The tables of [[key]], each named by its id, key or place; SurveyError when there are too few."""
        tables = self.take(key, list, [], _("一组表 [[{key}]]").format(key=key))
        if len(tables) < at_least:
            raise self.refuse(key, _("缺少 [[{key}]]。").format(key=key), _("至少要写 {n} 个。").format(n=at_least))
        return [Entry(self.file, f"{self.name} {key} {_name(table, place)}".strip(), table) for place, table in enumerate(tables, 1)]

    def done(self) -> None:
        unknown = sorted(set(self.table) - self.asked)
        if unknown:
            raise self.refuse(
                "、".join(unknown), _("不认识这一项。"), _("可以用：{keys}。").format(keys="、".join(sorted(self.asked)))
            )


def _name(table: object, place: int) -> str:
    named = table if isinstance(table, dict) else {}
    return str(named.get("id") or named.get("key") or f"#{place}")


def read_entry(file: Path) -> Entry:
    """The whole file as one entry; SurveyError with the line when it is not TOML."""
    try:
        return Entry(file, "", tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise SurveyError(str(file.name), _("没有这个文件：{path}").format(path=file), _("请补上它。")) from None
    except (IsADirectoryError, PermissionError):
        raise SurveyError(file.name, _("这个文件读不了。"), _("请核对路径和权限。")) from None
    except UnicodeDecodeError as fault:
        raise SurveyError(file.name, _("不是 UTF-8 编码：{fault}").format(fault=fault), _("请另存为 UTF-8。")) from None
    except tomllib.TOMLDecodeError as fault:
        raise SurveyError(file.name, _("不是正确的 TOML：{fault}").format(fault=fault), _("请改这一行。")) from None


def unique(things: Iterable, entry: Entry, key: str, name: Callable) -> tuple:
    """The things, if no two have the same name."""
    kept = {}
    for thing in things:
        if name(thing) in kept:
            raise entry.refuse(key, _("“{id}”写了两次。").format(id=name(thing)), _("请去掉一个，或换一个编号。"))
        kept[name(thing)] = thing
    return tuple(kept.values())

"""How much a file that comes in may hold. The 100,000 rows that we promise to import stay below a third of each."""

from survey.domain.errors import SurveyError
from survey.locale import _

MEGABYTE = 1_000_000

LARGEST_FILE = 100 * MEGABYTE       # on disk: it is read into memory whole
LARGEST_UNPACKED = 200 * MEGABYTE   # all parts together: 300,000 rows as openpyxl writes them, with sixteen columns
LARGEST_INDEX = 5 * MEGABYTE        # the list of sheets: as a tree in memory it is twenty times as large
HIGHEST_RATIO = 200                 # tables shrink to a fifth or a fiftieth; only what repeats itself shrinks further
UNSUSPICIOUS = 10 * MEGABYTE        # what unpacks to less does no harm, however well it was packed
MOST_ENTRIES = 2_000                # parts of a workbook: a few for each sheet, one for each picture
MOST_ROWS = 1_048_576               # a sheet of Excel has no more
MOST_COLUMNS = 16_384
MOST_CELLS = 10_000_000             # from A1 to the last one: the reader of sheets holds the blank ones too
LONGEST_TEXTS = LARGEST_UNPACKED    # what the cells say, each by itself: a workbook keeps equal texts only once


def refuse_bomb(name: str, packed: int, unpacked: int) -> None:
    """SurveyError for what unpacks to too much, or to suspiciously much for its size; both in bytes."""
    if unpacked > LARGEST_UNPACKED or unpacked > max(UNSUSPICIOUS, HIGHEST_RATIO * packed):
        raise SurveyError(
            name, _("解压以后太大：{packed} 字节的文件会变成 {unpacked} 字节以上。").format(packed=packed, unpacked=unpacked),
            _("请只留要导入的表，另存后再导入；如果是别人发来的，请先问清来历。"),
        )


def refuse_large(name: str, size: int) -> None:
    """SurveyError for a file of more bytes than we take into memory."""
    if size > LARGEST_FILE:
        raise SurveyError(
            name, _("文件有 {size} MB，太大了。").format(size=size // MEGABYTE),
            _("请分成几个不超过 {most} MB 的文件，逐个导入。").format(most=LARGEST_FILE // MEGABYTE),
        )

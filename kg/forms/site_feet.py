"""The foot of a site below its page: who runs it, how it is registered. Its labels (主办单位：, 联系电话：) are none of a form's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.forms.grids import Row
from kg.forms.headings import is_heading

#: What only the foot of a site prints.
SITE = re.compile(r"网站地图|标识码|ICP备|公网安备|版权所有|Copyright|©|备案号")
#: Who runs it, in front of a colon.
RUNS = re.compile(r"\s*(?:网站)?(?:主办|承办|协办|维护|运维|运行维护|技术支持|版权所有|建设|管理)(?:单位|部门)?\s*[:：]")
#: How to reach who runs it: labels that forms print too.
REACHES = re.compile(r"\s*(?:联系|地址|电话|传真|邮编|邮箱|邮政编码|电子邮[箱件])")
#: A foot has no more lines: what is longer is more than a foot.
LONGEST = 12


def parted_foot(rows: Sequence[Row]) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows, and apart from them the foot of a site below the last row of all tables, as far as a line of it says that it is one."""
    last = next((at for at in range(len(rows) - 1, -1, -1) if rows[at].in_table), -1)
    first = next((at for at in range(last + 1, len(rows)) if _says_site(rows[at])), None)
    if first is None or len(rows) - first > LONGEST:
        return rows, ()
    if any(_goes_on(row) for row in rows[first + 1 :]):
        return rows, ()
    while first - 1 > last and RUNS.match(rows[first - 1].line.cells[0].text):
        first -= 1
    return rows[:first], rows[first:]


def _goes_on(row: Row) -> bool:
    """Whether the form goes on with a row: what only sounds like a foot stands in its midst."""
    text = row.line.cells[0].text
    if row.line.rule is not None or RUNS.match(text) or REACHES.match(text):
        return False
    return bool(row.line.labels) or is_heading(text)


def _says_site(row: Row) -> bool:
    return row.line.rule == "furniture" and SITE.search(row.line.cells[0].text) is not None

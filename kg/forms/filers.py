"""The name of the unit that files, where a form prints it without a label on the line below its title (123001某市某局, 某市某局　单位：万元)."""

from __future__ import annotations

import re

from kg.forms.grids import GridCell
from kg.forms.labels import Label

#: A value of it gives way to that of a label.
FILER = Label("department", "name", weak=True)
#: How the names of bodies end; what ends otherwise is what the form is about.
ENDS = (
    r"[局厅委办部处室站所院馆会署队]|中心|政府|公司|集团|本级|机关|街道|[乡镇]|[大中小]学|学[校院]|党校|[林农牧渔]场|法院|检察院|医院|"
    r"(?:幼儿|动物|植物|公)园|电视台|广播台|(?:报|出版|通讯|供销)社|(?:团市|团县|团区|团省)委"
)
#: A code of the budget system, brackets around the whole, a second code or what part of the body it is behind.
BODY = re.compile(
    rf"\s*[（(]?\s*(?:[\[［【(（]?\s*[0-9]{{2,12}}\s*[\]］】)）]?[-—_\s]*)?(?!年|各|本|全|其他|有关|相关|主管|预算|项目|下属|所属)[\u4e00-\u9fff]{{3,36}}?(?:{ENDS})"
    r"(?:\s*[（(][\u4e00-\u9fff0-9]{1,12}[)）]|\s*[\[［【][0-9]{3,12}[\]］】])?\s*[)）]?\s*"
)


#: What is done, and no body (改扩建县人民医院, 乡村振兴工作推进会).
DONE = re.compile(
    r"新建(?![区县])|改?扩建|改造|改建|修缮|维修|购置|(?:采购|活动)$|(?:推进|动员|招聘|运动|博览|交流|现场|工作|座谈)会|第[一二三四五六七八九十\d]+届"
)
#: Ends of bodies that no project has, and what of any other tells whose it is: a place or a code.
BODIES = re.compile(
    r"(?:[局厅委办署]|政府|公司|集团|本级|机关|街道|法院|检察院|委员会|学校|[大中小]学|党校|幼儿园)"
    r"\s*(?:[(（\[［【][^()（）]*[)）\]］】])?\s*[)）]?\s*$"
)
PLACE = re.compile(r"\d|[省市区县旗州乡镇](?![民场容])|中国|国家|全国")
LONGEST = 60
ENCLOSED = re.compile(r"\s*[（(](?P<name>[^（()）]*)[)）]\s*")


def filer_of(cell: GridCell) -> GridCell | None:
    """The cell with the name of a body that is all a line holds, without brackets around it; None for any other line."""
    if len(cell.text) > LONGEST or BODY.fullmatch(cell.text) is None:
        return None
    if DONE.search(cell.text) or (BODIES.search(cell.text) is None and PLACE.search(cell.text) is None):
        return None
    enclosed = ENCLOSED.fullmatch(cell.text)
    return GridCell(cell.column, enclosed["name"], cell.begin + enclosed.start("name")) if enclosed else cell

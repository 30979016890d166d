"""The value of a scalar as the contract has it, from the text of its cell: names without their codes, the option that is ticked."""

from __future__ import annotations

import re
from functools import lru_cache

#: A code of the budget system in front of a name: `219-某某局`, `[015001]某某厅`, `（301）某某局`, `301001 某某局`, `51000023R000000012345-系统运维`.
CODE = re.compile(
    r"\s*(?:[\[［【(（]\s*[0-9A-Z]{3,24}\s*[\]］】)）]\s*[-—_－]?|[0-9]{2,8}[0-9A-Z]{0,20}\s*[-—_－]\s*"
    r"|[0-9]{6,24}\s*(?=[\u4e00-\u9fff])|[0-9]{3,9}\s+)"
)
#: The same behind the name: `某某局[015001]`, `某某局(301)`.
CODE_BEHIND = re.compile(r"\s*[\[［【(（]\s*[0-9]{3,12}\s*[\]］】)）]\s*$")
#: The code of the place behind a name, and the unit's in front of it: `044001某某局-210100000`.
CODE_OF_PLACE = re.compile(r"\s*(?:[0-9]{3,12}\s*(?=[\u4e00-\u9fff]))?(?P<name>.*[\u4e00-\u9fff）)])\s*[-—_－]\s*[0-9]{6,12}\s*")
#: A body's own code behind its name: `某省农业农村厅-311`.
CODE_OF_BODY = re.compile(r"\s*(?P<name>[^\d\n]{3,40}(?:[局厅委办部处室站所院校馆会社]|中心|政府|公司|大学|本级|机关))\s*[-—_－]\s*[0-9]{3,5}\s*")
#: What a form prints beside a name for the seal.
SEAL = re.compile(r"^\s*[(（](?:盖章|公章|印章|签章)[)）]\s*|\s*[(（](?:盖章|公章|印章|签章)[)）]\s*$")
#: The padding that stands in a name where aligned text wrapped its cell: no name holds so wide a gap.
PADDING = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]{4,}(?=[\u4e00-\u9fff])")
#: Behind a code so long a name may start with a year (51092324T000010263357-2023年某项目).
LONG_CODE = 12
YEAR = re.compile(r"20\d\d年")
#: A name that starts with a year is no code (`2023年某项目`), nor is a bare figure.
TICKED = "√☑■✓✔☒▣●◉"
OPEN = "□☐口○◯"


def has_boxes(text: str) -> bool:
    """Whether a text holds boxes, ticked or not."""
    return any(char in TICKED or char in OPEN for char in text)


@lru_cache(maxsize=8192)
def bare_name(text: str) -> str:
    """A name without the code of the budget system in front of it or behind it, and without the wraps of its cell."""
    name = SEAL.sub("", PADDING.sub("", "".join(text.split("\n"))))
    if (coded := CODE_OF_PLACE.fullmatch(name) or CODE_OF_BODY.fullmatch(name)) is not None:
        name = coded["name"]
    for pattern in (CODE, CODE, CODE_BEHIND):
        match = pattern.match(name) if pattern is CODE else pattern.search(name)
        if match:
            rest = name[match.end() :] if pattern is CODE else name[: match.start()]
            dated = len(match.group()) > LONG_CODE and YEAR.match(rest)
            if any("\u4e00" <= char <= "\u9fff" for char in rest[:3]) or (pattern is CODE and (CODE.match(rest) or dated)):
                name = rest
    return name.strip()


@lru_cache(maxsize=8192)
def ticked_option(text: str) -> str | None:
    """The option of `新增项目□ 延续项目√` that is ticked, several divided by 、; None where none is. A text without boxes is itself."""
    if not any(char in TICKED + "□☐○◯" for char in text):
        return "".join(text.split("\n"))
    words = re.findall(rf"[{TICKED}{OPEN}]|[^{TICKED}{OPEN}]+", text)
    marks = [word for word in words if len(word) == 1 and word in TICKED + OPEN]
    if not marks:
        return text
    # The boxes stand all in front of their options, or all behind.
    first = next(word for word in words if word.strip())
    in_front = first in TICKED + OPEN
    chosen = []
    for at, word in enumerate(words):
        if len(word) == 1 and word in TICKED:
            neighbour = at + 1 if in_front else at - 1
            if 0 <= neighbour < len(words) and words[neighbour].strip() and not (len(words[neighbour]) == 1 and words[neighbour] in OPEN):
                chosen.append("".join(words[neighbour].split()).strip("（）();；、,，"))
    return "、".join(chosen) or None

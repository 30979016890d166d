from __future__ import annotations

import pytest

from kg.checks import CheckResult
from kg.cli.building import told_example
from kg.cli.checking import line_of
from kg.cli.lines import shortened


@pytest.mark.parametrize("separator", ["; ", ", ", "；", "、"])
@pytest.mark.parametrize("count", [1, 12, 13, 360])
def test_a_long_list_is_told_by_its_first_parts_and_how_many_more(separator: str, count: int) -> None:
    text = f"甲 is cited with {count} numbers: " + separator.join(f"甲发〔2011〕{n}号" for n in range(count))
    told = shortened(text)
    if count <= 12:
        assert told == text
    else:
        assert told.startswith(text.partition(f"{separator}甲发〔2011〕10号")[0])
        assert told.endswith(f"{separator}and {count - 10} more")


def test_lines_of_checks_and_builds_are_short_and_keep_what_stands_behind_the_list() -> None:
    message = "《办法》 is cited with 360 numbers: " + ", ".join(f"甲发〔2011〕{n}号" for n in range(360))
    result = CheckResult("same_title_two_numbers", "info", {"en": message, "zh": message.replace(", ", "、")}, "urn:x", "a.txt", 0, "", None, None)
    for lang, more in (("en", "and 350 more"), ("zh", "……另有 350 项")):
        line = line_of(result, lang)
        assert more in line
        assert line.endswith("[same_title_two_numbers]")
        assert len(line) < 400
    told = told_example(f"a.txt, filing 1: {message} [same_title_two_numbers]")
    assert told.endswith("and 350 more [same_title_two_numbers]")
    assert told_example("a.txt: no project [no_project]") == "a.txt: no project [no_project]"

"""Names without their codes."""

from __future__ import annotations

import pytest

from kg.forms.scalars import bare_name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("51092324T000010263357-2023年设备替代补助", "2023年设备替代补助"),
        ("2023-2025年规划编制", "2023-2025年规划编制"),
        ("510000T0001-数据平台运维", "数据平台运维"),
        ("2023年设备替代补助", "2023年设备替代补助"),
        ("219-云江市林业局", "云江市林业局"),
        ("（印章）云江市林业局", "云江市林业局"),
    ],
)
def test_a_code_in_front_is_left_out(printed: str, name: str) -> None:
    assert bare_name(printed) == name

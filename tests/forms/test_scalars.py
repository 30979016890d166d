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


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("044云江市残疾人联合会-210100000", "云江市残疾人联合会"),
        ("044001云江市残疾人联合会本级-210100000", "云江市残疾人联合会本级"),
        ("云江市司法局（本级）－210100", "云江市司法局（本级）"),
        ("云江省农业农村厅-311", "云江省农业农村厅"),
        ("云江市渔业推广总站—20301", "云江市渔业推广总站"),
        ("水质监测-2024", "水质监测-2024"),
        ("120急救中心", "120急救中心"),
        ("数据平台2023-2025", "数据平台2023-2025"),
    ],
)
def test_a_code_of_the_place_behind_is_left_out_with_the_units_in_front(printed: str, name: str) -> None:
    assert bare_name(printed) == name

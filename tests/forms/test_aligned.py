"""Text whose columns stand apart: what single spaces divide inside a cell is one cell. (No case file: other formats lose how wide a gap is.)"""

from __future__ import annotations

from tests.forms.contents import read, rows_of

TEXT = """\
                         项目支出绩效目标表
                            （2025年度）
项目名称        智慧校园 5G 网络建设                主管部门      青屿市教育局
实施单位        青屿市电化教育馆                    项目类别      特定目标类
项目资金        年度资金总额：        640.00
（万元）        其中：财政拨款        640.00
年度目标        建成覆盖全部中学的校园网络。
一级指标      二级指标            三级指标                        指标值
产出指标      数量指标            改造 WiFi 6 教室数量            ≥420间
                                  部署 AP 设备                    1680台
              质量指标            网络安全等级                    符合 GB/T 22239-2019 二级
                                  ISO 20000 认证                  通过
              时效指标            建设完成时间                    2025年 8月31日前
效益指标      社会效益指标        在线课堂 开课率                 ≥95%
满意度指标    服务对象满意度指标  师生满意度                      ≥90%
"""


def test_single_spaces_divide_no_cells_of_a_line_that_wider_ones_divide() -> None:
    (filing,) = read(TEXT)
    assert (filing.project, filing.department) == ("智慧校园 5G 网络建设", "青屿市电化教育馆")
    assert rows_of(filing) == [
        ("产出指标", "数量指标", "改造 WiFi 6 教室数量", "≥420间"),
        ("产出指标", "数量指标", "部署 AP 设备", "1680台"),
        ("产出指标", "质量指标", "网络安全等级", "符合 GB/T 22239-2019 二级"),
        ("产出指标", "质量指标", "ISO 20000 认证", "通过"),
        ("产出指标", "时效指标", "建设完成时间", "2025年 8月31日前"),
        ("效益指标", "社会效益指标", "在线课堂 开课率", "≥95%"),
        ("满意度指标", "服务对象满意度指标", "师生满意度", "≥90%"),
    ]


def test_lines_of_single_spaces_are_divided_by_them() -> None:
    spaced = "\n".join(" ".join(line.split()) for line in TEXT.replace("WiFi 6 ", "WiFi").split("\n"))
    rows = rows_of(read(spaced)[0])
    assert ("产出指标", "数量指标", "改造 WiFi教室数量", "≥420间") in rows
    assert ("满意度指标", "服务对象满意度指标", "师生满意度", "≥90%") in rows

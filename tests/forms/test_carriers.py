"""Who carries a project out, told by a name, a list or a sentence."""

from __future__ import annotations

import pytest

from kg.forms.carriers import carrier_of


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("某县教育局。", "某县教育局"),
        ("某市气象局（某市气象信息中心）。", "某市气象局（某市气象信息中心）"),
        ("某市规划和自然资源局", "某市规划和自然资源局"),
        ("本项目由某市文化馆组织实施，某市图书馆承担具体工作。", "某市文化馆"),
        ("项目实施主体为某市规划和自然资源局，委托某市测绘院开展。", "某市规划和自然资源局"),
        ("牵头单位：某市水务局；配合单位：某市财政局、各区水务局", "某市水务局"),
        ("某市教育技术装备中心具体负责本项目的实施。", "某市教育技术装备中心"),
        ("某市文物局、某市文物保护研究中心。", "某市文物局"),
        ("某市体育局和某市体育总会", "某市体育局"),
        ("某市民政局为本项目主管部门，某市救助管理站负责实施", "某市救助管理站"),
        ("某县农业农村局，地址新桥镇大道22号。", "某县农业农村局"),
        ("由我局负责组织实施", None),
        ("各区绿化市容局负责实施", None),
        ("本单位组织实施。", None),
        ("", None),
        ("我局", None),
        ("各区县", None),
        ("各乡镇", None),
        ("第三方", None),
        ("相关单位", None),
        ("本溪市教育局", "本溪市教育局"),
        ("全椒县水利局", "全椒县水利局"),
        ("市级机关事务管理局", "市级机关事务管理局"),
    ],
)
def test_the_body_that_carries_out(text: str, body: str | None) -> None:
    assert carrier_of(text) == body

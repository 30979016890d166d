"""Resolution: what is one stays one, what is two stays two, whatever the order."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.registry import Mention, Registry, regulation_name, resolve
from kg.registry.decisions import Decision
from kg.registry.instruments import read_instruments
from kg.registry.titles import stub_key, title_form, wording_key

SHANGHAI = "上海市"
LIGHTING = "关于建立本市道路和公共区域照明长效管理机制的意见"


def keys(*mentions: Mention, **options: object) -> list[str]:
    registry = resolve(mentions, **options)  # type: ignore[arg-type]
    return [registry.resolution(mention).key for mention in mentions]


def same(*mentions: Mention) -> bool:
    return len(set(keys(*mentions))) == 1


def test_four_wordings_of_one_number_are_one_instrument() -> None:
    assert same(
        Mention(LIGHTING, "沪府办〔2015〕87号", SHANGHAI),
        Mention(f"上海市人民政府办公厅印发{LIGHTING.replace('的意见', '意见')}的通知", "沪府办〔2015〕87号", SHANGHAI),
        Mention("", "沪府办〔2015〕87号", SHANGHAI),
        Mention(LIGHTING, "", SHANGHAI),
    )


PLAN = "停车设施三年行动计划"


def test_a_plan_cited_without_its_years_is_the_only_one_of_its_name() -> None:
    bare, first = Mention(PLAN, "", SHANGHAI), Mention(f"{PLAN}（2018-2020）", "沪府办〔2018〕5号", SHANGHAI)
    second = Mention(f"{PLAN}（2021—2023年）", "沪府办〔2021〕5号", SHANGHAI)
    assert same(bare, first, Mention(f"{PLAN}(2018—2020年)", "", SHANGHAI))
    registry = resolve([bare, first, second])
    assert registry.resolution(bare).status == "ambiguous"
    assert [c.key for c in registry.resolution(bare).candidates] == ["沪府办/2018/5", "沪府办/2021/5"]
    assert keys(Mention(PLAN, "", "合肥市"), first)[0] != "沪府办/2018/5"


def test_a_noun_alone_that_may_mean_several_of_its_filing_is_ambiguous_among_them() -> None:
    channels, wells = Mention("渠道管护办法", "皖水农〔2021〕3号", ANHUI), Mention("饮水管护办法", "", ANHUI)
    short = Mention("办法", "", ANHUI, ((channels.title, channels.number), (wells.title, wells.number)))
    registry = resolve([channels, wells, short, Mention("办法", "皖财农〔2020〕9号", ANHUI)])
    found = registry.resolution(short)
    assert (found.status, found.reason, found.confidence) == ("ambiguous", "several_in_filing", 0.5)
    assert {candidate.key: candidate.score for candidate in found.candidates} == {registry.resolution(m).key: 0.5 for m in (channels, wells)}
    assert found.key not in {candidate.key for candidate in found.candidates}


@pytest.mark.parametrize("title", ["城市总体规划", "2021年政府工作报告", "防汛抗旱应急预案", "控制性详细规划", "差旅费管理办法", "城市排水专项规划"])
def test_what_every_place_has_of_its_own_is_another_instrument_in_each(title: str) -> None:
    here, there, again = Mention(title, "", "长沙市"), Mention(title, "", "合肥市"), Mention(f"《{title}》", "", "长沙市")
    registry = resolve([here, there, again])
    assert registry.resolution(here).key != registry.resolution(there).key
    assert registry.resolution(here).key == registry.resolution(again).key


@pytest.mark.parametrize("title", ["农村公路养护条例实施意见", "关于加强村级文化建设的意见"])
def test_what_names_its_matter_stays_one_instrument_wherever_it_is_cited(title: str) -> None:
    assert same(Mention(title, "", "长沙市"), Mention(title, "", "合肥市"))


def test_an_order_of_an_unnamed_ministry_does_not_join_what_different_ministries_gave() -> None:
    water, survey, alone = Mention("排水许可办法", "部令第11号", "长沙市"), Mention("测绘资质办法", "部令第11号", "合肥市"), Mention("", "部令第11号")
    assert len(set(keys(water, survey, alone))) == 3
    assert resolve([alone]).resolution(alone).status == "stub"


def test_a_noun_alone_whose_meanings_are_one_instrument_is_that() -> None:
    full, wording = Mention("渠道管护办法", "皖水农〔2021〕3号", ANHUI), Mention("关于印发《渠道管护办法》的通知", "", ANHUI)
    assert same(Mention("办法", "", ANHUI, ((full.title, full.number), (wording.title, ""))), full, wording)


def test_a_year_stands_before_or_behind_the_place() -> None:
    assert same(Mention("2020年海南省森林防火方案", "", "海南省"), Mention("海南省2020年森林防火方案", "", "海南省"))
    assert same(Mention("2021年度赣州市农村危房改造实施方案", ""), Mention("赣州市2021年度农村危房改造实施方案", "", "江西省"))
    assert not same(Mention("2020年海南省森林防火方案", "", "海南省"), Mention("海南省2021年森林防火方案", "", "海南省"))
    assert not same(Mention("2020年海南省森林防火方案", ""), Mention("2020年江西省森林防火方案", ""))
    assert not same(
        Mention("2020年南京路步行街整治方案", "", "上海市"), Mention("南京市2020年路步行街整治方案", "", "南京市")
    )  # a street of Shanghai


def test_years_in_chinese_figures_are_years() -> None:
    assert same(Mention("上海市二〇三五年远景目标纲要", "", SHANGHAI), Mention("上海市2035年远景目标纲要", "", SHANGHAI))


def test_a_standard_cited_without_its_year_is_its_only_edition() -> None:
    undated, old, new = (Mention("", number, SHANGHAI) for number in ("GB/T 50378", "GB/T 50378-2014", "GB/T 50378-2019"))
    assert same(undated, new)
    registry = resolve([undated, old, new])
    assert (registry.resolution(undated).status, registry.resolution(undated).reason) == ("ambiguous", "several_editions")
    assert keys(undated) == ["std/GB/T/50378"]
    known = read_instruments("number,title,replaced_by\nGB/T 50378-2014,绿色建筑评价标准,GB/T 50378-2019\nGB/T 50378-2019,绿色建筑评价标准,\n")
    assert keys(undated, old, known=known) == ["std/GB/T/50378-2019", "std/GB/T/50378-2014"]


def test_a_title_with_a_standards_number_with_and_without_its_year_is_the_edition() -> None:
    title = Mention("建筑防火规范", "", SHANGHAI)
    undated, dated = Mention("建筑防火规范", "GB 50916", SHANGHAI), Mention("建筑防火规范", "GB 50916-2014", SHANGHAI)
    assert same(title, undated, dated)
    assert resolve([title, undated, dated, Mention("", "GB 50916-2020", SHANGHAI)]).resolution(title).status == "ambiguous"


def test_the_autonomous_regions_own_is_the_one_of_its_name() -> None:
    region = "内蒙古自治区"
    assert same(Mention("自治区水土保持条例", "", region), Mention("内蒙古水土保持条例", "", region))
    assert not same(Mention("自治区水土保持条例", "", region), Mention("宁夏回族自治区水土保持条例", "", region))


def test_a_notice_that_sends_out_several_instruments_is_each_of_them() -> None:
    notice = Mention("市绿化局关于印发《上海市行道树养护办法》和《上海市古树养护办法》的通知", "沪绿容〔2020〕3号", SHANGHAI)
    assert same(notice, Mention("上海市古树养护办法", "", SHANGHAI), Mention("行道树养护办法", "", SHANGHAI))
    own = Mention("上海市古树养护办法", "沪绿容〔2021〕8号", SHANGHAI)
    assert keys(Mention("上海市古树养护办法", "", SHANGHAI), notice, own)[0] == "沪绿容/2021/8"


@pytest.mark.parametrize("title", ["安徽省财政厅 安徽省文化和旅游厅关于印发《{}》等3个资金管理办法的通知", "安徽省财政厅关于印发〈{}〉等办法的通知"])
def test_a_notice_that_names_one_of_several_is_that_one(title: str) -> None:
    inner = "安徽省古籍保护资金管理办法"
    assert same(Mention(title.format(inner), "皖财教〔2022〕7号", "安徽省"), Mention(inner, "", "安徽省"))
    assert not same(Mention(title.format(inner), "皖财教〔2022〕7号", "安徽省"), Mention("安徽省剧场资金管理办法", "", "安徽省"))


def test_two_instruments_that_share_a_serial_stay_two() -> None:
    one, other = Mention("", "国办发〔2006〕37号", SHANGHAI), Mention("", "沪府发〔2006〕37号", SHANGHAI)
    assert keys(one, other) == ["国办发/2006/37", "沪府发/2006/37"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于印发《城市管理执法制服供应管理办法》的通知", "城市管理执法制服供应管理办法"),
        ("住房城乡建设部 财政部关于印发城市管理执法制服供应管理办法的通知", "城市管理执法制服供应管理办法"),
        ("上海市人民政府关于印发〈上海市征地养老办法〉的通知", "上海市征地养老办法"),
        ("财政专项资金管理办法（试行）", "财政专项资金管理办法"),
        ("本市“美丽街区”建设工作方案（2018—2020）", "上海市“美丽街区”建设工作方案（2018-2020年）"),
        ("上海市历史风貌区保护条例（2002）", "上海市历史风貌区保护条例"),
        ("十三五综合交通规划", "上海市综合交通“十三五”规划"),
        ("交通发展白皮书", "上海市交通发展白皮书"),
        ("上海市超限高层建筑抗震设防管理实施细则", "上海市超限高层建筑工程抗震设防管理实施细则"),
        ("安全生产法", "中华人民共和国安全生产法"),
        ("住房公积金条例", "住房公积金管理条例"),
        ("公积金管理条例", "住房公积金管理条例"),
        ("《上海市居住证管理办法》的通知", "上海市居住证管理办法"),
        ("国务院关于加强安全生产工作的意见", "关于加强安全生产工作的意见"),
        ("上海市实施〈中华人民共和国气象法〉办法", "上海市《气象法》实施办法"),
        ("上海市贯彻《中华人民共和国档案法》若干规定", "上海市中华人民共和国档案法实施若干规定"),
        ("国家综合立体交通网规划纲要", "综合立体交通网规划纲要"),
        ("国家“十四五”防震减灾规划", "“十四五”防震减灾规划"),
    ],
)
def test_wordings_of_one_title_are_one_instrument(one: str, other: str) -> None:
    assert same(Mention(one, "", SHANGHAI), Mention(other, "", SHANGHAI))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海市住房公积金管理条例", "住房公积金管理条例"),
        ("上海市城市绿化条例", "北京市城市绿化条例"),
        ("上海市停车管理办法", "上海市停车管理规定"),
        ("三年行动计划（2018-2020）", "三年行动计划（2021-2023）"),
        ("上海市综合交通“十三五”规划", "上海市综合交通“十四五”规划"),
        ("关于实施《危险性较大的分部分项工程安全管理规定》有关问题的通知", "危险性较大的分部分项工程安全管理规定"),
        ("财务管理办法", "财务管理制度"),
        ("上海市实施〈中华人民共和国气象法〉办法", "中华人民共和国气象法"),
        ("上海市实施〈中华人民共和国气象法〉办法", "上海市实施〈中华人民共和国气象法〉细则"),
        ("国家湿地公园管理办法", "湿地公园管理办法"),
    ],
)
def test_different_instruments_stay_different(one: str, other: str) -> None:
    assert not same(Mention(one, "", SHANGHAI), Mention(other, "", SHANGHAI))


ANHUI, JIANGSU, PARKING = "安徽省", "江苏省", "停车管理办法"
NUMBERED = Mention(PARKING, "皖政办〔2019〕1号", ANHUI)


@pytest.mark.parametrize(
    "wordings",
    [
        [NUMBERED, Mention("停车管理办法（试行）", "", ANHUI), Mention("安徽省停车管理办法", "", JIANGSU), Mention(PARKING, "", "合肥市")],
        [NUMBERED, Mention("安徽省人民政府办公厅关于印发安徽省停车管理办法的通知", "", ANHUI), Mention(PARKING, "", "")],
        [
            Mention("中共安徽省委 安徽省人民政府关于加快水利发展的决定", "皖发〔2011〕1号", ANHUI),
            Mention("省委、省政府关于加快水利发展的决定", "", ANHUI),
        ],
        [Mention("关于推进居家养老的意见", "国办发〔2019〕5号", ANHUI), Mention("国务院办公厅关于推进居家养老的意见", "", JIANGSU)],
        [Mention("关于推进居家养老的意见", "财社〔2019〕5号", ANHUI), Mention("关于推进居家养老的意见", "", JIANGSU)],
        [Mention("", "省政府令第289号", "湖南省"), Mention("湖南省无障碍环境建设管理办法", "湖南省人民政府令第289号", "湖南省")],
        [Mention("", "住建部令第37号", ANHUI), Mention("", "中华人民共和国住房和城乡建设部令第37号", "")],
        [Mention("上海市城市总体规划（2017-2035年）", "国函〔2017〕147号", SHANGHAI), Mention("上海市城市总体规划(2017—2035)", "", SHANGHAI)],
    ],
)
def test_wordings_numbers_and_places_of_one_instrument(wordings: list[Mention]) -> None:
    assert same(*wordings)
    assert same(*reversed(wordings))


ELDERLY = "人民政府办公厅关于居家养老的意见"


@pytest.mark.parametrize(
    "alike",
    [
        [NUMBERED, Mention(PARKING, "苏政办发〔2020〕2号", JIANGSU)],
        [NUMBERED, Mention(PARKING, "", JIANGSU)],
        [Mention("差旅费管理办法", "皖财行〔2014〕12号", ANHUI), Mention("差旅费管理办法", "皖财行〔2019〕3号", ANHUI)],
        [Mention("关于做好2020年低保工作的通知", "", ANHUI), Mention("关于做好2021年低保工作的通知", "", ANHUI)],
        [Mention("", "省政府令第100号", ANHUI), Mention("", "省政府令第100号", JIANGSU)],
        [Mention("", "GB 50180-2018", ANHUI), Mention("", "GB 50180-93", ANHUI)],
        [Mention("政府工作报告", "", ANHUI), Mention("政府工作报告", "", JIANGSU)],
        [Mention("机关财务管理制度", "", ANHUI), Mention("机关财务管理制度", "", JIANGSU)],
        [Mention("中华人民共和国消防法", "", ANHUI), Mention("安徽省实施〈中华人民共和国消防法〉办法", "", ANHUI)],
        [Mention("安徽省燃气管理条例", "", ANHUI), Mention("关于修改〈安徽省燃气管理条例〉的决定", "", ANHUI)],
        [Mention("国务院办公厅关于居家养老的意见", "国办发〔2019〕5号", ANHUI), Mention(f"安徽省{ELDERLY}", "皖政办〔2019〕5号", ANHUI)],
    ],
)
def test_what_only_looks_alike_stays_two(alike: list[Mention]) -> None:
    assert len(set(keys(*alike))) == len(alike)


def test_a_title_of_two_provinces_is_the_filings_own_and_ambiguous_where_the_place_is_not_known() -> None:
    corpus = [NUMBERED, Mention(PARKING, "苏政办发〔2020〕2号", JIANGSU), *(Mention(PARKING, "", place) for place in (ANHUI, JIANGSU, ""))]
    registry = resolve(corpus)
    assert [registry.resolution(m).key for m in corpus[2:4]] == ["皖政办/2019/1", "苏政办发/2020/2"]
    assert [c.key for c in registry.resolution(corpus[4]).candidates] == ["皖政办/2019/1", "苏政办发/2020/2"]
    assert registry.findings() == ()


def test_a_title_of_the_nation_and_of_the_place_is_ambiguous_there() -> None:
    title = "关于推进居家养老的意见"
    alone = Mention(title, "", ANHUI)
    registry = resolve([Mention(title, "国办发〔2019〕5号", ANHUI), Mention(title, "皖政办〔2019〕5号", ANHUI), alone])
    assert registry.resolution(alone).status == "ambiguous"


def test_a_short_order_and_the_full_one_are_one_in_a_filing_of_that_place_only() -> None:
    full, short = Mention("", "上海市人民政府令第77号", ""), Mention("", "市政府令第77号", SHANGHAI)
    assert same(full, short)
    assert keys(Mention("", "市政府令第77号", "北京市")) == ["北京市人民政府令/77"]


@pytest.mark.parametrize(
    ("number", "title", "context", "key"),
    [
        ("省政府令第179号", "", "武汉市", "湖北省人民政府令/179"),
        ("省政府令第179号", "", "杭州市", "浙江省人民政府令/179"),
        ("省人大常委会公告第8号", "", "宝鸡市", "陕西省人民代表大会常务委员会公告/8"),
        ("自治区人民政府令第12号", "", "南宁市", "广西壮族自治区人民政府令/12"),
        ("市府令第8号", "", "武汉市", "武汉市人民政府令/8"),
        ("省政府令第179号", "湖北省城市绿化实施办法", "", "湖北省人民政府令/179"),
        ("市政府令第210号", "宁波市造林办法", "杭州市", "宁波市人民政府令/210"),
    ],
)
def test_an_order_whose_issuer_names_no_place_is_that_of_its_title_else_of_the_filings_place(number: str, title: str, context: str, key: str) -> None:
    mention = Mention(title, number, context)
    assert (resolve([mention]).resolution(mention).status, keys(mention)) == ("resolved", [key])


@pytest.mark.parametrize(("number", "context"), [("市政府令第5号", ""), ("省政府令第5号", ""), ("区政府令第3号", "武汉市")])
def test_an_order_of_no_known_place_is_known_by_its_wording_only(number: str, context: str) -> None:
    mention = Mention("", number, context)
    found = resolve([mention]).resolution(mention)
    assert (found.status, found.reason) == ("stub", "issuer_not_named")


GAS = "人民政府关于加强燃气安全的意见"
SAFETY = "燃气安全整治方案"


@pytest.mark.parametrize(
    ("elsewhere", "title", "context"),
    [
        (Mention(f"武汉市{GAS}", "武政〔2018〕2号", "武汉市"), f"市{GAS}", "杭州市"),
        (Mention("古树保护基金管理办法", "锡财行〔2018〕2号", "无锡市"), "古树保护基金办法", "杭州市"),
        (Mention(f"长春市人民政府办公厅转发市住房局{SAFETY}的通知", "长府办〔2019〕3号", "长春市"), SAFETY, "武汉市"),
        (Mention("江苏省实施<中华人民共和国防震减灾法>办法", "", JIANGSU), "上海市实施<中华人民共和国防震", SHANGHAI),
        (Mention("长春市财政局关于转发财政部《会计基础工作规范》的通知", "长财会〔2019〕3号", "长春市"), "会计基础工作规范", "长春市"),
    ],
)
def test_what_is_alike_passed_on_or_cut_off_is_not_another_places(elsewhere: Mention, title: str, context: str) -> None:
    alone = Mention(title, "", context)
    registry = resolve([elsewhere, alone])
    assert registry.resolution(alone).key != registry.resolution(elsewhere).key


def test_an_order_number_that_several_laws_bear_is_none_of_them_alone() -> None:
    first, second = (Mention(f"中华人民共和国{law}", "主席令第9号") for law in ("环境保护法", "个人所得税法"))
    alone = Mention("", "主席令第9号")
    registry = resolve([first, second, alone])
    assert registry.resolution(alone).status == "ambiguous"
    assert {c.key for c in registry.resolution(alone).candidates} == {registry.resolution(m).key for m in (first, second)}
    assert "主席令/9" not in registry.aliases()
    other = Mention("某某市场管理条例", "国务院令第588号")
    mentions = [Mention("物业管理条例", "国务院令第588号"), other, Mention("", "国务院令第588号")]
    registry = resolve(mentions)
    assert [registry.resolution(m).key for m in mentions[:2]] == ["国务院令/379", "国务院令/588"]
    assert [c.key for c in registry.resolution(mentions[2]).candidates] == ["国务院令/379", "国务院令/588"]


def test_the_rules_on_trial_and_the_later_ones_are_two_and_no_contradiction() -> None:
    for tail, other in (("（试行）", ""), ("（2018年修订）", "（2012年）")):
        trial, later = (
            Mention(f"残疾人就业办法{tail}", "甘残发〔2015〕1号", "甘肃省"),
            Mention(f"残疾人就业办法{other}", "甘残发〔2019〕9号", "甘肃省"),
        )
        named, alone = Mention(f"《残疾人就业办法》{tail}", "", "甘肃省"), Mention("残疾人就业办法", "", "甘肃省")
        registry = resolve([trial, later, named, alone])
        assert (registry.resolution(named).key, registry.resolution(named).reason) == ("甘残发/2015/1", "title_of_one_version")
        assert registry.resolution(alone).status == "ambiguous"
        assert registry.findings() == ()


def test_a_title_that_only_another_province_numbers_is_not_that_one() -> None:
    title = "会议费管理办法"
    wuxi, changchun = Mention(title, "锡财行〔2016〕3号", "无锡市"), Mention(title, "长财教〔2017〕8号", "长春市")
    here, near, far = (Mention(title, "", place) for place in ("无锡市", JIANGSU, "贵阳市"))
    registry = resolve([wuxi, here, near, far])
    assert [registry.resolution(m).key for m in (here, near)] == ["锡财行/2016/3"] * 2
    found = registry.resolution(far)
    assert (found.status, found.reason, [c.key for c in found.candidates]) == ("ambiguous", "number_of_another_place", ["锡财行/2016/3"])
    registry = resolve([wuxi, changchun, here, far])
    assert registry.resolution(here).key == "锡财行/2016/3"
    assert registry.findings() == ()
    assert len(registry.resolution(far).candidates) == 2
    # What filings of two provinces number alike is the nation's, and so is a standard.
    everywhere = [Mention("救助指引", "民X〔2016〕3号", place) for place in ("无锡市", "长春市")]
    standard = Mention("绿色校园评价标准", "GB/T 51356-2019", "无锡市")
    assert same(*everywhere, Mention("救助指引", "", "贵阳市"))
    assert same(standard, Mention("绿色校园评价标准", "", "贵阳市"))


def test_a_title_with_two_numbers_is_ambiguous_alone_and_a_finding() -> None:
    title = "关于调整收费标准的通知"
    alone = Mention(title, "", SHANGHAI)
    registry = resolve([Mention(title, "沪财预〔2017〕92号", SHANGHAI), Mention(title, "沪财预〔2018〕11号", SHANGHAI), alone])
    found = registry.resolution(alone)
    assert found.status == "ambiguous"
    assert found.key.startswith("title/")
    assert [candidate.key for candidate in found.candidates] == ["沪财预/2017/92", "沪财预/2018/11"]
    assert [finding.code for finding in registry.findings()] == ["same_title_two_numbers"]


def test_one_number_with_two_titles_is_a_finding_and_wordings_of_one_title_are_none() -> None:
    number = "沪财预〔2017〕92号"
    assert [f.code for f in resolve([Mention("停车管理办法", number), Mention("道路保洁质量规定", number)]).findings()] == ["same_number_two_titles"]
    assert resolve([Mention("停车管理办法", number), Mention("关于印发《停车管理办法》的通知", number)]).findings() == ()


def test_a_title_that_later_gains_its_number_moves_and_the_old_key_leads_there() -> None:
    title = Mention("停车场安全管理若干办法", "", SHANGHAI)
    (old,) = keys(title)
    registry = resolve([title, Mention("停车场安全管理若干办法", "沪府办〔2015〕87号", SHANGHAI)])
    assert registry.resolution(title).key == "沪府办/2015/87"
    assert registry.aliases()[old] == registry.aliases()[wording_key(title.title)] == "沪府办/2015/87"


def test_a_title_cut_off_by_the_end_of_a_text_is_completed_where_only_one_begins_so() -> None:
    cut, whole = Mention("上海市实施<中华人民共和国防震", "", SHANGHAI), Mention("上海市实施<中华人民共和国防震减灾法>办法", "", SHANGHAI)
    assert same(cut, whole)


def test_a_notice_that_passes_on_is_what_it_passes_on_unless_that_has_a_number() -> None:
    notice = Mention("国务院办公厅关于转发国家发展改革委住房城乡建设部生活垃圾分类制度实施方案的通知", "国办发〔2017〕26号")
    plan = Mention("生活垃圾分类制度实施方案", "")
    assert same(notice, plan)
    assert not same(notice, plan, Mention("生活垃圾分类制度实施方案", "发改环资〔2017〕3号"))


@pytest.mark.parametrize(("inner", "found"), [("道路保洁管理办法", True), ("道路保洁办法", False)])
def test_what_is_passed_on_is_found_by_a_title_of_eight_signs_at_least(inner: str, found: bool) -> None:
    notice = Mention(f"国务院办公厅关于转发财政部{inner}的通知", "国办发〔2019〕40号")
    registry = resolve([notice, Mention(inner, "")])
    assert (registry.resolution(Mention(inner, "")).reason == "passed_on") is found
    alone = resolve([Mention(f"国务院办公厅关于转发{inner}的通知", "国办发〔2019〕41号"), Mention(inner, "")])
    assert (alone.resolution(Mention(inner, "")).reason == "passed_on") is found


def test_of_two_notices_that_pass_on_one_title_none_is_chosen() -> None:
    plan = Mention("公共厕所导则编制实施方案", "", SHANGHAI)
    notices = [
        Mention("国务院办公厅关于转发国家发展改革委公共厕所导则编制实施方案的通知", "国办发〔2017〕26号"),
        Mention("上海市人民政府办公厅关于转发市绿化局公共厕所导则编制实施方案的通知", "沪府办〔2018〕8号", SHANGHAI),
    ]
    assert resolve([plan, *notices]).resolution(plan).reason == "title"


def test_of_two_notices_that_send_out_one_title_with_others_none_is_chosen() -> None:
    inner = Mention("古树养护办法", "", SHANGHAI)
    notices = [
        Mention(f"关于印发《古树养护办法》和《行道树养护办法{tail}》的通知", f"沪绿容〔{year}〕3号", SHANGHAI)
        for year, tail in ((2018, ""), (2021, "（2021版）"))
    ]
    assert resolve([inner, notices[0]]).resolution(inner).reason == "issued_with_others"
    assert resolve([inner, *notices]).resolution(inner).reason != "issued_with_others"


def test_a_title_that_names_its_place_is_not_the_nations_of_that_name() -> None:
    national = Mention("国家古树保护管理办法", "林资发〔2020〕8号", SHANGHAI)
    own = Mention("上海市古树保护管理办法", "", SHANGHAI)
    assert keys(own, national)[0] not in {"林资发/2020/8", ""}
    report = Mention("政府工作报告", "", SHANGHAI)
    assert keys(report, Mention("政府工作报告", "国函〔2020〕8号", "安徽省"))[0] != "国函/2020/8"


def test_wordings_that_add_words_are_one_only_where_enough_is_left_that_says_what_it_is() -> None:
    assert same(Mention("古树保护基金办法", "", SHANGHAI), Mention("古树保护基金管理办法", "", SHANGHAI))
    assert not same(Mention("停车收费办法", "", SHANGHAI), Mention("停车收费管理办法", "", SHANGHAI))
    assert not same(Mention("古树保护基金某某", "", SHANGHAI), Mention("古树保护基金管理某某", "", SHANGHAI))


def test_a_number_alone_is_what_its_kind_and_what_is_known_of_it_say() -> None:
    dated, order = Mention("", "GB/T 50378-2019"), Mention("", "财政部令第87号")
    assert [resolve([m]).resolution(m).reason for m in (dated, order)] == ["number", "number"]
    known = read_instruments("number,title\nGB/T 50378,绿色建筑评价标准\n")
    undated = Mention("", "GB/T 50378")
    assert keys(undated, dated, known=known)[0] == "std/GB/T/50378"
    code, later = Mention("", "建办质〔2019〕5号"), Mention("", "建办质〔2019〕5号", SHANGHAI)
    assert keys(code, later) == ["建办质/2019/5"] * 2


def test_the_name_of_an_instrument_is_its_number_else_its_title_else_its_key() -> None:
    title, bare = Mention("古树保护基金办法", ""), Mention("", "〔2019〕5号")
    registry = resolve([title, bare])
    assert [regulation_name(registry.instrument(registry.resolution(m).key)) for m in (title, bare)] == ["古树保护基金办法", "number/〔2019〕5号"]


def test_an_order_that_revised_a_known_regulation_is_that_regulation() -> None:
    registry = resolve([Mention("物业管理条例", "国务院令第504号"), Mention("", "国务院令第504号"), Mention("物业管理条例", "")])
    assert {registry.resolution(m).key for m in (Mention("物业管理条例", ""), Mention("", "国务院令第504号"))} == {"国务院令/379"}
    assert registry.aliases()["国务院令/504"] == "国务院令/379"


def test_derived_values_are_explained() -> None:
    registry = resolve(
        [
            Mention("上海市交通发展三年行动计划（2018-2020）", "沪府办〔2018〕21号", SHANGHAI),
            Mention("", "国务院令第641号"),
            Mention("", "GB/T 22239-2008"),
        ]
    )
    plan, order, standard = (registry.instrument(key) for key in ("沪府办/2018/21", "国务院令/641", "std/GB/T/22239-2008"))
    assert (plan.agency, plan.year, plan.serial, plan.issuer, plan.jurisdiction) == ("沪府办", 2018, "21", "上海市人民政府办公厅", "上海市")
    assert (plan.level, plan.kind, plan.valid_until) == ("plan", "计划", "2020-12-31")
    assert set(plan.reasons) >= {"issuer", "jurisdiction", "level", "valid_until"}
    assert (order.level, order.issuer, order.jurisdiction, order.title) == ("administrative_regulation", "国务院", "中国", "城镇排水与污水处理条例")
    assert (standard.level, standard.jurisdiction) == ("standard", "中国")
    assert regulation_name(plan) == "沪府办〔2018〕21号"


def test_verdicts_prevail_and_show() -> None:
    stub, other, none = Mention("三定方案", "", SHANGHAI), Mention("三定规定", "", SHANGHAI), Mention("工作手册办法", "", SHANGHAI)
    decisions = [
        Decision("is", title="三定方案", context=SHANGHAI, target="沪建委〔2016〕109号", by="a"),
        Decision("none", title="工作手册办法"),
    ]
    registry = resolve([stub, other, none], decisions=decisions)
    assert (registry.resolution(stub).key, registry.resolution(stub).decided) == ("沪建委/2016/109", True)
    assert (registry.resolution(none).key, registry.resolution(none).decided) == ("", True)
    assert not registry.resolution(other).decided
    verdict = Decision("same", title="沪府办〔2015〕88号", target="沪府办〔2015〕87号")
    merged = resolve([Mention("", "沪府办〔2015〕87号"), Mention("", "沪府办〔2015〕88号")], decisions=[verdict])
    assert [i.key for i in merged.instruments()] == ["沪府办/2015/87"]


TITLES = st.sampled_from(
    ["停车管理办法", "上海市停车管理办法", "关于印发《停车管理办法》的通知", "停车办法", "北京市停车管理办法", "停车管理办法（试行）",
     "中华人民共和国建筑法", "建筑法",
     "停车“十三五”规划", "十三五停车规划", "三定方案", ""]
)  # fmt: skip
NUMBERS = st.sampled_from(
    ["", "", "沪府办〔2015〕87号", "沪府办〔2015〕88号", "国务院令第641号", "市政府令第77号", "上海市人民政府令第77号", "〔2014〕12号"]
)
MENTIONS = st.builds(Mention, TITLES, NUMBERS, st.sampled_from(["", SHANGHAI, "北京市"])).filter(lambda m: bool(m.title or m.number))


def summary(registry: Registry, mentions: list[Mention]) -> object:
    return [registry.resolution(m) for m in mentions], registry.instruments(), dict(registry.aliases()), registry.findings()


@given(st.lists(MENTIONS, max_size=8, unique=True), st.randoms())
@settings(max_examples=200, deadline=None)
def test_the_result_does_not_depend_on_the_order(mentions: list[Mention], random: object) -> None:
    shuffled = list(mentions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert summary(resolve(mentions), mentions) == summary(resolve(shuffled), mentions)


@given(st.lists(MENTIONS, max_size=8, unique=True))
@settings(max_examples=200, deadline=None)
def test_every_mention_denotes_an_instrument_of_the_registry(mentions: list[Mention]) -> None:
    registry = resolve(mentions)
    known = {instrument.key for instrument in registry.instruments()}
    for mention in mentions:
        found = registry.resolution(mention)
        assert found.key in known
        assert found.status in {"resolved", "stub", "ambiguous"}
        assert 0 < found.confidence <= 1
    assert all(old not in known and new in known for old, new in registry.aliases().items())


def test_order_of_few_mentions_by_all_permutations() -> None:
    mentions = [
        Mention("停车管理办法", "沪府办〔2015〕87号", SHANGHAI),
        Mention("上海市停车管理办法", "", SHANGHAI),
        Mention("停车办法", "", SHANGHAI),
    ]
    assert len({str(summary(resolve(order), mentions)) for order in permutations(mentions)}) == 1


def test_forms_of_a_title_tell_place_from_core() -> None:
    assert title_form("本市停车办法", SHANGHAI).place == title_form("上海市停车办法").place == SHANGHAI
    assert title_form("本市停车办法", SHANGHAI).core == title_form("上海市停车办法").core == "停车办法"
    assert stub_key("", "停车办法") != stub_key(SHANGHAI, "停车办法")


def test_verdicts_that_lead_round_in_a_ring_make_one_instrument() -> None:
    one, two, three = (Mention("", f"沪府办〔2015〕{serial}号", SHANGHAI) for serial in (87, 88, 89))
    ring = [Decision("same", number=a.number, target=b.number) for a, b in ((one, two), (two, three), (three, two))]
    assert len(set(keys(one, two, three, decisions=ring))) == 1
    assert len(set(keys(one, two, three, decisions=[*ring[:2], Decision("same", number=three.number, target=one.number)]))) == 1


def test_a_target_is_a_key_only_in_the_shape_of_one() -> None:
    mention = Mention("停车管理规定", "", SHANGHAI)
    for key in ("title/0b576f08dc073605", "国务院令/641", "交通运输部令/2019/46", "std/GB/T/22239-2008", "沪府办/2015/87"):
        assert keys(mention, decisions=[Decision("is", title="停车管理规定", target=key)]) == [key]
    assert keys(mention, decisions=[Decision("is", title="停车管理规定", target="水/气管理办法")])[0].startswith("title/")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Mention("关于全面推行林长制的意见", "", "四川省"), Mention("关于全面推行林长制的实施意见", "川委办〔2021〕14号", "四川省")),
        (
            Mention("农村人居环境整治五年行动方案（2021—2025年）", "", "贵州省"),
            Mention("贵州省农村人居环境整治五年行动实施方案（2021—2025年）", "", "贵州省"),
        ),
        (Mention("养老服务管理办法", "", "杭州市"), Mention("养老服务管理实施办法", "", "杭州市")),
        (Mention("粮食储备工作方案", "", ""), Mention("粮食储备工作补充方案", "", "")),
        (Mention("乡村振兴战略规划（2018－2022年）", "", "湖南省"), Mention("重庆市乡村振兴战略规划（2018—2022年）", "", "重庆市")),
    ],
)
def test_what_carries_out_or_adds_to_an_instrument_is_another_one(one: Mention, other: Mention) -> None:
    registry = resolve([one, other])
    assert registry.resolution(one).key != registry.resolution(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Mention("古树名木养护管理工作方案", "", "杭州市"), Mention("古树名木养护工作方案", "", "杭州市")),
        (Mention("关于加强河道保洁工作的实施意见", "", ""), Mention("加强河道保洁的实施意见", "", "")),
        (Mention("河道保洁考核办法", "", "杭州市"), Mention("关于修订印发《河道保洁考核办法》的通知", "", "杭州市")),
        (Mention("城区深井封填管理工作细则", "", "无锡市"), Mention("无锡市城区深井封填工作细则", "", "无锡市")),
    ],
)
def test_wordings_that_add_and_drop_words_are_one_instrument(one: Mention, other: Mention) -> None:
    registry = resolve([one, other])
    assert registry.resolution(one).key == registry.resolution(other).key


@pytest.mark.parametrize("title", ["乡镇" * 40 + "规划", "城市" + "停车场" * 40, "防火" * 40 + "演练", "城镇" * 40 + "计划"])
def test_repeated_words_of_a_title_are_read_in_one_way(title: str) -> None:
    """Read in two ways each, forty of them would never end."""
    assert keys(Mention(title, "")) == keys(Mention(title, ""))


def test_a_plan_that_every_place_has_is_that_of_its_place() -> None:
    for title in ("城市停车场专项规划", "县城乡镇总体规划", "突发公共卫生事件应急预案"):
        one, other = keys(Mention(title, "", "甘肃省")), keys(Mention(title, "", "上海市"))
        assert one != other

"""Contents of filings for the reader's tests, ours, and what the reader must find in them."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.printers import Content, beijing_2019, shanghai_2020, shanghai_2024
from kg.documents import read_data
from kg.filings import Filing
from kg.forms import read_filings

OLD = Content(
    department="上海市某某管理事务中心",
    project="泵站设施日常养护",
    year=2021,
    texts={
        "overview": "对辖区内泵站开展巡查与保养。",
        "legal_basis": "《上海市排水与污水处理条例》；《关于加强泵站养护的通知》（沪水务〔2019〕12号）",
        "necessity": "设施老化，需要持续投入，",
        "measures": "按月考核，按季支付。",
        "plan": "一季度签订合同，四季度验收。",
        "goal": "设施完好率稳步上升。",
    },
    amounts={"total": "1,204,000", "current_year": "1,204,000", "prior_year_budget": "1,100,000", "prior_year_executed": "1,099,500"},
    indicators=(
        ("投入与管理", "投入管理", "预算执行率", ">=95%"),
        ("投入与管理", "财务管理", "资金使用规范性", "规范"),
        ("产出目标", "数量", "巡查次数", "=365次"),
        ("产出目标", "数量", "保养泵站数", ">=42座"),
        ("产出目标", "质量", "设施完好率", ">=98%"),
        ("产出目标", "时效", "报修响应时间", "<=4小时"),
        ("效果目标", "社会效益", "积水点消除情况", "明显减少"),
        ("效果目标", "满意度", "居民满意度", ">=85%"),
        ("影响力目标", "长效管理", "养护制度健全性", "健全"),
    ),
)
NEW = Content(
    department="上海市某某信息中心",
    supervisor="上海市某某委员会",
    project="数据平台运行维护",
    year=2024,
    category="特定目标类",
    texts={"goal": "保障平台全年稳定运行，按《上海市数据条例》开展共享。"},
    amounts={"current_year": "860,000.00", "fiscal_appropriation": "860,000.00", "carried_over": "0.00", "other_funds": "0.00"},
    indicators=(
        ("产出指标", "数量指标", "巡检次数", "≥12.00(次)"),
        ("产出指标", "数量指标", "报告份数", "=4(份)"),
        ("产出指标", "质量指标", "系统可用率", "≥99.9(%)"),
        ("产出指标", "时效指标", "故障修复及时性", "及时"),
        ("效益指标", "社会效益指标", "数据共享程度", "提升"),
        ("效益指标", "可持续影响指标", "长效机制健全性", "健全"),
        ("满意度指标", "服务对象满意度指标", "用户满意度", "≥85(%)"),
    ),
)
BOXED = Content(
    department="北京市某某区城市管理委员会",
    project="环卫车辆租赁",
    year=2019,
    category="4.其他一般类",
    texts={"goal": "保障道路清扫需要。\n做好重大活动保障。"},
    amounts={"total": "127．62"},
    indicators=(
        ("产出指标", "产出数量指标", "", "租赁车辆20辆。"),
        ("产出指标", "产出进度指标", "", "12月31日前完成"),
        ("效益指标", "社会效益指标", "", "改善街面环境。"),
        ("效益指标", "服务对象满意度指标", "", "满意度大于90%。"),
    ),
)
PRINTED = {"shanghai-2020": (OLD, shanghai_2020), "shanghai-2024": (NEW, shanghai_2024), "beijing-2019-project": (BOXED, beijing_2019)}


def read(text: str) -> list[Filing]:
    """The filings of a text."""
    return list(read_filings(read_data(text.encode(), source="a.txt")).filings)


def rows_of(filing: Filing) -> list[tuple[str | None, str | None, str, str]]:
    """The indicators of a filing as the contents hold them; the name is empty where the form prints level 2 only."""
    named = any(i.name_field is not None for i in filing.indicators)
    return [(i.level1, i.level2, i.name if named else "", i.target) for i in filing.indicators]


def renamed(content: Content, project: str) -> Content:
    """The same content under another project name."""
    return replace(content, project=project)

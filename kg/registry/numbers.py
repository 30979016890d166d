"""Numbers as keys: which instrument a normalised number names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import yaml

from kg.citations.numbers import scan_numbers
from kg.citations.papers import NAMES
from kg.registry.jurisdictions import place_of, province_of, province_of_sign
from kg.resources import package_data

DOCUMENT = re.compile("(?P<code>.*)〔(?P<year>[0-9]{4})〕(?P<serial>[0-9]+(?:-[0-9]+)?)(?P<unit>[号期次])\\Z")
#: A paper that is numbered without a year, within a term that it does not name (县政府常务会议纪要第15期).
PAPER = re.compile("(?P<paper>.+)第(?P<serial>[0-9]+)(?P<unit>[号期次])\\Z")
ORDER = re.compile("(?P<issuer>.*?)(?P<noun>令|公告|通告)(?:(?P<year>[0-9]{4})年|〔(?P<session>[^〕]+)〕)?第(?P<serial>[0-9]+)号\\Z")
STANDARD = re.compile("(?P<code>建标|[A-Z][A-Z0-9/()（）]*) (?P<serial>.*?)(?:[-:](?P<year>(?:19|20)[0-9]{2}))?\\Z")


@dataclass(frozen=True, slots=True)
class NumberParts:
    """A number taken apart. `kind` is number, order or standard; `agency` the code, or the issuer with 令 or 公告; `issuer` an order's
    issuer; `number` the standard form, with the issuer's full name and without leading zeros."""

    kind: str
    agency: str
    year: int | None
    serial: str
    key: str
    number: str
    issuer: str = ""


def normal_number(text: str) -> str:
    """A number that a person wrote, in the form of a citation's: `沪府办[2015]87号` is `沪府办〔2015〕87号`. What is no number stays as it is."""
    found = scan_numbers(text)
    return found[0].value if len(found) == 1 and (found[0].begin, found[0].end) == (0, len(text)) else text


#: An issuer that a filing names by its level only: 市政府, 省人大常委会.
LOCAL = re.compile("本?(?P<level>市|省|自治区|区|县)(?P<organ>人民政府|政府|府|人民代表大会常务委员会|人大常委会|人民代表大会|人大)")
ORGANS = {"人大常委会": "人民代表大会常务委员会", "人大": "人民代表大会", "政府": "人民政府", "府": "人民政府"}
#: 沪府令, 冀政令: a government by the abbreviation of its province.
GOVERNMENT = re.compile("(?P<sign>.)(?:府|政)")


@cache
def issuer_names() -> dict[str, str]:
    """Other names of issuers → the name that keys use, from `issuers.yaml` (住建部 is 住房和城乡建设部)."""
    data = yaml.safe_load(package_data("kg.registry.data", "issuers.yaml"))
    return {other: name for name, others in data["issuers"].items() for other in [*others, name]}


@lru_cache(maxsize=65536)
def canonical_issuer(name: str, context: str = "") -> str:
    """An issuer's name without 中华人民共和国, short names written out; 市政府 and 省政府 are those of the filing's place, 省政府 in a
    city's filing that of the city's province."""
    name = re.sub("\\A中华人民共和国(?=.)", "", name)
    if name in issuer_names():
        return issuer_names()[name]
    if by_sign := GOVERNMENT.fullmatch(name):
        province = province_of_sign().get(by_sign["sign"])
        if province:
            return province + "人民政府"
    local = LOCAL.fullmatch(name)
    if local:
        place = next((place for place in (context, province_of(context)) if place.endswith(local["level"])), local["level"])
        return place + ORGANS.get(local["organ"], local["organ"])
    return re.sub("(?<=[省市区县州盟旗])政府\\Z", "人民政府", re.sub("人大常委会\\Z", "人民代表大会常务委员会", name))


def is_unnamed(issuer: str) -> bool:
    """Whether an issuer's full name says only of which level it is (市人民政府), because no place was known, or of which kind (部)."""
    return LOCAL.fullmatch(issuer) is not None or BODY_ALONE.fullmatch(issuer) is not None


#: No government gives as many orders in a year: one with such a serial counts them through (浙政令〔2021〕388号); others do not
#: (冀政令〔2013〕第7号).
MOST_OF_A_YEAR = 60


def _counts_through(issuer: str, serial: str) -> bool:
    """Whether an issuer's orders are numbered without a break, or within a session that nobody writes, so that a year tells nothing more."""
    return issuer in {"国务院", "主席"} or (issuer.endswith("人民政府") and serial.isdecimal() and int(serial) > MOST_OF_A_YEAR)


#: An issuer that is named by what kind of body it is alone (部令第11号, 总局令第3号).
BODY_ALONE = re.compile("(?:国家|本)?(?:部|委|局|总局|署|厅|办|委员会)")


def _owner(code: str, context: str) -> str:
    """The place of a numbered paper that names none itself: 市政府专题会议纪要〔2020〕15期 of two cities are two."""
    return context if code.endswith(NAMES) and not place_of(code) else ""


#: What its issuer counts by its own name.
COUNTED = ("令", "公告", "通告")


@lru_cache(maxsize=65536)
def parse_number(number: str, context: str = "") -> NumberParts | None:
    """A normalised number with its key: `沪府办〔2015〕87号` is `沪府办/2015/87`, `市政府令第77号` in Shanghai `上海市人民政府令/77`,
    `GB/T 22239-2008` is `std/GB/T/22239-2008`. None for a number without an agency code."""
    document = DOCUMENT.match(number)
    if document:
        serial = document["serial"].lstrip("0") or "0"
        code = document["code"]
        if not code:
            return None
        if code.endswith(COUNTED):
            noun = next(noun for noun in COUNTED if code.endswith(noun))
            issuer = canonical_issuer(code.removesuffix(noun), context)
            through = noun == "令" and _counts_through(issuer, serial)
            key = f"{issuer}令/{serial}" if through else f"{issuer}{noun}/{document['year']}/{serial}"
            standard_form = f"{issuer}令第{serial}号" if through else f"{issuer}{noun}〔{document['year']}〕{serial}号"
            return NumberParts("order", issuer + noun, int(document["year"]), serial, key, standard_form, issuer)
        key = f"{_owner(code, context)}{code}/{document['year']}/{serial}"
        return NumberParts("number", code, int(document["year"]), serial, key, f"{code}〔{document['year']}〕{serial}{document['unit']}")
    order = ORDER.match(number)
    if order:
        issuer = canonical_issuer(order["issuer"], context)
        serial = order["serial"].lstrip("0") or "0"
        middle = stated = str(order["year"] or order["session"] or "")
        if order["noun"] == "令" and _counts_through(issuer, serial):
            middle = ""
        if not issuer:
            return None
        key = "/".join(part for part in (issuer + order["noun"], middle, serial) if part)
        written = f"{order['year']}年" if middle and order["year"] else f"〔{middle}〕" if middle else ""
        year = int(stated) if re.fullmatch("[0-9]{4}", stated) else None  # 河北省人民政府令〔2013〕第7号
        return NumberParts("order", issuer + order["noun"], year, serial, key, f"{issuer}{order['noun']}{written}第{serial}号", issuer)
    paper = PAPER.match(number)
    if paper and paper["paper"].endswith(NAMES):
        serial = paper["serial"].lstrip("0") or "0"
        key = f"{_owner(paper['paper'], context)}{paper['paper']}/{serial}"
        return NumberParts("number", paper["paper"], None, serial, key, f"{paper['paper']}第{serial}{paper['unit']}")
    standard = STANDARD.match(number)
    if standard:
        dated = int(standard["year"]) if standard["year"] else None
        number = number.replace("（", "(").replace("）", ")").replace("~", "-")  # several parts: 20647.1-20647.9 is written too
        return NumberParts("standard", standard["code"], dated, standard["serial"], "std/" + number.replace(" ", "/"), number)
    return None


def undated(parts: NumberParts) -> str:
    """The key of a standard without its year: GB/T 22239-2019 is an edition of GB/T 22239."""
    return re.sub("[-:][0-9]{4}\\Z", "", parts.key)

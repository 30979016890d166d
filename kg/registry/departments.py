"""Departments are resolved like instruments: several names, one body."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import yaml

from kg.citations.words import alternation
from kg.registry.jurisdictions import place_of, without_place
from kg.resources import package_data

SPACE = re.compile("[ \t\r\n\u3000\xa0]+")
CODE = re.compile("\\A(?:[\\[【(（〔][0-9A-Za-z-]+[\\]】)）〕]|[0-9A-Za-z]*[0-9]{2,}(?=[-—_:：.]|[\u4e00-\u9fff]))[-—_:：.]*")
REMARK = re.compile(
    "[（(【\\[](?:盖章|公章|签章|本级|机关|局本级|委本级|汇总|单位盖章|行政|参公)[）)】\\]]|(?<=[局委厅办院会])(?:机关本级|本级|机关)\\Z|[（(]盖章\\Z"
)
#: A county or a district within the filing's place: 浦东新区卫健委 in Shanghai is 上海市浦东新区卫生健康委员会.
DISTRICT = re.compile("(?!自治|.{0,3}(?:社|园|校|景|库|林|市|城|地|片|辖|发)区)[\u4e00-\u9fff]{2,6}?(?:区|县|旗)(?=.{2})")
FORMER = re.compile("[（(【\\[]原(?:名为?|称|为|[:：])?(?P<name>[^）)】\\]]{2,40})[）)】\\]]")


@dataclass(frozen=True, slots=True)
class Department:
    """A public body. `key` is the fullest of its names, so that its IRI changes least; `label` its official name where that is known, else the
    spelling that most filings use; `alternatives` are the other names met, sorted; `parent_key` is its supervisor's key."""

    key: str
    label: str
    alternatives: tuple[str, ...] = ()
    parent_key: str | None = None


@dataclass(frozen=True)
class Departments:
    """The bodies of a corpus."""

    _by_name: Mapping[tuple[str, str], Department]

    def of(self, name: str, context: str = "") -> Department:
        """The body that a name denotes in a jurisdiction. Raises KeyError for one that was not handed to `resolve_departments`."""
        return self._by_name[(name, context)]

    def all(self) -> tuple[Department, ...]:
        """All bodies, sorted by key."""
        return tuple(sorted({d.key: d for d in self._by_name.values()}.values(), key=lambda d: d.key))


@cache
def _data() -> dict[str, Any]:
    found = yaml.safe_load(package_data("kg.registry.data", "departments.yaml"))
    assert isinstance(found, dict)
    return found


@lru_cache(maxsize=65536)
def department_key(name: str) -> str:
    """A name without code, white space, seal and former name: 219-上海市水务局（盖章） is 上海市水务局."""
    plain = SPACE.sub("", name)
    plain = CODE.sub("", plain) or plain
    plain = FORMER.sub("", plain) or plain
    plain = REMARK.sub("", plain) or plain
    return _current().get(plain, plain)


@cache
def _current() -> dict[str, str]:
    """Former name → the name that the same body has now."""
    return {former: name for name, formers in _data()["bodies"].items() for former in formers}


def former_names(name: str) -> tuple[str, ...]:
    """The former names that a name itself gives (上海市住建委（原市建交委）)."""
    return tuple(found["name"] for found in FORMER.finditer(SPACE.sub("", name)))


def department_form(name: str, context: str = "") -> str:
    """A name in the form that is compared: place written out, short stems spelled out, words that names add or drop left out, bodies that were
    renamed in the whole country under their present name."""
    head, district, body = _written_form(name, context)
    return f"{head}|{district}{_data()['renamed'].get(body, body)}"


@lru_cache(maxsize=65536)
def _written_form(name: str, context: str = "") -> tuple[str, str, str]:
    """Place, district and body of a name, under the name that is written."""
    plain = department_key(name)
    place = place_of(plain)
    rest = without_place(plain) if place else plain
    if (
        not place
        and context
        and re.match("[省市区县](?=.{2})(?![南北中]区)", plain)
        and not plain.startswith(("市场", "市政", "市容", "县域", "区域", "省级", "市级"))
    ):
        place, rest = context, plain[1:]
    rest = re.sub("\\A[省市](?!场|政|容|[南北中]区)", "", rest) if place else rest
    district = DISTRICT.match(rest)
    if district:
        place, rest = place or context, rest[district.end() :]
    rest = rest.replace("委员会", "委").replace("办公室", "办").replace("办公厅", "办")
    rest = _dropped().sub("", rest)
    stem = _short().match(rest)
    if stem and rest[stem.end() :] in {"委", "局", "厅", "办", "中心", "总队", "支队", "处", "站", ""}:
        rest = _data()["short"][stem.group()] + rest[stem.end() :]
    return place, district.group() if district else "", rest


@cache
def _short() -> re.Pattern[str]:
    return re.compile(alternation(_data()["short"]))


@cache
def _dropped() -> re.Pattern[str]:
    return re.compile(alternation(_data()["dropped"]))


@cache
def _known() -> dict[str, str]:
    return {department_form(name): name for name in _data()["bodies"]}


def resolve_departments(names: Iterable[tuple[str, str | None, str]]) -> Departments:
    """Resolves (name, supervisor's name or None, context) triples, one for each filing, whatever their order; a Counter of triples will do."""
    counted = Counter(names)
    forms = _forms(counted)
    successors, former = _renamed(forms)
    forms = {place: successors.get(form, form) for place, form in forms.items()}
    groups: dict[str, set[str]] = defaultdict(set)
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    for (name, supervisor, context), count in counted.items():
        for one in filter(None, (name, supervisor)):
            form = forms[one, context]
            groups[form] |= {department_key(one), *former_names(one)} | ({SPACE.sub("", one)} & set(_current()))
            uses[form][department_key(one)] += count
    present = {form: members - former or members for form, members in groups.items()}
    keys = {form: _known().get(form) or max(members, key=_fullness) for form, members in present.items()}
    labels = {form: _known().get(form) or _usual(members, uses[form]) for form, members in present.items()}
    parents = _parents(counted, keys, forms)
    bodies = {form: Department(keys[form], labels[form], tuple(sorted(groups[form] - {labels[form]})), parents.get(keys[form])) for form in groups}
    found = {}
    for name, supervisor, context in counted:
        for one in filter(None, (name, supervisor)):
            found[(one, context)] = bodies[forms[one, context]]
    return Departments(found)


def _forms(counted: Iterable[tuple[str, str | None, str]]) -> dict[tuple[str, str], str]:
    """The form of each (name, context); a district's body in a filing of unknown place is that of the only place where it is known."""
    forms = {(one, context): department_form(one, context) for name, above, context in counted for one in (name, above) if one}
    placed: dict[str, set[str]] = defaultdict(set)
    for form in forms.values():
        placed[form.partition("|")[2]].add(form)
    alone = {f"|{rest}": min(found - {f"|{rest}"}) for rest, found in placed.items() if DISTRICT.match(rest) and len(found - {f"|{rest}"}) == 1}
    return {name: alone.get(form, form) for name, form in forms.items()}


def _renamed(forms: Mapping[tuple[str, str], str]) -> tuple[dict[str, str], set[str]]:
    """Forms of former names → the form of the present one, as names themselves say it (某市园林局（原某市绿化局）) where only one body says so; and
    all names that are former ones."""
    claims: dict[str, set[str]] = defaultdict(set)
    former: set[str] = set()
    for (name, context), form in forms.items():
        written = _written_form(name, context)
        if written[2] in _data()["renamed"]:
            former.add(department_key(name))
        for earlier in former_names(name):
            former.add(earlier)
            place, district, body = _written_form(earlier, context)
            claims[f"{place or written[0]}|{district or written[1]}{_data()['renamed'].get(body, body)}"].add(form)
    successors = {old: min(new) for old, new in claims.items() if len(new) == 1 and old not in new and not new & claims.keys()}
    return successors, former | {department_key(name) for (name, _), form in forms.items() if form in successors}


def _fullness(name: str) -> tuple[bool, int, str]:
    """Which of two names says more; a former name says less than any present one."""
    return name == department_key(name), len(name), name


def _usual(names: Iterable[str], uses: Mapping[str, int]) -> str:
    """The spelling that most filings use, of those that name the place where any does (市水务局 is no label beside 合肥市水务局)."""
    return max(names, key=lambda name: (bool(place_of(name)), name == department_key(name), uses.get(name, 0), *_fullness(name)))


def _parents(counted: Mapping[tuple[str, str | None, str], int], labels: Mapping[str, str], forms: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Body → its supervisor: the one named most often, ties by name; a ring of supervisors is cut at its smallest member."""
    votes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (name, supervisor, context), count in counted.items():
        if supervisor:
            body, above = labels[forms[name, context]], labels[forms[supervisor, context]]
            if body != above:
                votes[body][above] += count
    parents = {body: min(above, key=lambda one: (-above[one], one)) for body, above in votes.items()}
    for body in sorted(parents):
        seen, at = {body}, parents.get(body)
        while at is not None and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at is not None and at in parents:
            parents.pop(min(one for one in seen if one in parents))
    return parents

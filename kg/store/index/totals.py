"""What needs the whole of the index: orders, postings, totals, neighbours. SQL over the rows of one pass; money is added exactly."""

from __future__ import annotations

import sqlite3
from decimal import Decimal

from kg.filings import money

ORDERS = """
UPDATE years SET by_amount = o.a, by_year = o.y, by_name = o.m FROM (
    SELECT n,
        row_number() OVER (ORDER BY amount IS NULL, amount DESC, name IS NULL, name, year, n) AS a,
        row_number() OVER (ORDER BY year IS NULL, year DESC, name IS NULL, name, n) AS y,
        row_number() OVER (ORDER BY name IS NULL, name, year, n) AS m
    FROM years
) AS o WHERE years.n = o.n;
INSERT INTO postings SELECT c.instrument, y.by_amount, y.by_year, y.by_name, c.n, c.basis, c.status, y.department, y.year
    FROM cited AS c JOIN years AS y ON y.n = c.n ORDER BY 1, 2;
CREATE UNIQUE INDEX years_by_amount ON years (by_amount);
CREATE UNIQUE INDEX years_by_year ON years (by_year);
CREATE UNIQUE INDEX years_by_name ON years (by_name);
CREATE UNIQUE INDEX years_by_id ON years (id);
CREATE INDEX years_of_department ON years (department, by_amount);
CREATE INDEX years_of_whole ON years (whole, by_year);
CREATE INDEX postings_by_year ON postings (instrument, by_year);
CREATE INDEX postings_by_name ON postings (instrument, by_name);
CREATE INDEX postings_of_year ON postings (n);
CREATE INDEX indicators_of_year ON indicators (year);
CREATE INDEX indicators_of_concept ON indicators (concept, by_name);
UPDATE indicators SET by_name = o.m FROM (
    SELECT i.n, row_number() OVER (ORDER BY i.name, y.year IS NULL, y.year DESC, y.by_name, i.position, i.n) AS m
    FROM indicators AS i JOIN years AS y ON y.n = i.year
) AS o WHERE indicators.n = o.n;
CREATE UNIQUE INDEX indicators_by_name ON indicators (by_name);
CREATE INDEX entries_of_entity ON entries (id);
"""

TOTALS = """
UPDATE instruments SET projects = t.projects, departments = t.departments, project_years = t.years, basis_project_years = t.basis,
    without_amount = t.without_amount, yuan = t.yuan
FROM (
    SELECT p.instrument, count(DISTINCT y.whole) AS projects, count(DISTINCT y.department) AS departments, count(*) AS years,
        sum(p.basis) AS basis, sum(p.basis AND y.yuan IS NULL) AS without_amount, yuan_sum(CASE WHEN p.basis THEN y.yuan END) AS yuan
    FROM postings AS p JOIN years AS y ON y.n = p.n GROUP BY p.instrument
) AS t WHERE instruments.id = t.instrument;
UPDATE instruments SET citations = t.mentions FROM (SELECT instrument, sum(mentions) AS mentions FROM cited GROUP BY instrument) AS t
    WHERE instruments.id = t.instrument;
UPDATE departments SET projects = t.projects, project_years = t.years, without_amount = t.without_amount, yuan = t.yuan FROM (
    SELECT department, count(DISTINCT whole) AS projects, count(*) AS years, count(*) - count(yuan) AS without_amount, yuan_sum(yuan) AS yuan
    FROM years GROUP BY department
) AS t WHERE departments.id = t.department;
UPDATE departments SET regulations = t.instruments FROM (
    SELECT department, count(DISTINCT instrument) AS instruments FROM postings GROUP BY department
) AS t WHERE departments.id = t.department;
INSERT INTO uses SELECT p.instrument, p.department, count(*), sum(p.basis AND y.yuan IS NULL), yuan_sum(CASE WHEN p.basis THEN y.yuan END),
        min(p.year), max(p.year)
    FROM postings AS p JOIN years AS y ON y.n = p.n WHERE p.department IS NOT NULL GROUP BY p.instrument, p.department;
CREATE INDEX uses_of_department ON uses (department, project_years DESC);
CREATE UNIQUE INDEX uses_of_pair ON uses (department, instrument);
INSERT INTO budgets SELECT department, year, count(*), count(*) - count(yuan), yuan_sum(yuan) FROM years
    WHERE department IS NOT NULL AND year IS NOT NULL AND named GROUP BY department, year;
UPDATE concepts SET uses = t.uses FROM (SELECT concept, count(*) AS uses FROM indicators GROUP BY concept) AS t WHERE concepts.id = t.concept;
UPDATE instruments SET by_use = o.u, by_name = o.m, by_year = o.y FROM (
    SELECT id,
        row_number() OVER (ORDER BY project_years DESC, CAST(yuan AS REAL) DESC, number IS NULL, number, title, id) AS u,
        row_number() OVER (ORDER BY coalesce(title, number), number, id) AS m,
        row_number() OVER (ORDER BY year IS NULL, year DESC, number, title, id) AS y
    FROM instruments
) AS o WHERE instruments.id = o.id;
UPDATE departments SET by_amount = o.a, by_name = o.m FROM (
    SELECT id, row_number() OVER (ORDER BY CAST(yuan AS REAL) DESC, name, id) AS a, row_number() OVER (ORDER BY name, id) AS m FROM departments
) AS o WHERE departments.id = o.id;
CREATE UNIQUE INDEX instruments_by_use ON instruments (by_use);
CREATE UNIQUE INDEX instruments_by_name ON instruments (by_name);
CREATE UNIQUE INDEX instruments_by_year ON instruments (by_year);
CREATE INDEX instruments_of_issuer ON instruments (issuer, by_use);
CREATE UNIQUE INDEX departments_by_amount ON departments (by_amount);
CREATE UNIQUE INDEX departments_by_name ON departments (by_name);
CREATE INDEX departments_of_parent ON departments (parent);
"""

#: The relations of the network, from which side: the weight is the number of project years, or one.
NEIGHBOURS = """
CREATE TEMP TABLE edges (source INTEGER NOT NULL, relation TEXT NOT NULL, target INTEGER NOT NULL, weight INTEGER NOT NULL);
INSERT INTO edges SELECT department, 'files', whole, count(*) FROM years WHERE department IS NOT NULL GROUP BY department, whole;
INSERT INTO edges SELECT y.whole, CASE WHEN max(p.basis) THEN 'basis' ELSE 'mention' END, p.instrument, count(*)
    FROM postings AS p JOIN years AS y ON y.n = p.n GROUP BY y.whole, p.instrument;
INSERT INTO edges SELECT parent, 'supervises', id, 1 FROM departments WHERE parent IS NOT NULL;
INSERT INTO edges SELECT issuer, 'issued', id, max(1, project_years) FROM instruments WHERE issuer IS NOT NULL;
INSERT INTO neighbours SELECT source, relation, 1, weight, target FROM edges UNION ALL SELECT target, relation, 0, weight, source FROM edges;
INSERT INTO degrees SELECT node, relation, outward, count(*) FROM neighbours GROUP BY node, relation, outward;
UPDATE entities SET degree = d.degree FROM (SELECT node, sum(count) AS degree FROM degrees GROUP BY node) AS d WHERE entities.id = d.node;
UPDATE entities SET project_years = i.project_years, yuan = i.yuan FROM instruments AS i WHERE entities.id = i.id;
UPDATE entities SET project_years = d.project_years, yuan = d.yuan FROM departments AS d WHERE entities.id = d.id;
UPDATE entities SET project_years = w.years, yuan = w.yuan FROM (
    SELECT whole, count(*) AS years, yuan_sum(yuan) AS yuan FROM years GROUP BY whole
) AS w WHERE entities.id = w.whole;
INSERT INTO meta SELECT 'years', count(*) FROM years UNION ALL SELECT 'without_amount', count(*) - count(yuan) FROM years
    UNION ALL SELECT 'yuan', yuan_sum(yuan) FROM years WHERE yuan IS NOT NULL HAVING count(*)
    UNION ALL SELECT 'instruments', count(*) FROM instruments UNION ALL SELECT 'departments', count(*) FROM departments
    UNION ALL SELECT 'indicators', count(*) FROM indicators UNION ALL SELECT 'filings', count(*) FROM filings
    UNION ALL SELECT 'projects', count(DISTINCT whole) FROM years;
"""


class YuanSum:
    """Adds decimal strings of yuan exactly; SQLite's own sum would make them binary fractions. The sum of no amount is none, not zero."""

    def __init__(self) -> None:
        self.total: Decimal | None = None

    def step(self, yuan: str | None) -> None:
        if yuan is not None:
            self.total = (self.total or Decimal(0)) + Decimal(yuan)

    def finalize(self) -> str | None:
        return None if self.total is None else money(self.total)


def add_totals(connection: sqlite3.Connection) -> None:
    """Fills in what the rows of the pass imply."""
    connection.create_aggregate("yuan_sum", 1, YuanSum)  # type: ignore[arg-type]
    for script in (ORDERS, TOTALS, NEIGHBOURS):
        for statement in script.split(";\n"):
            connection.execute(statement)

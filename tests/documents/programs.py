"""Filings printed to PDF by the programs that offices print with: a browser and LibreOffice, with the lines of their tables drawn in part."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

from kg.documents.old_words import office_program
from tests.documents.printing import Content, page, word

BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
OFFICE = office_program()

#: Lines → how a page asks for them: (of the table, of its cells).
PAGE_LINES = {
    "all": ("", "border:1px solid"),
    "rows": ("", "border-top:1px solid;border-bottom:1px solid"),
    "columns": ("", "border-left:1px solid;border-right:1px solid"),
    "box": ("border:1px solid", ""),
    "none": ("", ""),
}
#: Lines → the borders of a Word table.
WORD_LINES = {
    "all": "top left bottom right insideH insideV",
    "rows": "top bottom insideH",
    "columns": "left right insideV",
    "box": "top left bottom right",
    "inner": "insideH insideV",
    "none": "",
}


def printed_by_browser(contents: dict[str, Content], lines: str, folder: Path, *, centred: bool) -> dict[str, bytes]:
    """PDFs of some contents: cells stand in their middle vertically, as browsers set them, and across too where `centred`."""
    of_table, of_cells = PAGE_LINES[lines]
    inner = "td p{margin:0} td{text-align:center;padding:3px}" if centred else "p{margin:4px 0}"
    found = {}
    for name, content in contents.items():
        source = page(content).decode().replace("<table border=1>", f"<table style='border-collapse:collapse;width:100%;{of_table}'>")
        (folder / "a.html").write_text(source.replace("</head>", f"<style>{inner} td{{{of_cells}}}</style></head>"), encoding="utf-8")
        command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
        made = folder / "a.pdf"
        subprocess.run([*command, f"--print-to-pdf={made}", (folder / "a.html").as_uri()], check=True, capture_output=True, timeout=120)
        found[name] = made.read_bytes()
    return found


def printed_by_office(contents: dict[str, Content], lines: str, folder: Path) -> dict[str, bytes]:
    """PDFs of some contents, written as Word documents."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = WORD_LINES[lines].split()
    for name, content in contents.items():
        document = docx.Document(io.BytesIO(word(content)))
        for table in document.tables:
            kinds = {side: "single" if side in sides else "nil" for side in ("top", "left", "bottom", "right", "insideH", "insideV")}
            borders = "".join(f'<w:{side} w:val="{kind}" w:sz="4"/>' for side, kind in kinds.items())
            table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"))
        document.save(str(folder / f"{name}.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in contents]
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in contents}

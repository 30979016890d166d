"""Drawing networks in a browser: time to a stable picture and time of a frame while panning, against pyvis' default page of the same graph.

    from navigation to two quiet frames after the last draw; frames while the picture is dragged, 95th percentile

pyvis' default page simulates physics: it is measured at 200 and 1,000 edges only, because beyond it does not come to rest. The machine has no
graphics processor, as office machines behave; Chromium runs headless. The ratios are what counts.
"""

from __future__ import annotations

import math
import shutil
import statistics
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from pyvis.network import Network as Default

from tests.viz.worlds import made_network
from viz.layouts import layout
from viz.networks import Network
from viz.pages import FETCHING, html

SIZES = (200, 1_000, 5_000, 20_000)
#: pyvis' own page comes to rest at these sizes.
DEFAULT_SIZES = (200, 1_000)
#: Seconds that a page gets.
PATIENCE = 120
LAYOUT_EDGES = 100_000

#: Resolves when the picture is at rest: every script of the page has run, physics ended, and two frames without a draw.
AT_REST = """patience => new Promise(done => {
  setTimeout(() => done(-1), patience);
  const wait = () => {
    if (document.readyState !== 'complete' || typeof network === 'undefined' || !network) { setTimeout(wait, 5); return; }
    const quiet = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
    if (network.physics && network.physics.physicsEnabled && !network.physics.stabilized) { network.once('stabilized', quiet); } else { quiet(); }
  };
  wait();
})"""
#: Starts to count frames; `window.frames_` holds their milliseconds.
RECORD = """() => {
  window.frames_ = [];
  let before = performance.now();
  const next = now => { window.frames_.push(now - before); before = now; if (window.frames_.length < 400) requestAnimationFrame(next); };
  requestAnimationFrame(next);
}"""


def run(work: Path) -> str:
    """The table; needs Debian's Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return "networks: no chromium here (apt-get install chromium)"
    lines = ["networks in a browser", f"{'edges':>8} {'ours s':>8} {'p95 frame ms':>13} {'pyvis s':>9} {'ratio':>7}"]
    first = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(2 * PATIENCE * 1000)
        opened(page, default_page(made_network(50), work / "warm.html"))  # the first page of a browser pays for its start
        for size in SIZES:
            graph = made_network(size)
            ours = work / f"network-{size}.html"
            ours.write_bytes(html(graph).encode())
            seconds = statistics.median(opened(page, ours) for _ in range(5))
            frames = sorted(panned(page))
            first[size] = seconds
            told = f"{size:>8,} {seconds:>8.2f} {frames[int(len(frames) * 0.95)]:>13.0f}"
            if size in DEFAULT_SIZES:
                default = opened(page, default_page(graph, work / f"pyvis-{size}.html"))
                told += (
                    f" {default:>9.1f} {default / seconds:>6.0f}x"
                    if default < math.inf
                    else f" {f'>{PATIENCE}':>9} {f'>{PATIENCE / seconds:.0f}x':>7}"
                )
            lines.append(told)
        browser.close()
    graph = made_network(LAYOUT_EDGES)
    start = time.process_time()
    layout(graph)
    lines.append(f"20,000 edges take {first[20_000] / first[1_000]:.1f} times as long as 1,000 (aim: under 3)")
    lines.append(f"layout of {graph.number_of_edges():,} edges: {time.process_time() - start:.1f} s of CPU (aim: under 10)")
    return "\n".join(lines)


def opened(page: Page, path: Path) -> float:
    """Seconds from navigation until the picture is at rest; infinite where it is not within PATIENCE."""
    page.goto("about:blank")
    page.goto(path.resolve().as_uri(), wait_until="commit")
    milliseconds = float(page.evaluate(AT_REST, PATIENCE * 1000))
    return milliseconds / 1000 if milliseconds >= 0 else math.inf


def panned(page: Page) -> list[float]:
    """Milliseconds of the frames while the picture is dragged by its empty corner."""
    page.evaluate(RECORD)
    page.mouse.move(30, 860)
    page.mouse.down()
    for n in range(40):
        page.mouse.move(30 + n * 8, 860 - n * 4)
    page.mouse.up()
    frames: list[float] = page.evaluate("window.frames_")
    return frames[2:]


def default_page(graph: Network, path: Path) -> Path:
    """pyvis' page as it comes, but for the tags that fetch from elsewhere."""
    page = Default(height="800px", width="100%", cdn_resources="in_line", directed=True)
    for node, data in graph.nodes(data=True):
        page.add_node(node, label=str(data["title"]))
    for source, target in graph.edges:
        page.add_edge(source, target)
    path.write_bytes(FETCHING.sub("", page.generate_html()).encode())
    return path

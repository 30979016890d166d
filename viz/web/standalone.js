/* What the page that stands alone adds to pyvis: the label layer, for large pictures the nodes and the edge layer, a legend that filters, and the
   fit of the first view. */
function standalone(network, nodes) {
  "use strict";
  var ours = JSON.parse(document.getElementById("ours").textContent);
  var labels = new Map(ours.labels);
  var ids = ours.labels.map(function (row) { return row[0]; });
  var layer = { changed: function () {} };
  if (ours.nodes) {
    network.setOptions({ groups: ours.looks });
    layer = edgeLayer(network, { edges: function () { return { ids: ids, styles: ours.styles, edges: ours.edges }; } });
    pointing(network, layer, function (found) {
      var told = ours.told[found.style], edges = ours.edges[found.style], yuan = told[2 * found.edge + 1];
      var ends = [0, 1].map(function (n) { return ours.nodes[edges[2 * found.edge + n]][5].split("\n")[0]; });
      return ends.join(" → ") + "\n" + ours.tips[told[2 * found.edge]] + (yuan ? "\n" + ours.yuan + ": " + yuan : "");
    });
    // The engine draws at once what it is given; before the view is fitted that is for nobody, and costs a quarter of the time to the picture.
    network.body.emitter.emit("_blockRedraw");
    nodes.add(ours.nodes.map(function (row, n) {
      return { id: ids[n], x: row[0], y: row[1], group: row[2], kind: row[2], size: row[3], importance: row[4], title: row[5] };
    }));
    network.body.emitter.emit("_allowRedraw");
  }
  var hidden = new Set();
  var selected = null;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var shown = [], whole = null;

  function refresh() {
    layer.changed();
    var at = network.getPositions();
    shown = nodes.get().filter(function (node) { return !node.hidden && at[node.id]; }).map(function (node) {
      return {
        id: node.id, x: at[node.id].x, y: at[node.id].y, size: node.size, lines: labels.get(node.id) || [],
        importance: node.importance + (node.id === selected ? 1e12 : 0), strong: node.id === selected || node.importance >= 1e6,
      };
    });
  }

  labelLayer(network, {
    font: getComputedStyle(document.body).fontFamily,
    nodes: function () { return shown; },
    dark: function () { return dark.matches; },
    room: function () { return whole; },
  });
  refresh();
  network.on("dragging", function (event) { if (event.nodes.length) layer.changed(); });
  network.on("dragEnd", function (event) { if (event.nodes.length) { refresh(); network.redraw(); } });
  network.on("selectNode", function (event) { selected = event.nodes[0]; refresh(); network.redraw(); });
  network.on("deselectNode", function () { selected = null; refresh(); network.redraw(); });

  document.querySelectorAll(".legend .key").forEach(function (key) {
    key.setAttribute("role", "button");
    key.setAttribute("tabindex", "0");
    key.setAttribute("aria-pressed", "true");
    function toggle() {
      var kind = key.getAttribute("data-kind");
      if (hidden.has(kind)) hidden.delete(kind); else hidden.add(kind);
      key.setAttribute("aria-pressed", String(!hidden.has(kind)));
      nodes.update(nodes.get().filter(function (node) { return node.kind === kind; }).map(function (node) {
        return { id: node.id, hidden: hidden.has(kind) };
      }));
      refresh();
      network.redraw();
    }
    key.addEventListener("click", toggle);
    key.addEventListener("keydown", function (event) {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); toggle(); }
    });
  });
  network.fit({ animation: false });
  // Labels need room at the edges of the picture.
  var scale = Math.min(network.getScale() * 0.9, 1.2), middle = network.getViewPosition(), view = network.body.container;
  var across = view.clientWidth / 2 / scale, down = view.clientHeight / 2 / scale;
  whole = { scale: scale, left: middle.x - across, top: middle.y - down, right: middle.x + across, bottom: middle.y + down };
  network.moveTo({ scale: scale, animation: false });
  document.body.setAttribute("data-ready", "true");
}

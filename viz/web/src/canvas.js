/* The picture: vis-network with positions set and physics off, our own labels, badges for what is not shown. */

import { DataSet } from "vis-data/esnext/esm/vis-data.js";
import { Network } from "vis-network/esnext/esm/vis-network.js";
import labelLayer from "../labels.js";
import { onClicks } from "./clicks.js";

const MANY_EDGES = 1500;
/* Below this scale only departments and what is selected have badges. */
const BADGES = 0.8;
/* The whole picture takes this part of the view: labels find room at its edges. */
const ROOM = 0.9;
/* Pixels beside a node within which a finger means it: a target is then far above the 24 pixels that WCAG 2.2 asks for. */
const FINGER = 20;

export function createCanvas(container, edgeLooks) {
  const nodes = new DataSet(), edges = new DataSet();
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let labelled = [];
  const network = new Network(container, { nodes, edges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, selectable: false, tooltipDelay: 200, keyboard: { enabled: true, bindToWindow: false } },
    edges: { smooth: false, color: { inherit: false, opacity: 0.8 } },
    nodes: { borderWidth: 1.4 },
  });
  let whole = null;
  const layer = labelLayer(network, {
    font: getComputedStyle(document.body).fontFamily,
    nodes: () => labelled,
    dark: () => dark.matches,
    badge: (node, scale) => (node.badge && (scale >= BADGES || node.strong) ? `+${node.badge}` : ""),
    room: () => whole,
  });
  dark.addEventListener("change", () => network.redraw());

  function edgeOf(edge) {
    const look = edgeLooks[edge.role || edge.relation];
    return {
      id: `${edge.source}\n${edge.target}`, from: edge.source, to: edge.target, title: edge.tip,
      color: { color: look.colour, highlight: look.colour, hover: look.colour },
      width: Math.min(1.6 + Math.log2(Math.max(edge.weight, 1)), 6), dashes: look.dashes ? [6, 5] : false,
    };
  }

  function nodeOf(node, pinned) {
    const paint = { background: node.colour, border: node.line };
    return {
      id: node.id, x: node.x, y: node.y, shape: node.shape, size: node.size, title: node.tip, fixed: pinned,
      borderWidth: pinned ? 3.5 : 1.4, color: { ...paint, highlight: paint, hover: paint },
    };
  }

  function sync(set, wanted) {
    const keep = new Set(wanted.map((item) => item.id));
    set.remove(set.getIds().filter((id) => !keep.has(id)));
    set.update(wanted);
  }

  /** The node that was clicked; for a finger the nearest within its reach. */
  function nodeOfClick(event, finger) {
    const box = container.getBoundingClientRect();
    const at = { x: event.clientX - box.left - container.clientLeft, y: event.clientY - box.top - container.clientTop };
    const exact = network.getNodeAt(at);
    if (exact !== undefined || !finger) return exact;
    const far = (node) => { const middle = network.canvasToDOM(node); return Math.hypot(middle.x - at.x, middle.y - at.y) - node.size * network.getScale(); };
    const near = labelled.map((node) => [far(node), node.id]).sort((a, b) => a[0] - b[0])[0];
    return near && near[0] <= FINGER ? near[1] : undefined;
  }

  return {
    network,
    /** `once` and `twice` are given the node that was clicked (undefined where there is none) and the event; `held` one that a finger rested on. */
    onClicks({ once, twice, held }) {
      onClicks(container.querySelector("canvas"), nodeOfClick, { once, twice, held });
    },
    /** Draws what is shown; `selected` ids are labelled first. */
    show(shown, { pinned, selected, badgeOf, focus }) {
      sync(nodes, shown.nodes.map((node) => nodeOf(node, pinned.has(node.id))));
      sync(edges, shown.edges.map(edgeOf));
      network.setOptions({ interaction: { hideEdgesOnDrag: shown.edges.length > MANY_EDGES } });
      labelled = shown.nodes.map((node) => ({
        id: node.id, x: node.x, y: node.y, size: node.size, lines: node.lines, badge: badgeOf(node),
        importance: node.importance + (selected.has(node.id) ? 1e12 : node.id === focus ? 1e11 : 0),
        must: selected.has(node.id) || node.id === focus,
        strong: selected.has(node.id) || node.kind === "department" || node.id === focus,
      }));
      network.redraw();
    },
    fit() {
      network.fit({ animation: false });
      const scale = Math.min(network.getScale() * ROOM, 1.2), { x, y } = network.getViewPosition();
      const half = { x: container.clientWidth / 2 / scale, y: container.clientHeight / 2 / scale };
      whole = { scale, left: x - half.x, top: y - half.y, right: x + half.x, bottom: y + half.y };
      network.moveTo({ scale, animation: false });
    },
    /** Boxes of the labels and badges drawn, in pixels of the map. */
    placed: () => layer.placed(),
    picture: () => new Promise((done) => container.querySelector("canvas").toBlob(done, "image/png")),
  };
}

/* The picture: vis-network with positions set and physics off, our own labels, badges for what is not shown. */

import { DataSet } from "vis-data/esnext/esm/vis-data.js";
import { Network } from "vis-network/esnext/esm/vis-network.js";
import labelLayer from "../labels.js";
import { onClicks } from "./clicks.js";

const MANY_EDGES = 1500;
/* Below this scale only departments and what is selected have badges. */
const BADGES = 0.8;
/* Labels need room at the edges of the picture: this part of it, and in a narrow one so many pixels. */
const ROOM = 0.86, BESIDE = 110;

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
  labelLayer(network, { font: getComputedStyle(document.body).fontFamily, nodes: () => labelled, dark: () => dark.matches });
  network.on("afterDrawing", (context) => {
    const scale = network.getScale();
    labelled.forEach((node) => {
      if (!node.badge || (scale < BADGES && !node.strong)) return;
      const text = `+${node.badge}`;
      context.save();
      context.translate(node.x + node.size * 0.8, node.y - node.size * 0.8);
      context.scale(1 / scale, 1 / scale);
      context.font = "600 11px sans-serif";
      context.fillStyle = dark.matches ? "#3a4048" : "#e3e6ea";
      context.fillRect(-2, -8, context.measureText(text).width + 6, 14);
      context.fillStyle = dark.matches ? "#ffffff" : "#1c1f23";
      context.textAlign = "left";
      context.fillText(text, 1, 3);
      context.restore();
    });
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

  const nodeAt = (event) => {
    const box = container.getBoundingClientRect();
    return network.getNodeAt({ x: event.clientX - box.left - container.clientLeft, y: event.clientY - box.top - container.clientTop });
  };

  return {
    network,
    /** `once` and `twice` are given the node that was clicked (undefined where there is none) and the event; `held` one that a finger rested on. */
    onClicks({ once, twice, held }) {
      onClicks(container.querySelector("canvas"), nodeAt, { once, twice });
      network.on("hold", ({ event, pointer }) => { if (event.pointerType === "touch") held(network.getNodeAt(pointer.DOM)); });
    },
    /** Draws what is shown; `selected` ids are labelled first. */
    show(shown, { pinned, selected, badgeOf, focus }) {
      sync(nodes, shown.nodes.map((node) => nodeOf(node, pinned.has(node.id))));
      sync(edges, shown.edges.map(edgeOf));
      network.setOptions({ interaction: { hideEdgesOnDrag: shown.edges.length > MANY_EDGES } });
      labelled = shown.nodes.map((node) => ({
        id: node.id, x: node.x, y: node.y, size: node.size, lines: node.lines, badge: badgeOf(node),
        importance: node.importance + (selected.has(node.id) ? 1e12 : 0),
        strong: selected.has(node.id) || node.kind === "department" || node.id === focus,
      }));
      network.redraw();
    },
    fit() {
      network.fit({ animation: false });
      network.moveTo({ scale: Math.min(network.getScale() * Math.min(ROOM, 1 - BESIDE / container.clientWidth), 1.2), animation: false });
    },
    picture: () => new Promise((done) => container.querySelector("canvas").toBlob(done, "image/png")),
  };
}

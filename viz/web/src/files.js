/* The picture as a file: what is shown, with positions and colours. */

const escape = (text) => String(text == null ? "" : text).replace(/[<>&"]/g, (sign) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[sign]);
const NODE = ["label", "kind", "number", "years", "yuan", "x", "y", "colour"];
/* What is a number in GraphML; the others are text. */
const NUMBERS = ["x", "y", "weight"];
const typeOf = (name) => (NUMBERS.includes(name) ? "double" : "string");
const EDGE = ["relation", "role", "weight", "years", "yuan"];

export function asJson(shown, focus, total) {
  const nodes = shown.nodes.map(({ id, label, kind, title, number, years, yuan, weight, x, y, colour, shape, size }) => (
    { id, label, kind, title, number, years, yuan, weight, x, y, colour, shape, size }));
  return JSON.stringify({ nodes, edges: shown.edges, focus, shown: nodes.length, total, truncated: nodes.length < total }, null, 1);
}

export function asGraphml(shown) {
  const keys = NODE.map((name) => `<key id="${name}" for="node" attr.name="${name}" attr.type="${typeOf(name)}"/>`)
    .concat(EDGE.map((name) => `<key id="e_${name}" for="edge" attr.name="${name}" attr.type="${typeOf(name)}"/>`));
  const nodes = shown.nodes.map((node) => `<node id="${escape(node.id)}">${NODE.map((name) => `<data key="${name}">${escape(node[name])}</data>`).join("")}</node>`);
  const edges = shown.edges.map((edge) => `<edge source="${escape(edge.source)}" target="${escape(edge.target)}">${EDGE.map((name) => `<data key="e_${name}">${escape(edge[name])}</data>`).join("")}</edge>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n${keys.join("\n")}\n<graph edgedefault="directed">\n${nodes.concat(edges).join("\n")}\n</graph>\n</graphml>\n`;
}

export function asGexf(shown) {
  const titles = (names) => names.map((name) => `<attribute id="${name}" title="${name}" type="string"/>`).join("");
  const values = (item, names) => names.map((name) => `<attvalue for="${name}" value="${escape(item[name])}"/>`).join("");
  const own = ["kind", "number", "years", "yuan"];
  const nodes = shown.nodes.map((node) => {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(node.colour.slice(at, at + 2), 16));
    return `<node id="${escape(node.id)}" label="${escape(node.label)}"><attvalues>${values(node, own)}</attvalues><viz:color r="${r}" g="${g}" b="${b}"/><viz:position x="${node.x}" y="${-node.y}" z="0"/><viz:size value="${node.size}"/></node>`;
  });
  const edges = shown.edges.map((edge, n) => `<edge id="${n}" source="${escape(edge.source)}" target="${escape(edge.target)}" weight="${edge.weight}"><attvalues>${values(edge, ["relation", "role", "years", "yuan"])}</attvalues></edge>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2"><graph defaultedgetype="directed" mode="static"><attributes class="node">${titles(own)}</attributes><attributes class="edge">${titles(["relation", "role", "years", "yuan"])}</attributes><nodes>${nodes.join("")}</nodes><edges>${edges.join("")}</edges></graph></gexf>\n`;
}

export function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

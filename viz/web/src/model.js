/* What is shown, apart from how: nodes and edges by key, what hides them, and the way back. No function here touches the page. */

const OVERVIEW = "relies_on";

export const keyOf = (edge) => `${edge.source}\n${edge.target}`;

export function createModel() {
  return { nodes: new Map(), edges: new Map(), pinned: new Set(), kinds: new Set(), year: "", total: 0, past: [], future: [] };
}

const copy = (model) => ({ nodes: new Map(model.nodes), edges: new Map(model.edges), pinned: new Set(model.pinned), kinds: new Set(model.kinds), year: model.year });

/** Makes a change that can be undone. */
export function change(model, make) {
  model.past.push(copy(model));
  model.future = [];
  make();
}

/** Goes back (or, with the stacks exchanged, forth); says whether there was a way. */
export function step(model, from, to) {
  if (!model[from].length) return false;
  model[to].push(copy(model));
  Object.assign(model, model[from].pop());
  return true;
}

export function add(model, nodes, edges) {
  nodes.forEach((node) => { if (!model.nodes.has(node.id)) model.nodes.set(node.id, node); });
  edges.forEach((edge) => { if (model.nodes.has(edge.source) && model.nodes.has(edge.target)) model.edges.set(keyOf(edge), edge); });
}

export function remove(model, ids) {
  ids.forEach((id) => model.nodes.delete(id));
  model.edges.forEach((edge, key) => { if (!model.nodes.has(edge.source) || !model.nodes.has(edge.target)) model.edges.delete(key); });
}

/** Ids of the neighbours shown. */
export function neighbours(model, id) {
  const found = new Set();
  model.edges.forEach((edge) => {
    if (edge.source === id) found.add(edge.target);
    if (edge.target === id) found.add(edge.source);
  });
  return found;
}

/** Neighbours that hang on nothing else: what collapsing a node takes away. */
export function hanging(model, id) {
  return [...neighbours(model, id)].filter((other) => neighbours(model, other).size === 1 && !model.pinned.has(other));
}

/** How many neighbours the store knows that are not shown. Indicators are not counted there, nor are the edges of the overview, which stand for projects. */
export function missing(model, node) {
  if (!node.degree) return 0;
  const shown = new Set();
  model.edges.forEach((edge) => {
    const other = edge.source === node.id ? edge.target : edge.target === node.id ? edge.source : null;
    if (other && edge.relation !== OVERVIEW && model.nodes.get(other).kind !== "indicator") shown.add(other);
  });
  return Math.max(node.degree - shown.size, 0);
}

/** The nodes and edges that filters let through. */
export function visible(model, focus) {
  const inYear = (edge) => !model.year || !edge.years || edge.years.split(" ").includes(model.year);
  const edges = [...model.edges.values()].filter((edge) => inYear(edge)
    && !model.kinds.has(model.nodes.get(edge.source).kind) && !model.kinds.has(model.nodes.get(edge.target).kind));
  const joined = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
  const nodes = [...model.nodes.values()].filter((node) => !model.kinds.has(node.kind) && (!model.year || joined.has(node.id) || node.id === focus));
  return { nodes, edges };
}

export function years(model) {
  return [...new Set([...model.edges.values()].flatMap((edge) => (edge.years || "").split(" ").filter(Boolean)))].sort();
}

/** Places for new nodes around a node, in rings, each as far as it must from what is there; nothing that is there moves. */
export function placesAround(model, id, count) {
  const centre = model.nodes.get(id);
  const taken = [...model.nodes.values()];
  const places = [];
  for (let ring = 1; places.length < count && ring < 60; ring++) {
    const slots = 6 * ring;
    for (let slot = 0; slot < slots && places.length < count; slot++) {
      const angle = (2 * Math.PI * slot) / slots + ring * 0.5;
      const place = { x: centre.x + Math.cos(angle) * ring * 150, y: centre.y + Math.sin(angle) * ring * 95 };
      const near = (other) => Math.abs(other.x - place.x) < 120 && Math.abs(other.y - place.y) < 60;
      if (!taken.some(near) && !places.some(near)) places.push(place);
    }
  }
  return places;
}

/** The ids of a path's nodes in the order in which one goes along it. */
export function inOrder(start, { nodes, edges }) {
  const ids = new Map(nodes.map((node) => [node.id, node.iri])), row = [nodes.find((node) => node.iri === start).id];
  for (let next = row[0]; next; ) {
    const last = next;
    next = edges.map((edge) => (edge.source === last ? edge.target : edge.target === last ? edge.source : null)).find((key) => key && !row.includes(key));
    if (next) row.push(next);
  }
  return row.map((key) => ids.get(key));
}

/* The network browser on /graph. It takes the place of the still picture; without it the page stays useful. */

import kinds from "../../kinds.json";
import { createCanvas } from "./canvas.js";
import { asGexf, asGraphml, asJson, save } from "./files.js";
import { add, change, createModel, hanging, missing, neighbours, placesAround, remove, step, visible, years } from "./model.js";

const FEW = 10;
const place = document.getElementById("network");
if (place) start(place);

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail || answer.statusText);
  return answer.json();
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

async function start(place) {
  const words = JSON.parse(place.dataset.words), lang = place.dataset.lang, query = new URLSearchParams(location.search);
  const model = createModel();
  const dataOf = (focus, depth, limit) => {
    const parameters = new URLSearchParams({ lang, depth, limit });
    if (focus) parameters.set("focus", focus);
    return ask(`/graph/data?${parameters}`);
  };
  let data;
  try {
    data = await dataOf(query.get("focus"), query.get("depth") || 1, query.get("limit") || 120);
  } catch (fault) {
    return;
  }
  const focus = data.focus;
  add(model, data.nodes, data.edges);
  model.total = data.total;
  let selected = new Set();

  // the frame: tools above, picture and drawer side by side, table below
  const status = element("p", { className: "said" });
  status.setAttribute("role", "status");
  const tools = element("div", { className: "tools" });
  const legend = element("div", { className: "legend" });
  const stage = element("div", { className: "stage" });
  const drawer = element("aside", { className: "drawer" });
  drawer.setAttribute("aria-live", "polite");
  const side = element("div", { className: "side" }, stage, drawer);
  const table = element("table", {}, element("caption", { textContent: words.nodes }), element("tbody"));
  place.hidden = false;
  place.append(tools, legend, side, status, element("details", {}, element("summary", { textContent: words.table }), element("div", { className: "wide" }, table)));
  document.querySelectorAll("figure.network").forEach((figure) => { figure.hidden = true; });
  const canvas = createCanvas(stage, kinds.edges);

  const button = (text, act, into = tools) => {
    const made = element("button", { type: "button", textContent: text });
    made.addEventListener("click", act);
    into.append(made);
    return made;
  };
  const undo = button(words.undo, () => step(model, "past", "future") && draw());
  const redo = button(words.redo, () => step(model, "future", "past") && draw());
  button(words.fit, () => canvas.fit());
  const find = element("input", { type: "search", placeholder: words.find });
  find.setAttribute("aria-label", words.find);
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !find.value.trim()) return;
    const found = visible(model, focus).nodes.find((node) => `${node.label}${node.number || ""}`.includes(find.value.trim()));
    if (found) { select([found.id]); canvas.network.focus(found.id, { scale: Math.max(canvas.network.getScale(), 0.9) }); }
    status.textContent = found ? found.label : words.none;
  });
  const year = element("select");
  year.setAttribute("aria-label", words.year);
  year.addEventListener("change", () => { change(model, () => { model.year = year.value; }); draw(); });
  tools.append(find, year);
  button("PNG", async () => save("network.png", await canvas.picture()));
  button("JSON", () => save("network.json", new Blob([asJson(visible(model, focus), focus, model.total)], { type: "application/json" })));
  button("GraphML", () => save("network.graphml", new Blob([asGraphml(visible(model, focus))], { type: "application/xml" })));
  button("GEXF", () => save("network.gexf", new Blob([asGexf(visible(model, focus))], { type: "application/xml" })));

  function draw() {
    const shown = visible(model, focus);
    canvas.show(shown, { pinned: model.pinned, selected, focus, badgeOf: (node) => missing(model, node) });
    canvas.network.selectNodes([...selected].filter((id) => shown.nodes.some((node) => node.id === id)));
    undo.disabled = !model.past.length;
    redo.disabled = !model.future.length;
    const total = Math.max(model.total, model.nodes.size);
    status.textContent = words.shown.replace("{shown}", shown.nodes.length).replace("{total}", total);
    year.replaceChildren(element("option", { value: "", textContent: words.every_year }), ...years(model).map((each) => element("option", { value: each, textContent: each })));
    year.value = model.year;
    legend.replaceChildren(...Object.entries(kinds.nodes).flatMap(([kind, look]) => {
      const count = [...model.nodes.values()].filter((node) => node.kind === kind).length;
      if (!count) return [];
      const key = element("button", { type: "button", className: `key kind-${kind}`, textContent: `${look[lang]} ${count}` });
      const sign = document.querySelector(`figure .key[data-kind="${kind}"] svg`); // shape as well as colour tells the kind
      if (sign) key.prepend(sign.cloneNode(true), " ");
      key.setAttribute("aria-pressed", String(!model.kinds.has(kind)));
      key.addEventListener("click", () => { change(model, () => (model.kinds.has(kind) ? model.kinds.delete(kind) : model.kinds.add(kind))); draw(); });
      return [key];
    }));
    table.tBodies[0].replaceChildren(...shown.nodes.sort((a, b) => b.importance - a.importance).map((node) => {
      const pick = element("button", { type: "button", className: "plain", textContent: node.label });
      pick.dataset.id = node.id;
      pick.addEventListener("click", () => {
        select([node.id]);
        [...table.querySelectorAll("button")].find((each) => each.dataset.id === node.id)?.focus(); // the rows are new: stay where the reader was
      });
      const row = element("tr", {}, element("td", {}, pick), element("td", { textContent: kinds.nodes[node.kind][lang] }), element("td", { textContent: node.number || "" }), element("td", { className: "n", textContent: neighbours(model, node.id).size }));
      row.setAttribute("aria-selected", String(selected.has(node.id)));
      return row;
    }));
    remember();
  }

  function remember() {
    const state = new URLSearchParams();
    if (selected.size) state.set("select", [...selected].join(" "));
    if (model.kinds.size) state.set("hide", [...model.kinds].join(" "));
    if (model.year) state.set("year", model.year);
    history.replaceState(null, "", `${location.pathname}${location.search}${[...state].length ? `#${state}` : ""}`);
  }

  function select(ids) {
    selected = new Set(ids.filter((id) => model.nodes.has(id)));
    draw();
    tell();
  }

  async function tell() {
    const chosen = [...selected].map((id) => model.nodes.get(id));
    drawer.replaceChildren();
    side.classList.toggle("open", chosen.length > 0);
    if (!chosen.length) return;
    const node = chosen[0];
    drawer.append(element("h2", { textContent: node.label }), element("p", { className: "note", textContent: node.tip.split("\n").slice(1).join("　") }));
    const actions = element("div", { className: "tools" });
    drawer.append(actions);
    if (chosen.length === 2) {
      button(words.path, () => path(chosen), actions);
      if (chosen.every((each) => each.kind === "department")) button(words.common, () => common(chosen), actions);
    }
    if (chosen.length === 1) {
      button(words.expand, () => expand(node.id), actions);
      button(words.collapse, () => { change(model, () => remove(model, hanging(model, node.id))); select([node.id]); }, actions);
      button(model.pinned.has(node.id) ? words.unpin : words.pin, () => { change(model, () => (model.pinned.has(node.id) ? model.pinned.delete(node.id) : model.pinned.add(node.id))); select([node.id]); }, actions);
      const here = new URLSearchParams({ focus: node.id, depth: 1, ...(lang === "en" ? { lang } : {}) });
      actions.append(element("a", { className: "button", href: `/graph?${here}`, textContent: words.focus }));
      if (node.page) actions.append(element("a", { className: "button", href: node.page, textContent: words.page }));
    }
    button(words.hide, () => { change(model, () => remove(model, [...selected])); select([]); }, actions);
    if (chosen.length !== 1) return;
    const counts = await ask(`/api/network?${new URLSearchParams({ focus: node.id, limit: 1 })}`).catch(() => null);
    if (!counts || !selected.has(node.id)) return;
    drawer.append(element("dl", { className: "facts" }, ...counts.relations.flatMap((row) => [
      element("dt", { textContent: words[`relation_${row.relation}${row.outward ? "" : "_in"}`] || row.relation }), element("dd", { className: "number", textContent: row.count }),
    ])));
  }

  async function expand(id) {
    const node = model.nodes.get(id);
    const found = await dataOf(id, node.kind === "department" ? 2 : 1, 300).catch(() => null);
    if (!found) return;
    const weights = new Map();
    found.edges.forEach((edge) => {
      const other = edge.source === id ? edge.target : edge.target === id ? edge.source : null;
      if (other && !model.nodes.has(other)) weights.set(other, Math.max(weights.get(other) || 0, (edge.basis || 0) * 1000 + edge.weight));
    });
    const rank = (each) => (each.kind === "indicator" ? -1 : 1) * 1e6 + weights.get(each.id);
    const fresh = found.nodes.filter((each) => weights.has(each.id)).sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1)).slice(0, FEW);
    const places = placesAround(model, id, fresh.length);
    change(model, () => add(model, fresh.map((each, n) => ({ ...each, ...places[n] })), found.edges));
    model.total = Math.max(model.total, model.nodes.size);
    select([id]);
    if (!fresh.length) status.textContent = words.none;
  }

  async function bring(iris, near) {
    const strange = iris.filter((iri) => !model.nodes.has(iri));
    const found = await Promise.all(strange.map((iri) => dataOf(iri, 1, 1)));
    const places = placesAround(model, near, strange.length);
    add(model, found.map((each, n) => ({ ...each.nodes[0], ...places[n] })), []);
  }

  async function path([one, other]) {
    const found = await ask(`/api/network/path?${new URLSearchParams({ a: one.id, b: other.id })}`).catch(() => ({ nodes: [] }));
    if (!found.nodes.length || found.edges.length > 4) { status.textContent = words.no_path; return; }
    const iris = new Map(found.nodes.map((node) => [node.id, node.iri]));
    const relation = { files: "carries_out", supervises: "part_of", issued: "passed_by" };
    model.past.push({ nodes: new Map(model.nodes), edges: new Map(model.edges), pinned: new Set(model.pinned), kinds: new Set(model.kinds), year: model.year });
    model.future = [];
    await bring([...iris.values()], one.id);
    add(model, [], found.edges.map((edge) => ({
      source: iris.get(edge.source), target: iris.get(edge.target), weight: edge.weight, years: "",
      relation: relation[edge.relation] || "cites", ...(relation[edge.relation] ? {} : { role: edge.relation, basis: edge.relation === "basis" ? edge.weight : 0 }),
    })));
    select([...iris.values()]);
  }

  async function common([one, other]) {
    const found = await ask(`/api/network/common?${new URLSearchParams({ a: one.id, b: other.id })}`).catch(() => ({ items: [] }));
    if (!found.items.length) { status.textContent = words.none; return; }
    const iris = found.items.slice(0, FEW).map((item) => item.iri);
    change(model, () => {});
    await bring(iris, one.id);
    add(model, [], found.items.slice(0, FEW).flatMap((item) => [one, other].map((each, n) => (
      { source: each.id, target: item.iri, relation: "relies_on", role: "mention", basis: 0, weight: item.project_years_of[n], years: "" }))));
    select(iris);
  }

  canvas.network.on("select", (event) => select(event.nodes));
  canvas.network.on("doubleClick", (event) => { if (event.nodes.length) expand(event.nodes[0]); });
  canvas.network.on("dragEnd", (event) => {
    if (!event.nodes.length) return;
    const at = canvas.network.getPositions(event.nodes);
    change(model, () => event.nodes.forEach((id) => model.nodes.set(id, { ...model.nodes.get(id), ...at[id] })));
    draw();
  });
  place.addEventListener("keydown", (event) => {
    if (event.target.tagName === "INPUT") return;
    if ((event.ctrlKey || event.metaKey) && event.key === "z") { step(model, "past", "future"); draw(); event.preventDefault(); }
    if ((event.ctrlKey || event.metaKey) && event.key === "y") { step(model, "future", "past"); draw(); event.preventDefault(); }
    if (event.key === "Delete" && selected.size) { change(model, () => remove(model, [...selected])); select([]); }
    if (event.key === "Enter" && event.target.tagName === "CANVAS" && selected.size) expand([...selected][0]);
  });

  const state = new URLSearchParams(location.hash.slice(1));
  (state.get("hide") || "").split(" ").filter((kind) => kind in kinds.nodes).forEach((kind) => model.kinds.add(kind));
  model.year = state.get("year") || "";
  draw();
  canvas.fit();
  select((state.get("select") || "").split(" ").filter(Boolean));
  place.dataset.ready = "true";
}

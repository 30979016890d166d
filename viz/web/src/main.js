/* The network browser on /graph. It takes the place of the still picture; without it the page stays useful. */

import kinds from "../../kinds.json";
import { read, written } from "./address.js";
import { createCanvas } from "./canvas.js";
import { asGexf, asGraphml, asJson, save } from "./files.js";
import { add, change, createModel, hanging, inOrder, missing, neighbours, placesAround, remove, step, visible, years } from "./model.js";
import { button, element, tables } from "./parts.js";

const FEW = 10, MOST = 500, LONGEST = 4;
/* What cites instruments: a selection may hold others too, such as those that a path goes over. */
const CITING = ["department", "project", "project_year"];
/* How the look-ups call relations → how edges do. */
const RELATIONS = { files: ["carries_out"], basis: ["basis"], mention: ["mention"], supervises: ["part_of"], issued: ["passed_by"] };
const place = document.getElementById("network");
if (place) start(place);

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail || answer.statusText);
  return answer.json();
}

async function start(place) {
  const words = JSON.parse(place.dataset.words), lang = place.dataset.lang;
  const model = createModel();
  const dataOf = (given) => ask(`/graph/data?${new URLSearchParams({ lang, ...given })}`);
  let data;
  try {
    data = await ask(`/graph/data${location.search}`);
  } catch (fault) {
    return;
  }
  const focus = data.focus, first = new Map(data.nodes.map((node) => [node.id, node]));
  add(model, data.nodes, data.edges);
  model.total = data.total;
  let selected = new Set(), way = [];

  // the frame: tools and legend above, the picture, beside it the drawer and the tables
  const status = element("p", { className: "said" });
  status.setAttribute("role", "status");
  const tools = element("div", { className: "tools" });
  const legend = element("div", { className: "legend" });
  legend.setAttribute("role", "group");
  legend.setAttribute("aria-label", words.legend);
  const stage = element("div", { className: "stage" });
  const drawer = element("aside", { className: "drawer" });
  drawer.setAttribute("aria-live", "polite");
  drawer.tabIndex = -1;
  const listing = tables(words, kinds, lang, { pick: (id, more) => (more ? toggle(id) : select([id])) });
  const panel = element("div", { className: "panel" }, drawer, listing.place);
  place.hidden = false;
  place.append(tools, legend, status, element("div", { className: "side" }, stage, panel));
  document.querySelectorAll("figure.network, .still").forEach((still) => { still.hidden = true; });
  const canvas = createCanvas(stage, kinds.edges);
  stage.querySelector(".vis-network")?.setAttribute("aria-label", words.keys);
  stage.querySelector(".vis-network")?.setAttribute("role", "application");

  const undo = button(words.undo, () => step(model, "past", "future") && draw());
  const redo = button(words.redo, () => step(model, "future", "past") && draw());
  const find = element("input", { type: "search", placeholder: words.find });
  find.setAttribute("aria-label", words.find);
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !find.value.trim()) return;
    const wanted = find.value.trim().toLowerCase();
    const found = visible(model, focus).nodes.filter((node) => `${node.title || ""} ${node.label} ${node.number || ""}`.toLowerCase().includes(wanted));
    if (found.length) {
      // Enter again goes on to the next
      const next = found[(found.findIndex((node) => selected.has(node.id)) + 1) % found.length];
      select([next.id]);
      canvas.network.focus(next.id, { scale: Math.max(canvas.network.getScale(), 0.9), animation: false });
    }
    say(found.length ? words.found.replace("{n}", found.length) : words.none);
  });
  const year = element("select");
  year.setAttribute("aria-label", words.year);
  year.addEventListener("change", () => { change(model, () => { model.year = year.value; }); draw(); });
  const share = button(words.link, async () => {
    try { await navigator.clipboard.writeText(location.href); say(words.copied); } catch (fault) { say(location.href); }
  });
  const download = (name, kind, make) => button(name, () => save(`network.${name.toLowerCase()}`, new Blob([make(visible(model, focus))], { type: kind })));
  tools.append(undo, redo, button(words.fit, () => canvas.fit()), find, year, share,
    element("span", { className: "group", textContent: words.save }),
    button("PNG", async () => save("network.png", await canvas.picture())),
    download("JSON", "application/json", (shown) => asJson(shown, focus, model.total)),
    download("GraphML", "application/xml", asGraphml), download("GEXF", "application/xml", asGexf));

  function say(text) { status.textContent = text; }

  function draw() {
    const shown = visible(model, focus);
    selected = new Set([...selected].filter((id) => shown.nodes.some((node) => node.id === id)));
    canvas.show(shown, { pinned: model.pinned, selected, focus, badgeOf: (node) => missing(model, node) });
    canvas.network.selectNodes([...selected]);
    undo.disabled = !model.past.length;
    redo.disabled = !model.future.length;
    const total = Math.max(model.total, model.nodes.size);
    say(words.shown.replace("{shown}", shown.nodes.length.toLocaleString("en")).replace("{total}", total.toLocaleString("en")));
    year.replaceChildren(element("option", { value: "", textContent: words.every_year }), ...years(model).map((each) => element("option", { value: each, textContent: each })));
    year.value = model.year;
    drawLegend();
    listing.draw(shown, selected, (node) => neighbours(model, node.id).size);
    remember();
  }

  function drawLegend() {
    const held = legend.contains(document.activeElement) ? document.activeElement.className : null;
    legend.replaceChildren(...Object.entries(kinds.nodes).flatMap(([kind, look]) => {
      const count = [...model.nodes.values()].filter((node) => node.kind === kind).length;
      if (!count) return [];
      const key = button(`${look[lang]} ${count}`, () => { change(model, () => (model.kinds.has(kind) ? model.kinds.delete(kind) : model.kinds.add(kind))); draw(); }, { className: `key kind-${kind}` });
      const sign = document.querySelector(`figure .key[data-kind="${kind}"] svg`); // shape as well as colour tells the kind
      if (sign) key.prepend(sign.cloneNode(true), " ");
      key.setAttribute("aria-pressed", String(!model.kinds.has(kind)));
      return [key];
    }));
    if (held) [...legend.children].find((key) => key.className === held)?.focus();
  }

  function remember() {
    const state = written(model, selected, first);
    history.replaceState(null, "", `${location.pathname}${location.search}${state ? `#${state}` : ""}`);
  }

  function select(ids) {
    selected = new Set(ids.filter((id) => model.nodes.has(id)));
    draw();
    tell();
  }

  function toggle(id) {
    select(selected.has(id) ? [...selected].filter((each) => each !== id) : [...selected, id]);
  }

  async function tell() {
    const chosen = [...selected].map((id) => model.nodes.get(id));
    const held = drawer.contains(document.activeElement);
    drawer.replaceChildren();
    if (held) drawer.focus({ preventScroll: true }); // its button is gone: stay beside it
    if (!chosen.length) { drawer.append(element("p", { className: "note", textContent: words.hint })); return; }
    const node = chosen[0], one = chosen.length === 1;
    if (one) drawer.append(element("h2", { textContent: node.label }), element("p", { className: "note", textContent: node.tip.split("\n").slice(1).join("　") }));
    else drawer.append(element("h2", { textContent: words.several.replace("{n}", chosen.length) }), element("p", { className: "note", textContent: chosen.map((each) => each.label).join(chosen.every((each, n) => each.id === way[n]) ? " → " : "、") }));
    const actions = element("div", { className: "tools" });
    drawer.append(actions);
    if (chosen.length === 2) actions.append(button(words.path, () => path(chosen)));
    const citing = chosen.filter((each) => CITING.includes(each.kind));
    if (citing.length > 1) actions.append(button(words.common, () => common(citing)));
    if (one) actions.append(button(words.expand, () => expand(node.id)), button(words.collapse, () => { change(model, () => remove(model, hanging(model, node.id))); select([node.id]); }));
    const pinned = chosen.every((each) => model.pinned.has(each.id));
    actions.append(button(pinned ? words.unpin : words.pin, () => {
      change(model, () => chosen.forEach((each) => (pinned ? model.pinned.delete(each.id) : model.pinned.add(each.id))));
      select(chosen.map((each) => each.id));
    }), button(words.hide, () => hide()));
    if (one) {
      const here = new URLSearchParams({ focus: node.id, ...(lang === "en" ? { lang } : {}) });
      actions.append(element("a", { className: "button", href: `/graph?${here}`, textContent: words.focus }));
      if (node.page) actions.append(element("a", { className: "button", href: node.page, textContent: words.page }));
      const counts = await ask(`/api/network?${new URLSearchParams({ focus: node.id, limit: 1 })}`).catch(() => null);
      if (!counts || !selected.has(node.id) || selected.size !== 1) return;
      drawer.append(element("dl", { className: "facts" }, ...counts.relations.flatMap((row) => {
        const name = words[`relation_${row.relation}${row.outward ? "" : "_in"}`] || row.relation;
        return [element("dt", {}, button(name, () => expand(node.id, row), { className: "plain", title: words.expand })), element("dd", { className: "number", textContent: row.count.toLocaleString("en") })];
      })));
    }
  }

  function hide() {
    change(model, () => remove(model, [...selected]));
    select([]);
  }

  /** Adds the most important neighbours that are not shown, of one relation where it is given. What is there stays where it is. */
  async function expand(id, relation = null) {
    const node = model.nodes.get(id);
    const found = await dataOf({ focus: id, depth: node.kind === "department" && !relation ? 2 : 1, limit: MOST }).catch(() => null);
    if (!found) { say(words.failed); return; }
    const fits = (edge) => !relation || (RELATIONS[relation.relation].includes(edge.role || edge.relation));
    const weights = new Map();
    found.edges.filter(fits).forEach((edge) => {
      const other = edge.source === id ? edge.target : edge.target === id ? edge.source : null;
      if (other && !model.nodes.has(other)) weights.set(other, Math.max(weights.get(other) || 0, (edge.basis || 0) * 1000 + edge.weight));
    });
    const rank = (each) => (each.kind === "indicator" ? -1 : 1) * 1e6 + weights.get(each.id);
    const fresh = found.nodes.filter((each) => weights.has(each.id)).sort((a, b) => rank(b) - rank(a) || (a.id < b.id ? -1 : 1)).slice(0, FEW);
    if (!fresh.length) { say(words.none); return; }
    const places = placesAround(model, id, fresh.length);
    change(model, () => add(model, fresh.map((each, n) => ({ ...each, ...places[n] })), found.edges));
    model.total = Math.max(model.total, model.nodes.size);
    select([id]);
  }

  /** Adds nodes by their keys, with all that joins them and what is shown; the change can be undone as one. */
  async function bring(keys, near) {
    const own = [...model.nodes.values()].map((node) => node.key).filter(Boolean);
    const strange = keys.filter((key) => !own.includes(key));
    const found = await dataOf({ nodes: [...keys, ...own.filter((key) => !keys.includes(key))].slice(0, MOST).join(","), depth: 0, limit: MOST });
    const fresh = found.nodes.filter((node) => strange.includes(node.key) && !model.nodes.has(node.id));
    const places = placesAround(model, near, fresh.length);
    change(model, () => add(model, fresh.map((node, n) => ({ ...node, ...places[n] })), found.edges));
    model.total = Math.max(model.total, model.nodes.size);
  }

  async function path([one, other]) {
    const found = await ask(`/api/network/path?${new URLSearchParams({ a: one.id, b: other.id })}`).catch(() => ({ nodes: [], edges: [] }));
    if (!found.nodes.length || found.edges.length > LONGEST) { say(words.no_path); return; }
    await bring(found.nodes.map((node) => node.id), one.id);
    way = inOrder(one.id, found);
    select(way);
    say(words.path_found.replace("{n}", found.edges.length));
  }

  async function common(chosen) {
    const sets = await Promise.all(chosen.map(async (each) => {
      const steps = each.kind === "department" ? 2 : 1;
      const found = await ask(`/api/network?${new URLSearchParams({ focus: each.id, depth: steps, limit: MOST, types: "instrument" })}`).catch(() => ({ nodes: [] }));
      return new Map(found.nodes.filter((node) => node.type === "instrument").map((node) => [node.id, node.iri]));
    }));
    const shared = [...sets[0]].filter(([key]) => sets.every((set) => set.has(key)));
    if (!shared.length) { say(words.none); return; }
    const few = shared.slice(0, FEW);
    await bring(few.map(([key]) => key), chosen[0].id);
    select([...chosen.map((each) => each.id), ...few.map(([, iri]) => iri)]);
    say(words.common_found.replace("{shown}", few.length).replace("{total}", shared.length));
  }

  canvas.onClicks({
    once: (id, event) => (id === undefined ? select([]) : event.ctrlKey || event.metaKey || event.shiftKey ? toggle(id) : select([id])),
    twice: (id) => { if (id !== undefined) expand(id); },
    held: (id) => { if (id !== undefined) toggle(id); },
  });
  canvas.network.on("dragEnd", (event) => {
    if (!event.nodes.length) return;
    const at = canvas.network.getPositions(event.nodes);
    change(model, () => event.nodes.forEach((id) => model.nodes.set(id, { ...model.nodes.get(id), ...at[id] })));
    draw();
  });
  document.addEventListener("keydown", (event) => {
    if (/^(SELECT|TEXTAREA)$/.test(event.target.tagName) || (event.target.tagName === "INPUT" && event.target.type !== "checkbox")) return;
    const held = event.ctrlKey || event.metaKey;
    if (held && event.key.toLowerCase() === "z" && !event.shiftKey) { step(model, "past", "future"); draw(); event.preventDefault(); }
    if (held && (event.key === "y" || (event.shiftKey && event.key.toLowerCase() === "z"))) { step(model, "future", "past"); draw(); event.preventDefault(); }
    if (event.key === "Delete" && selected.size) hide();
    if (event.key === "Escape" && selected.size) select([]);
    if (event.key === "Enter" && stage.contains(event.target) && selected.size) expand([...selected][0]);
  });

  const state = read(location.hash);
  const ids = (keys) => keys.map((key) => [...model.nodes.values()].find((node) => node.key === key || node.id === key)?.id).filter(Boolean);
  if (state.more.length) {
    const own = [...first.values()].map((node) => node.key).filter(Boolean);
    const found = await dataOf({ nodes: [...state.more, ...own].slice(0, MOST).join(","), depth: 0, limit: MOST }).catch(() => ({ nodes: [], edges: [] }));
    add(model, found.nodes, found.edges);
  }
  remove(model, ids(state.gone));
  model.nodes.forEach((node, id) => { const at = state.at.get(node.key); if (at) model.nodes.set(id, { ...node, ...at }); });
  state.hide.filter((kind) => kind in kinds.nodes).forEach((kind) => model.kinds.add(kind));
  ids(state.pin).forEach((id) => model.pinned.add(id));
  model.year = state.year;
  draw();
  canvas.fit();
  select(ids(state.select));
  // Where a node stands on the screen, for those who drive the page by script.
  place.where = (label) => {
    const node = [...model.nodes.values()].find((each) => each.label === label), at = canvas.network.canvasToDOM(node), box = stage.getBoundingClientRect();
    return { x: box.left + at.x, y: box.top + at.y };
  };
  // And where the labels and badges do: [left, top, right, bottom] in the picture, with its width and height.
  place.boxes = () => {
    const scale = canvas.network.getScale(), view = canvas.network.getViewPosition(), { labels, badges } = canvas.placed();
    const dx = stage.clientWidth / 2 - view.x * scale, dy = stage.clientHeight / 2 - view.y * scale;
    const moved = (items) => items.map(({ box }) => [box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy]);
    return { labels: moved(labels), badges: moved(badges), width: stage.clientWidth, height: stage.clientHeight };
  };
  place.dataset.ready = "true";
}

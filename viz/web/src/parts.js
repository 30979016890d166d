/* Pieces of the page. */

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function button(text, act, properties = {}) {
  const made = element("button", { type: "button", textContent: text, ...properties });
  made.addEventListener("click", act);
  return made;
}

/** The tables of what is shown: nodes with a box each for the selection, and edges; `act` says what a reader did. */
export function tables(words, kinds, lang, act) {
  const nodes = element("tbody"), edges = element("tbody");
  const head = (...names) => element("thead", {}, element("tr", {}, ...names.map((name) => (name ? Object.assign(element("th", { textContent: name }), { scope: "col" }) : element("td")))));
  const place = element("div", { className: "listing" },
    element("details", { className: "nodes", open: true }, element("summary", { textContent: words.nodes }), element("div", { className: "wide", tabIndex: 0 },
      element("table", {}, head("", words.name, words.kind, words.links), nodes))),
    element("details", { className: "edges" }, element("summary", { textContent: words.edges }), element("div", { className: "wide", tabIndex: 0 },
      element("table", {}, head(words.from, words.relation, words.to, words.weight), edges))));

  function pick(node) {
    const made = button(node.label, (event) => act.pick(node.id, event.ctrlKey || event.metaKey || event.shiftKey), { className: "plain" });
    made.dataset.id = node.id;
    return made;
  }

  return {
    place,
    draw(shown, selected, links) {
      const held = document.activeElement?.closest?.("tr")?.dataset.id, tag = document.activeElement?.tagName;
      nodes.replaceChildren(...[...shown.nodes].sort((a, b) => b.importance - a.importance || (a.id < b.id ? -1 : 1)).map((node) => {
        const box = element("input", { type: "checkbox", checked: selected.has(node.id) });
        box.setAttribute("aria-label", `${words.selected} ${node.label}`);
        box.addEventListener("change", () => act.pick(node.id, true));
        const row = element("tr", {}, element("td", {}, box), element("td", {}, pick(node), node.number ? element("span", { className: "sub", textContent: node.number }) : null),
          element("td", { className: "s", textContent: kinds.nodes[node.kind][lang] }), element("td", { className: "n", textContent: links(node) }));
        row.dataset.id = node.id;
        row.setAttribute("aria-selected", String(selected.has(node.id)));
        return row;
      }));
      const names = new Map(shown.nodes.map((node) => [node.id, node]));
      edges.replaceChildren(...[...shown.edges].sort((a, b) => b.weight - a.weight).map((edge) => {
        const row = element("tr", {}, element("td", {}, pick(names.get(edge.source))), element("td", { className: "s", textContent: kinds.edges[edge.role || edge.relation][lang] }),
          element("td", {}, pick(names.get(edge.target))), element("td", { className: "n", textContent: edge.weight }));
        row.setAttribute("aria-selected", String(selected.has(edge.source) && selected.has(edge.target)));
        return row;
      }));
      if (held) { // the rows are new: stay where the reader was
        const row = [...nodes.rows].find((each) => each.dataset.id === held);
        row?.querySelector(tag === "INPUT" ? "input" : "button")?.focus({ preventScroll: true });
      }
    },
  };
}

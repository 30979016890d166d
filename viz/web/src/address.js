/* The picture's state in the address: what was added, taken away, moved, pinned, selected and filtered. Nodes by their keys, 16 hex digits. */

const list = (text) => (text || "").split(",").filter(Boolean);

/** The state as what follows the # of an address; `first` holds the nodes that the address itself gives. */
export function written(model, selected, first) {
  const state = new URLSearchParams();
  const keys = (ids) => ids.map((id) => model.nodes.get(id)?.key).filter(Boolean).join(",");
  const put = (name, text) => { if (text) state.set(name, text); };
  const all = [...model.nodes.values()];
  const moved = all.filter((node) => { const before = first.get(node.id); return !before || before.x !== node.x || before.y !== node.y; });
  put("select", keys([...selected]));
  put("hide", [...model.kinds].join(","));
  put("year", model.year);
  // in the order of the keys: that in which things came does not matter, and the same picture has one address
  put("more", keys(all.filter((node) => !first.has(node.id)).map((node) => node.id)).split(",").sort().join(","));
  put("gone", [...first.values()].filter((node) => !model.nodes.has(node.id)).map((node) => node.key).join(","));
  put("at", moved.map((node) => `${node.key}:${Math.round(node.x)}:${Math.round(node.y)}`).sort().join(","));
  put("pin", keys([...model.pinned]));
  return state.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
}

/** What an address says: lists of keys, `at` as key → position. */
export function read(hash) {
  const state = new URLSearchParams(hash.replace(/^#/, ""));
  const at = new Map(list(state.get("at")).map((each) => each.split(":")).filter((parts) => parts.length === 3 && parts.slice(1).every((part) => Number.isFinite(Number(part))))
    .map(([key, x, y]) => [key, { x: Number(x), y: Number(y) }]));
  return { select: list(state.get("select")), hide: list(state.get("hide")), year: state.get("year") || "", more: list(state.get("more")), gone: list(state.get("gone")), at, pin: list(state.get("pin")) };
}

/* The editor on /sparql: YASGUI with our endpoint, prefixes, vocabulary and questions. It takes the place of the plain form. */

import "@zazuko/yasgui/build/yasgui.min.css";
import Yasgui from "@zazuko/yasgui";
import "./editor.css";

const { Yasqe, Yasr } = Yasgui;
const PLAIN = /XMLSchema#(integer|decimal|double|boolean|date|gYear|string)$/;
const place = document.getElementById("editor");
if (place) start(place, JSON.parse(place.dataset.setup));

function start(place, { endpoint, base, prefixes, terms, examples, words, said }) {
  const labels = new Map(terms.map((term) => [term.iri, term.label]));
  const short = (iri) => {
    const found = Object.entries(prefixes).find(([, namespace]) => iri.startsWith(namespace));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  };
  // The completer offers IRIs; what is shown is the short form with the name of the term.
  const named = (_, hints) => hints.map((hint) => {
    const iri = hint.text.replace(/^<|>$/g, "");
    const whole = Object.keys(prefixes).reduce((text, each) => (text.startsWith(`${each}:`) ? prefixes[each] + text.slice(each.length + 1) : text), iri);
    const label = labels.get(whole);
    return { ...hint, displayText: label ? `${short(whole)}　${label}` : short(whole) };
  });
  Yasqe.defaults.autocompleters = ["variables"];
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", persistenceId: null, get: () => Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`) });
  ["class", "property"].forEach((kind) => Yasqe.forkAutocompleter(kind, {
    name: `our-${kind}`, bulk: true, autoShow: true, persistenceId: null, postprocessHints: named,
    get: () => terms.filter((term) => term.kind === kind).map((term) => term.iri),
  }));
  Yasqe.defaults.value = examples[0].text;
  // What the graph describes has its page here, whatever host its IRI names.
  const table = Yasr.plugins.table.prototype, linked = table.getUriLinkFromBinding;
  table.getUriLinkFromBinding = function (...given) { return linked.apply(this, given).replace(`href="${base}`, 'href="/').replace(/ target="_blank"/, ""); };
  // Figures as figures: the types of XML Schema that everyone knows say nothing to a reader.
  const typed = table.formatLiteral;
  table.formatLiteral = function (literal, ...more) { return typed.call(this, PLAIN.test(literal.datatype) ? { ...literal, datatype: undefined } : literal, ...more); };
  const address = new URL(endpoint, location.href).href;
  const own = (tab) => ({ ...tab, requestConfig: { ...tab.requestConfig, endpoint: address, args: [], headers: {} } });
  const yasgui = new Yasgui(place, {
    autofocus: false,
    persistenceId: "budget-kg",
    tabName: words.query,
    // A link brings a query, never another endpoint.
    populateFromUrl: own,
    requestConfig: { endpoint: address, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint: address }] },
    yasqe: { prefixCcApi: null, createShareableLink: (yasqe) => linkTo(yasqe.getValue()), resizeable: true, editorHeight: "340px" },
    yasr: { prefixes: { ...prefixes, "": base } },
  });
  document.querySelectorAll(".plain-form").forEach((form) => { form.hidden = true; });
  document.querySelectorAll("a[data-example]").forEach((link) => link.addEventListener("click", (event) => {
    const example = examples.find((each) => each.name === link.dataset.example);
    if (!example) return;
    event.preventDefault();
    yasgui.addTab(true, { name: example.title, yasqe: { value: example.text }, requestConfig: { endpoint: address } }, { avoidDuplicateTabs: true });
    place.scrollIntoView();
    yasgui.getTab().getYasqe().focus();
  }));
  name(place, words, inWords(said));
  place.hidden = false;
  Object.values(yasgui._tabs).forEach((tab) => tab.getYasqe?.()?.refresh());
  place.dataset.ready = "true";
}

const linkTo = (query) => `${location.origin}${location.pathname}${location.search}#${new URLSearchParams({ query })}`;

/** What YASGUI says in English → what it is called here, by pairs of texts with `{n}` for what varies; other texts stay as they are. */
function inWords(pairs) {
  const rules = pairs.map(([english, ours]) => [new RegExp(`^${english.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>.+?)")}$`), ours]);
  return (text) => {
    for (const [rule, ours] of rules) {
      const found = rule.exec(text.trim());
      if (found) return ours.replace(/\{(\w+)\}/g, (_, name) => found.groups[name]);
    }
    return text;
  };
}

/** Names for those who cannot see the picture of a button; YASGUI draws its parts as they are needed. */
function name(place, words, say) {
  const give = () => {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest(".CodeMirror, tbody, .dt-column-title") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    while (walker.nextNode()) {
      const node = walker.currentNode, told = say(node.data);
      if (told !== node.data) node.data = told;
    }
    for (const attribute of ["title", "placeholder", "aria-label"]) {
      place.querySelectorAll(`[${attribute}]`).forEach((part) => {
        const text = part.getAttribute(attribute), told = say(text);
        if (told !== text) part.setAttribute(attribute, told);
      });
    }
    place.querySelectorAll(".CodeMirror textarea:not([aria-label])").forEach((box) => box.setAttribute("aria-label", words.query));
    place.querySelectorAll("select.tableSizer:not([aria-label])").forEach((box) => box.setAttribute("aria-label", say("Page size:")));
    // A list of tabs may hold tabs only; this one holds the button that adds one.
    place.querySelectorAll('[role="tablist"]').forEach((list) => list.setAttribute("role", "group"));
    place.querySelectorAll('[role="tab"]').forEach((tab) => { tab.setAttribute("role", "button"); tab.removeAttribute("aria-selected"); });
    place.querySelectorAll('[role="tabpanel"]').forEach((panel) => panel.removeAttribute("role"));
  };
  give();
  new MutationObserver(give).observe(place, { childList: true, subtree: true });
}

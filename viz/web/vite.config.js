import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";

const MODULES = "node_modules";

// What the editor's package brings and a page of ours must not: prefixes as strangers registered them, look-ups elsewhere, a style sheet written
// by script, which the policy of the pages refuses (its rules stand in src/editor.css). A version that holds them otherwise stops the build.
const UNWANTED = [
  [/prefixes_default = \{[^}]*\}/, "prefixes_default = {}"],
  [/`\$\{r\}lov\.linkeddata\.es\/[^`]*`/, '""'],
  [/get: function\(e, t\) \{\s*return fetchFromLov\(e, "property", t\);/, "get: function(e, t) {\n return [];"],
  [/get: function\(e, t\) \{\s*return fetchFromLov\(e, "class", t\);/, "get: function(e, t) {\n return [];"],
  [/var o = document\.createElement\("style"\);/, 'var o = document.createElement("template");'],
  [/endpoint: "https:\/\/dbpedia\.org\/sparql"/g, 'endpoint: ""'],
  [/endpoint: "https:\/\/query\.wikidata\.org\/[^"]*"/, 'endpoint: ""'],
];
// What packages call and Chrome 86 does not know: the bundler lowers syntax, not methods.
const NEWER = [
  [/\/vis-data\.m?js$/, /\[\.\.\.this\._pairs\]\s*\.toSorted\(/, "[...this._pairs].sort("],
  [/\/vis-util\.m?js$/, /\.splice\(0\)\.toReversed\(\)/, ".splice(0).reverse()"],
  [/\/yasgui\.min\.css$/, /:not\(:is\((\.[\w-]+),(\.[\w-]+)\)\)/g, ":not($1):not($2)"],
];
// None of these may be left: methods, and what style sheets learnt later.
const UNKNOWN = {
  js: /\.(at|findLast|findLastIndex|toSorted|toReversed|toSpliced|groupBy|isWellFormed)\(|Object\.hasOwn\(|structuredClone\(|\(\?<[=!]|\bstatic\s*\{/,
  css: /:has\(|:is\(|:where\(|@container|@layer|aspect-ratio|\binset:|color-mix\(|\d[dsl]vh\b|[{;]\s*&/,
};
const exchanged = (plugin, code, id, pairs) => pairs.reduce((text, [found, instead]) => {
  if (text.search(found) < 0) plugin.error(`${id} does not hold ${found}: look at what this version does`);
  return text.replace(found, instead);
}, code);
const forOurBrowsers = {
  name: "for-our-browsers",
  enforce: "pre",
  transform(code, id) {
    const newer = NEWER.filter(([name]) => name.test(id)).map(([, ...pair]) => pair);
    const pairs = id.endsWith("yasgui.esm.js") ? [...UNWANTED, ...newer] : newer;
    return pairs.length ? exchanged(this, code, id, pairs) : null;
  },
  generateBundle(_, bundle) {
    Object.values(bundle).forEach((file) => {
      const text = String(file.code || file.source), found = (UNKNOWN[file.fileName.split(".").pop()] || /(?!)/).exec(text);
      if (found) this.error(`${file.fileName} holds ${text.slice(Math.max(found.index - 60, 0), found.index + 40)}: Chrome 86 does not know it`);
    });
  },
};

// The licences of what is bundled go along with it.
const withLicences = {
  name: "with-licences",
  generateBundle() {
    const told = new Map();
    const walk = (name) => {
      if (told.has(name) || !existsSync(join(MODULES, name))) return;
      const about = JSON.parse(readFileSync(join(MODULES, name, "package.json"), "utf8"));
      const file = readdirSync(join(MODULES, name)).sort().find((each) => /^(licen[cs]e|copying)/i.test(each));
      told.set(name, [`${about.name} ${about.version}: ${about.license || "see its licence below"}`, file ? readFileSync(join(MODULES, name, file), "utf8").trim() : ""]);
      Object.keys(about.dependencies || {}).forEach(walk);
    };
    Object.keys(JSON.parse(readFileSync("package.json", "utf8")).dependencies).forEach(walk);
    const source = [...told].sort().map(([, parts]) => parts.filter(Boolean).join("\n\n")).join(`\n\n${"-".repeat(72)}\n\n`);
    this.emitFile({ type: "asset", fileName: "licences.txt", source: `${source}\n` });
  },
};

// Two scripts beside the hand-written assets, each for one page; office browsers are Chrome 86 and later.
export default defineConfig({
  base: "/assets/",
  publicDir: false,
  plugins: [forOurBrowsers, withLicences],
  build: {
    target: "chrome86",
    outDir: "assets",
    emptyOutDir: false,
    copyPublicDir: false,
    modulePreload: false,
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      input: { network: "src/main.js", editor: "src/editor.js" },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
});

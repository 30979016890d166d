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
const withoutUnwanted = {
  name: "without-unwanted",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("yasgui.esm.js")) return null;
    return UNWANTED.reduce((text, [found, instead]) => {
      if (text.search(found) < 0) this.error(`${id} does not hold ${found}: look at what this version does`);
      return text.replace(found, instead);
    }, code);
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
  plugins: [withoutUnwanted, withLicences],
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

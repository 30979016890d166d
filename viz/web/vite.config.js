import { defineConfig } from "vite";

// One script beside the hand-written assets; office browsers are Chrome 86 and later.
export default defineConfig({
  base: "/assets/",
  publicDir: false,
  build: {
    target: "chrome86",
    outDir: "assets",
    emptyOutDir: false,
    copyPublicDir: false,
    rollupOptions: {
      input: "src/main.js",
      output: { entryFileNames: "network.js", inlineDynamicImports: true },
    },
  },
});

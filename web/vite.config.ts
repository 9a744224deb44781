import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { boundaries } from "./scripts/boundaries.mjs";

export default defineConfig({
  plugins: [react(), boundaries()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "chrome109",
    cssTarget: "chrome109",
    assetsInlineLimit: 0,
    manifest: true,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      // Their packages do not say so, but nothing happens when they are loaded.
      treeshake: { moduleSideEffects: [{ test: /@rc-component/, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            { name: "shell", tags: ["$initial"], priority: 2 },
            // Small parts that most pages share, in one file instead of thirty.
            {
              name: "kit",
              test: /src\/(frame|design)\/(?!Search|KeyHelp|Evidence|Form|table\/DataTable)|icons(-svg)?\/es\/(icons|asn)\//,
              minShareCount: 4,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    // The glossary of docs/ is a page as well.
    fs: { allow: [".."] },
    proxy: { "/api": { target: process.env.TENON_SERVER ?? "http://127.0.0.1:8765", changeOrigin: true, headers: {} } },
  },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"], setupFiles: ["src/test-setup.ts"] },
});

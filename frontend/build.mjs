// Bundles src/ into dist/: entries keep their names (Django's manifest hashes them), chunks carry a hash.
import { cp, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

// The floor: browsers of domestic government desktops carry Chromium 90 and later; tablets Safari 15.
const FLOOR = ["chrome90", "safari15"];
const OUT = "dist";
const watching = process.argv.includes("--watch");

/** @type {esbuild.BuildOptions} */
const options = {
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: [
    { in: "src/app.js", out: "app" },
    { in: "src/board/main.js", out: "board" },
    { in: "src/styles/app.css", out: "app" },
    { in: "src/styles/board/board.css", out: "board" },
    { in: "src/styles/fonts.css", out: "fonts" },
  ],
  outdir: OUT,
  bundle: true,
  format: "esm",
  splitting: true,
  minify: !watching,
  sourcemap: watching,
  target: FLOOR,
  charset: "utf8",
  entryNames: "[name]",
  chunkNames: "chunks/[name]-[hash]",
  assetNames: "fonts/[name]",
  loader: { ".woff2": "file" },
  legalComments: "linked",
  logLevel: "warning",
};

async function build() {
  await rm(new URL(OUT, import.meta.url), { recursive: true, force: true });
  await cp(new URL("src/static", import.meta.url), new URL(OUT, import.meta.url), {
    recursive: true,
  });
  if (!watching) {
    await esbuild.build(options);
    return;
  }
  const context = await esbuild.context(options);
  await context.watch();
}

await build();

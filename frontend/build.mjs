// Bundles src/ into dist/: entries keep their names (Django's manifest hashes them), chunks carry a hash.
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

// The floor: browsers of domestic government desktops carry Chromium 90 and later; tablets Safari 15.
const FLOOR = ["chrome90", "safari15"];
const OUT = "dist";
const watching = process.argv.includes("--watch");

// The reader would look for its file on a public server where nobody tells it another place. We always do, and
// nothing that is shipped names such a server.
const FOREIGN = /`https:\/\/[a-z.]+\/npm\/zxing-wasm@[^`]*`/g;

/** @type {esbuild.Plugin} */
const withoutForeignAddress = {
  name: "without-foreign-address",
  setup(build) {
    build.onLoad({ filter: /zxing-wasm[\\/]dist[\\/]es[\\/]/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(FOREIGN, '""'),
    }));
  },
};

/** @type {esbuild.BuildOptions} */
const options = {
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: [
    { in: "src/app.js", out: "app" },
    { in: "src/board/main.js", out: "board" },
    { in: "src/styles/app.css", out: "app" },
    { in: "src/styles/board/board.css", out: "board" },
    { in: "src/styles/fonts.css", out: "fonts" },
    { in: "src/tablet/language.js", out: "tablet-language" },
    { in: "src/tablet/main.js", out: "tablet" },
    { in: "src/styles/tablet/tablet.css", out: "tablet" },
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
  plugins: [withoutForeignAddress],
  logLevel: "warning",
};

// A service worker is no module: the floor knows none.
/** @type {esbuild.BuildOptions} */
const worker = {
  ...options,
  entryPoints: [{ in: "src/tablet/worker.js", out: "tablet-worker" }],
  format: "iife",
  splitting: false,
};

/**
 * What the tablet needs to start without a network: its entries, and the chunks that they begin with. The server makes
 * the service worker's list of it.
 * @param {esbuild.Metafile} meta
 */
async function writeTabletFiles({ outputs }) {
  const entries = Object.keys(outputs).filter((name) => /\/tablet(-language)?\.(js|css)$/.test(name));
  const chunks = new Set(entries);
  for (const name of chunks)
    for (const { path, kind } of outputs[name]?.imports ?? [])
      if (kind === "import-statement") chunks.add(path);
  const bare = (/** @type {string} */ name) => name.replace(`${OUT}/`, "");
  const told = {
    entries: entries.map(bare).sort(),
    chunks: [...chunks]
      .filter((name) => !entries.includes(name))
      .map(bare)
      .sort(),
  };
  await writeFile(new URL(`${OUT}/tablet-files.json`, import.meta.url), JSON.stringify(told));
}

// What reads labels in a camera's picture. The page names its address, which Django hashes like that of any file.
const READER = "node_modules/zxing-wasm/dist/reader/zxing_reader.wasm";

async function build() {
  await rm(new URL(OUT, import.meta.url), { recursive: true, force: true });
  await cp(new URL("src/static", import.meta.url), new URL(OUT, import.meta.url), {
    recursive: true,
  });
  await cp(new URL(READER, import.meta.url), new URL(`${OUT}/zxing_reader.wasm`, import.meta.url));
  if (!watching) {
    const [{ metafile }] = await Promise.all([
      esbuild.build({ ...options, metafile: true }),
      esbuild.build(worker),
    ]);
    await writeTabletFiles(metafile);
    return;
  }
  const { metafile } = await esbuild.build({ ...options, metafile: true });
  await writeTabletFiles(metafile);
  for (const part of [options, worker]) await (await esbuild.context(part)).watch();
}

await build();

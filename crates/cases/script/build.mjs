// Builds ../assets/sealing.js from sealing.mjs and the pinned packages, the same bytes every time:
//
//     npm ci --ignore-scripts && node build.mjs          writes the file
//     node build.mjs check                               fails unless the file holds exactly these bytes

import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = fileURLToPath(new URL("../assets/sealing.js", import.meta.url));

const made = await build({
  absWorkingDir: here,
  entryPoints: ["sealing.mjs"],
  bundle: true,
  // The workshop keeps packages elsewhere and links them; the bytes must not depend on where.
  preserveSymlinks: true,
  minify: true,
  format: "iife",
  globalName: "saksiSealing",
  target: ["es2021"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
});

// What went into the bundle, and the notice that its licence asks for.
const packages = new Map();
for (const input of Object.keys(made.metafile.inputs)) {
  const name = input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];
  if (!name || packages.has(name)) continue;
  const { version, license } = JSON.parse(readFileSync(`${here}node_modules/${name}/package.json`, "utf8"));
  const notice = readFileSync(`${here}node_modules/${name}/LICENSE`, "utf8");
  if (license !== "MIT") throw new Error(`${name} is under ${license}; look at what that asks for before bundling it`);
  packages.set(name, { version, holders: notice.match(/^Copyright .*$/gm) ?? [], notice });
}
const names = [...packages.keys()].sort();
const permission = packages.get(names[0]).notice.match(/Permission is hereby granted[^]*/)[0].trim();
const banner = [
  "/*! Saksi, AGPL-3.0-or-later. Built from crates/cases/script by build.mjs; do not edit. Holds, under the MIT licence:",
  ...names.map((name) => `  ${name} ${packages.get(name).version}: ${packages.get(name).holders.join("; ")}`),
  ...permission.split("\n"),
  "*/",
  "",
].join("\n");
const bytes = Buffer.from(banner + made.outputFiles[0].text);

if (process.argv[2] === "check") {
  if (!readFileSync(target).equals(bytes)) {
    console.error("crates/cases/assets/sealing.js is not what `node build.mjs` makes; build it again and look at the difference");
    process.exit(1);
  }
  console.log(`${bytes.length} bytes, the same`);
} else {
  writeFileSync(target, bytes);
  console.log(`${bytes.length} bytes`);
}

// Compares ui.js and sw.js with the package on npm:
//
//     node check.mjs FOLDER        FOLDER keeps the package between runs
//
// npm itself is asked for the package; what it brings must have the pinned integrity.

import { readFileSync } from "node:fs";
import { pinned } from "../../../../tests/browser/pinned.mjs";

const name = "replaywebpage";
const version = "2.5.3";
const integrity = "sha512-nCj2PSON3BxeSJKE8AsYPyULv0XPZKJWfy4l9PyQre9SqwLZ+WKZVs/sfLqPOQ4GrH+0YkjbwOhr8cSTH08gsQ==";

const folder = process.argv[2];
if (!folder) throw new Error("name a folder");
const packed = pinned(folder, name, version, integrity);
for (const shipped of ["ui.js", "sw.js"]) {
  const there = packed.get(`package/${shipped}`);
  if (!there?.equals(readFileSync(new URL(shipped, import.meta.url)))) {
    console.error(`crates/evidence/assets/replay/${shipped} is not what ${name} ${version} holds`);
    process.exit(1);
  }
}
const { license } = JSON.parse(packed.get("package/package.json"));
if (license !== "AGPL-3.0-or-later") throw new Error(`${name} is under ${license} now; look at what that asks for`);
console.log(`${name} ${version}, the same`);

// Compares ui.js and sw.js with the package on npm:
//
//     node check.mjs FOLDER        FOLDER keeps the package between runs
//
// npm itself is asked for the package; what it brings must have the pinned integrity.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const name = "replaywebpage";
const version = "2.5.3";
const integrity = "sha512-nCj2PSON3BxeSJKE8AsYPyULv0XPZKJWfy4l9PyQre9SqwLZ+WKZVs/sfLqPOQ4GrH+0YkjbwOhr8cSTH08gsQ==";

const folder = process.argv[2];
if (!folder) throw new Error("name a folder");
mkdirSync(folder, { recursive: true });
const file = join(folder, `${name}-${version}.tgz`);
const isPinned = () => `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}` === integrity;
if (!existsSync(file) || !isPinned()) {
  rmSync(file, { force: true });
  execFileSync("npm", ["pack", `${name}@${version}`, "--silent", "--ignore-scripts", "--pack-destination", folder]);
}
if (!isPinned()) throw new Error(`${file} is not the pinned package`);

/// The files of a tar archive (POSIX.1-1988 headers, as npm writes them).
function* files(tar) {
  for (let at = 0; at + 512 <= tar.length; ) {
    const text = (from, length) => tar.subarray(at + from, at + from + length).toString("utf8").replace(/\0[^]*/, "");
    const path = text(0, 100);
    if (path === "") return;
    const size = Number.parseInt(text(124, 12), 8);
    yield [path, tar.subarray(at + 512, at + 512 + size)];
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

const packed = new Map(files(gunzipSync(readFileSync(file))));
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

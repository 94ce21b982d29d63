// One package of npm without what it depends on: npm is asked for it, and what it brings must have the pinned integrity.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/// The files of a package, by their paths in it. `folder` keeps the package between runs.
export function pinned(folder, name, version, integrity) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
  const isPinned = () => `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}` === integrity;
  if (!existsSync(file) || !isPinned()) {
    rmSync(file, { force: true });
    execFileSync("npm", ["pack", `${name}@${version}`, "--silent", "--ignore-scripts", "--pack-destination", folder]);
  }
  if (!isPinned()) throw new Error(`${file} is not the pinned package`);
  return new Map(files(gunzipSync(readFileSync(file))));
}

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

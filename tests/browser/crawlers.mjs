// Has crawlers that drive a browser look at a small site, for the proof `archive-formats`, which reads what they write:
//
//     node crawlers.mjs FOLDER PACKAGES BIN
//
// ArchiveWeb.page, as its package on npm has it, records in the browser itself and makes FOLDER/archivewebpage.wacz and .warc (WARC/1.0).
// brozzler, from PyPI in BIN, drives the browser through the proxy warcprox, which makes FOLDER/brozzler.warc.gz. PACKAGES keeps what npm
// brought between runs. Prints a line of JSON: the addresses that both must hold.

import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createServer, get, request as ask } from "node:http";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { launch } from "./house.mjs";
import { pinned } from "./pinned.mjs";

const [folder, packages, bin] = process.argv.slice(2).map((path) => resolve(path));
/// Tries of half a second that a slow machine has for anything.
const tries = 600;

const picture = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC", "base64");
const site = {
  "/": ["text/html; charset=utf-8", `<!doctype html><html lang="ur" dir="rtl"><head><title>خبر</title><link rel="stylesheet" href="/style.css"></head>
    <body><h1>گرم لیموں پانی</h1><img src="/picture.png" alt=""><script src="/script.js?a=2&b=1"></script></body></html>`],
  "/style.css": ["text/css", "h1 { background: url(/same.png) }"],
  "/picture.png": ["image/png", picture],
  // The same bytes under another address, which archives keep once.
  "/same.png": ["image/png", picture],
  "/script.js?a=2&b=1": ["text/javascript", `fetch("/data.json").then((answer) => answer.json()).then((data) =>
    fetch("/said", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=" + data.a + "&b=2" }));`],
  "/data.json": ["application/json", "{\"a\":1}"],
  "/said": ["text/plain", "thank you"],
};

/// A server that another one can be told of.
async function listening(handle, host) {
  const server = createServer(handle);
  await new Promise((up) => server.listen(0, host, up));
  return { server, base: `http://${host}:${server.address().port}` };
}

/// Waits until this gives something.
async function until(what, look) {
  for (let time = 0; time < tries; time += 1) {
    const found = await look();
    if (found) return found;
    await pause(500);
  }
  throw new Error(`${what} did not come`);
}

// An address that warcprox does not take for this machine's own.
const { server, base } = await listening((request, response) => {
  const file = site[request.url];
  request.resume();
  response.writeHead(file ? 200 : 404, { "content-type": file?.[0] ?? "text/plain" });
  response.end(file?.[1] ?? "nothing here");
}, "127.0.0.2");

/// ArchiveWeb.page in a page of its own. It fetches through a server beside it, since a page may not ask another site.
async function archiveWebPage() {
  const files = pinned(packages, "@webrecorder/archivewebpage", "0.17.1",
    "sha512-N/aTeuTK37wj3VdrnmZt6KvVepUkS51Bex5xcyID8/G+uf0HXHgDk+lUz4n39XRBbXVy2sPKGFSLjgUSZsYdoA==");
  const asked = new Set();
  const { server: beside, base: own } = await listening((request, response) => {
    const { pathname } = new URL(request.url, base);
    if (request.url.startsWith("/proxy/")) {
      asked.add(request.url.slice(`/proxy/${base}`.length));
      const onward = ask(request.url.slice("/proxy/".length), { method: request.method, headers: { "content-type": request.headers["content-type"] ?? "" } }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", () => response.destroy());
      request.pipe(onward);
    } else if (pathname === "/") {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(`<!doctype html><script src="ui.js"></script><archive-web-page proxyPrefix="${own}/proxy/" coll="kept" deepLink="true" url="${base}/"></archive-web-page>`);
    } else {
      const bytes = files.get(`package/dist/embed${pathname}`);
      response.writeHead(bytes ? 200 : 404, { "content-type": pathname.endsWith(".js") ? "text/javascript" : "text/html" });
      // Where the service worker comes late, the page that it would have answered.
      response.end(bytes ?? (pathname === "/replay/record.html" ? "<!doctype html><body><archive-web-page-app></archive-web-page-app></body>" : ""));
    }
  }, "127.0.0.1");
  const browser = await launch();
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(tries * 500);
  await page.goto(own);
  /// What the service worker answers in one of the frames, where it is at work.
  const answered = async (path) => {
    const frame = page.frames().find((one) => one.url().includes("/replay/record.html"));
    return frame?.evaluate(async (path) => {
      const answer = await fetch(path);
      if (!answer.ok) return null;
      const bytes = new Uint8Array(await answer.arrayBuffer());
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    }, `/replay/w/api/c/kept/${path}`).catch(() => null);
  };
  await until("what ArchiveWeb.page records", async () => {
    if (Object.keys(site).some((path) => !asked.has(path))) return false;
    const found = await answered("recPending");
    return found && JSON.parse(Buffer.from(found, "base64")).numPending === 0;
  });
  for (const [format, name] of [["wacz", "archivewebpage.wacz"], ["warc1.0", "archivewebpage.warc.gz"]]) {
    const bytes = await until(name, () => answered(`dl?format=${format}&pages=all`));
    writeFileSync(join(folder, name), Buffer.from(bytes, "base64"));
  }
  await browser.close();
  beside.closeAllConnections();
  beside.close();
}

/// brozzler with warcprox, as its manual has it for one page.
async function brozzler() {
  const work = mkdtempSync(join(folder, "brozzler-"));
  // As root the browser starts without its sandbox alone; and it would go round the proxy for addresses of this machine.
  const chromium = join(work, "chromium");
  writeFileSync(chromium, `#!/bin/sh\nexec "${process.env.SAKSI_CHROMIUM}" --no-sandbox --disable-gpu --disable-dev-shm-usage "--proxy-bypass-list=<-loopback>" "$@"\n`);
  chmodSync(chromium, 0o755);
  const { server: free, base: place } = await listening(() => {}, "127.0.0.1");
  const port = new URL(place).port;
  await new Promise((closed) => free.close(closed));
  mkdirSync(join(work, "warcs"));
  const proxy = spawn(join(bin, "warcprox"), ["-b", "127.0.0.1", "-p", port, "-c", "ca.pem", "--certs-dir", "certs", "-d", "warcs", "-z"], { cwd: work, stdio: "ignore" });
  await until("warcprox", () => new Promise((told) => {
    get(`http://127.0.0.1:${port}/status`, (answer) => { answer.resume(); told(answer.statusCode === 200); }).on("error", () => told(false));
  }));
  const crawler = spawn(join(bin, "brozzle-page"), ["-q", "-e", chromium, "--proxy", `127.0.0.1:${port}`, "--skip-youtube-dl", `${base}/`],
    { cwd: work, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [crawler.stdout, crawler.stderr]) stream.on("data", (bytes) => { said += bytes; });
  const [status] = await new Promise((ended) => crawler.on("exit", (...how) => ended(how)));
  // Asked to end, it finishes the file.
  const ended = new Promise((done) => proxy.on("exit", done));
  proxy.kill("SIGTERM");
  await ended;
  if (status !== 0) throw new Error(`brozzle-page ended with ${status}: ${said.slice(-4000)}`);
  const files = readdirSync(join(work, "warcs"));
  if (files.length !== 1 || !files[0].endsWith(".warc.gz")) throw new Error(`warcprox left ${files.join(", ")}`);
  renameSync(join(work, "warcs", files[0]), join(folder, "brozzler.warc.gz"));
}

if (!existsSync(process.env.SAKSI_CHROMIUM ?? "")) throw new Error("SAKSI_CHROMIUM names no browser");
await archiveWebPage();
await brozzler();
server.closeAllConnections();
server.close();
console.log(JSON.stringify({ addresses: Object.keys(site).map((path) => base + path) }));

// An archived page in a real browser: captured from a site of this test, kept as evidence, and shown again after the site is gone, on an origin
// of its own that knows nothing of who is signed in.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isDeepStrictEqual, promisify } from "node:util";
import { axeSource, launch, open, origin, rules, send } from "./house.mjs";

const password = "seven grey herons over the lagoon 4512";
const replayOrigin = process.env.SAKSI_REPLAY;
const words = "گرم لیموں پانی پینے سے سرطان کے خلیے مر جاتے ہیں";
const picture = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC", "base64");

/// How long one step of the browser may take, in milliseconds: a machine may be slow, and what is broken is found by [`settles`].
const patience = 10 * 60_000;

let browser;
let keeper;
let site;
let folder;
let path;
let link;

before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "saksi-replay-"));
  keeper = await (await patient({ javaScript: false })).newPage();
  const files = {
    "/": ["text/html; charset=utf-8", `<!doctype html><html lang="ur" dir="rtl"><head><title>خبر</title><link rel="stylesheet" href="/style.css"></head>
      <body><h1 id="claim">${words}</h1><img id="picture" src="/picture.png" alt=""><p><a id="next" href="/next">Next</a></p><script src="/script.js"></script></body></html>`],
    "/style.css": ["text/css", "h1 { color: rgb(1, 2, 3) }"],
    "/picture.png": ["image/png", picture],
    // What a page that means harm would try: to read what the reader sees elsewhere.
    "/script.js": ["text/javascript", `document.body.dataset.ran = "yes";
      fetch("${origin}/account", { credentials: "include" }).then((answer) => answer.text()).then(
        (text) => { document.body.dataset.account = text.includes("sign-out") ? "read" : "not read"; },
        () => { document.body.dataset.account = "not read"; });`],
  };
  site = createServer((request, response) => {
    const file = files[request.url];
    response.writeHead(file ? 200 : 404, { "content-type": file?.[0] ?? "text/plain" });
    response.end(file?.[1] ?? "nothing here");
  });
  await new Promise((listening) => site.listen(0, "127.0.0.1", listening));
});

after(async () => {
  await browser.close();
  site.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a page is captured, its site ends, and the capture is kept as evidence", async () => {
  const file = join(folder, "page.wacz");
  const address = `http://127.0.0.1:${site.address().port}/`;
  // Variables of this test are no settings of the program.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SAKSI_")));
  await promisify(execFile)(process.env.SAKSI_PROGRAM, ["capture", "--private", "--into", file, address], { cwd: folder, env });
  site.closeAllConnections();
  await new Promise((closed) => site.close(closed));

  await keeper.goto(process.env.SAKSI_SET_UP);
  await keeper.fill("[name=organisation]", "Island Checkers");
  await keeper.fill("[name=english_name]", "Island Checkers");
  await keeper.fill("[name=name]", "Melati");
  await keeper.fill("[name=sign_in_name]", "melati");
  await keeper.fill("[name=password]", password);
  await keeper.fill("[name=again]", password);
  await send(keeper, "/set-up/");
  await keeper.waitForURL((url) => !url.pathname.startsWith("/set-up/"));
  await keeper.goto("/work/evidence/file");
  await keeper.setInputFiles("input[type=file]", file);
  await keeper.fill("[name=name]", "page.wacz");
  await keeper.fill("[name=title]", "A rumour about lemons");
  await keeper.fill("[name=reason]", "Three people asked about it");
  await send(keeper, "/work/evidence/file");
  await keeper.waitForURL((url) => url.pathname !== "/work/evidence/file");
  path = new URL(keeper.url()).pathname;
  assert.match(path, /^\/work\/evidence\/[0-9a-z]{26}$/);
});

test("the page of the evidence leads to a link that ends, and looking is written down", async () => {
  await keeper.click(`a[href="${path}/replay"]`);
  await send(keeper, `${path}/replay`);
  link = await keeper.locator("a[target=_blank]").getAttribute("href");
  assert.ok(link.startsWith(`${replayOrigin}/open/`), link);
  await keeper.goto(path);
  assert.match(await keeper.locator("#custody ~ ul").innerText(), /page\.wacz/);
});

test("the archived page is shown as it was, by the replay's origin alone", async () => {
  const context = await patient({ cookies: (await keeper.context().storageState()).cookies });
  const page = await context.newPage();
  const foreign = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(replayOrigin) && !/^(data|blob|about):/.test(request.url())) foreign.push(request.url());
  });
  // All of it at one moment of one frame: the frame may be put anew, and styles, pictures and scripts come when they come.
  await settles(page, "the archived page", {
    words,
    direction: "rtl",
    colour: "rgb(1, 2, 3)",
    picture: 10,
    ran: "yes",
    account: "not read",
  });
  assert.deepEqual(foreign, [], "addresses that were asked besides the replay's origin");
  const cookies = await context.cookies(replayOrigin);
  assert.deepEqual(cookies, [], "no cookie of the site is sent to the replay's origin, and it sets none");
  // Evaluated, as a script in the page would not be let run.
  await page.evaluate(axeSource);
  const found = await page.evaluate((tags) => globalThis.axe.run({ include: ["header"] }, { runOnly: { type: "tag", values: tags } }), rules);
  assert.ok(found.passes.length > 0, "axe looked at nothing");
  assert.deepEqual(found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`), []);
  if (process.env.SAKSI_PICTURE) await page.screenshot({ path: process.env.SAKSI_PICTURE });
  await context.close();
});

test("a second look in the same browser works as the first did", async () => {
  const context = await patient();
  for (const which of ["the first look", "the second look"]) {
    const page = await context.newPage();
    await settles(page, which, { words });
    await page.close();
  }
  await context.close();
});

test("a worker that begins its work while the frame is still on its way shows the page as well", async () => {
  const context = await patient();
  const page = await context.newPage();
  const isFrame = (url) => url.pathname === "/replay/";
  let begin;
  const inside = new Promise((resolve) => { begin = resolve; });
  page.on("framenavigated", (frame) => isFrame(new URL(frame.url())) && begin(frame));
  let fromServer = 0;
  // The worker is not done with its beginning before the frame holds what the server answered ...
  await context.route((url) => url.pathname === "/replay/sw.js", async (route) => {
    const response = await route.fetch();
    const late = `self.addEventListener("install", (event) => event.waitUntil(fetch("/replay/late")));`;
    await route.fulfill({ response, body: `${late}\n${await response.text()}` });
  });
  await context.route((url) => url.pathname === "/replay/late", async (route) => {
    await inside;
    await route.fulfill({ body: "" });
  });
  // ... and the frame is not done before the worker has taken it over.
  await context.route(isFrame, async (route) => {
    fromServer += 1;
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace("</body>", `<script src="/replay/hold.js"></script></body>`) });
  });
  await context.route((url) => url.pathname === "/replay/hold.js", async (route) => {
    const frame = await inside;
    await frame.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await route.fulfill({ contentType: "text/javascript", body: "" });
  });
  await settles(page, "the archived page", { words });
  assert.equal(fromServer, 1, "the frame was answered by the server, once");
  await context.close();
});

test("without JavaScript the page says what else can be done", async () => {
  const page = await (await patient({ javaScript: false, width: 360 })).newPage();
  await page.goto(link);
  assert.match(await page.locator("body").innerText(), /Replay needs JavaScript/);
  assert.ok(await page.locator(`a[href="${origin}${path}/replay"]`).count());
  await page.context().close();
});

test("a link that was changed, and any page of the site, is not found on the replay's origin", async () => {
  const page = await (await patient()).newPage();
  for (const wrong of [`${link.slice(0, -2)}AA`, `${replayOrigin}/account`, `${replayOrigin}${path}`, `${replayOrigin}/`]) {
    const response = await page.goto(wrong);
    assert.equal(response.status(), 404, wrong);
  }
  const response = await page.goto(`${origin}/replay/sw.js`);
  assert.equal(response.status(), 404);
  await page.context().close();
});

/// A window whose steps are waited for.
async function patient(more) {
  const context = await open(browser, more);
  context.setDefaultTimeout(patience);
  return context;
}

/// How many turns of the browser, of a tenth of a second at least, may go by in which nothing moves; and how many in all. Turns of the browser
/// are counted, and no time: on a slow machine they are long.
const still = 1_200;
const all = 6_000;

/// Opens the link and waits until a frame shows what is expected. Fails when the browser has long stood still and shows something else, and
/// says what it shows then and what happened before.
async function settles(page, what, expected) {
  const events = [];
  let moves = 0;
  const moved = (text) => {
    moves += 1;
    events.push(text.slice(0, 300));
  };
  // The service worker's own requests are told by the window, not by the page.
  page.context().on("response", (response) => moved(`${response.status()} ${response.request().method()} ${response.url()}`));
  page.context().on("requestfailed", (request) => moved(`failed: ${request.url()} (${request.failure()?.errorText})`));
  page.context().on("serviceworker", (worker) => moved(`service worker: ${worker.url()}`));
  page.on("worker", (worker) => moved(`worker: ${worker.url()}`));
  page.on("framenavigated", (frame) => moved(`frame: ${frame.url()}`));
  page.on("framedetached", (frame) => moved(`frame gone: ${frame.url()}`));
  page.on("console", (message) => moved(`console, ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => moved(`error: ${error.message}`));
  page.on("crash", () => moved("the page crashed"));
  await page.goto(link);
  let seen = {};
  let quiet = 0;
  for (let turn = 0; turn < all && quiet < still; turn += 1) {
    const [before, last] = [moves, seen];
    seen = await shown(page, Object.keys(expected));
    if (isDeepStrictEqual(seen, expected)) return;
    await page.evaluate(() => new Promise((next) => setTimeout(next, 100))).catch(() => {});
    quiet = moves === before && isDeepStrictEqual(seen, last) ? quiet + 1 : 0;
  }
  const frames = [];
  for (const frame of page.frames()) {
    const text = await frame.evaluate(() => document.body?.innerText ?? "").catch((error) => error.message);
    frames.push(`${frame.url()}: ${JSON.stringify(text.slice(0, 300))}`);
  }
  const happened = ["frames:", ...frames, "what happened:", ...events.slice(-60)].join("\n  ");
  assert.deepEqual(seen, expected, `${what} is not as it was: ${JSON.stringify(seen)} for ${JSON.stringify(expected)}\n${happened}`);
}

/// What the frame of the archived page shows at this moment, of these; nothing while there is no such frame.
async function shown(page, names) {
  let seen = {};
  for (const frame of page.frames().filter((one) => /\/replay\/w\/.*mp_\//.test(one.url()))) {
    const now = await frame.evaluate(() => {
      const heading = document.querySelector("#claim");
      const picture = document.querySelector("#picture");
      return {
        words: heading?.innerText,
        direction: document.documentElement.dir,
        colour: heading && getComputedStyle(heading).color,
        picture: picture?.complete ? picture.naturalWidth : "not loaded",
        ran: document.body?.dataset.ran,
        account: document.body?.dataset.account,
      };
    }).catch(() => null);
    // A frame that is replaced while it is asked says nothing; the one after it is asked on the next turn.
    if (now && !frame.isDetached()) seen = Object.fromEntries(names.map((name) => [name, now[name]]));
  }
  return seen;
}

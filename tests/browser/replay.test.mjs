// An archived page in a real browser: captured from a site of this test, kept as evidence, and shown again after the site is gone, on an origin
// of its own that knows nothing of who is signed in.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { axeSource, launch, open, origin, rules, send } from "./house.mjs";

const password = "seven grey herons over the lagoon 4512";
const replayOrigin = process.env.SAKSI_REPLAY;
const words = "گرم لیموں پانی پینے سے سرطان کے خلیے مر جاتے ہیں";
const picture = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC", "base64");

let browser;
let keeper;
let site;
let folder;
let path;
let link;

before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "saksi-replay-"));
  keeper = await (await open(browser, { javaScript: false })).newPage();
  keeper.setDefaultTimeout(10_000);
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
  await keeper.goto("/work/evidence/file");
  await keeper.setInputFiles("input[type=file]", file);
  await keeper.fill("[name=name]", "page.wacz");
  await keeper.fill("[name=title]", "A rumour about lemons");
  await keeper.fill("[name=reason]", "Three people asked about it");
  await send(keeper, "/work/evidence/file");
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
  const context = await open(browser, { cookies: (await keeper.context().storageState()).cookies });
  const page = await context.newPage();
  const foreign = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(replayOrigin) && !/^(data|blob|about):/.test(request.url())) foreign.push(request.url());
  });
  await page.goto(link);
  const shown = await archived(page);
  assert.equal(await shown.locator("#claim").innerText(), words);
  assert.equal(await shown.locator("html").getAttribute("dir"), "rtl");
  assert.equal(await shown.locator("#claim").evaluate((heading) => getComputedStyle(heading).color), "rgb(1, 2, 3)");
  assert.equal(await shown.locator("#picture").evaluate((image) => image.decode().then(() => image.naturalWidth)), 10);
  await shown.waitForFunction(() => document.body.dataset.account !== undefined);
  assert.equal(await shown.locator("body").getAttribute("data-ran"), "yes");
  assert.equal(await shown.locator("body").getAttribute("data-account"), "not read");
  assert.deepEqual(foreign, []);
  const cookies = await context.cookies(replayOrigin);
  assert.deepEqual(cookies, [], "no cookie of the site is sent to the replay's origin, and it sets none");
  await page.addScriptTag({ content: axeSource }).catch(() => {});
  const seen = await page.evaluate((tags) => globalThis.axe?.run({ include: ["header"] }, { runOnly: tags }), rules);
  if (seen) assert.deepEqual(seen.violations.map((violation) => violation.id), []);
  if (process.env.SAKSI_PICTURE) await page.screenshot({ path: process.env.SAKSI_PICTURE });
  await context.close();
});

test("a second look in the same browser works as the first did", async () => {
  const context = await open(browser);
  for (let time = 0; time < 2; time += 1) {
    const page = await context.newPage();
    await page.goto(link);
    assert.equal(await (await archived(page)).locator("#claim").innerText(), words);
    await page.close();
  }
  await context.close();
});

test("without JavaScript the page says what else can be done", async () => {
  const page = await (await open(browser, { javaScript: false, width: 360 })).newPage();
  await page.goto(link);
  assert.match(await page.locator("body").innerText(), /Replay needs JavaScript/);
  assert.ok(await page.locator(`a[href="${origin}${path}/replay"]`).count());
  await page.context().close();
});

test("a link that was changed, and any page of the site, is not found on the replay's origin", async () => {
  const page = await (await open(browser)).newPage();
  for (const wrong of [`${link.slice(0, -2)}AA`, `${replayOrigin}/account`, `${replayOrigin}${path}`, `${replayOrigin}/`]) {
    const response = await page.goto(wrong);
    assert.equal(response.status(), 404, wrong);
  }
  const response = await page.goto(`${origin}/replay/sw.js`);
  assert.equal(response.status(), 404);
  await page.context().close();
});

/// The frame in which the archived page stands, once it is there.
async function archived(page) {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const frame = page.frames().find((one) => /\/replay\/w\/.*mp_\//.test(one.url()));
    if (frame && (await frame.locator("#claim").count().catch(() => 0))) return frame;
    await page.waitForTimeout(100);
  }
  throw new Error(`nothing was replayed; frames: ${page.frames().map((frame) => frame.url()).join(" ")}\n${await page.content()}`);
}

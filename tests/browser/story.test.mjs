// The way of one message, in a real browser and without JavaScript: asked, not known, handed in; set up, two people, taken,
// checked, reviewed, published; the receipt and the feed have the answer; corrected with a visible history; withdrawn.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import { after, before, test } from "node:test";
import { keepPages, launch, lookAtKept, open, send } from "./house.mjs";

const message = "FORWARD TO EVERYONE: from Monday the ferry to the eastern islands takes only people who show a vaccination card number 77415";
const password = "seven grey herons over the lagoon 4512";

/// Kinds of pages that come up on the way, so that looking at them cannot be forgotten.
const mustSee = [
  "/set-up/{secret}", "/join/{secret}", "/account/two-step", "/ask", "/hand-in", "/receipt", "/desk/claims/{id}", "/desk/checks/{id}/edit",
  "/desk/checks/{id}/preview", "/desk/checks/{id}/review", "/desk/checks/{id}/withdraw", "/checks/{id}", "/checks/{id}/versions/{number}",
];

let browser;
let owner;
let reviewer;
let sender;
let receipt;
let claim;
let check;

before(async () => {
  keepPages();
  browser = await launch();
  const page = async () => {
    const page = await (await open(browser, { javaScript: false, width: 1280 })).newPage();
    page.setDefaultTimeout(10_000);
    return page;
  };
  owner = await page();
  reviewer = await page();
  sender = await page();
});

after(() => browser.close());

const words = (page) => page.locator("main").innerText();

/// A code of RFC 6238 for a secret in base 32.
function code(secret, at = Date.now()) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(/[^A-Z2-7]/g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const start = digest.at(-1) & 15;
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("the first owner sets the network up with the link that the server printed", async () => {
  await owner.goto(process.env.SAKSI_SET_UP);
  await owner.fill("[name=organisation]", "Island Checkers");
  await owner.fill("[name=english_name]", "Island Checkers");
  await owner.fill("[name=name]", "Melati");
  await owner.fill("[name=sign_in_name]", "melati");
  await owner.fill("[name=password]", password);
  await owner.fill("[name=again]", password);
  await send(owner, "/set-up/");
  assert.match(new URL(owner.url()).pathname, /^\/account/);
  await owner.goto(process.env.SAKSI_SET_UP);
  assert.equal(await owner.locator("form[action^='/set-up/']").count(), 0, "the link works once");
});

test("the owner adds a second step and gets recovery codes", async () => {
  await owner.goto("/account/two-step");
  const text = await words(owner);
  const secret = text.match(/([A-Z2-7]{4} ){7}[A-Z2-7]{4}/)?.[0];
  assert.ok(secret, text);
  await owner.fill("[name=present]", password);
  await owner.fill("[name=code]", code(secret));
  await send(owner, "/account/two-step");
  assert.ok((await owner.locator("ol.words li, ol li code").count()) >= 8, await words(owner));
});

test("a colleague joins through an invitation", async () => {
  await owner.goto("/settings/invitations");
  for (const role of ["checker", "reviewer"]) await owner.check(`[name=role][value=${role}]`);
  await send(owner, "/settings/invitations");
  const link = (await owner.content()).match(/\/join\/[A-Za-z0-9_-]+/)?.[0];
  assert.ok(link, await words(owner));
  await reviewer.goto(link);
  await reviewer.fill("[name=name]", "Somchai");
  await reviewer.fill("[name=sign_in_name]", "somchai");
  await reviewer.fill("[name=password]", password);
  await reviewer.fill("[name=again]", password);
  await send(reviewer, "/join/");
  await reviewer.goto("/desk");
  assert.equal(new URL(reviewer.url()).pathname, "/desk");
});

test("somebody asks, nothing is known, and they hand it in for a receipt", async () => {
  await sender.goto("/");
  await sender.fill("form[action='/ask'] textarea[name=text]", message);
  await send(sender, "/ask");
  const form = sender.locator("form[action='/hand-in']");
  assert.equal(await form.count(), 1, await words(sender));
  await form.locator("[name=reason]").fill("My mother wants to cancel her journey.");
  await form.locator("[name=agree]").check();
  await send(sender, "/hand-in");
  const locator = (await sender.locator(".receipt strong").first().innerText()).trim();
  const list = (await sender.locator(".receipt .words li").allInnerTexts()).map((word) => word.trim());
  assert.equal(list.length, 8);
  receipt = { locator, words: list.join(" ") };
});

async function openReceipt() {
  await sender.goto("/receipt");
  await sender.fill("[name=locator]", receipt.locator);
  await sender.fill("[name=words]", receipt.words);
  await send(sender, "/receipt");
  return words(sender);
}

test("the receipt says that it waits, and nothing is public", async () => {
  await openReceipt();
  assert.equal(await sender.locator("article.answer").count(), 0);
  for (const path of ["/checks", "/checks.atom", "/checks.jsonl", "/"]) {
    const response = await sender.context().request.get(path);
    assert.doesNotMatch(await response.text(), /ferry to the eastern islands/, path);
  }
});

test("a wrong word opens nothing", async () => {
  await sender.goto("/receipt");
  await sender.fill("[name=locator]", receipt.locator);
  await sender.fill("[name=words]", receipt.words.split(" ").reverse().join(" "));
  await send(sender, "/receipt");
  assert.equal(await sender.locator("form[action='/receipt/withdraw']").count(), 0);
});

test("the owner takes it from the queue and writes a check", async () => {
  await owner.goto("/desk");
  await owner.locator("a[href^='/desk/claims/']").first().click();
  claim = new URL(owner.url()).pathname;
  assert.match(await words(owner), /ferry to the eastern islands/);
  await send(owner, `${claim}/take`);
  await owner.goto(claim);
  await owner.selectOption("[name=check-language]", "en");
  await send(owner, `${claim}/check`);
  assert.match(new URL(owner.url()).pathname, /^\/desk\/checks\/[^/]+\/edit$/);
  check = new URL(owner.url()).pathname.split("/")[3];
  await owner.fill("[name=statement]", "The ferry to the eastern islands takes only people with a vaccination card.");
  await owner.check("[name=verdict][value=false]");
  await owner.fill("[name=title]", "The ferry takes everybody with a ticket");
  await owner.fill("[name=explanation]", "The harbour office says that a ticket is enough. The timetable of this month names no other condition.");
  await send(owner, `/desk/checks/${check}/edit`, "[value=submit]");
  assert.equal(await owner.locator("[aria-invalid=true][name=references]").count(), 1, "references are compulsory");
  assert.equal(await owner.inputValue("[name=title]"), "The ferry takes everybody with a ticket", "nothing is lost");
  await owner.fill("[name=references]", "https://example.org/timetable The harbour office's timetable");
  await send(owner, `/desk/checks/${check}/edit`, "[value=preview]");
  assert.match(await words(owner), /takes everybody with a ticket/);
  await owner.goto(`/desk/checks/${check}/edit`);
  await send(owner, `/desk/checks/${check}/edit`, "[value=submit]");
  const response = await sender.context().request.get(`/checks/${check}`);
  assert.equal(response.status(), 404, "not public before the review");
});

test("nobody approves their own check", async () => {
  await owner.goto(`/desk/checks/${check}/review`);
  assert.equal(await owner.locator("button[value=approve]").count(), 0, await words(owner));
});

test("a second person reviews and publishes", async () => {
  await reviewer.goto("/desk/reviews");
  await reviewer.locator(`a[href*='${check}']`).first().click();
  await send(reviewer, `/desk/checks/${check}/review`, "button[value=approve]");
  const response = await sender.context().request.get(`/checks/${check}`);
  assert.equal(response.status(), 200, await words(reviewer));
});

test("the receipt shows the answer, and so does asking again with a cut copy", async () => {
  assert.match(await openReceipt(), /takes everybody with a ticket/);
  await sender.goto("/");
  await sender.fill("form[action='/ask'] textarea[name=text]", message.slice(0, 105));
  await send(sender, "/ask");
  assert.match(await words(sender), /takes everybody with a ticket/);
});

test("the feed has it, and the page says how it came about", async () => {
  const feed = await (await sender.context().request.get("/checks.atom")).text();
  assert.ok(feed.includes(check));
  await sender.goto(`/checks/${check}`);
  assert.match(await words(sender), /Island Checkers/);
  const data = await sender.locator("script[type='application/ld+json']").first().textContent();
  assert.match(data, /ClaimReview/);
});

test("a correction is published with a visible history", async () => {
  await owner.goto(`/desk/checks/${check}`);
  await send(owner, `/desk/checks/${check}/correct`);
  await owner.fill("[name=title]", "The ferry takes everybody with a ticket, children too");
  await owner.fill("[name=change_note]", "Added that children need no card either.");
  await send(owner, `/desk/checks/${check}/edit`, "[value=submit]");
  await reviewer.goto(`/desk/checks/${check}/review`);
  await send(reviewer, `/desk/checks/${check}/review`, "button[value=approve]");
  await sender.goto(`/checks/${check}`);
  const text = await words(sender);
  assert.match(text, /children too/);
  assert.match(text, /Added that children need no card either/);
  await sender.goto(`/checks/${check}/versions/1`);
  assert.doesNotMatch(await sender.locator("main").innerText(), /children too/);
});

test("a withdrawal takes the answer back and says why", async () => {
  await owner.goto(`/desk/checks/${check}/withdraw`);
  await owner.fill("[name=reason]", "The harbour office changed its mind.");
  await send(owner, `/desk/checks/${check}/withdraw`);
  await sender.goto(`/checks/${check}`);
  assert.match(await words(sender), /The harbour office changed its mind/);
  await sender.goto("/");
  await sender.fill("form[action='/ask'] textarea[name=text]", message);
  await send(sender, "/ask");
  assert.equal(await sender.locator("article.answer").count(), 0, "a withdrawn check answers nobody");
});

/// A picture of coloured boxes, as PNG.
function picture(width = 320, height = 240) {
  let state = 7;
  const dice = (bound) => (state = (state * 1103515245 + 12345) % 2147483648) % bound;
  const dots = Buffer.alloc(height * (1 + width * 3), 90);
  for (let box = 0; box < 120; box++) {
    const [left, top, right, bottom] = [dice(width), dice(height), 10 + dice(60), 10 + dice(60)];
    const colour = [dice(256), dice(256), dice(256)];
    for (let y = top; y < Math.min(height, top + bottom); y++) {
      for (let x = left; x < Math.min(width, left + right); x++) dots.set(colour, y * (1 + width * 3) + 1 + x * 3);
    }
  }
  for (let y = 0; y < height; y++) dots[y * (1 + width * 3)] = 0;
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([start, chunk("IHDR", head), chunk("IDAT", deflateSync(dots)), chunk("IEND", Buffer.alloc(0))]);
}

test("a picture is asked about and handed in without JavaScript, and a checker sees it", async () => {
  await sender.goto("/");
  await sender.setInputFiles("form[action='/ask'] input[type=file]", { name: "IMG_0001.png", mimeType: "image/png", buffer: picture() });
  await send(sender, "/ask");
  assert.match(await words(sender), /Your file goes along/);
  await sender.locator("form[action='/hand-in'] [name=agree]").check();
  await send(sender, "/hand-in");
  assert.equal(await sender.locator(".receipt .words li").count(), 8, await words(sender));
  await owner.goto("/desk?order=newest");
  for (const path of await owner.locator("a[href^='/desk/claims/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
    await owner.goto(path);
    if (await owner.locator("figure.file img").count()) break;
  }
  const preview = await owner.locator("figure.file img").first().getAttribute("src");
  const shown = await owner.context().request.get(preview);
  assert.equal(shown.headers()["content-type"], "image/jpeg");
  assert.equal((await sender.context().request.get(preview, { maxRedirects: 0 })).ok(), false, "for checkers alone");
});

test("signing out everywhere ends the session", async () => {
  await reviewer.goto("/account");
  await send(reviewer, "/sign-out");
  await reviewer.goto("/desk");
  assert.match(new URL(reviewer.url()).pathname, /^\/sign-in/);
});

test("every kind of page on the way can be read by everybody", { timeout: 600_000 }, async () => {
  const { seen, views, wrong } = await lookAtKept(browser);
  assert.equal(wrong.length, 0, `of ${views} views:\n${wrong.join("\n")}`);
  for (const name of mustSee) assert.ok(seen.has(name), `${name} did not come up among: ${[...seen].join(" ")}`);
});

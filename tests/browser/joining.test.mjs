// Joining on a telephone, in Urdu and in Traditional Chinese: whoever runs the network opens a way in, somebody follows the link that its
// QR code holds, says who they are, and keeps the receipt. What a hand needs is charged as a person's pace; what the line needs is measured
// on one as slow as a bad 3G line.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, open, send } from "./house.mjs";
import { read } from "./qr.mjs";

const password = "seven grey herons over the lagoon 4512";

/// Milliseconds: typing on glass at 36 words a minute (Palin et al., MobileHCI 2019), one tap, taking a page in, pointing the camera.
const LETTER = 333;
const TAP = 1_000;
const READ = 5_000;
const POINT = 3_000;
/// Bytes a second and milliseconds of delay of a bad 3G line.
const LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 25_000 };

const PEOPLE = {
  ur: { name: "حرا باسط", organisation: "سچ کی آواز", email: "hyra@awaz.example" },
  "zh-Hant": { name: "陳怡君", organisation: "海峽查核社", email: "yichun@strait.example" },
};

const figures = { joined: 0, admitted: 0, slowest_seconds: 0, most_steps: 0, most_bytes: 0, overflows: 0 };
let browser;
let staff;
let door;

before(async () => {
  browser = await launch();
  staff = await (await open(browser, { javaScript: false, width: 1280 })).newPage();
  await staff.goto(process.env.SAKSI_SET_UP);
  await staff.fill("[name=organisation]", "Saksi Nusantara");
  await staff.fill("[name=english_name]", "Saksi Nusantara");
  await staff.fill("[name=name]", "Siti Aminah");
  await staff.fill("[name=sign_in_name]", "siti");
  await staff.fill("[name=password]", password);
  await staff.fill("[name=again]", password);
  await send(staff, "/set-up/");
  await staff.goto("/work/directory/doors");
  await staff.check("form[action='/work/directory/doors'] [name=kind][value=event]");
  await staff.fill("[name=title]", "圓桌會議 Round table");
  await staff.fill("[name=vouches]", "0");
  await send(staff, "/work/directory/doors");
  const links = await staff.locator("main a").evaluateAll((all) => all.map((a) => a.href));
  const scanned = await scan(staff);
  assert.equal(scanned, links.find((href) => href.includes("/j/")), "the code holds the short link");
  door = new URL(scanned).pathname;
});

after(async () => {
  await browser?.close();
  if (process.env.SAKSI_FIGURES) writeFileSync(process.env.SAKSI_FIGURES, JSON.stringify(figures));
});

/// What a camera reads off a page.
async function scan(page) {
  return read(await page.locator("main .qr svg").first().evaluate((svg) => svg.outerHTML));
}

for (const [language, person] of Object.entries(PEOPLE)) {
  test(`somebody who reads ${language} joins by a QR code in under a minute`, async () => {
    const context = await open(browser, { language, width: 360 });
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    let bytes = 0;
    await line.send("Network.enable");
    await line.send("Network.emulateNetworkConditions", LINE);
    line.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
    let hand = 0;
    let steps = 0;
    const step = (cost) => {
      hand += cost;
      steps += 1;
    };
    const narrow = async () => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      figures.overflows += wide ? 1 : 0;
    };
    const begun = performance.now();
    step(POINT);
    await page.goto(door);
    assert.equal(await page.getAttribute("html", "lang"), language);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), language === "ur" ? "rtl" : "ltr");
    await narrow();
    assert.equal(new URL(await scan(page)).pathname, door, "whoever is here shows the code to the next one");
    hand += READ;
    for (const [field, text] of Object.entries(person)) {
      step(TAP + LETTER * [...text].length);
      await page.fill(`form[action='${door}'] [name=${field}]`, text);
    }
    assert.ok(await page.isChecked("[name=wants_in]"), "the one mark is made already");
    step(TAP);
    await send(page, door);
    await page.locator(".locator").waitFor();
    await narrow();
    hand += READ;
    const seconds = (hand + performance.now() - begun) / 1000;
    figures.joined += 1;
    figures.slowest_seconds = Math.max(figures.slowest_seconds, seconds);
    figures.most_steps = Math.max(figures.most_steps, steps);
    figures.most_bytes = Math.max(figures.most_bytes, bytes);
    assert.ok(seconds < 60, `${seconds.toFixed(1)} s`);
    await context.close();
  });

  test(`whoever runs the network finds the request of somebody who reads ${language} and lets them in`, async () => {
    await staff.goto("/work/directory/joining");
    await staff.locator("main .card a", { hasText: person.name }).click();
    await staff.waitForLoadState("load");
    assert.ok((await staff.locator("main").innerText()).includes(person.organisation));
    await staff.fill("[name=reason]", "We met at the round table.");
    await Promise.all([staff.waitForLoadState("load"), staff.locator("button[name=action][value=admit]").click()]);
    await staff.locator("pre.copy").waitFor();
    assert.ok((await staff.locator("pre.copy").innerText()).includes("/join/"));
    figures.admitted += 1;
  });
}

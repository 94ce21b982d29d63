// Somebody files a case and a file in a real browser, over a line that breaks in the middle: the page's own script, nothing of
// ours beside it. Writes what the page asked of the server, in its order. `cargo xtask prove upload` runs it.

import { writeFileSync } from "node:fs";
import { launch, open } from "./house.mjs";

const asked = [];
const browser = await launch();
try {
  const page = await (await open(browser, { width: 360 })).newPage();
  page.setDefaultTimeout(590_000);
  page.on("request", (request) => {
    const path = new URL(request.url()).pathname;
    if (path === "/help/begin" || path === "/help/part") asked.push({ path, chunk: Number(request.headers()["saksi-chunk"] ?? -1), broken: false });
  });
  page.on("requestfailed", (request) => {
    const path = new URL(request.url()).pathname;
    const last = asked.findLast((one) => one.path === path);
    if (last) last.broken = true;
  });
  await page.goto("/help");
  await page.locator("[data-mode=browser]").first().waitFor({ state: "visible" });
  await page.fill("[name=text]", process.env.SAKSI_TEXT);
  const begun = Date.now();
  await page.locator("form[action='/help'] [type=submit]").click();
  await page.locator(".receipt .words li").first().waitFor();
  const receipt = (Date.now() - begun) / 1000;
  const askedBefore = asked.length;
  await page.check("[name=evidence]");
  await page.setInputFiles("[name=file]", process.env.SAKSI_FILE);
  const sent = Date.now();
  await page.locator("form[enctype] [type=submit]").click();
  // Three attempts are the script's own; then a button goes on where it stopped.
  const again = page.locator("[data-list] li button");
  const done = page.waitForFunction(
    () => document.querySelector("[data-list] li span")?.textContent === document.querySelector("form[enctype]").dataset.done,
  );
  for (;;) {
    const ended = await Promise.race([done.then(() => true), again.waitFor().then(() => false)]);
    if (ended) break;
    await again.click();
  }
  const words = await page.locator(".receipt .words li").allInnerTexts();
  writeFileSync(process.env.SAKSI_FIGURES, JSON.stringify({ receipt, askedBefore, upload: (Date.now() - sent) / 1000, words: words.length, asked }));
} finally {
  await browser.close();
}

// The directory with the keyboard alone and without JavaScript: somebody tabs to the field, types a name as they heard it, presses Enter, tabs to
// what was found and opens it; and finds organisations by what they need.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, open, signIn } from "./house.mjs";

const figures = { searches: 0, opened: 0, most_keys: 0 };
let browser;
let cookies;

before(async () => {
  browser = await launch();
  cookies = await signIn(browser, process.env.SAKSI_NAME, process.env.SAKSI_PASSWORD);
});

after(async () => {
  await browser?.close();
  if (process.env.SAKSI_FIGURES) writeFileSync(process.env.SAKSI_FIGURES, JSON.stringify(figures));
});

/// A window of a member that runs no script.
async function window_(width) {
  const context = await open(browser, { javaScript: false, width, cookies });
  const page = await context.newPage();
  await page.goto("/work/directory");
  return { context, page };
}

/// Presses Tab until what is in focus answers to this; gives how many keys that took.
async function tabTo(page, what, most = 200) {
  for (let keys = 1; keys <= most; keys += 1) {
    await page.keyboard.press("Tab");
    const focus = page.locator(":focus");
    if ((await focus.count()) === 1 && (await what(focus))) {
      // Whoever sees sees where they are.
      const outline = await focus.evaluate((element) => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== "none" || style.boxShadow !== "none";
      });
      assert.ok(outline, "what is in focus is marked");
      return keys;
    }
  }
  assert.fail(`not reached in ${most} steps`);
}

const named = (name) => async (focus) => (await focus.getAttribute("name")) === name;
const reads = (text) => async (focus) => (await focus.evaluate((element) => element.tagName)) === "A" && (await focus.innerText()).includes(text);
const sends = async (focus) => (await focus.evaluate((element) => element.tagName)) === "BUTTON" && (await focus.evaluate((element) => element.form?.method)) === "get";

async function press(page, key) {
  await Promise.all([page.waitForEvent("load"), page.keyboard.press(key)]);
}

for (const width of [360, 1280]) {
  test(`a misspelt name at ${width} px`, async () => {
    const { context, page } = await window_(width);
    let keys = await tabTo(page, named("q"));
    await page.keyboard.type("Hira Bassett");
    await press(page, "Enter");
    figures.searches += 1;
    assert.equal(await page.locator("[name=q]").inputValue(), "Hira Bassett", "what was typed is kept");
    keys += 1 + (await tabTo(page, reads("Hyra Basit")));
    await press(page, "Enter");
    assert.equal(await page.locator("h1").innerText(), "Hyra Basit");
    figures.opened += 1;
    figures.most_keys = Math.max(figures.most_keys, keys + 1);
    await context.close();
  });
}

test("by what an organisation needs, and nothing that fits leads back", async () => {
  const { context, page } = await window_(1280);
  await tabTo(page, named("need"));
  await page.keyboard.type("Legal");
  assert.equal(await page.locator("[name=need]").inputValue(), "legal");
  await tabTo(page, sends);
  await press(page, "Enter");
  figures.searches += 1;
  const found = page.locator("main .card h3 a").first();
  const name = await found.innerText();
  await tabTo(page, reads(name));
  await press(page, "Enter");
  assert.equal(await page.locator("h1").innerText(), name);
  figures.opened += 1;

  await page.goto("/work/directory?goals=1&lens=violence&need=legal&place=AQ");
  assert.equal(await page.locator("main .card").count(), 0);
  await tabTo(page, reads("Show the whole list"));
  await press(page, "Enter");
  assert.equal(new URL(page.url()).search, "");
  await context.close();
});

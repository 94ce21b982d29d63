// Every page, in every language, with and without JavaScript, narrow and wide, light and dark: no violation that axe
// finds at WCAG 2.2 AA, nothing wider than the window, no request to another host, and public pages under 30 kB in all.
//
// Pages are found by following links, so that a new page is looked at without being listed. A list of pages that must
// exist keeps the crawl honest.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, describe, test } from "node:test";
import {
  axe, besides, crawl, demoPassword, languages, launch, open, origin, pattern, published, send, showAgain, signIn, unfold,
  withoutBrowserChecks,
} from "./house.mjs";

const full = process.env.SAKSI_BREADTH === "full";

const mustExist = {
  public: [
    "/", "/checks", "/checks/{id}", "/claims/{id}", "/receipt", "/moderation", "/about", "/privacy", "/api", "/organisations",
    "/organisations/{slug}", "/sign-in", "/members", "/elections", "/norms", "/library", "/trusted", "/civic-space", "/joining", "/scoreboard", "/scoreboard/methods",
    "/help", "/help/return", "/help/advice", "/help/ways", "/help/toolkits", "/voices", "/impact", "/network/impact", "/log", "/verify",
  ],
  staff: [
    "/desk", "/desk/claims/{id}", "/desk/checks", "/desk/checks/{id}", "/desk/reviews", "/desk/moderation", "/desk/practice", "/desk/practice/{id}", "/account",
    "/account/password", "/account/sessions", "/settings", "/settings/people", "/settings/invitations", "/settings/tokens",
    "/operator", "/operator/network", "/work/evidence", "/work/evidence/new", "/work/evidence/file", "/work/evidence/testimony",
    "/work/evidence/sources", "/work/evidence/sources/new", "/work/evidence/keeping",
    "/work/escalations", "/work/escalations/new", "/work/escalations/platforms",
    "/work/escalations/platforms/{id}", "/work/escalations/routes", "/work/escalations/rules", "/work/escalations/figures", "/work/escalations/inbox", "/work/escalations/offers", "/work/escalations/scoreboard", "/work/escalations/settings",
    "/work/escalations/dossiers", "/work/escalations/dossiers/new", "/work/escalations/commitments", "/work/escalations/exchange", "/work/escalations/platforms/{id}/timeline",
    "/work/directory", "/work/directory/me", "/work/directory/ours", "/work/directory/offers",
    "/work/directory/groups", "/work/directory/introductions", "/work/directory/joining", "/work/directory/doors",
    "/work/directory/leaving", "/work/directory/mail", "/work/directory/import", "/work/directory/elections", "/work/directory/norms",
    "/work/directory/library", "/work/directory/trusted", "/work/directory/civic-space",
    "/work/spaces", "/work/spaces/new", "/work/directory/cited/claim/{id}",
  ],
};

const figures = { pages: 0, views: 0, violations: 0, overflows: 0, foreign: 0, largest_kilobytes: 0, largest_page: "" };
const browser = await launch();
const password = demoPassword();
const staff = await signIn(browser, "wira", password);
const publicPages = await crawl(browser, { starts: ["/", "/no-such-page", "/sign-in", ...(await besides(browser))] });
const staffPages = await crawl(browser, { starts: ["/desk", "/account", "/settings", "/operator", "/desk/moderation", "/work/escalations"], cookies: staff });
for (const name of publicPages.keys()) staffPages.delete(name);
const rows = await published(browser);

/// The views in which a page is looked at: each language, and for each both ways with JavaScript, widths and light.
function views(languagesHere) {
  const all = [];
  for (const language of languagesHere) {
    for (const javaScript of [true, false]) {
      for (const width of [360, 1280]) {
        for (const dark of [false, true]) all.push({ language, javaScript, width, dark });
      }
    }
  }
  if (full) return all;
  // Short: every language narrow without JavaScript, light; and the first wide and dark with JavaScript. What axe finds lies in how a
  // page is made, which is the same in every language but for the direction of writing: it reads one language of each direction.
  const narrow = languagesHere.includes("ur") ? "ur" : languagesHere[0];
  return all
    .filter((view) =>
      (view.width === 360 && !view.javaScript && !view.dark) || (view.language === languagesHere[0] && view.width === 1280 && view.javaScript && view.dark))
    .map((view) => ({ ...view, unread: view.width === 360 && view.language !== narrow }));
}

/// Looks at one page in one view. `reach` brings the page up.
async function look(name, view, reach, { cookies = [], isPublic = true, status } = {}) {
  const context = await open(browser, { ...view, cookies });
  const page = await context.newPage();
  const where = `${name} [${view.language}, ${view.width} px, ${view.javaScript ? "JavaScript" : "no JavaScript"}, ${view.dark ? "dark" : "light"}]`;
  const sizes = [];
  const foreign = [];
  const errors = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) foreign.push(request.url());
  });
  page.on("requestfinished", (request) => {
    // What seals in the browser is weighed apart: it comes after the page, and only where somebody asks for help.
    if (/\/static\/(sealing|pictures|help)\.[^/]*js$/.test(new URL(request.url()).pathname)) return;
    const weight = request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize, () => 0);
    sizes.push({ page: request.isNavigationRequest(), weight });
  });
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of [45]\d\d/.test(message.text())) errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  try {
    const response = await reach(page);
    if (status && response) assert.equal(response.status(), status, `${where}: status`);
    const document_ = await page.evaluate(() => ({
      lang: document.documentElement.lang,
      dir: document.documentElement.dir,
      headings: document.querySelectorAll("h1").length,
      wide: document.documentElement.scrollWidth,
      inner: window.innerWidth,
      inline: document.querySelectorAll("[style], style, script:not([src]):not([type='application/ld+json'])").length,
    }));
    figures.views += 1;
    if (isPublic) {
      assert.equal(document_.lang, view.language, `${where}: language`);
      assert.equal(document_.dir, view.language === "ur" ? "rtl" : "ltr", `${where}: direction`);
    }
    assert.equal(document_.headings, 1, `${where}: exactly one h1`);
    assert.equal(document_.inline, 0, `${where}: no inline style or script`);
    if (document_.wide > document_.inner) figures.overflows += 1;
    assert.ok(document_.wide <= document_.inner, `${where}: ${document_.wide} px wide in a window of ${document_.inner} px`);
    const found = view.unread ? [] : await violations(page, view.javaScript);
    figures.violations += found.length;
    assert.deepEqual(found, [], `${where}: axe`);
    figures.foreign += foreign.length;
    assert.deepEqual(foreign, [], `${where}: requests to other hosts`);
    assert.deepEqual(errors, [], `${where}: the browser's console`);
    if (isPublic) {
      // The page itself, and everything that it and the pages before it loaded; not those pages, which are weighed on their own.
      const last = sizes.findLast((size) => size.page);
      const weights = await Promise.all(sizes.filter((size) => !size.page || size === last).map((size) => size.weight));
      const bytes = weights.reduce((sum, weight) => sum + weight, 0);
      if (bytes / 1000 > figures.largest_kilobytes) {
        figures.largest_kilobytes = Math.round(bytes / 100) / 10;
        figures.largest_page = where;
      }
      assert.ok(bytes < 30_000, `${where}: ${bytes} bytes in all`);
    }
  } finally {
    await context.close();
  }
}

/// What axe finds. Without JavaScript timers do not run in the page, so the page as it stands is then read in a window of its own
/// that has them, with scripts of the site left out.
async function violations(page, javaScript) {
  if (javaScript) return axe(page);
  const colorScheme = await page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  const again = await (await reading(page.viewportSize(), colorScheme)).newPage();
  try {
    await showAgain(again, page.url(), await page.content());
    return await axe(again);
  } finally {
    await again.close();
  }
}

/// Windows in which pages are read again: one for each size and light, for the whole run. Nothing of a page stays in them.
const readingWindows = new Map();

function reading(viewport, colorScheme) {
  const key = `${viewport.width} ${colorScheme}`;
  if (!readingWindows.has(key)) readingWindows.set(key, browser.newContext({ viewport, colorScheme }));
  return readingWindows.get(key);
}

/// Looks at a page in all views, and says all that is wrong at once.
async function everywhere(name, reach, options = {}) {
  figures.pages += 1;
  const wrong = [];
  for (const view of views(options.languages ?? languages)) {
    try {
      await look(name, view, reach, options);
    } catch (error) {
      wrong.push(error.message.split("\n").slice(0, 12).join("\n"));
    }
  }
  assert.equal(wrong.length, 0, `${wrong.length} views of ${name}:\n${wrong.slice(0, 6).join("\n")}`);
}

after(async () => {
  await browser.close();
  if (process.env.SAKSI_FIGURES) writeFileSync(process.env.SAKSI_FIGURES, JSON.stringify(figures));
});

describe("pages that must exist", () => {
  for (const name of mustExist.public) test(`public ${name}`, () => assert.ok(publicPages.has(name), `found: ${[...publicPages.keys()].join(" ")}`));
  for (const name of mustExist.staff) test(`staff ${name}`, () => assert.ok(staffPages.has(name), `found: ${[...staffPages.keys()].join(" ")}`));
});

// Two at a time, each page in windows of its own.
describe("public pages", { concurrency: 2 }, () => {
  for (const [name, { path, status }] of publicPages) {
    test(name, () => everywhere(name, (page) => page.goto(path), { status }));
  }
});

describe("public forms", () => {
  const known = rows.find((row) => row.claim ?? row.statement);
  const knownText = known?.claim ?? known?.statement ?? "";
  const unknown = "The harbour office of a town that does not exist gives away seven hundred umbrellas painted by owls 48151623";

  const ask = (text) => async (page) => {
    await page.goto("/");
    await withoutBrowserChecks(page);
    await page.fill("form[action='/ask'] textarea", text);
    await send(page, "/ask");
  };
  test("asking with nothing typed", () => everywhere("/ask (empty)", ask("")));
  test("asking what is known", () => everywhere("/ask (known)", ask(knownText)));
  test("asking what is not known", () => everywhere("/ask (unknown)", ask(unknown)));
  test("handing in", () => everywhere("/hand-in", async (page) => {
    await ask(`${unknown} ${Math.random()}`)(page);
    await unfold(page);
    await withoutBrowserChecks(page);
    await send(page, "/hand-in");
    await page.check("form[action='/hand-in'] [name=agree]");
    await send(page, "/hand-in");
  }));
  test("a receipt that does not exist", () => everywhere("/receipt (wrong)", async (page) => {
    await page.goto("/receipt");
    await withoutBrowserChecks(page);
    const fields = page.locator("form[action='/receipt'] input:not([type=hidden]), form[action='/receipt'] textarea");
    for (let index = 0; index < await fields.count(); index += 1) await fields.nth(index).fill("wrong");
    await send(page, "/receipt");
  }));
  test("signing in with a wrong password", () => everywhere("/sign-in (wrong)", async (page) => {
    await page.goto("/sign-in");
    await page.fill("input[name=sign_in_name]", "nobody");
    await page.fill("input[name=password]", "not the password");
    await send(page, "/sign-in");
  }));
});

describe("work pages", { concurrency: 2 }, () => {
  // Work pages are in English so far; the full form looks at them for a reader of Urdu as well.
  for (const [name, { path, status }] of staffPages) {
    const seenIn = full ? ["en", "ur"] : ["en"];
    test(name, () => everywhere(name, (page) => page.goto(path), { cookies: staff, isPublic: false, status, languages: seenIn }));
  }
});

describe("the way pages are made", () => {
  test("the switch keeps a language without scripts", async () => {
    const context = await open(browser, { javaScript: false });
    const page = await context.newPage();
    await page.goto("/about");
    await page.locator("details:has(a[lang=th]) > summary").first().click();
    await page.locator("a[lang=th]").first().click();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "th");
    assert.equal(pattern(new URL(page.url()).pathname), "/about");
    await page.goto("/checks");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "th");
    await context.close();
  });
  test("a page without its stylesheet still reads in order", async () => {
    const context = await open(browser, { javaScript: false, width: 360 });
    const page = await context.newPage();
    await page.route("**/*.css", (route) => route.abort());
    await page.goto("/");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    assert.equal(overflow, false);
    assert.ok(await page.locator("form[action='/ask'] textarea").isVisible());
    await context.close();
  });
  test("a word of eighty letters stays within a list of facts, and a long name leaves room for what it says", async () => {
    for (const width of [360, 1280]) {
      const context = await open(browser, { javaScript: false, width });
      const page = await context.newPage();
      await page.goto("/about");
      const told = await page.evaluate(() => {
        const list = document.createElement("dl");
        list.className = "facts";
        const facts = [["Place", "ก".repeat(80)], ["Link", "w".repeat(80)], ["who decides and who owns it ".repeat(8), "A word"]];
        for (const [name, value] of facts) {
          list.append(Object.assign(document.createElement("dt"), { textContent: name }));
          list.append(Object.assign(document.createElement("dd"), { textContent: value }));
        }
        document.querySelector("main").append(list);
        const values = [...list.querySelectorAll("dd")];
        return {
          over: document.documentElement.scrollWidth - window.innerWidth,
          outside: values.filter((value) => value.scrollWidth > value.clientWidth).length,
          narrowest: Math.min(...values.map((value) => value.clientWidth)),
        };
      });
      assert.ok(told.over <= 0, `${width} px: ${told.over} px too wide`);
      assert.equal(told.outside, 0, `${width} px: words stand outside of their place`);
      assert.ok(told.narrowest >= 120, `${width} px: ${told.narrowest} px for what a fact says`);
      await context.close();
    }
  });
  test("the content security policy starts from nothing", async () => {
    const context = await open(browser);
    const response = await context.request.get("/");
    const policy = response.headers()["content-security-policy"] ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*/);
    await context.close();
  });
});

// What the browser tests share: the server under test, the browser, the languages, signing in, and finding every page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);

export const origin = process.env.SAKSI_URL ?? "http://127.0.0.1:8080";
export const languages = ["en", "zh-Hant", "th", "id", "ur"];
export const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/// The rules of WCAG 2.2 at levels A and AA.
export const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export function launch() {
  return chromium.launch({
    executablePath: process.env.SAKSI_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--disable-dev-shm-usage",
    ],
  });
}

/// A browser window of somebody who reads this language.
export async function open(browser, { language = "en", javaScript = true, width = 1280, dark = false, cookies = [] } = {}) {
  const context = await browser.newContext({
    baseURL: origin,
    javaScriptEnabled: javaScript,
    viewport: { width, height: 800 },
    colorScheme: dark ? "dark" : "light",
    extraHTTPHeaders: { "accept-language": `${language}, en;q=0.5` },
    reducedMotion: "reduce",
    storageState: { cookies, origins: [] },
  });
  if (kept) context.on("page", (page) => page.on("load", () => pending.push(keep(page, { language, javaScript }))));
  return context;
}

/// Pages that came up on the way of a story, where they are kept: one of each kind, with the words of its heading.
let kept;
let pending = [];

/// From now on, keeps every kind of page that comes up in windows opened here, for [`lookAtKept`].
export function keepPages() {
  kept = new Map();
}

async function keep(page, { language, javaScript }) {
  const url = page.url();
  if (!url.startsWith(origin)) return;
  try {
    const html = await page.content();
    const heading = html.match(/<h1[^>]*>([^]*?)<\/h1>/)?.[1].replaceAll(/<[^>]*>|\s+/g, " ").trim() ?? "";
    const name = pattern(new URL(url).pathname);
    const key = [name, heading, html.includes("aria-invalid"), language, javaScript].join(" | ");
    if (!kept.has(key)) kept.set(key, { name, html, url, where: `${name} “${heading}” [${language}]` });
  } catch {
    // Whoever walks on at once is not waited for.
  }
}

/// Waits until what came up is kept.
export async function allKept() {
  await Promise.all(pending);
  pending = [];
}

/// Looks at every kept page in a window of its own, narrow and wide: what axe finds, and what is wider than the window. Gives the patterns seen too.
export async function lookAtKept(browser) {
  await allKept();
  const wrong = [];
  for (const { html, url, where } of kept.values()) {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    await showAgain(page, url, html);
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      const found = await axe(page);
      const wide = await tooWide(page);
      if (wide) found.push(wide);
      if (found.length > 0) wrong.push(`${where}, ${width} px: ${found.join("; ")}`);
    }
    await context.close();
  }
  return { seen: new Set([...kept.values()].map((page) => page.name)), views: kept.size, wrong };
}

/// By how much a page is wider than its window, and the innermost elements that reach out of it; nothing where it fits.
export async function tooWide(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (wide <= 0) return "";
    const out = (element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > window.innerWidth + 1 || left < -1);
    };
    const inner = [...document.body.querySelectorAll("*")].filter((element) => out(element) && ![...element.children].some(out));
    const named = inner.slice(0, 4).map((element) => `<${element.tagName.toLowerCase()} class="${element.className}"> ${element.textContent.trim().slice(0, 80)}`);
    return `${wide} px wider than the window: ${named.join(" | ")}`;
  });
}

/// Shows this content under its address, without the site's scripts.
export async function showAgain(page, url, html) {
  await page.route("**/*", (route) => {
    const request = route.request();
    if (request.isNavigationRequest()) return route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
    if (request.resourceType() === "script") return route.abort();
    return route.continue();
  });
  await page.goto(url);
}

/// What axe finds on a page whose scripts may run, in words.
export async function axe(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }), rules);
  return result.violations.map((violation) => `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

/// The demonstration's password, out of the account that it printed.
export function demoPassword() {
  const log = readFileSync(process.env.SAKSI_LOG, "utf8");
  const found = log.match(/Password of both: (\S.*)/);
  if (!found) throw new Error("the demonstration printed no password");
  return found[1].trim();
}

/// Signs in through the form and returns the cookies.
export async function signIn(browser, name, password) {
  const context = await open(browser);
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.fill("input[name=sign_in_name]", name);
  await page.fill("input[name=password]", password);
  await Promise.all([page.waitForURL((url) => url.pathname !== "/sign-in"), page.click("form[action='/sign-in'] [type=submit]")]);
  const { cookies } = await context.storageState();
  await context.close();
  return cookies;
}

/// The pattern of a path: identifiers, slugs and secrets replaced.
export function pattern(path) {
  const bare = path.split(/[?#]/)[0];
  return bare
    .replace(/\b[0-9a-hjkmnp-tv-z]{26}\b/g, "{id}")
    .replace(/^\/organisations\/(?!$)[^/]+/, "/organisations/{slug}")
    .replace(/^\/(join|set-up|reset)\/[^/]+/, "/$1/{secret}")
    .replace(/\/versions\/\d+/, "/versions/{number}")
    .replace(/^(.+)\/$/, "$1");
}

/// Follows every link of our own pages and returns one path for each pattern that answers with HTML.
export async function crawl(browser, { cookies = [], starts = ["/"] } = {}) {
  const context = await open(browser, { cookies });
  const found = new Map();
  const seen = new Set();
  const waiting = [...starts];
  while (waiting.length > 0) {
    const path = waiting.shift();
    const name = pattern(path);
    // Two of a kind: one of them may be the one with the longer words.
    const alike = [...seen].filter((other) => pattern(other) === name).length;
    if (seen.has(path) || alike >= 2 || /^\/(language|sign-out|static|help\/leave)\b/.test(name)) continue;
    seen.add(path);
    const response = await context.request.get(path, { maxRedirects: 5 });
    const type = response.headers()["content-type"] ?? "";
    const landed = new URL(response.url());
    if (!type.startsWith("text/html")) continue;
    const landedName = pattern(landed.pathname);
    if (!found.has(landedName)) found.set(landedName, { path: landed.pathname + landed.search, status: response.status() });
    const html = await response.text();
    for (const [, href] of html.matchAll(/\shref="([^"]+)"/g)) {
      const url = new URL(href.replaceAll("&amp;", "&"), landed);
      if (url.origin === landed.origin) waiting.push(url.pathname + url.search);
    }
  }
  await context.close();
  return found;
}

/// Some published claims, newest first, from the public export.
export async function published(browser) {
  const context = await open(browser);
  const response = await context.request.get("/checks.jsonl");
  const text = await response.text();
  await context.close();
  return text.split("\n").filter((line) => line.trim() !== "").slice(0, 200).map((line) => JSON.parse(line));
}

/// Takes away what the browser itself would refuse, so that the server's own answer is seen.
export async function withoutBrowserChecks(page) {
  await page.evaluate(() => {
    for (const form of document.querySelectorAll("form")) form.noValidate = true;
  });
}

/// Opens everything that is folded away, as somebody who looks for it would.
export async function unfold(page) {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) fold.open = true;
  });
}

/// The pages of one published check that nothing else may link to: its claim, and its first version.
export async function besides(browser) {
  const context = await open(browser);
  const response = await context.request.get("/api/v1/checks");
  const { items } = await response.json();
  await context.close();
  return items.slice(0, 1).flatMap((item) => [`/claims/${item.claim}`, `/checks/${item.id}/versions/1`]);
}

/// Presses the button that sends the form with this action.
export async function send(page, action, button = "[type=submit]") {
  await Promise.all([page.waitForLoadState("load"), page.locator(`form[action^='${action}'] ${button}`).first().click()]);
  await page.waitForLoadState("load");
}

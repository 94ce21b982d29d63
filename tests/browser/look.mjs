// Takes a picture of every page (wide, narrow, dark, right to left) into a folder, with one page that shows them all.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { besides, crawl, demoPassword, launch, open, signIn } from "./house.mjs";

const folder = process.argv[2] ?? "look";
mkdirSync(folder, { recursive: true });
const browser = await launch();
const staff = await signIn(browser, "wira", demoPassword());
const publicPages = await crawl(browser, { starts: ["/", "/no-such-page", "/sign-in", ...(await besides(browser))] });
const staffPages = await crawl(browser, { starts: ["/desk", "/account", "/settings", "/operator", "/work/escalations"], cookies: staff });
const views = [
  { name: "wide", width: 1280 },
  { name: "narrow", width: 360 },
  { name: "dark", width: 360, dark: true },
  { name: "urdu", width: 360, language: "ur" },
];
const sheets = [];
for (const view of views) {
  for (const [pages, cookies] of [[publicPages, []], [staffPages, staff]]) {
    const context = await open(browser, { ...view, cookies });
    const page = await context.newPage();
    for (const [name, { path }] of pages) {
      if (cookies.length > 0 && publicPages.has(name)) continue;
      await page.goto(path);
      const file = `${view.name}${name.replaceAll(/[^a-z]+/g, "-")}.png`;
      await page.screenshot({ path: join(folder, file), fullPage: true });
      sheets.push({ view: view.name, name, file });
    }
    await context.close();
  }
}
await browser.close();
const cells = sheets.map(({ view, name, file }) => `<figure><figcaption>${view} ${name}</figcaption><a href="${file}"><img src="${file}" alt="" loading="lazy"></a></figure>`);
writeFileSync(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><title>Pages</title><style>body{display:flex;flex-wrap:wrap;gap:1rem;font:14px sans-serif}img{width:280px;border:1px solid #999}</style>${cells.join("\n")}\n`);
console.log(`${sheets.length} pictures`);

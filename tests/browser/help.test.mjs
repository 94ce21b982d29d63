// The way of one case in a real browser, with JavaScript off and on, in English, Urdu and Thai: filed, with a file, answered,
// come back to, written in again, handed on to a second organisation after the person said yes, accepted there, resolved,
// followed up, deleted. With JavaScript nothing that was typed may leave the browser.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { allKept, crawl, keepPages, launch, lookAtKept, open, send, unfold } from "./house.mjs";

const password = "seven grey herons over the lagoon 4512";
const passphrase = "lantern orchard velvet compass harbour";
const HELPLINE = "Island Helpline";
const LAWYERS = "Lawyers of the Coast";

// How much is handed on differs, so that both ways are gone: the whole case with its key, or an extract written anew.
const STORIES = {
  en: { story: "Somebody got into my account CANARY-en and writes to my friends.", much: "whole" },
  ur: { story: "کسی نے میرے اکاؤنٹ پر قبضہ کر لیا CANARY-ur اور میرے نام سے لکھتا ہے۔", much: "extract" },
  th: { story: "มีคนเข้าบัญชีของฉัน CANARY-th และเขียนถึงเพื่อนในนามของฉัน", much: "whole" },
};

const ways = [false, true].flatMap((javaScript) => Object.entries(STORIES).map(([language, each]) => ({ javaScript, language, ...each })));
// Short: each of the three at least once with each way of handing on.
const short = process.env.SAKSI_BREADTH === "short";
const combinations = short ? ways.filter((way) => way.javaScript === (way.language === "ur")) : ways;
const figures = { combinations: 0, sealed_in_the_browser: 0, requests_with_words: 0 };

/// Kinds of pages that come up on the way, so that looking at them cannot be forgotten.
const mustSee = [
  "/help", "/help/files", "/help/return", "/help/write", "/help/consent", "/help/delete", "/help/proof", "/cases", "/cases/{id}",
  "/cases/{id}/refer", "/cases/{id}/people", "/cases/{id}/keep", "/cases/search", "/cases/enter", "/cases/rota", "/cases/audit", "/cases/keys", "/cases/settings", "/cases/key", "/cases/helpline", "/cases/referrals",
  "/cases/referrals/{id}", "/cases/campaigns", "/cases/campaigns/{id}", "/join/{secret}",
];

let browser;
let helper;
let lawyer;

async function signedOut() {
  const page = await (await open(browser, { javaScript: false, width: 1280 })).newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

async function account(page, name, signInName) {
  await page.fill("[name=name]", name);
  await page.fill("[name=sign_in_name]", signInName);
  await page.fill("[name=password]", password);
  await page.fill("[name=again]", password);
}

before(async () => {
  keepPages();
  browser = await launch();
  helper = await signedOut();
  await helper.goto(process.env.SAKSI_SET_UP);
  await helper.fill("[name=organisation]", HELPLINE);
  await helper.fill("[name=english_name]", HELPLINE);
  await account(helper, "Melati", "melati");
  await send(helper, "/set-up/");
});

after(async () => {
  await browser.close();
  if (process.env.SAKSI_FIGURES) writeFileSync(process.env.SAKSI_FIGURES, JSON.stringify(figures));
});

const words = (page) => page.locator("main").innerText();

/// Makes a key and opens the helpline with oneself as triager.
async function openHelpline(page) {
  await page.goto("/cases/key/new");
  await page.fill("[name=passphrase]", passphrase);
  await page.fill("[name=again]", passphrase);
  await send(page, "/cases/key/new");
  await page.goto("/cases/key");
  if ((await page.locator("[name=unlock_passphrase]").count()) > 0) {
    await page.fill("[name=unlock_passphrase]", passphrase);
    await send(page, "/cases/key/unlock");
  }
  await page.goto("/cases/helpline");
  await page.locator("form[action='/cases/helpline/open'] [name=person]").first().check();
  await send(page, "/cases/helpline/open");
}

test("nobody takes cases before a helpline is open, and the page says so", async () => {
  const page = await (await open(browser, { javaScript: false })).newPage();
  await page.goto("/help");
  assert.equal(await page.locator("form[action='/help']").count(), 0);
  assert.equal(await page.title(), "saksi");
});

test("a helper makes a key and opens the helpline", async () => {
  await openHelpline(helper);
  const page = await signedOut();
  await page.goto("/help");
  assert.equal(await page.locator("form[action='/help']").count(), 1);
  assert.equal(await page.locator("[name=organisation][type=radio]").count(), 0, "with one helpline there is nothing to choose");
  await page.context().close();
});

test("a second organisation joins, opens its helpline, and says which help it gives", async () => {
  await helper.goto("/operator/organisations/new");
  await helper.fill("[name=name]", LAWYERS);
  await helper.fill("[name=english_name]", LAWYERS);
  await send(helper, "/operator/organisations/new");
  await send(helper, new URL(helper.url()).pathname + "/invite");
  const link = (await helper.content()).match(/\/join\/[A-Za-z0-9_-]+/)?.[0];
  assert.ok(link, await words(helper));
  lawyer = await signedOut();
  await lawyer.goto(link);
  await account(lawyer, "Zahra", "zahra");
  await send(lawyer, "/join/");
  await openHelpline(lawyer);
  await lawyer.goto("/cases/settings/provider");
  await lawyer.check("[name=services][value=legal]");
  await lawyer.fill("[name=languages]", "en, ur, th");
  await send(lawyer, "/cases/settings/provider");
});

/// Opens a page with everything that it sends listened to.
async function visitor(javaScript, language, width = 360) {
  const context = await open(browser, { javaScript, width, language });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const sent = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  page.on("pageerror", (error) => assert.fail(error));
  return { context, page, sent };
}

async function ready(page, javaScript) {
  if (javaScript) await page.locator("[data-mode=browser]").first().waitFor({ state: "visible" });
  else assert.equal(await page.locator("[data-mode=browser]").first().isVisible(), false);
}

/// Chooses the helpline by its name.
const choose = (page) => page.getByLabel(HELPLINE, { exact: true }).check();

async function receiptOn(page) {
  await page.locator(".receipt .words li").first().waitFor();
  const locator = (await page.locator("[data-fill=locator]").innerText()).trim();
  const list = (await page.locator(".receipt .words li").allInnerTexts()).map((word) => word.trim());
  assert.equal(list.length, 13);
  return { locator, words: list.join(" ") };
}

async function comeBack(page, receipt, javaScript) {
  await page.goto("/help/return");
  await ready(page, javaScript);
  await page.fill("[name=locator]", ` ${receipt.locator.toLowerCase()} `);
  await page.fill("[name=words]", receipt.words.toUpperCase().replaceAll(" ", "\n"));
  await page.locator("form[action='/help/return'] [type=submit]").click();
}

for (const { javaScript, language, story, much } of combinations) {
  describe(`${javaScript ? "with" : "without"} JavaScript, in ${language}`, () => {
    let person;
    let receipt;
    let at;
    let there;
    const answer = `We can help. Which account is it? (${language}, ${javaScript})`;

    before(async () => {
      person = await visitor(javaScript, language);
    });
    after(async () => {
      figures.combinations += 1;
      if (javaScript) {
        figures.sealed_in_the_browser += 1;
        figures.requests_with_words += person.sent.filter((text) => text.includes("CANARY")).length;
      }
      await person.context.close();
    });

    test("somebody asks for help and gets a receipt", async () => {
      const { page } = person;
      await page.goto("/help");
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      assert.equal(await page.title(), "saksi");
      await ready(page, javaScript);
      await page.locator("form[action='/help'] [type=submit]").click();
      await page.locator(javaScript ? "[data-status].notice-danger" : "[aria-invalid=true]").first().waitFor();
      await choose(page);
      await page.check("[name=safe][value=no]");
      await page.check("[name=incident][value=account-compromise]");
      await page.fill("[name=text]", story);
      await page.locator("form[action='/help'] [type=submit]").click();
      receipt = await receiptOn(page);
      assert.equal(await page.title(), "saksi");
    });

    test("a file follows, without what hides in it", async () => {
      const { page } = person;
      const jpeg = Buffer.concat([
        Buffer.from([0xff, 0xd8]),
        Buffer.from([0xff, 0xfe, 0, 24]),
        Buffer.from("CANARY-hidden-in-picture".slice(0, 22)),
        Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]),
        Buffer.alloc(200_000, 7),
        Buffer.from([0xff, 0xd9]),
      ]);
      await page.setInputFiles("[name=file]", { name: "picture.jpg", mimeType: "image/jpeg", buffer: jpeg });
      await page.locator("form[enctype] [type=submit]").click();
      if (javaScript) {
        await page.waitForFunction(() => document.querySelector("[data-list] li span")?.textContent === document.querySelector("form[enctype]").dataset.done);
      } else {
        await page.locator(".notice-done").first().waitFor();
      }
    });

    test("nothing that was typed left a browser that seals", () => {
      const plain = person.sent.some((text) => text.includes("CANARY"));
      assert.equal(plain, !javaScript);
      const told = person.sent.some((text) => text.includes(receipt.words.split(" ").slice(0, 3).join("+")) || text.includes("account-compromise"));
      assert.equal(told, !javaScript);
    });

    test("the helper takes the case, reads it and answers", async () => {
      await helper.goto("/cases");
      await helper.locator("main a[href^='/cases/']", { hasText: `CANARY-${language}` }).first().click();
      at = new URL(helper.url()).pathname;
      assert.match(await words(helper), new RegExp(`CANARY-${language}`));
      await send(helper, `${at}/people`);
      await helper.goto(at);
      await helper.fill(`form[action='${at}/reply'] [name=text]`, answer);
      await send(helper, `${at}/reply`, "[value=send]");
    });

    test("a wrong receipt opens nothing and says nothing", async () => {
      const stranger = await visitor(javaScript, language);
      const list = receipt.words.split(" ");
      await comeBack(stranger.page, { ...receipt, words: [...list.slice(1), list[0]].join(" ") }, javaScript);
      await stranger.page.locator(javaScript ? "[data-status].notice-danger" : "[aria-invalid=true]").first().waitFor();
      assert.equal(await stranger.page.locator("form[action='/help/write']").count(), 0);
      await stranger.context.close();
    });

    test("the person comes back, reads the answer, and writes again", async () => {
      const { page } = person;
      await comeBack(page, receipt, javaScript);
      await page.locator(".sent", { hasText: answer }).waitFor();
      const text = await words(page);
      assert.ok(text.includes(`CANARY-${language}`), text);
      assert.ok(text.includes("picture.jpg"), text);
      await page.fill("form[action='/help/write'] [name=text]", `Second message CANARY2-${language}`);
      await page.locator("form[action='/help/write'] [type=submit]").click();
      await page.locator(".sent", { hasText: `CANARY2-${language}` }).waitFor();
    });

    test("the file comes back as it was, without its hidden part", async () => {
      const { page } = person;
      const [download] = await Promise.all([page.waitForEvent("download"), page.locator("form[action='/help/take'] [type=submit]").click()]);
      const chunks = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk);
      const content = Buffer.concat(chunks);
      assert.ok(!content.includes("CANARY"));
      assert.equal(content.length, 2 + 10 + 200_000 + 2);
    });

    test("the person declines somebody to talk to, and gets a proof", async () => {
      const { page } = person;
      await page.locator("form[action='/help/service'] [value=decline]").click();
      await page.locator("form[action='/help/service']").waitFor({ state: "detached" });
      await page.locator("details:has(form[action='/help/proof']) summary").click();
      await page.locator("form[action='/help/proof'] [type=submit]").click();
      const line = await page.locator(".copy").first().innerText();
      assert.match(line, /^saksi-filing-1-/);
      const code = await page.locator("[data-fill=opening]").textContent();
      assert.match(code, /^[0-9a-f]{64}$/);
      // Anybody checks it: the key is this server's, and the code belongs to the line.
      await helper.goto("/verify");
      await helper.fill("[name=entry]", line);
      await helper.fill("[name=opening]", code);
      await helper.locator("form[action='/verify'] [type=submit]").click();
      await helper.locator(".notice-done").waitFor();
      assert.equal(await helper.locator("main .card").count(), 2);
      assert.equal(await helper.locator(".notice-danger").count(), 0);
    });

    test("nobody else is asked before the person said yes", async () => {
      await helper.goto(`${at}/refer?service=legal`);
      assert.match(await words(helper), new RegExp(LAWYERS));
      await helper.locator("a[href*='to=']").first().click();
      await helper.waitForLoadState("load");
      assert.equal(await helper.locator(`form[action='${at}/refer'][method=post]`).count(), 0, "no offer without consent");
      await helper.check(`[name=much][value=${much}]`);
      await helper.fill("[name=days]", "30");
      await send(helper, `${at}/consents`);
      await lawyer.goto("/cases/referrals");
      assert.equal(await lawyer.locator("#incoming ~ * a[href^='/cases/referrals/']").count(), 0);
    });

    test("the person reads who would help and with how much, and agrees", async () => {
      const { page } = person;
      await comeBack(page, receipt, javaScript);
      const asked = page.locator("article:has(form[action='/help/consent'])");
      await asked.getByText(LAWYERS).waitFor();
      assert.equal((await asked.locator("ul li").count()) > 0, much === "extract");
      assert.match(await asked.innerText(), /[0-9]{4}|[۰-۹]{4}|[๐-๙]{4}/, "until when");
      await asked.locator("[name=answer][value=yes], button[value=yes]").first().click();
      await page.locator("form[action='/help/consent'] [value=withdraw]").waitFor();
    });

    test("the helper offers it to the second organisation", async () => {
      await helper.goto(`${at}/refer?service=legal`);
      await helper.locator("a[href*='to=']").first().click();
      await helper.waitForLoadState("load");
      await send(helper, `${at}/refer`, "[type=submit].main, [type=submit]:not(.quiet)");
      assert.match(await words(helper), new RegExp(`${LAWYERS}`));
      assert.equal(await helper.locator(`form[action$='/take-back']`).count(), 1, await words(helper));
    });

    test("the case joins a campaign, which leads back to it", async () => {
      const name = `One attack on several (${language}, ${javaScript})`;
      await helper.locator(`details:has(form[action='${at}/campaign']) > summary`).click();
      await helper.fill("[name=new_campaign]", name);
      await send(helper, `${at}/campaign`);
      await helper.locator(`main a[href^='/cases/campaigns/']`).first().click();
      await helper.waitForLoadState("load");
      assert.match(await words(helper), /One attack on several/);
      assert.equal(await helper.locator(`main a[href='${at}']`).count(), 1);
      await helper.goto("/cases/campaigns");
      assert.match(await words(helper), /One attack on several/);
    });

    test("the second organisation sees what was agreed to, and accepts", async () => {
      await lawyer.goto("/cases/referrals");
      await lawyer.locator("tr:has(.badge-waiting) a[href^='/cases/referrals/']").first().click();
      await lawyer.waitForLoadState("load");
      assert.doesNotMatch(await words(lawyer), /CANARY/, "nothing that the person wrote before it is accepted");
      await send(lawyer, new URL(lawyer.url()).pathname + "/accept");
      await lawyer.locator("main a.button[href^='/cases/']").first().click();
      await lawyer.waitForLoadState("load");
      there = new URL(lawyer.url()).pathname;
      assert.equal((await words(lawyer)).includes(`CANARY-${language}`), much === "whole");
      assert.equal(there === at, much === "whole");
      if (much !== "whole") return;
      await lawyer.fill(`form[action='${there}/reply'] [name=text]`, `We go to court with you. (${language})`);
      await send(lawyer, `${there}/reply`, "[value=send]");
    });

    test("the person says whether they were reached, and whoever asked learns it", async () => {
      const { page } = person;
      await comeBack(page, receipt, javaScript);
      if (much === "whole") await page.locator(".sent", { hasText: "We go to court with you." }).waitFor();
      await page.getByText(LAWYERS).first().waitFor();
      await page.locator("form[action='/help/reached'] [value=yes]").click();
      await page.locator("form[action='/help/reached']").waitFor({ state: "detached" });
      await helper.goto("/cases/referrals");
      await helper.goto(at);
      assert.match(await words(helper), /Reached the person\s+Yes/);
    });

    test("the case is resolved once nothing is lacking, and not before", async () => {
      await helper.goto(at);
      assert.equal(await helper.locator(`form[action='${at}/status'] [value=resolved]`).count(), 1);
      await helper.locator(`form[action='${at}/status']:has([value=resolved]) [type=submit]`).click();
      await helper.waitForLoadState("load");
      assert.equal(await helper.locator(".notice-danger").count(), 1, await words(helper));
      await helper.goto(`${at}/answers`);
      await helper.check("[name=approach][value=reactive]");
      await helper.selectOption("[name=outcome]", { index: 1 });
      await send(helper, `${at}/answers`);
      await helper.locator(`form[action='${at}/status']:has([value=resolved]) [type=submit]`).click();
      await helper.waitForLoadState("load");
      assert.equal(await helper.locator(".notice-danger").count(), 0, await words(helper));
      await helper.locator(`form[action='${at}/status']:has([value=closed]) [type=submit]`).click();
      await helper.waitForLoadState("load");
      await helper.goto("/cases?lane=done");
    });

    test("the person has everything deleted, and the receipt says when the last backup is gone", async () => {
      const { page } = person;
      await comeBack(page, receipt, javaScript);
      await page.locator("details:has(form[action='/help/delete']) summary").click();
      await page.check("[name=sure]");
      await page.locator("form[action='/help/delete'] [type=submit]").click();
      await page.locator("form[action='/help/write']").waitFor({ state: "detached" });
      const gone = await words(page);
      await comeBack(page, receipt, javaScript);
      await page.locator("form[action='/help/return']").waitFor({ state: "detached" });
      assert.equal(await words(page), gone);
    });

    test("what was deleted opens for nobody", async () => {
      for (const page of much === "whole" ? [helper, lawyer] : [helper]) {
        const response = await page.goto(at);
        assert.equal(response.status(), 404);
      }
      if (much !== "whole") {
        const response = await lawyer.goto(there);
        assert.doesNotMatch(await words(lawyer), /CANARY/, String(response.status()));
      }
    });
  });
}

test("a case that a browser sealed asks before it opens on the server, and notes it", async () => {
  const sealed = await visitor(true, "en");
  await sealed.page.goto("/help");
  await ready(sealed.page, true);
  await choose(sealed.page);
  await sealed.page.fill("[name=text]", "Sealed in the browser.");
  await sealed.page.locator("form[action='/help'] [type=submit]").click();
  const receipt = await receiptOn(sealed.page);
  await sealed.context.close();
  const { page, context } = await visitor(false, "en");
  await comeBack(page, receipt, false);
  assert.equal(await page.locator("form[action='/help/write']").count(), 0, "asked first");
  await page.locator("form[action='/help/return'] .danger").click();
  const text = await words(page);
  assert.match(text, /Sealed in the browser/);
  assert.match(text, /without JavaScript/);
  await context.close();
});

test("the quick way out leaves nothing to go back to", async () => {
  const { page, context } = await visitor(true, "en");
  await context.route("https://en.wikipedia.org/**", (route) => route.fulfill({ contentType: "text/html", body: "elsewhere" }));
  await page.goto("/checks");
  await page.goto("/help");
  await page.fill("[name=text]", "typed");
  await page.keyboard.press("Escape");
  await page.waitForURL("https://en.wikipedia.org/**");
  await page.goBack();
  assert.equal(new URL(page.url()).pathname, "/checks");
  await context.close();
});

test("without JavaScript the way out is a link that leads away", async () => {
  const { page, context } = await visitor(false, "th");
  await context.route("https://th.wikipedia.org/**", (route) => route.fulfill({ contentType: "text/html", body: "elsewhere" }));
  await page.goto("/help");
  await page.locator("[data-leave]").click();
  await page.waitForURL("https://th.wikipedia.org/**");
  await context.close();
});

test("every kind of page on the way can be read by everybody", { timeout: 600_000 }, async () => {
  // What no story led to, as a helper with an open key sees it.
  const { cookies } = await helper.context().storageState();
  for (const { path } of (await crawl(browser, { cookies, starts: ["/cases", "/cases/helpline"] })).values()) {
    if (!path.startsWith("/cases")) continue;
    await helper.goto(path);
    await allKept();
  }
  await helper.goto("/cases");
  await unfold(helper);
  await helper.fill("form[action='/cases/search'] [name=words]", "CANARY");
  await send(helper, "/cases/search");
  const { seen, views, wrong } = await lookAtKept(browser);
  assert.equal(wrong.length, 0, `of ${views} views:\n${wrong.join("\n")}`);
  for (const name of mustSee) assert.ok(seen.has(name), `${name} did not come up among: ${[...seen].join(" ")}`);
});

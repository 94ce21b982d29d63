// The way of one case in a real browser, with JavaScript off and on, in English, Urdu and Thai: filed, come back to, answered,
// written in again, with a file, its proof made, deleted. With JavaScript nothing that was typed may leave the browser.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, open, send } from "./house.mjs";

const password = "seven grey herons over the lagoon 4512";
const passphrase = "lantern orchard velvet compass harbour";

const LANGUAGES = {
  en: "Somebody got into my account CANARY-en and writes to my friends.",
  ur: "کسی نے میرے اکاؤنٹ پر قبضہ کر لیا CANARY-ur اور میرے نام سے لکھتا ہے۔",
  th: "มีคนเข้าบัญชีของฉัน CANARY-th และเขียนถึงเพื่อนในนามของฉัน",
};

let browser;
let helper;

before(async () => {
  browser = await launch();
  helper = await (await open(browser, { javaScript: false, width: 1280 })).newPage();
  helper.setDefaultTimeout(20_000);
  await helper.goto(process.env.SAKSI_SET_UP);
  await helper.fill("[name=organisation]", "Island Helpline");
  await helper.fill("[name=english_name]", "Island Helpline");
  await helper.fill("[name=name]", "Melati");
  await helper.fill("[name=sign_in_name]", "melati");
  await helper.fill("[name=password]", password);
  await helper.fill("[name=again]", password);
  await send(helper, "/set-up/");
});

after(() => browser.close());

const words = (page) => page.locator("main").innerText();

test("nobody takes cases before a helpline is open, and the page says so", async () => {
  const page = await (await open(browser, { javaScript: false })).newPage();
  await page.goto("/help");
  assert.equal(await page.locator("form[action='/help']").count(), 0);
  assert.equal(await page.title(), "saksi");
});

test("a helper makes a key and opens the helpline", async () => {
  await helper.goto("/cases/key/new");
  await helper.fill("[name=passphrase]", passphrase);
  await helper.fill("[name=again]", passphrase);
  await send(helper, "/cases/key/new");
  await helper.goto("/cases/key");
  if ((await helper.locator("[name=unlock_passphrase]").count()) > 0) {
    await helper.fill("[name=unlock_passphrase]", passphrase);
    await send(helper, "/cases/key/unlock");
  }
  await helper.goto("/cases/helpline");
  await helper.locator("form[action='/cases/helpline/open'] [name=person]").first().check();
  await send(helper, "/cases/helpline/open");
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

for (const javaScript of [false, true]) {
  for (const [language, story] of Object.entries(LANGUAGES)) {
    describe(`${javaScript ? "with" : "without"} JavaScript, in ${language}`, () => {
      let person;
      let receipt;
      const answer = `We can help. Which account is it? (${language}, ${javaScript})`;

      before(async () => {
        person = await visitor(javaScript, language);
      });
      after(() => person.context.close());

      test("somebody asks for help and gets a receipt", async () => {
        const { page } = person;
        await page.goto("/help");
        assert.equal(await page.locator("html").getAttribute("lang"), language);
        assert.equal(await page.title(), "saksi");
        await ready(page, javaScript);
        await page.locator("form[action='/help'] [type=submit]").click();
        await page.locator(javaScript ? "[data-status].notice-danger" : "[aria-invalid=true]").first().waitFor();
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
        const at = new URL(helper.url()).pathname;
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
        assert.match(await page.locator(".copy").innerText(), /^saksi-filing-1-/);
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
    });
  }
}

test("a case that a browser sealed asks before it opens on the server, and notes it", async () => {
  const sealed = await visitor(true, "en");
  await sealed.page.goto("/help");
  await ready(sealed.page, true);
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

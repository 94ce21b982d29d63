// Seals what somebody writes before it leaves this device, and opens what comes back, with sealing.js. The server gets sealed
// bytes, the locator and the authenticator; the words of the receipt and the keys stay in this page's memory and go with it.
//
// Every page is the server's own and works without this script. Answers are pages too: their main part takes the place of
// the one that is shown, and what only this browser can open is filled in.
(function () {
  "use strict";
  const sealing = window.saksiSealing;
  if (!sealing || !window.crypto || !window.crypto.subtle || !window.fetch || !window.DOMParser) return;

  const write = (text) => new TextEncoder().encode(text);
  const read = (bytes) => new TextDecoder().decode(bytes);
  const url64 = (bytes) => sealing.base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const unurl64 = (text) => sealing.unbase64(text.replaceAll("-", "+").replaceAll("_", "/"));
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Identifiers as the site shows them: 26 characters of Crockford's base 32.
  const SYMBOLS = "0123456789abcdefghjkmnpqrstvwxyz";
  function showId(bytes) {
    let number = 0n;
    for (const byte of bytes) number = (number << 8n) | BigInt(byte);
    let text = "";
    for (let place = 0; place < 26; place += 1, number >>= 5n) text = SYMBOLS[Number(number & 31n)] + text;
    return text;
  }
  function readId(text) {
    let number = 0n;
    for (const symbol of text) number = (number << 5n) | BigInt(SYMBOLS.indexOf(symbol));
    return sealing.unhex(number.toString(16).padStart(32, "0"));
  }

  /// The receipt and the keys of the case that is open in this page: its key by generation.
  let mine = null;
  /// A receipt and a case that were made for a form and not filed yet: the same for a second attempt.
  let drawn = null;

  // What is said while something goes on, and when it went wrong.
  function say(root, words, wrong = false) {
    const status = root.querySelector("[data-status]");
    if (!status) return;
    status.textContent = words;
    status.className = words ? `notice ${wrong ? "notice-danger" : "notice-waiting"}` : "";
    if (wrong) status.scrollIntoView({ block: "center" });
  }

  /// What a page says that holds a problem.
  function saidBy(page, otherwise) {
    const list = all("main .summary li", page).map((line) => line.textContent.trim());
    const words = list.length > 0 ? list.join(" ") : page.querySelector("main .summary strong, main .lead")?.textContent.trim();
    return words || otherwise;
  }

  class Refused extends Error {
    constructor(words, again) {
      super(words);
      this.again = again;
    }
  }

  /// Sends a form and gives the page that answers. In a flood the server first asks for a little work.
  async function send(action, pairs, failed) {
    let proof = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const body = new URLSearchParams([...pairs, ...proof]);
      let response;
      let page;
      try {
        response = await fetch(action, { method: "POST", body, credentials: "same-origin", cache: "no-store" });
        page = new DOMParser().parseFromString(await response.text(), "text/html");
      } catch {
        throw new Refused(failed);
      }
      const work = page.querySelector("form[data-work]");
      if (!work) {
        if (!response.ok) throw new Refused(saidBy(page, failed), response.headers.get("saksi-again"));
        return page;
      }
      proof = [["_pass", work.dataset.work], ["_proof", await sealing.prove(work.dataset.work, Number(work.dataset.bits))]];
    }
    throw new Refused(failed);
  }

  /// Puts another page's main part in the place of this one's.
  async function show(page) {
    const main = document.adoptNode(page.querySelector("main"));
    document.querySelector("main").replaceWith(main);
    if (mine) {
      for (const field of all("input[name=authenticator]", main)) field.value = sealing.hex(mine.receipt.authenticator);
      for (const field of all("input[name=binding]", main)) field.value = sealing.hex(mine.receipt.filing_binding);
      for (const place of all("[data-fill=opening]", main)) place.textContent = sealing.hex(mine.receipt.filing_opening);
      for (const place of all("[data-fill=locator]", main)) place.textContent = mine.receipt.shown;
      for (const place of all("[data-fill=words]", main)) place.replaceChildren(wordList(mine.receipt.words));
    }
    window.scrollTo(0, 0);
    await prepare(main);
    (main.querySelector("h1") || main).focus();
  }

  function wordList(words) {
    const list = document.createElement("ol");
    list.className = "words";
    list.dir = "ltr";
    for (const word of words.split(" ")) list.append(Object.assign(document.createElement("li"), { textContent: word }));
    return list;
  }

  const valuesOf = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const tokenOf = (form) => [["_token", form.elements._token.value]];

  /// Runs what a form does, once at a time, and says what went wrong. Nothing typed is lost.
  function onSubmit(form, root, words, deed) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (form.dataset.busy) return;
      form.dataset.busy = "yes";
      say(root, words);
      try {
        await deed(event.submitter);
      } catch (error) {
        say(root, error instanceof Refused ? error.message : root.dataset.failed, true);
      } finally {
        delete form.dataset.busy;
      }
    });
  }

  // Asking for help.
  const LISTS = ["incident", "abuse", "services"];
  const CHOICES = ["safe", "approach", "minor", "region"];
  const TEXTS = ["text", "contact", "contact-when", "name"];

  function filled(form) {
    const data = new FormData(form);
    const answers = { v: 1, at: new Date().toISOString(), language: document.documentElement.lang, intake: "form" };
    for (const name of LISTS) if (data.getAll(name).length > 0) answers[name] = data.getAll(name);
    for (const name of CHOICES) if (data.get(name)) answers[name] = data.get(name);
    if (data.get("group")) answers.group = [data.get("group")];
    const texts = Object.fromEntries(TEXTS.map((name) => [name, (data.get(name) || "").trim()]).filter(([, text]) => text));
    return { organisation: data.get("organisation"), answers, texts };
  }

  async function sealedFiling(organisation, answers, texts, closed) {
    const keys = await (await fetch("/help/keys", { credentials: "same-origin", cache: "no-store" })).json();
    const helpline = keys.find((each) => each.organisation === organisation);
    if (!helpline) throw new Refused(closed);
    drawn ??= { receipt: await sealing.newReceipt(document.documentElement.lang), theCase: await sealing.newCase(sealing.identifier()), record: sealing.identifier() };
    const { receipt, theCase, record } = drawn;
    const sealed = {};
    for (const [field, text] of Object.entries({ answers: JSON.stringify(answers), ...texts })) {
      sealed[field] = url64(await sealing.sealText(theCase, record, field, write(text)));
    }
    return JSON.stringify({
      case: showId(theCase.id),
      record: showId(record),
      locator: receipt.shown,
      verifier: url64(receipt.verifier),
      return_key: url64(receipt.return_key),
      triage_wrap: url64(await sealing.wrapCase(theCase, await sealing.readKey(helpline.key))),
      return_wrap: url64(await sealing.wrapCase(theCase, receipt.return_key)),
      texts: sealed,
    });
  }

  function prepareAsking(root) {
    const form = root.querySelector("form");
    onSubmit(form, root, root.dataset.sealing, async () => {
      const { organisation, answers, texts } = filled(form);
      if (!organisation) throw new Refused(root.dataset.choose);
      if (!texts.text && !answers.incident && !answers.abuse) throw new Refused(root.dataset.empty);
      for (let attempt = 0; ; attempt += 1) {
        try {
          const sealed = await sealedFiling(organisation, answers, texts, root.dataset.closed);
          const page = await send("/help/sealed", [...tokenOf(form), ["organisation", organisation], ["sealed", sealed]], root.dataset.failed);
          mine = { receipt: drawn.receipt, keys: new Map([[1, drawn.theCase]]) };
          drawn = null;
          await show(page);
          return;
        } catch (error) {
          // Another case has this locator, or the helpline's key was changed meanwhile: once more, with new ones.
          if (attempt >= 2 || !(error instanceof Refused) || !error.again) throw error;
          drawn = null;
        }
      }
    });
  }

  // Coming back.
  function prepareReturning(root) {
    const form = root.querySelector("form");
    onSubmit(form, root, root.dataset.sealing, async () => {
      let receipt;
      try {
        receipt = await sealing.readReceipt(form.elements.locator.value, form.elements.words.value);
      } catch (error) {
        throw new Refused(error.code === "locator" ? root.dataset.locator : root.dataset.words);
      }
      const page = await send(
        "/help/return",
        [...tokenOf(form), ["locator", receipt.shown], ["authenticator", sealing.hex(receipt.authenticator)]],
        root.dataset.failed,
      );
      mine = { receipt, keys: new Map() };
      await show(page);
    });
  }

  // The thread.
  async function openThread(root) {
    if (!mine || !root.dataset.case) return;
    const id = readId(root.dataset.case);
    mine.keys = new Map();
    for (const wrap of root.dataset.wraps.split(" ")) {
      const theCase = await sealing.openCase(unurl64(wrap), id, mine.receipt.pair);
      mine.keys.set(theCase.generation, theCase);
    }
    for (const place of all("[data-sealed]", root)) {
      const sealed = unurl64(place.dataset.sealed);
      const record = readId(place.closest("[data-record]").dataset.record);
      try {
        const plain = read(await sealing.openText(keyFor(sealed), record, place.dataset.field, sealed));
        fill(place, place.dataset.field, plain, root);
      } catch {
        place.textContent = root.dataset.unopened;
      }
      delete place.dataset.sealed;
    }
  }

  const keyFor = (sealed) => mine.keys.get(new DataView(sealed.buffer, sealed.byteOffset).getUint32(2));
  const newest = () => mine.keys.get(Math.max(...mine.keys.keys()));

  function fill(place, field, plain, root) {
    if (field === "name") {
      const file = JSON.parse(plain);
      const title = place.closest("[data-record]").querySelector("[data-name]");
      if (title) title.textContent = file.name;
      place.closest("[data-record]").dataset.type = file.type || "application/octet-stream";
      return;
    }
    if (field === "request") {
      place.append(request(JSON.parse(plain), root));
      return;
    }
    place.className = "sent";
    place.dir = "auto";
    place.textContent = plain;
  }

  /// What helpers ask consent for, in the words of the page's dictionary.
  function request(asked, root) {
    const named = new Map(all("[data-dictionary] dt", root).map((code) => [code.textContent, code.nextElementSibling.textContent]));
    const word = (code) => named.get(code) || code;
    const whole = document.createElement("div");
    const line = (text, kind = "p") => whole.append(Object.assign(document.createElement(kind), { textContent: text }));
    line(`${word(`purpose-${asked.purpose}`)}: ${asked.receiver_name || word("any-platform")}`);
    const fields = asked.extent?.fields;
    const told = asked.purpose === "testimony";
    line(word(told ? "testimony-how" : fields ? "extent-extract" : "extent-whole"));
    if (fields && !told) {
      const list = document.createElement("ul");
      for (const code of fields) list.append(Object.assign(document.createElement("li"), { textContent: word(`field-${code}`) }));
      whole.append(list);
    }
    if (asked.ends) {
      const ends = new Date(asked.ends);
      const language = document.documentElement.lang;
      line(word("until").replace("{date}", new Intl.DateTimeFormat(language, { dateStyle: "long", calendar: "gregory" }).format(ends)));
      if (ends <= Date.now()) line(word("over"));
    }
    if (asked.words) whole.append(Object.assign(document.createElement("div"), { className: "sent", dir: "auto", textContent: asked.words }));
    return whole;
  }

  function prepareThread(root) {
    for (const form of all("form", root)) {
      if (form.enctype === "multipart/form-data") continue;
      const action = form.getAttribute("action");
      if (action === "/help/take") {
        onSubmit(form, root, root.dataset.sealing, async () => {
          await take(form);
          say(root, "");
        });
        continue;
      }
      onSubmit(form, root, root.dataset.sealing, async (button) => {
        let pairs = valuesOf(form);
        if (button?.name) pairs.push([button.name, button.value]);
        if (action === "/help/write") {
          const text = form.elements.text.value.trim();
          if (!text) throw new Refused(root.dataset.empty);
          form.dataset.record ||= showId(sealing.identifier());
          const record = readId(form.dataset.record);
          const texts = {};
          for (const [field, plain] of [["text", text], ["at", new Date().toISOString()]]) {
            texts[field] = url64(await sealing.sealText(newest(), record, field, write(plain)));
          }
          pairs = [...pairs.filter(([name]) => name !== "text"), ["sealed", JSON.stringify({ record: form.dataset.record, texts })]];
        }
        await show(await send(action, pairs, root.dataset.failed));
      });
    }
  }

  // Files.

  const PART = 15;
  const bearer = () => ({ "saksi-locator": mine.receipt.shown, "saksi-authenticator": sealing.hex(mine.receipt.authenticator) });

  /// Sends one file from where it stands. Called again after a failure it goes on there.
  async function upload(item, form, progress) {
    if (!item.sealer) {
      const content = item.evidence ? item.file : await window.saksiPictures.stripped(item.file);
      item.record = sealing.identifier();
      item.sealer = await sealing.fileSealer(newest(), item.record, "file", content);
      item.length = sealing.sealedFileLength(content.size);
      const name = { name: item.file.name, type: item.file.type, evidence: item.evidence, size: content.size, at: new Date().toISOString() };
      item.name = await sealing.sealText(newest(), item.record, "name", write(JSON.stringify(name)));
    }
    const ask = async (action, body, headers = {}) => {
      const response = await fetch(action, { method: "POST", body, headers: { ...bearer(), ...headers }, credentials: "same-origin", cache: "no-store" });
      if (response.ok) return response.json();
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      throw new Refused(saidBy(page, ""));
    };
    const begun = new URLSearchParams([
      ...tokenOf(form),
      ["locator", mine.receipt.shown],
      ["authenticator", sealing.hex(mine.receipt.authenticator)],
      ["record", showId(item.record)],
      ["header", url64(item.sealer.header)],
      ["name", url64(item.name)],
      ["length", String(item.length)],
    ]);
    let state = await ask("/help/begin", begun);
    while (!state.done) {
      const from = state.next_chunk;
      const chunks = [];
      for (let number = from; number < Math.min(from + PART, item.sealer.chunks); number += 1) chunks.push(await item.sealer.chunk(number));
      const headers = { "content-type": "application/octet-stream", "saksi-record": showId(item.record), "saksi-chunk": String(from) };
      state = await ask("/help/part", new Blob(chunks), headers);
      progress(Math.floor((100 * state.next_chunk) / item.sealer.chunks));
    }
  }

  function prepareFiles(form) {
    const root = form.parentElement;
    const list = root.querySelector("[data-list]");
    const says = form.dataset;
    form.addEventListener("submit", async (event) => {
      // A thread that the server opened takes files the server's way.
      if (!mine) return;
      event.preventDefault();
      const files = [...form.elements.file.files];
      const evidence = form.elements.evidence.checked;
      const items = files.map((file) => {
        const line = document.createElement("li");
        const name = Object.assign(document.createElement("bdi"), { dir: "auto", textContent: file.name });
        const state = document.createElement("span");
        line.append(name, ": ", state);
        list.append(line);
        return { file, evidence, line, state };
      });
      form.reset();
      for (const item of items) await carry(item, form, says);
    });
  }

  /// Sends one file; three attempts, then a button that goes on where it stopped.
  async function carry(item, form, says) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        item.state.textContent = says.sending;
        await upload(item, form, (percent) => {
          item.state.textContent = `${says.sending} ${percent}%`;
        });
        item.state.textContent = says.done;
        return;
      } catch (error) {
        const refused = error instanceof Refused && error.message;
        if (error.message === "damaged" || refused) {
          item.state.textContent = refused || says.damaged;
          return;
        }
        if (attempt >= 2) break;
        await new Promise((go) => setTimeout(go, 1000 * 2 ** attempt));
      }
    }
    item.state.textContent = `${says.failed} `;
    const again = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: says.again });
    again.addEventListener("click", () => {
      again.remove();
      carry(item, form, says);
    });
    item.state.append(again);
  }

  /// Fetches a file part by part, opens it, and hands it to the browser to keep.
  async function take(form) {
    const place = form.closest("[data-record]");
    const header = unurl64(form.dataset.header);
    const opener = await sealing.fileOpener(keyFor(header), readId(place.dataset.record), "file", header);
    const chunks = Number(form.dataset.chunks);
    const plain = [];
    for (let chunk = 0; chunk < chunks; ) {
      const body = new URLSearchParams([...valuesOf(form).filter(([name]) => name !== "words"), ["chunk", String(chunk)]]);
      const response = await fetch("/help/take", { method: "POST", body, credentials: "same-origin", cache: "no-store" });
      if (!response.ok) throw new Error("file");
      const sealed = new Uint8Array(await response.arrayBuffer());
      if (sealed.length === 0) throw new Error("file");
      for (let at = 0; at < sealed.length; at += sealing.CHUNK + 45, chunk += 1) plain.push(opener.open(sealed.slice(at, at + sealing.CHUNK + 45)));
    }
    opener.finish();
    const address = URL.createObjectURL(new Blob(plain, { type: place.dataset.type }));
    const link = Object.assign(document.createElement("a"), { href: address, download: place.querySelector("[data-name]")?.textContent || "file" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  async function prepare(main) {
    for (const line of all("[data-mode]", main)) line.hidden = line.dataset.mode !== "browser";
    for (const form of all("form[enctype='multipart/form-data']", main)) prepareFiles(form);
    for (const root of all("[data-help]", main)) {
      if (root.dataset.help === "ask") prepareAsking(root);
      if (root.dataset.help === "return") prepareReturning(root);
      if (root.dataset.help === "thread" && mine) {
        await openThread(root);
        prepareThread(root);
      }
    }
  }

  // A browser that cannot do all of this leaves it to the server, and the page goes on saying so.
  sealing
    .newReceipt("en")
    .then(() => prepare(document.querySelector("main")))
    .catch(() => {});
})();

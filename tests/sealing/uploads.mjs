// Many browsers at once, each with a case and a large file on a slow line, without the browsers: the script that pages send seals
// here as it would there. `cargo xtask prove upload` runs it and looks at the server's memory meanwhile.
//
//     node tests/sealing/uploads.mjs URL CROWD BYTES BYTES-PER-SECOND

import { readFileSync } from "node:fs";
import http from "node:http";

const [url, crowd, bytes, pace] = process.argv.slice(2).map((word, at) => (at === 0 ? word : Number(word)));
const script = readFileSync(new URL("../../crates/cases/assets/sealing.js", import.meta.url), "utf8");
const sealing = new Function(`${script}; return saksiSealing;`)();

/// Chunks of one part, as the page's script sends them.
const PART = 15;
const PIECE = 16 * 1024;
const SYMBOLS = "0123456789abcdefghjkmnpqrstvwxyz";
const url64 = (given) => Buffer.from(given).toString("base64url");
const show = (id) => {
  let number = BigInt(`0x${Buffer.from(id).toString("hex")}`);
  let text = "";
  for (let place = 0; place < 26; place += 1, number >>= 5n) text = SYMBOLS[Number(number & 31n)] + text;
  return text;
};
const value = (html, name) => html.match(new RegExp(`name="${name}"[^>]*value="([^"]*)"`))?.[1].replaceAll("&amp;", "&");
const agent = new http.Agent({ keepAlive: true, maxSockets: crowd });

/// Asks; a body goes out as slowly as the line is.
function ask(method, path, body = Buffer.alloc(0), headers = {}, slowly = false) {
  return new Promise((resolve, reject) => {
    const length = body.length > 0 ? { "content-length": body.length } : {};
    const request = http.request(`${url}${path}`, { method, agent, headers: { "sec-fetch-site": "same-origin", "accept-language": "en", ...length, ...headers } });
    request.on("error", reject);
    request.on("response", (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`${method} ${path} answered ${response.statusCode}: ${text.slice(0, 2000)}`));
      });
    });
    const write = async () => {
      const begun = Date.now();
      for (let at = 0; at < body.length; at += PIECE) {
        request.write(body.subarray(at, at + PIECE));
        const wait = slowly ? begun + (1000 * (at + PIECE)) / pace - Date.now() : 0;
        if (wait > 0) await new Promise((go) => setTimeout(go, wait));
      }
      request.end();
    };
    write().catch(reject);
  });
}

const form = (pairs) => [Buffer.from(new URLSearchParams(pairs).toString()), { "content-type": "application/x-www-form-urlencoded" }];

/// Files a case; gives what sends its file.
async function file() {
  const page = await ask("GET", "/help");
  const organisation = value(page, "organisation");
  const helpline = JSON.parse(await ask("GET", "/help/keys")).find((each) => each.organisation === organisation);
  const receipt = await sealing.newReceipt("en");
  const theCase = await sealing.newCase(sealing.identifier());
  const record = sealing.identifier();
  const utf8 = new TextEncoder();
  const answers = JSON.stringify({ v: 1, at: new Date().toISOString(), language: "en", intake: "form" });
  const texts = {};
  for (const [field, text] of [["answers", answers], ["text", "Somebody got into my account."]]) {
    texts[field] = url64(await sealing.sealText(theCase, record, field, utf8.encode(text)));
  }
  const sealed = JSON.stringify({
    case: show(theCase.id),
    record: show(record),
    locator: receipt.shown,
    verifier: url64(receipt.verifier),
    return_key: url64(receipt.return_key),
    triage_wrap: url64(await sealing.wrapCase(theCase, await sealing.readKey(helpline.key))),
    return_wrap: url64(await sealing.wrapCase(theCase, receipt.return_key)),
    texts,
  });
  const filed = await ask("POST", "/help/sealed", ...form([["_token", value(page, "_token")], ["organisation", organisation], ["sealed", sealed]]));
  return { receipt, theCase, token: value(filed.slice(filed.indexOf("/help/files")), "_token") };
}

/// Sends a file, part by part.
async function upload({ receipt, theCase, token }) {
  const record = sealing.identifier();
  const bearer = { "saksi-locator": receipt.shown, "saksi-authenticator": sealing.hex(receipt.authenticator) };
  const sealer = await sealing.fileSealer(theCase, record, "file", new Blob([Buffer.alloc(bytes, 0x5a)]));
  const about = JSON.stringify({ name: "evidence.bin", type: "application/octet-stream", evidence: true, size: bytes });
  const name = await sealing.sealText(theCase, record, "name", new TextEncoder().encode(about));
  const begun = form([
    ["_token", token],
    ["locator", receipt.shown],
    ["authenticator", sealing.hex(receipt.authenticator)],
    ["record", show(record)],
    ["header", url64(sealer.header)],
    ["name", url64(name)],
    ["length", String(sealing.sealedFileLength(bytes))],
  ]);
  let state = JSON.parse(await ask("POST", "/help/begin", begun[0], { ...begun[1], ...bearer }));
  while (!state.done) {
    const chunks = [];
    const from = state.next_chunk;
    for (let number = from; number < Math.min(from + PART, sealer.chunks); number += 1) chunks.push(await sealer.chunk(number));
    const headers = { ...bearer, "content-type": "application/octet-stream", "saksi-record": show(record), "saksi-chunk": String(from) };
    state = JSON.parse(await ask("POST", "/help/part", Buffer.concat(chunks), headers, true));
  }
}

const cases = await Promise.all(Array.from({ length: crowd }, file));
await Promise.all(cases.map(upload));
console.log(`${cases.length} files`);
agent.destroy();

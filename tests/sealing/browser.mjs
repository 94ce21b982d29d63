// A browser that seals, without a browser: the script that pages send, asked line by line. Each line is a question in JSON and
// gets one line of JSON. Receipts and keys stay here, as they stay in a page; `cargo xtask prove seizure` asks.
//
//     node browser.mjs SEALING_JS

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { runInThisContext } from "node:vm";

runInThisContext(readFileSync(process.argv[2], "utf8"));
const sealing = globalThis.saksiSealing;

const write = (text) => new TextEncoder().encode(text);
const url64 = (bytes) => sealing.base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const unurl64 = (text) => sealing.unbase64(text.replaceAll("-", "+").replaceAll("_", "/"));
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

/// Receipts and the keys of their cases, by locator.
const mine = new Map();
const newest = ({ keys }) => keys.get(Math.max(...keys.keys()));
const keyFor = ({ keys }, sealed) => keys.get(new DataView(sealed.buffer, sealed.byteOffset).getUint32(2));

const answers = {
  /// A request, sealed to a helpline's key.
  async file({ key, answers, texts, language }) {
    const receipt = await sealing.newReceipt(language);
    const theCase = await sealing.newCase(sealing.identifier());
    const record = sealing.identifier();
    const sealed = {};
    for (const [field, text] of Object.entries({ answers: JSON.stringify(answers), ...texts })) {
      sealed[field] = url64(await sealing.sealText(theCase, record, field, write(text)));
    }
    mine.set(receipt.shown, { receipt, keys: new Map([[1, theCase]]) });
    return {
      case: showId(theCase.id),
      locator: receipt.shown,
      words: receipt.words,
      authenticator: sealing.hex(receipt.authenticator),
      sealed: JSON.stringify({
        case: showId(theCase.id),
        record: showId(record),
        locator: receipt.shown,
        verifier: url64(receipt.verifier),
        return_key: url64(receipt.return_key),
        triage_wrap: url64(await sealing.wrapCase(theCase, await sealing.readKey(key))),
        return_wrap: url64(await sealing.wrapCase(theCase, receipt.return_key)),
        texts: sealed,
      }),
    };
  },
  /// The keys of a case, as the page of the thread brings them.
  async open({ locator, case: id, wraps }) {
    const own = mine.get(locator);
    own.keys = new Map();
    for (const wrap of wraps.split(" ")) {
      const theCase = await sealing.openCase(unurl64(wrap), readId(id), own.receipt.pair);
      own.keys.set(theCase.generation, theCase);
    }
    return { generations: own.keys.size };
  },
  /// One sealed field of the thread, opened.
  async read({ locator, record, field, sealed }) {
    const bytes = unurl64(sealed);
    const plain = await sealing.openText(keyFor(mine.get(locator), bytes), readId(record), field, bytes);
    return { plain: new TextDecoder().decode(plain) };
  },
  /// A message.
  async message({ locator, text }) {
    const record = sealing.identifier();
    const texts = {};
    for (const [field, plain] of [["text", text], ["at", new Date().toISOString()]]) {
      texts[field] = url64(await sealing.sealText(newest(mine.get(locator)), record, field, write(plain)));
    }
    return { sealed: JSON.stringify({ record: showId(record), texts }) };
  },
  /// A file: what begins it, and its chunks as one part.
  async attach({ locator, name, type, content }) {
    const theCase = newest(mine.get(locator));
    const bytes = sealing.unbase64(content);
    const record = sealing.identifier();
    const sealer = await sealing.fileSealer(theCase, record, "file", new Blob([bytes]));
    const about = { name, type, evidence: false, size: bytes.length, at: new Date().toISOString() };
    const chunks = [];
    for (let number = 0; number < sealer.chunks; number += 1) chunks.push(Buffer.from(await sealer.chunk(number)));
    return {
      record: showId(record),
      header: url64(sealer.header),
      name: url64(await sealing.sealText(theCase, record, "name", write(JSON.stringify(about)))),
      length: String(sealing.sealedFileLength(bytes.length)),
      chunks: Buffer.concat(chunks).toString("hex"),
    };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  try {
    console.log(JSON.stringify(await answers[question.do](question)));
  } catch (error) {
    console.log(JSON.stringify({ failed: `${question.do}: ${error.stack ?? error}` }));
  }
}

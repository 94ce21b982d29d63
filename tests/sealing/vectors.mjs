// Makes and checks the test vectors of docs/sealing.md:
//
//     node tests/sealing/vectors.mjs make > crates/vault/tests/vectors/browser.json
//     node tests/sealing/vectors.mjs check FILE
//
// With SAKSI_SEALING naming the script that browsers are sent (crates/cases/assets/sealing.js), that very file makes and
// checks what a browser makes.

import { readFileSync } from "node:fs";
import * as second from "./sealing.mjs";

const shipped = process.env.SAKSI_SEALING;
const sealing = shipped ? asShipped(readFileSync(shipped, "utf8")) : second;

/// The script as a page would run it. It never derives a return key for X25519 alone, so that one comes from here.
function asShipped(script) {
  const given = new Function(`${script}; return saksiSealing;`)();
  const receipt = async (...words) => {
    const { pair, ...made } = await given.receipt(...words);
    const typed = await given.readReceipt(` ${made.shown.toLowerCase()} `, made.words.toUpperCase().replaceAll(" ", " - "));
    same("return key of the words as typed", typed.pair.envelope, pair.envelope);
    return { ...made, return_key_x25519: (await second.receipt(...words)).return_key_x25519 };
  };
  return { ...given, receipt };
}

const { equal, hex, random, unhex } = sealing;
const same = (what, one, other) => {
  const holds = typeof one === "string" || typeof one === "number" ? one === other : equal(one, other);
  if (!holds) throw new Error(`${what}: not the same`);
};
const content = (length) => Uint8Array.from({ length }, (_, at) => (at * 31) % 251);
const utf8 = new TextEncoder();

async function makeKey(suite) {
  const seed = random(32);
  const pair = await sealing.keyPair(suite, seed);
  return {
    suite,
    seed: hex(seed),
    public: hex(pair.envelope),
    fingerprint: hex(pair.fingerprint),
    shown: sealing.symbols(pair.fingerprint.slice(0, 20), 160),
    text: await sealing.keyText(pair.envelope),
  };
}

async function makeCase(suite) {
  const seed = random(32);
  const pair = await sealing.keyPair(suite, seed);
  const theCase = await sealing.newCase(random(16));
  const texts = [];
  for (const [field, plain] of [["text", "میں محفوظ نہیں ہوں۔"], ["answer", "no"], ["contact", ""], ["text", "ข".repeat(500)]]) {
    const record = random(16);
    const bytes = utf8.encode(plain);
    const sealed = await sealing.sealText(theCase, record, field, bytes);
    texts.push({ record: hex(record), field, plain: hex(bytes), sealed: hex(sealed) });
  }
  const files = [];
  for (const length of [0, 5, 65537]) {
    const record = random(16);
    const sealed = await sealing.sealFile(theCase, record, "file", content(length));
    files.push({ record: hex(record), field: "file", length, sealed: Buffer.from(sealed).toString("base64") });
  }
  return {
    case: hex(theCase.id),
    generation: theCase.generation,
    check: hex(theCase.check),
    suite,
    seed: hex(seed),
    wrap: hex(await sealing.wrapCase(theCase, pair.envelope)),
    texts,
    files,
  };
}

async function makeReceipt(language) {
  const locator = random(5);
  const secret = random(16);
  const made = await sealing.receipt(locator, secret, language);
  const shown = Object.entries(made).map(([key, value]) => [key, typeof value === "string" ? value : hex(value)]);
  return { locator: hex(locator), secret: hex(secret), ...Object.fromEntries(shown) };
}

async function make() {
  return {
    keys: [await makeKey("x-wing"), await makeKey("x25519")],
    cases: [await makeCase("x-wing"), await makeCase("x25519")],
    receipts: [await makeReceipt("en"), await makeReceipt("zh-Hant")],
    sizes: [0, 1, 4096, 4097, 70000, 123456789].map((length) => ({
      content: length,
      sealed: sealing.sealedFileLength(length),
    })),
  };
}

const checks = {
  async keys(vector) {
    const pair = await sealing.keyPair(vector.suite, unhex(vector.seed));
    same("public key", pair.envelope, unhex(vector.public));
    same("fingerprint", pair.fingerprint, unhex(vector.fingerprint));
    same("shown fingerprint", sealing.symbols(pair.fingerprint.slice(0, 20), 160), vector.shown);
    same("text", await sealing.keyText(pair.envelope), vector.text);
    return 1;
  },
  async cases(vector) {
    const pair = await sealing.keyPair(vector.suite, unhex(vector.seed));
    const opened = await sealing.openCase(unhex(vector.wrap), unhex(vector.case), pair);
    same("generation", opened.generation, vector.generation);
    same("check", opened.check, unhex(vector.check));
    for (const { record, field, plain, sealed } of vector.texts) {
      same("text", await sealing.openText(opened, unhex(record), field, unhex(sealed)), unhex(plain));
    }
    for (const { record, field, length, sealed } of vector.files) {
      const bytes = new Uint8Array(Buffer.from(sealed, "base64"));
      same("content", await sealing.openFile(opened, unhex(record), field, bytes), content(length));
    }
    return 1 + vector.texts.length + vector.files.length;
  },
  async receipts(vector) {
    const language = /^[a-z ]+$/.test(vector.words) ? "en" : "zh-Hant";
    const made = await sealing.receipt(unhex(vector.locator), unhex(vector.secret), language);
    for (const [key, value] of Object.entries(made)) {
      same(key, typeof value === "string" ? value : hex(value), vector[key]);
    }
    return 1;
  },
  async locks(vector) {
    const secret = {
      passphrase: () => sealing.withPassphrase(vector.with),
      code: () => sealing.withCode(vector.with),
      session: () => sealing.withSession(vector.with, unhex(vector.session)),
    }[vector.kind]();
    same("seed", await sealing.openLock(unhex(vector.lock), secret), unhex(vector.seed));
    return 1;
  },
  async handed(vector) {
    const holder = await sealing.keyPair(vector.holder_suite, unhex(vector.holder_seed));
    same("seed", await sealing.openHanded(unhex(vector.envelope), holder), unhex(vector.seed));
    return 1;
  },
  async sharings(vector) {
    const sharing = unhex(vector.sharing);
    const shares = [];
    for (const [at, sealed] of vector.shares.entries()) {
      const trustee = await sealing.keyPair(vector.trustee_suite, unhex(vector.trustees[at]));
      shares.push(await sealing.openShare(sharing, unhex(sealed), trustee));
    }
    for (const chosen of [shares.slice(0, vector.needed), shares.slice(-vector.needed)]) {
      const key = await sealing.joinShares(sharing, chosen);
      same("seed", await sealing.openLock(unhex(vector.lock), sealing.withRecoveryKey(key)), unhex(vector.seed));
    }
    return 1 + shares.length;
  },
  async key_logs(vector) {
    same("head", hex(await sealing.verifyLog(vector.statements.map(unhex))), vector.head);
    return vector.statements.length;
  },
  async filings(vector) {
    await sealing.verifyProof(unhex(vector.proof), unhex(vector.opening));
    same("text", sealing.proofText(unhex(vector.proof)), vector.text);
    return 1;
  },
  async sizes(vector) {
    same("size", sealing.sealedFileLength(vector.content), vector.sealed);
    return 1;
  },
};

const [verb, file] = process.argv.slice(2);
if (verb === "make") {
  console.log(JSON.stringify(await make(), null, 2));
} else if (verb === "check" && file) {
  const vectors = JSON.parse(readFileSync(file, "utf8"));
  const kinds = shipped ? ["keys", "cases", "receipts", "sizes"] : Object.keys(checks);
  for (const [kind, check] of kinds.map((kind) => [kind, checks[kind]])) {
    let count = 0;
    for (const [number, vector] of (vectors[kind] ?? []).entries()) {
      try {
        count += await check(vector);
      } catch (error) {
        console.error(`${kind}, number ${number}: ${error.stack}`);
        process.exit(1);
      }
    }
    console.log(`${kind} ${count}`);
  }
} else {
  console.error("say `make` or `check FILE`");
  process.exit(2);
}

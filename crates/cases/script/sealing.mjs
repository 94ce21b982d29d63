// What seals in the browser of somebody who asks for help, after docs/sealing.md. Only the part that a browser needs: keys
// of receipts, case keys, texts, files. Libraries do the mathematics: hpke-js and mlkem for sealing to a public key,
// noble-ciphers for XChaCha20-Poly1305, noble-hashes for the small work that a flood asks for, the browser's WebCrypto for
// the rest. Nothing here touches the page or the network.

import { CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { XWing } from "@hpke/hybridkem-x-wing";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as chinese } from "@scure/bip39/wordlists/traditional-chinese.js";

const { subtle } = globalThis.crypto;
const utf8 = new TextEncoder();

/// What cannot be opened, or was typed wrongly, by a word that the page has a sentence for.
export class SealingError extends Error {
  constructor(code, details = {}) {
    super(code);
    this.code = code;
    Object.assign(this, details);
  }
}

const must = (holds, code, details) => {
  if (!holds) throw new SealingError(code, details);
};

// Bytes.
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
export const random = (length) => globalThis.crypto.getRandomValues(new Uint8Array(length));
export const equal = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

export function base64(bytes) {
  let text = "";
  // A call with too many arguments fails, so a large array goes in pieces.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

export const unbase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const base64url = (bytes) => base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/// A random identifier (UUID version 4), as sixteen bytes.
export function identifier() {
  const bytes = random(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes;
}

const join = (...parts) => {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const u32 = (number) => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
};

const u64 = (number) => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number));
  return bytes;
};

const readU32 = (bytes, at) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

const statement = (label, ...parts) =>
  join(...[utf8.encode(label), ...parts].flatMap((part) => [u32(part.length), part]));
const digest = async (bytes) => new Uint8Array(await subtle.digest("SHA-256", bytes));

async function derive(salt, secret, info, length = 32) {
  const key = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  return new Uint8Array(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, length * 8));
}

// Key pairs.
const SUITES = {
  "x-wing": { id: 0x01, make: () => new XWing(), encapsulated: 1120 },
  x25519: { id: 0x02, make: () => new DhkemX25519HkdfSha256(), encapsulated: 32 },
};
const suiteOf = (id) => Object.keys(SUITES).find((name) => SUITES[name].id === id);
const hpke = (name) =>
  new CipherSuite({ kem: SUITES[name].make(), kdf: new HkdfSha256(), aead: new Chacha20Poly1305() });

export async function keyPair(name, seed) {
  const suite = hpke(name);
  if (name === "x-wing") {
    const material = { kty: "AKP", alg: "X-Wing", priv: base64url(seed), key_ops: ["deriveBits"] };
    const privateKey = await suite.kem.importKey("jwk", material, false);
    const { publicKey } = await suite.kem.generateKeyPairDerand(seed.slice());
    const raw = new Uint8Array(await suite.kem.serializePublicKey(publicKey));
    return pairOf(name, privateKey, raw);
  }
  const privateKey = await suite.kem.importKey("raw", seed.slice().buffer, false);
  // X25519 of the scalar and the base point, through the platform: PKCS #8 in, JWK out.
  const pkcs8 = join(unhex("302e020100300506032b656e04220420"), seed);
  const key = await subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, true, ["deriveBits"]);
  const { x } = await subtle.exportKey("jwk", key);
  return pairOf(name, privateKey, unbase64(x.replaceAll("-", "+").replaceAll("_", "/")));
}

async function pairOf(name, privateKey, raw) {
  const envelope = join([0x01, SUITES[name].id], raw);
  return { name, privateKey, envelope, fingerprint: await fingerprint(envelope) };
}

export const fingerprint = (envelope) => digest(statement("saksi public key fingerprint v1", envelope));

export async function keyText(envelope) {
  const check = await digest(statement("saksi public key text v1", envelope));
  return `saksi-key-1-${base64url(join(envelope, check.slice(0, 4)))}`;
}

/// Reads the text form of a public key.
export async function readKey(text) {
  must(text.startsWith("saksi-key-1-"), "key");
  const bytes = unbase64(text.slice(12).replaceAll("-", "+").replaceAll("_", "/"));
  const envelope = bytes.slice(0, -4);
  must(envelope[0] === 0x01 && suiteOf(envelope[1]) && (await keyText(envelope)) === text, "key");
  return envelope;
}

// Crockford's base 32.
const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export function symbols(bytes, bits) {
  let all = 0n;
  for (const byte of bytes) all = (all << 8n) | BigInt(byte);
  all >>= BigInt(bytes.length * 8 - bits);
  let text = "";
  for (let left = bits / 5 - 1; left >= 0; left -= 1) text += SYMBOLS[Number((all >> BigInt(left * 5)) & 31n)];
  return text.match(/.{1,4}/g).join("-");
}

// Cases.
const TEXT = [0x02, 0x11];
const FILE = [0x03, 0x12];
export const CHUNK = 65536;

const keyCheck = (key, id, generation) =>
  derive(new Uint8Array(), key, statement("saksi case key check v1", id, u32(generation)));

export async function newCase(id, generation = 1, key = random(32)) {
  return { id, generation, key, check: await keyCheck(key, id, generation) };
}

/// Wraps the key of a case for a public key.
export async function wrapCase(theCase, recipient) {
  const head = join([0x04, recipient[1]], await fingerprint(recipient), u32(theCase.generation), theCase.check);
  const suite = hpke(suiteOf(recipient[1]));
  const recipientPublicKey = await suite.kem.deserializePublicKey(recipient.slice(2).buffer);
  const info = statement("saksi case key wrap v1", head, theCase.id);
  const sender = await suite.createSenderContext({ recipientPublicKey, info });
  return join(head, new Uint8Array(sender.enc), new Uint8Array(await sender.seal(theCase.key, head)));
}

/// Opens a wrap with the private key that it was made for.
export async function openCase(wrap, id, pair) {
  must(wrap[0] === 0x04 && equal(wrap.slice(2, 34), pair.fingerprint), "other-key");
  const head = wrap.slice(0, 70);
  const { encapsulated } = SUITES[suiteOf(wrap[1])];
  const recipient = await hpke(pair.name).createRecipientContext({
    recipientKey: pair.privateKey,
    enc: wrap.slice(70, 70 + encapsulated).buffer,
    info: statement("saksi case key wrap v1", head, id),
  });
  const key = new Uint8Array(await recipient.open(wrap.slice(70 + encapsulated), head));
  const opened = await newCase(id, readU32(wrap, 34), key);
  must(equal(opened.check, wrap.slice(38, 70)), "other-key");
  return opened;
}

function padme(length) {
  const exponent = Math.floor(Math.log2(length));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - kept);
  return Math.ceil(length / step) * step;
}

function textStep(length) {
  if (length <= 256) return 256;
  return length <= 65536 ? 2 ** Math.ceil(Math.log2(length)) : padme(length);
}

const fileStep = (length) => (length <= 4096 ? 4096 : padme(length));
export const sealedFileLength = (length) => {
  const padded = fileStep(length);
  return 70 + padded + Math.ceil(padded / CHUNK) * 45;
};

const header = (kind, theCase) => join(kind, u32(theCase.generation), theCase.check);

export async function sealText(theCase, record, field, plain) {
  const head = header(TEXT, theCase);
  const text = new Uint8Array(textStep(plain.length + 4));
  text.set(u32(plain.length));
  text.set(plain, 4);
  const nonce = random(24);
  const key = await derive(new Uint8Array(), theCase.key, statement("saksi text key v1"));
  const bound = statement("saksi text v1", head, theCase.id, record, utf8.encode(field));
  return join(head, nonce, xchacha20poly1305(key, nonce, bound).encrypt(text));
}

export async function openText(theCase, record, field, sealed) {
  const head = sealed.slice(0, 38);
  must(equal(head, header(TEXT, theCase)), "other-key");
  const key = await derive(new Uint8Array(), theCase.key, statement("saksi text key v1"));
  const bound = statement("saksi text v1", head, theCase.id, record, utf8.encode(field));
  const text = xchacha20poly1305(key, sealed.slice(38, 62), bound).decrypt(sealed.slice(62));
  const length = readU32(text, 0);
  must(text.length === textStep(length + 4) && text.slice(4 + length).every((byte) => byte === 0), "filling");
  return text.slice(4, 4 + length);
}

const fileKey = (theCase, head, salt, record, field) =>
  derive(salt, theCase.key, statement("saksi file key v1", head, theCase.id, record, utf8.encode(field)));
const chunkBound = (number, flag) => statement("saksi file chunk v1", u64(number), Uint8Array.of(flag));

/// A file that is sealed chunk by chunk, from any chunk on: `header`, how many `chunks`, and `chunk(number)`. `content` is
/// a Blob or anything else with `size` and `slice(from, to).arrayBuffer()`.
export async function fileSealer(theCase, record, field, content, salt = random(32)) {
  const head = header(FILE, theCase);
  const key = await fileKey(theCase, head, salt, record, field);
  const padded = fileStep(content.size);
  const chunks = Math.ceil(padded / CHUNK);
  return {
    header: join(head, salt),
    chunks,
    async chunk(number) {
      const flag = number === chunks - 1 ? 1 : 0;
      const part = new Uint8Array(await content.slice(number * CHUNK, (number + 1) * CHUNK).arrayBuffer());
      const plain = new Uint8Array(4 + (flag ? padded - number * CHUNK : CHUNK));
      plain.set(u32(part.length));
      plain.set(part, 4);
      const nonce = random(24);
      return join([flag], nonce, xchacha20poly1305(key, nonce, chunkBound(number, flag)).encrypt(plain));
    },
  };
}

/// Opens a sealed file chunk by chunk, in order.
export async function fileOpener(theCase, record, field, head) {
  must(equal(head.slice(0, 38), header(FILE, theCase)), "other-key");
  const key = await fileKey(theCase, head.slice(0, 38), head.slice(38, 70), record, field);
  let number = 0;
  let length = 0;
  let ended = false;
  let whole = false;
  let sealed = 70;
  return {
    open(chunk) {
      must(!whole, "chunk");
      const plain = xchacha20poly1305(key, chunk.slice(1, 25), chunkBound(number, chunk[0])).decrypt(chunk.slice(25));
      const part = readU32(plain, 0);
      must(plain.slice(4 + part).every((byte) => byte === 0) && (!ended || part === 0), "filling");
      ended = part < CHUNK;
      whole = chunk[0] === 1;
      number += 1;
      length += part;
      sealed += chunk.length;
      return plain.slice(4, 4 + part);
    },
    finish() {
      must(whole && sealed === sealedFileLength(length), "end");
    },
  };
}

export async function sealFile(theCase, record, field, content) {
  const sealer = await fileSealer(theCase, record, field, new Blob([content]));
  const parts = [sealer.header];
  for (let number = 0; number < sealer.chunks; number += 1) parts.push(await sealer.chunk(number));
  return join(...parts);
}

export async function openFile(theCase, record, field, sealed) {
  const opener = await fileOpener(theCase, record, field, sealed.slice(0, 70));
  const parts = [];
  for (let at = 70; at < sealed.length; at += CHUNK + 45) parts.push(opener.open(sealed.slice(at, at + CHUNK + 45)));
  opener.finish();
  return join(...parts);
}

// Receipts.
const WORDS = 13;

function writeWords(bytes, list) {
  let all = 0n;
  for (const byte of bytes) all = (all << 8n) | BigInt(byte);
  all >>= BigInt(bytes.length * 8 - WORDS * 11);
  const found = [];
  for (let left = WORDS - 1; left >= 0; left -= 1) found.push(list[Number((all >> BigInt(left * 11)) & 2047n)]);
  return found.join(" ");
}

const checksum = async (locator, secret) => {
  const check = await digest(join(utf8.encode("saksi case receipt checksum v1"), locator, secret));
  return [check[0], check[1] & 0xfe];
};

/// Everything that hangs on a receipt: what is shown, what is sent, and the key of the person who filed.
export async function receipt(locator, secret, language = "en") {
  const from = (label) => derive(locator, secret, statement(label));
  const authenticator = await from("saksi case authenticator v1");
  const opening = await from("saksi filing opening v1");
  const pair = await keyPair("x-wing", await from("saksi case return key v1"));
  return {
    shown: symbols(locator, 40),
    words: writeWords(join(secret, await checksum(locator, secret)), language === "zh-Hant" ? chinese : english),
    authenticator,
    verifier: await digest(statement("saksi case verifier v1", authenticator)),
    return_key: pair.envelope,
    filing_opening: opening,
    filing_binding: await digest(statement("saksi filing binding v1", opening)),
    pair,
  };
}

/// A new receipt in the words of a language.
export const newReceipt = (language) => receipt(random(5), random(16), language);

const isHan = (letter) => /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u.test(letter);

/// Reads a locator as tolerantly as the server does.
export function readLocator(typed) {
  const plain = typed.normalize("NFKC").toUpperCase().replaceAll(/[\s\p{P}\p{Cf}]/gu, "");
  const folded = plain.replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  let all = 0n;
  for (const letter of folded) {
    must(SYMBOLS.includes(letter), "locator");
    all = (all << 5n) | BigInt(SYMBOLS.indexOf(letter));
  }
  must(folded.length === 8, "locator");
  return unhex(all.toString(16).padStart(10, "0"));
}

function numberOf(word, list) {
  const at = list.indexOf(word);
  if (at >= 0 || list === chinese) return at;
  return word.length >= 4 ? list.findIndex((known) => known.startsWith(word)) : -1;
}

/// Reads locator and words as somebody typed them, and gives the receipt.
export async function readReceipt(locatorTyped, wordsTyped) {
  const locator = readLocator(locatorTyped);
  const plain = wordsTyped.normalize("NFKC").toLowerCase();
  const typed = plain.match(/\p{L}/gu) ? plain.match(/[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]|[^\P{L}\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/gu) : [];
  const list = typed.filter(isHan).length * 2 > typed.length ? chinese : english;
  must(typed.length === WORDS, "word-count", { found: typed.length });
  let all = 0n;
  for (const [place, word] of typed.entries()) {
    const number = numberOf(word, list);
    must(number >= 0, "word-unknown", { position: place + 1 });
    all = (all << 11n) | BigInt(number);
  }
  const bits = unhex((all << 1n).toString(16).padStart(36, "0"));
  const secret = bits.slice(0, 16);
  must(equal(bits.slice(16), await checksum(locator, secret)), "checksum");
  return receipt(locator, secret, list === chinese ? "zh-Hant" : "en");
}

/// The small work that the server asks for in a flood: a number so that SHA-256 of "pass:number" begins with enough zero
/// bits. Lets the page breathe meanwhile.
export async function prove(pass, bits) {
  for (let number = 0; ; number += 1) {
    const found = sha256(utf8.encode(`${pass}:${number}`));
    if (Math.clz32(new DataView(found.buffer, found.byteOffset).getUint32(0)) >= bits) return String(number);
    if (number % 2000 === 1999) await new Promise((go) => setTimeout(go, 0));
  }
}

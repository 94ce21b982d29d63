// The format of docs/sealing.md, written from that page alone and on libraries that Saksi's own code does not use:
// hpke-js and mlkem for sealing to a public key, noble-ciphers for XChaCha20-Poly1305, the platform's WebCrypto for the
// rest. Everything here but locks, shares, the key log and proofs also runs in a browser.

import { CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { Chacha20Poly1305 } from "@hpke/chacha20poly1305";
import { XWing } from "@hpke/hybridkem-x-wing";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as chinese } from "@scure/bip39/wordlists/traditional-chinese.js";
import { argon2id } from "hash-wasm";
import { combine } from "shamir-secret-sharing";

const { subtle } = globalThis.crypto;
const utf8 = new TextEncoder();

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
export const random = (length) => globalThis.crypto.getRandomValues(new Uint8Array(length));
export const equal = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

export function join(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function u32(number) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

function u64(number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number));
  return bytes;
}

const readU32 = (bytes, at) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);
const must = (holds, why) => {
  if (!holds) throw new Error(why);
};

// Statements: each part behind its length.
export const statement = (label, ...parts) =>
  join(...[utf8.encode(label), ...parts].flatMap((part) => [u32(part.length), part]));
export const digest = async (bytes) => new Uint8Array(await subtle.digest("SHA-256", bytes));

export async function derive(salt, secret, info, length = 32) {
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
  const kind = name === "x-wing" ? "jwk" : "raw";
  const material = kind === "jwk"
    ? { kty: "AKP", alg: "X-Wing", priv: base64url(seed), key_ops: ["deriveBits"] }
    : seed.buffer.slice(seed.byteOffset, seed.byteOffset + seed.length);
  const privateKey = await suite.kem.importKey(kind, material, false);
  const raw = await rawPublic(name, seed, suite);
  const envelope = join([0x01, SUITES[name].id], raw);
  return { name, privateKey, envelope, fingerprint: await fingerprint(envelope) };
}

async function rawPublic(name, seed, suite) {
  if (name === "x-wing") {
    const { publicKey } = await suite.kem.generateKeyPairDerand(seed.slice());
    return new Uint8Array(await suite.kem.serializePublicKey(publicKey));
  }
  // X25519 of the scalar and the base point, through the platform: PKCS #8 in, JWK out.
  const pkcs8 = join(unhex("302e020100300506032b656e04220420"), seed);
  const key = await subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, true, ["deriveBits"]);
  const { x } = await subtle.exportKey("jwk", key);
  return Uint8Array.from(atob(x.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

export const fingerprint = (envelope) => digest(statement("saksi public key fingerprint v1", envelope));

async function sealTo(envelope, info, aad, plain) {
  const suite = hpke(suiteOf(envelope[1]));
  const recipientPublicKey = await suite.kem.deserializePublicKey(envelope.slice(2).buffer);
  const sender = await suite.createSenderContext({ recipientPublicKey, info });
  return join(new Uint8Array(sender.enc), new Uint8Array(await sender.seal(plain, aad)));
}

// What was sealed to a public key: a header of a known length, the encapsulated key, the sealed bytes.
async function openWith(pair, envelope, header, label, ...more) {
  const bound = envelope.slice(0, header);
  const { encapsulated } = SUITES[suiteOf(envelope[1])];
  must(equal(envelope.slice(2, 34), pair.fingerprint), "sealed for another key");
  const recipient = await hpke(pair.name).createRecipientContext({
    recipientKey: pair.privateKey,
    enc: envelope.slice(header, header + encapsulated).buffer,
    info: statement(label, bound, ...more),
  });
  return new Uint8Array(await recipient.open(envelope.slice(header + encapsulated), bound));
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

function unsymbols(text) {
  let all = 0n;
  const plain = text.toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1").replaceAll(/[^0-9A-Z]/g, "");
  for (const letter of plain) all = (all << 5n) | BigInt(SYMBOLS.indexOf(letter));
  const bits = plain.length * 5;
  const length = Math.ceil(bits / 8);
  all <<= BigInt(length * 8 - bits);
  return unhex(all.toString(16).padStart(length * 2, "0"));
}

export async function keyText(envelope) {
  const check = await digest(statement("saksi public key text v1", envelope));
  return `saksi-key-1-${base64url(join(envelope, check.slice(0, 4)))}`;
}

// Cases.
const XCHACHA_PIECE = 0x11;
const XCHACHA_CHUNKS = 0x12;
export const CHUNK = 65536;
export const SEALED_CHUNK = 1 + 24 + 4 + CHUNK + 16;

const keyCheck = (key, id, generation) =>
  derive(new Uint8Array(), key, statement("saksi case key check v1", id, u32(generation)));

export async function newCase(id, generation = 1, key = random(32)) {
  return { id, generation, key, check: await keyCheck(key, id, generation) };
}

export async function wrapCase(theCase, recipient) {
  const header = join([0x04, recipient[1]], await fingerprint(recipient), u32(theCase.generation), theCase.check);
  const info = statement("saksi case key wrap v1", header, theCase.id);
  return join(header, await sealTo(recipient, info, header, theCase.key));
}

export async function openCase(wrap, id, pair) {
  must(wrap[0] === 0x04, "no case key");
  const key = await openWith(pair, wrap, 70, "saksi case key wrap v1", id);
  const opened = await newCase(id, readU32(wrap, 34), key);
  must(equal(opened.check, wrap.slice(38, 70)), "another key inside");
  return opened;
}

export function padme(length) {
  const exponent = Math.floor(Math.log2(length));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - kept);
  return Math.ceil(length / step) * step;
}

export function textStep(length) {
  if (length <= 256) return 256;
  return length <= 65536 ? 2 ** Math.ceil(Math.log2(length)) : padme(length);
}

export const fileStep = (length) => (length <= 4096 ? 4096 : padme(length));
export const sealedFileLength = (length) => {
  const padded = fileStep(length);
  return 70 + padded + Math.ceil(padded / CHUNK) * 45;
};

const header = (kind, algorithm, theCase) => join([kind, algorithm], u32(theCase.generation), theCase.check);

export async function sealText(theCase, record, field, plain) {
  const head = header(0x02, XCHACHA_PIECE, theCase);
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
  must(equal(head, header(0x02, XCHACHA_PIECE, theCase)), "sealed under another key");
  const key = await derive(new Uint8Array(), theCase.key, statement("saksi text key v1"));
  const bound = statement("saksi text v1", head, theCase.id, record, utf8.encode(field));
  const text = xchacha20poly1305(key, sealed.slice(38, 62), bound).decrypt(sealed.slice(62));
  const length = readU32(text, 0);
  must(text.length === textStep(length + 4), "not filled up to its step");
  must(text.slice(4 + length).every((byte) => byte === 0), "filled up with something");
  return text.slice(4, 4 + length);
}

const fileKey = (theCase, head, salt, record, field) =>
  derive(salt, theCase.key, statement("saksi file key v1", head, theCase.id, record, utf8.encode(field)));
const chunkBound = (number, flag) => statement("saksi file chunk v1", u64(number), Uint8Array.of(flag));

export async function sealFile(theCase, record, field, content) {
  const head = header(0x03, XCHACHA_CHUNKS, theCase);
  const salt = random(32);
  const key = await fileKey(theCase, head, salt, record, field);
  const padded = fileStep(content.length);
  const last = Math.ceil(padded / CHUNK) - 1;
  const parts = [head, salt];
  for (let number = 0; number <= last; number += 1) {
    const flag = number === last ? 1 : 0;
    const part = content.slice(number * CHUNK, (number + 1) * CHUNK);
    const plain = new Uint8Array(4 + (flag ? padded - last * CHUNK : CHUNK));
    plain.set(u32(part.length));
    plain.set(part, 4);
    const nonce = random(24);
    parts.push([flag], nonce, xchacha20poly1305(key, nonce, chunkBound(number, flag)).encrypt(plain));
  }
  return join(...parts);
}

export async function openFile(theCase, record, field, sealed) {
  const head = sealed.slice(0, 38);
  must(equal(head, header(0x03, XCHACHA_CHUNKS, theCase)), "sealed under another key");
  const key = await fileKey(theCase, head, sealed.slice(38, 70), record, field);
  const parts = [];
  let ended = false;
  let whole = false;
  for (let number = 0; 70 + number * SEALED_CHUNK < sealed.length; number += 1) {
    const chunk = sealed.slice(70 + number * SEALED_CHUNK, 70 + (number + 1) * SEALED_CHUNK);
    must(!whole, "something after the last chunk");
    const plain = xchacha20poly1305(key, chunk.slice(1, 25), chunkBound(number, chunk[0])).decrypt(chunk.slice(25));
    const length = readU32(plain, 0);
    must(plain.slice(4 + length).every((byte) => byte === 0), "filled up with something");
    must(!ended || length === 0, "content after the end");
    ended = length < CHUNK;
    whole = chunk[0] === 1;
    parts.push(plain.slice(4, 4 + length));
  }
  must(whole, "the end is missing");
  const content = join(...parts);
  must(sealed.length === sealedFileLength(content.length), "not filled up to its step");
  return content;
}

// Receipts.
function words(bytes, count, list) {
  let all = 0n;
  for (const byte of bytes) all = (all << 8n) | BigInt(byte);
  all >>= BigInt(bytes.length * 8 - count * 11);
  const found = [];
  for (let left = count - 1; left >= 0; left -= 1) found.push(list[Number((all >> BigInt(left * 11)) & 2047n)]);
  return found.join(" ");
}

export async function receipt(locator, secret, language = "en") {
  const check = await digest(join(utf8.encode("saksi case receipt checksum v1"), locator, secret));
  const from = (label) => derive(locator, secret, statement(label));
  const authenticator = await from("saksi case authenticator v1");
  const opening = await from("saksi filing opening v1");
  const returnKey = await keyPair("x-wing", await from("saksi case return key v1"));
  const plainReturnKey = await keyPair("x25519", await from("saksi case return key x25519 v1"));
  return {
    shown: symbols(locator, 40),
    words: words(join(secret, [check[0], check[1] & 0xfe]), 13, language === "zh-Hant" ? chinese : english),
    authenticator,
    verifier: await digest(statement("saksi case verifier v1", authenticator)),
    return_key: returnKey.envelope,
    return_key_x25519: plainReturnKey.envelope,
    filing_opening: opening,
    filing_binding: await digest(statement("saksi filing binding v1", opening)),
  };
}

// Locks: the seed of a key pair under a secret.
export async function openLock(lock, secretFor) {
  const length = lock[0] === 0x07 ? 60 : 51;
  const head = lock.slice(0, length);
  const salt = head.slice(length - 16);
  const { secret, more } = await secretFor(head, salt);
  const derived = await derive(salt, secret, statement("saksi lock v1", head, ...more), 64);
  must(equal(derived.slice(32), lock.slice(length, length + 32)), "it does not open with this");
  const bound = lock.slice(0, length + 32);
  const nonce = lock.slice(length + 32, length + 56);
  const seed = xchacha20poly1305(derived.slice(0, 32), nonce, bound).decrypt(lock.slice(length + 56));
  const pair = await keyPair(suiteOf(lock[2]), seed);
  must(equal(pair.fingerprint, lock.slice(3, 35)), "another key inside");
  return seed;
}

export const withPassphrase = (passphrase) => async (head, salt) => ({
  secret: await argon2id({
    password: passphrase.normalize("NFKC"),
    salt,
    memorySize: readU32(head, 35),
    iterations: readU32(head, 39),
    parallelism: head[43],
    hashLength: 32,
    outputType: "binary",
  }),
  more: [],
});

export const withCode = (printed) => async () => {
  const bits = unsymbols(printed);
  const code = bits.slice(0, 16);
  const check = await digest(join(utf8.encode("saksi recovery code checksum v1"), code));
  must(bits[16] === check[0] && bits[17] === (check[1] & 0xf0), "mistyped");
  return { secret: code, more: [] };
};

export const withSession = (cookie, session) => async () => ({
  secret: await derive(new Uint8Array(), utf8.encode(cookie), statement("saksi session key v1", session)),
  more: [session],
});

export const withRecoveryKey = (key) => async () => ({ secret: key, more: [] });

// A private key handed to its holder.
export async function openHanded(envelope, holder) {
  must(envelope[0] === 0x05, "no private key");
  const seed = await openWith(holder, envelope, 67, "saksi private key wrap v1");
  const pair = await keyPair(suiteOf(envelope[34]), seed);
  must(equal(pair.fingerprint, envelope.slice(35, 67)), "another key inside");
  return seed;
}

// Trustees.
export async function openShare(sharing, sealed, trustee) {
  const value = await openWith(trustee, sealed, 51, "saksi share wrap v1");
  const set = sealed.slice(34, 50);
  const index = sealed[50];
  must(equal(set, sharing.slice(18, 34)), "a share of another set");
  const check = await derive(set, value, statement("saksi share check v1", Uint8Array.of(index)));
  must(equal(check, sharing.slice(68 + (index - 1) * 32, 68 + index * 32)), "a wrong share");
  return { index, value };
}

export async function joinShares(sharing, shares) {
  must(shares.length >= sharing[34], "too few shares");
  // That library writes a share as its values with its number behind them.
  const secret = await combine(shares.map(({ index, value }) => join(value, [index])));
  const check = await derive(sharing.slice(18, 34), secret, statement("saksi recovery key check v1"));
  must(equal(check, sharing.slice(36, 68)), "another secret");
  return secret;
}

// The key log: gives the digest of its last statement.
export async function verifyLog(statements) {
  let head = new Uint8Array(32);
  for (const [position, bytes] of statements.entries()) {
    must(bytes[0] === 0x0c && bytes[1] === 0x51, "no statement");
    must(equal(bytes.slice(2, 10), u64(position)), "not in its place");
    must(equal(bytes.slice(10, 42), head), "what comes before it was changed");
    head = await digest(statement("saksi key statement v1", bytes));
  }
  return head;
}

// Proofs of filing.
export async function verifyProof(proof, opening) {
  must(proof[0] === 0x0d && proof[1] === 0x41 && proof.length === 134, "no proof");
  const [issuer, day, binding] = [proof.slice(2, 34), proof.slice(34, 38), proof.slice(38, 70)];
  must(equal(binding, await digest(statement("saksi filing binding v1", opening))), "another opening");
  const key = await subtle.importKey("raw", issuer, { name: "Ed25519" }, false, ["verify"]);
  const signed = statement("saksi filing proof v1", proof.slice(0, 2), issuer, day, binding);
  must(await subtle.verify({ name: "Ed25519" }, key, proof.slice(70), signed), "the signature does not hold");
}

export const proofText = (proof) => `saksi-filing-1-${base64url(proof)}`;

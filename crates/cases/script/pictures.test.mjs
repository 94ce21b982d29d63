// Pictures keep their dots and lose what nobody sees, in the script that browsers are sent.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

new Function(readFileSync(new URL("../assets/pictures.js", import.meta.url), "utf8"))();
const { stripped } = globalThis.saksiPictures;

const text = (words) => Buffer.from(words, "latin1");
const strip = async (bytes) => Buffer.from(await (await stripped(new Blob([bytes]))).arrayBuffer());

function segment(code, content) {
  const head = Buffer.from([0xff, code, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/// Exif as a telephone writes it: turned by a quarter, and where it was.
const exif = Buffer.concat([
  text("Exif\0\0II*\0\x08\0\0\0\x02\0"),
  Buffer.from([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]),
  Buffer.from([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0]),
  text("SECRET 13.7563N 100.5018E"),
]);
const scan = Buffer.from([1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4, 0xff, 0xd9]);
const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  segment(0xe0, text("JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01SECRET-thumbnail")),
  segment(0xe1, exif),
  segment(0xe1, text("http://ns.adobe.com/xap/1.0/\0SECRET")),
  segment(0xe2, text("ICC_PROFILE\0colours")),
  segment(0xfe, text("SECRET")),
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  scan,
  text("SECRET clip after the picture"),
]);

function chunk(kind, data) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, text(kind), data, Buffer.from([9, 9, 9, 9])]);
}
const png = Buffer.concat([
  text("\x89PNG\r\n\x1a\n"),
  chunk("IHDR", Buffer.alloc(13)),
  chunk("tEXt", text("Author\0SECRET")),
  chunk("eXIf", text("SECRET")),
  chunk("iCCP", text("colours")),
  chunk("IDAT", text("dots")),
  chunk("IEND", text("")),
  text("SECRET"),
]);

function riff(kind, data) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([text(kind), length, data, Buffer.alloc(data.length % 2)]);
}
const body = Buffer.concat([
  riff("VP8X", Buffer.from([0x1c, 0, 0, 0, 1, 0, 0, 1, 0, 0])),
  riff("ICCP", text("colours")),
  riff("VP8 ", text("dots!")),
  riff("EXIF", text("SECRET!")),
  riff("XMP ", text("SECRET")),
]);
const webp = Buffer.concat([riff("RIFF", Buffer.concat([text("WEBP"), body]))]);

for (const [name, picture, dots] of [["JPEG", jpeg, scan], ["PNG", png, text("dots")], ["WebP", webp, text("dots!")]]) {
  test(`a ${name} keeps its dots and its colours, and loses its secrets`, async () => {
    assert.ok(picture.includes("SECRET"));
    const whole = await strip(picture);
    assert.ok(!whole.includes("SECRET"), whole.toString("latin1"));
    assert.ok(whole.includes(dots) && whole.includes("colours"));
    assert.deepEqual(await strip(whole), whole, "once is enough");
  });
}

test("a turned picture stays turned", async () => {
  const whole = await strip(jpeg);
  const at = whole.indexOf("Exif\0\0");
  assert.ok(at > 0 && whole.indexOf("Exif\0\0", at + 1) < 0);
  assert.equal(whole[at + 25], 6);
});

test("a damaged picture is refused, and another file passes untouched", async () => {
  await assert.rejects(strip(jpeg.subarray(0, 60)));
  for (const other of [text(""), text("RIFF"), text("%PDF-1.7")]) assert.deepEqual(await strip(other), other);
});

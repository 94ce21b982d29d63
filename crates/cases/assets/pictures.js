// Takes out of pictures what nobody sees in them, as crates/cases/src/pages/public/strip.rs does on the server: JPEG (ITU-T
// T.81), PNG (W3C, third edition), WebP (RFC 9649). Only what a picture needs is kept; its dots are not touched.
(function () {
  "use strict";
  const letters8 = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

  /// Takes place, time, device and the like out of a picture, without touching its dots. What is no picture of these kinds
  /// stays as it is; a picture that cannot be read through is refused.
  async function stripped(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const view = new DataView(bytes.buffer);
    const letters = (at, length) => String.fromCharCode(...bytes.subarray(at, at + length));
    const parts = [];
    const must = (holds) => {
      if (!holds) throw new Error("damaged");
    };
    const kept = () => new Blob(parts, { type: file.type });
    if (bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) {
      parts.push(bytes.subarray(0, 2));
      for (let at = 2; ; ) {
        must(at + 1 < bytes.length && bytes[at] === 0xff);
        const code = bytes[at + 1];
        if (code === 0xff) {
          at += 1;
          continue;
        }
        if (code === 0x01 || (code >= 0xd0 && code <= 0xd7) || code === 0xd9) {
          parts.push(bytes.subarray(at, at + 2));
          if (code === 0xd9) return kept();
          at += 2;
          continue;
        }
        must(code !== 0x00 && code !== 0xd8 && at + 4 <= bytes.length);
        const end = at + 2 + view.getUint16(at + 2);
        must(end >= at + 4 && end <= bytes.length);
        if (code === 0xe1) {
          const turn = letters(at + 4, 6) === "Exif\0\0" ? turnOf(view, at + 10, end) : 0;
          if (turn) parts.push(turned(turn));
        } else if (code === 0xe0) {
          if (letters(at + 4, 5) === "JFIF\0" && end - at >= 18) {
            const head = bytes.slice(at, at + 18);
            head.set([0, 16], 2);
            head.set([0, 0], 16);
            parts.push(head);
          }
        } else if (code < 0xe0 || code > 0xfe || (code === 0xe2 && letters(at + 4, 12) === "ICC_PROFILE\0") || (code === 0xee && letters(at + 4, 5) === "Adobe")) {
          parts.push(bytes.subarray(at, end));
        }
        at = end;
        if (code === 0xda) {
          const begin = at;
          while (at + 1 < bytes.length && !(bytes[at] === 0xff && bytes[at + 1] !== 0 && !(bytes[at + 1] >= 0xd0 && bytes[at + 1] <= 0xd7))) at += 1;
          parts.push(bytes.subarray(begin, at));
        }
      }
    }
    if (letters(0, 8) === "\x89PNG\r\n\x1a\n") {
      parts.push(bytes.subarray(0, 8));
      for (let at = 8; ; ) {
        must(at + 12 <= bytes.length);
        const end = at + 12 + view.getUint32(at);
        const kind = letters(at + 4, 4);
        must(end <= bytes.length);
        if (/^(IHDR|PLTE|IDAT|IEND|tRNS|gAMA|cHRM|sRGB|iCCP|sBIT|bKGD|cICP|acTL|fcTL|fdAT)$/.test(kind)) parts.push(bytes.subarray(at, end));
        if (kind === "IEND") return kept();
        at = end;
      }
    }
    if (letters(0, 4) === "RIFF" && letters(8, 4) === "WEBP") {
      const copy = bytes.slice();
      for (let at = 12; at + 8 <= copy.length; ) {
        const length = view.getUint32(at + 4, true);
        const end = at + 8 + length + (length % 2);
        const kind = letters(at, 4);
        must(end <= copy.length);
        if (kind === "VP8X") copy[at + 8] &= ~0x0c;
        else if (!/^(VP8 |VP8L|ALPH|ANIM|ANMF|ICCP)$/.test(kind)) {
          copy.set(letters8("JUNK"), at);
          copy.fill(0, at + 8, end);
        }
        at = end;
      }
      return new Blob([copy], { type: file.type });
    }
    return file;
  }

  /// How an Exif segment says that the picture must be turned, 2 to 8.
  function turnOf(view, tiff, end) {
    const little = view.getUint16(tiff) === 0x4949;
    const directory = tiff + view.getUint32(tiff + 4, little);
    if (directory + 2 > end) return 0;
    const count = view.getUint16(directory, little);
    for (let at = directory + 2; at + 12 <= end && at < directory + 2 + count * 12; at += 12) {
      const value = view.getUint16(at + 8, little);
      if (view.getUint16(at, little) === 0x0112 && value >= 2 && value <= 8) return value;
    }
    return 0;
  }

  const turned = (turn) =>
    new Uint8Array([0xff, 0xe1, 0, 34, ...letters8("Exif\0\0MM\0*"), 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0]);

  globalThis.saksiPictures = { stripped };
})();

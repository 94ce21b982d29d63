// Reads a QR code (ISO/IEC 18004) of a page as a camera would: versions 1 to 6 at level M, drawn without a fault, so that nothing is corrected.

/// The words of data of a symbol at level M, and into how many blocks they go, by version.
const BLOCKS = { 1: [16, 1], 2: [28, 1], 3: [44, 1], 4: [64, 2], 5: [86, 2], 6: [108, 4] };
const MASKS = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (i, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];
const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const QUIET = 4;

/// The modules of the symbol, row by row, out of the dark squares of its drawing.
function modules(svg) {
  const drawn = [...svg.matchAll(/M(\d+)[ ,](\d+)h(\d+)v(\d+)/g)].map((match) => match.slice(1).map(Number));
  // What begins in the corner is the paper.
  const squares = drawn.filter(([left, top]) => left > 0 || top > 0);
  const unit = Math.min(...squares.flatMap(([, , width, height]) => [width, height]));
  const far = Math.max(...squares.map(([left, , width]) => left + width));
  const size = far / unit - QUIET;
  const rows = Array.from({ length: size }, () => new Array(size).fill(false));
  for (const [left, top, width, height] of squares) {
    for (let row = top / unit; row < (top + height) / unit; row += 1) {
      for (let column = left / unit; column < (left + width) / unit; column += 1) rows[row - QUIET][column - QUIET] = true;
    }
  }
  return rows;
}

/// Whether a module belongs to the patterns by which a camera finds its way.
function isPattern(row, column, size) {
  const near = row <= 8 && (column <= 8 || column >= size - 8);
  const below = row >= size - 8 && column <= 8;
  const aligned = size > 21 && Math.abs(row - (size - 7)) <= 2 && Math.abs(column - (size - 7)) <= 2;
  return near || below || row === 6 || column === 6 || aligned;
}

/// The text of a QR code, from its drawing.
export function read(svg) {
  const rows = modules(svg);
  const size = rows.length;
  const known = BLOCKS[(size - 17) / 4];
  if (!known) throw new Error(`a symbol of ${size} modules is not read here`);
  const format = [0, 1, 2, 3, 4].map((column) => Number(rows[8][column]) ^ [1, 0, 1, 0, 1][column]);
  if (format[0] !== 0 || format[1] !== 0) throw new Error("a symbol of another level than M");
  const mask = MASKS[format[2] * 4 + format[3] * 2 + format[4]];
  const bits = [];
  let up = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1;
    for (let step = 0; step < size; step += 1) {
      const row = up ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (!isPattern(row, column, size)) bits.push(Number(rows[row][column] !== mask(row, column)));
      }
    }
    up = !up;
  }
  const word = (at) => bits.slice(at * 8, at * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0);
  const [count, blocks] = known;
  const stream = [];
  for (let block = 0; block < blocks; block += 1) {
    for (let at = 0; at < count / blocks; at += 1) stream.push(...word(at * blocks + block).toString(2).padStart(8, "0"));
  }
  let at = 0;
  const take = (length) => Number.parseInt(stream.slice(at, (at += length)).join(""), 2);
  const bytes = [];
  const write = (text) => bytes.push(...Buffer.from(text));
  while (at + 4 <= stream.length) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 1) {
      for (let left = take(10); left > 0; left -= 3) write(String(take([0, 4, 7, 10][Math.min(left, 3)])).padStart(Math.min(left, 3), "0"));
    } else if (mode === 2) {
      for (let left = take(9); left > 0; left -= 2) {
        const value = take(left > 1 ? 11 : 6);
        if (left > 1) write(ALPHANUMERIC[Math.floor(value / 45)]);
        write(ALPHANUMERIC[value % 45]);
      }
    } else if (mode === 4) {
      for (let left = take(8); left > 0; left -= 1) bytes.push(take(8));
    } else {
      throw new Error(`mode ${mode} is not read here`);
    }
  }
  return Buffer.from(bytes).toString("utf8");
}

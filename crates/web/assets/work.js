// Does the small calculation that the waiting page asks for: finds a number so that SHA-256 of "pass:number" begins with
// enough zero bits, then sends the form. Nothing leaves the page before that. Without this script the page asks to wait.
(function () {
  "use strict";
  var form = document.querySelector("form[data-work]");
  if (!form || !window.Uint32Array) return;
  var K = new Uint32Array(64), H = new Uint32Array(8), W = new Uint32Array(64);
  (function constants() {
    var primes = 0, n = 2;
    function part(x) { return ((x - Math.floor(x)) * 4294967296) >>> 0; }
    while (primes < 64) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
      if (prime) {
        if (primes < 8) H[primes] = part(Math.sqrt(n));
        K[primes++] = part(Math.cbrt ? Math.cbrt(n) : Math.pow(n, 1 / 3));
      }
      n++;
    }
  })();
  function zeros(text) {
    var bytes = [], i, t;
    for (i = 0; i < text.length; i++) bytes.push(text.charCodeAt(i) & 255);
    var bits = bytes.length * 8;
    bytes.push(128);
    while (bytes.length % 64 !== 56) bytes.push(0);
    bytes.push(0, 0, 0, 0, (bits >>> 24) & 255, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255);
    var h = [H[0], H[1], H[2], H[3], H[4], H[5], H[6], H[7]];
    for (var block = 0; block < bytes.length; block += 64) {
      for (t = 0; t < 16; t++) {
        i = block + t * 4;
        W[t] = (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3];
      }
      for (t = 16; t < 64; t++) {
        var x = W[t - 15], y = W[t - 2];
        var s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        var s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        W[t] = (W[t - 16] + s0 + W[t - 7] + s1) | 0;
      }
      var a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
      for (t = 0; t < 64; t++) {
        var S1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        var t1 = (k + S1 + ((e & f) ^ (~e & g)) + K[t] + W[t]) | 0;
        var S0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        var t2 = (S0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        k = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
      }
      h[0] = (h[0] + a) | 0; h[1] = (h[1] + b) | 0; h[2] = (h[2] + c) | 0; h[3] = (h[3] + d) | 0;
      h[4] = (h[4] + e) | 0; h[5] = (h[5] + f) | 0; h[6] = (h[6] + g) | 0; h[7] = (h[7] + k) | 0;
    }
    var first = h[0] >>> 0, count = 0;
    while (count < 32 && !(first & 0x80000000)) { first = (first << 1) >>> 0; count++; }
    return count;
  }
  var pass = form.getAttribute("data-work"), bits = +form.getAttribute("data-bits");
  var status = form.querySelector("[data-work-status]"), proof = form.querySelector("[name=_proof]");
  var number = 0, stopped = false;
  // The SHA-256 of the empty text begins with e3b0; a browser whose arithmetic disagrees leaves the waiting to the visitor.
  if (zeros("") !== 0 || zeros("saksi:14") !== 6) return;
  form.addEventListener("submit", function () { stopped = true; });
  status.textContent = form.getAttribute("data-busy");
  (function go() {
    if (stopped) return;
    var until = Date.now() + 40;
    while (Date.now() < until) {
      if (zeros(pass + ":" + number) >= bits) {
        proof.value = String(number);
        status.textContent = form.getAttribute("data-done");
        // A file must be chosen once more first, and only its sender can.
        if (!form.querySelector("[type=file]")) form.submit();
        return;
      }
      number++;
    }
    setTimeout(go, 0);
  })();
})();

// Keys for the work pages: j and k move through the list, Enter opens, u goes back, / searches, ? shows the help.
// Everything works without this file. Keys do nothing while somebody types or holds a modifier.
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll("[data-rows] .row-title")];
  const move = (step) => {
    const links = rows();
    if (!links.length) return;
    const focused = links.indexOf(document.activeElement);
    const current = links.findIndex((link) => link.closest("[aria-current]"));
    const from = focused >= 0 ? focused : current;
    const to = from < 0 ? 0 : Math.min(links.length - 1, Math.max(0, from + step));
    links[to].focus();
    links[to].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
    const at = event.target;
    if (at instanceof Element && (at.closest("input, textarea, select") || at.isContentEditable)) return;
    const follow = (selector) => {
      const link = document.querySelector(selector);
      if (link) location.assign(link.href);
    };
    switch (event.key) {
      case "j": move(1); break;
      case "k": move(-1); break;
      case "u": follow("a[data-back]"); break;
      case "?": if (location.pathname !== "/desk/help") location.assign("/desk/help"); break;
      case "/": {
        const search = document.querySelector("main input[type=search]");
        if (!search) return;
        search.focus();
        break;
      }
      default: return;
    }
    event.preventDefault();
  });
})();

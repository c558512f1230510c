// A filter of the overview changes the page in place: the same address is asked for, and its middle takes the place of the middle shown.
// Whatever does not go as it should is left to the browser, which goes to the address as it does without this.
const main = document.getElementById("main");
const told = document.body.appendChild(Object.assign(document.createElement("p"), { className: "hidden" }));
told.setAttribute("role", "status");
// Where the page was scrolled to, for each entry of the history.
const places = new Map();
const another = () => Math.random().toString(36).slice(2);
let entry = (history.state && history.state.entry) || another();
let shown = location.pathname + location.search;
let waiting = null;
// Only who waits so long sees that the page is busy: showing it restyles all of it.
const PATIENCE_MS = 300;
let patience = 0;
history.replaceState({ entry }, "");

const isNarrow = () => matchMedia("(max-width: 62rem)").matches;
// What an element of the old page is called, so that its like is found in the new one.
const nameOf = (node) => {
  const own = node.id || node.dataset.stays;
  if (own || !node.matches("details")) return own || "";
  const around = node.parentElement.closest("details, figure");
  return `${around ? nameOf(around) : ""}/${node.querySelector("summary").textContent.replace(/\d+/, "")}`;
};
const like = (name) => name && [...main.querySelectorAll("[id], [data-stays]")].find((node) => nameOf(node) === name);
const opened = () => new Map([...main.querySelectorAll("details")].map((d) => [nameOf(d), d.open]));

const arrange = (before) => {
  for (const details of main.querySelectorAll("details")) {
    const was = before.get(nameOf(details));
    if (was !== undefined) details.open = was || details.querySelector("[aria-current]") !== null;
  }
};
// The search box stays; what it keeps of the filters is the new page's.
const followed = (fresh, isTyping) => {
  const form = document.querySelector(".find");
  for (const old of form.querySelectorAll("input[type=hidden]")) old.remove();
  form.querySelector("button").before(...fresh.querySelectorAll(".find input[type=hidden]"));
  if (!isTyping) form.elements.q.value = fresh.getElementById("q").value;
};
const look = (node) => {
  if (!node.matches("a[href], button, input, summary")) node.tabIndex = -1;
  node.focus({ preventScroll: true });
};
// What was pressed, or the drawing around it, stays under the pointer and keeps the focus. Where the filters stand below what they found,
// as on a phone, that is shown instead.
const settle = (from, hash, place) => {
  const target = hash && document.getElementById(hash.slice(1));
  const again = from && !isNarrow() && (like(from.name) || like(from.around));
  if (place !== undefined) scrollTo(0, place);
  else if (target) target.scrollIntoView();
  else if (again) scrollBy(0, again.getBoundingClientRect().top - (again.matches("figure") ? from.aroundTop : from.top));
  else scrollTo(0, isNarrow() ? 0 : scrollY);
  if (from) look(target || again || document.getElementById("found"));
};
// What stands below the window is laid out a frame after what was pressed shows, and has the height of its like until then. Where the page
// goes elsewhere at once, all of it is needed.
const PARTS = ".views > *";
// Sooner, and it would take the processor from those who bring the first frame to the screen.
const SHOWN_MS = 34;
const called = (node) => nameOf(node) || node.className;
const sunk = (from, hash, place) => {
  if (!from || hash || place !== undefined || isNarrow()) return new Map();
  const parts = [...main.querySelectorAll(PARTS)].map((node) => [called(node), node.getBoundingClientRect()]);
  return new Map(parts.filter(([, box]) => box.top > innerHeight).map(([name, box]) => [name, box.height]));
};
const postpone = (heights, from, parts) => {
  const again = (from && like(from.name)) || null;
  const later = [...main.querySelectorAll(PARTS)].filter((node) => heights.has(called(node)) && !node.contains(again));
  for (const node of later) {
    node.classList.add("later");
    node.style.height = `${heights.get(called(node))}px`;
  }
  const shown = () => {
    for (const node of later) {
      node.classList.remove("later");
      node.style.height = "";
    }
    for (const node of main.querySelectorAll("[data-part]")) node.outerHTML = parts[node.dataset.part];
  };
  if (later.length || parts.length) requestAnimationFrame(() => setTimeout(shown, SHOWN_MS));
};
// What nobody sees in the first frame is not even read before it: links that lie over a drawing, what is folded, the list below the window.
// The server marks them; what a folded part is called is not known then, so that all are read where one was unfolded.
const cut = (page, heights) => {
  const isFolded = !main.querySelector(".rest[open], figure details[open]");
  const isUnread = { links: true, folded: isFolded, list: heights.has("scroll") };
  const parts = [];
  const place = (part, kind) => {
    if (!isUnread[kind]) return part;
    const number = parts.push(part) - 1;
    return kind === "list" ? `<div class="scroll" data-part="${number}"></div>` : `<template class="later" data-part="${number}"></template>`;
  };
  return [page.replace(/<!--later (\w+)-->[^]*?<!--\/later-->/g, place), parts];
};
const swap = (page, from, hash, place) => {
  const before = opened(), heights = sunk(from, hash, place);
  const [first, parts] = cut(page, heights);
  const fresh = new DOMParser().parseFromString(first, "text/html");
  followed(fresh, document.activeElement.id === "q" && !(from && from.name === "q"));
  main.replaceChildren(...document.adoptNode(fresh.getElementById("main")).childNodes);
  document.title = fresh.title;
  arrange(before);
  postpone(heights, from, parts);
  settle(from, hash, place);
  told.textContent = document.getElementById("found").textContent.replace(/\s+/g, " ").trim();
};
const ask = async (address, signal) => {
  const answer = await fetch(address, { signal, headers: { accept: "text/html" } });
  const page = await answer.text();
  if (!answer.ok || new URL(answer.url).pathname !== "/" || !page.includes('id="found"')) throw new Error("not an overview");
  return [answer.url, page];
};
const settled = () => {
  waiting = null;
  clearTimeout(patience);
  main.classList.remove("slow");
  main.removeAttribute("aria-busy");
};
// Who points at a filter for a moment may press it: its page is asked for meanwhile. The latest is kept, and not for long.
const POINTED_MS = 65, KEPT_MS = 5000;
let ahead = null, pointing = 0;
const lookAhead = (address) => {
  if (ahead && ahead.address === address && performance.now() - ahead.at < KEPT_MS) return;
  if (ahead) ahead.stop.abort();
  const stop = new AbortController();
  ahead = { address, stop, at: performance.now(), page: ask(address, stop.signal) };
  ahead.page.catch(() => (ahead = null));
};
const asked = (address, signal) => {
  const known = ahead && ahead.address === address && performance.now() - ahead.at < KEPT_MS ? ahead.page : null;
  if (known) ahead = null;
  return known || ask(address, signal);
};
const go = async (address, from, isBack) => {
  if (waiting) waiting.abort();
  const mine = (waiting = new AbortController());
  const place = isBack ? places.get(entry) : undefined;
  clearTimeout(patience);
  patience = setTimeout(() => main.classList.add("slow"), PATIENCE_MS);
  main.setAttribute("aria-busy", "true");
  try {
    const [url, page] = await asked(address, mine.signal);
    if (mine !== waiting) return;
    const { hash } = new URL(address);
    if (!isBack) {
      entry = another();
      history.pushState({ entry }, "", url + hash);
    }
    shown = location.pathname + location.search;
    swap(page, from, hash, isBack ? place ?? scrollY : undefined);
    settled();
  } catch {
    if (mine !== waiting) return;
    isBack ? location.reload() : location.assign(address);
  }
};

const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented);
const topOf = (node) => (node ? node.getBoundingClientRect().top : 0);
const pressed = (node) => {
  const around = node.closest("figure");
  return { name: nameOf(node), top: topOf(node), around: around && around.id, aroundTop: topOf(around) };
};
const linkOf = (event) => event.target.closest && event.target.closest("a[href]");
// Where a link leads, if that can be shown in place.
const leads = (link) => {
  if (!link || link.hasAttribute("target") || link.hasAttribute("download")) return null;
  const url = new URL(link.getAttribute("href"), location.href);
  return url.origin !== location.origin || url.pathname !== "/" || (url.hash && url.pathname + url.search === shown) ? null : url.href;
};
addEventListener("click", (event) => {
  const address = leads(linkOf(event));
  if (!address || !isPlain(event)) return;
  event.preventDefault();
  go(address, pressed(linkOf(event)), false);
});
addEventListener("pointerover", (event) => {
  clearTimeout(pointing);
  const address = leads(linkOf(event));
  if (address && !waiting) pointing = setTimeout(lookAhead, POINTED_MS, address);
}, { passive: true });
// Between the finger, or the button, going down and coming up there is a tenth of a second.
addEventListener("pointerdown", (event) => {
  const address = leads(linkOf(event));
  if (address && !waiting && isPlain(event)) lookAhead(address);
}, { passive: true });
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "get" || new URL(form.action).pathname !== "/") return;
  event.preventDefault();
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  const url = new URL(`/?${new URLSearchParams(given)}`, location.href);
  go(url.href, pressed(form.contains(document.activeElement) ? document.activeElement : form), false);
});
addEventListener("popstate", (event) => {
  entry = (event.state && event.state.entry) || another();
  if (location.pathname + location.search !== shown) return void go(location.href, main.contains(document.activeElement) ? pressed(document.activeElement) : null, true);
  // Another place of the page that is shown: what was asked for meanwhile is not wanted any more.
  if (waiting) waiting.abort();
  settled();
});
addEventListener("scroll", () => waiting || places.set(entry, scrollY), { passive: true });

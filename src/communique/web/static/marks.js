// Pointing at a field lights its evidence, and the other way round; in drawings, everything that leads to the same place.
// The pages read the same without it.
"use strict";
const fits = (ref, refs) => refs.some((r) => ref === r || ref.startsWith(r + "-"));
const light = (refs, on) => {
  if (!refs.length) return;
  for (const mark of document.querySelectorAll("mark[data-refs]")) {
    if (mark.dataset.refs.split(" ").some((ref) => fits(ref, refs))) mark.classList.toggle("lit", on);
  }
  for (const field of document.querySelectorAll("[data-ref]")) {
    if (refs.some((r) => r === field.dataset.ref || r.startsWith(field.dataset.ref + "-"))) field.classList.toggle("lit", on);
  }
  for (const event of document.querySelectorAll("[data-event]")) {
    if (refs.some((r) => r === event.dataset.event || r.startsWith(event.dataset.event + "-"))) event.classList.toggle("lit", on);
  }
};
const twins = (key, on) => {
  for (const other of document.querySelectorAll("[data-twin]")) {
    if (other.dataset.twin === key) other.classList.toggle("twin", on);
  }
};
const refsOf = (target) => {
  const near = target.closest && target.closest("[data-ref], [data-event], mark[data-refs]");
  if (!near) return [];
  return near.dataset.ref ? [near.dataset.ref] : near.dataset.refs ? near.dataset.refs.split(" ") : [near.dataset.event];
};
const point = (e, on) => {
  light(refsOf(e.target), on);
  const twin = e.target.closest && e.target.closest("[data-twin]");
  if (twin) twins(twin.dataset.twin, on);
};
for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(start, (e) => point(e, true));
  document.addEventListener(end, (e) => point(e, false));
}
// A year that is wider than the window begins where it has something to show.
for (const year of document.querySelectorAll(".calendar")) {
  const box = year.parentElement, last = [...year.querySelectorAll("a")].pop();
  if (last) box.scrollLeft += last.getBoundingClientRect().right - box.getBoundingClientRect().right + 40;
}
// What can be copied has a button for it.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  });
}
// An address that ends in a field's name lights all its words, not the first only.
let shown = [];
const follow = () => {
  light(shown, false);
  shown = location.hash.length > 1 ? [decodeURIComponent(location.hash.slice(1))] : [];
  light(shown, true);
};
addEventListener("hashchange", follow);
follow();

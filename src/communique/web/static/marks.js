// Pointing at a field lights its evidence, and the other way round. The page reads the same without it.
"use strict";
const light = (refs, on) => {
  for (const mark of document.querySelectorAll("mark[data-refs]")) {
    const hit = mark.dataset.refs.split(" ").some((ref) => refs.some((r) => ref === r || ref.startsWith(r + "-")));
    if (hit) mark.classList.toggle("lit", on);
  }
  for (const event of document.querySelectorAll("[data-event]")) {
    if (refs.some((r) => r === event.dataset.event || r.startsWith(event.dataset.event + "-"))) event.classList.toggle("lit", on);
  }
};
const refsOf = (target) => {
  const near = target.closest && target.closest("[data-ref], [data-event], mark[data-refs]");
  if (!near) return [];
  return near.dataset.ref ? [near.dataset.ref] : near.dataset.refs ? near.dataset.refs.split(" ") : [near.dataset.event];
};
for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(start, (e) => light(refsOf(e.target), true));
  document.addEventListener(end, (e) => light(refsOf(e.target), false));
}

// The queue from the keyboard: j and k move, c, x and f go to what confirms, rejects and fixes. The name is remembered in this tab.
"use strict";
const items = [...document.querySelectorAll(".item")];
const names = document.querySelectorAll('input[name="by"]');
const known = sessionStorage.getItem("by");
for (const input of names) {
  if (known) input.value = known;
  input.addEventListener("change", () => sessionStorage.setItem("by", input.value));
}
let at = -1;
const go = (step) => {
  at = Math.min(Math.max(at + step, 0), items.length - 1);
  if (items[at]) items[at].focus();
};
const press = (kind) => {
  const item = items[Math.max(at, 0)];
  if (!item) return;
  if (kind === "fix") {
    const more = item.querySelector("details");
    if (more) more.open = true;
    item.querySelector('select[name="field"]')?.focus();
    return;
  }
  const why = item.querySelector('input[name="because"]');
  if (why && !why.value) why.focus();
  else item.querySelector(`button[value="${kind}"]`)?.click();
};
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, select, textarea")) return;
  const act = { j: () => go(1), k: () => go(-1), c: () => press("confirm"), x: () => press("reject"), f: () => press("fix") }[e.key];
  if (act) { e.preventDefault(); act(); }
});

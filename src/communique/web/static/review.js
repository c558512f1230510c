// The queue from the keyboard. Everything here is a link, a button or a field of the page, which works the same without it.
"use strict";
const dialog = document.getElementById("keys");
const ask = document.getElementById("ask-keys");
const on = document.getElementById("keys-on");
const item = document.querySelector(".item");
let meant = null;

ask.hidden = false;
ask.addEventListener("click", () => dialog.showModal());
on.checked = localStorage.getItem("keys") !== "off";
on.addEventListener("change", () => localStorage.setItem("keys", on.checked ? "on" : "off"));

// A decision whose reason is still missing goes to the reason first; Enter there is then the decision that was meant.
const decide = (button) => {
  const missing = [...button.form.elements].find((field) => field.required && !field.value.trim());
  if (!missing) return button.click();
  meant = button;
  missing.focus();
};
const act = (target) => {
  if (target.matches("summary")) {
    const more = target.parentElement;
    more.open = !more.open;
    (more.open ? more.querySelector("select, input:not([type=hidden])") : item).focus();
  } else if (target.matches("button[name=kind]")) decide(target);
  else target.click();
};
const leave = (field) => {
  meant = null;
  field.blur();
  if (item) item.focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog.open) return;
  const field = event.target.closest("input, select, textarea");
  if (field) {
    if (event.key === "Escape") leave(field);
    if (event.key === "Enter" && meant && field.required && field.form === meant.form) {
      event.preventDefault();
      decide(meant);
    }
    return;
  }
  if (event.key === "?") return dialog.showModal();
  if (!on.checked) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (target) {
    event.preventDefault();
    act(target);
  }
});

// The moderators' workplace: shortcuts and small comforts. Every page works without.
"use strict";

// --- Text blocks ---------------------------------------------------------------

function fill(form) {
  const select = form.querySelector("[data-fills]");
  const field = form.elements[select.dataset.fills];
  const { text, ground } = select.selectedOptions[0].dataset;
  if (text === undefined) return;
  field.value = [field.value.trim(), text].filter(Boolean).join("\n\n");
  const grounds = form.elements.ground;
  if (grounds && !grounds.value && ground) grounds.value = ground;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Those for another ground than the chosen one are left out.
function offerBlocks(form) {
  const select = form.querySelector("[data-fills]");
  const ground = form.elements.ground?.value;
  if (!select || form.elements.ground === undefined) return;
  for (const option of select.options) {
    const fits = !ground || !option.dataset.ground || option.dataset.ground === ground;
    option.hidden = option.disabled = !fits;
  }
  if (select.selectedOptions[0]?.disabled) select.value = "";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  event.preventDefault();
  fill(button.form);
  button.form.elements[button.form.querySelector("[data-fills]").dataset.fills].focus();
});

document.addEventListener("change", (event) => {
  const { form } = event.target;
  if (event.target.matches("[data-fills]")) {
    // Only into an empty field: what was typed is never lost by choosing.
    if (!form.elements[event.target.dataset.fills].value.trim()) fill(form);
  } else if (event.target.name === "ground") {
    offerBlocks(form);
  }
});

document.querySelectorAll("form").forEach(offerBlocks);

// --- Selection -------------------------------------------------------------------

const boxes = [...document.querySelectorAll("[data-select]")];
const chosen = document.querySelector("[data-chosen]");
const all = document.querySelector("[data-all]");

function countChosen() {
  const number = boxes.filter((box) => box.checked).length;
  chosen.textContent = number ? chosen.dataset.chosen.replace("{n}", number) : "";
  all.querySelector("input").checked = number === boxes.length;
}

if (chosen) {
  all.hidden = false;
  all.addEventListener("change", (event) => {
    for (const box of boxes) box.checked = event.target.checked;
    countChosen();
  });
  for (const box of boxes) box.addEventListener("change", countChosen);
  countChosen();
}

// --- Shortcuts: single keys, so they can be switched off (WCAG 2.1.4) ----------------

const STORED = "moderation-kurzbefehle";
const toggle = document.querySelector("[data-shortcuts]");
let enabled = true;
try {
  enabled = localStorage.getItem(STORED) !== "aus";
} catch {
  // Without storage they are on until the page is left.
}

function showShortcuts() {
  if (!toggle) return;
  toggle.hidden = false;
  toggle.textContent = enabled ? toggle.dataset.on : toggle.dataset.off;
  for (const element of document.querySelectorAll("[data-key]")) {
    if (enabled && element.dataset.key) element.setAttribute("aria-keyshortcuts", element.dataset.key);
    else element.removeAttribute("aria-keyshortcuts");
  }
}

toggle?.addEventListener("click", () => {
  enabled = !enabled;
  try {
    localStorage.setItem(STORED, enabled ? "an" : "aus");
  } catch {
    // See above.
  }
  showShortcuts();
});

showShortcuts();

const cases = [...document.querySelectorAll("[data-case]")];

const currentCase = () => document.activeElement.closest("[data-case]");

function step(difference) {
  const at = cases.indexOf(currentCase());
  const next = at < 0 ? cases[difference > 0 ? 0 : cases.length - 1] : cases[at + difference];
  if (!next) return;
  next.querySelector("[data-open]").focus();
  next.scrollIntoView({ block: "nearest" });
}

function decide(key) {
  // In a list a key means the comment one is at; on a comment's own page that comment.
  const scope = cases.length ? currentCase() : document;
  const target = scope?.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches("summary")) {
    target.parentElement.open = true;
    target.parentElement.querySelector("select, textarea, input:not([type=hidden])").focus();
  } else {
    target.click();
  }
  return true;
}

function search() {
  const field = document.querySelector("[name=suche]");
  field?.focus();
  return Boolean(field);
}

function select() {
  const box = currentCase()?.querySelector("[data-select]");
  box?.click();
  return Boolean(box);
}

function react(key) {
  if (key === "?") {
    location.assign(document.querySelector("[data-help]").href);
    return true;
  }
  if (key === "/") return search();
  if (key === "x") return select();
  if (cases.length && (key === "j" || key === "k")) {
    step(key === "j" ? 1 : -1);
    return true;
  }
  return /^[a-z]$/.test(key) && decide(key);
}

const isTyping = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox])");

document.addEventListener("keydown", (event) => {
  if (!enabled || event.repeat || event.isComposing || event.defaultPrevented) return;
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if (react(event.key)) event.preventDefault();
});

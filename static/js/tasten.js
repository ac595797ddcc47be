// Shortcuts of the workplaces. Every page works without.
"use strict";

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

// What the keys do, over the page: the list and what is ticked in it stay.
const keys = document.querySelector("[data-keys]");
keys?.querySelector("button").addEventListener("click", () => keys.close());

function showKeys() {
  const list = keys.querySelector("[data-here]");
  const here = new Map();
  for (const element of document.querySelectorAll("[data-key]")) {
    const name = (element.labels?.[0] ?? element).textContent.replace(/\s+/g, " ").trim();
    if (element.dataset.key && !here.has(element.dataset.key)) here.set(element.dataset.key, name);
  }
  list.replaceChildren(...[...here].map(([key, name]) => {
    const row = document.createElement("tr");
    const sign = document.createElement("kbd");
    sign.textContent = key;
    row.insertCell().append(sign);
    row.insertCell().textContent = name;
    return row;
  }));
  keys.showModal();
}

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
  const field = document.querySelector("[data-search], [name=suche]");
  field?.focus();
  return Boolean(field);
}

function select() {
  const box = currentCase()?.querySelector("[data-select]");
  box?.click();
  return Boolean(box);
}

function react(key) {
  if (key === "?" && keys) {
    showKeys();
    return true;
  }
  if (key === "/") return search();
  if (key === "x") return select();
  if (cases.length && (key === "j" || key === "k")) {
    step(key === "j" ? 1 : -1);
    return true;
  }
  return /^[a-z1-9]$/.test(key) && decide(key);
}

const isTyping = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox])");

document.addEventListener("keydown", (event) => {
  if (!enabled || event.repeat || event.isComposing || event.defaultPrevented) return;
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if (react(event.key)) event.preventDefault();
});

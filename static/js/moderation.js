// The moderators' workplace: shortcuts. Every page works without.
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

// Small comforts of the workplaces. Every page works without.
"use strict";

// --- Text blocks ---------------------------------------------------------------

// Several decisions stand in one form, each a part with its name in front of those of its fields.
const partOf = (element) => element.closest("[data-part]") ?? element.form;
const fieldOf = (part, name) => part.querySelector(`[name="${name}"], [name$="-${name}"]`);

// What choosing a block has put into a field: with the arrow keys one passes several, and each
// takes the place of the one before. What somebody typed stays.
const put = new WeakMap();
const isFree = (field) => !field.value.trim() || field.value === put.get(field);

function fill(part) {
  const select = part.querySelector("[data-fills]");
  const field = fieldOf(part, select.dataset.fills);
  const { text, ground } = select.selectedOptions[0].dataset;
  if (text === undefined) return;
  field.value = [field.value.trim(), text].filter(Boolean).join("\n\n");
  const grounds = fieldOf(part, "ground");
  if (grounds && ground && isFree(grounds)) {
    grounds.value = ground;
    put.set(grounds, ground);
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// In place of the block that was chosen before.
function exchange(part) {
  const field = fieldOf(part, part.querySelector("[data-fills]").dataset.fills);
  if (!isFree(field)) return;
  field.value = "";
  fill(part);
  put.set(field, field.value);
}

// Those for another ground than the chosen one are left out.
function offerBlocks(part) {
  const select = part.querySelector("[data-fills]");
  const grounds = fieldOf(part, "ground");
  if (!select || !grounds) return;
  for (const option of select.options) {
    const fits = !grounds.value || !option.dataset.ground || option.dataset.ground === grounds.value;
    option.hidden = option.disabled = !fits;
  }
  if (select.selectedOptions[0]?.disabled) select.value = "";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  event.preventDefault();
  const part = partOf(button);
  fill(part);
  fieldOf(part, part.querySelector("[data-fills]").dataset.fills).focus();
});

document.addEventListener("change", (event) => {
  const { target } = event;
  if (target.matches("[data-fills]")) {
    exchange(partOf(target));
  } else if (/(^|-)ground$/.test(target.name)) {
    offerBlocks(partOf(target));
  }
});

document.querySelectorAll("[data-fills]").forEach((select) => offerBlocks(partOf(select)));

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

// --- A passage that is marked in a contribution ----------------------------------

const quote = document.querySelector("[data-quote]");
const take = document.querySelector("[data-take-quote]");
const removed = document.querySelector("[data-redact]");
const takeWords = document.querySelector("[data-take-words]");
const quotable = document.querySelector("[data-quotable]");

let marked = "";
if (quotable) {
  // Kept here: a press on the button may end the selection before it is read.
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const inside = quotable.contains(selection.anchorNode) && quotable.contains(selection.focusNode);
    if (inside && !selection.isCollapsed) marked = selection.toString().trim();
  });
}

// What raises an Anliegen.
if (quote && take && quotable) {
  take.hidden = false;
  take.addEventListener("click", () => {
    if (marked) quote.value = marked;
    quote.focus();
  });
}

// What is to be taken out: a line for each passage.
if (removed && takeWords && quotable) {
  takeWords.hidden = false;
  takeWords.addEventListener("click", () => {
    const line = marked.replace(/\s+/g, " ");
    if (line) removed.value = [removed.value.trimEnd(), line].filter(Boolean).join("\n");
    marked = "";
    removed.focus();
  });
}

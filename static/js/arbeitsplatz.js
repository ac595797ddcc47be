// Small comforts of the workplaces. Every page works without.
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

// --- The passage of a contribution that raises an Anliegen -------------------------

const quote = document.querySelector("[data-quote]");
const take = document.querySelector("[data-take-quote]");
const quotable = document.querySelector("[data-quotable]");

if (quote && take && quotable) {
  let marked = "";
  take.hidden = false;
  // Kept here: a press on the button may end the selection before it is read.
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const inside = quotable.contains(selection.anchorNode) && quotable.contains(selection.focusNode);
    if (inside && !selection.isCollapsed) marked = selection.toString().trim();
  });
  take.addEventListener("click", () => {
    if (marked) quote.value = marked;
    quote.focus();
  });
}

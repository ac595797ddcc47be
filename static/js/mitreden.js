// Small comforts on top of pages that work without any script.
"use strict";

// Trusted Types: text may become markup (htmx does that with what our server sent), but never a
// script or the address of one. Comes before htmx.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy("default", { createHTML: (text) => text });
}

// --- How many characters are left, counted as a reader counts them -----------

const segmenter = "Segmenter" in Intl ? new Intl.Segmenter() : null;
const countCharacters = (text) =>
  segmenter ? [...segmenter.segment(text)].length : [...text].length;

let announce;

function updateCounter(field) {
  const area = field.querySelector("textarea");
  const shown = field.querySelector("[data-counter-text]");
  const status = field.querySelector("[data-counter-status]");
  const left = Number(area.dataset.limit) - countCharacters(area.value.trim());
  const pattern = left < 0 ? shown.dataset.counterOver : shown.dataset.counterText;
  const number = new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(left));
  shown.textContent = pattern.replace("{n}", number);
  shown.classList.toggle("over", left < 0);
  shown.hidden = false;
  // Spoken only near the limit, and only once the typing pauses.
  clearTimeout(announce);
  announce = setTimeout(() => {
    status.textContent = left < 200 ? shown.textContent : "";
  }, 1500);
}

document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-counter]");
  if (field) updateCounter(field);
});

function prepare(root) {
  root.querySelectorAll("[data-counter]").forEach(updateCounter);
}

// --- The time left, as the server says it, once a minute; by no clock but its own ---

const MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

function timeLeft(seconds) {
  const [unit, size] =
    seconds <= HOUR ? ["minute", MINUTE] : seconds < 2 * DAY ? ["hour", HOUR] : ["day", DAY];
  const number = Math.max(Math.floor(seconds / size), 1);
  const style = { style: "unit", unit, unitDisplay: "long" };
  return new Intl.NumberFormat(document.documentElement.lang, style).format(number);
}

function countDown() {
  document.querySelectorAll("[data-seconds-left]").forEach((shown) => {
    const seconds = Number(shown.dataset.secondsLeft) - performance.now() / 1000;
    if (seconds > 0) shown.textContent = shown.dataset.left.replace("{n}", timeLeft(seconds));
    else shown.textContent = shown.dataset.over;
  });
}

setInterval(countDown, MINUTE * 1000);

// --- On paper stands when it was printed, and where links lead -----------------------------------------

window.addEventListener("beforeprint", () => {
  const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
  document.querySelectorAll("[data-printed]").forEach((shown) => {
    shown.textContent = `${shown.dataset.printed} ${day}`;
  });
  // Where links lead that matter on paper, as one would type it.
  document.querySelectorAll("a[download], .outcome a, .says .where a").forEach((link) => {
    link.dataset.address = link.href;
  });
});

// --- Passing a page on: by what the device has for it, else by its address ----------

document.querySelectorAll(".share").forEach((card) => {
  const [share, copy] = card.querySelectorAll("button");
  const [address, told] = card.querySelectorAll("input, [role=status]");
  (navigator.share ? share : copy).hidden = false;
  share.addEventListener("click", () => {
    navigator.share({ title: share.dataset.share, url: address.value }).catch((reason) => {
      // Whoever changed their mind needs no other way.
      if (reason.name !== "AbortError") copy.hidden = false;
    });
  });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address.value);
      told.textContent = copy.dataset.copied;
    } catch {
      address.select();
      told.textContent = copy.dataset.select;
    }
  });
});

prepare(document);
// Browsers let go of the focus when they go to the place that the address names.
const first = document.querySelector("[autofocus]");
first?.focus();
addEventListener("load", () => {
  if (document.activeElement === document.body) first?.focus();
});

// --- After htmx has changed a part of the page --------------------------------

document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  prepare(swapped);
  const goal =
    swapped.querySelector(".summary, .highlight") ||
    (swapped.matches(".reply-place") && swapped.querySelector("textarea"));
  if (goal) goal.focus();
});

// The list grew by „more“: go on reading at the first new comment.
document.addEventListener("htmx:beforeSwap", (event) => {
  const next = event.detail.target;
  if (!next.matches("li.next")) return;
  const before = next.previousElementSibling;
  document.addEventListener(
    "htmx:afterSettle",
    () => before?.nextElementSibling?.querySelector(".comment")?.focus(),
    { once: true },
  );
});

document.addEventListener("click", (event) => {
  const cancel = event.target.closest(".reply-place [data-cancel]");
  if (!cancel) return;
  event.preventDefault();
  const place = cancel.closest(".reply-place");
  place.closest(".comment").focus();
  place.replaceChildren();
});

// --- What takes longer than a second says so, where it was asked for ------------

document.addEventListener("htmx:beforeRequest", ({ detail: { elt, xhr } }) => {
  const note = document.createElement("span");
  note.className = "busy";
  note.setAttribute("role", "status");
  const patience = setTimeout(() => {
    elt.matches("form") ? elt.append(note) : elt.after(note);
    // Into what is there already: otherwise it is not read out.
    note.textContent = document.body.dataset.waiting;
  }, 1000);
  xhr.addEventListener("loadend", () => {
    clearTimeout(patience);
    note.remove();
  });
});

// --- When the network or the server fails, say so where it was asked for -------------
// Read out at once; the focus stays on what was pressed, and the text in its field.

let failure;

function sayFailure({ detail: { elt } }) {
  failure?.remove();
  failure = document.createElement("p");
  failure.className = "alert error";
  failure.setAttribute("role", "alert");
  const typed = elt.matches("form") && elt.querySelector("textarea")?.value.trim();
  failure.textContent = typed ? document.body.dataset.failedText : document.body.dataset.failed;
  if (elt.matches("form")) elt.append(failure);
  else (elt.closest(".actions") || elt).after(failure);
  failure.scrollIntoView({ block: "nearest" });
}

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, sayFailure);
}
document.addEventListener("htmx:beforeRequest", () => failure?.remove());

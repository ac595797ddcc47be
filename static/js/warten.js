// What takes longer than a moment says so, once it has been sent off.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-busy]");
  if (!form || form.querySelector(".busy")) return;
  const note = document.createElement("p");
  note.className = "busy";
  note.setAttribute("role", "status");
  form.append(note);
  // Into what is there already: otherwise it is not read out.
  note.textContent = form.dataset.busy;
});

// Back from the next page, as the browser kept this one.
window.addEventListener("pageshow", () => {
  document.querySelectorAll(".busy").forEach((note) => note.remove());
});

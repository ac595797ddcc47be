// Buttons that write Markdown into a plain textarea. The page works without.
"use strict";

const bar = document.querySelector("[data-edit-bar]");
const area = document.querySelector("textarea[data-markdown]");

function put(start, end, words, from, to) {
  area.focus();
  area.setSelectionRange(start, end);
  // What is written so can be undone by the browser's own means, where it knows how.
  if (!document.execCommand("insertText", false, words)) area.setRangeText(words, start, end, "end");
  area.setSelectionRange(start + from, start + to);
}

function around(before, after) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  put(start, end, before + chosen + after, before.length, before.length + chosen.length);
}

function lines(mark) {
  const { selectionStart, selectionEnd: end, value } = area;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const words = value.slice(start, end).split("\n").map((line) => mark + line).join("\n");
  put(start, end, words, words.length, words.length);
}

function block(words) {
  const { selectionEnd: end, value } = area;
  const gap = end && !value.slice(0, end).endsWith("\n\n") ? "\n\n" : "";
  put(end, end, `${gap}${words}\n`, gap.length, gap.length + words.length);
}

if (bar && area) {
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const { around: both, line, before, after, block: whole } = event.target.dataset;
    if (both) around(both, both);
    else if (line) lines(line);
    else if (before) around(before, after);
    else if (whole) block(whole);
  });
}

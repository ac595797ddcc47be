// A file that is made while it is fetched: the page says so, and how much of it has come.
// Only up to a size that fits into any phone. A larger file the browser writes to its disk as
// it comes, and shows itself how far it is: the page says just that.
"use strict";

const LARGEST = 8_000_000;
const place = document.querySelector("[data-downloading]");
const canCollect = "TransformStream" in window && "download" in HTMLAnchorElement.prototype;
let running = false;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[download]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  start(event, Number(link.dataset.bytes), link.href, {}, () => location.assign(link.href));
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-download]");
  if (!form) return;
  const body = new FormData(form);
  const size = Number(form.dataset[body.get("format")]);
  start(event, size, form.action, { method: "POST", body }, () => form.submit());
});

function start(event, expected, address, options, leaveToBrowser) {
  if (!canCollect || expected > LARGEST) return say(place.dataset.elsewhere);
  event.preventDefault();
  if (running) return;
  running = true;
  say(place.dataset.making);
  show(0, expected);
  collect(address, options, expected, leaveToBrowser)
    .catch(() => say(place.dataset.failed))
    .finally(() => { running = false; hide(); });
}

async function collect(address, options, expected, leaveToBrowser) {
  const answer = await fetch(address, options);
  const name = /filename="(.+?)"/.exec(answer.headers.get("Content-Disposition"))?.[1];
  // No file, but a page that says why: the browser is to show it.
  if (!name) {
    say("");
    return leaveToBrowser();
  }
  const packed = answer.headers.has("Content-Encoding");
  const size = (!packed && Number(answer.headers.get("Content-Length"))) || expected;
  if (size > LARGEST) {
    answer.body.cancel();
    say(place.dataset.elsewhere);
    return leaveToBrowser();
  }
  let loaded = 0;
  const counted = new TransformStream({
    transform(piece, file) {
      show((loaded += piece.length), size);
      file.enqueue(piece);
    },
  });
  keep(await new Response(answer.body.pipeThrough(counted)).blob(), name);
  say(place.dataset.done.replace("{name}", name));
}

function keep(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.dataset.kept = link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Spoken, so only at the beginning and at the end.
function say(words) {
  place.querySelector("[role=status]").textContent = words;
}

function show(loaded, size) {
  const [bar, amount] = [place.querySelector("progress"), place.querySelector(".amount")];
  // Estimated: it may become more.
  if (size > loaded) Object.assign(bar, { max: size, value: loaded });
  else bar.removeAttribute("value");
  const unit = loaded < 1e6 ? "kilobyte" : "megabyte";
  const style = { style: "unit", unit, maximumFractionDigits: loaded < 1e6 ? 0 : 1 };
  const number = loaded / (loaded < 1e6 ? 1e3 : 1e6);
  const text = new Intl.NumberFormat(document.documentElement.lang, style).format(number);
  amount.textContent = loaded ? place.dataset.loaded.replace("{n}", text) : "";
  place.querySelector("div").hidden = false;
}

function hide() {
  place.querySelector("div").hidden = true;
}

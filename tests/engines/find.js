// What a person would call "the field X", "the button X" or "the link X" on the page.
(kind, name) => {
  const selectors = {
    link: "a[href]",
    button: "button, input[type=submit]",
    summary: "summary",
    field: "input:not([type=hidden]), textarea, select",
  };
  const plain = (text) => (text || "").replace(/[\u00ad\u200b]/g, "").replace(/\s+/g, " ").trim();
  const nameOf = (element) => {
    const label = element.getAttribute("aria-label");
    const texts = element.labels && element.labels.length
      ? Array.from(element.labels, (one) => one.textContent)
      : [label || element.textContent || element.value];
    return plain(texts.join(" "));
  };
  const isShown = (element) => element.getClientRects().length > 0
    && getComputedStyle(element).visibility !== "hidden";
  const found = Array.from(document.querySelectorAll(selectors[kind])).filter(isShown);
  return found.find((element) => nameOf(element) === name)
    || found.find((element) => nameOf(element).startsWith(name))
    || found.find((element) => nameOf(element).includes(name))
    || null;
}

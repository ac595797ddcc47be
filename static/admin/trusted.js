// Trusted Types, as in js/mitreden.js: the widgets of the administration make markup, no scripts.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy("default", { createHTML: (text) => text });
}

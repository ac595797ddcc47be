// Passkeys: asks the device, puts its answer into the form and sends it.
"use strict";

const { PublicKeyCredential } = window;

async function answer(step, options) {
  const publicKey =
    step === "create"
      ? PublicKeyCredential.parseCreationOptionsFromJSON(options)
      : PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials[step]({ publicKey });
  return JSON.stringify(credential.toJSON());
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!PublicKeyCredential?.parseCreationOptionsFromJSON) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const options = JSON.parse(form.dataset.passkey).publicKey;
    try {
      form.elements.credential.value = await answer(form.dataset.step, options);
      form.submit();
    } catch {
      form.querySelector("[data-failed]").hidden = false;
    }
  });
}

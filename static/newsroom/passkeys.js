// Passkeys: a button makes one in the device, or has one of the person's answer in place of a code.
//
// Reads: data-passkey of the button, create or get, and data-options, what the browser needs for it as JSON;
// data-without-passkeys, of words that are for other browsers alone.
// Writes: the answer, into [data-passkey-answer] of its form, which is sent then; data-passkey-fault shows that there is
// none.
// Events: click of the button. Browsers without passkeys see none: codes remain.

const button = document.querySelector("[data-passkey]")
const fault = document.querySelector("[data-passkey-fault]")
const isMaking = button.dataset.passkey === "create"

/** Return the answer of the device for the server, as JSON. Rejects where the person or the browser says no. */
async function answer() {
  const options = JSON.parse(button.dataset.options)
  const made = isMaking
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
  return JSON.stringify(made.toJSON())
}

async function send(event) {
  event.preventDefault()
  const { form } = button
  if (isMaking && !form.reportValidity()) return
  button.disabled = true
  fault.hidden = true
  try {
    form.querySelector("[data-passkey-answer]").value = await answer()
    form.submit()
  } catch {
    fault.hidden = false
    button.disabled = false
  }
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  button.hidden = false
  for (const words of document.querySelectorAll("[data-without-passkeys]")) words.hidden = true
  button.addEventListener("click", send)
}

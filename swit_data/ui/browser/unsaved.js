// Whoever closes the window with a text that is not saved is asked first; typing counts before it is sent.
export default function ({ data }) {
  window.switUnsaved = data
  if (window.switAsks) return
  window.switAsks = true
  addEventListener("beforeunload", event => {
    if (window.switUnsaved) event.preventDefault()
  })
  addEventListener("input", event => {
    if (event.target.tagName === "TEXTAREA") window.switUnsaved = true
  }, true)
}

// The buttons under a figure; screen.js and doors.js, once a page, do the work.
export default function ({ parentElement, data: told }) {
  const data = JSON.parse(new TextDecoder().decode(told))
  const row = document.createElement("div")
  row.setAttribute("role", "group")
  row.setAttribute("aria-label", data.label)
  const said = Object.assign(document.createElement("span"), { textContent: data.label })
  said.setAttribute("aria-hidden", "true")
  const saving = document.createElement("span")
  saving.append(said)
  for (const kind of ["png", "svg"]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: kind.toUpperCase() })
    button.setAttribute("aria-label", `${data.label}: ${kind.toUpperCase()}`)
    button.onclick = () =>
      window.switSave(data, kind).catch(() => {
        said.textContent = data.failed
        said.setAttribute("role", "alert")
        said.removeAttribute("aria-hidden")
      })
    saving.append(button)
  }
  row.append(saving)
  if (data.behind) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: data.behind.label })
    button.setAttribute("aria-haspopup", "dialog")
    button.onclick = () => window.switOpen(data.behind.number)
    row.prepend(button)
  }
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), row)
}

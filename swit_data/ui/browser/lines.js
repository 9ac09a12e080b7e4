// Lines of text, each in its tag; a line may have a door: the numbers behind it, which doors.js opens.
function door(address, said, text) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: said })
  button.setAttribute("aria-label", `${said}: ${text}`)
  button.setAttribute("aria-haspopup", "dialog")
  button.onclick = () => window.switOpen(address)
  return button
}

// textContent only: whatever stands in the data is shown as it is.
function written(lines) {
  const box = Object.assign(document.createElement("div"), { className: "swit-lines" })
  const list = document.createElement("ul")
  let headline = "" // its door stands in the line below: the heading is the sentence alone
  list.setAttribute("role", "list") // without its marks, Safari does not call it one
  for (const [tag, text, address, said] of lines) {
    const element = document.createElement(tag)
    element.textContent = text
    if (tag === "h1") headline = text
    if (address) element.append(" ", door(address, said, tag === "p" ? headline : text))
    if (tag === "li") box.append(list)
    ;(tag === "li" ? list : box).append(element)
  }
  return box
}

// A guided reading of the page: one step at a time, beside the page and never over it. Whether it was
// closed is kept for this tab only: a shared laptop keeps no trace of who has read what.
const KEPT = "swit_guide_closed"

function made(tag, text = "", action = null) {
  const element = document.createElement(tag)
  element.textContent = text
  if (action) Object.assign(element, { type: "button", onclick: action })
  return element
}

function pointed(name) {
  for (const each of document.querySelectorAll("[data-swit-pointed]")) delete each.dataset.switPointed
  for (const each of name ? document.querySelectorAll(name) : []) each.dataset.switPointed = ""
}

export default function ({ parentElement, data }) {
  let at = 0
  const box = made("section")
  box.setAttribute("aria-label", data.title)
  const count = made("small")
  const text = made("p")
  text.setAttribute("role", "status")
  const open = made("button", data.open, () => show(0))
  const back = made("button", data.back, () => show(at - 1))
  const next = made("button", data.next, () => (at + 1 < data.steps.length ? show(at + 1) : close()))
  const shut = made("button", data.close, () => close())
  box.append(count, text, back, next, shut, open)
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), box)

  function show(step, asked = true) {
    at = step
    const focused = open.matches(":focus")
    sessionStorage.removeItem(KEPT)
    count.textContent = data.count.replace("#", step + 1)
    text.textContent = data.steps[step].text
    next.textContent = step + 1 < data.steps.length ? data.next : data.end
    for (const each of [count, text, next, shut]) each.hidden = false
    back.hidden = step === 0
    open.hidden = true
    pointed(asked ? data.steps[step].place : "") // who has not asked sees the page as it is
    if (focused) next.focus()
  }
  function close() {
    const focused = [next, shut].some(each => each.matches(":focus"))
    sessionStorage.setItem(KEPT, "1")
    for (const each of [count, text, back, next, shut]) each.hidden = true
    open.hidden = false
    pointed("")
    if (focused) open.focus()
  }
  sessionStorage.getItem(KEPT) ? close() : show(0, false)
  return () => pointed("")
}

// A slider over sentences that were all made before: moving it asks the server for nothing, and the page stays where it is.
export default function ({ parentElement, data }) {
  const box = document.createElement("div")
  const label = document.createElement("label")
  const slider = Object.assign(document.createElement("input"), {
    type: "range", min: "0", max: String(data.steps.length - 1), step: "1", value: String(data.first),
  })
  const weight = document.createElement("output")
  const said = document.createElement("p")
  said.setAttribute("aria-live", "polite")
  const tallest = document.createElement("p") // every sentence takes the room of the longest: nothing below it moves
  tallest.setAttribute("aria-hidden", "true")
  tallest.textContent = data.steps.map(([, text]) => text).reduce((one, other) => (other.length > one.length ? other : one), "")
  const say = () => {
    const [step, text] = data.steps[Number(slider.value)]
    weight.textContent = data.written.replace("#", step)
    slider.setAttribute("aria-valuetext", weight.textContent)
    said.textContent = text
  }
  slider.addEventListener("input", say)
  label.append(Object.assign(document.createElement("span"), { textContent: data.label }), slider)
  const place = document.createElement("div")
  place.append(tallest, said)
  box.append(label, weight, place)
  say()
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), box)
}

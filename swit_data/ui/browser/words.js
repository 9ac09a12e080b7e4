// Lines of text on their own (lines.js).
export default function ({ parentElement, data }) {
  const lines = JSON.parse(new TextDecoder().decode(data))
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), written(lines))
}

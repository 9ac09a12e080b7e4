// Copies a text, or the page's address: it holds the choice as ids, so that it opens the same view.
export default function ({ parentElement, data }) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: data.label })
  const said = document.createElement("span")
  said.setAttribute("role", "status")
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.text ?? location.href)
      said.textContent = data.done
    } catch {
      said.textContent = data.failed // some browsers ask first, and people say no
    }
    setTimeout(() => (said.textContent = ""), 4000)
  }
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), said, button)
}

// textContent only, as in words.js.
export default function ({ parentElement, data }) {
  const list = document.createElement("ol");
  list.setAttribute("role", "list");
  for (const [state, number, name, said] of data) {
    const item = document.createElement("li");
    item.className = state;
    if (state === "now") item.setAttribute("aria-current", "step");
    for (const [tag, text] of [["b", number], ["span", name], ["small", said]]) {
      const part = document.createElement(tag);
      part.textContent = text;
      item.append(part);
    }
    list.append(item);
  }
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), list);
}

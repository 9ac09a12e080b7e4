// textContent only: whatever stands in the data is shown as it is.
export default function ({ parentElement, data }) {
  const box = document.createElement("div");
  const list = document.createElement("ul");
  list.setAttribute("role", "list"); // without its marks, Safari does not call it one
  for (const [tag, text] of data) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (tag === "li") box.append(list);
    (tag === "li" ? list : box).append(element);
  }
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), box);
}

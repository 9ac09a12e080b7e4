// The numbers behind a sentence; doors.js opens them.
function door(address, said, text) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: said });
  button.setAttribute("aria-label", `${said}: ${text}`);
  button.setAttribute("aria-haspopup", "dialog");
  button.onclick = () => window.switOpen(address);
  return button;
}

// textContent only: whatever stands in the data is shown as it is.
export default function ({ parentElement, data }) {
  const box = document.createElement("div");
  const list = document.createElement("ul");
  let headline = ""; // its door stands in the line below: the heading is the sentence alone
  list.setAttribute("role", "list"); // without its marks, Safari does not call it one
  for (const [tag, text, address, said] of JSON.parse(new TextDecoder().decode(data))) {
    const element = document.createElement(tag);
    element.textContent = text;
    if (tag === "h1") headline = text;
    if (address) element.append(" ", door(address, said, tag === "p" ? headline : text));
    if (tag === "li") box.append(list);
    (tag === "li" ? list : box).append(element);
  }
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), box);
}

// A page's tables as paper shows them: set when somebody prints; on a screen, tables that can be sorted stand in the page.
function set({ title, rows, more }) {
  const table = document.createElement("table")
  table.append(Object.assign(document.createElement("caption"), { textContent: title }))
  for (const [at, cells] of rows.entries()) {
    const row = table.insertRow()
    for (const cell of cells) {
      const box = document.createElement(at ? "td" : "th")
      box.textContent = cell
      row.append(box)
    }
  }
  return [table, Object.assign(document.createElement("p"), { textContent: more })]
}

export default function ({ parentElement, data }) {
  const { tables } = JSON.parse(new TextDecoder().decode(data))
  const fill = () => parentElement.replaceChildren(...parentElement.querySelectorAll("style"), ...tables.flatMap(set))
  const clear = () => parentElement.replaceChildren(...parentElement.querySelectorAll("style"))
  window.addEventListener("beforeprint", fill)
  window.addEventListener("afterprint", clear)
  return () => {
    window.removeEventListener("beforeprint", fill)
    window.removeEventListener("afterprint", clear)
  }
}

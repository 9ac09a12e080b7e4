// A page's tables as paper shows them: on a screen they are hidden, and tables that can be sorted stand in the page.
function set(title, rows, more) {
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
  const tables = data.tables.flatMap(({ title, rows, more }) => set(title, rows, more))
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), ...tables)
}

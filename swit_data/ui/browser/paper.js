// A table as paper shows it: on a screen it is hidden, and the table that can be sorted stands there instead.
export default function ({ parentElement, data }) {
  const table = document.createElement("table")
  for (const [at, cells] of data.rows.entries()) {
    const row = table.insertRow()
    for (const cell of cells) {
      const box = document.createElement(at ? "td" : "th")
      box.textContent = cell
      row.append(box)
    }
  }
  const more = document.createElement("p")
  more.textContent = data.more
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), table, more)
}

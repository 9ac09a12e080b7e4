// The parts of a view, one below the other, as body.py tells them. What is told again and says the same stays as it is;
// a picture that says something else is changed, not made anew. Text is set as text.
const PLOT = { displayModeBar: false, scrollZoom: false, doubleClick: false, responsive: false }
const SOON = 300 // px below the screen: what stands further down is drawn when the browser has time

const made = (tag, name = "", text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text })
const named = (kind, key) => `swit-part st-key-${kind}_${String(key).replace(/[^\w-]/g, "-")}`

const PARTS = {
  words: {
    make: part => made("div", named("words", part.words)),
    draw: (box, part) => box.replaceChildren(written(part.lines)),
  },
  group: {
    make: part => made("div", `swit-part swit-parts st-key-${part.group}`),
    draw: (box, part) => fill(box, part.parts),
  },
  folded: { make: foldable, draw: (box, part) => fill(box.lastChild, part.parts) },
  beside: {
    make: part => made("div", `swit-part swit-beside ${part.beside.length ? "swit-columns" : ""}`),
    draw: drawBeside,
  },
  slider: { make: part => made("div", `${named("slider", part.slider)} swit-slider`), draw: drawSlider },
  sheet: { make: () => made("div", "swit-part swit-sheet"), draw: drawSheet },
  figure: { make: frame, draw: drawFigure },
}
const kind = part => Object.keys(PARTS).find(name => name in part)
const key = part => `${kind(part)} ${part.words ?? part.group ?? part.folded ?? part.slider ?? part.figure ?? ""}`

// A box for each part: the one that is there, if it is of the same name, else a new one in its place.
function fill(box, parts) {
  for (const [at, part] of parts.entries()) {
    let own = box.children[at]
    if (own?.switKey !== key(part)) {
      const other = PARTS[kind(part)].make(part)
      other.switKey = key(part)
      own ? own.replaceWith(other) : box.append(other)
      own = other
    }
    const told = JSON.stringify(part)
    if (own.switTold === told) continue
    own.switTold = told
    PARTS[kind(part)].draw(own, part)
  }
  while (box.children.length > parts.length) box.lastChild.remove()
}

function foldable(part) {
  const [box, title, inside] = [made("details", "swit-part swit-folded"), made("summary", "", part.folded), made("div", "swit-parts")]
  box.append(title, inside)
  box.addEventListener("toggle", drawWaiting)
  return box
}

function drawBeside(box, part) {
  if (part.beside.length) box.style.gridTemplateColumns = part.beside.map(width => `minmax(0, ${width}fr)`).join(" ")
  for (const [at, parts] of part.columns.entries()) {
    fill(box.children[at] ?? box.appendChild(made("div", "swit-parts")), parts)
  }
  while (box.children.length > part.columns.length) box.lastChild.remove()
}

// A slider over sentences that were all made before: moving it asks the server for nothing, and the page stays where it is.
function drawSlider(box, part) {
  const label = made("label")
  const slider = Object.assign(made("input"), { type: "range", min: "0", max: String(part.steps.length - 1), step: "1", value: String(part.first) })
  const weight = made("output")
  const said = made("p")
  said.setAttribute("aria-live", "polite")
  const longest = part.steps.map(([, text]) => text).reduce((one, other) => (other.length > one.length ? other : one), "")
  const tallest = made("p", "", longest) // every sentence takes the room of the longest: nothing below it moves
  tallest.setAttribute("aria-hidden", "true")
  const say = () => {
    const [step, text] = part.steps[Number(slider.value)]
    weight.textContent = part.written.replace("#", step)
    slider.setAttribute("aria-valuetext", weight.textContent)
    said.textContent = text
  }
  slider.addEventListener("input", say)
  label.append(made("span", "", part.label), slider)
  const place = made("div")
  place.append(tallest, said)
  box.replaceChildren(label, weight, place)
  say()
}

const NUMBER = /^[\s\d.,%–−+-]*$/
function drawSheet(box, part) {
  const [names, ...rows] = part.sheet
  const numeric = names.map((_, at) => rows.every(row => NUMBER.test(row[at])))
  const table = made("table")
  for (const [at, cells] of part.sheet.entries()) {
    const row = table.insertRow()
    for (const [column, cell] of cells.entries()) row.append(made(at ? "td" : "th", numeric[column] ? "swit-number" : "", cell))
  }
  for (const head of table.querySelectorAll("th")) head.scope = "col"
  box.tabIndex = 0 // on a phone it is moved sideways, with keys too
  box.replaceChildren(table)
}

function frame(part) {
  const [box, picture] = [made("div", named("figure", part.figure)), made("div", "swit-picture")]
  picture.setAttribute("role", "img")
  box.append(picture)
  return box
}

function drawFigure(box, part) {
  const [picture] = box.children
  picture.setAttribute("aria-label", part.alt)
  picture.style.minHeight = `${part.height}px`
  const told = JSON.stringify(part.drawing)
  if (picture.switTold !== told) {
    Object.assign(picture, { switTold: told, switDrawing: part.drawing })
    wait(picture)
  }
  while (box.children.length > 1) box.lastChild.remove()
  if (part.save) box.append(saving(part))
}

// The buttons under a figure; screen.js and doors.js, once a page, do the work.
function saving(part) {
  const data = part.save
  const row = made("div", `${named("save", part.figure)} swit-buttons`)
  row.setAttribute("role", "group")
  row.setAttribute("aria-label", data.label)
  const said = made("span", "", data.label)
  said.setAttribute("aria-hidden", "true")
  const both = made("span")
  both.append(said)
  for (const type of ["png", "svg"]) {
    const button = Object.assign(made("button", "", type.toUpperCase()), { type: "button" })
    button.setAttribute("aria-label", `${data.label}: ${type.toUpperCase()}`)
    button.onclick = () =>
      window.switSave(data, type).catch(() => {
        said.textContent = data.failed
        said.setAttribute("role", "alert")
        said.removeAttribute("aria-hidden")
      })
    both.append(button)
  }
  row.append(both)
  if (data.behind) {
    const button = Object.assign(made("button", "", data.behind.label), { type: "button" })
    button.setAttribute("aria-haspopup", "dialog")
    button.onclick = () => window.switOpen(data.behind.number)
    row.prepend(button)
  }
  return row
}

// Plotly is asked for once a page; until it is there, words can be read and pictures have their room.
const waiting = (window.switWaiting ??= new Set())
const plotly = (window.switPlotly ??= new Promise((done, failed) => {
  const script = Object.assign(document.createElement("script"), { src: "PLOTLY", onload: done, onerror: failed })
  document.head.append(script)
}))

const seen = picture => picture.isConnected && picture.clientWidth > 0 && (picture.checkVisibility?.() ?? true)

function wait(picture) {
  waiting.add(picture)
  picture.setAttribute("aria-busy", "true")
}
function paint(picture) {
  waiting.delete(picture)
  picture.removeAttribute("aria-busy")
  const drawing = picture.switDrawing
  const { data, layout } = drawing
  picture.switWidth = picture.clientWidth
  const sized = { ...layout, width: picture.switWidth }
  drawing.names ??= JSON.stringify([layout.height, layout.margin, axesOf(layout)]) // Plotly writes into them
  const names = `${sized.width} ${drawing.names}`
  const room = rooms.get(names)
  window.Plotly.react(picture, data, room ? roomed(sized, room) : sized, PLOT)
  if (room || !document.fonts.check("14px 'Noto Sans'", names)) return // in another font they are not as wide
  if (rooms.size > MOST_ROOMS) rooms.clear()
  const { _size: needed } = picture._fullLayout ?? {}
  if (needed) rooms.set(names, { ...needed }) // Plotly writes the next width into its own
}

// Where the names beside a picture need more room than it leaves, Plotly draws it, and then draws it again. How much they
// needed is kept: the next picture with the same names is drawn once.
const rooms = (window.switRooms ??= new Map())
const MOST_ROOMS = 999 // of 1 KB each
const axesOf = layout => Object.entries({ xaxis: {}, yaxis: {}, ...layout }).filter(([name]) => /^[xy]axis/.test(name))
function roomed(layout, { l, r, t, b }) {
  const fixed = axesOf(layout).map(([name, axis]) => [name, { ...axis, automargin: false }])
  return { ...layout, margin: { ...layout.margin, l, r, t, b }, ...Object.fromEntries(fixed) }
}

// What is on the screen is drawn at once, the rest when the browser has time; what is folded stays for later.
async function drawWaiting() {
  await plotly
  for (const picture of waiting) if (!picture.isConnected) waiting.delete(picture)
  const ready = [...waiting].filter(seen)
  for (const picture of ready) if (picture.getBoundingClientRect().top < innerHeight + SOON) paint(picture)
  if (ready.some(picture => waiting.has(picture))) later(drawNext)
}
const later = window.requestIdleCallback ? act => requestIdleCallback(act, { timeout: 400 }) : act => setTimeout(act, 30)
function drawNext() {
  const next = [...waiting].find(seen)
  if (!next) return
  paint(next)
  later(drawNext)
}
window.switDrawAll = () => {
  if (window.Plotly) for (const picture of [...waiting].filter(seen)) paint(picture)
}

// Another width: what was drawn for the old one is drawn again.
function measured(root) {
  for (const picture of root.querySelectorAll(".swit-picture")) {
    if (picture.switDrawing && picture.clientWidth && picture.clientWidth !== picture.switWidth) wait(picture)
  }
  drawWaiting()
}

export default function ({ parentElement, data }) {
  let root = parentElement.querySelector(":scope > .swit-body")
  if (!root) {
    root = made("div", "swit-body swit-parts")
    parentElement.append(root)
    new ResizeObserver(() => measured(root)).observe(root)
  }
  fill(root, JSON.parse(new TextDecoder().decode(data)))
  drawWaiting()
}

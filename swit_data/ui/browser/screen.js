// A figure as the browser drew it, as one file: SVG with its fonts inside, or PNG at twice the size.
// Everything in it is copied from the page; nothing is asked of the network but our own fonts.
const SVG = "http://www.w3.org/2000/svg"
const FACES = [
  ["noto-sans-latin.woff2", /[\u0000-\u024f]/],
  ["noto-sans-cyrillic.woff2", /[\u0400-\u04ff]/],
]
const SHEET = 1030 // px between the margins of A4, lying
const TITLE = 18, TITLE_LINE = 24 // px of what the figure says, above it
const LINE = 18 // px of a line under the figure, which says where it comes from

function made(tag, attributes, text = "") {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.textContent = text
  return element
}

async function face(file) {
  const bytes = new Uint8Array(await (await fetch("app/static/" + file)).arrayBuffer())
  let text = ""
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return `@font-face{font-family:"Noto Sans";font-weight:100 900;src:url(data:font/woff2;base64,${btoa(text)})}`
}

// A text on as few lines as the figure's width allows.
function lines(text, width, font) {
  const pen = document.createElement("canvas").getContext("2d")
  pen.font = `${font} 'Noto Sans', sans-serif`
  const found = [""]
  for (const word of text.split(" ")) {
    const longer = found.at(-1) ? `${found.at(-1)} ${word}` : word
    if (found.at(-1) && pen.measureText(longer).width > width) found.push(word)
    else found[found.length - 1] = longer
  }
  return found
}

function copied(plot, { title, alt, caption }) {
  const layers = [...plot.querySelectorAll("svg.main-svg")]
  const [width, drawn] = ["width", "height"].map(name => Math.ceil(Number(layers[0].getAttribute(name))))
  const ink = getComputedStyle(plot.querySelector("text") ?? plot).fill
  const above = lines(title, width - 16, `700 ${TITLE}px`)
  const under = lines(caption.join(" · "), width - 16, "12px")
  const top = TITLE_LINE * above.length + 12
  const height = top + drawn
  const tall = height + LINE * under.length + 10
  const whole = made("svg", { width, height: tall, viewBox: `0 0 ${width} ${tall}`, role: "img" })
  const back = getComputedStyle(layers[0]).backgroundColor
  whole.append(made("title", {}, alt), made("rect", { width, height: tall, fill: back }))
  for (const layer of layers) {
    const copy = layer.cloneNode(true)
    copy.style.background = "none"
    copy.setAttribute("y", top)
    for (const each of copy.querySelectorAll(".hoverlayer, a, script, image, foreignObject")) each.remove()
    whole.append(copy)
  }
  const head = `font-family:"Noto Sans",sans-serif;font-size:${TITLE}px;font-weight:700;fill:${ink}`
  for (const [at, line] of above.entries()) whole.append(made("text", { x: 8, y: TITLE_LINE * (at + 1), style: head }, line))
  const style = `font-family:"Noto Sans",sans-serif;font-size:12px;fill:${ink}`
  for (const [at, line] of under.entries()) whole.append(made("text", { x: 8, y: height + LINE * (at + 1), style }, line))
  return whole
}

async function drawing(data) {
  const plot = document.querySelector(`.st-key-${CSS.escape(data.figure)} .js-plotly-plot`)
  const whole = copied(plot, data)
  const needed = FACES.filter(([, letters]) => letters.test(whole.textContent))
  whole.prepend(made("style", {}, (await Promise.all(needed.map(([file]) => face(file)))).join("")))
  // What XML does not allow would make the file unreadable.
  const text = new XMLSerializer().serializeToString(whole).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
  return { text, width: whole.width.baseVal.value, height: whole.height.baseVal.value }
}

// The fonts inside may come after the picture itself: then its title is not there yet, and nothing else that is written.
function lettered(pen, width) {
  const { data } = pen.getImageData(0, 0, width, 2 * TITLE_LINE)
  return data.some((each, at) => each !== data[at % 4])
}

async function painted({ text, width, height }) {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }))
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height })
  const pen = canvas.getContext("2d", { willReadFrequently: true })
  try {
    for (let more = 40; !lettered(pen, canvas.width); more--) {
      if (!more) throw new Error("its letters did not come")
      const image = new Image(width, height)
      image.src = address
      await image.decode()
      await new Promise(done => setTimeout(done, 50))
      pen.drawImage(image, 0, 0, canvas.width, canvas.height)
    }
    return await new Promise(done => canvas.toBlob(done, "image/png"))
  } finally {
    URL.revokeObjectURL(address)
  }
}

function handed(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

async function save(data, kind) {
  const drawn = await drawing(data)
  const blob = kind === "svg" ? new Blob([drawn.text], { type: "image/svg+xml" }) : await painted(drawn)
  handed(blob, `${data.name}.${kind}`)
}

// A folded part is opened for the printer and folded again; where CSS can do it (print.css) this does no harm.
function open() {
  const seen = [...document.querySelectorAll(".js-plotly-plot")].filter(plot => plot.checkVisibility())
  const widest = Math.max(SHEET, ...seen.map(plot => plot.getBoundingClientRect().width))
  document.documentElement.style.setProperty("--swit-paper", (0.97 * SHEET) / widest)
  for (const each of document.querySelectorAll("details:not([open])")) {
    if (each.closest('[class*="st-key-table_"]')) continue // opening it would ask the server
    each.dataset.printed = ""
    each.open = true
  }
  window.switDrawAll?.() // body.js: what was folded, or further down than anybody looked
}
function fold() {
  for (const each of document.querySelectorAll("details[data-printed]")) {
    delete each.dataset.printed
    each.open = false
  }
}

// Which shape of a figure is sent: the server is told where the screen is another than it thinks; paper is none. Told in
// the moment in which a reader goes on to another page, it may be lost, and the page with it: it is told when nothing
// has been going on for a while, and again until the server has understood.
const phone = window.matchMedia("(max-width: 640px)")
const CALM = 300 // ms from a turn until it is told: whoever goes on at once has gone on by then
let last = null // the last run of this script: the earlier ones are not ended, and know what the server thought then
let waiting = 0
let times = 0 // told: the server hears of what has changed alone, and may have got it without hearing it
const running = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "running"
function later(wait) {
  clearTimeout(waiting)
  waiting = setTimeout(tell, wait)
}
const turned = () => later(CALM)
function tell() {
  if (window.matchMedia("print").matches || phone.matches === last.data.narrow) return
  if (running()) return later(CALM)
  last.setStateValue("narrow", { phone: phone.matches, times: ++times })
  later(2000)
}
function watch(component) {
  last = component
  phone.addEventListener("change", turned)
  turned()
  return () => {
    clearTimeout(waiting)
    phone.removeEventListener("change", turned)
  }
}

export default function (component) {
  const leave = watch(component)
  if (window.switSave) return leave
  window.switSave = save
  window.addEventListener("beforeprint", open)
  window.addEventListener("afterprint", fold)
  return leave
}

// A meeting, full screen. Every slide is drawn ahead and its place worked out once, so that a key moves at
// once, without asking the server; blank, questions and notes are of the browser alone. Text is set as text.
const KEYS = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Spacebar: "next", // clickers send PageDown
  ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back", Home: "first", End: "last",
  b: "blank", ".": "blank", q: "asked", n: "notes", p: "paper", f: "full", Escape: "leave",
}
// Which keys are switched off together; a key of CODES stands for its letter.
const GROUPS = {
  arrows: ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"], pages: ["PageDown", "PageUp"],
  space: [" ", "Spacebar", "Backspace"], ends: ["Home", "End"],
}
const CODES = { KeyB: "blank", KeyQ: "asked", KeyN: "notes", KeyP: "paper", KeyF: "full" } // in every alphabet
const TALLEST = { one: 0.26, most: 0.45 } // of the screen: a headline in large type, and one that must shrink

function made(tag, name = "", text = "") {
  return Object.assign(document.createElement(tag), { className: name, textContent: text })
}

export default function ({ parentElement, data, setTriggerValue }) {
  const { slides, words } = data
  const stage = made("div", "swit-present")
  stage.setAttribute("role", "region")
  stage.setAttribute("aria-label", words.title)
  const [head, caption, picture] = ["head", "caption", "picture"].map(name => made("div", name))
  const [h1, second] = [made("h1"), made("p", "second")]
  head.setAttribute("aria-live", "polite")
  second.lang = data.second || data.lang
  head.append(h1, second)
  const foot = made("div", "foot")
  const asked = panel("asked", words["asked.title"])
  const notes = panel("notes", words.notes)
  const blank = made("div", "blank")
  blank.append(made("span", "", words.blanked))
  blank.setAttribute("role", "status")
  blank.hidden = true
  const keys = made("nav")
  keys.setAttribute("aria-label", words.title)
  for (const name of ["back", "next", "asked", "notes", "blank", "full", "leave"]) {
    const button = Object.assign(made("button", "", words[name]), { type: "button", onclick: () => act(name) })
    keys.append(button)
  }
  const [places, seen] = [document.createElement("style"), document.createElement("style")]
  stage.append(keys, head, caption, picture, foot, asked, notes, blank)
  parentElement.replaceChildren(...parentElement.querySelectorAll("style"), places, seen, made("div", "swit-backdrop"), stage)

  let at = Math.min(Number(sessionStorage.getItem("swit_slide")) || 0, slides.length - 1)
  let own = null // the window of the notes
  const act = name =>
    ({
      next: () => go(at + 1), back: () => go(at - 1), first: () => go(0), last: () => go(slides.length - 1),
      blank: () => toggle(blank), asked: () => toggle(asked), notes: () => toggle(notes), paper, full, leave,
    })[name]()

  function panel(name, title) {
    const box = made("section", name)
    box.setAttribute("aria-label", title)
    box.tabIndex = -1
    box.hidden = true
    return box
  }
  function size(element, px) {
    element.style.fontSize = `calc(${px} * var(--u))`
  }
  // The largest type in which the headline leaves the picture its room; it shrinks and is never cut.
  function fit() {
    for (let px = 44; px >= 9; px -= 1) {
      size(h1, px)
      size(second, Math.min(px, Math.max(px * 0.58, 20)))
      const most = px > 34 ? TALLEST.one : TALLEST.most
      if (head.scrollHeight <= stage.clientHeight * most) return
    }
  }
  function fill(list) {
    const box = made("ul")
    box.setAttribute("role", "list")
    for (const line of list) box.append(made("li", "", line))
    return box
  }
  function draw(place) {
    const slide = slides[place]
    h1.textContent = slide.headline
    second.textContent = slide.second
    second.hidden = !slide.second
    caption.replaceChildren(...[slide.caption, slide.key].filter(Boolean).map(said => made("span", "", said)))
    picture.replaceChildren(...(slide.lines.length ? [fill(slide.lines)] : []))
    foot.replaceChildren(
      ...slide.marks.map(mark => made("b", "", mark)),
      made("span", "", slide.people),
      made("span", "", slide.release),
      made("span", "place", `${place + 1} / ${slides.length}`),
    )
    fit()
    for (let px = 32; px >= 10; px -= 1) {
      size(picture, px)
      if (picture.scrollHeight <= picture.clientHeight) break
    }
  }
  // Where each figure stands, at which size: as wide as the screen, its smallest letters 18 px of 720. Only the
  // innermost box is enlarged: those around it are measured by Streamlit, and drawn for what it finds.
  function measure() {
    const unit = Math.min(innerWidth / 1280, innerHeight / 720)
    places.textContent = slides
      .map((slide, place) => {
        if (!slide.height) return ""
        draw(place)
        const box = picture.getBoundingClientRect()
        const scale = Math.min(box.height / slide.height, 1.6 * unit)
        const figure = `.st-key-picture_${place}`
        return `${figure} { left: ${box.left}px; top: ${box.top}px; width: ${box.width / scale}px !important; }
          ${figure} .svg-container { transform: scale(${scale}); }`
      })
      .join("\n")
    go(at)
  }
  function go(place) {
    at = Math.max(0, Math.min(place, slides.length - 1))
    sessionStorage.setItem("swit_slide", at)
    draw(at)
    asked.hidden = true
    tell(notes, slides[at].note || words["notes.none"])
    see()
  }
  // Only what is in front is there, for eyes and for screen readers.
  function see() {
    const clear = blank.hidden && asked.hidden
    for (const each of [head, caption, picture, foot]) each.inert = !clear
    seen.textContent = clear ? `.st-key-picture_${at} { visibility: visible !important; }` : ""
    stage.dataset.slide = at
    if (own && !own.closed) write(own)
  }
  function tell(box, text) {
    box.replaceChildren(made("div", "", text))
  }
  function toggle(box) {
    box.hidden = !box.hidden
    if (box === asked && !asked.hidden) ask()
    see()
    if (!box.hidden && box !== blank) box.focus({ preventScroll: true })
  }
  function ask() {
    const slide = slides[at]
    asked.replaceChildren()
    for (const [name, lines] of [["asked.title", slide.questions], ["asked.who", slide.who], ["asked.withheld", slide.withheld], ["read", slide.read]])
      if (lines.length) asked.append(made("h2", "", words[name]), fill(lines))
    for (let px = 26; px >= 18; px -= 1) {
      size(asked, px)
      if (asked.scrollHeight <= asked.clientHeight) break
    }
  }
  function full() {
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.().catch(() => {})
  }
  function leave() {
    const over = [blank, asked, notes].find(box => !box.hidden)
    if (over) return toggle(over)
    sessionStorage.removeItem("swit_slide")
    own?.close()
    if (document.fullscreenElement) document.exitFullscreen()
    setTriggerValue("left", true)
  }
  // A window for the speaker's own screen: the note, and the headline that comes next.
  function paper() {
    own = open("", "swit_notes", "width=700,height=500")
    if (own) write(own)
  }
  function write(room) {
    const page = room.document
    page.title = words["notes.window"]
    page.documentElement.lang = data.lang
    const body = page.createElement("main")
    body.style.cssText = "font: 22px/1.4 sans-serif; white-space: pre-wrap; padding: 16px; overflow-wrap: anywhere"
    const next = slides[at + 1] ? `${words["next.up"]} ${slides[at + 1].headline}` : words.end
    const lines = [`${at + 1} / ${slides.length}`, slides[at].headline, slides[at].note || words["notes.none"], next]
    for (const [place, line] of lines.entries()) {
      const each = page.createElement(place === 1 ? "h1" : "p")
      each.style.cssText = place === 2 ? "font-size: 28px" : "font-size: 20px"
      each.textContent = line
      body.append(each)
    }
    page.body.replaceChildren(body)
    room.onkeydown = heard
  }
  function switchedOff(key, name) {
    const group = Object.keys(GROUPS).find(each => GROUPS[each].includes(key))
    return data.off.includes(group ?? name)
  }
  function heard(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const name = KEYS[event.key] ?? KEYS[event.key.toLowerCase()] ?? CODES[event.code]
    const pressed = [" ", "Enter"].includes(event.key) && event.target?.closest?.("button")
    if (!name || pressed || switchedOff(event.key, name)) return
    event.preventDefault()
    event.stopPropagation()
    if (!blank.hidden && name !== "leave") {
      toggle(blank) // any key brings the slide back, and moves nothing
      return
    }
    act(name)
  }
  measure()
  document.fonts.ready.then(measure)
  document.fonts.addEventListener("loadingdone", measure) // letters of a second language come when they are drawn
  addEventListener("keydown", heard, true)
  addEventListener("resize", measure)
  stage.tabIndex = -1
  stage.focus({ preventScroll: true })
  return () => {
    removeEventListener("keydown", heard, true)
    removeEventListener("resize", measure)
    document.fonts.removeEventListener("loadingdone", measure)
  }
}

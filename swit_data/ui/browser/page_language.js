// Screen readers choose their voice by the page's language; Streamlit's own page always says English. Where links
// do not fit beside each other, Streamlit writes "5 more"; it is written over in the reader's language.
// What else it says in English (streamlit_words.py) is written over too: labels everywhere, words only in its own
// boxes, so that a word of the data is never taken for one of them.
const BOXES = ["stFileUploaderDropzone", "stMainMenuPopover", "stElementToolbar", "stDataFrameColumnMenu", "stTooltipContent", "stStatusWidget"]
  .map(name => `[data-testid=${name}]`).concat("[data-empty=true]", "[data-testid=stSkipToContent]").join(",")
const LABELS = ["aria-label", "placeholder", "title", "alt"]

function pattern([english, own]) {
  const parts = english.split("#").map(part => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  return [new RegExp(`^${parts.join("(.+)")}(.*)$`, "s"), own, parts.length]
}

// Nothing may follow but what Streamlit adds behind a bullet, such as the kinds of file.
function translated(text) {
  for (const [sought, own, parts] of window.switPatterns) {
    const found = sought.exec(text)
    const rest = found && found[parts]
    if (found && (rest === "" || rest.startsWith(" • "))) return own.replace("#", () => found[1]) + rest
  }
  return null
}

function write(get, set) {
  const said = translated(get().trim())
  if (said !== null && said !== get()) set(said)
}

function overwrite() {
  for (const label of LABELS) {
    for (const each of document.querySelectorAll(`[${label}]`)) {
      if (each.closest(".swit-body, [data-testid=stPlotlyChart]")) continue // all there is ours, and long
      write(() => each.getAttribute(label), said => each.setAttribute(label, said))
    }
  }
  for (const box of document.querySelectorAll(BOXES)) {
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const node = texts.currentNode
      write(() => node.data, said => (node.data = said))
    }
  }
}

export default function ({ data: told }) {
  const data = JSON.parse(new TextDecoder().decode(told))
  document.documentElement.lang = data.language
  window.switMore = data.more
  window.switSection = data.section
  window.switPage = data.page
  window.switPatterns = data.language === "en" ? [] : data.said.map(pattern)
  const translate = () => {
    overwrite()
    // The page may be a tab of its section: its tab and the section's link say so.
    const mark = (links, name) => {
      for (const link of document.querySelectorAll(links)) {
        const here = link.getAttribute("href").split("/").pop() === name
        link.toggleAttribute("data-swit-here", here)
        if (here) link.setAttribute("aria-current", "page")
        else link.removeAttribute("aria-current")
      }
    }
    mark("a[data-testid=stTopNavLink], a[data-testid=stSidebarNavLink]", window.switSection)
    mark(".st-key-tabs_row a", window.switPage)
    for (const section of document.querySelectorAll("[data-testid=stTopNavSection]")) {
      const label = section.querySelector("p") || section
      const found = /^(\d+) more$/.exec(label.textContent.trim())
      const said = found ? window.switMore.replace("#", found[1]) : null
      if (said && label.dataset.more !== said) label.dataset.more = said
      if (!said && label.dataset.more) delete label.dataset.more
    }
    // On a telephone sections stand inside the list of links, where only items may: they become a group of links.
    for (const list of document.querySelectorAll("ul[data-testid=stSidebarNavItems]:not([role])")) {
      list.setAttribute("role", "group")
    }
    for (const item of document.querySelectorAll("ul[data-testid=stSidebarNavItems] li:not([role])")) {
      item.setAttribute("role", "none")
    }
  }
  translate()
  if (window.switWatching) return
  let waiting = 0 // many changes come at once: one look a frame is enough
  const look = () => {
    waiting = 0
    translate()
  }
  window.switWatching = new MutationObserver(() => (waiting ||= requestAnimationFrame(look)))
  const what = { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: LABELS }
  window.switWatching.observe(document.body, what)
}

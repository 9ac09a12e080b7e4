// Screen readers choose their voice by the page's language; Streamlit's own page always says English. Where links
// do not fit beside each other, Streamlit writes "5 more"; it is written over in the reader's language.
export default function ({ data }) {
  document.documentElement.lang = data.language
  window.switMore = data.more
  window.switSection = data.section
  window.switPage = data.page
  const translate = () => {
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
  window.switWatching = new MutationObserver(translate)
  window.switWatching.observe(document.body, { childList: true, subtree: true, characterData: true })
}

// Keeps the meeting in this tab, for a reload: sessionStorage is of one tab and is gone when it is closed. A visit that
// begins asks for it once; a meeting without slides is forgotten here too.
const KEPT = "swit_meeting"
export default function ({ data, setTriggerValue }) {
  try {
    if (data.fresh) {
      const found = sessionStorage.getItem(KEPT)
      if (found) setTriggerValue("found", found)
    } else if (data.text) sessionStorage.setItem(KEPT, data.text)
    else sessionStorage.removeItem(KEPT)
  } catch {
    // a browser that keeps nothing: the meeting lives as long as the page, as before
  }
}

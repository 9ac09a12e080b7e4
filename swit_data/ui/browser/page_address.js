// Only where the URL is bare: a step back or a link that came in between is not written over.
export default function ({ data }) {
  if (!data || location.search || !location.pathname.endsWith("/" + data.page)) return
  history.replaceState(history.state, "", location.pathname + "?" + data.query)
}

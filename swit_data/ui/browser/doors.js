// Doors to what is behind a number: its mark or its words in a figure, clicked; other elements call window.switOpen.
// Closed again, the focus is where it was before.
let left = null

function focused() {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}

const marked = ({ points }) => open(points[0]?.data?.meta?.[points[0].pointNumber])
const written = ({ annotation }) => open(annotation?.name)

function open(address) {
  if (address) window.switOpen(address)
}

// A figure is listened to from the moment on when somebody presses on it: Plotly tells of the click afterwards.
function listen({ target }) {
  const plot = target.closest?.(".js-plotly-plot")
  if (!plot?.on) return
  for (const [name, hear] of [["plotly_click", marked], ["plotly_clickannotation", written]]) {
    plot.removeListener(name, hear)
    plot.on(name, hear)
  }
}

export default function ({ data, setTriggerValue }) {
  window.switOpen = address => {
    left = focused()
    setTriggerValue("number", address)
  }
  if (!data.open && left) {
    const element = left
    left = null
    setTimeout(() => element.isConnected && element.focus())
  }
  document.addEventListener("pointerdown", listen, true)
  return () => document.removeEventListener("pointerdown", listen, true)
}

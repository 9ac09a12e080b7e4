// When what is wanted stands on the screen: it is looked for in every frame, and the time is taken after that frame.
(() => {
  const told = (window.painted = { wanted: null, chosen: 0, at: 0 })
  addEventListener("pointerup", () => (told.chosen = performance.now()), true)

  // A picture says its title and the addresses of its marks; anything else its text.
  const said = each =>
    each.data ? JSON.stringify([each.layout?.title?.text, each.data.map(trace => trace.meta)]) : each.textContent

  const stands = ({ css, token, n }) => {
    const found = [...document.querySelectorAll(css)].filter(each => each.checkVisibility() && said(each).includes(token))
    return found.length >= n
  }

  const look = () => {
    if (!told.wanted.every(stands)) return requestAnimationFrame(look)
    const after = new MessageChannel()
    after.port1.onmessage = () => told.done((told.at = performance.now()))
    after.port2.postMessage(0)
  }

  told.want = wanted => {
    Object.assign(told, { wanted, chosen: 0, at: 0 })
    requestAnimationFrame(look)
    told.seen = new Promise((done, late) => {
      told.done = done
      const found = () => [location.href, ...wanted.map(({ css }) => document.querySelectorAll(css).length)]
      setTimeout(() => late(new Error("not painted: " + JSON.stringify([wanted, found()]))), 90_000)
    })
  }
})()

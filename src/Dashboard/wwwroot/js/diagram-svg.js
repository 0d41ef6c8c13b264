// A drawing of its own for other programs: shapes and text only, colours written out as they are on the screen now.
const esc = (text) => String(text).replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

/** The whole diagram, whatever part of it is in view. */
export function exportSvg(diagram) {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--f-${name}`).trim();
  const { width, height } = diagram.extent;
  const parts = [`<rect width="100%" height="100%" fill="${token("bg")}"/>`];
  for (const group of diagram.groups) {
    if (!group.box) continue;
    const { x, y, width: w, height: h } = group.box;
    parts.push(`<rect x="${x}" y="${y + 22}" width="${w}" height="${h - 22}" rx="8" fill="none" stroke="${token("line-2")}" stroke-dasharray="4 4"/>`, `<text x="${x + 4}" y="${y + 15}" font-size="12" fill="${token("ink-2")}">${esc(group.name)}</text>`);
  }
  const looks = { flow: [token("accent"), 2.5, ""], hit: [token("p2"), 3, ""], off: [token("control"), 1.5, "5 4"], plain: [token("control"), 1.5, ""] };
  for (const edge of diagram.graph.getEdges()) {
    const path = diagram.graph.findViewByCell(edge)?.container.querySelectorAll("path")[1]?.getAttribute("d");
    if (!path) continue;
    const [stroke, size, dash] = looks[diagram.lines.get(edge.id)] ?? looks.plain;
    parts.push(`<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${size}"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`);
  }
  for (const node of diagram.graph.getNodes()) {
    const { x, y, width: w, height: h } = node.getBBox();
    const state = diagram.states.get(node.id);
    const name = diagram.model.nodes.find((item) => item.key === node.id)?.name ?? node.id;
    const severity = state?.severity?.toLowerCase();
    const stroke = severity ? token(severity) : token("line-2");
    const line = (row, size, text, weight, fill) => text && parts.push(`<text x="${x + 10}" y="${y + row}" font-size="${size}" font-weight="${weight}" fill="${fill}">${esc(text)}</text>`);
    parts.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="8" fill="${state?.part === "cause" && severity ? token(`${severity}-soft`) : token("surface")}" stroke="${stroke}" stroke-width="${severity ? 2 : 1}"${state?.tone === "stale" || state?.tone === "none" ? ' stroke-dasharray="3 3"' : ""}/>`);
    line(20, 13, [state?.severity, name].filter(Boolean).join(" "), 600, token("ink"));
    line(42, 16, [state?.value, state?.unit].filter(Boolean).join(" "), 600, severity ? token(`${severity}-text`) : token("ink"));
    line(60, 12, [state?.note, state?.partText].filter(Boolean).join(" · "), 400, token("ink-2"));
    if (state?.lift) line(78, 12, `${state.lift.doorText} · ${state.lift.loadText}`, 400, token("ink-2"));
  }
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" font-family="${esc(getComputedStyle(document.body).fontFamily)}">${parts.join("")}</svg>`;
  const address = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${diagram.model.siteCode}-${diagram.model.system.toLowerCase()}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

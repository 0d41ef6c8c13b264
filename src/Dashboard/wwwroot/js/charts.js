// The one place that knows ECharts. A chart is described by the server (Components/Charts/ChartSpec.cs) and drawn here;
// colours come from computed styles, so a theme switch only draws again.
import * as echarts from "../lib/echarts.esm.min.js";

const charts = new Map();

/** Draws `spec` into `element`, or draws it anew when the element already has a chart. */
export function draw(element, spec) {
  // The reader went to another page before this script was here.
  if (!element) return;
  let entry = charts.get(element);
  if (!entry) {
    const chart = echarts.init(element, null, { renderer: "canvas" });
    let drawnWidth = 0;
    // Names above the chart are laid out for its width.
    const resize = new ResizeObserver(() => {
      chart.resize();
      if (width(element) !== drawnWidth) repaint();
    });
    const repaint = () => {
      drawnWidth = width(element);
      chart.setOption(option(entry.spec, element), { notMerge: true });
    };
    document.documentElement.addEventListener("f-theme", repaint);
    entry = { chart, resize, repaint, spec };
    charts.set(element, entry);
    resize.observe(element);
  }
  entry.spec = spec;
  entry.repaint();
  element.dataset.from = spec.from;
  element.dataset.to = spec.to;
  element.dispatchEvent(new CustomEvent("f-drawn", { bubbles: true }));
}

/** Must be called before the element goes away: the observer and the theme listener would keep it alive. */
export function dispose(element) {
  const entry = charts.get(element);
  if (!entry) return;
  entry.resize.disconnect();
  document.documentElement.removeEventListener("f-theme", entry.repaint);
  entry.chart.dispose();
  charts.delete(element);
}

/** How wide the chart will be, in CSS pixels: the server never sends more points than that. */
export function width(element) {
  return Math.round(element.getBoundingClientRect().width);
}

/** How many pixels a chart can be wide in this window. */
export function room() {
  return Math.round((document.getElementById("content") ?? document.documentElement).clientWidth) - 2 * 16;
}

const shortestMs = 10_000;

/**
 * Lets the charts within `root` be looked into: a stretch that is dragged over, or a turn of the wheel with Ctrl, is asked for by
 * `page.Show(from, to)`; the cursor stands on all of them; what is drawn leaves as CSV or PNG. Call once; charts that come later are taken in.
 */
export function explore(root, page) {
  const group = `explore-${Math.random()}`;
  const known = new WeakSet();
  const take = (element) => {
    const entry = charts.get(element);
    if (!entry || known.has(element)) return;
    known.add(element);
    entry.chart.group = group;
    echarts.connect(group);
    select(element, entry, page);
  };
  root.addEventListener("f-drawn", (event) => take(event.target));
  for (const element of root.querySelectorAll(".f-chart")) take(element);
  root.addEventListener("click", (event) => {
    const act = event.target.closest("button[data-act]")?.dataset.act;
    const drawn = [...root.querySelectorAll(".f-chart")].map((element) => charts.get(element)).filter(Boolean);
    if (act === "csv") save(new Blob(["\uFEFF", csv(drawn)], { type: "text/csv" }), drawn, "csv");
    else if (act === "png") png(drawn).then((blob) => save(blob, drawn, "png"));
  });
}

function select(element, entry, page) {
  const mark = document.createElement("div");
  mark.className = "f-brush";
  mark.hidden = true;
  element.append(mark);
  const at = (x) => entry.chart.convertFromPixel({ xAxisIndex: 0 }, x) - zoneShift(entry.spec.zone, entry.spec.to);
  const show = (from, to) => {
    const middle = (from + to) / 2;
    const half = Math.max(shortestMs, to - from) / 2;
    page.invokeMethodAsync("Show", middle - half, middle + half);
  };
  let start = null;
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    start = event.offsetX;
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const x = event.clientX - element.getBoundingClientRect().left;
    mark.hidden = Math.abs(x - start) < 6;
    mark.style.left = `${Math.min(x, start)}px`;
    mark.style.width = `${Math.abs(x - start)}px`;
  });
  element.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const [from, to] = [start, event.clientX - element.getBoundingClientRect().left].sort((a, b) => a - b);
    start = null;
    mark.hidden = true;
    if (to - from >= 6) show(Math.max(entry.spec.from, at(from)), Math.min(entry.spec.to, at(to)));
  });
  element.addEventListener("pointercancel", () => {
    start = null;
    mark.hidden = true;
  });
  element.addEventListener("dblclick", () => show(entry.spec.from - (entry.spec.to - entry.spec.from) * 0.75, entry.spec.to + (entry.spec.to - entry.spec.from) * 0.75));
  let turning = null;
  element.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const centre = at(event.offsetX);
    const factor = event.deltaY < 0 ? 0.6 : 1 / 0.6;
    const [from, to] = turning?.stretch ?? [entry.spec.from, entry.spec.to];
    const stretch = [centre - (centre - from) * factor, centre + (to - centre) * factor];
    clearTimeout(turning?.timer);
    turning = { stretch, timer: setTimeout(() => { turning = null; show(...stretch); }, 250) };
  }, { passive: false });
}

/** What is drawn, a line per point. A text that a table would take for a formula is kept a text. */
function csv(drawn) {
  const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`;
  const rows = ["time,series,unit,mean,min,max"];
  for (const { spec } of drawn) {
    for (const line of spec.series) {
      for (const [at, mean, min, max] of line.points) {
        const value = (number) => number === null || number === undefined ? "" : spec.states?.length ? cell(spec.states[Math.round(number)] ?? String(number)) : String(number);
        rows.push([new Date(at).toISOString(), cell(line.name), cell(spec.unit), value(mean), value(min ?? mean), value(max ?? mean)].join(","));
      }
    }
  }
  return rows.join("\r\n");
}

async function png(drawn) {
  const background = getComputedStyle(document.documentElement).getPropertyValue("--f-surface").trim();
  const pictures = await Promise.all(drawn.map(async ({ chart }) => {
    const picture = new Image();
    picture.src = chart.getDataURL({ pixelRatio: 2, backgroundColor: background });
    await picture.decode();
    return picture;
  }));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(...pictures.map((picture) => picture.width));
  canvas.height = pictures.reduce((sum, picture) => sum + picture.height, 0);
  const context = canvas.getContext("2d");
  context.fillStyle = background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  let top = 0;
  for (const picture of pictures) {
    context.drawImage(picture, 0, top);
    top += picture.height;
  }
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function save(blob, drawn, extension) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `chart-${new Date(drawn[0]?.spec.from ?? 0).toISOString().slice(0, 10)}.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// ECharts places ticks on UTC days; times are shifted so that these fall on the site's days.
function zoneShift(zone, at) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric",
  }).formatToParts(at).map((part) => [part.type, Number(part.value)]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - Math.floor(at / 1000) * 1000;
}

function hatch(color) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const context = canvas.getContext("2d");
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  for (const shift of [-8, 0, 8]) {
    context.beginPath();
    context.moveTo(shift, 8);
    context.lineTo(shift + 8, 0);
    context.stroke();
  }
  return { image: canvas, repeat: "repeat" };
}

const measuring = document.createElement("canvas").getContext("2d");

/** Width of a label in CSS pixels. */
function textWidth(label, text) {
  measuring.font = `${text.fontSize}px ${text.fontFamily}`;
  return measuring.measureText(label).width;
}

// What the value axis takes of the width, about; labels are placed by it, not drawn by it.
const axisRoom = 56;
const rowHeight = 16;
const mostRows = 3;

/**
 * Puts the names above a chart into rows, so that none lies on another or leaves the chart. A mark whose name finds no room in
 * `mostRows` rows keeps its line and loses its name.
 */
function named(marks, spec, plot, text) {
  const ends = [];
  return [...marks].sort((a, b) => a.at - b.at).map((mark) => {
    if (!mark.label) return { ...mark, row: 0, align: "center" };
    const x = plot * (mark.at - spec.from) / (spec.to - spec.from);
    const size = textWidth(mark.label, text);
    const align = x + size / 2 > plot ? "right" : x - size / 2 < 0 ? "left" : "center";
    const left = align === "right" ? x - size : align === "left" ? x : x - size / 2;
    let row = ends.findIndex((end) => left > end + 8);
    if (row < 0) row = ends.length;
    if (row >= mostRows) return { ...mark, label: "", row: 0, align };
    ends[row] = left + size;
    return { ...mark, row, align };
  });
}

function pad(number) {
  return String(number).padStart(2, "0");
}

function option(spec, element) {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--f-${name}`).trim();
  const font = getComputedStyle(document.body).fontFamily;
  const shift = zoneShift(spec.zone, spec.to);
  const plot = Math.max(40, width(element) - axisRoom);
  const long = spec.to - spec.from > 2 * 86_400_000;
  const years = spec.to - spec.from > 300 * 86_400_000;
  const close = spec.to - spec.from < 600_000;
  const text = { color: token("ink-3"), fontFamily: font, fontSize: 12 };
  const states = spec.states?.length ? spec.states : null;
  const marks = named(spec.marks, spec, plot, text);
  const rows = Math.max(0, ...marks.filter((mark) => mark.label).map((mark) => mark.row + 1));
  const label = (value) => states ? states[Math.round(value)] ?? "" : number(value);

  const axisTime = (value) => {
    const at = new Date(value);
    const day = `${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
    if (years) return `${at.getUTCFullYear()}-${pad(at.getUTCMonth() + 1)}`;
    if (close) return `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`;
    const midnight = at.getUTCHours() === 0 && at.getUTCMinutes() === 0;
    return long || midnight ? day : `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
  };
  const fullTime = (value) => {
    const at = new Date(value);
    return `${years ? at.getUTCFullYear() + "-" : ""}${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())} ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`;
  };

  const series = spec.series.map((line, index) => ({
    type: "line",
    name: line.name,
    data: line.points.map(([at, mean]) => [at + shift, mean]),
    step: line.step ? "end" : false,
    smooth: false,
    connectNulls: false,
    showSymbol: false,
    symbol: "circle",
    symbolSize: 5,
    animation: false,
    lineStyle: { width: 1.5, color: token(line.tone), type: line.dashed ? "dashed" : "solid", opacity: line.dashed ? 0.65 : 1 },
    itemStyle: { color: token(line.tone) },
    emphasis: { disabled: true },
    endLabel: { show: false },
    ...(index === 0 ? annotations(spec, marks, shift, token, text, plot) : {}),
  }));

  return {
    useUTC: true,
    animation: false,
    grid: { left: 4, right: 14, top: 14 + rowHeight * rows, bottom: 4, containLabel: true },
    xAxis: {
      type: "time", min: spec.from + shift, max: spec.to + shift,
      axisLine: { lineStyle: { color: token("axis") } }, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: { ...text, formatter: axisTime, hideOverlap: true, showMinLabel: false, showMaxLabel: false },
    },
    yAxis: {
      type: "value", scale: true,
      min: states ? 0 : spec.low ?? undefined, max: states ? Math.max(1, states.length - 1) : spec.high ?? undefined,
      interval: states ? 1 : undefined, splitNumber: 4,
      axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: token("grid") } },
      // An end that was set to show a limit is no round number.
      axisLabel: { ...text, formatter: label, hideOverlap: true, ...(states ? { width: Math.min(120, plot * 0.35), overflow: "truncate" } : {}), showMinLabel: !states && spec.low != null ? false : undefined, showMaxLabel: !states && spec.high != null ? false : undefined },
    },
    tooltip: {
      trigger: "axis", confine: true, borderWidth: 0, padding: [6, 10],
      backgroundColor: token("tip"), textStyle: { color: token("on-tip"), fontFamily: font, fontSize: 12 },
      axisPointer: { lineStyle: { color: token("ink-3"), type: "dotted" } },
      formatter: (items) => tooltip(items, spec, fullTime, label),
    },
    series,
  };
}

function tooltip(items, spec, fullTime, label) {
  const box = document.createElement("div");
  const head = document.createElement("div");
  head.textContent = fullTime(items[0].axisValue);
  box.append(head);
  for (const item of items) {
    if (item.value[1] === null || item.value[1] === undefined) continue;
    const row = document.createElement("div");
    const point = spec.series[item.seriesIndex].points[item.dataIndex];
    const span = point.length > 3 && point[2] !== point[3] && !spec.states?.length ? ` (${number(point[2])}–${number(point[3])})` : "";
    row.textContent = `${spec.series.length > 1 ? item.seriesName + "  " : ""}${label(item.value[1])}${spec.unit ? " " + spec.unit : ""}${span}`;
    row.style.fontWeight = "600";
    box.append(row);
  }
  return box;
}

function annotations(spec, marks, shift, token, text, plot) {
  const room = (gap) => plot * (Math.min(gap.to, spec.to) - Math.max(gap.from, spec.from)) / (spec.to - spec.from);
  const areas = spec.gaps.map((gap) => [{
    xAxis: gap.from + shift, itemStyle: { color: hatch(token("hatch-ink")) },
    label: { show: !!gap.label && textWidth(gap.label, text) + 16 < room(gap), formatter: gap.label, position: "inside", color: token("ink-2"), fontFamily: text.fontFamily, fontSize: 12, backgroundColor: token("surface"), padding: [2, 4] },
  }, { xAxis: gap.to + shift }]);
  // Drawn below the gaps: stretches, so that a gap within one is seen; the learned range filled, what is normal for the type outlined.
  areas.unshift(...spec.spans.map((span) => [{ xAxis: span.from + shift, itemStyle: { color: token(span.tone + "-soft") }, label: { show: false } }, { xAxis: span.to + shift }]));
  if (spec.normal) {
    // An open side is far away: the area is cut at the axis.
    const [low, high] = [spec.normal.low ?? -1e9, spec.normal.high ?? 1e9];
    areas.unshift([{ yAxis: low, itemStyle: { color: "transparent", borderColor: token("ink-3"), borderType: "dotted", borderWidth: 1 }, label: { show: false } }, { yAxis: high }]);
  }
  if (spec.learned) {
    areas.unshift([{ yAxis: spec.learned.low, itemStyle: { color: token("band") }, label: { show: false } }, { yAxis: spec.learned.high }]);
  }
  const limits = spec.limits.map((limit) => ({
    yAxis: limit.value,
    lineStyle: { color: token(limit.tone), type: "dashed", width: 1.2 },
    label: { formatter: limit.name, position: "insideStartTop", color: token(limit.tone + "-text") || token("ink-2"), fontFamily: text.fontFamily, fontSize: 12 },
  }));
  const lines = marks.map((mark) => ({
    xAxis: mark.at + shift,
    lineStyle: { color: token(mark.tone) || token("ink-3"), type: "dotted", width: 1.4 },
    label: { show: !!mark.label, formatter: mark.label, position: "end", distance: [0, 6 + rowHeight * mark.row], align: mark.align, color: token(mark.tone + "-text") || token("ink-2"), fontFamily: text.fontFamily, fontSize: 12 },
  }));
  return {
    markArea: { silent: true, data: areas },
    markLine: { silent: true, symbol: "none", animation: false, data: [...limits, ...lines] },
  };
}

function number(value) {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size === 0 ? 2 : 4;
  return Number(value.toFixed(digits)).toLocaleString("en-US").replace("-", "−");
}

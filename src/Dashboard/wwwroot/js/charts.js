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
  const text = { color: token("ink-3"), fontFamily: font, fontSize: 12 };
  const states = spec.states?.length ? spec.states : null;
  const marks = named(spec.marks, spec, plot, text);
  const rows = Math.max(0, ...marks.filter((mark) => mark.label).map((mark) => mark.row + 1));
  const label = (value) => states ? states[Math.round(value)] ?? "" : number(value);

  const axisTime = (value) => {
    const at = new Date(value);
    const day = `${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
    const midnight = at.getUTCHours() === 0 && at.getUTCMinutes() === 0;
    return long || midnight ? day : `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
  };
  const fullTime = (value) => {
    const at = new Date(value);
    return `${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())} ${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}:${pad(at.getUTCSeconds())}`;
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
    lineStyle: { width: 1.5, color: token(line.tone) },
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

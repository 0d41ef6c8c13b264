// The one place that knows AntV X6. The server describes a system (Pages/Diagrams) and says what changed; X6 places nodes and links; what a node
// looks like is HTML and css/diagram.css, so that a theme switch draws nothing again.
//
// Panning is native scrolling of the box around the canvas: the browser moves what it has painted, nothing is laid out. What changed is written in
// slices that fit between two frames.
import { Editor } from "./diagram-editor.js";
import { exportSvg } from "./diagram-svg.js";

const diagrams = new Map();
const sliceMs = 4;
const padding = 40;
const framePadding = 14;
const frameTitle = 22;
const leastZoom = 0.2;
const mostZoom = 2;

let library;

function load() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../lib/x6.min.js", import.meta.url).href;
    script.onload = () => resolve(globalThis.X6);
    script.onerror = () => reject(new Error("The diagram library could not be loaded."));
    document.head.append(script);
  });
  return library;
}

/** Draws the system anew. While somebody edits only values are taken over: an arrangement in the making isn't thrown away; what changed is drawn when the editor ends. */
export async function render(root, model) {
  // The reader went to another page before this script was here.
  if (!root?.isConnected) return;
  const X6 = await load();
  if (!root.isConnected) return;
  const known = diagrams.get(root);
  if (known?.editor?.editing) {
    known.waiting = model;
    known.take(model.states, model.links);
    return;
  }
  const scroll = known && known.model.system === model.system && known.model.siteCode === model.siteCode ? [known.pan.scrollLeft, known.pan.scrollTop, known.zoom] : null;
  known?.dispose();
  diagrams.set(root, new Diagram(root, X6, model, scroll));
}

/** Takes over what changed: states of nodes and tones of links. */
export function update(root, states, links) {
  diagrams.get(root)?.take(states, links);
}

/** Must be called before the element goes away. */
export function dispose(root) {
  diagrams.get(root)?.dispose();
  diagrams.delete(root);
}

class Diagram {
  constructor(root, X6, model, scroll) {
    this.root = root;
    this.X6 = X6;
    this.model = model;
    this.pan = root.querySelector(".pan");
    this.canvas = root.querySelector(".canvas");
    this.cards = new Map();
    this.states = new Map();
    this.pending = new Map();
    this.lines = new Map(model.links.map((link) => [lineId(link.from, link.to), link.tone]));
    this.zoom = 1;
    this.gone = new AbortController();
    this.graph = new X6.Graph({
      container: this.canvas,
      width: 100,
      height: 100,
      autoResize: false,
      async: false,
      interacting: () => ({ nodeMovable: !!this.editor?.editing, edgeMovable: false, edgeLabelMovable: false, magnetConnectable: false, arrowheadMovable: false, vertexMovable: false }),
      // Outside the editor links are links: nothing of theirs is caught.
      guard: (event) => !this.editor?.editing && event.type !== "mousewheel",
    });
    this.graph.on("view:mounted", ({ view }) => this.mounted(view));
    this.graph.on("node:change:position", () => this.frames());
    for (const node of model.nodes) this.cards.set(node.key, card(node, this.feeds(node.key), model.words));
    for (const state of model.states) this.paint(state);
    this.build(model.nodes, model.links, model.groups);
    this.frames();
    if (scroll) {
      this.zoomTo(scroll[2]);
      [this.pan.scrollLeft, this.pan.scrollTop] = scroll;
    } else {
      this.fit();
    }
    this.listen();
    if (root.querySelector("[data-act=edit]")) this.editor = new Editor(this);
    root.dataset.drawn = model.nodes.length;
  }

  build(nodes, links, groups) {
    this.groups = groups.map((group) => ({ name: group.name, members: [...group.members] }));
    this.graph.resetCells([]);
    this.graph.addNodes(nodes.map((node) => ({
      id: node.key, shape: "rect", x: node.x, y: node.y, width: node.width, height: node.height, zIndex: 2,
      markup: [{ tagName: "foreignObject", selector: "fo", children: [{ ns: "http://www.w3.org/1999/xhtml", tagName: "div", selector: "card", className: "hold" }] }],
      attrs: { fo: { refWidth: "100%", refHeight: "100%" } },
    })));
    for (const node of this.graph.getNodes()) this.graph.findViewByCell(node).container.querySelector(".hold").replaceChildren(this.cards.get(node.id));
    this.graph.addEdges(links.map((link) => this.edge(link.from, link.to)));
  }

  edge(from, to) {
    return {
      id: lineId(from, to), shape: "edge", source: { cell: from }, target: { cell: to }, zIndex: 1, router: { name: "er", args: { offset: "center", direction: "H", min: 8 } }, connector: { name: "rounded", args: { radius: 6 } },
      markup: [{ tagName: "path", selector: "wide" }, { tagName: "path", selector: "line" }],
      attrs: { wide: { connection: true, fill: "none", stroke: "transparent", strokeWidth: 14 }, line: { connection: true, fill: "none", targetMarker: { name: "block", width: 9, height: 7, fill: "context-stroke", stroke: "none" } } },
    };
  }

  /** A link came into the page: its looks are ours, not X6's. */
  mounted(view) {
    if (view.cell.isEdge()) this.tone(view.cell.id, this.lines.get(view.cell.id) ?? "plain");
  }

  tone(id, tone) {
    this.lines.set(id, tone);
    const view = this.graph.findViewByCell(id);
    view?.container.setAttribute("data-tone", tone);
  }

  take(states, links) {
    if (this.waiting) {
      const newer = new Map(states.map((state) => [state.key, state]));
      this.waiting.states = this.waiting.states.map((state) => newer.get(state.key) ?? state);
    }
    for (const state of states) this.pending.set(state.key, state);
    for (const link of links) if (this.lines.get(lineId(link.from, link.to)) !== link.tone) this.tone(lineId(link.from, link.to), link.tone);
    this.write();
  }

  /** After the editor: draws what was held back for it. */
  resume() {
    if (this.waiting) render(this.root, this.waiting);
  }

  /** Writes what waits, a slice a frame: 500 nodes at once would hold the page for longer than a frame. */
  write() {
    if (this.writing || this.pending.size === 0) return;
    this.writing = true;
    requestAnimationFrame(() => {
      this.writing = false;
      const until = performance.now() + sliceMs;
      for (const [key, state] of this.pending) {
        this.pending.delete(key);
        this.paint(state);
        if (performance.now() > until) break;
      }
      this.write();
    });
  }

  paint(state) {
    this.states.set(state.key, state);
    const element = this.cards.get(state.key);
    if (!element) return;
    const parts = element.parts;
    set(parts.value, state.value);
    set(parts.unit, state.unit);
    set(parts.note, state.note);
    const sign = state.severity ?? "";
    set(parts.severity, sign);
    set(parts.spoken, [state.severityText, state.partText].filter(Boolean).join(" · "));
    set(parts.part, state.partText);
    parts.severity.className = sign ? `f-sev ${sign.toLowerCase()}` : "f-sev none";
    const look = `card ${element.kind} t-${state.tone} ${state.part ? `is-${state.part}` : ""} ${sign ? `s-${sign.toLowerCase()}` : ""}`;
    if (element.look !== look) element.firstChild.className = element.look = look;
    if (parts.level) {
      parts.level.hidden = state.level === null;
      parts.level.style.height = `${Math.round((state.level ?? 0) * 100)}%`;
    }
    if (state.lift) paintLift(parts, state.lift);
  }

  /** Frames of groups follow their members. */
  frames() {
    const svg = this.graph.view.stage;
    let layer = svg.querySelector(".frames");
    if (!layer) {
      layer = document.createElementNS(svg.namespaceURI, "g");
      layer.setAttribute("class", "frames");
      svg.prepend(layer);
    }
    layer.replaceChildren();
    for (const group of this.groups) {
      const boxes = group.members.map((key) => this.graph.getCellById(key)).filter(Boolean).map((cell) => cell.getBBox());
      if (boxes.length === 0) continue;
      const [left, top] = [Math.min(...boxes.map((box) => box.x)) - framePadding, Math.min(...boxes.map((box) => box.y)) - framePadding - frameTitle];
      const [right, bottom] = [Math.max(...boxes.map((box) => box.x + box.width)) + framePadding, Math.max(...boxes.map((box) => box.y + box.height)) + framePadding];
      group.box = { x: left, y: top, width: right - left, height: bottom - top };
      const rect = document.createElementNS(svg.namespaceURI, "rect");
      for (const [name, value] of Object.entries({ x: left, y: top + frameTitle, width: right - left, height: bottom - top - frameTitle, rx: 8 })) rect.setAttribute(name, value);
      const title = document.createElementNS(svg.namespaceURI, "text");
      title.setAttribute("x", left + 4);
      title.setAttribute("y", top + 15);
      title.textContent = group.name;
      layer.append(rect, title);
    }
    this.size();
  }

  /** The canvas is as large as what stands on it: scrolling reaches everything and nothing else. */
  size() {
    const boxes = this.graph.getNodes().map((node) => node.getBBox());
    const right = Math.max(200, ...boxes.map((box) => box.x + box.width)) + padding;
    const bottom = Math.max(120, ...boxes.map((box) => box.y + box.height)) + padding;
    this.extent = { width: right, height: bottom };
    this.graph.resize(Math.ceil(right * this.zoom), Math.ceil(bottom * this.zoom));
    this.pan.style.height = `${Math.round(Math.min(mostHeight(), Math.max(280, bottom * Math.max(this.zoom, 1) + 20)))}px`;
  }

  zoomTo(zoom) {
    const [x, y] = [(this.pan.scrollLeft + this.pan.clientWidth / 2) / this.zoom, (this.pan.scrollTop + this.pan.clientHeight / 2) / this.zoom];
    this.zoom = Math.min(mostZoom, Math.max(leastZoom, zoom));
    this.graph.zoomTo(this.zoom, { center: { x: 0, y: 0 } });
    this.graph.translate(0, 0);
    this.size();
    this.pan.scrollLeft = x * this.zoom - this.pan.clientWidth / 2;
    this.pan.scrollTop = y * this.zoom - this.pan.clientHeight / 2;
  }

  /** All of it, but never so small that it can't be read: then it is panned. */
  fit() {
    const fits = Math.min(this.pan.clientWidth / this.extent.width, this.pan.clientHeight / this.extent.height);
    this.zoomTo(Math.min(1, Math.max(0.7, fits)));
    this.pan.scrollLeft = this.pan.scrollTop = 0;
  }

  listen() {
    const options = { signal: this.gone.signal };
    this.root.addEventListener("click", (event) => {
      const act = event.target.closest("button[data-act]")?.dataset.act;
      if (act === "in") this.zoomTo(this.zoom * 1.25);
      else if (act === "out") this.zoomTo(this.zoom / 1.25);
      else if (act === "fit") this.fit();
      else if (act === "svg") exportSvg(this);
    }, options);
    // Dragging the ground pans; touch and wheel do it by themselves.
    let from = null;
    this.pan.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest(".card, .x6-edge")) return;
      from = { x: event.clientX + this.pan.scrollLeft, y: event.clientY + this.pan.scrollTop };
      this.pan.setPointerCapture(event.pointerId);
      this.pan.classList.add("grabbed");
    }, options);
    this.pan.addEventListener("pointermove", (event) => {
      if (!from) return;
      this.pan.scrollLeft = from.x - event.clientX;
      this.pan.scrollTop = from.y - event.clientY;
    }, options);
    for (const name of ["pointerup", "pointercancel"]) {
      this.pan.addEventListener(name, () => {
        from = null;
        this.pan.classList.remove("grabbed");
      }, options);
    }
    this.pan.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoomTo(this.zoom * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
    }, { ...options, passive: false });
  }

  feeds(key) {
    const names = new Map(this.model.nodes.map((node) => [node.key, node.name]));
    return this.model.links.filter((link) => link.from === key).map((link) => names.get(link.to)).filter(Boolean);
  }

  dispose() {
    this.gone.abort();
    this.editor?.dispose();
    this.graph.dispose();
    this.pending.clear();
    this.canvas.removeAttribute("style");
  }
}

/** A canvas that fills the window would leave no place to scroll the page by. */
function mostHeight() {
  return Math.max(320, Math.min(760, window.innerHeight * 0.7));
}

export function lineId(from, to) {
  return `${from}\n${to}`;
}

/** Leaves the page alone when the text is the same. */
function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** What a node looks like; `parts` are what changes. */
function card(node, feeds, words) {
  const icon = make("i", "rzi i s", node.icon);
  icon.setAttribute("aria-hidden", "true");
  const parts = { value: make("b"), unit: make("span", "u"), note: make("span", "note"), severity: make("span", "f-sev none"), spoken: make("span", "f-sr"), part: make("span", "part") };
  parts.part.setAttribute("aria-hidden", "true");
  const head = make("span", "head", icon, make("span", "name", node.name), parts.severity, parts.spoken);
  const body = make("span", "val", parts.value, " ", parts.unit);
  const box = make(node.href ? "a" : "span", "card");
  if (node.href) {
    box.href = node.href;
    box.draggable = false;
  }
  box.append(head);
  if (node.kind === "lift") box.append(shaft(parts));
  if (node.kind === "tank") {
    parts.level = make("i", "fill");
    box.append(make("span", "tank", parts.level, body));
  } else {
    box.append(body);
  }
  box.append(parts.note, parts.part);
  if (feeds.length > 0) box.append(make("span", "f-sr", `${words.feeds} ${feeds.join(", ")}`));
  const hold = make("div", "", box);
  hold.style.height = "100%";
  hold.kind = node.kind;
  hold.parts = parts;
  hold.dataset.key = node.key;
  return hold;
}

function shaft(parts) {
  parts.car = make("i", "car", make("i", "leaf"), make("i", "leaf"));
  parts.arrow = make("i", "rzi i s arrow");
  parts.arrow.setAttribute("aria-hidden", "true");
  parts.loadBar = make("i", "fill");
  parts.door = make("span", "cap");
  parts.load = make("span", "cap");
  return make("span", "shaft", make("i", "well", parts.car, parts.arrow), make("span", "says", parts.door, parts.load, make("i", "loadbar", parts.loadBar)));
}

function paintLift(parts, lift) {
  set(parts.door, lift.doorText);
  set(parts.load, lift.loadText);
  set(parts.arrow, lift.direction === "up" ? "arrow_upward" : lift.direction === "down" ? "arrow_downward" : "");
  parts.loadBar.style.width = lift.load === null ? "0" : `${Math.round(lift.load * 100)}%`;
  parts.car.className = `car d-${lift.door || "unknown"} ${lift.position === null ? "lost" : ""}`;
  if (lift.position !== null) parts.car.style.bottom = parts.arrow.style.bottom = `calc(${lift.position} * (100% - 28px))`;
}

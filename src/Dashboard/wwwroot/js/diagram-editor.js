// Arranging a diagram: drag or arrow keys, links, groups, undo. Everything a mouse does a keyboard does too. Nothing is kept before "save".
import { lineId } from "./diagram.js";

const mostUndo = 50;
const step = 10;

export class Editor {
  constructor(diagram) {
    this.diagram = diagram;
    this.editing = false;
    this.selected = new Set();
    this.undone = [];
    this.done = [];
    this.gone = new AbortController();
    const options = { signal: this.gone.signal };
    const { root, graph } = diagram;
    this.tools = root.querySelector(".tools");
    this.told = root.querySelector("[data-act=told]");
    this.button("connect").setAttribute("aria-pressed", "false");
    root.classList.remove("editing");
    root.addEventListener("click", (event) => this.clicked(event), options);
    root.addEventListener("keydown", (event) => this.key(event), options);
    graph.on("node:mousedown", () => { this.before = this.snapshot(); });
    graph.on("node:mouseup", () => this.moved());
  }

  button(act) {
    return this.diagram.root.querySelector(`[data-act=${act}]`);
  }

  say(key, ...values) {
    this.told.textContent = key ? this.diagram.model.words[key].replace(/\{(\d)\}/g, (_, index) => values[index] ?? "") : "";
  }

  name(key) {
    return this.diagram.model.nodes.find((node) => node.key === key)?.name ?? key;
  }

  clicked(event) {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "edit") return this.begin();
    if (!this.editing) return;
    const card = event.target.closest("[data-key]");
    if (card) {
      // In the editor a node is something to arrange, not an address.
      event.preventDefault();
      event.stopPropagation();
      if (this.connecting !== undefined) this.connect(card.dataset.key);
      else this.select(card.dataset.key, event.shiftKey || event.ctrlKey);
      return;
    }
    if (act === "connect") this.toggleConnect();
    else if (act === "group") this.group();
    else if (act === "ungroup") this.ungroup();
    else if (act === "arrange") this.arrange();
    else if (act === "undo") this.undo();
    else if (act === "redo") this.redo();
    else if (act === "reset") this.reset();
    else if (act === "cancel") this.cancel();
    else if (act === "save") this.save();
  }

  key(event) {
    if (!this.editing) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      if (event.shiftKey) this.redo();
      else this.undo();
      return;
    }
    const key = event.target.closest?.("[data-key]")?.dataset.key;
    if (!key) return;
    const by = event.shiftKey ? 1 : step;
    const moves = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] };
    if (moves[event.key]) {
      event.preventDefault();
      this.before = this.snapshot();
      const keys = this.selected.has(key) ? [...this.selected] : [key];
      for (const each of keys) {
        const cell = this.diagram.graph.getCellById(each);
        const { x, y } = cell.position();
        cell.position(Math.max(0, x + moves[event.key][0]), Math.max(0, y + moves[event.key][1]));
      }
      this.moved();
      const { x, y } = this.diagram.graph.getCellById(key).position();
      this.say("moved", this.name(key), Math.round(x), Math.round(y));
    } else if (event.key === " ") {
      event.preventDefault();
      this.select(key, true);
    } else if (event.key.toLowerCase() === "c" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (this.connecting) this.connect(key);
      else {
        this.toggleConnect(true);
        this.connect(key);
      }
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.connecting !== undefined) this.connect(key);
      else this.select(key, true);
    } else if (event.key === "Escape") {
      this.toggleConnect(false);
      this.clear();
    }
  }

  begin() {
    this.editing = true;
    this.opening = this.snapshot();
    this.done = [];
    this.undone = [];
    this.diagram.root.classList.add("editing");
    this.diagram.frames();
    this.say(null);
    this.buttons();
    this.button("connect").focus();
  }

  end() {
    this.editing = false;
    this.toggleConnect(false);
    this.clear();
    this.diagram.root.classList.remove("editing");
    this.button("edit").focus();
    this.diagram.resume();
  }

  select(key, more) {
    const had = this.selected.has(key);
    if (!more) this.clear();
    if (had && more) this.selected.delete(key);
    else this.selected.add(key);
    this.mark();
    this.say("selected", this.selected.size);
  }

  clear() {
    this.selected.clear();
    this.mark();
  }

  mark() {
    for (const [key, card] of this.diagram.cards) card.classList.toggle("chosen", this.selected.has(key) || key === this.connecting);
  }

  toggleConnect(on = this.connecting === undefined) {
    this.connecting = on ? null : undefined;
    this.button("connect").setAttribute("aria-pressed", String(on));
    this.mark();
  }

  /** First the one that feeds, then the one that is fed; what is linked already is parted. */
  connect(key) {
    if (!this.connecting) {
      this.connecting = key;
      this.mark();
      this.say("connectFrom", this.name(key));
      return;
    }
    const from = this.connecting;
    this.toggleConnect(false);
    if (from === key) return this.say(null);
    const { graph, lines } = this.diagram;
    this.keep(this.snapshot());
    const id = lineId(from, key);
    if (graph.getCellById(id)) {
      graph.removeCell(id);
      lines.delete(id);
      this.say("parted", this.name(from), this.name(key));
    } else {
      lines.set(id, "plain");
      graph.addEdge(this.diagram.edge(from, key));
      this.say("connected", this.name(from), this.name(key));
    }
  }

  group() {
    const field = this.diagram.root.querySelector("input[data-act=name]");
    const name = field.value.trim();
    if (!name || this.selected.size === 0) return this.say("noName");
    this.keep(this.snapshot());
    this.leave(this.selected);
    this.diagram.groups.push({ name, members: [...this.selected] });
    field.value = "";
    this.clear();
    this.diagram.frames();
    this.say("unsaved");
  }

  ungroup() {
    if (this.selected.size === 0) return this.say("noName");
    this.keep(this.snapshot());
    this.leave(this.selected);
    this.clear();
    this.diagram.frames();
    this.say("unsaved");
  }

  leave(keys) {
    for (const group of this.diagram.groups) group.members = group.members.filter((member) => !keys.has(member));
    this.diagram.groups = this.diagram.groups.filter((group) => group.members.length > 0);
  }

  moved() {
    if (!this.editing || !this.before) return;
    const now = JSON.stringify(this.snapshot());
    if (JSON.stringify(this.before) !== now) {
      this.keep(this.before);
      this.say("unsaved");
    }
    this.before = null;
  }

  /** What is stored: whole pixels, nothing left of or above the edge. */
  snapshot() {
    const { graph, groups } = this.diagram;
    const whole = (value) => Math.max(0, Math.round(value));
    return {
      nodes: graph.getNodes().map((node) => ({ key: node.id, x: whole(node.position().x), y: whole(node.position().y) })),
      links: graph.getEdges().map((edge) => ({ from: edge.getSourceCellId(), to: edge.getTargetCellId() })),
      groups: groups.map((group) => ({ name: group.name, members: [...group.members] })),
    };
  }

  apply(layout) {
    const { graph, lines } = this.diagram;
    for (const { key, x, y } of layout.nodes) graph.getCellById(key)?.position(x, y);
    if (layout.links) {
      const wanted = new Set(layout.links.map((link) => lineId(link.from, link.to)));
      for (const edge of graph.getEdges()) if (!wanted.has(edge.id)) graph.removeCell(edge);
      for (const { from, to } of layout.links) {
        if (graph.getCellById(lineId(from, to))) continue;
        if (!lines.has(lineId(from, to))) lines.set(lineId(from, to), "plain");
        graph.addEdge(this.diagram.edge(from, to));
      }
    }
    if (layout.groups) this.diagram.groups = layout.groups.map((group) => ({ name: group.name, members: [...group.members] }));
    this.diagram.frames();
  }

  keep(layout) {
    this.done.push(layout);
    if (this.done.length > mostUndo) this.done.shift();
    this.undone = [];
    this.buttons();
  }

  undo() {
    const last = this.done.pop();
    if (!last) return;
    this.undone.push(this.snapshot());
    this.apply(last);
    this.buttons();
  }

  redo() {
    const next = this.undone.pop();
    if (!next) return;
    this.done.push(this.snapshot());
    this.apply(next);
    this.buttons();
  }

  buttons() {
    this.button("undo").disabled = this.done.length === 0;
    this.button("redo").disabled = this.undone.length === 0;
  }

  address(more = "") {
    const { siteCode, system } = this.diagram.model;
    return `/api/sites/${encodeURIComponent(siteCode)}/diagrams/${system}${more}`;
  }

  async ask(method, address, body) {
    const answer = await fetch(address, { method, headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
    if (answer.ok) return answer.status === 204 ? null : answer.json();
    const problem = await answer.json().catch(() => ({}));
    throw new Error(problem.detail ?? problem.title ?? String(answer.status));
  }

  async arrange() {
    try {
      const places = await this.ask("POST", this.address("/arrangement"), this.snapshot());
      this.keep(this.snapshot());
      this.apply({ nodes: places });
      this.say("arranged");
    } catch (error) {
      this.say("refused", error.message);
    }
  }

  async save() {
    try {
      await this.ask("PUT", this.address(), this.snapshot());
      this.end();
      this.say("saved");
    } catch (error) {
      this.say("refused", error.message);
    }
  }

  async reset() {
    try {
      await this.ask("DELETE", this.address());
      this.end();
      this.say("reset");
    } catch (error) {
      this.say("refused", error.message);
    }
  }

  cancel() {
    this.apply(this.opening);
    this.end();
    this.say(null);
  }

  dispose() {
    this.gone.abort();
  }
}

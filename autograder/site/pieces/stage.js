// What all pieces are made of: HTML and SVG elements, controls, planes with points to drag, and numbers in words.

const SVG = "http://www.w3.org/2000/svg";
const SIDE = 360; // of a plane, in its own units; it is shown as wide as there is room
const REACH = 48; // around a point, in pixels of the screen, within which a finger finds it

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function shape(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

// A number as people read it: with a true minus, and no minus before zero.
export function spelt(value, digits = 2) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const text = Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 10 ** -digits / 2)
    ? scientific(value) : value.toFixed(digits);
  return text.replace(/^-(?=[0.]*$)/, "").replace(/-/g, "−");
}

function scientific(value) {
  const [digits, exponent] = value.toExponential(1).split("e");
  return `${digits}·10${[...String(Number(exponent))].map((one) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[one] ?? "⁻").join("")}`;
}

export function range(count, from = 0, to = count - 1) {
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / Math.max(1, count - 1));
}

export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

// Build a piece in each section that asks for it. `build` gets the section and returns a function that draws anew.
export function mount(name, title, words, build) {
  for (const section of document.querySelectorAll(`[data-piece="${name}"]`)) {
    section.replaceChildren(element("h2", {}, title), element("p", {}, words));
    const told = element("p", { class: "unseen", role: "status" });
    let later;
    const say = (sentence) => {
      clearTimeout(later); // whoever listens hears where a movement ended, not every step of it
      later = setTimeout(() => { told.textContent = sentence; }, 250);
    };
    build(section, say);
    section.append(told);
  }
}

export function controls(section, ...made) {
  section.append(element("div", { class: "controls" }, ...made));
}

export function slider(label, { min, max, step, value, words = (number) => spelt(number) }, changed) {
  const output = element("output", {}, words(value));
  const input = element("input", { type: "range", min, max, step, value, "aria-label": label, "aria-valuetext": words(value) });
  input.addEventListener("input", () => {
    output.textContent = words(input.valueAsNumber);
    input.setAttribute("aria-valuetext", output.textContent);
    changed(input.valueAsNumber);
  });
  return element("label", { class: "wide" }, element("span", {}, `${label}: `, output), input);
}

export function menu(label, choices, changed) {
  const select = element("select", {}, ...choices.map((words, index) => element("option", { value: index }, words)));
  select.addEventListener("change", () => changed(select.selectedIndex));
  return element("label", {}, label, select);
}

export function entry(label, value, changed) {
  const input = element("input", { type: "number", step: "0.5", value, "aria-label": label });
  input.addEventListener("input", () => { if (Number.isFinite(input.valueAsNumber)) changed(input.valueAsNumber); });
  return input;
}

export function views(section, ...made) {
  section.append(element("div", { class: made.length > 1 ? "views pair" : "views" }, ...made.map((plane) => plane.figure)));
}

// Names with numbers; returns a function that takes them anew: name -> text, or rows of a matrix.
export function readout(section, names) {
  const values = Object.fromEntries(Object.keys(names).map((key) => [key, element("dd", { "data-shows": key })]));
  section.append(element("dl", { class: "readout" }, ...Object.entries(names).map(([key, words]) =>
    element("div", {}, element("dt", {}, words), values[key]))));
  return (shown) => {
    for (const [key, value] of Object.entries(shown)) {
      values[key].replaceChildren(Array.isArray(value) ? matrix(value) : value);
    }
  };
}

export function matrix(rows, digits = 2) {
  const cells = rows.flat().map((value) => element("span", {}, spelt(value, digits)));
  const made = element("span", { class: "matrix" }, ...cells);
  made.style.gridTemplateColumns = `repeat(${rows[0].length}, auto)`;
  return made;
}

export function key(kind, words) {
  return element("span", {}, element("span", { class: `key ${kind}` }), words);
}

// A piece of the plane, [left, right] by [bottom, top], in which points are drawn and dragged.
export class Plane {
  constructor(label, box, { width = SIDE, height = SIDE, square = true, across = true } = {}) {
    Object.assign(this, { width, height, square, across, handles: [] });
    this.back = shape("g");
    this.layer = shape("g");
    this.front = shape("g");
    this.svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": label }, this.back, this.layer, this.front);
    this.caption = element("figcaption");
    this.figure = element("figure", { class: "view" }, this.svg, this.caption);
    this.svg.addEventListener("pointerdown", (event) => this.press(event));
    this.look(box);
  }

  // Look at another piece of the plane. A square plane keeps its angles.
  look([left, right, bottom, top]) {
    const size = Math.max(right - left, top - bottom) / 2;
    const [x, y] = [(left + right) / 2, (bottom + top) / 2];
    this.box = this.square ? [x - size, x + size, y - size, y + size] : [left, right, bottom, top];
    this.axes();
  }

  px(x) { return ((x - this.box[0]) / (this.box[1] - this.box[0])) * this.width; }

  py(y) { return (1 - (y - this.box[2]) / (this.box[3] - this.box[2])) * this.height; }

  axes() {
    const lines = [];
    for (const [low, high, upright] of [[this.box[0], this.box[1], true], [this.box[2], this.box[3], false]]) {
      for (const tick of upright && !this.across ? [] : ticks(low, high)) {
        const at = upright ? this.px(tick) : this.py(tick);
        const ends = upright ? { x1: at, x2: at, y1: 0, y2: this.height } : { x1: 0, x2: this.width, y1: at, y2: at };
        lines.push(shape("line", { class: tick === 0 ? "axis" : "grid", ...ends }));
        if (upright ? at < 30 || at > this.width - 30 : at < 30 || at > this.height - 40) continue; // corners stay free
        const place = upright ? { x: at + 3, y: this.height - 6 } : { x: 5, y: at - 5 };
        lines.push(shape("text", { class: "word soft", ...place }, plainly(tick)));
      }
    }
    this.back.replaceChildren(...lines);
  }

  show(...shapes) { this.layer.replaceChildren(...shapes.flat(3)); }

  path(points, kind) {
    const places = points.filter((point) => point.every(Number.isFinite)).map(([x, y]) =>
      `${clamp(this.px(x), -1e4, 1e4).toFixed(2)} ${clamp(this.py(y), -1e4, 1e4).toFixed(2)}`);
    return shape("path", { class: kind, d: places.length ? `M${places.join("L")}` : "" });
  }

  area(points, kind) {
    const made = this.path(points, kind);
    made.setAttribute("d", `${made.getAttribute("d")}Z`);
    return made;
  }

  dot([x, y], kind, r = 4) { return shape("circle", { class: kind, cx: this.px(x), cy: this.py(y), r }); }

  arrow([x0, y0], [x1, y1], colour) {
    const [a, b, c, d] = [this.px(x0), this.py(y0), this.px(x1), this.py(y1)];
    const [angle, length] = [Math.atan2(d - b, c - a), Math.hypot(c - a, d - b)];
    const size = Math.min(12, length);
    const tip = [-0.42, 0.42].map((turn) => `${c - size * Math.cos(angle + turn)} ${d - size * Math.sin(angle + turn)}`);
    return [shape("line", { class: `stroke thick ${colour}`, x1: a, y1: b, x2: c, y2: d }),
      shape("path", { class: `fill ${colour}`, d: `M${tip[0]}L${c} ${d}L${tip[1]}Z` })];
  }

  word([x, y], text, kind = "", anchor = "middle") {
    return shape("text", { class: `word ${kind}`, x: this.px(x), y: this.py(y), "text-anchor": anchor }, text);
  }

  // A point that mouse, finger and keys move: `moved` gets where it wants to be, and returns where it may be.
  handle(label, at, moved, { colour = "c1", step = 0.1, words = ([x, y]) => `x ${spelt(x)}, y ${spelt(y)}` } = {}) {
    const group = shape("g", { class: `handle ${colour}`, tabindex: 0, role: "slider", "aria-label": label },
      shape("circle", { class: "reach" }), shape("circle", { class: "ring" }), shape("circle", { class: "knob" }));
    const handle = { group, at, to: (point) => {
      handle.at = moved(point) ?? point;
      handle.place();
    }, place: () => {
      group.setAttribute("transform", `translate(${this.px(handle.at[0])} ${this.py(handle.at[1])})`);
      group.setAttribute("aria-valuenow", handle.at[0].toFixed(3));
      group.setAttribute("aria-valuetext", words(handle.at));
    } };
    group.addEventListener("keydown", (event) => {
      const along = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[event.key];
      if (!along) return;
      event.preventDefault();
      const size = step * (event.shiftKey ? 5 : 1);
      handle.to(handle.at.map((value, axis) => Number((value + size * along[axis]).toFixed(6))));
    });
    this.handles.push(handle);
    this.front.append(group);
    handle.place();
    return handle;
  }

  point(event) {
    const { left, top, width, height } = this.svg.getBoundingClientRect();
    return [this.box[0] + ((event.clientX - left) / width) * (this.box[1] - this.box[0]),
      this.box[3] - ((event.clientY - top) / height) * (this.box[3] - this.box[2])];
  }

  // A finger takes a point where it is, so that the page can be scrolled beside it; a mouse calls the nearest one.
  press(event) {
    const far = ({ group }) => {
      const { left, top, width, height } = group.lastChild.getBoundingClientRect();
      return Math.hypot(left + width / 2 - event.clientX, top + height / 2 - event.clientY);
    };
    const handle = [...this.handles].sort((one, other) => far(one) - far(other))[0];
    if (!handle || event.button || (event.pointerType === "touch" && far(handle) > REACH)) return;
    event.preventDefault();
    handle.group.focus({ preventScroll: true });
    handle.group.setPointerCapture(event.pointerId);
    const follow = (moved) => handle.to(this.point(moved));
    const leave = () => handle.group.removeEventListener("pointermove", follow);
    handle.group.addEventListener("pointermove", follow);
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) handle.group.addEventListener(end, leave, { once: true });
    follow(event);
  }
}

function ticks(low, high) {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const first = Math.ceil(low / step);
  return range(Math.max(1, Math.floor(high / step) - first + 1)).map((index) => (first + index) * step);
}

function plainly(tick) {
  return String(Number(tick.toPrecision(6))).replace("-", "−");
}

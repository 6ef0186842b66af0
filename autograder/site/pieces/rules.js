// Rules for derivatives: what moves, how the value moves with it, and whether measured slopes agree.
import { controls, element, entry, matrix, menu, mount, readout, slider, spelt } from "./stage.js";

const dot = (one, other) => one.reduce((sum, value, i) => sum + value * other[i], 0);
const times = (A, x) => A.map((row) => dot(row, x));
const turned = (A) => A[0].map((_, j) => A.map((row) => row[j]));
const plus = (one, other) => one.map((value, i) => value + other[i]);

// Each: the function, how it moves with a small step d of x before anything is collected, and its derivative in numbers.
const RULES = [
  { name: "wᵀx", moves: "wᵀd", shape: "(2,), a gradient", f: ({ w, x }) => [dot(w, x)], by: ({ w }) => [w] },
  { name: "Ax", moves: "A d", shape: "(2, 2), a Jacobian", f: ({ A, x }) => times(A, x), by: ({ A }) => A },
  { name: "xᵀx", moves: "dᵀx + xᵀd", shape: "(2,), a gradient", f: ({ x }) => [dot(x, x)], by: ({ x }) => [plus(x, x)] },
  { name: "xᵀAx", moves: "dᵀAx + xᵀA d", shape: "(2,), a gradient", f: ({ A, x }) => [dot(x, times(A, x))],
    by: ({ A, x }) => [plus(times(A, x), times(turned(A), x))] },
  { name: "‖Ax − w‖²", moves: "(A d)ᵀ(Ax − w) + (Ax − w)ᵀA d", shape: "(2,), a gradient",
    f: ({ A, x, w }) => [dot(left(A, x, w), left(A, x, w))], by: ({ A, x, w }) => [times(turned(A), left(A, x, w)).map((value) => 2 * value)] },
  { name: "tanh(Ax), entry by entry", moves: "(1 − tanh(Ax)²) ∘ (A d)", shape: "(2, 2), a Jacobian", f: ({ A, x }) => times(A, x).map(Math.tanh),
    by: ({ A, x }) => A.map((row, i) => row.map((value) => value * (1 - Math.tanh(times(A, x)[i]) ** 2))) },
];

function left(A, x, w) { return times(A, x).map((value, i) => value - w[i]); }

// One row an output: central differences by each entry of x.
function measured(rule, numbers, h) {
  const columns = numbers.x.map((_, j) => {
    const [more, less] = [h, -h].map((step) => rule.f({ ...numbers, x: numbers.x.map((value, i) => value + (i === j ? step : 0)) }));
    return more.map((value, i) => (value - less[i]) / (2 * h));
  });
  return turned(columns);
}

const WORDS = "x moves by a small step d. How the value moves stands beside it, as the product rule says it, with nothing collected yet: what stands beside d, once it is, is the derivative.";

mount("rules", "A rule, and a check", WORDS, (section, say) => {
  const state = { rule: RULES[3], power: -3, numbers: { x: [1, 0.5], w: [3, -1], A: [[1, 2], [0, 3]] } };
  const fields = (label, row) => row.map((value, i) => entry(`${label} ${i + 1}`, value, (given) => { row[i] = given; draw(); }));
  const group = (words, ...rows) => element("div", { class: "entries" }, element("span", {}, words), element("div", {}, ...rows.map((row) => element("div", {}, ...row))));
  const { x, w, A } = state.numbers;
  controls(section,
    menu("The rule", RULES.map((rule) => rule.name), (index) => { state.rule = RULES[index]; draw(); }),
    group("x =", fields("x, entry", x)), group("w =", fields("w, entry", w)),
    group("A =", fields("A, row 1, entry", A[0]), fields("A, row 2, entry", A[1])),
    slider("Step of the check, a power of ten", { min: -12, max: 0, step: 1, value: state.power, words: (one) => spelt(one, 0) }, (power) => { state.power = power; draw(); }));
  section.querySelector("select").selectedIndex = 3;
  const show = readout(section, { f: "Value", moves: "It moves by", shape: "Derivative has shape", by: "By the rule", slopes: "Measured", gap: "Largest difference" });

  function draw() {
    const { rule, numbers } = state;
    const [by, slopes] = [rule.by(numbers), measured(rule, numbers, 10 ** state.power)];
    const gap = Math.max(...by.flatMap((row, i) => row.map((value, j) => Math.abs(value - slopes[i][j]))));
    const value = rule.f(numbers);
    show({ f: value.length > 1 ? `(${value.map((one) => spelt(one)).join(", ")})` : spelt(value[0]), moves: rule.moves, shape: rule.shape,
      by: matrix(by, 3), slopes: matrix(slopes, 3), gap: spelt(gap, 12) });
    say(`${rule.name} moves by ${rule.moves}. Its derivative has shape ${rule.shape}: ${by.flat().map((one) => spelt(one, 3)).join(", ")}. The largest difference to measured slopes is ${spelt(gap, 12)}.`);
  }
  draw();
});

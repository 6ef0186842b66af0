// A function and its Taylor polynomial: the centre and the order are to be chosen.
import { Plane, clamp, controls, key, menu, mount, range, readout, slider, spelt, views } from "./stage.js";

const LAST = 12; // the highest order
const FUNCTIONS = [
  { name: "sin x", f: Math.sin, by: (n, x) => Math.sin(x + (n * Math.PI) / 2), low: -7, high: 7 },
  { name: "cos x", f: Math.cos, by: (n, x) => Math.cos(x + (n * Math.PI) / 2), low: -7, high: 7 },
  { name: "exp x", f: Math.exp, by: (_, x) => Math.exp(x), low: -7, high: 2 },
  { name: "log(1 + x)", f: (x) => (x > -1 ? Math.log1p(x) : NaN), low: -0.9, high: 6,
    by: (n, x) => (n ? (-1) ** (n - 1) * factorial(n - 1) * (1 + x) ** -n : Math.log1p(x)) },
  // 1 / (1 + x²) is the imaginary part of 1 / (x − i), of which all derivatives are powers.
  { name: "1 / (1 + x²)", f: (x) => 1 / (1 + x * x), low: -5, high: 5,
    by: (n, x) => (-1) ** n * factorial(n) * Math.hypot(x, 1) ** -(n + 1) * Math.sin((n + 1) * Math.atan2(1, x)) },
];

function factorial(n) { return n < 2 ? 1 : n * factorial(n - 1); }

const WORDS = "Drag the point along the curve: there, the polynomial agrees with the function in value, slope, curvature and so on.";

mount("taylor", "How far does a polynomial see?", WORDS, (section, say) => {
  const state = { chosen: FUNCTIONS[0], centre: 0, order: 3, look: 1 };
  const plane = new Plane("The function and its polynomial", [-7, 7, -3, 3], { width: 720, height: 400, square: false });
  controls(section,
    menu("The function", FUNCTIONS.map((one) => one.name), (index) => {
      state.chosen = FUNCTIONS[index];
      handle.to([state.centre, 0]);
    }),
    slider("Order", { min: 0, max: LAST, step: 1, value: state.order, words: (one) => spelt(one, 0) }, (order) => { state.order = order; draw(); }),
    slider("Look at, from the centre", { min: -4, max: 4, step: 0.1, value: state.look, words: (one) => spelt(one, 1) }, (look) => { state.look = look; draw(); }));
  views(section, plane);
  plane.caption.append(key("c0", "the function"), key("c1", "its polynomial"), key("c2", "where you look"));
  const show = readout(section, { centre: "Centre", terms: "Last coefficient", f: "Function where you look", p: "Polynomial there", error: "Error" });
  const handle = plane.handle("Centre. Arrow keys move it", [0, 0], ([x]) => {
    state.centre = clamp(x, Math.max(state.chosen.low, -6.5), Math.min(state.chosen.high, 6.5));
    draw();
    return [state.centre, state.chosen.f(state.centre)];
  }, { words: ([x]) => `x ${spelt(x)}` });

  function draw() {
    const { chosen, centre, order, look } = state;
    const coefficients = range(order + 1).map((n) => chosen.by(n, centre) / factorial(n));
    const polynomial = (x) => coefficients.reduceRight((sum, coefficient) => sum * (x - centre) + coefficient, 0);
    const xs = range(561, -7, 7);
    const at = centre + look;
    plane.show(plane.path(xs.map((x) => [x, chosen.f(x)]), "stroke thick c0"), plane.path(xs.map((x) => [x, polynomial(x)]), "stroke thick c1"),
      plane.path([[at, chosen.f(at)], [at, polynomial(at)]], "stroke dashed c2"), plane.dot([at, polynomial(at)], "fill c2", 5));
    const error = Math.abs(polynomial(at) - chosen.f(at));
    const known = Number.isFinite(chosen.f(at));
    show({ centre: spelt(centre), terms: spelt(coefficients[order], 4), f: known ? spelt(chosen.f(at), 4) : "has no value", p: spelt(polynomial(at), 4),
      error: known ? spelt(error, 4) : "none to speak of" });
    say(`Centre ${spelt(centre)}, order ${order}. At ${spelt(at)} the polynomial is ${spelt(polynomial(at), 4)}, ${known ? `the function ${spelt(chosen.f(at), 4)}` : "where the function has no value"}.`);
  }
  draw();
});

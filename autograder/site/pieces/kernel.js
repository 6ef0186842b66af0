// Kernel ridge regression in one variable: how far a sample is heard, and what smoothness costs.
import { Plane, clamp, controls, key, mount, range, readout, slider, spelt, views } from "./stage.js";

const SAMPLES = [[-2.6, -0.6], [-1.9, -1], [-1.1, -0.7], [-0.2, 0.1], [0.5, 0.8], [1.2, 0.7], [2.4, 0.4]];

// Solve A x = b by elimination; A is symmetric and positive definite, so that no row has to be exchanged.
function solve(A, b) {
  const rows = A.map((row, i) => [...row, b[i]]);
  rows.forEach((pivot, k) => rows.slice(k + 1).forEach((row) => {
    const factor = row[k] / pivot[k];
    for (let j = k; j < row.length; j += 1) row[j] -= factor * pivot[j];
  }));
  return rows.reduceRight((x, row, k) => {
    x[k] = (row.at(-1) - x.reduce((sum, value, j) => (j > k ? sum + row[j] * value : sum), 0)) / row[k];
    return x;
  }, b.map(() => 0));
}

const WORDS = "Drag the point: one sample moves, and the curve follows. The length scale says how far each sample is heard.";

mount("kernel", "A curve through samples", WORDS, (section, say) => {
  const state = { length: 0.8, power: -2, samples: SAMPLES.map((one) => [...one]), look: 1.8 };
  const plane = new Plane("Samples and the fitted curve", [-3.2, 3.2, -1.8, 1.8], { width: 720, height: 400, square: false });
  controls(section,
    slider("Length scale", { min: 0.1, max: 3, step: 0.05, value: state.length }, (length) => { state.length = length; draw(); }),
    slider("Penalty λ, a power of ten", { min: -6, max: 2, step: 0.5, value: state.power, words: (one) => spelt(one, 1) }, (power) => { state.power = power; draw(); }),
    slider("Look at x", { min: -3, max: 3, step: 0.1, value: state.look, words: (one) => spelt(one, 1) }, (look) => { state.look = look; draw(); }));
  views(section, plane);
  plane.caption.append(key("c0", "fitted curve"), key("c2", "what one sample adds to it"));
  const show = readout(section, { sample: "Sample that you move", alpha: "Its weight α", value: "Curve where you look", error: "Largest miss at a sample" });
  plane.handle("Sample. Arrow keys move it", state.samples[4], ([x, y]) => {
    state.samples[4] = [clamp(x, -3, 3), clamp(y, -1.7, 1.7)];
    draw();
    return state.samples[4];
  });

  function draw() {
    const { length, samples, look } = state;
    const k = (x, other) => Math.exp(-((x - other) ** 2) / (2 * length ** 2));
    const lambda = 10 ** state.power;
    const alpha = solve(samples.map(([x], i) => samples.map(([other], j) => k(x, other) + (i === j ? lambda : 0))), samples.map(([, y]) => y));
    const curve = (x) => samples.reduce((sum, [other], j) => sum + alpha[j] * k(x, other), 0);
    const xs = range(401, -3.2, 3.2);
    plane.show(plane.path(xs.map((x) => [x, alpha[4] * k(x, samples[4][0])]), "stroke dashed c2"), plane.path(xs.map((x) => [x, curve(x)]), "stroke thick c0"),
      samples.map((sample) => plane.dot(sample, "fill c1", 6)), plane.dot([look, curve(look)], "fill c0", 6));
    const miss = Math.max(...samples.map(([x, y]) => Math.abs(curve(x) - y)));
    show({ sample: `(${samples[4].map((one) => spelt(one)).join(", ")})`, alpha: spelt(alpha[4], 3), value: spelt(curve(look), 3), error: spelt(miss, 3) });
    say(`Length scale ${spelt(length)}: at ${spelt(look, 1)} the curve is ${spelt(curve(look), 3)}, and its largest miss at a sample ${spelt(miss, 3)}.`);
  }
  draw();
});

// Gradient descent in a bowl, whose walls differ in steepness, with the flow beside it.
import { Plane, clamp, controls, key, mount, range, readout, slider, spelt, views } from "./stage.js";

const STEPS = 40;
const RATES = { min: 0.05, max: 1.1, step: 0.01 }; // of 2 divided by the steepest curvature

// The loss is (x² + k y²) / 2: its gradient is (x, k y), and its flow (x e^-t, y e^-kt).
const loss = ([x, y], k) => (x * x + k * y * y) / 2;
const walk = (start, rate, k) => range(STEPS + 1).map((n) => [start[0] * (1 - rate) ** n, start[1] * (1 - rate * k) ** n]);
const flow = (start, k) => range(400, 0, 1).map((s) => s ** 3 * 12).map((t) => [start[0] * Math.exp(-t), start[1] * Math.exp(-k * t)]);

const WORDS = "Drag the point where the walk begins. Steps of descent are orange, the flow, which takes no steps, is green.";

mount("descent", "Downhill in a bowl", WORDS, (section, say) => {
  const state = { start: [-2.5, 0.8], share: 0.9, k: 10 };
  const bowl = new Plane("The bowl from above, with its level lines", [-3, 3, -3, 3]);
  const fall = new Plane("How the loss falls, step by step", [0, STEPS, -8, 2], { square: false });
  controls(section,
    slider("Condition number", { min: 1, max: 50, step: 1, value: state.k, words: (k) => spelt(k, 0) }, (k) => { state.k = k; draw(); }),
    slider("Learning rate, as a share of 2 / steepest curvature", { ...RATES, value: state.share }, (share) => { state.share = share; draw(); }));
  views(section, bowl, fall);
  bowl.caption.append(key("c1", "steps"), key("c2", "flow"));
  fall.caption.append("Steps to the right, powers of ten of the loss upwards");
  const show = readout(section, { rate: "Learning rate", first: "Loss at the start", last: `After ${STEPS} steps`, flow: "Flow, after as long", slowest: "Slowest direction keeps", verdict: "So it" });
  bowl.handle("Start. Arrow keys move it", state.start, (point) => {
    state.start = point.map((value) => clamp(value, -2.9, 2.9));
    draw();
    return state.start;
  });

  function draw() {
    const { start, k } = state;
    const rate = (state.share * 2) / k;
    const [path, stream] = [walk(start, rate, k), flow(start, k)];
    const levels = range(7, 0.4, 2.8).map((r) => range(73, 0, 2 * Math.PI).map((a) => [r * Math.cos(a), (r * Math.sin(a)) / Math.sqrt(k)]));
    bowl.show(levels.map((level) => bowl.path(level, "level")), bowl.path(stream, "stroke thick c2"), bowl.path(path, "stroke c1"),
      path.slice(1).map((point) => bowl.dot(point, "fill c1", 3)));
    const power = (value) => Math.log10(Math.max(value, 1e-30));
    const streaming = range(200, 0, STEPS).map((n) => [n, power(loss([start[0] * Math.exp(-n * rate), start[1] * Math.exp(-k * n * rate)], k))]);
    fall.show(fall.path(path.map((point, n) => [n, power(loss(point, k))]), "stroke c1"), fall.path(streaming, "stroke thick c2"),
      path.map((point, n) => fall.dot([n, power(loss(point, k))], "fill c1", 3)));
    const slowest = Math.max(Math.abs(1 - rate), Math.abs(1 - rate * k));
    const flowed = loss([start[0] * Math.exp(-STEPS * rate), start[1] * Math.exp(-k * STEPS * rate)], k);
    const verdict = Math.abs(slowest - 1) < 1e-9 ? "goes to and fro for ever" : slowest < 1 ? "comes to rest" : "flies apart";
    show({ rate: spelt(rate, 3), first: spelt(loss(start, k), 3), last: spelt(loss(path[STEPS], k), 3), flow: spelt(flowed, 3),
      slowest: `${spelt(100 * slowest, 1)} % a step`, verdict });
    say(`Learning rate ${spelt(rate, 3)}. The loss goes from ${spelt(loss(start, k), 3)} to ${spelt(loss(path[STEPS], k), 3)} in ${STEPS} steps: it ${verdict}.`);
  }
  draw();
});

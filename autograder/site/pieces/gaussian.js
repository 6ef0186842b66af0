// Two coordinates that tend to be large together: what the one says of the other.
import { Plane, clamp, controls, key, mount, range, readout, slider, spelt, views } from "./stage.js";

const bell = (x, mean, spread) => Math.exp(-(((x - mean) / spread) ** 2) / 2) / (spread * Math.sqrt(2 * Math.PI));

const WORDS = "Drag the point sideways: it says what x₁ is. The green bell is what you then know of x₂, the grey one what you knew before.";

mount("gaussian", "What one knows of the other", WORDS, (section, say) => {
  const state = { rho: 0.8, spreads: [1, 1], known: 1 };
  const hill = new Plane("The density from above", [-3, 3, -3, 3]);
  const slice = new Plane("Densities of the second coordinate", [-3, 3, 0, 2], { square: false });
  controls(section,
    slider("Correlation", { min: -0.98, max: 0.98, step: 0.02, value: state.rho }, (rho) => { state.rho = rho; handle.to(handle.at); }),
    slider("Spread of x₁", { min: 0.4, max: 1.4, step: 0.1, value: 1, words: (one) => spelt(one, 1) }, (spread) => { state.spreads[0] = spread; handle.to(handle.at); }),
    slider("Spread of x₂", { min: 0.4, max: 1.4, step: 0.1, value: 1, words: (one) => spelt(one, 1) }, (spread) => { state.spreads[1] = spread; handle.to(handle.at); }));
  views(section, hill, slice);
  hill.caption.append("x₁ to the right, x₂ upwards");
  slice.caption.append(key("level-key", "x₂ before"), key("c2", "x₂, once x₁ is known"));
  const show = readout(section, { known: "x₁ is", covariance: "Covariance", precision: "Its inverse", mean: "Mean of x₂ then", before: "Variance of x₂ before", after: "Variance then" });
  const handle = hill.handle("Value of the first coordinate. Arrow keys move it", [state.known, 0.8], ([x]) => {
    state.known = clamp(x, -2.8, 2.8);
    draw();
    return [state.known, mean()];
  }, { colour: "c2", words: ([x]) => `first coordinate ${spelt(x)}` });

  function mean() { return (state.rho * state.spreads[1] * state.known) / state.spreads[0]; }

  function draw() {
    const { rho, spreads: [a, b], known } = state;
    const covariance = [[a * a, rho * a * b], [rho * a * b, b * b]];
    const determinant = a * a * b * b * (1 - rho * rho);
    const precision = [[covariance[1][1], -covariance[0][1]], [-covariance[0][1], covariance[0][0]]].map((row) => row.map((value) => value / determinant));
    const after = 1 / precision[1][1];
    // A circle, sent through a root of the covariance, is a level line.
    const level = (r) => range(91, 0, 2 * Math.PI).map((t) => [a * r * Math.cos(t), b * r * (rho * Math.cos(t) + Math.sqrt(1 - rho * rho) * Math.sin(t))]);
    const ys = range(241, -3, 3);
    hill.show([1, 2, 3].map((r) => hill.path(level(r), "stroke c0")), hill.path([[known, -3], [known, 3]], "stroke dashed c2"),
      hill.path([[known, mean() - Math.sqrt(after)], [known, mean() + Math.sqrt(after)]], "stroke thick c2"));
    slice.look([-3, 3, 0, Math.max(1.1, 1.15 * bell(0, 0, Math.sqrt(after)))]);
    slice.show(slice.path(ys.map((y) => [y, bell(y, 0, b)]), "level"), slice.path(ys.map((y) => [y, bell(y, mean(), Math.sqrt(after))]), "stroke thick c2"));
    show({ known: spelt(known), covariance, precision, mean: spelt(mean(), 3), before: spelt(b * b, 3), after: spelt(after, 3) });
    say(`Where the first coordinate is ${spelt(known)}, the second has mean ${spelt(mean(), 3)} and variance ${spelt(after, 3)}; before it was ${spelt(b * b, 3)}.`);
  }
  handle.to(handle.at);
});

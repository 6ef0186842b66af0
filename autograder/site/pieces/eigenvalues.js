// Eigenvalues of S + tE as t moves: they avoid each other, unless nothing couples them.
import { Plane, clamp, controls, key, matrix, mount, range, readout, slider, spelt, views } from "./stage.js";

const E = [[1, 0], [0, -1]];

// Of a symmetric 2 by 2 matrix: both eigenvalues, the smaller one first, and the angle of the larger one's vector.
function spectrum([[a, b], [, d]]) {
  const [middle, half] = [(a + d) / 2, Math.hypot((a - d) / 2, b)];
  return { values: [middle - half, middle + half], angle: Math.atan2(2 * b, a - d) / 2 };
}

const WORDS = "Drag the point along the upper curve, which is the larger eigenvalue of S + tE. The short lines have the slopes v · Ev, with the eigenvectors v at that t.";

mount("eigenvalues", "Two eigenvalues meet", WORDS, (section, say) => {
  const state = { coupling: 0.3, t: -0.8 };
  const curves = new Plane("Both eigenvalues along t", [-2, 2, -2, 2]);
  const vectors = new Plane("Their eigenvectors", [-1.2, 1.2, -1.2, 1.2]);
  const at = (t) => [[t, state.coupling], [state.coupling, -t]];
  controls(section, slider("Coupling, the entries of S beside the diagonal", { min: 0, max: 1.5, step: 0.05, value: state.coupling }, (coupling) => {
    state.coupling = coupling;
    handle.to([state.t, 0]);
  }));
  views(section, curves, vectors);
  curves.caption.append(key("c0", "eigenvalues"), key("c1", "slopes"));
  vectors.caption.append(key("c2", "of the smaller"), key("c3", "of the larger"));
  const show = readout(section, { t: "t", M: "S + tE", values: "Eigenvalues", slopes: "Their slopes v · Ev", gap: "Gap", trace: "Sum" });
  const handle = curves.handle("Place on the curve. Arrow keys move it", [state.t, 1], ([t]) => {
    state.t = clamp(t, -1.8, 1.8);
    draw();
    return [state.t, spectrum(at(state.t)).values[1]];
  }, { words: ([t]) => `t ${spelt(t)}` });

  function draw() {
    const { t } = state;
    const { values, angle } = spectrum(at(t));
    const larger = [Math.cos(angle), Math.sin(angle)];
    const both = [[-larger[1], larger[0]], larger];
    const slopes = both.map(([x, y]) => x * (E[0][0] * x + E[0][1] * y) + y * (E[1][0] * x + E[1][1] * y));
    const meet = values[1] - values[0] < 1e-9;
    const ts = range(401, -2, 2);
    curves.show([0, 1].map((i) => [curves.path(ts.map((one) => [one, spectrum(at(one)).values[i]]), "stroke c0"),
      meet ? [] : curves.path([-0.6, 0.6].map((step) => [t + step, values[i] + step * slopes[i]]), "stroke thick c1")]));
    vectors.show(both.map((vector, i) => [vectors.arrow([0, 0], vector, `c${i + 2}`), vectors.arrow([0, 0], vector.map((one) => -one), `c${i + 2}`)]));
    const told = meet ? "none of their own" : slopes.map((one) => spelt(one, 3)).join(", ");
    show({ t: spelt(t), M: matrix(at(t)), values: values.map((one) => spelt(one, 3)).join(", "), slopes: told, gap: spelt(values[1] - values[0], 3), trace: spelt(values[0] + values[1]) });
    say(`At t ${spelt(t)} the eigenvalues are ${values.map((one) => spelt(one, 3)).join(" and ")}, their slopes ${told}.`);
  }
  handle.to(handle.at);
});

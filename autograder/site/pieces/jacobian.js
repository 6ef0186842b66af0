// The Jacobian as a linearisation: a small grid, what a map makes of it, and what the Jacobian makes of it.
import { Plane, clamp, controls, key, menu, mount, range, readout, slider, spelt, views } from "./stage.js";

const HALF = 4; // lines of the grid on each side of the point
const MAPS = [
  { name: "(x² − y², 2xy)", to: (x, y) => [x * x - y * y, 2 * x * y], by: (x, y) => [[2 * x, -2 * y], [2 * y, 2 * x]] },
  { name: "(x cos y, x sin y)", to: (x, y) => [x * Math.cos(y), x * Math.sin(y)],
    by: (x, y) => [[Math.cos(y), -x * Math.sin(y)], [Math.sin(y), x * Math.cos(y)]] },
  { name: "(x + ½ sin 2y, y + ½ sin 2x)", to: (x, y) => [x + Math.sin(2 * y) / 2, y + Math.sin(2 * x) / 2],
    by: (x, y) => [[1, Math.cos(2 * y)], [Math.cos(2 * x), 1]] },
  { name: "(x², y)", to: (x, y) => [x * x, y], by: (x) => [[2 * x, 0], [0, 1]] },
  { name: "(1 − x² + y, x / 2)", to: (x, y) => [1 - x * x + y, x / 2], by: (x) => [[-2 * x, 1], [0.5, 0]] },
];

function gridLines(at, half) {
  const offsets = range(2 * HALF + 1, -half, half);
  const line = (place) => offsets.map((along) => place(along));
  return offsets.flatMap((fixed) => [line((along) => [at[0] + fixed, at[1] + along]), line((along) => [at[0] + along, at[1] + fixed])]);
}

function around(points) {
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [x, y] = [xs, ys].map((values) => (Math.min(...values) + Math.max(...values)) / 2);
  const size = 0.58 * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys), 1e-9);
  return [x - size, x + size, y - size, y + size];
}

const WORDS = "Drag the point, or move it with the arrow keys. Blue is what the map makes of the grid, orange what its Jacobian makes of it.";

mount("jacobian", "A map, seen from near", WORDS, (section, say) => {
  const state = { map: MAPS[0], half: 0.5, at: [1, 1] };
  const before = new Plane("The plane before the map", [-2.5, 2.5, -2.5, 2.5]);
  const after = new Plane("The plane after the map", [-1, 1, -1, 1]);
  controls(section,
    menu("The map F(x, y)", MAPS.map((map) => map.name), (index) => { state.map = MAPS[index]; draw(); }),
    slider("Half the side of the grid", { min: 0.05, max: 1, step: 0.05, value: state.half }, (half) => { state.half = half; draw(); }));
  views(section, before, after);
  before.caption.append("Before: the grid and its point");
  after.caption.append("After: ", key("c0", "by F"), key("c1 dashed", "by J"), key("c2", "column 1"), key("c3", "column 2"));
  const show = readout(section, { at: "Point", value: "F there", J: "Jacobian", area: "Areas", orientation: "Orientation", gap: "Largest gap" });
  before.handle("Point. Arrow keys move it", state.at, (point) => {
    state.at = point.map((value) => clamp(value, -2, 2));
    draw();
    return state.at;
  });

  function draw() {
    const { map, half, at } = state;
    const [value, J] = [map.to(...at), map.by(...at)];
    const linear = ([x, y]) => J.map((row, i) => value[i] + row[0] * (x - at[0]) + row[1] * (y - at[1]));
    const lines = gridLines(at, half);
    const [bent, straight] = [lines.map((line) => line.map((point) => map.to(...point))), lines.map((line) => line.map(linear))];
    const ends = [[at[0] + half, at[1]], [at[0], at[1] + half]];
    after.look(around([...bent, ...straight].flat()));
    before.show(lines.map((line) => before.path(line, "stroke c0")), ends.map((end, j) => before.arrow(at, end, `c${j + 2}`)));
    after.show(bent.map((line) => after.path(line, "stroke c0")), straight.map((line) => after.path(line, "stroke dashed c1")),
      ends.map((end, j) => after.arrow(value, linear(end), `c${j + 2}`)), after.dot(value, "fill c1", 6));
    const determinant = J[0][0] * J[1][1] - J[0][1] * J[1][0];
    const gap = Math.max(...bent.flatMap((line, i) => line.map((point, j) => Math.hypot(point[0] - straight[i][j][0], point[1] - straight[i][j][1]))));
    const orientation = Math.abs(determinant) < 1e-9 ? "lost: the grid lies flat" : determinant > 0 ? "kept" : "mirrored";
    show({ at: `(${at.map((one) => spelt(one)).join(", ")})`, value: `(${value.map((one) => spelt(one)).join(", ")})`, J,
      area: `× ${spelt(Math.abs(determinant))}`, orientation, gap: spelt(gap, 3) });
    say(`Jacobian: first row ${J[0].map((one) => spelt(one)).join(", ")}; second row ${J[1].map((one) => spelt(one)).join(", ")}. `
      + `Areas times ${spelt(Math.abs(determinant))}, orientation ${orientation}. Largest gap ${spelt(gap, 3)}.`);
  }
  draw();
});

// Once round a critical point: where a surface is above it and where below, and how often that changes.
import { Plane, clamp, controls, key, menu, mount, range, readout, slider, spelt, views } from "./stage.js";

const ANGLES = 720; // at which signs are looked at, half a step off the axes
const CELLS = 120; // of the coloured ground, on a side
const SURFACES = [
  { name: "x³ − 3xy², the monkey saddle", height: (x, y) => x ** 3 - 3 * x * y * y },
  { name: "x² − y², a saddle for a rider", height: (x, y) => x * x - y * y },
  { name: "x⁴ + y⁴, a bowl", height: (x, y) => x ** 4 + y ** 4 },
  { name: "x³y − xy³, for a dog", height: (x, y) => x ** 3 * y - x * y ** 3 },
  { name: "x² + y³, which looks like a valley", height: (x, y) => x * x + y ** 3 },
];
const around = (r, angle) => [r * Math.cos(angle), r * Math.sin(angle)];

const WORDS = "Drag the point round the origin, or to another circle. Orange is above the height of the origin, blue below.";

mount("circle", "Once round", WORDS, (section, say) => {
  const state = { surface: SURFACES[0], r: 0.7, angle: Math.PI / 9 };
  const ground = new Plane("The surface from above", [-1, 1, -1, 1]);
  const way = new Plane("The heights on the way round", [0, 360, -1, 1], { square: false });
  controls(section,
    menu("The surface", SURFACES.map((one) => one.name), (index) => { state.surface = SURFACES[index]; draw(); }),
    slider("Degrees", { min: 0, max: 360, step: 5, value: 20, words: (one) => spelt(one, 0) }, (degrees) => {
      handle.to(around(state.r, (degrees * Math.PI) / 180));
    }));
  views(section, ground, way);
  ground.caption.append(key("c2", "the circle"));
  way.caption.append("Degrees to the right, height upwards, each circle with a scale of its own");
  const show = readout(section, { radius: "Radius", angle: "Angle", height: "Height there", changes: "Changes of sign", verdict: "The origin is" });
  const handle = ground.handle("Point on the circle. Arrow keys move it", around(state.r, state.angle), ([x, y]) => {
    state.r = clamp(Math.hypot(x, y), 0.05, 0.95);
    state.angle = Math.hypot(x, y) > 1e-9 ? Math.atan2(y, x) : state.angle;
    draw();
    return around(state.r, state.angle);
  }, { step: 0.05, colour: "c2", words: () => `radius ${spelt(state.r)}, angle ${spelt((state.angle * 180) / Math.PI, 0)} degrees` });

  function draw() {
    const { surface, r, angle } = state;
    const middles = range(CELLS, -1 + 1 / CELLS, 1 - 1 / CELLS);
    const above = (x, y) => surface.height(x, y) > 0;
    const strips = middles.flatMap((y) => runs(middles, (x) => above(x, y)).map(([from, to, sign]) => ground.area(
      [[from - 1 / CELLS, y - 1 / CELLS], [to + 1 / CELLS, y - 1 / CELLS], [to + 1 / CELLS, y + 1 / CELLS], [from - 1 / CELLS, y + 1 / CELLS]],
      `veil ${sign ? "c1" : "c0"}`)));
    const circle = range(181, 0, 2 * Math.PI);
    ground.show(strips, ground.path(circle.map((one) => around(r, one)), "stroke thick c2"));
    const heights = range(ANGLES).map((index) => surface.height(...around(r, ((index + 0.5) * 2 * Math.PI) / ANGLES)));
    const changes = heights.filter((height, index) => height > 0 !== heights.at(index - 1) > 0).length;
    const top = 1.15 * Math.max(...heights.map(Math.abs));
    const here = surface.height(...around(r, angle));
    const turn = (((angle * 180) / Math.PI) % 360 + 360) % 360;
    way.look([0, 360, -top, top]);
    way.show(way.path(circle.map((one) => [(one * 180) / Math.PI, surface.height(...around(r, one))]), "stroke thick c2"), way.dot([turn, here], "fill c2", 7));
    const verdict = changes ? "a saddle, if smaller circles agree" : "an extremum, if smaller circles agree";
    show({ radius: spelt(r), angle: `${spelt(turn, 0)}°`, height: spelt(here, 3), changes: String(changes), verdict });
    say(`Radius ${spelt(r)}, angle ${spelt(turn, 0)} degrees: height ${spelt(here, 3)}. The sign changes ${changes} times on the way round.`);
  }
  draw();
});

// Neighbours with the same sign, as first, last and sign.
function runs(values, signOf) {
  const found = [];
  for (const value of values) {
    const sign = signOf(value);
    if (found.length && found.at(-1)[2] === sign) found.at(-1)[1] = value;
    else found.push([value, value, sign]);
  }
  return found;
}

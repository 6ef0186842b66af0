// Softmax and its temperature: how a query shares its attention among keys.
import { Plane, clamp, controls, key, mount, range, readout, slider, spelt, views } from "./stage.js";

const KEYS = [[1.6, 0.4], [0.5, 1.5], [-1.2, 1], [-1, -1.3], [0.9, -1.2]];
const VALUES = [4, 2, -1, -3, 1]; // one number each

const dot = (one, other) => one[0] * other[0] + one[1] * other[1];

const WORDS = "Drag the query. Keys in its direction get more weight; what comes out is the mean of the keys' values, weighted like this.";

mount("attention", "Where a query looks", WORDS, (section, say) => {
  const state = { query: [1, 0.8], temperature: 1.4 };
  const plane = new Plane("The query and five keys", [-2.2, 2.2, -2.2, 2.2]);
  const bars = new Plane("The weight of each key", [0.4, 5.6, -0.12, 1.1], { square: false, across: false });
  controls(section, slider("Temperature, by which products are divided", { min: 0.1, max: 6, step: 0.01, value: state.temperature },
    (temperature) => { state.temperature = temperature; draw(); }));
  views(section, plane, bars);
  plane.caption.append(key("c1", "query"), key("c0", "keys 1 to 5"));
  bars.caption.append("Weights of keys 1 to 5");
  const show = readout(section, { query: "Query", weights: "Weights", output: "What comes out", sure: "Largest weight", effective: "Looks at about" });
  plane.handle("Query. Arrow keys move it", state.query, (point) => {
    state.query = point.map((value) => clamp(value, -2, 2));
    draw();
    return state.query;
  });

  function draw() {
    const { query, temperature } = state;
    const scores = KEYS.map((one) => dot(query, one) / temperature);
    const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
    const sum = powers.reduce((total, power) => total + power, 0);
    const weights = powers.map((power) => power / sum);
    const output = weights.reduce((total, weight, i) => total + weight * VALUES[i], 0);
    const entropy = -weights.reduce((total, weight) => total + (weight > 0 ? weight * Math.log(weight) : 0), 0);
    plane.show(KEYS.map((one, i) => [plane.arrow([0, 0], one, "c0"), plane.dot(one, "fill c0", 4 + 14 * weights[i]),
      plane.word([one[0] * 1.2, one[1] * 1.2], String(i + 1))]), plane.arrow([0, 0], query, "c1"));
    bars.show(weights.map((weight, i) => [bars.area([[i + 0.7, 0], [i + 1.3, 0], [i + 1.3, weight], [i + 0.7, weight]], "fill c0"),
      bars.word([i + 1, weight + 0.03], spelt(weight)), bars.word([i + 1, -0.09], String(i + 1), "soft")]));
    show({ query: `(${query.map((one) => spelt(one)).join(", ")})`, weights: weights.map((one) => spelt(one)).join(", "), output: spelt(output, 3),
      sure: spelt(Math.max(...weights), 3), effective: `${spelt(Math.exp(entropy), 1)} keys` });
    say(`Weights ${weights.map((one) => spelt(one)).join(", ")}; ${spelt(output, 3)} comes out.`);
  }
  draw();
});

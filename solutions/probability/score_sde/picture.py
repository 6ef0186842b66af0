import numpy as np

from .reference import flow_rhs, reverse_step, score

SIZE = 7.2, 3.3
PLANE = np.array([0.6, 0.4]), np.array([[-1.4, -0.6], [1.3, 0.8]]), np.array([0.35, 0.35]), 1.0
LINE = np.array([0.5, 0.5]), np.array([[-1.5], [1.5]]), np.array([0.25, 0.25]), 1.0
END, STEPS = 4.0, 80


def draw(figure):
    """Draw the score of two clouds in the plane with the flow of samples to them, and noisy paths back on a line."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.15])
    draw_field(left)
    draw_paths(right)


def draw_field(axes):
    """Draw arrows along the score at a middle time, and how samples of noise flow from late to early."""
    line = np.linspace(-2.6, 2.6, 12)
    at = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    arrows = score(at, 0.5, *PLANE)
    length = np.linalg.norm(arrows, axis=1, keepdims=True)
    axes.quiver(*at.T, *(arrows / np.sqrt(length)).T, color="#808080", scale=36, width=0.005)
    x = np.random.default_rng(5).normal(size=(14, 2))
    path, dt = [x], END / STEPS
    for k in range(STEPS):
        x = x - dt * flow_rhs(x, END - k * dt, *PLANE)
        path.append(x)
    for one in np.stack(path, axis=1):
        axes.plot(*one.T, color="C0", linewidth=1)
    axes.plot(*path[0].T, ".", color="C1", markersize=6)
    axes.plot(*path[-1].T, "o", color="C0", markersize=4)
    axes.set(title="score, and the flow of samples", aspect="equal", xlim=(-2.9, 2.9), ylim=(-2.9, 2.9))


def draw_paths(axes):
    """Draw paths of the reverse SDE on a line, from noise to two clusters."""
    rng = np.random.default_rng(2)
    times, dt = np.linspace(END, 0, STEPS + 1), END / STEPS
    path = [rng.normal(size=(24, 1))]
    for t in times[:-1]:
        path.append(reverse_step(path[-1], t, dt, rng.normal(size=(24, 1)), *LINE))
    values = np.stack(path)[..., 0]
    axes.plot(times, values[:, values[-1] < 0], color="C0", linewidth=0.7)
    axes.plot(times, values[:, values[-1] > 0], color="C1", linewidth=0.7)
    axes.set(title="samples of noise, run backwards", xlabel="time t", ylabel="x", xlim=(END, -0.05))

"""Foundations, in my own way: loops, complex numbers and einsum."""

import cmath
import math

import matplotlib.pyplot as plt
import numpy as np
from mpl_toolkits.mplot3d.art3d import Poly3DCollection


def as_complex(x, y):
    return np.asarray(x, dtype=float) + 1j * np.asarray(y, dtype=float)


def monkey_saddle(x, y):
    return (as_complex(x, y) ** 3).real


def monkey_saddle_grad(x, y):
    slope = 3 * as_complex(x, y) ** 2
    result = np.empty(slope.shape + (2,))
    result[..., 0], result[..., 1] = slope.real, -slope.imag
    return result


def monkey_saddle_hess(x, y):
    bend = 6 * as_complex(x, y)
    result = np.empty(bend.shape + (2, 2))
    result[..., 0, 0] = bend.real
    result[..., 1, 1] = -bend.real
    result[..., 0, 1] = result[..., 1, 0] = -bend.imag
    return result


def classify_critical_point(H):
    values = np.linalg.eigvals(np.asarray(H, dtype=float)).real
    largest = max(abs(values))
    signs = {0 if abs(v) <= 1e-8 * largest else math.copysign(1, v) for v in values}
    if {1, -1} <= signs:
        return "saddle"
    return {frozenset([1]): "minimum", frozenset([-1]): "maximum"}.get(frozenset(signs), "inconclusive")


def sign_changes(f, radius=0.1, n=720):
    signs = []
    for k in range(n):
        z = cmath.rect(radius, (k + 0.5) * 2 * math.pi / n)
        signs.append(f(z.real, z.imag) > 0)
    return sum(signs[k] != signs[k - 1] for k in range(n))


def plot_monkey_saddle():
    t = np.linspace(-1.2, 1.2, 30)
    X, Y = np.meshgrid(t, t)
    fig, ax = plt.subplots(subplot_kw={"projection": "3d"})
    ax.plot_wireframe(X, Y, monkey_saddle(X, Y), color="brown")
    ax.set_xlabel("east")
    ax.set_ylabel("north")
    ax.set_zlabel("height")
    return fig, ax


def regression_loss(X, y, w):
    if np.ndim(y) != 1:
        raise ValueError("y should be one-dimensional")
    return sum((np.dot(row, w) - target) ** 2 for row, target in zip(X, y))


def regression_gradient(X, y, w):
    if np.ndim(y) != 1:
        raise ValueError("y should be one-dimensional")
    return 2 * np.einsum("ij,ik,k->j", X, X, w) - 2 * np.einsum("ij,i->j", X, y)


def check_gradient(X, y, w, h=None):
    h = 1e-5 if h is None else h
    measured = []
    for j in range(len(w)):
        right, left = w.astype(float), w.astype(float)
        right[j] += h
        left[j] -= h
        measured.append((regression_loss(X, y, right) - regression_loss(X, y, left)) / (right[j] - left[j]))
    measured = np.array(measured)
    claimed = regression_gradient(X, y, w)
    return np.max(np.abs(claimed - measured)) / np.max(np.abs(claimed) + np.abs(measured))


def sin_taylor(x, order, a=0.0):
    distance = x - a
    result, term = 0.0 * distance, 1.0
    slopes = [math.sin(a), math.cos(a), -math.sin(a), -math.cos(a)]
    for k in range(order + 1):
        result = result + slopes[k % 4] * term
        term = term * distance / (k + 1)
    return result


def tangent_plane(x, y, x0, y0):
    slope = np.array([math.cos(x0) * math.cos(y0), -math.sin(x0) * math.sin(y0)])
    steps = np.stack(np.broadcast_arrays(x - x0, y - y0))
    return math.sin(x0) * math.cos(y0) + np.tensordot(slope, steps, 1)


def plot_sin_taylor():
    x = np.linspace(-math.pi, math.pi, 101)
    fig, axes = plt.subplots(3, 1, sharex=True)
    for ax, order in zip(axes, (1, 3, 5)):
        ax.plot(x, np.sin(x), label="exact")
        ax.plot(x, sin_taylor(x, order), ":", label=f"Taylor, order {order}")
        ax.set(xlabel="x", ylabel="value")
        ax.legend()
    return axes


def plot_tangent_plane(x0, y0):
    s, t = np.meshgrid(np.linspace(x0 - 2, x0 + 2, 25), np.linspace(y0 - 2, y0 + 2, 31))
    ax = plt.figure().add_subplot(projection="3d")
    ax.plot_surface(s, t, np.sin(s) * np.cos(t), alpha=0.5)
    corners = [(x0 + i, y0 + j) for i, j in [(-1, -1), (-1, 1), (1, 1), (1, -1)]]
    ax.add_collection3d(Poly3DCollection([[(p, q, float(tangent_plane(p, q, x0, y0))) for p, q in corners]]))
    ax.set(xlabel="x", ylabel="y", zlabel="z")
    return ax


def net_loss(theta, X, y):
    total = 0.0
    for x, target in zip(X, y):
        total += (theta[1] * math.tanh(theta[0] * x) - target) ** 2
    return total / len(X)


def numeric_hessian(f, x, h=None):
    x = np.array(x, dtype=float)
    n = len(x)
    steps = np.full(n, h) if h is not None else 1e-4 * np.maximum(1, abs(x))

    def slope(at, j):
        e = np.zeros(n)
        e[j] = steps[j] / 2
        return (f(at + e) - f(at - e)) / steps[j]

    H = np.zeros((n, n))
    for i in range(n):
        e = np.zeros(n)
        e[i] = steps[i] / 2
        for j in range(n):
            H[i, j] = (slope(x + e, j) - slope(x - e, j)) / steps[i]
    return (H + H.T) / 2


def hessian_report(f, theta):
    H = numeric_hessian(f, theta)
    values, vectors = np.linalg.eigh(H)
    smallest, largest = min(abs(values)), max(abs(values))
    signs = [0 if abs(v) <= 1e-6 * largest else (1 if v > 0 else -1) for v in values]
    if 1 in signs and -1 in signs:
        kind = "saddle"
    elif all(s == 1 for s in signs):
        kind = "minimum"
    elif all(s == -1 for s in signs):
        kind = "maximum"
    else:
        kind = "inconclusive"
    return dict(
        hessian=H,
        eigenvalues=values,
        eigenvectors=vectors,
        steep=vectors[:, np.argmax(values)],
        flat=vectors[:, np.argmin(values)],
        condition=largest / smallest if smallest else math.inf,
        kind=kind,
    )

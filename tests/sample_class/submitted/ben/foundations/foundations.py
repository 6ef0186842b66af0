# %% [markdown]
# # Foundations
#
# Derivatives collect what a function does when its input moves a little: the gradient collects its slopes, the Hessian its
# curvatures, a Taylor polynomial both and more. In this set you will derive some by hand, write them in numpy, draw them,
# and measure them with finite differences, so that each way can check the other.
#
# Conventions: a vector has shape `(n,)`, data have one sample a row, a gradient has the shape of its variable, angles are in
# radians, and numbers are `float64`. Never change an argument in place: the caller may still need it.
#
# Replace each `# YOUR CODE HERE`, and the line below it, with your own code. Keep the names and the arguments of the
# functions; you may add functions and cells of your own. numpy and matplotlib are all you need. The last cell of each
# exercise runs its public tests and says in words what is still wrong.

# %% [markdown]
# ## 1. The monkey saddle (25 points)
#
# A rider's saddle goes down on two sides, one for each leg. A monkey also needs room for its tail, so its saddle goes down
# on three:
#
# $$f(x, y) = x^3 - 3 x y^2 = \operatorname{Re}\,(x + iy)^3 .$$
#
# The origin is a critical point of $f$: the gradient vanishes there. You will take derivatives by hand, write the test that
# sorts critical points by the eigenvalues of the Hessian, and meet a point at which that test has nothing to say.
#
# For this is the catch. It is sometimes claimed that the Hessian of the monkey saddle has eigenvalues of both signs at the
# origin. It has not: **all four entries are 0 there, so both eigenvalues are 0**. The zero matrix is also the Hessian of
# $x^4 + y^4$ at the origin, which is a minimum, so no argument from that matrix alone can be right. The second-derivative
# test says nothing, and something else has to prove the saddle.
#
# Here is what does. Walk once round the origin on a small circle and count how often $f$ changes its sign. If it is positive
# at some points of *every* small circle and negative at others, the critical point can be neither a minimum nor a maximum: it
# is a saddle. For the monkey saddle one circle is enough, since $f(tx, ty) = t^3 f(x, y)$ makes the signs the same on all of
# them. The number of changes also tells saddles apart: an ordinary one, such as $x^2 - y^2$, has 4, the monkey's has 6.
#
# ### Shapes
#
# The height, its gradient and its Hessian take two numbers, or two arrays that broadcast against each other to some shape
# `(...)`. The component axes go last:
#
# | value | shape | for two numbers | for `x` of shape `(4, 1)`, `y` of shape `(3,)` |
# |---|---|---|---|
# | height | `(...)` | a number | `(4, 3)` |
# | gradient $(\partial f/\partial x,\ \partial f/\partial y)$ | `(..., 2)` | `(2,)` | `(4, 3, 2)` |
# | Hessian, entries $\partial^2 f / \partial x_i \partial x_j$ with $x_1 = x$, $x_2 = y$ | `(..., 2, 2)` | `(2, 2)` | `(4, 3, 2, 2)` |
#
# Whole numbers, `float32` (an answer in `float32` is then fine too), and arrays that are slices or transposes of others are
# welcome as well.
#
# ### What to write
#
# **`monkey_saddle(x, y)`** returns the height $f(x, y)$.
#
# **`monkey_saddle_grad(x, y)`** returns the gradient. **`monkey_saddle_hess(x, y)`** returns the Hessian. Both are wanted as
# formulas that you found on paper, right in every entry (an error of $10^{-9}$, or of $10^{-9}$ of the entry where that is
# larger) also at a badly scaled point such as $(10^6, 10^{-3})$. Small differences of $f$ drown in rounding there.
#
# **`classify_critical_point(H)`** takes a symmetric matrix of shape `(n, n)`, $n \ge 1$, the Hessian at a critical point, and
# returns one of four words. Rounding turns a true eigenvalue 0 into something tiny, so every eigenvalue $\lambda$ with
# $|\lambda| \le 10^{-8} \max_k |\lambda_k|$ counts as 0. The bound is relative: the word for `H` is also that for
# `1e-12 * H` and `1e12 * H`. In this order:
#
# | eigenvalues | word |
# |---|---|
# | some positive and some negative, whatever the others are | `"saddle"` |
# | all positive | `"minimum"` |
# | all negative | `"maximum"` |
# | anything else, such as all of them 0 | `"inconclusive"` |
#
# **`sign_changes(f, radius=0.1, n=720)`** takes any function `f(x, y)` and returns, as one whole number, how often its sign
# changes on the way once round the circle of that radius about the origin, back to where the walk began. Look at `f` at the
# `n` angles
#
# $$\theta_k = \Bigl(k + \tfrac12\Bigr) \frac{2\pi}{n}, \qquad k = 0, \dots, n - 1,$$
#
# in radians. The half step keeps the walk off the axes, where many functions are exactly 0; the tests use no function and no
# `n` for which `f` is 0 at one of these angles. You may call `f` with numbers or with arrays of one shape. If `n` is too
# small for `f`, changes are missed, and the count at just these `n` angles is still what is wanted: for the monkey saddle and
# `n=4` it is 2.
#
# **`plot_monkey_saddle()`** draws the surface $z = f(x, y)$ in three dimensions, for instance with `plot_surface` or
# `plot_wireframe`, and returns the matplotlib figure.
#
# - The surface has at least 100 points, and reaches from $-1$ to $1$, or beyond, in $x$ and in $y$. Some 50 points in each
#   direction look good; take at most 400.
# - All three axes have a label. Colours, title, and the angle from which one looks are yours to choose.
#
# ### An example
#
# At $(1, 2)$ the height is $1 - 12 = -11$, the gradient is $(-9, -12)$, and the Hessian is
#
# $$H = \begin{pmatrix} 6 & -12 \\ -12 & -6 \end{pmatrix}$$
#
# with eigenvalues $\pm\sqrt{180} \approx \pm 13.42$. At a critical point such a matrix would mean `"saddle"`.
#
# Two checks that you can make yourself: since $f(tx, ty) = t^3 f(x, y)$, the gradient satisfies
# $x\, \partial f/\partial x + y\, \partial f/\partial y = 3f$, here $-9 - 24 = -33$; and $H$ times $(x, y)$ is twice the
# gradient, here $(-18, -24)$.

# %%
import matplotlib.pyplot as plt
import numpy as np


# %%
def monkey_saddle(x, y):
    """Return the height of the monkey saddle, f(x, y) = x³ − 3xy².

    Args:
        x: number or array.
        y: number or array that broadcasts with x to a shape (...).

    Returns:
        number or array of shape (...).

    """
    return x**3 - 3 * x * y**2


# %%
def monkey_saddle_grad(x, y):
    """Return the gradient (∂f/∂x, ∂f/∂y) of the monkey saddle.

    Args:
        x: number or array.
        y: number or array that broadcasts with x to a shape (...).

    Returns:
        array of shape (..., 2): the components are on the last axis.

    """
    x, y = np.broadcast_arrays(x, y)
    return np.stack([3 * x**2 - 3 * y**2, -6 * x * y], axis=-1)


# %%
def monkey_saddle_hess(x, y):
    """Return the Hessian of the monkey saddle, the matrix of its second derivatives.

    Args:
        x: number or array.
        y: number or array that broadcasts with x to a shape (...).

    Returns:
        array of shape (..., 2, 2): rows and columns are on the last two axes.

    """
    x, y = np.broadcast_arrays(x, y)
    rows = [np.stack([6 * x, -6 * y], axis=-1), np.stack([-6 * y, -6 * x], axis=-1)]
    return np.stack(rows, axis=-2)


# %%
def classify_critical_point(H):
    """Say what the second-derivative test says about a critical point.

    An eigenvalue counts as 0 if its size is at most 1e-8 of the largest size among them.

    Args:
        H: symmetric array of shape (n, n), n >= 1: the Hessian at the critical point.

    Returns:
        "minimum", "maximum", "saddle" or "inconclusive".

    """
    eigenvalues = np.linalg.eigvalsh(H)
    tolerance = 1e-8 * np.max(np.abs(eigenvalues))
    positive = eigenvalues > tolerance
    negative = eigenvalues < -tolerance
    if positive.any() and negative.any():
        return "saddle"
    if positive.all():
        return "minimum"
    if negative.all():
        return "maximum"
    return "inconclusive"


# %%
def sign_changes(f, radius=0.1, n=720):
    """Count how often a function changes its sign once round a circle about the origin.

    It is looked at at the angles (k + ½) · 2π/n in radians, k = 0, ..., n − 1; the last of them is next to the first.

    Args:
        f: function of (x, y), two numbers or two arrays of one shape; it returns a number or an array of that shape.
        radius: float, of the circle.
        n: int, the number of angles.

    Returns:
        int.

    """
    angles = (np.arange(n) + 0.5) * 2 * np.pi / n
    positive = f(radius * np.cos(angles), radius * np.sin(angles)) > 0
    return int(np.sum(positive != np.roll(positive, 1)))


# %%
def plot_monkey_saddle():
    """Draw the surface z = f(x, y) over at least −1 <= x <= 1, −1 <= y <= 1, with a label on each of the three axes.

    Returns:
        matplotlib Figure.

    """
    side = np.linspace(-1.5, 1.5, 61)
    x, y = np.meshgrid(side, side)
    figure = plt.figure()
    axes = figure.add_subplot(projection="3d")
    axes.plot_surface(x, y, x**3 - 3 * x * y**2, cmap="viridis")
    axes.set(xlabel="x", ylabel="y", zlabel="f(x, y)", title="Monkey saddle")
    return figure


# %%
from autograder import check

check("monkey_saddle")

# %% [markdown]
# ## 2. The gradient of least squares (25 points)
#
# A linear model predicts $m$ numbers at once: with one sample a row in $X$ and weights $w$, its predictions are $Xw$. How
# far they are from the targets $y$ is measured by the sum of the squared errors,
#
# $$L(w) = \lVert Xw - y \rVert^2 = \sum_{i=1}^{m} \bigl( (Xw)_i - y_i \bigr)^2 .$$
#
# Training walks downhill on $L$, so it needs the gradient $\nabla L(w)$, the vector of all $\partial L / \partial w_j$. You
# will find a formula for it on paper, turn it into one line of numpy, and then write the tool that tells you whether a
# gradient can be trusted.
#
# To find the formula, expand $L(w + d)$ for a small step $d$ and collect what is linear in $d$: that part is
# $\nabla L(w) \cdot d$.
#
# ### Shapes
#
# | name | shape | meaning |
# |---|---|---|
# | `X` | `(m, n)` | $m$ samples of $n$ features, one sample a row |
# | `y` | `(m,)` | targets |
# | `w` | `(n,)` | weights |
# | gradient | `(n,)` | the shape of its variable, `w` |
#
# ### What to write
#
# **`regression_loss(X, y, w)`** returns $L(w)$ as one number. It is a sum, not a mean, and there is no penalty term.
#
# **`regression_gradient(X, y, w)`** returns $\nabla L(w)$, of shape `(n,)`, for every $X$:
#
# - more samples than features, as many, or fewer; a single feature; columns that depend on each other;
# - no samples at all ($m = 0$): the loss is then 0 and the gradient is `n` zeros;
# - whole numbers, `float32` (an answer in `float32` is then fine too), and arrays that are slices or transposes of others.
#
# Loss and gradient both raise `ValueError` if `y` is a column of shape `(m, 1)`. Without that check numpy turns
# `X @ w - y` into an `(m, m)` table, silently, and you get a number that means nothing.
#
# **`check_gradient(X, y, w, h=None)`** compares `regression_gradient` with slopes that are measured. Moving one weight by
# $\pm h$ gives the central difference
#
# $$\hat g_j = \frac{L(w + h e_j) - L(w - h e_j)}{2h},$$
#
# where $e_j$ has a 1 in place $j$ and zeros elsewhere. The function returns one number, the relative error
#
# $$\frac{\lVert g - \hat g \rVert}{\lVert \hat g \rVert},$$
#
# where $g$ is what `regression_gradient(X, y, w)` returns.
#
# - It must **call your own `regression_gradient`**: the tests put other gradients, right and wrong ones, in its place under
#   that very name (and a right `regression_loss` under its name), and see what your check says about them.
# - A right gradient gets at most $10^{-7}$. Every wrong one gets more than $10^{-3}$, also if only one of its entries is
#   wrong. A gradient that is 1 % too large gets about 0.01.
# - Other usual denominators are welcome: $\lVert g \rVert$, the larger of both, their sum; largest entries in place of
#   norms; the largest of the relative errors of the entries. No test comes near a gradient with an entry of 0.
# - `h` is the step. Where none is given, choose one: about $6 \cdot 10^{-6}$, the cube root of the spacing of `float64` at
#   1, does well. Much smaller steps drown in rounding. A step that is given is used: where weights are about $10^7$, a
#   caller may pass $h = 1000$.
# - The tests pass `float64` arrays here. Leave `w` as you found it.
#
# ### An example
#
# $$X = \begin{pmatrix} 1 & 0 \\ 1 & 1 \\ 1 & 2 \end{pmatrix}, \qquad
# y = \begin{pmatrix} 1 \\ 2 \\ 4 \end{pmatrix}, \qquad
# w = \begin{pmatrix} 0 \\ 1 \end{pmatrix}.$$
#
# The predictions are $(0, 1, 2)$ and the errors $(-1, -1, -2)$, so $L(w) = 1 + 1 + 4 = 6$. The gradient is $(-8, -10)$. Try
# a small step: at $w = (0.1, 1)$ the loss is $5.23$. The gradient promised a change of $-8 \cdot 0.1 = -0.8$, and the true
# change is $-0.77$; what is left, $0.03$, shrinks with the square of the step.

# %%
import numpy as np


# %%
def regression_loss(X, y, w):
    """Return the sum of the squared errors, L(w) = ‖Xw − y‖².

    Args:
        X: array of shape (m, n), one sample a row.
        y: array of shape (m,), the targets.
        w: array of shape (n,), the weights.

    Returns:
        float, in the unit of y squared.

    Raises:
        ValueError: y is a column of shape (m, 1).

    """
    if y.ndim != 1:
        raise ValueError(f"y must have shape (m,), not {y.shape}")
    residual = X @ w - y
    return float(residual @ residual)


# %%
def regression_gradient(X, y, w):
    """Return the gradient of the loss with respect to the weights.

    Args:
        X: array of shape (m, n), one sample a row; m may be 0.
        y: array of shape (m,), the targets.
        w: array of shape (n,), the weights.

    Returns:
        array of shape (n,), the shape of w.

    Raises:
        ValueError: y is a column of shape (m, 1).

    """
    if y.ndim != 1:
        raise ValueError(f"y must have shape (m,), not {y.shape}")
    return 2 * X.T @ (X @ w - y)


# %%
def check_gradient(X, y, w, h=None):
    """Return the relative error of regression_gradient, held against central differences of regression_loss.

    Args:
        X: array of shape (m, n), one sample a row.
        y: array of shape (m,), the targets.
        w: array of shape (n,), the weights at which the gradient is checked.
        h: float, how far one weight is moved to either side; None chooses a good step.

    Returns:
        float, near 0 where the gradient is right.

    """
    if h is None:
        h = np.cbrt(np.finfo(float).eps)  # truncation, as h², and rounding, as 1/h, balance here
    numeric = np.empty(len(w))
    for j in range(len(w)):
        step = np.zeros(len(w))
        step[j] = h
        numeric[j] = (regression_loss(X, y, w + step) - regression_loss(X, y, w - step)) / (2 * h)
    gradient = regression_gradient(X, y, w)
    return float(np.linalg.norm(gradient - numeric) / np.linalg.norm(numeric))


# %%
from autograder import check

check("regression_gradient")

# %% [markdown]
# ## 3. Taylor polynomials and the tangent plane (25 points)
#
# Close to one point, a smooth function is almost a polynomial. The **Taylor polynomial of order $n$ of $f$ at $a$** is
# the one polynomial of degree at most $n$ that has the same value and the same first $n$ derivatives as $f$ at $x = a$.
# **Order means the highest power** that may occur, not the number of terms: some terms may be zero.
#
# For a function of two variables, order 1 is the **tangent plane**: the plane that has the same value and the same two
# partial derivatives as $f$ at the contact point $(x_0, y_0)$.
#
# A Taylor polynomial is a *local* approximation. The closer $x$ is to $a$, the more a higher order helps; far away it
# can do harm. For sine at $a = 0$, order 3 is worse than order 1 once $|x| > 3.71$, and order 5 is worse than order 3
# once $|x| > 5.62$. At $x = 2\pi$, where sine is 0, the errors of orders 1, 3 and 5 are 6.28, 35.06 and 46.55. Draw
# your figure out to $\pm 2\pi$ to see both sides of this.
#
# ### A worked example
#
# Take $f(x) = e^x$ at $a = 0$. Every derivative there is 1. Write $T(x) = c_0 + c_1 x + c_2 x^2 + c_3 x^3$ and ask for
# the same value and derivatives: $c_0 = 1$, $c_1 = 1$, $2 c_2 = 1$ and $6 c_3 = 1$. So the polynomial of order 3 is
# $1 + x + \tfrac{1}{2} x^2 + \tfrac{1}{6} x^3$. At $x = 1$ it gives 2.6667, and $e$ is 2.7183. Now do the same for
# sine, at any centre $a$.
#
# ### What to write
#
# Angles are in radians. Results are float64 and right to $10^{-9}$. The inputs stay as they are.
#
# **`sin_taylor(x, order, a=0.0)`** returns the Taylor polynomial of $\sin$ of that order at the centre `a`, evaluated
# at `x`.
#
# - `x` is a number or an array of any shape (also 0-d, 2-d, and not contiguous in memory). It may hold integers or
#   float32 numbers; for float32, an error of $10^{-4}$ is allowed. The answer has the shape of `x`, for order 0 as
#   well.
# - `order` is an int, 0 or more. `a` is a number.
# - At `x = 3` and `a = 0`, the orders 1, 3 and 5 give 3, −1.5 and 0.525; $\sin 3$ is 0.14112. Order 4 gives what order
#   3 gives, because its last term is zero. At `x = 1` and `a = 0.5`, order 1 gives 0.918217 and order 2 gives 0.858289.
#
# **`tangent_plane(x, y, x0, y0)`** returns the height, at `(x, y)`, of the plane that touches $f(x, y) = \sin x \cos y$
# at $(x_0, y_0)$.
#
# - `x` and `y` are numbers or arrays whose shapes broadcast; they may hold integers. The answer has the broadcast
#   shape: `x` of shape `(1, 4)` with `y` of shape `(3, 1)` gives `(3, 4)`.
# - `x0` and `y0` are numbers. They may be large (10,000 and more): work out the slopes by hand, not by differences.
# - At the contact point $(\pi/6, \pi/3)$, the height of the plane is 0.25. At $x = \pi/6 + 0.1$ and $y = \pi/3 + 0.2$
#   it has height 0.206699, where $f$ is 0.185688.
#
# **`plot_sin_taylor()`** draws $\sin x$ and its Taylor polynomials of orders 1, 3 and 5 at 0.
#
# - Four curves, each through at least 50 points, each covering at least 90% of $[-\pi, \pi]$. Between $-\pi$ and $\pi$
#   do not cut a curve off. You may draw more on either side, and more curves than these. One pair of axes or several,
#   as you like.
# - The x-axis shows all of $[-\pi, \pi]$. The y-axis shows all of $[-1, 1]$ and stays within $[-60, 60]$.
# - A label on the x-axis and one on the y-axis (`set_xlabel` or `plt.xlabel`, and the same for y).
# - A legend with an entry for each of the four curves. One says `sin` (or exact, true, analytic). The others give the
#   orders 1, 3 and 5 as digits (such as `order 3`, `T3` or `3rd`) or in words (first, third, fifth; linear, cubic,
#   quintic).
#
# **`plot_tangent_plane(x0, y0)`** draws the surface $z = \sin x \cos y$ and its tangent plane at `(x0, y0)` in a 3-D
# axes (`plt.subplots(subplot_kw={"projection": "3d"})`).
#
# - The surface: at least 100 points (a grid of 30 by 30 looks well; of more than 400 by 400 not all are seen), over a
#   range of x and a range of y that are each at least 2 wide and have the contact point inside.
# - The plane: a patch over ranges at least 0.5 wide that have the contact point inside. The four corners are enough.
# - A label on each of the three axes. Marking the contact point is a kind touch, but not asked for.
# - `plot_surface`, `plot_wireframe`, `plot_trisurf`, `contour3D`, `scatter` and lines are all fine.
#
# Return the Figure from both functions; its Axes, or nothing, are accepted too. Colours, styles, grids and titles are
# yours to choose. The hidden tests of the figures put a right `sin_taylor` and a right `tangent_plane` in the place of
# yours, so a slip there does not count twice. Look at your own figures all the same!

# %%
import math

import matplotlib.pyplot as plt
import numpy as np


# %%
def sin_taylor(x, order, a=0.0):
    """Evaluate the Taylor polynomial of sine at a centre.

    Args:
        x: where to evaluate it, in radians: a number or an array of any shape.
        order: int, at least 0: the highest power of ``x - a``.
        a: the centre, in radians.

    Returns:
        number or array of the shape of ``x``.

    """
    # Each derivative of sine is sine again, a quarter turn further on.
    terms = [np.sin(a + k * np.pi / 2) * (x - a) ** k / math.factorial(k) for k in range(order + 1)]
    return sum(terms)


# %%
def tangent_plane(x, y, x0, y0):
    """Evaluate the tangent plane of f(x, y) = sin x cos y at a contact point.

    Args:
        x: where to evaluate it, in radians: a number or an array.
        y: the same; the shapes of ``x`` and ``y`` broadcast.
        x0: x of the contact point, a number.
        y0: y of the contact point, a number.

    Returns:
        number or array of the broadcast shape: the height of the plane.

    """
    height = np.sin(x0) * np.cos(y0)
    slope_x = np.cos(x0) * np.cos(y0)
    slope_y = -np.sin(x0) * np.sin(y0)
    return height + slope_x * (x - x0) + slope_y * (y - y0)


# %%
def plot_sin_taylor():
    """Draw sine and its Taylor polynomials of orders 1, 3 and 5 at 0, with a legend and axis labels.

    Returns:
        matplotlib Figure.

    """
    x = np.linspace(-2 * np.pi, 2 * np.pi, 401)
    figure, axes = plt.subplots()
    axes.plot(x, np.sin(x), label="sin x")
    for order in (1, 3, 5):
        axes.plot(x, sin_taylor(x, order), label=f"order {order}")
    axes.set(xlabel="x", ylabel="height", ylim=(-4, 4), title="Taylor polynomials of sine at 0")
    axes.legend()
    return figure


# %%
def plot_tangent_plane(x0, y0):
    """Draw the surface z = sin x cos y and its tangent plane at a contact point, with axis labels.

    Args:
        x0: x of the contact point, in radians.
        y0: y of the contact point, in radians.

    Returns:
        matplotlib Figure.

    """
    x, y = np.meshgrid(x0 + np.linspace(-2, 2, 41), y0 + np.linspace(-2, 2, 41))
    near_x, near_y = np.meshgrid(x0 + np.linspace(-1, 1, 5), y0 + np.linspace(-1, 1, 5))
    figure, axes = plt.subplots(subplot_kw={"projection": "3d"})
    axes.plot_surface(x, y, np.sin(x) * np.cos(y), alpha=0.6)
    axes.plot_surface(near_x, near_y, tangent_plane(near_x, near_y, x0, y0), alpha=0.6)
    axes.scatter([x0], [y0], [np.sin(x0) * np.cos(y0)], color="black")
    axes.set(xlabel="x", ylabel="y", zlabel="z", title="sin x cos y and a tangent plane")
    return figure


# %%
from autograder import check

check("taylor_plots")

# %% [markdown]
# ## 4. Curvature by differences (25 points)
#
# A gradient says which way is down; the **Hessian** says how the slope changes on the way. In deep learning we can nearly always
# evaluate a loss, and only rarely have its second derivatives as a formula. Here you get the Hessian from values of the
# function alone, choose a step that does not drown in rounding errors, and read the shape of a loss off the eigenvalues.
#
# For $f:\mathbb{R}^n\to\mathbb{R}$ the Hessian is the matrix of shape `(n, n)` with
#
# $$H_{ij} = \frac{\partial^2 f}{\partial x_i\,\partial x_j}.$$
#
# Where the second derivatives are continuous, the order of differentiation does not matter and $H$ is symmetric. (Having second
# derivatives is not enough for that: they must be continuous. All functions here are smooth.)
#
# ### A network with two weights: `net_loss(theta, X, y)`
#
# `theta` holds $(w_1, w_2)$; `X` and `y` have shape `(N,)`, with $N \ge 1$. Return as a float
#
# $$L(w_1, w_2) = \frac1N \sum_{k=1}^{N} \bigl(w_2 \tanh(w_1 x_k) - y_k\bigr)^2.$$
#
# ### The Hessian: `numeric_hessian(f, x, h=None)`
#
# `f` takes an array of shape `(n,)` and returns a number; `x` has shape `(n,)`, and $n$ may be 1. Return $H$ at `x` from values of
# `f`, as a float64 array of shape `(n, n)`. Any kind of differences will do (of values of `f`, of differences, and `f` accepts
# complex arrays, if you know what to do with those), so long as:
#
# - **Order.** Where `h` is given, it is the step for every coordinate, and the error falls at least as $h^2$: half the step, a
#   quarter of the error.
# - **Accuracy.** Where `h` is `None`, you choose. The error $\lVert H_\text{yours} - H\rVert$ must be at most
#   $10^{-6}\max(1, \lVert H\rVert)$ at points of ordinary size. For a second difference of $f$ in one coordinate the error is roughly
#
#   $$\underbrace{\frac{h^2}{12}\,|f''''|}_{\text{cut off}} + \underbrace{\frac{4\varepsilon\,|f|}{h^2}}_{\text{rounded off}},
#   \qquad \varepsilon = 2.2\cdot 10^{-16}.$$
#
#   One part grows with $h$ and the other shrinks. Where is the sum smallest?
# - **Scale.** Coordinates may be as large as 1000. There floats are coarser, so let your step for coordinate $i$ grow in
#   proportion to $\max(1, |x_i|)$; for polynomials of degree 3 an error of $10^{-5}$ is then asked.
# - **Symmetry.** `H[i, j] == H[j, i]` exactly, to the last digit, whatever `h` is.
# - **Any real dtype.** `x` may hold integers: work in float64. For float32 an error of $0.02$ passes.
#
# ### What the Hessian says: `hessian_report(f, theta)`
#
# Call your own `numeric_hessian` and return a dict with these keys:
#
# | key | value |
# |---|---|
# | `hessian` | `(n, n)` |
# | `eigenvalues` | `(n,)`, in ascending order |
# | `eigenvectors` | `(n, n)`: column `k` is an eigenvector of length 1 of eigenvalue `k` |
# | `steep` | `(n,)`, an eigenvector of length 1 of the largest eigenvalue, either sign |
# | `flat` | `(n,)`, an eigenvector of length 1 of the smallest eigenvalue, either sign |
# | `condition` | float, $\max_k\lvert\lambda_k\rvert \,/\, \min_k\lvert\lambda_k\rvert$, and `inf` where the smallest is exactly 0 |
# | `kind` | a str: `"minimum"`, `"maximum"`, `"saddle"` or `"inconclusive"` |
#
# `steep` and `flat` are looked at only where all eigenvalues are positive: only there does the landscape look like a bowl with a steep
# and a flat direction, and only there does the condition number tell how slowly gradient descent zig-zags.
#
# `kind` is what the signs of the eigenvalues let us conclude **if the gradient is zero** at `theta`; elsewhere the signs describe
# curvature and classify nothing, so `kind` is looked at only at critical points. An eigenvalue counts as zero here if
# $|\lambda| \le 10^{-6}\max_k|\lambda_k|$, since differences know it no better. With positive and negative eigenvalues the point
# is a saddle, whatever the others are. If all are positive it is a minimum, if all are negative a maximum. In every other
# case the Hessian alone does not decide: $x^2 + y^4$ and $x^2 - y^4$ have the same one at the origin.
#
# ### An example
#
# $f(x, y) = 2x^2 + 2xy + 2y^2$ has a critical point at the origin:
#
# ```python
# report = hessian_report(lambda t: 2 * t[0] ** 2 + 2 * t[0] * t[1] + 2 * t[1] ** 2, np.zeros(2))
# report["hessian"]  # [[4, 2], [2, 4]]
# report["eigenvalues"]  # [2, 6]
# report["steep"], report["flat"]  # ±[0.7071, 0.7071], ±[0.7071, -0.7071]
# report["condition"], report["kind"]  # 3.0, "minimum"
# ```
#
# (up to rounding). For the network, with `X = [1, 2]` and `y = [0.5, 1]`, the loss is $0.625$ at $\theta = (0, 0)$ and
# $0.0348629$ at $\theta = (1, 1)$. At $\theta = (0, 0)$ its gradient is zero and the eigenvalues of its Hessian are $\pm 2.5$. Is the
# untrained network at the bottom of a valley?

# %%
import numpy as np


# %%
def net_loss(theta, X, y):
    """Mean squared error of a network with two weights, whose output for an input x is w2 · tanh(w1 · x).

    Args:
        theta: (2,), the weights (w1, w2).
        X: (N,), one number a sample, N ≥ 1.
        y: (N,), the targets.

    Returns:
        float, the mean over the samples of (output − target)².

    """
    w1, w2 = theta
    return float(np.mean((w2 * np.tanh(w1 * X) - y) ** 2))


# %%
def numeric_hessian(f, x, h=None):
    """Hessian of f at x by differences of values of f.

    Args:
        f: function that takes an array of shape (n,) and returns a number; it accepts complex arrays too.
        x: (n,), the point; of any real dtype, also of integers.
        h: float, the step for every coordinate; where it is None, you choose the steps.

    Returns:
        (n, n), float64, exactly symmetric; its error falls at least as h².

    """
    x = np.asarray(x, dtype=float)
    # h²/12 · |f''''| + 4ε|f|/h² is smallest near h = ε^¼; the spacing of floats grows with |x|, so the step does too.
    steps = np.finfo(float).eps ** 0.25 * np.maximum(1.0, np.abs(x)) if h is None else np.full(x.shape, float(h))
    along = np.diag(steps)
    centre = f(x)
    H = np.empty((x.size, x.size))
    for i in range(x.size):
        a = along[i]
        H[i, i] = (f(x + a) - 2 * centre + f(x - a)) / steps[i] ** 2
        for j in range(i):
            b = along[j]
            mixed = f(x + a + b) - f(x + a - b) - f(x - a + b) + f(x - a - b)
            H[i, j] = H[j, i] = mixed / (4 * steps[i] * steps[j])
    return H


# %%
def _kind_from_signs(eigenvalues):
    """Return what a critical point is; eigenvalues within the noise of differences count as zero."""
    zero = 1e-6 * np.abs(eigenvalues).max()
    up, down = eigenvalues > zero, eigenvalues < -zero
    if up.any() and down.any():
        return "saddle"
    if up.all():
        return "minimum"
    return "maximum" if down.all() else "inconclusive"


def hessian_report(f, theta):
    """Curvature of f at theta, from your own ``numeric_hessian``.

    Args:
        f: as in ``numeric_hessian``.
        theta: (n,), the point.

    Returns:
        dict with these keys:
            hessian: (n, n).
            eigenvalues: (n,), ascending.
            eigenvectors: (n, n), of length 1; column k belongs to eigenvalue k.
            steep: (n,), unit eigenvector of the largest eigenvalue; either sign.
            flat: (n,), unit eigenvector of the smallest eigenvalue; either sign.
            condition: float, the largest |λ| over the smallest |λ|; inf where the smallest is 0.
            kind: str, what theta is if it is a critical point: "minimum", "maximum", "saddle" or "inconclusive".

    """
    H = numeric_hessian(f, theta)
    eigenvalues, eigenvectors = np.linalg.eigh(H)
    sizes = np.abs(eigenvalues)
    return {
        "hessian": H,
        "eigenvalues": eigenvalues,
        "eigenvectors": eigenvectors,
        "steep": eigenvectors[:, -1],
        "flat": eigenvectors[:, 0],
        "condition": float(sizes.max() / sizes.min()) if sizes.min() > 0 else np.inf,
        "kind": _kind_from_signs(eigenvalues),
    }


# %%
from autograder import check

check("numeric_hessian")

from .reference import checkpoint_cost

SIZE = 7.2, 3.2
N = 24


def draw(figure):
    """Draw which states are in memory while a gradient is computed: all of them, and with checkpoints."""
    for axes, every in zip(figure.subplots(1, 2, sharey=True), (1, 6), strict=True):
        held = walk(every)
        for moment, states in enumerate(held):
            axes.plot([moment] * len(states), states, ".", color="C0", markersize=3.4)
        back = next(moment for moment, states in enumerate(held) if moment and N - 1 in states) + 1
        axes.axvline(back - 0.5, color="C1", linewidth=1.2)
        axes.text(back, 1.04 * N, "back", color="C1")
        kept = "every state kept" if every == 1 else f"one in {every} kept"
        axes.set(title=f"{kept}: {checkpoint_cost(N, every)[0]} at once")
        axes.set(xlabel="time", ylim=(-1, 1.15 * N))
        axes.set_xticks([])
    figure.axes[0].set_ylabel("states in memory")


def walk(every):
    """Return the states in memory, as lists of numbers, after each step forwards and each pull back."""
    kept = list(range(0, N, every))
    held = [[k for k in kept if k <= now] + ([now] if now not in kept else []) for now in range(N)]
    for first in reversed(kept):
        earlier, stretch = [k for k in kept if k < first], range(first, min(first + every, N))
        held += [[*earlier, *stretch[:many]] for many in range(2, len(stretch) + 1) if first != kept[-1] or every == 1]
        held += [[*earlier, *stretch[:many]] for many in range(len(stretch), 0, -1)]
    return held

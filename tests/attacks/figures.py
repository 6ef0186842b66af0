"""Figures that would like to be taken for what was asked for, and in which nobody can see it."""

from .suite import FULL, attack, instead

BEGIN = """
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
line, = axes.plot([0, 1], [0, 1], label='y = x')
axes.legend()
"""


def drawn(more):
    """Return perfect code whose picture is right, and then has something done to it."""
    return instead("picture", BEGIN + more + "\nreturn figure")


@attack(FULL - 2, "what is invisible is not shown")
def invisible_line():
    """Draw what was asked for, and hide it."""
    return drawn("line.set_visible(False)")


@attack(FULL - 2, "what is transparent is not shown")
def transparent_line():
    """Draw what was asked for in no colour."""
    return drawn("line.set_alpha(0)")


@attack(FULL - 2, "what has no width is not shown")
def line_of_no_width():
    """Draw what was asked for with a pen of no width."""
    return drawn("line.set_linewidth(0)")


@attack(FULL - 2, "what lies outside the axes is not shown")
def line_outside_the_axes():
    """Draw what was asked for where the axes do not reach."""
    return drawn("axes.set(xlim=(5, 6), ylim=(5, 6))")


@attack(FULL - 2, "a speck in wide axes cannot be read")
def line_as_a_speck():
    """Draw what was asked for in axes a thousand times as wide."""
    return drawn("axes.set(xlim=(-500, 500), ylim=(-500, 500))")


@attack(FULL - 2, "what lies below paint is not shown")
def line_below_a_patch():
    """Draw what was asked for, and paint over it."""
    return drawn("axes.axhspan(-1, 2, color='white', zorder=99)")


@attack(FULL - 2, "white on white is not shown")
def line_of_the_colour_of_paper():
    """Draw what was asked for in white."""
    return drawn("line.set_color('white')")


@attack(FULL - 2, "nearly white on white is not shown")
def line_of_nearly_the_colour_of_paper():
    """Draw what was asked for so pale that nobody sees it."""
    return drawn("line.set_color('#fafafa')")


@attack(FULL - 2, "what is below a picture is not shown")
def line_below_an_image():
    """Draw what was asked for, and lay a white picture over it."""
    return drawn("axes.imshow([[[1, 1, 1]] * 2] * 2, extent=(-1, 2, -1, 2), zorder=9, aspect='auto')")


@attack(FULL - 2, "what is below a patch of the figure is not shown")
def line_below_a_patch_of_the_figure():
    """Draw what was asked for, and cover the whole figure."""
    return drawn("figure.add_artist(plt.Rectangle((0, 0), 1, 1, color='white'))")


@attack(FULL, "white on black is seen")
def line_of_chalk():
    """Draw what was asked for in white, on a blackboard."""
    return drawn("line.set_color('white'); axes.set_facecolor('black')")


@attack(FULL - 2, "what lies below other axes is not shown")
def line_below_other_axes():
    """Draw what was asked for, and lay empty axes over it."""
    return drawn("figure.add_axes([0, 0, 1, 1])")


@attack(FULL - 2, "one line is asked for, not a choice")
def lines_sprayed():
    """Draw 147 lines in the hope that one of them fits."""
    return drawn("for k in range(147): axes.plot([0, 1], [0, k / 49 - 1])")


@attack(FULL - 2, "the legend names another line")
def name_beside_another_line():
    """Draw what was asked for, and have the legend name something that nobody sees."""
    return drawn("axes.legend(axes.plot([0, 1], [1, 0], alpha=0, color='red'), ['y = x'])")


@attack(FULL - 2, "what is below words in a frame is not shown")
def line_below_words():
    """Draw what was asked for, and lay a box of spaces over it."""
    return drawn("axes.text(0.5, 0.5, '\\n' * 200 + ' ' * 400, ha='center', va='center', bbox={'facecolor': 'w'})")


@attack(FULL - 2, "what is below a thick stroke is not shown")
def line_below_a_stroke():
    """Draw what was asked for, and strike it out with a pen as wide as the figure."""
    return drawn("axes.plot([-1, 2], [0.5, 0.5], linewidth=2000, color='white', label='_')")


@attack(FULL - 2, "what is cut off is not shown")
def line_cut_off():
    """Draw what was asked for, clipped to nothing."""
    return drawn("line.set_clip_path(plt.Rectangle((0, 0), 0.001, 0.001, transform=axes.transAxes))")


@attack(FULL - 2, "a figure of a pixel shows nothing")
def figure_of_a_pixel():
    """Draw what was asked for as large as a dot."""
    return drawn("figure.set_size_inches(0.02, 0.02)")


@attack(FULL - 2, "words that nobody can read name nothing")
def legend_in_white():
    """Name the line in white on white."""
    return drawn("axes.legend(labelcolor='white')")


@attack(FULL - 2, "axes of next to no height show nothing")
def axes_pressed_flat():
    """Draw what was asked for in axes as flat as a sheet of paper."""
    return drawn("axes.set_box_aspect(0.001)")


@attack(FULL - 2, "gaps show nothing")
def line_of_gaps():
    """Draw what was asked for by dashes that never come."""
    return drawn("line.set_dashes((0.01, 1000))")


@attack(FULL - 2, "marks that are not drawn show nothing")
def line_without_its_marks():
    """Draw what was asked for by marks, and none of them."""
    return drawn("line.set(linestyle='', marker='o', markevery=[])")


@attack(FULL - 2, "paint that is filtered away shows nothing")
def line_filtered_away():
    """Draw what was asked for, and take its paint away while it is drawn."""
    return drawn("line.set_agg_filter(lambda image, dpi: (image * 0, 0, 0))")


@attack(FULL - 2, "what is below a spine is not shown")
def line_below_a_spine():
    """Draw what was asked for, and make the frame of the axes as wide as the figure."""
    return drawn("axes.spines['left'].set(linewidth=3000, color='white')")


@attack(FULL, "dots are a style")
def line_of_dots():
    """Draw what was asked for by dots that stand well apart."""
    return drawn("line.set_linestyle((0, (1, 10)))")

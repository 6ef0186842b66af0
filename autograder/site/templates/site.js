// What every page can do: copy code, search, and let wide formulas and tables be scrolled with the keyboard.
"use strict";

for (const box of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    button.textContent = (await copy(box.querySelector("code"))) ? "Copied" : "Selected";
  });
  button.addEventListener("blur", () => { button.textContent = "Copy"; });
  box.append(button);
}

// Where the clipboard is closed, as on a page without https, the text is selected instead.
async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(code);
    return false;
  }
}

// Where forms are not allowed, as in the files of a JupyterHub, a script may still go to the page that searches.
const search = document.querySelector("header form");
search?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  location.href = `${search.action}?q=${encodeURIComponent(search.q.value)}`;
});

function letScroll() {
  for (const box of document.querySelectorAll(".scroll, table, figure")) {
    if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}
letScroll();
addEventListener("resize", letScroll);

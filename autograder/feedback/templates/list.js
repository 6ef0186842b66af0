// Narrows the list while a name is typed, and follows a grading run. Without it, the form and the links do the same.
"use strict";

const field = document.getElementById("q");
const rows = [...document.querySelectorAll("#students tbody tr")];

// Zoë is found as zoe, here as on the server.
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

field.addEventListener("input", () => {
  const wanted = plain(field.value);
  for (const row of rows) row.hidden = !plain(row.cells[0].textContent).includes(wanted);
  const left = rows.filter((row) => !row.hidden).length;
  document.getElementById("count").textContent = left === 1 ? "1 report" : `${left} reports`;
});

for (const choice of document.querySelectorAll("select")) choice.addEventListener("change", () => choice.form.requestSubmit());

const state = document.getElementById("state");
const listed = state.textContent;

async function follow() {
  const answer = await fetch("progress");
  if (!answer.ok) return;
  const now = await answer.json();
  const text = `${now.state}: ${now.done === 1 ? "1 report" : `${now.done} reports`}${now.expected ? ` of ${now.expected}` : ""}`;
  if (text !== state.textContent) state.textContent = text;
  document.getElementById("changed").hidden = text === listed;
  const share = (100 * now.done) / (now.expected || now.done || 1);
  document.getElementById("done").style.setProperty("--share", `${share}%`);
  const last = document.getElementById("last");
  last.replaceChildren(...now.last.map((line) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("bdi"), { textContent: line }));
    return item;
  }));
}

setInterval(() => follow().catch(() => { state.textContent = "The server has ended."; }), 2000);

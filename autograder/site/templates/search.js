// The search: every word must begin a word of an entry. A title counts most, twice if it begins with what is asked for;
// then names, then the text.
"use strict";

const WEIGHTS = { title: 20, names: 6, text: 1 };
const MOST = 30;

// Without accents and case, and letter for letter as long as the text itself.
function folded(text) {
  return [...text].map((letter) => {
    const base = letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return base.length === letter.length ? base : letter;
  }).join("");
}

function beginning(word) {
  return new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "u");
}

function score(entry, patterns, query) {
  let sum = folded(entry.title).startsWith(query) ? WEIGHTS.title : 0;
  for (const pattern of patterns) {
    const found = Object.keys(WEIGHTS).filter((part) => pattern.test(folded(entry[part])));
    if (!found.length) return 0;
    sum += Math.max(...found.map((part) => WEIGHTS[part]));
  }
  return sum;
}

function excerpt(entry, patterns) {
  const at = folded(entry.text).search(patterns[0]);
  const start = at < 0 ? 0 : Math.max(0, entry.text.lastIndexOf(" ", Math.max(0, at - 60)));
  const paragraph = document.createElement("p");
  const whole = entry.text.length <= start + 200;
  let rest = whole ? entry.text.slice(start) : entry.text.slice(start, entry.text.lastIndexOf(" ", start + 200));
  if (start) paragraph.append("… ");
  for (let found; (found = patterns.map((one) => one.exec(folded(rest))).filter(Boolean).sort((a, b) => a.index - b.index)[0]);) {
    const mark = document.createElement("mark");
    const end = found.index + found[0].length;
    mark.textContent = rest.slice(found.index, end);
    paragraph.append(rest.slice(0, found.index), mark);
    rest = rest.slice(end);
  }
  paragraph.append(rest, whole ? "" : " …");
  return paragraph;
}

function show(query) {
  const asked = folded(query.trim());
  const patterns = asked.split(/[\s,]+/).filter(Boolean).map(beginning);
  const ranked = searchIndex.map((entry) => [score(entry, patterns, asked), entry]).filter(([points]) => patterns.length && points);
  ranked.sort(([one, first], [other, second]) => other - one || first.title.length - second.title.length);
  document.getElementById("count").textContent = !patterns.length ? ""
    : ranked.length ? `${ranked.length} found${ranked.length > MOST ? `, the first ${MOST} below` : ""}.` : "Nothing has all of these words.";
  document.getElementById("found").replaceChildren(...ranked.slice(0, MOST).map(([, entry]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const kind = document.createElement("span");
    link.href = entry.page;
    link.textContent = entry.title;
    kind.className = "quiet";
    kind.textContent = ` · ${entry.kind}`;
    item.append(link, kind, excerpt(entry, patterns));
    return item;
  }));
}

const field = document.getElementById("find");
field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", () => show(field.value));
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(field.value);
});
show(field.value);

"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const verdicts = new Map();
let place = 0;

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function show() {
  const main = document.getElementById("claim");
  main.replaceChildren();
  document.getElementById("progress").textContent =
    `${verdicts.size} of ${data.items.length} judged; claim ${place + 1}`;
  const item = data.items[place];
  if (!item) {
    main.append(element("p", "There is nothing to judge."));
    return;
  }
  const judged = verdicts.get(item.claim_id);
  main.append(element("p", item.statement, { class: "statement" }));
  const quote = element("blockquote");
  if (item.words === null) {
    quote.append("The words are withheld: judge with --articles.");
  } else {
    quote.append(item.before || "", element("mark", item.words), item.after || "");
  }
  main.append(quote, element("p", item.article, { class: "meta" }));
  const table = element("table");
  for (const cell of data.cells) {
    const value = item.cells[cell] ?? (cell === "predicate" ? item.predicate : cell === "date"
      ? [item.cells.date_from, item.cells.date_to].filter(Boolean).join(" to ") : undefined);
    if (!value) continue;
    const row = element("tr");
    const label = element("label");
    const box = element("input", undefined, { type: "checkbox", "data-cell": cell });
    box.checked = Boolean(judged && judged.cells.includes(cell));
    box.addEventListener("change", () => judge("cell"));
    label.append(box, " wrong");
    const last = element("td");
    last.append(label);
    row.append(element("th", cell, { scope: "row" }), element("td", value), last);
    table.append(row);
  }
  main.append(table);
  const buttons = element("div", undefined, { class: "verdicts" });
  for (const verdict of ["right", "cell", "wrong", "unsure"]) {
    const button = element("button", verdict, {
      type: "button", "aria-pressed": String(Boolean(judged && judged.verdict === verdict)),
    });
    button.addEventListener("click", () => judge(verdict));
    buttons.append(button);
  }
  main.append(buttons, element("p", `${item.claim_id}, rule ${item.rule}`, { class: "meta" }));
}

function judge(verdict) {
  const item = data.items[place];
  if (!item) return;
  const cells = verdict === "cell"
    ? [...document.querySelectorAll("[data-cell]:checked")].map((box) => box.dataset.cell) : [];
  verdicts.set(item.claim_id, { verdict, cells });
  if (verdict !== "cell" && place < data.items.length - 1) place += 1;
  show();
}

function field(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function save() {
  const reviewer = document.getElementById("reviewer").value.trim();
  if (!reviewer) {
    document.getElementById("reviewer").focus();
    return;
  }
  const today = new Date().toISOString().slice(0, 10);
  const lines = [data.columns.join(",")];
  for (const item of data.items) {
    const judged = verdicts.get(item.claim_id);
    if (!judged) continue;
    const row = {
      claim_id: item.claim_id, reviewer, predicate: item.predicate, rule: item.rule,
      verdict: judged.verdict, cells: judged.cells.join("|"), mended: "",
      words_sha256: item.words_sha256 || "", reviewed_on: today, note: "",
    };
    lines.push(data.columns.map((column) => field(row[column])).join(","));
  }
  const link = element("a", undefined, { download: "reviews.csv" });
  link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }));
  link.click();
  URL.revokeObjectURL(link.href);
}

document.getElementById("save").addEventListener("click", save);
document.addEventListener("keydown", (event) => {
  if (event.target.id === "reviewer" || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = { r: "right", c: "cell", w: "wrong", u: "unsure" };
  if (keys[event.key]) judge(keys[event.key]);
  else if (event.key === "j" && place < data.items.length - 1) { place += 1; show(); }
  else if (event.key === "k" && place > 0) { place -= 1; show(); }
  else if (event.key === "s") save();
});
show();

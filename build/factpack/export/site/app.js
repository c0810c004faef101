// The pages of a release. The address tells everything that a page shows, so that it can be shared.

import { count, element, inner, marked, outer } from "./text.js";

const PAGE = 50;
const main = document.getElementById("main");
const kept = new Map();
let turn = 0;

/** A file of the data, fetched once. */
function load(name) {
  if (!kept.has(name)) {
    const file = fetch(`data/${name}.json`).then((answer) => {
      if (!answer.ok) throw new Error(`${name}.json: ${answer.status}`);
      return answer.json();
    });
    kept.set(name, file);
  }
  return kept.get(name);
}

/** The record of that id, or undefined; shards begin with ascending ids. */
async function record(kind, id) {
  const { firsts } = (await load("meta"))[kind];
  const place = firsts.findLastIndex((first) => first <= id);
  if (place < 0) return undefined;
  return (await load(`${kind}-${place}`)).find((one) => one.id === id);
}

/** All rows of a list, shard by shard, each told to whoever waits. */
async function every(kind, tell) {
  const { shards } = (await load("meta"))[kind];
  for (let place = 0; place < shards; place += 1) {
    if (tell(await load(`${kind}-${place}`)) === false) return;
  }
}

function modality(word) {
  return word && word !== "asserted" ? element("span", { class: "tag" }, word) : null;
}

function about(publisher, day, title) {
  return [publisher, day, title].filter(Boolean).join(" · ");
}

const STATEMENT = ["fact", "words", "predicate", "modality", "publisher", "day", "subject", "subjectId",
  "object", "objectId", "origins", "status"];

function named(row) {
  return Object.fromEntries(STATEMENT.map((key, place) => [key, row[place]]));
}

function select(label, name, values, chosen) {
  const options = ["", ...values].map((value) =>
    element("option", { value, selected: value === chosen }, value || "any"));
  return element("label", {}, label, element("select", { name }, options));
}

/** The form of filters; what is chosen goes into the address. */
function filters(path, asked, fields) {
  const form = element("form", { class: "filters", role: "search" },
    element("label", { class: "wide" }, "Words (press / to get here)",
      element("input", { type: "search", name: "q", value: asked.get("q") ?? "", autocomplete: "off" })),
    fields);
  const go = () => {
    const chosen = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) chosen.set(name, value);
    history.replaceState(null, "", `#${path}${chosen.size ? `?${chosen}` : ""}`);
    return chosen;
  };
  return { form, go };
}

/** A list with pages, which grows while shards arrive. */
function pages(asked, one, unit) {
  const status = element("p", { class: "quiet", role: "status" });
  const list = element("ol", { class: "list" });
  const back = element("button", { type: "button" }, "Previous");
  const next = element("button", { type: "button" }, "Next");
  let found = [];
  let page = Math.max(0, Number(asked.get("page") ?? 1) - 1) || 0;
  const show = (done) => {
    const from = page * PAGE;
    list.replaceChildren(...found.slice(from, from + PAGE).map(one));
    back.disabled = page === 0;
    next.disabled = from + PAGE >= found.length;
    const here = found.length ? `, ${from + 1} to ${Math.min(from + PAGE, found.length)} shown` : "";
    status.textContent = `${count(found.length, ...unit)}${here}${done ? "" : " …"}`;
  };
  const turnTo = (to) => {
    page = to;
    show(true);
    const [path, query] = location.hash.slice(1).split("?");
    const said = new URLSearchParams(query);
    said.set("page", page + 1);
    history.replaceState(null, "", `#${path}?${said}`);
    status.scrollIntoView();
  };
  back.addEventListener("click", () => turnTo(page - 1));
  next.addEventListener("click", () => turnTo(page + 1));
  return {
    nodes: [status, list, element("p", {}, back, " ", next)],
    start: (again) => { found = []; if (again) page = 0; },
    add: (rows, done) => {
      const full = found.length >= (page + 1) * PAGE;
      for (const row of rows) found.push(row);
      if (!full || done) show(done);
      else status.textContent = `${count(found.length, ...unit)} …`;
    },
  };
}

/** A searched list over shards; a later search ends an earlier one. */
function searched(kind, path, asked, fields, keep, one, unit) {
  const { form, go } = filters(path, asked, fields);
  const shown = pages(asked, one, unit);
  let search = 0;
  const run = async (chosen, again) => {
    search += 1;
    const mine = search;
    const words = (chosen.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    shown.start(again);
    await every(kind, (rows) => {
      if (mine !== search) return false;
      shown.add(rows.filter((row) => keep(row, words, chosen)), false);
      return true;
    });
    if (mine === search) shown.add([], true);
  };
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => run(go(), true), 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  run(asked, false);
  return [form, shown.nodes];
}

const holds = (text, words) => words.every((word) => text.includes(word));

async function statements(asked) {
  const options = await load("options");
  const fields = [
    select("Relation", "predicate", options.predicates, asked.get("predicate")),
    select("Publisher", "publisher", options.publishers, asked.get("publisher")),
    select("Stated as", "modality", ["asserted", "reported", "planned", "possible", "negated"],
      asked.get("modality")),
  ];
  const keep = (row, words, chosen) => (!chosen.get("predicate") || row[2] === chosen.get("predicate"))
    && (!chosen.get("publisher") || row[4] === chosen.get("publisher"))
    && (!chosen.get("modality") || row[3] === chosen.get("modality"))
    && holds(`${row[1]} ${row[6] ?? ""} ${row[8] ?? ""}`.toLowerCase(), words);
  const one = (row) => {
    const said = named(row);
    return element("li", {}, inner("fact", said.fact, said.words), modality(said.modality),
      said.status === "contested" ? element("span", { class: "tag" }, "contested") : null,
      element("div", { class: "quiet" },
        about(said.publisher, said.day, `${said.predicate}, ${count(said.origins, "origin", "origins")}`)));
  };
  return [element("h1", {}, "What the articles state"),
    searched("statements", "/", asked, fields, keep, one, ["statement", "statements"])];
}

function claim(said) {
  const words = said.sentence == null
    ? element("p", { class: "quiet" }, "The words are withheld: characters ",
      `${said.at} to ${said.to} of the article.`)
    : element("blockquote", {}, marked(said.sentence, said.start, said.end));
  const title = about(said.publisher, said.published, said.title) || said.article;
  return element("li", {}, element("strong", {}, said.statement), modality(said.modality), words,
    element("div", { class: "quiet" }, inner("article", `${said.article}/${said.at}-${said.to}`, title),
      said.url ? [" · ", outer(said.url, "original")] : null,
      said.speaker ? ` · said by ${said.speaker}` : null,
      ` · confidence ${Number(said.confidence).toFixed(2)}`));
}

async function fact(id) {
  const found = await record("facts", id);
  if (!found) return missing("fact", id);
  const ends = [["subject", found.subject_id, found.subject], ["object", found.object_id, found.object]];
  return [element("h1", {}, found.words, modality(found.modality)),
    element("p", { class: "quiet" }, [count(found.n_claims, "claim", "claims"),
      count(found.n_articles, "article", "articles"), count(found.n_publishers, "publisher", "publishers"),
      count(found.n_origins, "independent origin", "independent origins"), found.status].join(", ")),
    element("p", {}, ends.filter(([, key]) => key)
      .flatMap(([part, key, name]) => [`${part}: `, inner("entity", key, name), "  "])),
    found.broader ? element("p", {}, "A finer form of ", inner("fact", found.broader)) : null,
    found.conflicts ? element("p", {}, "Contradicted: ",
      found.conflicts.flatMap((one) => [inner("conflicts", one, "see the other side"), " "])) : null,
    element("h2", {}, "Who states it"),
    element("ol", { class: "list" }, (found.claims ?? []).map(claim))];
}

async function article(place) {
  const [id, span] = place.split("/");
  const found = await record("articles", id);
  if (!found) return missing("article", id);
  const [start, end] = (span ?? "").split("-").map(Number);
  const text = found.text == null
    ? element("p", { class: "quiet" }, "The publisher of the data withholds the text.")
    : element("div", { class: "article" }, marked(found.text, start, end));
  requestAnimationFrame(() => text.querySelector("mark")?.scrollIntoView({ block: "center" }));
  return [element("h1", {}, found.title ?? found.id),
    element("p", { class: "quiet" }, about(found.publisher, found.published, found.author),
      found.url ? [" · ", outer(found.url, "original")] : null), text];
}

async function entity(id) {
  const found = await record("entities", id);
  if (!found) return missing("entity", id);
  const dated = (found.facts ?? []).filter((one) => one.from).sort((a, b) => (a.from < b.from ? -1 : 1));
  const line = (one) => element("li", {}, inner("fact", one.id, one.words), modality(one.modality));
  return [element("h1", {}, found.name),
    element("p", { class: "quiet" }, `${found.type}, ${count(found.n_mentions, "mention", "mentions")} in `
      + count(found.n_articles, "article", "articles"),
    /^Q[0-9]+$/.test(found.wikidata ?? "")
      ? [" · ", outer(`https://www.wikidata.org/wiki/${found.wikidata}`, found.wikidata)] : null),
    element("h2", {}, "Names that were joined"),
    element("ul", {}, (found.aliases ?? []).map((one) => element("li", {}, one.alias,
      element("span", { class: "quiet" }, ` ${one.basis ?? ""}`)))),
    dated.length ? [element("h2", {}, "Timeline"), element("ol", { class: "list" }, dated.map((one) =>
      element("li", {}, element("span", { class: "quiet" }, `${one.from} `), inner("fact", one.id, one.words),
        modality(one.modality))))] : null,
    element("h2", {}, "What is stated of it"),
    element("ol", { class: "list" }, (found.facts ?? []).map(line))].flat();
}

async function entities(asked) {
  const { entities: { firsts } } = await load("meta");
  const all = [];
  for (let place = 0; place < firsts.length; place += 1) all.push(...await load(`entities-${place}`));
  all.sort((a, b) => b.n_mentions - a.n_mentions || (a.id < b.id ? -1 : 1));
  const { form, go } = filters("/entities", asked, []);
  const shown = pages(asked, (one) => element("li", {}, inner("entity", one.id, one.name),
    element("span", { class: "quiet" }, ` ${one.type}, ${count(one.n_mentions, "mention", "mentions")}`)),
  ["entity", "entities"]);
  const run = (chosen, again) => {
    const words = (chosen.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    shown.start(again);
    shown.add(all.filter((one) => holds(
      [one.name, ...(one.aliases ?? []).map((name) => name.alias)].join(" ").toLowerCase(), words)), true);
  };
  form.addEventListener("input", () => run(go(), true));
  form.addEventListener("submit", (event) => event.preventDefault());
  run(asked, false);
  return [element("h1", {}, "Entities"), form, ...shown.nodes];
}

async function conflicts(id) {
  const found = [];
  await every("conflicts", (rows) => { found.push(...rows); });
  const wanted = id ? found.filter((one) => one.id === id) : found;
  return [element("h1", {}, "Where articles contradict one another"),
    element("p", { class: "quiet", role: "status" }, count(wanted.length, "conflict", "conflicts")),
    ...wanted.map((one) => element("section", {}, element("h2", {}, one.reason ?? one.kind),
      element("div", { class: "sides" }, one.facts.map((side) => element("div", {},
        inner("fact", side.id, side.words), element("p", { class: "quiet" },
          count(side.origins, "origin", "origins"), side.preferred ? ", preferred" : "")))))) ];
}

function quotes(asked) {
  const keep = (row, words) => holds(`${row.speaker ?? ""} ${row.words ?? ""}`.toLowerCase(), words);
  const one = (row) => element("li", {},
    row.speaker_id ? inner("entity", row.speaker_id, row.speaker ?? row.speaker_id) : "nobody named",
    row.words == null
      ? element("p", { class: "quiet" }, `Withheld: characters ${row.at} to ${row.to}.`)
      : element("blockquote", {}, row.words),
    element("div", { class: "quiet" }, inner("article", `${row.article}/${row.at}-${row.to}`,
      about(row.publisher, row.published, row.title) || row.article)));
  return [element("h1", {}, "Quotations"),
    searched("quotes", "/quotes", asked, [], keep, one, ["quotation", "quotations"])];
}

async function dictionary() {
  const [meta, tables] = await Promise.all([load("meta"), load("dictionary")]);
  return [element("h1", {}, meta.title), element("p", {}, meta.description),
    element("p", { class: "quiet" }, `${meta.name} ${meta.version}, released ${meta.released}. `
      + `Licence: ${meta.license}.`),
    element("h2", {}, "Dictionary"),
    ...tables.map((table) => element("details", {},
      element("summary", {}, `${table.table}: ${count(table.rows, "row", "rows")}`),
      element("p", {}, table.description),
      element("dl", {}, table.columns.flatMap((column) => [element("dt", {}, `${column.name} (${column.type})`),
        element("dd", {}, column.description)]))))];
}

function missing(kind, id) {
  return [element("h1", {}, "Nothing there"), element("p", {}, `This release has no ${kind} ${id}.`)];
}

const ROUTES = {
  "": statements,
  fact: (asked, id) => fact(id),
  article: (asked, id) => article(id),
  entity: (asked, id) => entity(id),
  entities: (asked) => entities(asked),
  conflicts: (asked, id) => conflicts(id),
  quotes: (asked) => quotes(asked),
  about: () => dictionary(),
};

async function show(isFirst) {
  turn += 1;
  const mine = turn;
  const [path, query] = location.hash.replace(/^#/, "").split("?");
  const [, page = "", ...rest] = path.split("/");
  const route = Object.hasOwn(ROUTES, page) ? ROUTES[page] : statements;
  let nodes;
  try {
    nodes = await route(new URLSearchParams(query), decodeURIComponent(rest.join("/")));
  } catch (problem) {
    nodes = [element("h1", {}, "This cannot be shown"), element("p", {}, String(problem.message))];
  }
  if (mine !== turn) return;
  main.replaceChildren(...nodes.flat(3).filter(Boolean));
  for (const link of document.querySelectorAll("nav a")) {
    const isHere = link.getAttribute("href") === `#/${page}`;
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.body.dataset.shown = location.hash || "#/";
  if (!isFirst) main.focus({ preventScroll: true });
}

addEventListener("hashchange", () => show(false));
addEventListener("keydown", (event) => {
  const box = document.querySelector('input[name="q"]');
  if (event.key === "/" && box && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    box.focus();
  }
});
show(true);

const [ADDRESS, SOURCE, TITLE, CONFIDENCE, TYPE, KEPT, ALL, PROBLEM] = [0, 1, 2, 3, 4, 5, 6, 7];
const share = (row) => row[KEPT] / Math.max(row[ALL], 1);
/** Name, value that sorts, class. */
const COLUMNS = [
  ["Page", (row) => row[TITLE].toLowerCase(), ""],
  ["Confidence", (row) => row[CONFIDENCE] ?? -1, ""],
  ["Words", (row) => row[KEPT], "number wide"],
  ["Share", share, "number"],
  ["Type", (row) => row[TYPE] ?? "", "wide"],
  ["Problem", (row) => row[PROBLEM], "wide"],
];
/** Rows that are drawn at a time; more are when the end of the table comes near. */
const CHUNK = 200;

const order = { column: 1, isFalling: false };
let rows, shown, drawn;

function rowOf(row) {
  const name = row[ADDRESS] === null ? row[TITLE] : element("a", { href: row[ADDRESS] }, row[TITLE]);
  const sure = row[CONFIDENCE];
  return element("tr", {},
    element("td", {}, name, ...(row[SOURCE] === row[TITLE] ? [] : [element("small", {}, row[SOURCE])]),
      ...(row[PROBLEM] ? [element("small", { className: "narrow" }, row[PROBLEM])] : [])),
    element("td", {}, ...(sure === null ? ["–"] : [meter(sure, `confidence ${sure.toFixed(2)}`), sure.toFixed(2)])),
    element("td", { className: "number wide" }, row[ADDRESS] === null ? "–" : grouped(row[KEPT])),
    element("td", { className: "number" }, row[ADDRESS] === null ? "–" : perCent(row[KEPT], row[ALL])),
    element("td", { className: "wide" }, row[TYPE] ?? "–"),
    element("td", { className: "problem wide" }, row[PROBLEM]));
}

function drawMore() {
  if (drawn >= shown.length) return;
  byId("rows").append(...shown.slice(drawn, drawn + CHUNK).map(rowOf));
  drawn = Math.min(drawn + CHUNK, shown.length);
  byId("more").textContent = drawn < shown.length ? `${grouped(shown.length - drawn)} more below` : "";
}

function draw() {
  const words = byId("search").value.trim().toLowerCase();
  const value = COLUMNS[order.column][1];
  const compare = (a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0) * (order.isFalling ? -1 : 1);
  shown = rows.filter((row) => !words || [row[TITLE], row[SOURCE], row[TYPE] ?? "", row[PROBLEM]].some((text) => text.toLowerCase().includes(words)));
  shown.sort(compare);
  drawn = 0;
  byId("rows").replaceChildren();
  byId("found").textContent = words ? `${grouped(shown.length)} found` : "";
  [...byId("columns").children].forEach((head, at) => {
    if (at === order.column) head.setAttribute("aria-sort", order.isFalling ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  });
  drawMore();
}

function drawColumns() {
  byId("columns").append(...COLUMNS.map(([name, , className], at) => element("th", { scope: "col", className },
    element("button", { type: "button", onclick: () => {
      order.isFalling = at === order.column && !order.isFalling;
      order.column = at;
      draw();
    } }, name))));
}

async function start() {
  followTheme();
  rows = (await readData()).rows;
  const n = (is) => grouped(rows.filter(is).length);
  const failed = (row) => row[ADDRESS] === null;
  byId("said").textContent = `${grouped(rows.length)} pages, ${n((row) => !row[PROBLEM])} with an article, ${n((row) => row[PROBLEM] && !failed(row))} without, ${n(failed)} failed. The least certain come first.`;
  drawColumns();
  draw();
  byId("search").addEventListener("input", draw);
  new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) drawMore(); }, { rootMargin: "800px" }).observe(byId("more"));
  document.documentElement.dataset.ready = "yes";
}

start();

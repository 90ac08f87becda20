const TABS = [["why", "Why"], ["text", "Text"], ["markdown", "Markdown"], ["html", "HTML"]];
/** Elements that show as boxes; all others only hold. */
const BOXES = new Set("nav aside header footer main article form table tr td th ul ol li dl dt dd figure blockquote details dialog".split(" "));
/** Boxes that say what they are. */
const NAMED = new Set("nav aside header footer main article form table figure blockquote details dialog".split(" "));
const MOST_BOXES = 14;
/** Shorter dropped blocks stand beside one another, in letters. */
const SHORT = 28;
/** Pages of more blocks are drawn only where they are looked at. */
const LONG = 1500;
const DOUBTFUL = [200, 800];

const state = { here: -1, position: 0, tab: "why", found: [] };
let data, blocks;

const tagOf = (index) => data.elements[index][1].split(/[#.]/, 1)[0];
const rulingOf = (index) => data.rules[data.dial[state.position].rulings.charCodeAt(index) - 48];
const isKept = (index) => rulingOf(index)[0];
const isDoubtful = (index) => data.p[index] >= DOUBTFUL[0] && data.p[index] <= DOUBTFUL[1];

/** Numbers of which the file holds the steps from one to the next. */
const fromSteps = (steps) => { let sum = 0; return steps.map((step) => (sum += step)); };

/** Element indices around a block, outermost first. */
function pathOf(index) {
  const path = [data.element[index]];
  while (path[0] > 0) path.unshift(data.elements[path[0]][0]);
  return path;
}

function boxOf(index) {
  const [tag, selector] = [tagOf(index), data.elements[index][1]];
  const box = element("div", { className: `box ${tag}` });
  if (NAMED.has(tag)) {
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", tag);
    box.append(element("span", { className: "tag", "aria-hidden": "true" }, selector.length > 60 ? `${selector.slice(0, 60)}…` : selector));
  }
  return box;
}

function blockOf(index) {
  const text = data.pieces[data.text[index]];
  const block = element("div", { role: "button", tabIndex: -1 },
    element("span", { className: "sr" }), element("span", { className: "pct" }, (data.p[index] / 10).toFixed(0)));
  if (data.hidden[index] === "1") block.append(element("span", { className: "chip" }, "hidden"));
  block.append(text);
  block.dataset.index = index;
  block.style.setProperty("--p", data.p[index] / 1000);
  block.baseClass = `block ${tagOf(data.element[index])}${text.length < SHORT ? " tiny" : ""}`;
  return block;
}

/** The page's blocks inside the boxes around them. */
function drawPage() {
  const root = document.createDocumentFragment();
  const open = [{ element: -1, box: root }];
  blocks = data.text.map((_, index) => {
    const path = pathOf(index).filter((at) => BOXES.has(tagOf(at))).slice(0, MOST_BOXES);
    let depth = 0;
    while (depth < path.length && open[depth + 1]?.element === path[depth]) depth += 1;
    open.length = depth + 1;
    for (const at of path.slice(depth)) {
      const box = boxOf(at);
      open.at(-1).box.append(box);
      open.push({ element: at, box });
    }
    const block = blockOf(index);
    open.at(-1).box.append(block);
    return block;
  });
  byId("page").classList.toggle("long", blocks.length > LONG);
  byId("page").append(root);
}

/** Shows what the focus keeps. */
function applyFocus() {
  const position = data.dial[state.position];
  const found = new Set(state.found);
  let [kept, words] = [0, 0];
  blocks.forEach((block, index) => {
    const is = isKept(index);
    kept += is;
    words += is ? data.words[index] : 0;
    block.className = `${block.baseClass}${is ? " kept" : block.baseClass.endsWith(" tiny") ? " short" : ""}`;
    if (found.has(index)) block.classList.add("hit");
    if (index === state.here) block.classList.add("here");
    block.firstChild.textContent = is ? "kept, per cent: " : "dropped, per cent: ";
  });
  const total = data.words.reduce((sum, count) => sum + count, 0);
  byId("focus").setAttribute("aria-valuetext", position.name);
  byId("said").textContent = `${position.name}: ${kept} of ${blocks.length} blocks, ${grouped(words)} words (${perCent(words, total)})`;
  const counts = { kept, dropped: blocks.length - kept, doubtful: blocks.filter((_, index) => isDoubtful(index)).length };
  for (const [name, count] of Object.entries(counts)) byId(`n-${name}`).textContent = grouped(count);
  drawPanel();
}

const signed = (hundredths) => `${hundredths > 0 ? "+" : hundredths < 0 ? "−" : ""}${(Math.abs(hundredths) / 100).toFixed(2)}`;
const likelihood = (hundredths) => `${(100 / (1 + Math.exp(-hundredths / 100))).toFixed(0)} %`;

function moveRow(words, hundredths, largest, name) {
  const push = element("span", { className: hundredths > 0 ? "push up" : "push" });
  push.style.width = `${(3.4 * Math.abs(hundredths)) / largest}rem`;
  return element("tr", name ? { title: name } : {}, element("th", { scope: "row" }, words), element("td", {}, push, signed(hundredths)));
}

/** The reasons of a block: from the average block of the page, by all that moved it, to its own log-odds. */
function drawMoves(index) {
  const why = data.why[index];
  const pairs = Array.from({ length: why.length / 2 }, (_, at) => [why[2 * at], why[2 * at + 1]]);
  const largest = Math.max(1, Math.abs(data.others[index]), ...pairs.map(([, moved]) => Math.abs(moved)));
  const sum = data.base + data.others[index] + pairs.reduce((all, [, moved]) => all + moved, 0);
  const line = (words, hundredths, className) => element("tr", { className }, element("th", { scope: "row" }, words), element("td", {}, signed(hundredths)));
  return element("table", { className: "moves" }, element("tbody", {},
    line(`where an average block of this page starts (${likelihood(data.base)})`, data.base, ""),
    ...pairs.map(([said, moved]) => moveRow(data.said[said][1], moved, largest, data.features[data.said[said][0]])),
    moveRow("all other features together", data.others[index], largest),
    line(`log-odds, that is ${likelihood(sum)}`, sum, "sum")));
}

function drawWhy(panel) {
  const index = state.here;
  if (index < 0) {
    panel.append(element("p", {}, "Choose a block to see its probability, where it stands and what moved it. Kept blocks stand out; the figure beside each is its probability of being content, in per cent."));
    return;
  }
  const [kept, , words] = rulingOf(index);
  const { cut, name } = data.dial[state.position];
  const chosen = cut === null ? "" : ` At ${name} blocks are chosen from ${(100 * cut).toFixed(0)} % on.`;
  const path = pathOf(index).map((at) => {
    const [, tag, rest] = data.elements[at][1].match(/^([^#.]*)(.*)$/s);
    return element("li", {}, element("b", {}, tag), rest);
  });
  panel.append(
    element("h2", {}, `${kept ? "Kept" : "Dropped"}, ${(data.p[index] / 10).toFixed(0)} % likely content `, meter(data.p[index] / 1000, "")),
    element("p", {}, `Because: ${words}.${chosen}`),
    element("p", { className: "quote" }, data.pieces[data.text[index]]),
    element("h3", {}, "What moved it, in log-odds"), drawMoves(index),
    element("h3", {}, "Where it stands"), element("ol", { className: "path" }, ...path),
    element("p", { className: "quote" }, `Block ${index + 1} of ${blocks.length}, words: ${data.words[index]}${data.hidden[index] === "1" ? ", hidden when the page opens" : ""}.`));
  panel.querySelector(".meter").setAttribute("aria-hidden", "true");
}

function drawPanel() {
  const panel = byId("panel");
  panel.replaceChildren();
  panel.className = `panel ${state.tab}`;
  panel.setAttribute("aria-labelledby", `tab-${state.tab}`);
  for (const [tab] of TABS) {
    byId(`tab-${tab}`).setAttribute("aria-selected", tab === state.tab);
    byId(`tab-${tab}`).tabIndex = tab === state.tab ? 0 : -1;
  }
  if (state.tab === "why") return drawWhy(panel);
  const { separator, pieces } = data.results[state.tab];
  const text = pieces[data.dial[state.position].result].map((at) => data.pieces[at]).join(separator);
  panel.append(text.trim() ? element("pre", {}, text) : element("p", {}, "Nothing is kept at this focus."));
}

function showTab(tab) {
  state.tab = tab;
  byId("side").classList.remove("closed");
  drawPanel();
}

/** Goes to a block. */
function goTo(index) {
  if (index < 0) return;
  const last = blocks[state.here] ?? blocks[0];
  last.classList.remove("here");
  last.tabIndex = -1;
  state.here = index;
  blocks[index].classList.add("here");
  blocks[index].tabIndex = 0;
  state.tab = "why";
  byId("side").classList.remove("closed");
  drawPanel();
  blocks[index].focus({ preventScroll: true });
  const show = () => blocks[index].scrollIntoView({ block: "nearest" });
  show();
  // What was not drawn yet takes its real height only when it comes near.
  if (blocks.length > LONG) requestAnimationFrame(() => requestAnimationFrame(show));
}

/** The next block (or the last before) that is of a kind, from the one that is looked at; none: -1. */
function nextOf(is, step) {
  const from = state.here < 0 && step < 0 ? blocks.length : state.here;
  for (let count = 1; count <= blocks.length; count += 1) {
    const index = (from + step * count + 2 * blocks.length) % blocks.length;
    if (is(index)) return index;
  }
  return -1;
}

const KINDS = { kept: isKept, dropped: (index) => !isKept(index), doubtful: isDoubtful };

function search() {
  const words = byId("search").value.trim().toLowerCase();
  state.found = words ? data.text.flatMap((piece, index) => (data.pieces[piece].toLowerCase().includes(words) ? [index] : [])) : [];
  byId("found").textContent = words ? `${state.found.length} found` : "";
  const found = new Set(state.found);
  blocks.forEach((block, index) => block.classList.toggle("hit", found.has(index)));
}

function moveFocus(step) {
  const position = state.position + step;
  if (position < 0 || position >= data.dial.length) return;
  state.position = position;
  byId("focus").value = position;
  applyFocus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    byId("side").classList.add("closed");
    return (blocks[state.here] ?? document.body).focus();
  }
  if (event.target.matches("input")) return;
  const isOnBlock = event.target.matches(".block, body");
  const actions = {
    k: () => goTo(nextOf(KINDS.kept, 1)), K: () => goTo(nextOf(KINDS.kept, -1)),
    d: () => goTo(nextOf(KINDS.dropped, 1)), D: () => goTo(nextOf(KINDS.dropped, -1)),
    u: () => goTo(nextOf(KINDS.doubtful, 1)), U: () => goTo(nextOf(KINDS.doubtful, -1)),
    "/": () => byId("search").focus(), "[": () => moveFocus(-1), "]": () => moveFocus(1),
    ArrowDown: isOnBlock && (() => goTo(Math.min(state.here + 1, blocks.length - 1))),
    ArrowUp: isOnBlock && (() => goTo(Math.max(state.here - 1, 0))),
    ...Object.fromEntries(TABS.map(([tab], at) => [String(at + 1), () => showTab(tab)])),
  };
  const action = Object.hasOwn(actions, event.key) && actions[event.key];
  if (action && blocks.length > 0) {
    event.preventDefault();
    action();
  }
}

function drawControls() {
  byId("focus").max = data.dial.length - 1;
  byId("focus").value = state.position;
  byId("focus").addEventListener("input", (event) => moveFocus(Number(event.target.value) - state.position));
  for (const name of Object.keys(KINDS)) {
    const jump = (step, label, sign) => element("button", { type: "button", "aria-label": label, onclick: () => goTo(nextOf(KINDS[name], step)) }, sign);
    byId("jumps").append(element("span", {}, jump(-1, `last ${name} block`, "‹"),
      element("span", { className: "name" }, `${name} `, element("i", { id: `n-${name}` })), jump(1, `next ${name} block`, "›")));
  }
  const tabs = TABS.map(([tab, name]) => element("button", { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": "panel", onclick: () => showTab(tab) }, name));
  byId("tabs").append(...tabs);
  byId("tabs").after(element("button", { type: "button", className: "close", onclick: () => byId("side").classList.add("closed") }, "Close"));
  byId("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = (TABS.findIndex(([tab]) => tab === state.tab) + step + TABS.length) % TABS.length;
    showTab(TABS[at][0]);
    tabs[at].focus();
  });
  byId("search").addEventListener("input", search);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || state.found.length === 0) return;
    goTo(nextOf((index) => state.found.includes(index), event.shiftKey ? -1 : 1));
    byId("search").focus();
  });
  byId("page").addEventListener("click", (event) => {
    const block = event.target.closest(".block");
    if (block) goTo(Number(block.dataset.index));
  });
  byId("page").addEventListener("focusin", (event) => {
    const index = Number(event.target.dataset.index ?? -1);
    if (index >= 0 && index !== state.here) goTo(index);
  });
  byId("page").addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      goTo(Number(event.target.dataset.index));
      byId("panel").focus();
    }
  });
  document.addEventListener("keydown", onKey);
}

function drawFacts() {
  const facts = data.facts.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
  const confidence = element("dd", {}, meter(data.confidence, `confidence ${data.confidence.toFixed(2)}`), ` ${data.confidence.toFixed(2)}`);
  byId("facts").append(element("div", {}, element("dt", {}, "confidence"), confidence), ...facts);
  if (data.note) {
    byId("note").textContent = data.note;
    byId("note").hidden = false;
  }
}

/** What sticks below the controls has to know how high they are. */
function followBar() {
  const bar = document.querySelector(".bar");
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
}

async function start() {
  followTheme();
  followBar();
  data = await readData();
  Object.assign(data, { element: fromSteps(data.element), text: fromSteps(data.text) });
  state.position = data.start;
  drawFacts();
  drawPage();
  drawControls();
  if (blocks.length > 0) blocks[0].tabIndex = 0;
  applyFocus();
  document.documentElement.dataset.ready = "yes";
}

start();

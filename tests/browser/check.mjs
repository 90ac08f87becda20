// Tries a report or an index in Chromium: node check.mjs CHECK FILE < what is expected, as JSON. Says what is wrong and fails, or is silent.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Opens a file and hears all that it says, asks for and fetches. */
async function open(browser, file, { viewport = DESKTOP, colorScheme = "light" } = {}) {
  const page = await browser.newPage({ viewport, colorScheme });
  const heard = [];
  const address = pathToFileURL(file).href;
  page.on("console", (message) => heard.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { heard.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("popup", () => heard.push("popup"));
  page.on("request", (request) => { if (request.url() !== address) heard.push(`request: ${request.url()}`); });
  await page.goto(address);
  await page.waitForSelector("html[data-ready]", { timeout: 20_000 });
  return { page, heard };
}

const keptOf = (page) => page.$$eval(".block", (blocks) => blocks.map((block) => block.classList.contains("kept")));
const hereOf = (page) => page.$eval(".block.here", (block) => Number(block.dataset.index)).catch(() => -1);

async function setFocus(page, position) {
  await page.$eval("#focus", (slider, at) => { slider.value = at; slider.dispatchEvent(new Event("input", { bubbles: true })); }, position);
}

/** Every position of the slider shows what the library keeps there, and its result in every format. */
async function focus(browser, file, expected) {
  const { page, heard } = await open(browser, file);
  for (const [at, position] of expected.positions.entries()) {
    await setFocus(page, at);
    assert.deepEqual(await keptOf(page), position.kept, `position ${at}`);
    for (const tab of ["text", "markdown", "html"]) {
      await page.click(`#tab-${tab}`);
      assert.equal(await page.$eval("#panel", (panel) => panel.textContent), position[tab], `${tab} at position ${at}`);
    }
  }
  await page.focus("#focus");
  await page.keyboard.press("Home");
  assert.deepEqual(await keptOf(page), expected.positions[0].kept, "the slider follows the keyboard");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.$eval("#focus", (slider) => slider.value), "1");
  assert.match(await page.textContent("#said"), /% to precision: \d+ of \d+ blocks/);
  assert.deepEqual(heard, []);
}

/** A block tells its probability, where it stands, and reasons that add up. */
async function why(browser, file, expected) {
  for (const viewport of [DESKTOP, PHONE]) {
    const { page, heard } = await open(browser, file, { viewport });
    for (const block of expected.blocks) {
      await page.click(`.block[data-index="${block.index}"]`);
      const panel = await page.textContent("#panel");
      for (const words of [block.kept ? "Kept" : "Dropped", `${block.percent} % likely`, block.rule, block.reason, block.element]) {
        assert.ok(panel.includes(words), `${words} is not in ${panel}`);
      }
      const moves = await page.$$eval(".moves td", (cells) => cells.map((cell) => Math.round(100 * Number(cell.textContent.replace("−", "-")))));
      const sum = moves.pop();
      assert.equal(moves.reduce((all, moved) => all + moved, 0), sum, "reasons add up");
    }
    assert.deepEqual(heard, []);
  }
}

/** Keys go from block to block, through tabs and along the dial. */
async function keyboard(browser, file, { kept, doubtful }) {
  const { page, heard } = await open(browser, file);
  const places = (is) => kept.flatMap((value, index) => (value === is ? [index] : []));
  const press = async (key) => { await page.keyboard.press(key); return hereOf(page); };
  assert.equal(await press("k"), places(true)[0]);
  assert.equal(await press("k"), places(true)[1]);
  assert.equal(await press("Shift+K"), places(true)[0]);
  assert.equal(await press("Shift+K"), places(true).at(-1), "the last comes before the first");
  assert.equal(await press("ArrowUp"), places(true).at(-1) - 1);
  assert.equal(await press("ArrowDown"), places(true).at(-1));
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assert.equal(await press("d"), places(false)[0]);
  assert.equal(await press("d"), places(false)[1]);
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assert.equal(await press("u"), doubtful[0]);
  assert.equal(await press("u"), doubtful[1]);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.index), String(doubtful[1]), "the focus goes along");
  await page.keyboard.press("3");
  assert.equal(await page.getAttribute("#tab-markdown", "aria-selected"), "true");
  await page.focus("#tab-markdown");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-html");
  const before = Number(await page.inputValue("#focus"));
  await page.keyboard.press("]");
  assert.equal(Number(await page.inputValue("#focus")), before + 1);
  await page.keyboard.press("[");
  assert.equal(Number(await page.inputValue("#focus")), before);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  await page.keyboard.type("kd");
  assert.equal(await hereOf(page), doubtful[1], "what is typed into the search moves nothing");
  // From the top, Tab reaches every control once, then one block, then the tabs.
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  const order = [];
  for (let count = 0; count < 14; count += 1) {
    await page.keyboard.press("Tab");
    order.push(await page.evaluate(() => document.activeElement.id || document.activeElement.dataset.index || document.activeElement.getAttribute("aria-label") || document.activeElement.tagName));
  }
  assert.equal(await hereOf(page), 0, "a block tells of itself when it has the focus");
  assert.deepEqual(order, ["theme", "SUMMARY", "focus", "last kept block", "next kept block", "last dropped block", "next dropped block",
    "last doubtful block", "next doubtful block", "search", "0", "tab-why", "panel", "BODY"].slice(0, order.length));
  assert.deepEqual(heard, []);
}

/** The search finds blocks by their words and goes from find to find. */
async function search(browser, file, { words, finds }) {
  const { page, heard } = await open(browser, file);
  await page.fill("#search", words.toUpperCase());
  assert.equal(await page.textContent("#found"), `${finds.length} found`);
  assert.deepEqual(await page.$$eval(".block.hit", (blocks) => blocks.map((block) => Number(block.dataset.index))), finds);
  await page.focus("#search");
  for (const find of [...finds, finds[0]]) {
    await page.keyboard.press("Enter");
    assert.equal(await hereOf(page), find);
  }
  await page.fill("#search", "no block says this");
  assert.equal(await page.textContent("#found"), "0 found");
  await page.fill("#search", "");
  assert.equal(await page.$$eval(".block.hit", (blocks) => blocks.length), 0);
  assert.deepEqual(heard, []);
}

/** Light and dark, as the system has it and as the button says. */
async function theme(browser, file) {
  const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [light, dark] = [await open(browser, file), await open(browser, file, { colorScheme: "dark" })];
  const papers = [await paper(light.page), await paper(dark.page)];
  assert.notEqual(papers[0], papers[1]);
  await light.page.click("#theme");
  assert.equal(await paper(light.page), papers[1]);
  await light.page.click("#theme");
  assert.equal(await paper(light.page), papers[0]);
}

/** Whatever the page holds is shown as text: nothing runs, nothing is fetched, nothing is said. */
async function hostile(browser, file, { texts }) {
  const { page, heard } = await open(browser, file);
  const shown = await page.textContent("#page");
  for (const text of texts) assert.ok(shown.includes(text), `${text} is not shown in ${shown}`);
  const count = await page.$$eval(".block", (blocks) => blocks.length);
  for (let index = 0; index < count; index += 1) await page.click(`.block[data-index="${index}"]`);
  for (const tab of ["text", "markdown", "html"]) {
    for (const position of [0, 4, 8]) {
      await setFocus(page, position);
      await page.click(`#tab-${tab}`);
    }
  }
  const foreign = await page.evaluate(() => [...document.querySelectorAll("img, iframe, object, embed, link, a[href], svg, form, base, video, audio")].length);
  assert.equal(foreign, 0, "no element of the page is an element of the report");
  assert.equal(await page.evaluate(() => globalThis.harmed), undefined);
  assert.deepEqual(heard, []);
  // Even where something got in, the policy would stop it.
  const answered = [];
  page.on("requestfailed", (request) => answered.push(request.failure().errorText));
  page.on("response", (response) => answered.push(response.url()));
  const stopped = await page.evaluate(async () => {
    const violations = [];
    document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
    document.body.insertAdjacentHTML("beforeend", '<img src="https://tracker.example/a.png" onerror="globalThis.harmed = 1"><p style="color: red">');
    document.body.append(Object.assign(document.createElement("script"), { textContent: "globalThis.harmed = 1" }));
    await new Promise((done) => setTimeout(done, 300));
    return violations.sort();
  });
  assert.ok(stopped.includes("img-src") && stopped.includes("script-src-elem") && stopped.includes("style-src-attr"), `${stopped}`);
  assert.equal(await page.evaluate(() => globalThis.harmed), undefined);
  assert.deepEqual(answered, ["csp"], "what is asked for is not fetched");
}

/** axe-core finds nothing that is serious, on desktop and phone, in light and dark. */
async function accessible(browser, file) {
  for (const viewport of [DESKTOP, PHONE]) {
    for (const colorScheme of ["light", "dark"]) {
      const { page, heard } = await open(browser, file, { viewport, colorScheme });
      const block = await page.$(".block.kept");
      if (block) await block.click();
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document));
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      const told = serious.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html} ${node.failureSummary}`).join(" | ")}`);
      assert.deepEqual(told, [], `${viewport.width} ${colorScheme}`);
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      assert.equal(isWide, false, `nothing reaches over the edge at ${viewport.width}`);
      assert.deepEqual(heard, []);
    }
  }
}

/** The index: the least certain first, sorted by any column, filtered, and each page a way to its report. */
async function index(browser, file, { n, titles, failed }) {
  const { page, heard } = await open(browser, file);
  const column = (at) => page.$$eval("#rows tr", (rows, place) => rows.map((row) => row.children[place].textContent), at);
  const rows = await column(0);
  assert.ok(rows.length <= 200, "long tables are drawn in parts");
  assert.ok(rows[0].includes(failed), `failures come first: ${rows[0]}`);
  assert.match(await page.textContent("#said"), new RegExp(`^${n.toLocaleString("en")} pages, `));
  const sure = (await column(1)).slice(1).filter((text) => text !== "–").map(Number);
  assert.deepEqual(sure, sure.toSorted((a, b) => a - b), "the least certain come first");
  await page.click("#columns button:has-text('Words')");
  await page.click("#columns button:has-text('Words')");
  assert.equal(await page.getAttribute("#columns th:nth-child(3)", "aria-sort"), "descending");
  const words = (await column(2)).map((text) => Number(text.replace(/[,–]/g, "")));
  assert.deepEqual(words, words.toSorted((a, b) => b - a));
  for (let count = 0; count < n; count += 100) {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForTimeout(60);
  }
  assert.equal((await column(0)).length, n, "all are there at the end");
  await page.fill("#search", titles[0]);
  assert.equal((await column(0)).length, 1);
  await page.click("#rows a");
  await page.waitForSelector("html[data-ready]");
  assert.equal(await page.textContent("h1"), titles[0]);
  assert.deepEqual(heard.filter((line) => !line.startsWith("request: file:")), []);
}

const CHECKS = { focus, why, keyboard, search, theme, hostile, accessible, index };
const [, , check, file] = process.argv;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
try {
  await CHECKS[check](browser, file, JSON.parse(readFileSync(0, "utf8")));
} finally {
  await browser.close();
}

"use strict";

const byId = (id) => document.getElementById(id);

/** An element with properties and children; words are always put in as text. */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made && name !== "role") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** What the file holds: JSON, packed with gzip, in base64. */
async function readData() {
  const packed = Uint8Array.from(atob(byId("data").textContent.trim()), (c) => c.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(unpacked).text());
}

const perCent = (part, whole) => `${Math.round((100 * part) / Math.max(whole, 1))} %`;
const grouped = (number) => number.toLocaleString("en");

function meter(share, label) {
  const fill = element("span");
  fill.style.width = `${Math.round(100 * share)}%`;
  return element("span", { className: "meter", role: "img", "aria-label": label }, fill);
}

/** The button that turns light into dark; the choice lasts where the browser lets files remember. */
function followTheme() {
  const root = document.documentElement;
  const keep = (theme) => { try { localStorage.setItem("tamis-theme", theme); } catch { /* not for files here */ } };
  try { if (localStorage.getItem("tamis-theme")) root.dataset.theme = localStorage.getItem("tamis-theme"); } catch { /* likewise */ }
  byId("theme").addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    keep(root.dataset.theme);
  });
}

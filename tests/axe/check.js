// Check pages by the rules of WCAG 2.2 AA:  node check.js CHROMIUM EMPTY_FOLDER PAGE.html...
// Prints a JSON list with one entry a page, colour scheme and width: violations, console messages, and how far the
// page is wider than its window.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const SCHEMES = ["light", "dark"];
const WIDTHS = [320, 1280];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

async function check(context, path, scheme, width) {
  const page = await context.newPage();
  const messages = [];
  page.on("console", (message) => messages.push(message.text()));
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: 900 });
  await page.goto(pathToFileURL(path).href);
  const found = await page.evaluate(async (tags) => {
    const options = { runOnly: tags, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] };
    const { violations } = await globalThis.axe.run(document, options);
    const { scrollWidth, clientWidth } = document.documentElement;
    return { violations, excess: scrollWidth - clientWidth };
  }, TAGS);
  await page.close();
  const violations = found.violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
  }));
  return { page: path, scheme, width, violations, messages, excess: found.excess };
}

const [executablePath, folder, ...pages] = process.argv.slice(2);
const context = await chromium.launchPersistentContext(folder, { executablePath, args: FLAGS });
// Before the page's own rules apply: its Content-Security-Policy lets no script in.
await context.addInitScript({ path: AXE });
const results = [];
for (const path of pages) {
  for (const scheme of SCHEMES) {
    for (const width of WIDTHS) results.push(await check(context, path, scheme, width));
  }
}
await context.close();
console.log(JSON.stringify(results, null, 1));

// Drives Firefox by WebDriver BiDi: one JSON command a line in, one JSON answer a line out.
import readline from "node:readline";
import { createRequire } from "node:module";

const [executablePath, modules, find] = process.argv.slice(2);
const puppeteer = createRequire(`${modules}/`)("puppeteer-core");
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  extraPrefsFirefox: { "intl.accept_languages": "de-DE, de" },
});
const page = await browser.newPage();
await page.setViewport({ width: 390, height: 844 });
page.setDefaultTimeout(30000);

async function element(kind, name) {
  const handle = await page.evaluateHandle(`(${find})(${JSON.stringify(kind)}, ${JSON.stringify(name)})`);
  return handle.asElement();
}

const actions = {
  version: () => browser.version(),
  open: ({ url }) => page.goto(url).then(() => null),
  reload: () => page.reload().then(() => null),
  resize: ({ width }) => page.setViewport({ width, height: 844 }).then(() => null),
  evaluate: async ({ script }) => (await page.evaluate(script)) ?? null,
  text: () => page.evaluate("document.body ? document.body.innerText : ''"),
  async click({ kind, name }) {
    const found = await element(kind, name);
    if (!found) return false;
    await found.click();
    return true;
  },
  async select({ name, option }) {
    const found = await element("field", name);
    if (!found) return false;
    const value = await found.evaluate(
      (list, label) => Array.from(list.options).find((one) => one.text.trim() === label).value,
      option,
    );
    await found.select(value);
    return true;
  },
  async fill({ name, text }) {
    const found = await element("field", name);
    if (!found) return false;
    await found.click({ count: 3 });
    await page.keyboard.press("Backspace");
    await found.type(text);
    return true;
  },
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try {
    answer = { result: await actions[command.action](command) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();

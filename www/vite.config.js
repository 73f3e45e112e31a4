import { readdirSync, readFileSync } from "node:fs";
import { validateField } from "netverify-rules";
import { defineConfig } from "vite";

const read = (path) => readFileSync(new URL(path, import.meta.url));

/** What the page may do. The server sends it as a header; a static host that sends none has it in the page. */
const POLICY = read("content-security-policy.txt").toString().trim().replaceAll("\n", "; ");

/** The headers of the demo's server, with what a policy in a page cannot say. */
const HEADERS = {
  "Content-Security-Policy": `${POLICY}; frame-ancestors 'none'`,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** Every answer has them, which `preview.headers` gives to files only. */
const headers = () => ({
  name: "headers",
  configurePreviewServer({ middlewares }) {
    middlewares.use(({ url }, response, next) => {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      // What has its digest in its name never changes.
      if (url.startsWith("/assets/")) response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      next();
    });
  },
});

const policy = () => ({
  name: "content-security-policy",
  // The development server puts styles into the page, which the policy forbids.
  apply: "build",
  transformIndexHtml() {
    return [{ tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" }];
  },
});

/** Workers that the page starts later are fetched with it: from then on it needs no network. */
const workers = () => ({
  name: "workers",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /worker-[^/]*\.js$/.test(file))
        .map((file) => ({ tag: "link", attrs: { rel: "modulepreload", href: `./${file}` }, injectTo: "head" })),
  },
});

const SAMPLES = "../tests/samples/";

/** The project's samples as a module, so that the page loads nothing later. Pictures that are used often stand there once. */
const samples = () => ({
  name: "samples",
  resolveId: (id) => (id === "virtual:samples" ? `\0${id}` : null),
  load(id) {
    if (id !== "\0virtual:samples") return null;
    const pictures = readdirSync(new URL(`${SAMPLES}pictures`, import.meta.url)).sort();
    const texts = pictures.map((name) => read(`${SAMPLES}pictures/${name}`).toString("base64"));
    const { samples } = JSON.parse(read(`${SAMPLES}index.json`).toString());
    const entries = samples.map(({ file, title, flags, expected }) => {
      const whole = read(SAMPLES + file).toString();
      // No JSON holds the character U+0001.
      const body = texts.reduce((text, picture, index) => text.replaceAll(picture, `\u0001${index}\u0001`), whole);
      return { file, title, flags, valid: expected.valid, count: expected.violations.length, body };
    });
    return `export const pictures = ${JSON.stringify(texts)};\nexport const entries = ${JSON.stringify(entries)};`;
  },
});

/** Alpha-3 codes with their alpha-2 codes: the package says which are the countries of today. */
const countries = () => ({
  name: "countries",
  resolveId: (id) => (id === "virtual:countries" ? `\0${id}` : null),
  load(id) {
    if (id !== "\0virtual:countries") return null;
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    const pairs = letters
      .flatMap((first) => letters.map((second) => first + second))
      // The United Kingdom stands there as GB already.
      .filter((code) => code !== "UK" && regions.of(code) !== undefined)
      .map((code) => [validateField("country", code).violations[0]?.suggestion, code])
      .filter(([country]) => country !== undefined);
    return `export const countries = ${JSON.stringify(pairs)};`;
  },
});

export default defineConfig({
  // Any static host can serve it, from any folder.
  base: "./",
  // What is not there is not found.
  appType: "mpa",
  preview: { host: "127.0.0.1", port: 8130, cors: false },
  build: {
    target: "es2022",
    // What is small is a file, too: the policy allows no script and no style in the page.
    assetsInlineLimit: 0,
    // The polyfill fetches, which the policy forbids.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
  worker: { format: "es" },
  plugins: [policy(), headers(), workers(), samples(), countries()],
});

// The examples of both READMEs: each fenced block whose first line has a name behind its language.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compileScript, parse } from "vue/compiler-sfc";
import { HERE, ROOT } from "../harness/programs.js";

const README = ["pkg/README.md", "README.md"].map((file) => readFileSync(join(ROOT, file), "utf8")).join("\n");

/** The blocks, by name. */
export const blocks = new Map(
  Array.from(README.matchAll(/^```(\w+) ([\w-]+)\n(.*?)^```$/gms), ([, language, name, code]) => [name, { language, code }]),
);

/** The blocks of TypeScript or JavaScript that have no name: there shall be none, for nothing would run them. */
export const nameless = Array.from(README.matchAll(/^```(?:tsx?|jsx?|vue)\n.*?^```$/gms), ([block]) => block);

const OPTIONS = {
  target: "es2022",
  lib: ["es2022", "dom", "dom.iterable"],
  module: "nodenext",
  jsx: "react-jsx",
  types: ["node"],
  allowJs: true,
  checkJs: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  rootDir: "src",
  outDir: ".",
};

let compiled;

/** Compiles all of them, once, and gives the folder and what the compiler says. */
export function compile() {
  return (compiled ??= compileAll());
}

function compileAll() {
  const folder = mkdtempSync(join(tmpdir(), "netverify-readme-"));
  process.on("exit", () => rmSync(folder, { recursive: true }));
  symlinkSync(join(HERE, "node_modules"), join(folder, "node_modules"));
  const files = new Map([["package.json", JSON.stringify({ type: "module" })]]);
  const sources = [];
  for (const [name, { language, code }] of blocks) {
    if (language === "html") continue;
    // What the compiler sees of a component is its script; what runs is the script with the template in it.
    const { descriptor } = language === "vue" ? parse(code) : {};
    if (descriptor) files.set(`${name}.js`, compileScript(descriptor, { id: name, inlineTemplate: true }).content);
    const source = descriptor ? `src/${name}-script.js` : `src/${name}.${language}`;
    files.set(source, `${descriptor?.scriptSetup.content ?? code}\nexport {};\n`);
    sources.push(source);
  }
  files.set("tsconfig.json", JSON.stringify({ compilerOptions: OPTIONS, files: sources }));
  mkdirSync(join(folder, "src"));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const { stdout, stderr, error } = spawnSync(join(HERE, "node_modules/.bin/tsc"), ["-p", folder], { cwd: folder, encoding: "utf8" });
  return { folder, errors: `${error ?? ""}${stdout ?? ""}${stderr ?? ""}` };
}

/** Runs an example and gives what it exports. */
export function example(name) {
  return import(pathToFileURL(join(compile().folder, `${name}.js`)).href);
}

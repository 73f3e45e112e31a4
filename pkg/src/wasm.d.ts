declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

/** What the build makes of it, as `scripts/ascii.mjs` gives it. */
declare module "*.wasm?ascii" {
  export const text: string;
  export const frequent: readonly number[];
}

/** The WebAssembly module in a file of its own, which {@link init} loads. */

/**
 * Where the module comes from: its address, a response or a promise of one, its bytes, or the module. A relative address is
 * resolved against the page or the worker, as by `fetch`.
 */
export type WasmSource = string | URL | Response | Promise<Response> | BufferSource | WebAssembly.Module;

let compiled: WebAssembly.Module | undefined;

export const load = (): WebAssembly.Module => {
  if (compiled) return compiled;
  throw new Error("netverify-rules/slim: init() must have ended before the first call");
};

/**
 * Loads the module. Does nothing once it is loaded; after a failure it can be called again.
 *
 * @param source where it comes from; by default the file beside this one
 *
 * @example
 * ```ts
 * await init(new URL("/assets/netverify.wasm", location.href));
 * ```
 */
export async function init(source?: WasmSource): Promise<void> {
  compiled ??= await compile(await (source ?? new URL("./netverify.wasm", import.meta.url)));
}

async function compile(source: Awaited<WasmSource>): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  if (source instanceof Response) return compileResponse(source);
  // Node does not fetch files.
  const files = `${source}`.startsWith("file:") && (globalThis as Node).process?.getBuiltinModule?.("node:fs/promises");
  return files ? WebAssembly.compile(await files.readFile(new URL(source))) : compileResponse(await fetch(source));
}

/** What Node has besides the web's globals; no bundler looks for a module here. */
interface Node {
  readonly process?: {
    getBuiltinModule?(name: string): { readFile(url: URL): Promise<Uint8Array<ArrayBuffer>> } | undefined;
  };
}

async function compileResponse(response: Response): Promise<WebAssembly.Module> {
  if (!response.ok) throw new Error(`netverify-rules/slim: the module was not found: ${response.status}`);
  // Servers that do not know the type are frequent.
  const streams = response.headers.get("content-type")?.startsWith("application/wasm");
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

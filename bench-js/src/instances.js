/** How much memory WebAssembly has: the package does not show its instance, so it is caught where it is made. */

const memories = [];

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args, newTarget) {
    const instance = Reflect.construct(target, args, newTarget);
    memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
    return instance;
  },
});

/** Returns the bytes of all instances' memories, which never shrink. */
export function memory() {
  if (memories.length === 0) throw new Error("no instance with a memory was made");
  return memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}

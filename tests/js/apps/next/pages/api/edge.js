// A route of the older router: built by webpack, Next 16.4 fails on every edge route of the newer one.

export { answer as default } from "../../answer.js";

export const config = { runtime: "edge" };

import { fileURLToPath } from "node:url";

// The application uses files of the folder above it; data and reports go to the tests' own server.
const root = fileURLToPath(new URL("../..", import.meta.url));

export default {
  turbopack: { root },
  outputFileTracingRoot: root,
  distDir: process.env.DIST,
  rewrites: async () =>
    ["data", "reports"].map((path) => ({ source: `/${path}/:name`, destination: `${process.env.HARNESS}/${path}/:name` })),
};

// Fetches what the vectors need.

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

/** The vectors, their images and the golden reports, as run-vectors.js takes them. */
export async function fetchData() {
  const [vectors, images, golden] = await Promise.all([
    get("/data/vectors.json").then((response) => response.json()),
    get("/data/images.json").then((response) => response.json()),
    get("/data/golden.ndjson").then((response) => response.text()),
  ]);
  return { vectors, images, golden };
}

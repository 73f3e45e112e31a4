import golden from "data/golden.ndjson";
import images from "data/images.json";
import vectors from "data/vectors.json";
import { runVectors } from "../../run-vectors.js";
import { api } from "./api.js";

export default {
  async fetch() {
    return Response.json(await runVectors({ vectors, images, golden, api }));
  },
};

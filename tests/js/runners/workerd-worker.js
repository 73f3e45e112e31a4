// The vectors in workerd: the package and the data are modules of the worker.

import * as rules from "netverify-rules";
import * as http from "netverify-rules-http";
import { runVectors } from "../run-vectors.js";
import golden from "data/golden.ndjson";
import vectors from "data/vectors.json";
import images from "data/images.json";

export default {
  async fetch() {
    return Response.json(await runVectors({ vectors, images, golden, api: { ...rules, ...http } }));
  },
};

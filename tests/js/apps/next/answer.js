import { runVectors } from "../../run-vectors.js";
import { api } from "../src/api.js";

/** Runs the cases that are sent. */
export async function answer(request) {
  return Response.json(await runVectors(await request.json(), api));
}

"use client";

import { useEffect } from "react";
import { fetchCases } from "../../../../pages/data.js";
import { runVectors } from "../../../../run-vectors.js";
import { api } from "../../../src/api.js";

export default function Page() {
  useEffect(() => {
    // Imported here: it reads the page's address, which a server that renders this does not have.
    import("../../../../pages/report.js").then(({ report }) =>
      report(async () => runVectors(await fetchCases(), api)),
    );
  }, []);
  return <p>The shared vectors</p>;
}

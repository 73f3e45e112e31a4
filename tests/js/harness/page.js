// Runs a page that reports by itself (see pages/report.js) and gives what it reported.

import { randomUUID } from "node:crypto";

/**
 * Opens `path` in a new page and waits for its report. An error that the page met is thrown here.
 *
 * @param {{ newPage(): Promise<any> }} browser
 * @param {Awaited<ReturnType<typeof import("./serve.js").serve>>} server
 * @param {string} path a path of the server; it may have a query
 */
export async function runPage(browser, server, path, milliseconds = 120_000) {
  const id = randomUUID();
  const reported = server.report(id, milliseconds);
  const page = await browser.newPage();
  try {
    const url = new URL(path, server.url);
    url.searchParams.set("report", id);
    // The report is awaited and not the load: a page that reports an error early may never finish loading.
    const [result] = await Promise.all([reported, page.goto(url.href)]);
    if (result.error !== undefined) throw new Error(`${path}: ${result.error}`);
    return result.value;
  } finally {
    await page.close();
  }
}

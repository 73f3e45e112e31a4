// For pages under test: sends what a page found, or what went wrong in it, to the server that it came from.

const id = new URL(location.href).searchParams.get("report");

function send(report) {
  return fetch(`/reports/${id}`, { method: "POST", body: JSON.stringify(report) });
}

/** Runs the page's work and reports what it gives. */
export async function report(work) {
  try {
    await send({ value: await work() });
  } catch (error) {
    await send({ error: `${error}\n${error?.stack ?? ""}` });
  }
}

addEventListener("error", (event) => send({ error: `${event.message} (${event.filename}:${event.lineno})` }));
addEventListener("unhandledrejection", (event) => send({ error: `${event.reason}\n${event.reason?.stack ?? ""}` }));

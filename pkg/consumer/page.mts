/** What takes a document is compiled where there is one. */
import { bindForm } from "netverify-rules";

const form = document.querySelector("form");
if (form) {
  const dispose: () => void = bindForm(form, { settings: () => ({ screening: true }), onReport: ({ valid }) => valid });
  dispose();
}

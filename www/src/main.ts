/** The page: makes its parts, and checks the request after each change. */

import "./style.css";
import { buildSettings } from "./account.js";
import { buildPhotos, showReport as showPhotos } from "./photos.js";
import { ask } from "./checker.js";
import { buildForm, refresh, showReport as showForm } from "./form.js";
import { buildSamples } from "./samples.js";
import { loaded, onChange, settings, texts } from "./state.js";
import { buildVerdict, showFailure, showVerdict } from "./verdict.js";

let running = false;
let wanted = false;

/** Checks the request; changes that come meanwhile are checked together, afterwards. */
async function check(): Promise<void> {
  wanted = true;
  if (running) return;
  running = true;
  while (wanted) {
    wanted = false;
    const request = loaded();
    try {
      const verdict = request
        ? await ask("body", { body: request.bytes ?? request.body, settings: settings() })
        : await ask("verdict", { texts: texts(), settings: settings() });
      if (wanted) continue;
      refresh();
      showForm(verdict.report);
      showPhotos(verdict.report);
      showVerdict(verdict);
    } catch {
      // The next change is checked all the same.
      showFailure();
    }
    document.documentElement.dataset.ready = "true";
  }
  running = false;
}

buildForm();
buildPhotos();
buildSettings();
buildSamples();
buildVerdict();
onChange(() => void check());
void check();

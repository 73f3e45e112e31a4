// The page of bind-form.test.js: it holds one form at a time and keeps what the form did.

const { bindForm } = await import(new URL(location.href).searchParams.get("entry"));

Object.assign(window, {
  /** Puts the form into the page and binds it. */
  start(html, options = {}) {
    window.dispose?.();
    document.querySelector("main").innerHTML = html;
    const form = document.querySelector("form");
    const state = { form, before: form.outerHTML, reports: [], submitted: [], suggestions: [], settings: options.settings };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      state.submitted.push(event.submitter?.name ?? null);
    });
    Object.assign(window, { state, dispose: undefined });
    window.bind(options);
  },
  bind(options = {}) {
    window.dispose = bindForm(window.state.form, {
      ...options,
      settings: () => window.state.settings,
      onReport: (report) => window.state.reports.push(report),
    });
  },
  /** What the form shows: by field, severity and text; and the buttons with suggestions. */
  shown() {
    const boxes = [...document.querySelectorAll("[data-netverify-for]")].filter((box) => box.textContent !== "");
    return Object.fromEntries(
      boxes.map((box) => [
        box.dataset.netverifyFor,
        { severity: box.dataset.severity ?? null, codes: [...box.children].map((line) => line.dataset.code), text: box.textContent.trim() },
      ]),
    );
  },
  /** A control as the person with a screen reader meets it. */
  control(name) {
    const found = window.state.form.elements[name];
    const control = found instanceof RadioNodeList ? found[0] : found;
    const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    return {
      value: found.value,
      invalid: control.getAttribute("aria-invalid"),
      required: control.required,
      valid: control.validity.valid,
      message: control.validationMessage,
      description: described.map((id) => document.getElementById(id)?.textContent.trim() ?? `no element ${id}`),
      focused: document.activeElement === control,
    };
  },
  /** Chooses a file as the picker does. */
  choose(name, base64, type) {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "photo", { type }));
    const control = window.state.form.elements[name];
    control.files = transfer.files;
    for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
  },
  /** Lets files be read no sooner than `readOn()` is called, and counts what is given up. */
  holdReading() {
    const { abort } = AbortController.prototype;
    window.aborted = 0;
    AbortController.prototype.abort = function counted(...args) {
      window.aborted++;
      return abort.apply(this, args);
    };
    const { arrayBuffer } = Blob.prototype;
    const held = new Promise((resolve) => (window.readOn = resolve));
    Blob.prototype.arrayBuffer = async function later() {
      await held;
      return arrayBuffer.call(this);
    };
  },
});
document.documentElement.dataset.ready = "";

/** What is wrong with a field, below it. */

import type { Violation } from "netverify-rules";
import { adviceOn } from "netverify-rules/codes";
import { button, icon, make } from "./dom.js";

/** What one click does about a violation. */
export interface Fix {
  readonly text: string;
  readonly act: () => void;
}

/** The value that a violation's suggestion makes of the present one; undefined where there is no certain answer. */
export function suggested(violation: Violation, value: string): string | undefined {
  switch (violation.code) {
    case "unknown_token": {
      if (violation.suggestion === undefined) return undefined;
      return value.split(",").with(violation.params.index, violation.suggestion).join(",");
    }
    case "duplicate_token":
    case "empty_token":
      return value.split(",").toSpliced(violation.params.index, 1).join(",");
    default:
      return violation.suggestion;
  }
}

/** The words on the button that offers it. */
export function offer(violation: Violation): string {
  return violation.suggestion === undefined ? "Remove it" : `Use ${violation.suggestion}`;
}

/** A list of what is wrong; it is left alone where it is the same as before, so that no button is lost while one clicks. */
export class Remarks {
  readonly element: HTMLUListElement;
  #shown = "";

  constructor(id: string) {
    this.element = make("ul", { id, class: "remarks" });
  }

  /** Shows violations, each with the buttons that fix it. Gives whether anything has changed. */
  show(violations: readonly Violation[], fixes: (violation: Violation) => readonly Fix[]): boolean {
    const items = violations.map((violation) => ({ violation, fixes: fixes(violation) }));
    const shown = JSON.stringify(items.map(({ violation, fixes }) => [violation.message, fixes.map(({ text }) => text)]));
    if (shown === this.#shown) return false;
    this.#shown = shown;
    this.element.replaceChildren(
      ...items.map(({ violation, fixes }) =>
        make(
          "li",
          { class: `remark ${violation.severity}`, "data-code": violation.code },
          icon(violation.severity),
          make(
            "div",
            {},
            make("span", { class: "visually-hidden" }, violation.severity === "error" ? "Error: " : "Warning: "),
            make("span", {}, violation.message),
            make("span", { class: "advice" }, adviceOn(violation)),
            ...fixes.map(({ text, act }) => button(text, act, "fix")),
          ),
        ),
      ),
    );
    return true;
  }
}

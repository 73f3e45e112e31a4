/** The camera, in a dialog of its own: a guide, a shutter, and the picture to look at before it is used. */

import type { ImageFieldName } from "netverify-rules";
import { button, make } from "./dom.js";
import { values } from "./state.js";
import { labelOf } from "./words.js";

/** The quality of the JPEG that is made: what JPEG loses must not be seen in small print. */
const QUALITY = 0.95;

/** Width to height of a document, by its kind: a passport's page, else a card. */
const PASSPORT = 125 / 88;
const CARD = 85.6 / 53.98;

/** A camera can be refused for these reasons; the text says what to do. */
function reason(error: unknown): string {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "Access to the camera was refused. Allow it for this page in the browser's settings, or choose a file instead.";
    case "NotFoundError":
    case "OverconstrainedError":
      return "This device has no camera. Choose a file instead.";
    case "NotReadableError":
    case "AbortError":
      return "Another program is using the camera. Close that program and try again, or choose a file.";
    default:
      return "This browser does not let this page use a camera. Choose a file instead.";
  }
}

/** What a dialog comes to: a photo, or `"file"` where one wants to choose a file instead, or nothing. */
type Result = Blob | "file" | undefined;

/** Takes a photo. Returns it, or `"file"` where one wants to choose a file instead, or nothing. */
export function takePicture(field: ImageFieldName): Promise<Result> {
  return new Camera(field).result();
}

/** The dialog, while it is open. */
class Camera {
  readonly #video = make("video", { playsinline: true, "aria-label": "What the camera sees" });
  readonly #still = make("canvas", { role: "img", "aria-label": "The photo that was taken", hidden: true });
  readonly #message = make("p", { class: "camera-message", role: "status" }, "Opening the camera …");
  readonly #hint: string;
  readonly #about: HTMLElement;
  readonly #shutter = button("Take the photo", () => void this.#shoot(), "primary", "camera");
  readonly #flip = button("Other camera", () => this.#turn());
  readonly #retake = button("Retake", () => this.#show(undefined));
  readonly #use = button("Use this photo", () => this.#end(this.#picture), "primary");
  readonly #again = button("Try again", () => void this.#open());
  readonly #file = button("Choose a file", () => this.#end("file"), "primary");
  readonly #dialog: HTMLDialogElement;
  #facing: "user" | "environment";
  #stream: MediaStream | undefined;
  #picture: Blob | undefined;
  #result: Result;
  /** Which opening of the camera is the latest: one that comes too late is closed again. */
  #opening = 0;

  constructor(field: ImageFieldName) {
    const face = field === "faceImage";
    this.#facing = face ? "user" : "environment";
    this.#hint = face ? "Fit the face into the oval." : "Fit the document into the frame, all four corners in view.";
    this.#about = make("p", { class: "about" }, this.#hint);
    this.#video.muted = true;
    const passport = values.get("idType") === "PASSPORT" || values.get("idType") === "VISA";
    const shape = guide(face, passport ? PASSPORT : CARD);
    const title = make("h2", { id: "camera-title" }, `${labelOf(field)}: camera`);
    this.#dialog = make(
      "dialog",
      { class: "camera", "aria-labelledby": title.id },
      make("header", {}, title, button("Close", () => this.#end(undefined), "quiet")),
      make("div", { class: "stage" }, this.#video, this.#still, shape, this.#message),
      this.#about,
      make("div", { class: "actions" }, ...this.#buttons),
    );
  }

  get #buttons(): HTMLButtonElement[] {
    return [this.#shutter, this.#flip, this.#use, this.#retake, this.#file, this.#again];
  }

  /** Opens the dialog, and waits until it is closed. */
  result(): Promise<Result> {
    return new Promise((resolve) => {
      this.#dialog.addEventListener("close", () => {
        this.#opening++;
        this.#stop();
        this.#dialog.remove();
        resolve(this.#result);
      });
      document.body.append(this.#dialog);
      this.#dialog.showModal();
      void this.#open();
    });
  }

  #offer(...visible: HTMLButtonElement[]): void {
    for (const each of this.#buttons) each.hidden = !visible.includes(each);
  }

  #stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
  }

  #end(taken: Result): void {
    this.#result = taken;
    this.#dialog.close();
  }

  #turn(): void {
    this.#facing = this.#facing === "user" ? "environment" : "user";
    void this.#open();
  }

  async #open(): Promise<void> {
    const number = ++this.#opening;
    this.#stop();
    this.#dialog.dataset.state = "opening";
    this.#message.textContent = "Opening the camera …";
    this.#offer();
    try {
      const wanted = { facingMode: { ideal: this.#facing }, width: { ideal: 1920 }, height: { ideal: 1080 } };
      // Where a page is not secure there is no mediaDevices at all.
      const opened = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      if (number !== this.#opening || !this.#dialog.open) {
        for (const track of opened.getTracks()) track.stop();
        return;
      }
      this.#stream = opened;
      this.#video.srcObject = opened;
      await this.#video.play();
      const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
      this.#video.classList.toggle("mirrored", opened.getVideoTracks()[0]?.getSettings().facingMode === "user");
      this.#dialog.dataset.state = "live";
      this.#message.textContent = "";
      this.#about.textContent = this.#hint;
      this.#offer(this.#shutter, ...(cameras.length > 1 ? [this.#flip] : []));
      this.#shutter.focus();
    } catch (error) {
      if (number !== this.#opening || !this.#dialog.open) return;
      this.#dialog.dataset.state = "refused";
      this.#message.textContent = reason(error);
      this.#about.textContent = "";
      this.#offer(this.#file, this.#again);
      this.#file.focus();
    }
  }

  async #shoot(): Promise<void> {
    this.#still.width = this.#video.videoWidth;
    this.#still.height = this.#video.videoHeight;
    this.#still.getContext("2d")?.drawImage(this.#video, 0, 0);
    const taken = await new Promise<Blob | null>((resolve) => this.#still.toBlob(resolve, "image/jpeg", QUALITY));
    this.#show(taken ?? undefined);
  }

  #show(taken: Blob | undefined): void {
    this.#picture = taken;
    this.#still.hidden = !taken;
    this.#dialog.dataset.state = taken ? "taken" : "live";
    this.#about.textContent = taken ? "Is everything sharp and readable, without glare?" : this.#hint;
    if (!taken) return void this.#open();
    this.#offer(this.#use, this.#retake);
    this.#stop();
    this.#use.focus();
  }
}

/** A frame of the document's shape, or an oval; what lies outside of it is dimmed. */
function guide(face: boolean, ratio: number): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const draw = (name: string, attributes: Record<string, string | number>): SVGElement => {
    const element = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    return element;
  };
  const [width, height] = [160, 100];
  const high = face ? 84 : Math.min(84, 140 / ratio);
  const wide = face ? 62 : high * ratio;
  const shape = (attributes: Record<string, string>): SVGElement =>
    face
      ? draw("ellipse", { cx: width / 2, cy: height / 2, rx: wide / 2, ry: high / 2, ...attributes })
      : draw("rect", { x: (width - wide) / 2, y: (height - high) / 2, width: wide, height: high, rx: 3.5, ...attributes });
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "xMidYMid slice", class: "guide", "aria-hidden": "true" });
  const mask = draw("mask", { id: "camera-guide" });
  mask.append(draw("rect", { width, height, fill: "white" }), shape({ fill: "black" }));
  svg.append(mask, draw("rect", { width, height, class: "outside", mask: "url(#camera-guide)" }), shape({ class: "outline" }));
  return svg as SVGSVGElement;
}

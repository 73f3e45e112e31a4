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

/** Takes a picture. Gives it, or `"file"` where one wants to choose a file instead, or nothing. */
export function takePicture(field: ImageFieldName): Promise<Blob | "file" | undefined> {
  const face = field === "faceImage";
  let facing: "user" | "environment" = face ? "user" : "environment";
  let stream: MediaStream | undefined;
  let picture: Blob | undefined;
  let result: Blob | "file" | undefined;
  /** Which opening of the camera is the latest: one that comes too late is closed again. */
  let opening = 0;

  const passport = values.get("idType") === "PASSPORT" || values.get("idType") === "VISA";
  const video = make("video", { playsinline: true, "aria-label": "What the camera sees" });
  video.muted = true;
  const still = make("canvas", { role: "img", "aria-label": "The photo that was taken", hidden: true });
  const hint = face ? "Fit the face into the oval." : "Fit the document into the frame, all four corners in view.";
  const message = make("p", { class: "camera-message", role: "status" }, "Opening the camera …");
  const stage = make("div", { class: "stage" }, video, still, guide(face, passport ? PASSPORT : CARD), message);
  const about = make("p", { class: "about" }, hint);

  const shutter = button("Take the photo", () => void shoot(), "primary", "camera");
  const flip = button("Other camera", () => {
    facing = facing === "user" ? "environment" : "user";
    void open();
  });
  const retake = button("Retake", () => show(undefined));
  const use = button("Use this photo", () => end(picture), "primary");
  const again = button("Try again", () => void open());
  const file = button("Choose a file", () => end("file"), "primary");
  const title = make("h2", { id: "camera-title" }, `${labelOf(field)}: camera`);
  const dialog = make(
    "dialog",
    { class: "camera", "aria-labelledby": title.id },
    make("header", {}, title, button("Close", () => end(undefined), "quiet")),
    stage,
    about,
    make("div", { class: "actions" }, shutter, flip, use, retake, file, again),
  );

  const buttons = (...visible: HTMLButtonElement[]): void => {
    for (const each of [shutter, flip, retake, use, file, again]) each.hidden = !visible.includes(each);
  };
  const stop = (): void => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
  };
  const end = (taken: typeof result): void => {
    result = taken;
    dialog.close();
  };

  const open = async (): Promise<void> => {
    const number = ++opening;
    stop();
    dialog.dataset.state = "opening";
    message.textContent = "Opening the camera …";
    buttons();
    try {
      const wanted = { facingMode: { ideal: facing }, width: { ideal: 1920 }, height: { ideal: 1080 } };
      // Where a page is not secure there is no mediaDevices at all.
      const opened = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      if (number !== opening || !dialog.open) {
        for (const track of opened.getTracks()) track.stop();
        return;
      }
      stream = opened;
      video.srcObject = stream;
      await video.play();
      const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
      video.classList.toggle("mirrored", stream.getVideoTracks()[0]?.getSettings().facingMode === "user");
      dialog.dataset.state = "live";
      message.textContent = "";
      about.textContent = hint;
      buttons(shutter, ...(cameras.length > 1 ? [flip] : []));
      shutter.focus();
    } catch (error) {
      if (number !== opening || !dialog.open) return;
      dialog.dataset.state = "refused";
      message.textContent = reason(error);
      about.textContent = "";
      buttons(file, again);
      file.focus();
    }
  };

  const shoot = async (): Promise<void> => {
    still.width = video.videoWidth;
    still.height = video.videoHeight;
    still.getContext("2d")?.drawImage(video, 0, 0);
    show((await new Promise<Blob | null>((resolve) => still.toBlob(resolve, "image/jpeg", QUALITY))) ?? undefined);
  };

  const show = (taken: Blob | undefined): void => {
    picture = taken;
    still.hidden = !taken;
    dialog.dataset.state = taken ? "taken" : "live";
    about.textContent = taken ? "Is everything sharp and readable, without glare?" : hint;
    if (taken) buttons(use, retake);
    else void open();
    if (taken) {
      stop();
      use.focus();
    }
  };

  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      opening++;
      stop();
      dialog.remove();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
    void open();
  });
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

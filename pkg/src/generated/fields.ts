// Printed by `cargo xtask gen` from the tables of the core.

import type { FieldSpec, ImageFieldName, MimeType } from "./types.js";

/** The fields that hold an image. */
export const imageFields: readonly ImageFieldName[] = ["frontsideImage", "faceImage", "backsideImage"];

/** What an image's MIME type can be. */
export const mimeTypes: readonly MimeType[] = ["image/jpeg", "image/png"];

/** Every field, in the guide's order. */
export const fields: readonly FieldSpec[] = [
  { name: "merchantIdScanReference", presence: "required", kind: "reference", max: 100 },
  { name: "frontsideImage", presence: "required", kind: "image" },
  { name: "faceImage", presence: "face_match", kind: "image" },
  { name: "country", presence: "required", kind: "country", max: 3 },
  { name: "idType", presence: "required", kind: "choice", max: 255, allowed: ["PASSPORT", "DRIVING_LICENSE", "ID_CARD", "VISA"] },
  { name: "frontsideImageMimeType", presence: "optional", kind: "choice", allowed: ["image/jpeg", "image/png"], default: "image/jpeg" },
  { name: "faceImageMimeType", presence: "optional", kind: "choice", allowed: ["image/jpeg", "image/png"], default: "image/jpeg" },
  { name: "backsideImage", presence: "optional", kind: "image" },
  { name: "backsideImageMimeType", presence: "optional", kind: "choice", allowed: ["image/jpeg", "image/png"], default: "image/jpeg" },
  { name: "enabledFields", presence: "optional", kind: "tokens", max: 100, allowed: ["idNumber", "idFirstName", "idLastName", "idDob", "idExpiry", "idUsState", "idPersonalNumber", "idFaceMatch", "idAddress"] },
  { name: "merchantReportingCriteria", presence: "optional", kind: "text", max: 100 },
  { name: "customerId", presence: "screening", kind: "reference", max: 100 },
  { name: "callbackUrl", presence: "optional", kind: "url", max: 255 },
  { name: "firstName", presence: "optional", kind: "text", max: 100 },
  { name: "lastName", presence: "optional", kind: "text", max: 100 },
  { name: "usState", presence: "optional", kind: "us_state", max: 100 },
  { name: "expiry", presence: "optional", kind: "date" },
  { name: "number", presence: "optional", kind: "text", max: 100 },
  { name: "dob", presence: "optional", kind: "date" },
  { name: "callbackGranularity", presence: "optional", kind: "choice", max: 255, allowed: ["onFinish", "onAllSteps"], default: "onFinish" },
  { name: "personalNumber", presence: "optional", kind: "text", max: 14 },
];

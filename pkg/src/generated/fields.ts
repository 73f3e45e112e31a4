// Printed by `cargo xtask gen` from the tables of the core.

import type { FieldSpec, ImageFieldName, MimeType } from "./types.js";

/** The fields that hold an image. */
export const imageFields: readonly ImageFieldName[] = ["frontsideImage", "faceImage", "backsideImage"];

/** The most bytes of an image. */
export const maxImageBytes = 15728640;

/** The most pixels of each side of an image. */
export const maxImageSide = 7999;

/** The fewest pixels of its longest side. */
export const minLongestSide = 301;

/** What an image's MIME type can be. */
export const mimeTypes: readonly MimeType[] = ["image/jpeg", "image/png"];

/** Every field, in the guide's order. */
export const fields: readonly FieldSpec[] = [
  { name: "merchantIdScanReference", requirement: "required", kind: "reference", max: 100 },
  { name: "frontsideImage", requirement: "required", kind: "image" },
  { name: "faceImage", requirement: "face_match", kind: "image" },
  { name: "country", requirement: "required", kind: "country", max: 3 },
  { name: "idType", requirement: "required", kind: "choice", max: 255, allowed: ["PASSPORT", "DRIVING_LICENSE", "ID_CARD", "VISA"] },
  { name: "frontsideImageMimeType", requirement: "optional", kind: "choice", allowed: ["image/jpeg", "image/png"], default: "image/jpeg" },
  { name: "faceImageMimeType", requirement: "optional", kind: "choice", allowed: ["image/jpeg", "image/png"], default: "image/jpeg" },
  { name: "backsideImage", requirement: "optional", kind: "image" },
  { name: "backsideImageMimeType", requirement: "optional", kind: "choice", allowed: ["image/jpeg", "image/png"], default: "image/jpeg" },
  { name: "enabledFields", requirement: "optional", kind: "tokens", max: 100, allowed: ["idNumber", "idFirstName", "idLastName", "idDob", "idExpiry", "idUsState", "idPersonalNumber", "idFaceMatch", "idAddress"] },
  { name: "merchantReportingCriteria", requirement: "optional", kind: "text", max: 100 },
  { name: "customerId", requirement: "screening", kind: "reference", max: 100 },
  { name: "callbackUrl", requirement: "optional", kind: "url", max: 255 },
  { name: "firstName", requirement: "optional", kind: "text", max: 100 },
  { name: "lastName", requirement: "optional", kind: "text", max: 100 },
  { name: "usState", requirement: "optional", kind: "us_state", max: 100 },
  { name: "expiry", requirement: "optional", kind: "date" },
  { name: "number", requirement: "optional", kind: "text", max: 100 },
  { name: "dob", requirement: "optional", kind: "date" },
  { name: "callbackGranularity", requirement: "optional", kind: "choice", max: 255, allowed: ["onFinish", "onAllSteps"], default: "onFinish" },
  { name: "personalNumber", requirement: "optional", kind: "text", max: 14 },
];

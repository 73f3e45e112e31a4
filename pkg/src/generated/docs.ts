// Printed by `cargo xtask gen` from the tables of the core.

import type { FieldName } from "./types.js";

/** What each field is for. */
export const docs: Readonly<Record<FieldName, string>> = {
  merchantIdScanReference: "Your reference for the scan, without personal data.",
  frontsideImage: "The front side of the document, JPEG or PNG, in base64.",
  faceImage: "The face of the person, JPEG or PNG, in base64.",
  country: "The country that issued the document: ISO 3166-1 alpha-3, or XKX for Kosovo.",
  idType: "The kind of document.",
  frontsideImageMimeType: "The MIME type of frontsideImage.",
  faceImageMimeType: "The MIME type of faceImage.",
  backsideImage: "The back side of the document, JPEG or PNG, in base64.",
  backsideImageMimeType: "The MIME type of backsideImage.",
  enabledFields: "What is extracted from the document, separated by commas.",
  merchantReportingCriteria: "Your own criterion for reports.",
  customerId: "Your identifier of the customer, without personal data.",
  callbackUrl: "Where the result is sent: https, a host name, no port, query or fragment.",
  firstName: "The customer's first name.",
  lastName: "The customer's last name.",
  usState: "The US state, or for a passport or ID card also the country, that the document names.",
  expiry: "When the document expires, YYYY-MM-DD.",
  number: "The document's number.",
  dob: "The customer's date of birth, YYYY-MM-DD.",
  callbackGranularity: "Whether a callback is sent at the end only, or also when the images are received.",
  personalNumber: "The document's personal number.",
};

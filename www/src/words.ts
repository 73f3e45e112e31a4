/** The page's own words: labels and groups, and numbers as people read them. There is no rule here. */

import { fields } from "netverify-rules/fields";
import type { FieldName, IdType, ImageInfo, ImageFieldName, Violation } from "netverify-rules";

/** Labels of fields that say more than the words of their names. */
const labels: Readonly<Partial<Record<FieldName, string>>> = {
  merchantIdScanReference: "Scan reference",
  frontsideImage: "Front side",
  faceImage: "Face",
  country: "Issuing country",
  idType: "Document type",
  frontsideImageMimeType: "MIME type of the front side",
  faceImageMimeType: "MIME type of the face",
  backsideImage: "Back side",
  backsideImageMimeType: "MIME type of the back side",
  enabledFields: "Fields to extract",
  merchantReportingCriteria: "Reporting criterion",
  customerId: "Customer ID",
  callbackUrl: "Callback URL",
  usState: "State or country on the document",
  expiry: "Expiry date",
  number: "Document number",
  dob: "Date of birth",
  callbackGranularity: "Callbacks",
};

/** Returns what a field is called on this page: `Personal number` for `personalNumber`. */
export function labelOf(field: FieldName): string {
  const words = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return labels[field] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** The parts of the form, in the order in which one fills them in. The one without a list has the fields of no other one. */
export const groups: readonly { readonly title: string; readonly about: string; readonly fields?: readonly FieldName[] }[] = [
  {
    title: "Document",
    about: "What the photos show.",
    fields: ["idType", "country", "usState", "number", "expiry", "personalNumber"],
  },
  { title: "Person", about: "The person's data, as on the document." },
  {
    title: "Your references",
    about: "How you find the scan again. No personal data belongs here.",
    fields: ["merchantIdScanReference", "customerId", "merchantReportingCriteria"],
  },
  { title: "Result", about: "Where and when the service reports.", fields: ["callbackUrl", "callbackGranularity"] },
  { title: "Extraction", about: "What is read from the document.", fields: ["enabledFields"] },
];

/** The photos, in the order in which one takes them. */
export const photoFields: readonly ImageFieldName[] = ["frontsideImage", "backsideImage", "faceImage"];

/** The words of choices, where the API's own are hard to read. */
export const choiceLabels: Readonly<Record<string, string>> = {
  PASSPORT: "Passport",
  DRIVING_LICENSE: "Driving licence",
  ID_CARD: "ID card",
  VISA: "Visa",
  onFinish: "When finished",
  onAllSteps: "At all steps",
  idNumber: "Document number",
  idFirstName: "First name",
  idLastName: "Last name",
  idDob: "Date of birth",
  idExpiry: "Expiry date",
  idUsState: "State",
  idPersonalNumber: "Personal number",
  idFaceMatch: "Face match",
  idAddress: "Address",
};

/** What the state's field takes, by the document. */
export const stateHelp: Readonly<Record<IdType | "", string>> = {
  PASSPORT: "For a passport: a US state by its two letters, or a country by its ISO name or code, such as DEU.",
  ID_CARD: "For an ID card: a US state by its two letters, or a country by its ISO name or code, such as DEU.",
  DRIVING_LICENSE: "For a driving licence: a US state by its two letters, such as WA.",
  VISA: "For a visa: free text, as on the visa.",
  "": "It depends on the document: choose its type first.",
};

const FORMATS: Readonly<Record<ImageInfo["format"], string>> = {
  jpeg: "JPEG",
  png: "PNG",
  gif: "GIF",
  webp: "WebP",
  heic: "HEIC",
  avif: "AVIF",
  bmp: "BMP",
  tiff: "TIFF",
  pdf: "PDF",
  svg: "SVG",
  jp2: "JPEG 2000",
  jxl: "JPEG XL",
  ico: "ICO",
  psd: "PSD",
  empty: "Nothing",
  base64: "Base64 text",
  hex: "Hexadecimal",
  data_uri: "data: URI",
  html: "HTML",
  json: "JSON",
  text_mangled: "Damaged",
  placeholder: "No picture",
  shifted: "Shifted",
  unknown: "Unknown",
};

export function formatName({ format }: ImageInfo): string {
  return FORMATS[format];
}

/** A number of bytes, as the command line writes it. */
export function bytes(count: number): string {
  if (count < 1024) return `${count} bytes`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KiB`;
  return `${(count / 1024 / 1024).toFixed(1)} MiB`;
}

export function pixels({ width, height }: ImageInfo): string {
  return width === undefined || height === undefined ? "" : `${width} × ${height}`;
}

/** "1 error", "2 errors". */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** Returns what a report's field is called on this page; of a name that the API does not know, the name. */
export function titleOf(field: Violation["field"]): string {
  if (field === null) return "The body as a whole";
  const known = fields.find(({ name }) => name === field);
  return known ? labelOf(known.name) : field;
}

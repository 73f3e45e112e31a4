/** A project that uses all of the package; it is compiled and never run. */
import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import * as rules from "netverify-rules";
import type { FieldName, ImageFieldName, MimeType, NetverifyRequest, Report, Settings, Violation } from "netverify-rules";
import { codes } from "netverify-rules/codes";
import { fields } from "netverify-rules/fields";
import * as http from "netverify-rules/http";
import * as slim from "netverify-rules/slim";

/** Fails to compile unless both are the same type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <T extends true>(): T | undefined => undefined;

const settings: Settings = { faceMatch: "enabled", screening: true, today: "2026-01-31", callbackDomains: ["example.com"] };
const report: Report = rules.validate({ country: "USA" }, settings);
same<Same<typeof report.valid, boolean>>();
same<Same<ReturnType<typeof rules.validateJson>, Report>>();
rules.validateJson(new Uint8Array(), settings);
rules.validateJson(new ArrayBuffer(0));
rules.validateField("usState", "W", { settings, request: { idType: "DRIVING_LICENSE" } });
http.validateHeaders(new Headers(), 5);
http.validateHeaders({ accept: "application/json" }, 5);
http.validateResponse("{}");
rules.checkImage(new Uint8Array(), { field: "faceImage", declared: "image/png" });

/** The compiler knows each code and what comes with it. */
export function words(violation: Violation): string {
  switch (violation.code) {
    case "too_long":
      same<Same<typeof violation.severity, "error">>();
      return `${violation.params.actual} of ${violation.params.max}`;
    case "required":
      return violation.params.because satisfies "always" | "face_match" | "screening";
    default:
      return violation.suggestion ?? violation.message;
  }
}
same<Same<Violation["code"], keyof typeof codes>>();

// @ts-expect-error: no such code
export const isOdd = ({ code }: Violation): boolean => code === "no_such_code";
// @ts-expect-error: no such field
rules.validateField("first_name", "");
// @ts-expect-error: no such setting
rules.validate({}, { faceMatch: "on" });
// @ts-expect-error: a report is read only
report.violations.pop();

export async function request(file: Blob, signal: AbortSignal): Promise<NetverifyRequest> {
  await rules.checkBlob(file, { field: "frontsideImage", signal, onProgress: (read, total) => read / total });
  const front = await rules.toImageFields("frontsideImage", file, { signal });
  same<Same<(typeof front)["frontsideImage"], string>>();
  const type: MimeType | undefined = front.frontsideImageMimeType;
  return { merchantIdScanReference: type ?? "", country: "DEU", idType: "PASSPORT", ...front };
}

/** What is taken by whatever takes a Standard Schema. */
export const schemas = [rules.requestSchema(settings), rules.fieldSchema("country")] satisfies (StandardSchemaV1 & StandardJSONSchemaV1)[];
same<Same<StandardSchemaV1.InferOutput<ReturnType<typeof rules.requestSchema>>, NetverifyRequest>>();

export const names: readonly FieldName[] = fields.map(({ name }) => name);
export const sizes = (of: Report, name: ImageFieldName): number | undefined => of.images[name]?.bytes;

await slim.init();
same<Same<typeof slim.validate, typeof rules.validate>>();

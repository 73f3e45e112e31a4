import { validate as check, validateField } from "netverify-rules";

export const validate = (request) => check(request);
export const isValid = (request) => check(request).valid;
export const wrongFields = (request) =>
  check(request)
    .violations.filter(({ severity }) => severity === "error")
    .map((violation) => violation.field);
export const field = (name) => (value) => validateField(name, value).valid;

import { validate, validateField } from "netverify-rules";

const violations = (request) => validate(request).violations;

export const isValid = (request) => validate(request).valid;
export const texts = (request) => violations(request).reduce((length, { message }) => length + message.length, 0);
export const wrongFields = (request) =>
  violations(request)
    .filter(({ severity }) => severity === "error")
    .map((violation) => violation.field);
export const field = (name) => (value) => validateField(name, value).valid;

import { validate } from "netverify-rules";

export const isValid = (request) => validate(request).valid;
export const errors = (request) => validate(request).violations;
export const texts = (request) => errors(request).reduce((length, { message }) => length + message.length, 0);
// Warnings, which no other contender has, are no errors.
export const fieldOf = ({ field, severity }) => (severity === "error" ? field : null);

// Printed by `cargo xtask gen` from the tables of the core.

/** The JSON Schema of a request, without its dialect and what explains it. */
export const schema = {
  "type": "object",
  "required": ["merchantIdScanReference", "frontsideImage", "country", "idType"],
  "properties": {
    "merchantIdScanReference": { "type": "string", "maxLength": 100, "pattern": "\\S" },
    "frontsideImage": { "type": "string", "pattern": "\\S", "contentEncoding": "base64" },
    "faceImage": { "type": ["string", "null"], "contentEncoding": "base64" },
    "country": { "type": "string", "maxLength": 3, "pattern": "^[A-Z]{3}$" },
    "idType": { "type": "string", "maxLength": 255, "enum": ["PASSPORT", "DRIVING_LICENSE", "ID_CARD", "VISA"] },
    "frontsideImageMimeType": { "type": ["string", "null"], "pattern": "^(image/jpeg|image/png|\\s*)$", "default": "image/jpeg" },
    "faceImageMimeType": { "type": ["string", "null"], "pattern": "^(image/jpeg|image/png|\\s*)$", "default": "image/jpeg" },
    "backsideImage": { "type": ["string", "null"], "contentEncoding": "base64" },
    "backsideImageMimeType": { "type": ["string", "null"], "pattern": "^(image/jpeg|image/png|\\s*)$", "default": "image/jpeg" },
    "enabledFields": { "type": ["string", "null"], "maxLength": 100, "pattern": "^( *(idNumber|idFirstName|idLastName|idDob|idExpiry|idUsState|idPersonalNumber|idFaceMatch|idAddress) *(, *(idNumber|idFirstName|idLastName|idDob|idExpiry|idUsState|idPersonalNumber|idFaceMatch|idAddress) *)*|\\s*)$" },
    "merchantReportingCriteria": { "type": ["string", "null"], "maxLength": 100 },
    "customerId": { "type": ["string", "null"], "maxLength": 100 },
    "callbackUrl": { "type": ["string", "null"], "maxLength": 255 },
    "firstName": { "type": ["string", "null"], "maxLength": 100 },
    "lastName": { "type": ["string", "null"], "maxLength": 100 },
    "usState": { "type": ["string", "null"], "maxLength": 100 },
    "expiry": { "type": ["string", "null"], "pattern": "^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|\\s*)$" },
    "number": { "type": ["string", "null"], "maxLength": 100 },
    "dob": { "type": ["string", "null"], "pattern": "^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])|\\s*)$" },
    "callbackGranularity": { "type": ["string", "null"], "maxLength": 255, "pattern": "^(onFinish|onAllSteps|\\s*)$", "default": "onFinish" },
    "personalNumber": { "type": ["string", "null"], "maxLength": 14 },
    "additionalChecks": {},
    "userConsent": {}
  }
} as const;

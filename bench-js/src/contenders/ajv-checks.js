/** What a contender does by a schema that Ajv has compiled. */
export function checksOf(ajv, schema) {
  const check = ajv.compile(schema);
  const errors = (request) => (check(request) ? [] : check.errors);
  return {
    isValid: (request) => check(request),
    texts: (request) => errors(request).reduce((length, { message }) => length + message.length, 0),
    wrongFields: (request) =>
      errors(request)
        // `if` only repeats what `then` has said.
        .filter(({ keyword }) => keyword !== "if")
        .map(({ instancePath, params }) => params.missingProperty ?? instancePath.slice(1)),
    field: (name) => ajv.compile(schema.properties[name]),
  };
}

// The shared vectors: every case of tests/vectors against the package, in any JavaScript runtime.
//
// Nothing of Node's is used here. The cases are as the example `golden` of crates/core prints them: each holds one input and the
// JSON of the report that the native crate gives. A text may be a template: {"repeat": [T, n]}, {"concat": [T, …]}.

/** So many failures are kept: all of them would say no more than these. */
const MAX_FAILURES = 40;

/**
 * Runs every case. A case is passed when every call that represents it gives the native report, byte for byte.
 *
 * @param {object[]} cases
 * @param {object} api the package's exports
 */
export async function runVectors(cases, api) {
  const result = { cases: cases.length, passed: 0, calls: 0, failures: [] };
  for (const vector of cases) {
    const failures = [];
    for (const [call, run] of calls(vector, api)) {
      result.calls++;
      const found = await outcome(run);
      if (found !== vector.report) failures.push({ case: `${vector.file}: ${vector.name}`, call, expected: vector.report, found });
    }
    if (failures.length === 0) result.passed++;
    result.failures.push(...failures.slice(0, MAX_FAILURES - result.failures.length));
  }
  return result;
}

async function outcome(run) {
  try {
    return JSON.stringify(await run());
  } catch (error) {
    return `thrown: ${error?.stack ?? error}`;
  }
}

/** The calls that represent a case, by name. */
function calls(vector, api) {
  const { settings } = vector;
  if (vector.request !== undefined) {
    const request = mapValues(vector.request, (value) => (isTemplate(value) ? text(value) : value));
    return [
      ["validate", () => api.validate(request, settings)],
      ["validateJson of a text", () => api.validateJson(JSON.stringify(request), settings)],
    ];
  }
  if (vector.body !== undefined) {
    const body = text(vector.body);
    return [["validateJson of a text", () => api.validateJson(body, settings)], ...ofBytes(new TextEncoder().encode(body))];
  }
  if (vector.body_base64 !== undefined) return ofBytes(decode(text(vector.body_base64)));
  if (vector.field !== undefined) {
    const { name, value, request } = vector.field;
    const typed = request && mapValues(request, text);
    return [["validateField", () => api.validateField(name, text(value), { settings, request: typed })]];
  }
  if (vector.image !== undefined) {
    const bytes = decode(text(vector.image));
    const options = { field: "frontsideImage", declared: vector.declared };
    const list = [["checkImage of bytes", () => api.checkImage(bytes, options)]];
    if (typeof Blob === "function") list.push(["checkBlob", () => api.checkBlob(new Blob([bytes]), options)]);
    return list;
  }
  if (vector.headers !== undefined) {
    return [["validateHeaders", () => api.validateHeaders(vector.headers, vector.body_length)]];
  }
  const response = text(vector.response);
  return [
    ["validateResponse of a text", () => api.validateResponse(response)],
    ["validateResponse of bytes", () => api.validateResponse(new TextEncoder().encode(response))],
  ];

  function ofBytes(bytes) {
    return [
      ["validateJson of bytes", () => api.validateJson(bytes, settings)],
      ["validateJson of a buffer", () => api.validateJson(bytes.buffer, settings)],
    ];
  }
}

/** The text that a template builds. */
function text(template) {
  if (typeof template === "string") return template;
  if (!isTemplate(template)) throw new Error(`no template: ${JSON.stringify(template)}`);
  return template.repeat ? text(template.repeat[0]).repeat(template.repeat[1]) : template.concat.map(text).join("");
}

function isTemplate(value) {
  return typeof value === "object" && ["repeat", "concat"].includes(Object.keys(value ?? {}).join());
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}

function decode(base64) {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

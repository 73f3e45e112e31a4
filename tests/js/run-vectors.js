// The shared vectors: every case of tests/vectors against the package, in any JavaScript runtime.
//
// Nothing of Node's is used here. A case holds one input and the complete list of the violations it gets; `golden` holds
// the JSON of the report that the native crate gives. Texts may be built: {"repeat": [T, n]}, {"concat": [T, …]},
// {"image": "name of an image in images.json"}.

/** So many failures are kept: all of them would say no more than these. */
const MOST_FAILURES = 40;

/**
 * Runs every case. A case is passed when every call that stands for it gives the native report, byte for byte, and the
 * violations that the case expects.
 *
 * @param {object} options
 * @param {Record<string, { cases: object[] }>} options.vectors the files of tests/vectors, by name, without images.json
 * @param {Record<string, string>} options.images what images.json holds
 * @param {string} options.golden what netverify-golden prints
 * @param {object} options.api the package's exports
 */
export async function runVectors({ vectors, images, golden, api }) {
  const start = Date.now();
  const reports = new Map();
  for (const line of golden.split("\n").filter((line) => line !== "")) {
    const { file, name, report } = JSON.parse(line);
    reports.set(`${file}: ${name}`, report);
  }

  const result = { cases: 0, passed: 0, calls: 0, milliseconds: 0, failures: [] };
  for (const [file, { cases }] of Object.entries(vectors)) {
    for (const vector of cases) {
      const title = `${file}: ${vector.name}`;
      const failures = [];
      for (const [call, run] of calls(vector, images, api)) {
        result.calls++;
        const found = await outcome(run);
        const expected = reports.get(title);
        if (found.text !== expected) failures.push({ case: title, call, expected, found: found.text });
        else if (!sameViolations(found.report, vector.expect)) {
          failures.push({ case: title, call, expected: JSON.stringify(vector.expect), found: found.text });
        }
      }
      result.cases++;
      if (failures.length === 0) result.passed++;
      result.failures.push(...failures.slice(0, MOST_FAILURES - result.failures.length));
      reports.delete(title);
    }
  }
  for (const title of reports.keys()) {
    result.failures.push({ case: title, call: "none", expected: "the case to be in the vectors", found: "only a golden report" });
  }
  result.milliseconds = Date.now() - start;
  return result;
}

async function outcome(run) {
  try {
    const report = await run();
    return { report, text: JSON.stringify(report) };
  } catch (error) {
    return { report: null, text: `thrown: ${error?.stack ?? error}` };
  }
}

/** The calls that stand for a case, by name. */
function calls(vector, images, api) {
  const text = (template) => build(template, images);
  const settings = vector.settings;
  if (vector.request !== undefined) {
    const request = buildRequest(vector.request, images);
    const body = JSON.stringify(request);
    return [
      ["validate", () => api.validate(request, settings)],
      ["validateJson of a text", () => api.validateJson(body, settings)],
    ];
  }
  if (vector.body !== undefined) {
    const body = text(vector.body);
    const bytes = new TextEncoder().encode(body);
    return [
      ["validateJson of a text", () => api.validateJson(body, settings)],
      ["validateJson of bytes", () => api.validateJson(bytes, settings)],
      ["validateJson of a buffer", () => api.validateJson(bytes.buffer, settings)],
    ];
  }
  if (vector.body_base64 !== undefined) {
    const bytes = decode(text(vector.body_base64));
    return [
      ["validateJson of bytes", () => api.validateJson(bytes, settings)],
      ["validateJson of a buffer", () => api.validateJson(bytes.buffer, settings)],
    ];
  }
  if (vector.field !== undefined) {
    const { name, value, request } = vector.field;
    const typed = request && Object.fromEntries(Object.entries(request).map(([key, other]) => [key, text(other)]));
    return [["validateField", () => api.validateField(name, text(value), { settings, request: typed })]];
  }
  if (vector.image !== undefined) {
    const bytes = decode(text(vector.image));
    const options = { field: "frontsideImage", declared: vector.declared };
    const list = [["checkImage of bytes", () => api.checkImage(bytes, options)]];
    if (typeof Blob === "function") list.push(["checkBlob", () => api.checkBlob(new Blob([bytes]), options)]);
    return list;
  }
  if (vector.head !== undefined) {
    return [["validateHead", () => api.validateHead(vector.head.headers, vector.head.body_length)]];
  }
  const response = text(vector.response);
  return [
    ["validateResponse of a text", () => api.validateResponse(response)],
    ["validateResponse of bytes", () => api.validateResponse(new TextEncoder().encode(response))],
  ];
}

const OPERATIONS = ["repeat", "concat", "image"];

function build(template, images) {
  if (typeof template === "string") return template;
  const [[operation, operands]] = Object.entries(template);
  switch (operation) {
    case "repeat":
      return build(operands[0], images).repeat(operands[1]);
    case "concat":
      return operands.map((part) => build(part, images)).join("");
    case "image":
      if (!Object.hasOwn(images, operands)) throw new Error(`no image ${operands}`);
      return images[operands];
    default:
      throw new Error(`unknown operation ${operation}`);
  }
}

/** The case's fields laid over a request that is correct; `null` takes a field away. */
function buildRequest(fields, images) {
  const request = new Map([
    ["merchantIdScanReference", "vector-1"],
    ["frontsideImage", { image: "good.jpg" }],
    ["country", "USA"],
    ["idType", "PASSPORT"],
    ...Object.entries(fields),
  ]);
  const members = [...request].filter(([, value]) => value !== null);
  // The native runner sorts names by their bytes, and unknown fields are reported in the body's order.
  members.sort(([a], [b]) => compareCodePoints(a, b));
  return Object.fromEntries(members.map(([name, value]) => [name, isTemplate(value) ? build(value, images) : value]));
}

function compareCodePoints(a, b) {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i].codePointAt(0) - right[i].codePointAt(0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function isTemplate(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && OPERATIONS.includes(keys[0]);
}

function decode(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Whether the report has these violations; what follows from the code is left out in vectors. */
function sameViolations(report, expected) {
  const found = report.violations.map(({ message, severity, ...rest }) => rest);
  return canonical(found) === canonical(expected);
}

/** A JSON text that does not depend on the order of an object's members. */
function canonical(value) {
  return JSON.stringify(value, (_, inner) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

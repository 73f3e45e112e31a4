/** A project in CommonJS. */
import rules = require("netverify-rules");
import code = require("netverify-rules/codes");
import field = require("netverify-rules/fields");

const report: rules.Report = rules.validate({});
export = [report.valid, code.codes.required.severity, field.fields.length];

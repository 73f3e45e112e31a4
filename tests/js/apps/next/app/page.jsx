import { validate } from "netverify-rules";

// Rendered at build time: the package works in a server component, too.
export default function Page() {
  return <p>{validate({}).violations.map(({ code }) => code).join(" ")}</p>;
}

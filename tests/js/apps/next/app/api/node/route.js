import { answer as POST } from "../../../answer.js";

export { POST };

/** The project's samples, put together by vite.config.js. */
declare module "virtual:samples" {
  /** Pictures in base64. */
  export const pictures: readonly string[];
  export const entries: readonly {
    readonly file: string;
    readonly title: string;
    /** The settings, as the command line takes them. */
    readonly flags: readonly string[];
    readonly valid: boolean;
    /** How many violations it has. */
    readonly count: number;
    /** The request's text; a picture's number between two U+0001 replaces the picture. */
    readonly body: string;
  }[];
}

/** The countries, put together by vite.config.js. */
declare module "virtual:countries" {
  /** Alpha-3 and alpha-2 codes. */
  export const countries: readonly (readonly [string, string])[];
}

// Printed by `cargo xtask gen` from the tables of the core.

/** A field of the request. */
export type FieldName =
  | "merchantIdScanReference"
  | "frontsideImage"
  | "faceImage"
  | "country"
  | "idType"
  | "frontsideImageMimeType"
  | "faceImageMimeType"
  | "backsideImage"
  | "backsideImageMimeType"
  | "enabledFields"
  | "merchantReportingCriteria"
  | "customerId"
  | "callbackUrl"
  | "firstName"
  | "lastName"
  | "usState"
  | "expiry"
  | "number"
  | "dob"
  | "callbackGranularity"
  | "personalNumber";

/** A field that holds an image. */
export type ImageFieldName = "frontsideImage" | "faceImage" | "backsideImage";

/** The kind of document. */
export type IdType = "PASSPORT" | "DRIVING_LICENSE" | "ID_CARD" | "VISA";

/** The MIME type of an image. */
export type MimeType = "image/jpeg" | "image/png";

/** When callbacks are sent. */
export type CallbackGranularity = "onFinish" | "onAllSteps";

/** What is extracted from the document: one of the words of `enabledFields`. */
export type Token = "idNumber" | "idFirstName" | "idLastName" | "idDob" | "idExpiry" | "idUsState" | "idPersonalNumber" | "idFaceMatch" | "idAddress";

/** Whether the account has a feature. */
export type Feature = "unknown" | "enabled" | "disabled";

/** When a field must be there. */
export type Requirement = "required" | "face_match" | "screening" | "optional";

/** A kind of check. */
export type Kind = "text" | "reference" | "image" | "country" | "choice" | "tokens" | "url" | "us_state" | "date";

/** What an image's first bytes say it is. */
export type ImageFormat = "jpeg" | "png" | "gif" | "webp" | "heic" | "avif" | "bmp" | "tiff" | "pdf" | "svg" | "jp2" | "jxl" | "ico" | "psd" | "empty" | "base64" | "hex" | "data_uri" | "html" | "json" | "text_mangled" | "placeholder" | "shifted" | "unknown";

/** How much a violation weighs: a request with an error is not valid. */
export type Severity = "error" | "warning";

/** One field of the request, as the table has it. */
export interface FieldSpec {
  /** The name in the request's JSON. */
  readonly name: FieldName;
  /** When it must be there: always, when Face match or Screening applies, or never. */
  readonly requirement: Requirement;
  /** What checks its value. */
  readonly kind: Kind;
  /** The most Unicode code points it may have, where there is a number. */
  readonly max?: number;
  /** The words that it may be; of `enabledFields`, those that it may list. */
  readonly allowed?: readonly string[];
  /** What the service assumes when it is absent. */
  readonly default?: string;
}

/** A request to performNetverify. `null` is absence. */
export interface NetverifyRequest {
  /** Your reference for the scan, without personal data. */
  merchantIdScanReference: string;
  /** The front side of the document, JPEG or PNG, in base64. */
  frontsideImage: string;
  /** The face of the person, JPEG or PNG, in base64. */
  faceImage?: string | null | undefined;
  /** The country that issued the document: ISO 3166-1 alpha-3, or XKX for Kosovo. */
  country: string;
  /** The kind of document. */
  idType: IdType;
  /** The MIME type of frontsideImage. Default: `image/jpeg`. */
  frontsideImageMimeType?: MimeType | null | undefined;
  /** The MIME type of faceImage. Default: `image/jpeg`. */
  faceImageMimeType?: MimeType | null | undefined;
  /** The back side of the document, JPEG or PNG, in base64. */
  backsideImage?: string | null | undefined;
  /** The MIME type of backsideImage. Default: `image/jpeg`. */
  backsideImageMimeType?: MimeType | null | undefined;
  /** What is extracted from the document, separated by commas. */
  enabledFields?: string | null | undefined;
  /** Your own criterion for reports. */
  merchantReportingCriteria?: string | null | undefined;
  /** Your identifier of the customer, without personal data. */
  customerId?: string | null | undefined;
  /** Where the result is sent: https, a host name, no port, query or fragment. */
  callbackUrl?: string | null | undefined;
  /** The customer's first name. */
  firstName?: string | null | undefined;
  /** The customer's last name. */
  lastName?: string | null | undefined;
  /** The US state, or for a passport or ID card also the country, that the document names. */
  usState?: string | null | undefined;
  /** When the document expires, YYYY-MM-DD. */
  expiry?: string | null | undefined;
  /** The document's number. */
  number?: string | null | undefined;
  /** The customer's date of birth, YYYY-MM-DD. */
  dob?: string | null | undefined;
  /** Whether a callback is sent at the end only, or also when the images are received. Default: `onFinish`. */
  callbackGranularity?: CallbackGranularity | null | undefined;
  /** The document's personal number. */
  personalNumber?: string | null | undefined;
  /** Checks of later revisions of the API. */
  additionalChecks?: object | null | undefined;
  /** The user's consent, in later revisions of the API. */
  userConsent?: object | null | undefined;
}

/** What the account is set to: the caller knows, the request does not say. */
export interface Settings {
  /** Face match on the account. It decides whether `faceImage` is required. */
  readonly faceMatch?: Feature | undefined;
  /** Address extraction on the account. */
  readonly addressExtraction?: Feature | undefined;
  /** Whether Screening is used: `customerId` is then required. */
  readonly screening?: boolean | undefined;
  /** The day for the date warnings, YYYY-MM-DD; without it they are not made. */
  readonly today?: string | undefined;
  /**
   * When not empty, `callbackUrl`'s host must be one of them or below one. Each is a host name of at least two labels, such as
   * `example.com`: anything else is a TypeError.
   */
  readonly callbackDomains?: readonly string[] | undefined;
}

/** What could be read of an image. */
export interface ImageInfo {
  /** The format by the first bytes, such as `jpeg`. */
  readonly format: ImageFormat;
  /** Width in pixels as stored, before EXIF orientation. */
  readonly width?: number;
  /** Height in pixels as stored, before EXIF orientation. */
  readonly height?: number;
  /** The number of bytes. */
  readonly bytes: number;
}

/** All that was found. */
export interface Report {
  /** Whether there is no error. Warnings do not count. */
  readonly valid: boolean;
  /** Errors and warnings: the body's first, then the fields' in the table's order, then those of unknown names. */
  readonly violations: readonly Violation[];
  /** What could be read of the images. */
  readonly images: { readonly [K in ImageFieldName]?: ImageInfo };
}

/** What every violation has. */
export interface Finding {
  /** The field it is about, or an unknown name; `null` for the body as a whole. */
  readonly field: FieldName | (string & {}) | null;
  /** The English sentence. */
  readonly message: string;
  /** What to write instead, where one answer is certain. */
  readonly suggestion?: string;
  /** More typing could still fix it: the value is the beginning of a legal one. */
  readonly incomplete?: true;
}

/** The body is not one JSON text in UTF-8; a byte order mark counts, and so does nesting deeper than 64. */
export interface MalformedJsonViolation extends Finding {
  readonly code: "malformed_json";
  readonly severity: "error";
  readonly params: { readonly line: number; readonly column: number; readonly offset: number; readonly reason: "empty" | "byte_order_mark" | "utf16" | "utf32" | "not_utf8" | "compressed" | "picture" | "form" | "truncated" | "trailing_comma" | "comment" | "single_quotes" | "unquoted_name" | "literal" | "number" | "control_character" | "escape" | "surrogate" | "second_value" | "too_deep" | "syntax" };
}

/** The body is JSON, but its top value is no object. */
export interface NotAnObjectViolation extends Finding {
  readonly code: "not_an_object";
  readonly severity: "error";
  readonly params: { readonly actual: "null" | "boolean" | "number" | "string" | "array" | "object" | "form_data" | "form_element" | "url_search_params" | "map" | "set" | "headers" | "request" | "response" | "blob" | "bytes" | "event" | "promise"; readonly double_encoded?: true };
}

/** The body has none of the fields that every request has, but an object inside it, at most three levels down, has two or more of them; or the body is a HAR file or a Postman export. */
export interface WrappedRequestViolation extends Finding {
  readonly code: "wrapped_request";
  readonly severity: "warning";
  readonly params: { readonly where: "har" | "postman" | "object" };
}

/** A name stands twice in the body's object. */
export interface DuplicateFieldViolation extends Finding {
  readonly code: "duplicate_field";
  readonly severity: "error";
  readonly params?: undefined;
}

/** A field's value is no string. */
export interface WrongTypeViolation extends Finding {
  readonly code: "wrong_type";
  readonly severity: "error";
  readonly params: { readonly expected: "string"; readonly actual: "null" | "boolean" | "number" | "string" | "array" | "object" };
}

/** A name that the API does not know; after 32 of them only their count is given. */
export interface UnknownFieldViolation extends Finding {
  readonly code: "unknown_field";
  readonly severity: "warning";
  readonly params?: { readonly omitted?: number };
}

/** A mandatory field is absent, null, empty or only white space. */
export interface RequiredViolation extends Finding {
  readonly code: "required";
  readonly severity: "error";
  readonly params: { readonly because: "always" | "face_match" | "screening" };
}

/** An optional field is sent without content. */
export interface EmptyViolation extends Finding {
  readonly code: "empty";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** More Unicode code points than the field takes. */
export interface TooLongViolation extends Finding {
  readonly code: "too_long";
  readonly severity: "error";
  readonly params: { readonly max: number; readonly actual: number };
}

/** The code points fit, the UTF-16 code units do not. */
export interface TooLongUtf16Violation extends Finding {
  readonly code: "too_long_utf16";
  readonly severity: "warning";
  readonly params: { readonly max: number; readonly actual: number };
}

/** A control character, U+0000 to U+001F or U+007F to U+009F. */
export interface ControlCharacterViolation extends Finding {
  readonly code: "control_character";
  readonly severity: "error";
  readonly params: { readonly index: number };
}

/** An invisible character that breaks search and comparison; a joiner between letters outside ASCII is none. */
export interface InvisibleCharacterViolation extends Finding {
  readonly code: "invisible_character";
  readonly severity: "warning";
  readonly params: { readonly index: number };
}

/** Text that looks like markup or script. */
export interface SuspiciousMarkupViolation extends Finding {
  readonly code: "suspicious_markup";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** An e-mail address in a field that must hold no personal data. */
export interface ContainsEmailViolation extends Finding {
  readonly code: "contains_email";
  readonly severity: "error";
  readonly params?: undefined;
}

/** What looks like personal data in a field that must hold none. */
export interface PossiblePersonalDataViolation extends Finding {
  readonly code: "possible_personal_data";
  readonly severity: "warning";
  readonly params: { readonly kind: "own_value" | "phone" | "ssn" | "card" | "iban" | "mrz"; readonly source?: "firstName" | "lastName" | "number" | "dob" | "personalNumber" };
}

/** The value is none of the field's fixed values. */
export interface NotInEnumViolation extends Finding {
  readonly code: "not_in_enum";
  readonly severity: "error";
  readonly params: { readonly allowed: readonly string[] };
}

/** Not a current ISO 3166-1 alpha-3 code in upper case, nor XKX. */
export interface UnknownCountryViolation extends Finding {
  readonly code: "unknown_country";
  readonly severity: "error";
  readonly params?: undefined;
}

/** A visa of a country other than the USA and China. */
export interface VisaCountryViolation extends Finding {
  readonly code: "visa_country";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** usState holds nothing that the guide lists for this idType. */
export interface UnknownUsStateViolation extends Finding {
  readonly code: "unknown_us_state";
  readonly severity: "error";
  readonly params?: undefined;
}

/** usState holds a former, common or differently written country name. */
export interface CountryNameVariantViolation extends Finding {
  readonly code: "country_name_variant";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** Not four digits, a hyphen, two digits, a hyphen and two digits. */
export interface DateFormatViolation extends Finding {
  readonly code: "date_format";
  readonly severity: "error";
  readonly params?: undefined;
}

/** Well formed, but the calendar has no such day. */
export interface DateCalendarViolation extends Finding {
  readonly code: "date_calendar";
  readonly severity: "error";
  readonly params?: undefined;
}

/** A date of birth after today. */
export interface DateInFutureViolation extends Finding {
  readonly code: "date_in_future";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** An expiry before today. */
export interface DocumentExpiredViolation extends Finding {
  readonly code: "document_expired";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** A year before 1900, or an expiry after 2100. */
export interface DateImplausibleViolation extends Finding {
  readonly code: "date_implausible";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** A token that is none of the nine. */
export interface UnknownTokenViolation extends Finding {
  readonly code: "unknown_token";
  readonly severity: "error";
  readonly params: { readonly index: number };
}

/** A token that stands there already. */
export interface DuplicateTokenViolation extends Finding {
  readonly code: "duplicate_token";
  readonly severity: "warning";
  readonly params: { readonly index: number };
}

/** Nothing between two commas, or after the last one. */
export interface EmptyTokenViolation extends Finding {
  readonly code: "empty_token";
  readonly severity: "error";
  readonly params: { readonly index: number };
}

/** Not an absolute URL with a usable host: RFC 3986, and for the host the rules of host names. */
export interface UrlSyntaxViolation extends Finding {
  readonly code: "url_syntax";
  readonly severity: "error";
  readonly params: { readonly reason: "scheme" | "authority" | "host_character" | "label" | "host_length" | "punycode" | "escape" | "control_escape" | "character"; readonly index: number };
}

/** The scheme is not https. */
export interface UrlSchemeViolation extends Finding {
  readonly code: "url_scheme";
  readonly severity: "error";
  readonly params?: undefined;
}

/** A character outside ASCII. */
export interface UrlNonAsciiViolation extends Finding {
  readonly code: "url_non_ascii";
  readonly severity: "error";
  readonly params?: undefined;
}

/** The host is an IP address, in any form that a browser reads as one. */
export interface UrlHostIsIpViolation extends Finding {
  readonly code: "url_host_is_ip";
  readonly severity: "error";
  readonly params?: undefined;
}

/** A port, even the default or an empty one. */
export interface UrlPortViolation extends Finding {
  readonly code: "url_port";
  readonly severity: "error";
  readonly params?: undefined;
}

/** A query, even an empty one. */
export interface UrlQueryViolation extends Finding {
  readonly code: "url_query";
  readonly severity: "error";
  readonly params?: undefined;
}

/** A fragment, even an empty one. */
export interface UrlFragmentViolation extends Finding {
  readonly code: "url_fragment";
  readonly severity: "error";
  readonly params?: undefined;
}

/** A user or a password before the host. */
export interface UrlUserinfoViolation extends Finding {
  readonly code: "url_userinfo";
  readonly severity: "error";
  readonly params?: undefined;
}

/** A host that the public internet cannot reach. */
export interface UrlUnreachableHostViolation extends Finding {
  readonly code: "url_unreachable_host";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** The host is not below one of the callback domains that the caller set. */
export interface UrlForeignDomainViolation extends Finding {
  readonly code: "url_foreign_domain";
  readonly severity: "error";
  readonly params?: undefined;
}

/** The image begins with the head of a data: URI, with or without that word. */
export interface Base64DataUriViolation extends Finding {
  readonly code: "base64_data_uri";
  readonly severity: "error";
  readonly params?: undefined;
}

/** Line breaks or blanks in the base64 text. */
export interface Base64WhitespaceViolation extends Finding {
  readonly code: "base64_whitespace";
  readonly severity: "error";
  readonly params: { readonly index: number };
}

/** Blanks where + was, which the decoding of a form makes of it. */
export interface Base64PlusLostViolation extends Finding {
  readonly code: "base64_plus_lost";
  readonly severity: "error";
  readonly params?: undefined;
}

/** The URL-safe alphabet of base64. */
export interface Base64UrlSafeViolation extends Finding {
  readonly code: "base64_url_safe";
  readonly severity: "error";
  readonly params: { readonly index: number };
}

/** A character that no alphabet of base64 has. */
export interface Base64AlphabetViolation extends Finding {
  readonly code: "base64_alphabet";
  readonly severity: "error";
  readonly params: { readonly index: number };
}

/** Padding that is missing, misplaced or not canonical. */
export interface Base64PaddingViolation extends Finding {
  readonly code: "base64_padding";
  readonly severity: "error";
  readonly params?: undefined;
}

/** More than 15 MiB of decoded bytes. */
export interface ImageTooManyBytesViolation extends Finding {
  readonly code: "image_too_many_bytes";
  readonly severity: "error";
  readonly params: { readonly max: number; readonly actual: number };
}

/** The image fits, its base64 text is over 15 MiB. */
export interface ImageEncodedTooLongViolation extends Finding {
  readonly code: "image_encoded_too_long";
  readonly severity: "warning";
  readonly params: { readonly max: number; readonly actual: number };
}

/** Neither JPEG nor PNG by its first bytes. */
export interface ImageFormatViolation extends Finding {
  readonly code: "image_format";
  readonly severity: "error";
  readonly params: { readonly detected: "gif" | "webp" | "heic" | "avif" | "bmp" | "tiff" | "pdf" | "svg" | "jp2" | "jxl" | "ico" | "psd" | "empty" | "base64" | "hex" | "data_uri" | "html" | "json" | "text_mangled" | "placeholder" | "shifted" | "unknown"; readonly offset?: number };
}

/** JPEG or PNG by its first bytes, but a decoder could not read what precedes the picture data. */
export interface ImageUnreadableViolation extends Finding {
  readonly code: "image_unreadable";
  readonly severity: "error";
  readonly params: { readonly reason: "no_frame_header" | "bad_segment" | "bad_header" | "second_start" | "second_frame" | "no_quantization_table" | "no_palette" | "bad_crc" | "zero_dimension" };
}

/** The image's bytes end before its end marker, or another picture begins there. */
export interface ImageTruncatedViolation extends Finding {
  readonly code: "image_truncated";
  readonly severity: "error";
  readonly params?: undefined;
}

/** A full decode was asked for, and failed. */
export interface ImageCorruptViolation extends Finding {
  readonly code: "image_corrupt";
  readonly severity: "error";
  readonly params: { readonly reason: "decode_failed" | "limits_exceeded" };
}

/** A side of 8000 pixels or more. */
export interface ImageSideTooLongViolation extends Finding {
  readonly code: "image_side_too_long";
  readonly severity: "error";
  readonly params: { readonly max: number; readonly width: number; readonly height: number };
}

/** The longest side has 300 pixels or fewer. */
export interface ImageTooSmallViolation extends Finding {
  readonly code: "image_too_small";
  readonly severity: "error";
  readonly params: { readonly min: number; readonly width: number; readonly height: number };
}

/** The longest side suffices, but the picture as displayed is under 300 pixels wide. */
export interface ImageNarrowViolation extends Finding {
  readonly code: "image_narrow";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** The MIME type, declared or by default, is not that of the bytes. */
export interface MimeMismatchViolation extends Finding {
  readonly code: "mime_mismatch";
  readonly severity: "error";
  readonly params: { readonly declared: "image/jpeg" | "image/png"; readonly detected: "image/jpeg" | "image/png" };
}

/** A MIME type for an image that is absent. */
export interface MimeWithoutImageViolation extends Finding {
  readonly code: "mime_without_image";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** A gray image: the service rejects black-and-white copies. */
export interface ImageGrayscaleViolation extends Finding {
  readonly code: "image_grayscale";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** The same bytes as another image of the request. */
export interface ImageReusedViolation extends Finding {
  readonly code: "image_reused";
  readonly severity: "warning";
  readonly params: { readonly same_as: "frontsideImage" | "faceImage" | "backsideImage" };
}

/** The image carries the place where it was taken. */
export interface ImageHasLocationViolation extends Finding {
  readonly code: "image_has_location";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** faceImage is sent, but enabledFields leaves idFaceMatch out. */
export interface FaceImageUnusedViolation extends Finding {
  readonly code: "face_image_unused";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** enabledFields lists idFaceMatch, but the account has Face match disabled. */
export interface FaceMatchDisabledViolation extends Finding {
  readonly code: "face_match_disabled";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** enabledFields lists idAddress, but the account has address extraction disabled. */
export interface AddressExtractionDisabledViolation extends Finding {
  readonly code: "address_extraction_disabled";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** enabledFields lists idAddress for a document whose address is not extracted. */
export interface AddressUnsupportedViolation extends Finding {
  readonly code: "address_unsupported";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** A header that the service asks for is missing. */
export interface HeaderMissingViolation extends Finding {
  readonly code: "header_missing";
  readonly severity: "error";
  readonly params: { readonly name: "Accept" | "Content-Type" | "Content-Length" | "Authorization" | "User-Agent" };
}

/** A header has a value that the service refuses, or stands more than once; Accept may. */
export interface HeaderValueViolation extends Finding {
  readonly code: "header_value";
  readonly severity: "error";
  readonly params: { readonly name: "Accept" | "Content-Type" | "Content-Length" | "Authorization" | "User-Agent" };
}

/** The User-Agent does not name company, application and version. */
export interface GenericUserAgentViolation extends Finding {
  readonly code: "generic_user_agent";
  readonly severity: "warning";
  readonly params?: undefined;
}

/** A field of the response is missing or not in its documented form. */
export interface ResponseFieldViolation extends Finding {
  readonly code: "response_field";
  readonly severity: "error";
  readonly params?: undefined;
}

/** One thing that is wrong. `switch (violation.code)` tells its parameters. */
export type Violation =
  | MalformedJsonViolation
  | NotAnObjectViolation
  | WrappedRequestViolation
  | DuplicateFieldViolation
  | WrongTypeViolation
  | UnknownFieldViolation
  | RequiredViolation
  | EmptyViolation
  | TooLongViolation
  | TooLongUtf16Violation
  | ControlCharacterViolation
  | InvisibleCharacterViolation
  | SuspiciousMarkupViolation
  | ContainsEmailViolation
  | PossiblePersonalDataViolation
  | NotInEnumViolation
  | UnknownCountryViolation
  | VisaCountryViolation
  | UnknownUsStateViolation
  | CountryNameVariantViolation
  | DateFormatViolation
  | DateCalendarViolation
  | DateInFutureViolation
  | DocumentExpiredViolation
  | DateImplausibleViolation
  | UnknownTokenViolation
  | DuplicateTokenViolation
  | EmptyTokenViolation
  | UrlSyntaxViolation
  | UrlSchemeViolation
  | UrlNonAsciiViolation
  | UrlHostIsIpViolation
  | UrlPortViolation
  | UrlQueryViolation
  | UrlFragmentViolation
  | UrlUserinfoViolation
  | UrlUnreachableHostViolation
  | UrlForeignDomainViolation
  | Base64DataUriViolation
  | Base64WhitespaceViolation
  | Base64PlusLostViolation
  | Base64UrlSafeViolation
  | Base64AlphabetViolation
  | Base64PaddingViolation
  | ImageTooManyBytesViolation
  | ImageEncodedTooLongViolation
  | ImageFormatViolation
  | ImageUnreadableViolation
  | ImageTruncatedViolation
  | ImageCorruptViolation
  | ImageSideTooLongViolation
  | ImageTooSmallViolation
  | ImageNarrowViolation
  | MimeMismatchViolation
  | MimeWithoutImageViolation
  | ImageGrayscaleViolation
  | ImageReusedViolation
  | ImageHasLocationViolation
  | FaceImageUnusedViolation
  | FaceMatchDisabledViolation
  | AddressExtractionDisabledViolation
  | AddressUnsupportedViolation
  | HeaderMissingViolation
  | HeaderValueViolation
  | GenericUserAgentViolation
  | ResponseFieldViolation;

/** What is wrong. The codes are stable: they are what programs match on. */
export type Code = Violation["code"];

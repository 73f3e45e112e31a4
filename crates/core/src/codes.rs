//! The codes: wire name, severity, parameters and English text of every violation, one entry each.
//!
//! A violation is data: a [`Code`], its parameters and the field. The sentence is rendered last, from the template that
//! stands here. `{field}` is the field's name; `{name}` of a parameter is its value, in words where
//! [`phrase`](fn@phrase) knows some.

use crate::split::cut;
use crate::string_table;

/// How much a violation weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The guide forbids it, or the service cannot read it. A request with an error is not valid.
    Error,
    /// Legal by the guide, but known to go wrong, undecidable from the request, or a heuristic.
    Warning,
}

impl Severity {
    /// The name in a report: `error` or `warning`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// What a parameter of a violation can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParamType {
    /// A whole number, never negative.
    Number,
    /// `true`, or left out.
    Flag,
    /// One word of the vocabulary.
    Word(&'static [&'static str]),
    /// A list of words, fixed per field.
    Words,
}

macro_rules! params {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// The name of a parameter of a violation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Param {
            $(#[doc = concat!("`", $name, "`")] $variant,)+
        }

        impl Param {
            /// The name in a report's `params`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                const NAMES: &str = concat!($($name),+);
                static LENGTHS: [u8; [$($name),+].len()] = [$($name.len() as u8),+];
                string_table::behind(NAMES, &LENGTHS, self as usize)
            }
        }
    };
}

params! {
    Line = "line", Column = "column", Offset = "offset",
    Expected = "expected", Actual = "actual", DoubleEncoded = "double_encoded",
    Omitted = "omitted", Because = "because",
    Max = "max", Min = "min", Index = "index",
    Kind = "kind", Source = "source", Allowed = "allowed",
    Detected = "detected", Declared = "declared", Reason = "reason",
    Width = "width", Height = "height", SameAs = "same_as", Name = "name",
    Where = "where",
}

impl Param {
    /// Whether a violation of that code, which has this parameter, can be without it.
    #[must_use]
    pub const fn is_optional(self, code: Code) -> bool {
        matches!(self, Param::DoubleEncoded | Param::Omitted | Param::Source)
            || matches!((self, code), (Param::Offset, Code::ImageFormat))
    }
}

/// The types of JSON values, as `wrong_type` names them.
pub(crate) const JSON_TYPES: &[&str] = &["null", "boolean", "number", "string", "array", "object"];
/// Why a body is not JSON.
pub(crate) const MALFORMED_REASONS: &[&str] = crate::body::Reason::WORDS;
/// What a request is wrapped in.
pub(crate) const WRAPPERS: &[&str] = &["har", "postman", "object"];
/// Why a field is required.
pub(crate) const BECAUSE: &[&str] = &["always", "face_match", "screening"];
/// The kinds of `possible_personal_data`.
pub(crate) const PERSONAL_KINDS: &[&str] = &["own_value", "phone", "ssn", "card", "iban", "mrz"];
/// The fields whose own value `possible_personal_data` looks for.
pub(crate) const OWN_FIELDS: &[&str] = &["firstName", "lastName", "number", "dob", "personalNumber"];
/// What `image_format` can tell of bytes that are neither JPEG nor PNG.
pub(crate) const FOREIGN_FORMATS: &[&str] = &[
    "gif",
    "webp",
    "heic",
    "avif",
    "bmp",
    "tiff",
    "pdf",
    "svg",
    "jp2",
    "jxl",
    "ico",
    "psd",
    "empty",
    "base64",
    "hex",
    "data_uri",
    "html",
    "json",
    "text_mangled",
    "placeholder",
    "shifted",
    "unknown",
];
/// Why what precedes an image's data cannot be read.
pub(crate) const UNREADABLE_REASONS: &[&str] = &[
    "no_frame_header",
    "bad_segment",
    "bad_header",
    "second_start",
    "second_frame",
    "no_quantization_table",
    "no_palette",
    "bad_crc",
    "zero_dimension",
];
/// Why an image does not decode.
pub(crate) const CORRUPT_REASONS: &[&str] = &["decode_failed", "limits_exceeded"];
/// Why a text is not an absolute URL with a usable host.
pub(crate) const URL_REASONS: &[&str] = &[
    "scheme",
    "authority",
    "host_character",
    "label",
    "host_length",
    "punycode",
    "escape",
    "control_escape",
    "character",
];
/// The fields that hold an image, in the table's order.
pub(crate) const IMAGE_FIELDS: &[&str] = &["frontsideImage", "faceImage", "backsideImage"];
/// The headers that the service asks for.
pub(crate) const HEADERS: &[&str] = &["Accept", "Content-Type", "Content-Length", "Authorization", "User-Agent"];

macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])+
        $variant:ident = $name:literal $severity:ident [$($param:ident: $kind:expr),*] $text:literal;
    )+) => {
        /// What is wrong. The names are stable: they are what programs match on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The name in a report, such as `image_too_small`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                const NAMES: &str = concat!($($name),+);
                static LENGTHS: [u8; Code::ALL.len()] = [$($name.len() as u8),+];
                string_table::behind(NAMES, &LENGTHS, self as usize)
            }

            /// The code of that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Code> {
                Code::ALL.iter().copied().find(|code| code.as_str() == name)
            }

            /// Whether a request with this violation can still be valid.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)+ }
            }

            /// The parameters it can carry, in the order a report gives them.
            #[must_use]
            pub const fn params(self) -> &'static [(Param, ParamType)] {
                match self { $(Code::$variant => &[$((Param::$param, $kind)),*],)+ }
            }

            /// Their names alone: what they can hold is for those who read of them.
            pub(crate) fn param_names(self) -> &'static [Param] {
                static ALL: &[Param] = &[$($(Param::$param,)*)+];
                static COUNTS: [u8; Code::ALL.len()] = [$(<[Param]>::len(&[$(Param::$param),*]) as u8),+];
                let before = COUNTS.iter().take(self as usize).map(|count| usize::from(*count)).sum::<usize>();
                let count = COUNTS.get(self as usize).map_or(0, |count| usize::from(*count));
                ALL.get(before..before + count).unwrap_or_default()
            }

            /// The English sentence, with `{field}` and the parameters' names to fill in.
            #[must_use]
            pub const fn template(self) -> &'static str {
                const TEMPLATES: &str = concat!($($text),+);
                static LENGTHS: [u8; Code::ALL.len()] = [$($text.len() as u8),+];
                string_table::behind(TEMPLATES, &LENGTHS, self as usize)
            }

            /// When it is reported: the rule in one sentence.
            #[must_use]
            pub const fn rule(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc),+),)+ }
            }
        }
    };
}

use crate::choices::MimeType;
use crate::foreign::TOP_TYPES;
use ParamType::{Flag, Number, Word, Words};

codes! {
    // The body
    /// The body is not one JSON text in UTF-8; a byte order mark counts, and so does nesting deeper than 64.
    MalformedJson = "malformed_json" Error
        [Line: Number, Column: Number, Offset: Number, Reason: Word(MALFORMED_REASONS)]
        "The body is not JSON in UTF-8: {reason} (line {line}, column {column}).";
    /// The body is JSON, but its top value is no object.
    NotAnObject = "not_an_object" Error [Actual: Word(TOP_TYPES), DoubleEncoded: Flag]
        "The body must be a JSON object, not {actual}{double_encoded}.";
    /// The body has none of the fields that every request has, but an object inside it, at most three levels down, has two or
    /// more of them; or the body is a HAR file or a Postman export.
    WrappedRequest = "wrapped_request" Warning [Where: Word(WRAPPERS)]
        "The body has no mandatory field: {where}.";
    /// A name stands twice in the body's object.
    DuplicateField = "duplicate_field" Error []
        "{field} stands more than once in the body.";
    /// A field's value is no string.
    WrongType = "wrong_type" Error [Expected: Word(&["string"]), Actual: Word(JSON_TYPES)]
        "{field} must be {expected}, not {actual}.";
    /// A name that the API does not know; after 32 of them only their count is given.
    UnknownField = "unknown_field" Warning [Omitted: Number]
        "{field} is not a field of performNetverify.";
    // Requirement and text
    /// A mandatory field is absent, null, empty or only white space.
    Required = "required" Error [Because: Word(BECAUSE)]
        "{field} is required{because}.";
    /// An optional field is sent without content.
    Empty = "empty" Warning []
        "{field} is empty: leave it out instead.";
    /// More Unicode code points than the field takes.
    TooLong = "too_long" Error [Max: Number, Actual: Number]
        "{field} has {actual} characters; at most {max} are allowed.";
    /// The code points fit, the UTF-16 code units do not.
    TooLongUtf16 = "too_long_utf16" Warning [Max: Number, Actual: Number]
        "{field} has {actual} UTF-16 code units; a service that counts those takes at most {max}.";
    /// A control character, U+0000 to U+001F or U+007F to U+009F.
    ControlCharacter = "control_character" Error [Index: Number]
        "{field} holds a control character at position {index}.";
    /// An invisible character that breaks search and comparison; a joiner between letters outside ASCII is none.
    InvisibleCharacter = "invisible_character" Warning [Index: Number]
        "{field} holds an invisible character at position {index}: it is not the text that it looks like.";
    /// Text that looks like markup or script.
    SuspiciousMarkup = "suspicious_markup" Warning []
        "{field} looks like markup or script, which the service may refuse as suspicious.";
    /// An e-mail address in a field that must hold no personal data.
    ContainsEmail = "contains_email" Error []
        "{field} holds an e-mail address; it must hold no personal data.";
    /// What looks like personal data in a field that must hold none.
    PossiblePersonalData = "possible_personal_data" Warning [Kind: Word(PERSONAL_KINDS), Source: Word(OWN_FIELDS)]
        "{field} seems to hold {kind}{source}; it must hold no personal data.";
    // Choices, countries, states
    /// The value is none of the field's fixed values.
    NotInEnum = "not_in_enum" Error [Allowed: Words]
        "{field} must be one of {allowed}.";
    /// Not a current ISO 3166-1 alpha-3 code in upper case, nor XKX.
    UnknownCountry = "unknown_country" Error []
        "{field} is not an ISO 3166-1 alpha-3 code, nor XKX.";
    /// A visa of a country other than the USA and China.
    VisaCountry = "visa_country" Warning []
        "{field}: visas are known to be supported for USA and CHN only.";
    /// usState holds nothing that the guide lists for this idType.
    UnknownUsState = "unknown_us_state" Error []
        "{field} is neither a US state nor, for a passport or ID card, a country that ISO 3166-1 lists.";
    /// usState holds a former, common or differently written country name.
    CountryNameVariant = "country_name_variant" Warning []
        "{field} is not written as ISO 3166-1 writes the country's short name.";
    // Dates
    /// Not four digits, a hyphen, two digits, a hyphen and two digits.
    DateFormat = "date_format" Error []
        "{field} must be a date written YYYY-MM-DD.";
    /// Well formed, but the calendar has no such day.
    DateCalendar = "date_calendar" Error []
        "{field} is not a day of the calendar.";
    /// A date of birth after today.
    DateInFuture = "date_in_future" Warning []
        "{field} lies in the future.";
    /// An expiry before today.
    DocumentExpired = "document_expired" Warning []
        "{field} lies in the past: the document has expired.";
    /// A year before 1900, or an expiry after 2100.
    DateImplausible = "date_implausible" Warning []
        "{field} lies in an implausible year.";
    // enabledFields
    /// A token that is none of the nine.
    UnknownToken = "unknown_token" Error [Index: Number]
        "{field} has an unknown token (number {index}, counted from 0).";
    /// A token that stands there already.
    DuplicateToken = "duplicate_token" Warning [Index: Number]
        "{field} lists a token twice (number {index}, counted from 0).";
    /// Nothing between two commas, or after the last one.
    EmptyToken = "empty_token" Error [Index: Number]
        "{field} has an empty token (number {index}, counted from 0).";
    // callbackUrl
    /// Not an absolute URL with a usable host: RFC 3986, and for the host the rules of host names.
    UrlSyntax = "url_syntax" Error [Reason: Word(URL_REASONS), Index: Number]
        "{field} is not an absolute URL with a usable host: {reason} (position {index}, counted from 0).";
    /// The scheme is not https.
    UrlScheme = "url_scheme" Error []
        "{field} must begin with https://.";
    /// A character outside ASCII.
    UrlNonAscii = "url_non_ascii" Error []
        "{field} must be ASCII: write the host in Punycode and escape the path.";
    /// The host is an IP address, in any form that a browser reads as one.
    UrlHostIsIp = "url_host_is_ip" Error []
        "{field} must name a host, not an IP address.";
    /// A port, even the default or an empty one.
    UrlPort = "url_port" Error []
        "{field} must not name a port, not even the default one.";
    /// A query, even an empty one.
    UrlQuery = "url_query" Error []
        "{field} must have no query.";
    /// A fragment, even an empty one.
    UrlFragment = "url_fragment" Error []
        "{field} must have no fragment.";
    /// A user or a password before the host.
    UrlUserinfo = "url_userinfo" Error []
        "{field} must have no user or password.";
    /// A host that the public internet cannot reach.
    UrlUnreachableHost = "url_unreachable_host" Warning []
        "{field} names a host that the service cannot reach from the internet.";
    /// The host is not below one of the callback domains that the caller set.
    UrlForeignDomain = "url_foreign_domain" Error []
        "{field} names a host outside the callback domains that were set.";
    // Images
    /// The image begins with the head of a data: URI, with or without that word.
    Base64DataUri = "base64_data_uri" Error []
        "{field} begins with a data: URI head; send the base64 text alone.";
    /// Line breaks or blanks in the base64 text.
    Base64Whitespace = "base64_whitespace" Error [Index: Number]
        "{field} has white space in its base64 text, first at position {index}.";
    /// Blanks where + was, which the decoding of a form makes of it.
    Base64PlusLost = "base64_plus_lost" Error []
        "{field} has blanks where its base64 text had +: it was decoded like a form's field.";
    /// The URL-safe alphabet of base64.
    Base64UrlSafe = "base64_url_safe" Error [Index: Number]
        "{field} is written in the URL-safe alphabet of base64, first at position {index}; use + and /.";
    /// A character that no alphabet of base64 has.
    Base64Alphabet = "base64_alphabet" Error [Index: Number]
        "{field} has a character at position {index} that is not base64.";
    /// Padding that is missing, misplaced or not canonical.
    Base64Padding = "base64_padding" Error []
        "{field} is base64 with missing, misplaced or non-canonical padding.";
    /// More than 15 MiB of decoded bytes.
    ImageTooManyBytes = "image_too_many_bytes" Error [Max: Number, Actual: Number]
        "{field} is an image of {actual} bytes; at most {max} are allowed.";
    /// The image fits, its base64 text is over 15 MiB.
    ImageEncodedTooLong = "image_encoded_too_long" Warning [Max: Number, Actual: Number]
        "{field} is a base64 text of {actual} bytes; a stricter reading of the guide allows {max}.";
    /// Neither JPEG nor PNG by its first bytes.
    ImageFormat = "image_format" Error [Detected: Word(FOREIGN_FORMATS), Offset: Number]
        "{field} is neither JPEG nor PNG{detected}{offset}.";
    /// JPEG or PNG by its first bytes, but a decoder could not read what precedes the picture data.
    ImageUnreadable = "image_unreadable" Error [Reason: Word(UNREADABLE_REASONS)]
        "{field} has a header that cannot be read: {reason}.";
    /// The image's bytes end before its end marker, or another picture begins there.
    ImageTruncated = "image_truncated" Error []
        "{field} is cut off: it ends, or another picture begins, before its picture data is complete.";
    /// A full decode was asked for, and failed.
    ImageCorrupt = "image_corrupt" Error [Reason: Word(CORRUPT_REASONS)]
        "{field} does not decode: {reason}.";
    /// A side of 8000 pixels or more.
    ImageSideTooLong = "image_side_too_long" Error [Max: Number, Width: Number, Height: Number]
        "{field} is {width} × {height} pixels; each side must be under 8000 pixels.";
    /// The longest side has 300 pixels or fewer.
    ImageTooSmall = "image_too_small" Error [Min: Number, Width: Number, Height: Number]
        "{field} is {width} × {height} pixels; its longest side must be over 300 pixels.";
    /// The longest side suffices, but the picture as displayed is under 300 pixels wide.
    ImageNarrow = "image_narrow" Warning []
        "{field} is under 300 pixels wide as displayed.";
    /// The MIME type, declared or by default, is not that of the bytes.
    MimeMismatch = "mime_mismatch" Error [Declared: Word(MimeType::NAMES), Detected: Word(MimeType::NAMES)]
        "{field} says {declared}, but the image's bytes are {detected}.";
    /// A MIME type for an image that is absent.
    MimeWithoutImage = "mime_without_image" Warning []
        "{field} is sent without its image.";
    /// A gray image: the service rejects black-and-white copies.
    ImageGrayscale = "image_grayscale" Warning []
        "{field} is a grayscale image; the service rejects black-and-white copies.";
    /// The same bytes as another image of the request.
    ImageReused = "image_reused" Warning [SameAs: Word(IMAGE_FIELDS)]
        "{field} has the same bytes as {same_as}.";
    /// The image carries the place where it was taken.
    ImageHasLocation = "image_has_location" Warning []
        "{field} carries GPS coordinates, which the verification does not need.";
    // Across fields
    /// faceImage is sent, but enabledFields leaves idFaceMatch out.
    FaceImageUnused = "face_image_unused" Warning []
        "{field} is sent, but enabledFields does not list idFaceMatch: it will not be compared.";
    /// enabledFields lists idFaceMatch, but the account has Face match disabled.
    FaceMatchDisabled = "face_match_disabled" Warning []
        "{field} lists idFaceMatch, but Face match is disabled for the account.";
    /// enabledFields lists idAddress, but the account has address extraction disabled.
    AddressExtractionDisabled = "address_extraction_disabled" Warning []
        "{field} lists idAddress, but address extraction is disabled for the account.";
    /// enabledFields lists idAddress for a document whose address is not extracted.
    AddressUnsupported = "address_unsupported" Warning []
        "{field} lists idAddress, but addresses are not extracted from this country's documents of this idType.";
    // The request's head and the response
    /// A header that the service asks for is missing.
    HeaderMissing = "header_missing" Error [Name: Word(HEADERS)]
        "The header {name} is missing.";
    /// A header has a value that the service refuses, or stands more than once; Accept may.
    HeaderValue = "header_value" Error [Name: Word(HEADERS)]
        "The header {name}.";
    /// The User-Agent does not name company, application and version.
    GenericUserAgent = "generic_user_agent" Warning []
        "The User-Agent does not name your company and application: write it like \"Company App/1.0\".";
    /// A field of the response is missing or not in its documented form.
    ResponseField = "response_field" Error []
        "{field} is missing in the response, or not in its documented form.";
}

/// What the words of the vocabularies are in a sentence, where it is not themselves: a word, `=`, and what it is there. A word
/// that means something else with one code stands there behind that code and a dot.
const PHRASES: &str = "always=\n\
    malformed_json.empty=it is empty\n\
    malformed_json.byte_order_mark=it begins with a byte order mark\n\
    malformed_json.utf16=it is in UTF-16\n\
    malformed_json.utf32=it is in UTF-32\n\
    malformed_json.not_utf8=a byte is not UTF-8\n\
    malformed_json.compressed=it is compressed\n\
    malformed_json.picture=it is a picture\n\
    malformed_json.form=it is form data\n\
    malformed_json.truncated=it ends too early\n\
    malformed_json.trailing_comma=a comma is before a closing bracket\n\
    malformed_json.comment=it has a comment\n\
    malformed_json.single_quotes=it has single quotes\n\
    malformed_json.unquoted_name=a name has no quotation marks\n\
    malformed_json.literal=a word is not true, false or null\n\
    malformed_json.number=a number is not written as JSON writes numbers\n\
    malformed_json.control_character=a control character is not escaped\n\
    malformed_json.escape=a backslash begins no escape that JSON has\n\
    malformed_json.surrogate=half of a surrogate pair stands alone\n\
    malformed_json.second_value=something follows the end of the JSON value\n\
    malformed_json.too_deep=it is nested more than 64 levels deep\n\
    malformed_json.syntax=JSON does not allow what stands there (is a comma or quotation mark missing?)\n\
    har=it is a HAR file\n\
    postman=it is a Postman export\n\
    wrapped_request.object=an object inside it seems to be the request\n\
    face_match=: Face match applies\n\
    screening=: Screening applies\n\
    null=null\n\
    boolean=a boolean\n\
    number=a number\n\
    string=a string\n\
    array=an array\n\
    object=an object\n\
    form_data=a FormData: pass Object.fromEntries(formData), each file as base64\n\
    form_element=a form element: pass Object.fromEntries(new FormData(form)), each file as base64\n\
    url_search_params=a URLSearchParams: pass Object.fromEntries(searchParams)\n\
    map=a Map: pass Object.fromEntries(map)\n\
    set=a Set: pass an object of names and values\n\
    headers=a Headers object: call validateHead(headers, bodyLength)\n\
    request=a Request: call validateJson(await request.arrayBuffer())\n\
    response=a Response: call validateJson(await response.arrayBuffer())\n\
    blob=a Blob or File: call validateJson(await blob.arrayBuffer()) or checkBlob(blob)\n\
    bytes=bytes: call validateJson(bytes) or checkImage(bytes)\n\
    event=an event: pass Object.fromEntries(new FormData(form)), each file as base64\n\
    promise=a Promise: await it, and pass its value\n\
    true= that holds JSON: it was encoded twice\n\
    own_value=the value of \n\
    phone=a telephone number\n\
    ssn=a social security number\n\
    card=a card number\n\
    iban=a bank account (IBAN)\n\
    mrz=a machine-readable line\n\
    gif= but GIF\n\
    webp= but WebP\n\
    heic= but HEIC\n\
    avif= but AVIF\n\
    bmp= but BMP\n\
    tiff= but TIFF\n\
    pdf= but PDF\n\
    svg= but SVG\n\
    jp2= but JPEG 2000\n\
    jxl= but JPEG XL\n\
    ico= but an icon (ICO)\n\
    psd= but a Photoshop document (PSD)\n\
    empty=: it has no bytes\n\
    base64=: it was encoded in base64 twice\n\
    hex=: it is a picture in hexadecimal digits\n\
    data_uri=: it is a data: URI, encoded as a whole\n\
    html=: it is an HTML page\n\
    json=: it is JSON\n\
    text_mangled=: it is a picture that was read as text\n\
    placeholder=: a word, an object's name, a path or an address stands in its place\n\
    shifted= at its first byte: the picture begins at byte \n\
    unknown=, nor any other format that is known\n\
    no_frame_header=the JPEG has no frame header\n\
    bad_segment=a table or scan header of the JPEG has an impossible length\n\
    bad_header=the frame header (JPEG) or IHDR (PNG) is impossible\n\
    second_start=another JPEG begins before the picture data\n\
    second_frame=the JPEG has two frame headers\n\
    no_quantization_table=the JPEG lacks a quantization table\n\
    no_palette=the PNG lacks its palette\n\
    bad_crc=the checksum of IHDR (PNG) is wrong\n\
    zero_dimension=the header gives a side of 0 pixels\n\
    decode_failed=its data is damaged\n\
    header_value.Accept=Accept does not admit application/json\n\
    header_value.Content-Type=Content-Type is not application/json in UTF-8, or is sent more than once\n\
    header_value.Content-Length=Content-Length is not the length of the body in bytes, or is sent more than once\n\
    header_value.Authorization=Authorization is not Basic with the base64 text of token:secret, or is sent more than once\n\
    header_value.User-Agent=User-Agent is sent more than once\n\
    limits_exceeded=it would need too much time or memory\n\
    url_syntax.scheme=it does not begin with a scheme, such as https:\n\
    url_syntax.authority=after the scheme, // or the host name is missing\n\
    url_syntax.host_character=the host name has another character than letters, digits, hyphens and dots\n\
    url_syntax.label=a label of the host name is empty, over 63 characters, or has a hyphen at an end\n\
    url_syntax.host_length=the host name is longer than 253 characters\n\
    url_syntax.punycode=a label of the host name begins with xn-- but is not valid Punycode\n\
    url_syntax.escape=a % is not followed by two hexadecimal digits, or stands in the host name\n\
    url_syntax.control_escape=it has an escaped control character, such as %0A or %7F\n\
    url_syntax.character=it has a character that is not allowed in that place\n";

/// Returns the words for a parameter's value in a sentence of that code: itself, where it is not otherwise said.
pub(crate) fn phrase(code: Code, word: &'static str) -> &'static str {
    let mut found = word;
    let mut rows = PHRASES;
    while let (row, Some(rest)) = cut(rows, b'\n') {
        if let (of, Some(said)) = cut(row, b'=') {
            if of.strip_prefix(code.as_str()).and_then(|of| of.strip_prefix('.')) == Some(word) {
                return said;
            }
            if of == word {
                found = said;
            }
        }
        rows = rest;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for (i, code) in Code::ALL.iter().enumerate() {
            assert_eq!(Code::from_name(code.as_str()), Some(*code));
            assert!(Code::ALL[..i].iter().all(|other| other.as_str() != code.as_str()), "{code:?} twice");
        }
    }

    #[test]
    fn phrases_are_of_words_that_there_are() {
        let mut words: Vec<String> = vec!["true".to_owned()];
        for code in Code::ALL {
            for (_, kind) in code.params() {
                if let ParamType::Word(known) = kind {
                    words.extend(known.iter().map(|word| (*word).to_owned()));
                    words.extend(known.iter().map(|word| format!("{}.{word}", code.as_str())));
                }
            }
        }
        for row in PHRASES.lines() {
            let (word, _) = row.split_once('=').expect("a word and what it is");
            assert!(words.iter().any(|known| known == word), "{word} is no word");
        }
    }

    #[test]
    fn a_phrase_of_a_code_comes_before_that_of_the_word() {
        assert_eq!(phrase(Code::WrongType, "number"), "a number");
        assert_eq!(phrase(Code::ImageFormat, "gif"), " but GIF");
        assert_eq!(phrase(Code::ImageFormat, "no such word"), "no such word");
    }

    #[test]
    fn templates_use_declared_parameters_only() {
        for code in Code::ALL {
            let mut rest = code.template();
            while let Some(start) = rest.find('{') {
                let end = start + rest[start..].find('}').expect("a closed placeholder");
                let name = &rest[start + 1..end];
                assert!(
                    name == "field" || code.params().iter().any(|(param, _)| param.as_str() == name),
                    "{code:?} has no parameter {name}"
                );
                rest = &rest[end + 1..];
            }
        }
    }
}

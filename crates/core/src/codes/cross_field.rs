//! The codes of rules that read two fields, or the settings.

use super::entry::{PARAMETERS, fields, with};

codes!(
    cross_field,
    Cross,
    FaceImageUnused {
        name: "face_image_unused",
        severity: Warning,
        rule: "faceImage is sent, but enabledFields leaves idFaceMatch out.",
        message: "{field} is sent, but enabledFields does not list idFaceMatch: it will not be compared.",
        params: &[],
        why: "enabledFields overrides the account's settings. Without idFaceMatch in it the face is sent for \
            nothing, and nobody compares it with the document.",
        fix: "Add idFaceMatch to enabledFields, or do not send the face.",
        section: PARAMETERS,
        bad_example: fields(r#"{"faceImage":"<other.jpg>","enabledFields":"idNumber,idDob"}"#),
        good_example: fields(r#"{"faceImage":"<other.jpg>","enabledFields":"idNumber,idDob,idFaceMatch"}"#),
    },
    FaceMatchDisabled {
        name: "face_match_disabled",
        severity: Warning,
        rule: "enabledFields lists idFaceMatch, but the account has Face match disabled.",
        message: "{field} lists idFaceMatch, but Face match is disabled for the account.",
        params: &[],
        why: "Face match is processed only for accounts that have it, whatever enabledFields lists.",
        fix: "Leave idFaceMatch out of enabledFields, or ask the provider to enable Face match and correct the \
            setting of the check.",
        section: PARAMETERS,
        bad_example: with(r#"{"faceMatch":"disabled"}"#, r#"{"enabledFields":"idNumber,idFaceMatch"}"#,),
        good_example: with(r#"{"faceMatch":"disabled"}"#, r#"{"enabledFields":"idNumber"}"#,),
    },
    AddressExtractionDisabled {
        name: "address_extraction_disabled",
        severity: Warning,
        rule: "enabledFields lists idAddress, but the account has address extraction disabled.",
        message: "{field} lists idAddress, but address extraction is disabled for the account.",
        params: &[],
        why: "Addresses are extracted only for accounts that have it enabled, whatever enabledFields lists.",
        fix: "Leave idAddress out of enabledFields, or ask the provider to enable address extraction and correct the \
            setting of the check.",
        section: PARAMETERS,
        bad_example: with(
            r#"{"addressExtraction":"disabled"}"#,
            r#"{"country":"DEU","idType":"ID_CARD","enabledFields":"idNumber,idAddress"}"#,
        ),
        good_example: with(
            r#"{"addressExtraction":"disabled"}"#,
            r#"{"country":"DEU","idType":"ID_CARD","enabledFields":"idNumber"}"#,
        ),
    },
    AddressUnsupported {
        name: "address_unsupported",
        severity: Warning,
        rule: "enabledFields lists idAddress for a document whose address is not extracted.",
        message: "{field} lists idAddress, but addresses are not extracted from this country's documents of this \
            idType.",
        params: &[],
        why: "The provider extracts addresses from some documents of some countries. From this one it does not: the \
            result will hold no address.",
        fix: "Leave idAddress out of enabledFields, or ask the customer for a document of this country whose address \
            is extracted.",
        section: "Guide, supported documents for address extraction",
        bad_example: fields(r#"{"country":"DEU","idType":"PASSPORT","enabledFields":"idNumber,idAddress"}"#),
        good_example: fields(r#"{"country":"DEU","idType":"ID_CARD","enabledFields":"idNumber,idAddress"}"#),
    },
);

//! The members of a request's body, kept as they pass: the texts of fields, what images are, names that are unknown.

use super::image_text::ImageText;
use super::inside::Inside;
use super::json_type::JsonType;
use super::texts::Texts;
use super::tokenizer::{Handler, JsonValue};
use super::top::Top;
use crate::fields::{Field, Requirement};
use crate::image::Base64Image;
use crate::json_object::JsonObject;
use crate::raw_request::object_bit;
use crate::unknown::{Name, UnknownNames};
use core::ops::Range;

/// The number of additionalChecks among [`JsonObject::FIELDS`].
const ADDITIONAL_CHECKS: usize = 0;

/// The value of a field.
#[derive(Debug, Clone, Default)]
pub(super) enum Slot {
    /// Not there, or null.
    #[default]
    Absent,
    Text {
        /// Its place among the texts.
        place: Range<usize>,
        /// Its place in the body, between the quotes.
        raw: Range<u64>,
    },
    /// The text of an image, by its place in the body; what it is can be read in [`Members::images`].
    Image { raw: Range<u64> },
    /// An image of which nothing else is known.
    Present,
    /// No string.
    Wrong(JsonType),
}

/// The member of the body whose value is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Field(Field),
    /// One of [`JsonObject::FIELDS`].
    Object(usize),
    Unknown(Wrapper),
}

/// Names of what a request may be wrapped in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrapper {
    /// `log` of a HAR file.
    Log,
    /// `info` and `item` of a Postman export.
    Info,
    Item,
    None,
}

/// What a text is that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A name that may be known, or `enableSearch`'s text: kept in [`Members::name`].
    Name,
    Field,
    Image,
    /// The whole body, which may have been encoded twice.
    Top,
    /// One that nobody asks for.
    Other,
}

#[derive(Debug, Clone)]
pub(super) struct Members {
    pub(super) top: Top,
    member: Member,
    role: Role,
    name: Name,
    pub(super) texts: Texts,
    /// Where the text that is being read begins, among the texts and in the body.
    start: usize,
    raw_start: u64,
    /// By [`Field::index`].
    pub(super) slots: [Slot; Field::ALL.len()],
    /// The image whose text is being read, and those that were read; `None` for nothing but white space.
    image: Option<ImageText>,
    pub(super) images: [Option<Base64Image>; 3],
    /// The places of [`JsonObject::FIELDS`] in the body.
    pub(super) objects: [Option<Range<u64>>; 2],
    /// The names met so far, and those met again: the fields, by a bit at [`Field::index`], and behind them the objects.
    seen: u32,
    pub(super) repeated: u32,
    pub(super) unknown: UnknownNames,
    search: Search,
    inside: Inside,
    /// The bit of the name in a nested object whose value comes next.
    nested: u8,
    /// Whether `log` is that of a HAR file; whether `info` and `item` are those of a Postman export.
    log: bool,
    info: bool,
    item: bool,
}

/// Whether additionalChecks asks for a watch-list search: it does where `watchlistScreening` is an object whose `enableSearch` is
/// not `"false"`.
#[derive(Debug, Clone, Copy, Default)]
struct Search {
    is_asked: bool,
    /// Whether the value that is being read is that of `watchlistScreening`, and in it that of `enableSearch`.
    in_screening: bool,
    in_switch: bool,
    is_disabled: bool,
}

impl Members {
    pub(super) const fn new() -> Self {
        Members {
            top: Top::new(),
            member: Member::Unknown(Wrapper::None),
            role: Role::Other,
            name: Name::new(),
            texts: Texts::new(),
            start: 0,
            raw_start: 0,
            slots: [const { Slot::Absent }; Field::ALL.len()],
            image: None,
            images: [None; 3],
            objects: [const { None }; 2],
            seen: 0,
            repeated: 0,
            unknown: UnknownNames::new(),
            search: Search { is_asked: false, in_screening: false, in_switch: false, is_disabled: false },
            inside: Inside::new(),
            nested: 0,
            log: false,
            info: false,
            item: false,
        }
    }

    /// Forgets all that was read, in fewer steps than a new one is made.
    pub(super) fn clear(&mut self) {
        self.texts.clear();
        self.name.clear();
        for (slot, bit) in self.slots.iter_mut().zip(0..) {
            if self.seen >> bit & 1 == 1 {
                *slot = Slot::Absent;
            }
        }
        self.unknown = UnknownNames::new();
        self.top = Top::new();
        self.member = Member::Unknown(Wrapper::None);
        self.role = Role::Other;
        self.images = [None; 3];
        self.image = None;
        self.objects = [const { None }; 2];
        (self.seen, self.repeated, self.nested) = (0, 0, 0);
        self.search = Search::default();
        self.inside = Inside::new();
        (self.log, self.info, self.item) = (false, false, false);
    }

    /// Checks whether additionalChecks asks for a watch-list search.
    pub(super) fn asks_for_search(&self) -> bool {
        self.search.is_asked
    }

    /// Returns what the body is, where it has none of the names that every request has: a word of the parameter `where`.
    pub(super) fn wrapper(&self) -> Option<&'static str> {
        let is_met = |field: Field| self.seen & (1 << field.index()) != 0;
        if Field::ALL.into_iter().any(|field| field.spec().requirement == Requirement::Required && is_met(field)) {
            None
        } else if self.log {
            Some("har")
        } else if self.info && self.item {
            Some("postman")
        } else {
            self.inside.has_request().then_some("object")
        }
    }

    fn see(&mut self, bit: u32) {
        self.repeated |= self.seen & bit;
        self.seen |= bit;
    }

    /// Returns the fields whose names were met, and their values.
    pub(super) fn fields(&self) -> impl Iterator<Item = (Field, &Slot)> {
        let mut bits = self.seen;
        core::iter::from_fn(move || {
            let index = bits.trailing_zeros() as usize;
            bits &= bits.wrapping_sub(1);
            Some((*Field::ALL.get(index)?, self.slots.get(index)?))
        })
    }

    /// Returns what was read of a field's image; `None` where it is blank.
    pub(super) fn image(&self, field: Field) -> Option<Base64Image> {
        field.image_index().and_then(|index| self.images[index])
    }

    fn slot_mut(&mut self, field: Field) -> &mut Slot {
        &mut self.slots[field.index()]
    }

    /// Looks up the name of a member of the top object.
    fn name_of_member(&mut self) {
        let name = self.name.as_str();
        if let Some(field) = Field::from_name(name) {
            self.member = Member::Field(field);
            self.see(1 << field.index());
        } else if let Some(object) = JsonObject::FIELDS.iter().position(|known| *known == name) {
            self.member = Member::Object(object);
            self.see(object_bit(object));
        } else {
            self.member = Member::Unknown(match name {
                "log" => Wrapper::Log,
                "info" => Wrapper::Info,
                "item" => Wrapper::Item,
                _ => Wrapper::None,
            });
            self.unknown.add(&self.name);
        }
    }

    /// Begins the value of a member of the top object.
    fn value_of_member(&mut self, JsonValue { kind, start, .. }: JsonValue) {
        match self.member {
            Member::Field(field) => {
                self.role = if field.image_index().is_some() { Role::Image } else { Role::Field };
                *self.slot_mut(field) = match kind {
                    JsonType::Null | JsonType::String => Slot::Absent,
                    kind => Slot::Wrong(kind),
                };
            }
            Member::Object(object) => {
                self.objects[object] = Some(start..start);
                if object == ADDITIONAL_CHECKS {
                    self.search = Search::default();
                }
            }
            Member::Unknown(wrapper) => self.item |= wrapper == Wrapper::Item && kind == JsonType::Array,
        }
    }

    /// Ends the value of a member of the top object.
    fn end_of_member(&mut self, kind: JsonType, end: u64) {
        match (self.member, kind) {
            (Member::Field(field), JsonType::String) => {
                let raw = self.raw_start..end - 1;
                *self.slot_mut(field) = match field.image_index() {
                    Some(index) => {
                        self.images[index] = self.image.as_mut().and_then(ImageText::end);
                        Slot::Image { raw }
                    }
                    None => Slot::Text { place: self.start..self.texts.length(), raw },
                };
            }
            (Member::Object(object), _) => {
                if let Some(place) = &mut self.objects[object] {
                    place.end = end;
                }
            }
            (Member::Unknown(Wrapper::Log), JsonType::Object) => self.log |= self.inside.has_entries(),
            (Member::Unknown(Wrapper::Info), JsonType::Object) => self.info |= self.inside.has_schema_or_id(),
            _ => {}
        }
    }
}

impl Handler for Members {
    fn begin_name(&mut self, depth: u32) {
        self.role = if depth <= Inside::DEEPEST { Role::Name } else { Role::Other };
        self.name.clear();
    }

    fn end_name(&mut self, depth: u32) {
        if depth == 1 {
            (self.search.in_screening, self.search.in_switch) = (false, false);
            return self.name_of_member();
        }
        let name = self.name.as_str();
        self.nested = if depth <= Inside::DEEPEST { Inside::bit(name) } else { 0 };
        match depth {
            2 => {
                self.search.in_screening =
                    self.member == Member::Object(ADDITIONAL_CHECKS) && name == "watchlistScreening"
            }
            3 => self.search.in_switch = self.search.in_screening && name == "enableSearch",
            _ => {}
        }
    }

    fn value(&mut self, depth: u32, value: JsonValue) {
        self.role = Role::Other;
        if self.nested != 0 {
            self.inside.name(depth, self.nested, value.kind == JsonType::Array);
            self.nested = 0;
        }
        if value.kind == JsonType::Object {
            self.inside.begin(depth + 1);
        }
        match depth {
            0 => {
                self.top.begin(value.kind);
                self.role = Role::Top;
            }
            1 => self.value_of_member(value),
            2 if self.search.in_screening => (self.search.is_asked, self.search.is_disabled) = (false, false),
            3 if self.search.in_switch => {
                self.search.is_disabled = value.kind == JsonType::Boolean && !value.is_true;
                self.role = Role::Name;
                self.name.clear();
            }
            _ => {}
        }
        if value.kind == JsonType::String {
            self.start = self.texts.length();
            self.raw_start = value.start + 1;
            if self.role == Role::Image {
                self.image = Some(ImageText::new());
            }
        }
    }

    fn text(&mut self, text: &[u8]) {
        match self.role {
            Role::Name => self.name.push(text),
            Role::Field => self.texts.push(text),
            Role::Image => {
                if let Some(image) = &mut self.image {
                    image.push(text);
                }
            }
            Role::Top => self.top.push(text),
            Role::Other => {}
        }
    }

    fn run(&mut self, rest: &[u8]) -> usize {
        match &mut self.image {
            Some(image) if self.role == Role::Image => image.run(rest),
            _ => 0,
        }
    }

    fn end_value(&mut self, depth: u32, kind: JsonType, end: u64) {
        match (depth, kind) {
            (1, _) => self.end_of_member(kind, end),
            (2, JsonType::Object) if self.search.in_screening => self.search.is_asked = !self.search.is_disabled,
            (3, JsonType::String) if self.search.in_switch => self.search.is_disabled = self.name.as_str() == "false",
            _ => {}
        }
    }

    #[inline]
    fn member(&mut self, name: &str, text: &str, start: u64) -> bool {
        let Some(field) = Field::from_name(name) else { return false };
        self.field(field, text.as_bytes(), start);
        true
    }
}

impl Members {
    /// Takes bytes of the image whose text is being read, which somebody else has decoded; `false` where they must come as text.
    pub(super) fn decoded(&mut self, bytes: &[u8]) -> bool {
        let image = self.image.as_mut().filter(|_| self.role == Role::Image);
        image.is_some_and(|image| image.push_decoded(bytes))
    }

    /// Takes the field of an image that is there, and not read.
    pub(super) fn present(&mut self, field: Field) {
        self.see(1 << field.index());
        *self.slot_mut(field) = Slot::Present;
    }

    /// Takes a field whose value is a text that begins at that byte of the body.
    #[inline]
    pub(super) fn field(&mut self, field: Field, text: &[u8], start: u64) {
        self.see(1 << field.index());
        let raw = start..start + text.len() as u64;
        let slot = match field.image_index() {
            Some(index) => {
                let image = self.image.insert(ImageText::new());
                image.push(text);
                self.images[index] = image.end();
                Slot::Image { raw }
            }
            None => {
                let place = self.texts.length();
                self.texts.push(text);
                Slot::Text { place: place..self.texts.length(), raw }
            }
        };
        *self.slot_mut(field) = slot;
    }
}

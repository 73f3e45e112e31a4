//! A day of the Gregorian calendar. It knows no clock.

use core::fmt;
use core::str::FromStr;

/// A day of the Gregorian calendar, years 1 to 9999.
///
/// ```
/// use netverify_rules::Date;
///
/// let day: Date = "2024-02-29".parse()?;
/// assert!(day > "2024-02-28".parse()?);
/// assert!("2023-02-29".parse::<Date>().is_err());
/// # Ok::<(), netverify_rules::ParseDateError>(())
/// ```
///
/// Its `Debug` does not show the day, which may be a date of birth; its `Display` writes it as a request does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Date(10 characters)")
    }
}

/// Why a text is no [`Date`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseDateError {
    /// Not four ASCII digits, a hyphen, two digits, a hyphen, two digits.
    #[error("a date is written YYYY-MM-DD")]
    Format,
    /// Well formed, but the calendar has no such day.
    #[error("the calendar has no such day")]
    Calendar,
}

impl Date {
    /// Returns the day of that year (1 to 9999), month (1 to 12) and day of the month.
    ///
    /// # Errors
    /// [`ParseDateError::Calendar`] when the calendar has no such day.
    pub const fn new(year: u16, month: u8, day: u8) -> Result<Date, ParseDateError> {
        if year == 0 || year > 9999 || day == 0 || day > days_in_month(year, month) {
            return Err(ParseDateError::Calendar);
        }
        Ok(Date { year, month, day })
    }

    /// Returns the day that these bytes write as `YYYY-MM-DD`.
    pub(crate) fn from_bytes(text: &[u8]) -> Result<Date, ParseDateError> {
        let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text else { return Err(ParseDateError::Format) };
        // The eight digits as one number.
        let (mut number, mut are_digits) = (0, true);
        for byte in [y0, y1, y2, y3, m0, m1, d0, d1] {
            number = number * 10 + u32::from(byte.wrapping_sub(b'0'));
            are_digits &= byte.is_ascii_digit();
        }
        if !are_digits {
            return Err(ParseDateError::Format);
        }
        Date::new((number / 10_000) as u16, (number / 100 % 100) as u8, (number % 100) as u8)
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }
}

const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Date, ParseDateError> {
        Date::from_bytes(text.as_bytes())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_gregorian() {
        for (text, result) in [
            ("2000-02-29", None),
            ("1900-02-29", Some(ParseDateError::Calendar)),
            ("2024-02-29", None),
            ("2023-02-29", Some(ParseDateError::Calendar)),
            ("2023-04-31", Some(ParseDateError::Calendar)),
            ("2023-12-31", None),
            ("2023-13-01", Some(ParseDateError::Calendar)),
            ("2023-00-01", Some(ParseDateError::Calendar)),
            ("2023-01-00", Some(ParseDateError::Calendar)),
            ("0000-01-01", Some(ParseDateError::Calendar)),
            ("0001-01-01", None),
            ("9999-12-31", None),
            ("2023-1-01", Some(ParseDateError::Format)),
            ("2023/01/01", Some(ParseDateError::Format)),
            ("2023-01-01 ", Some(ParseDateError::Format)),
            ("+023-01-01", Some(ParseDateError::Format)),
            ("２０２３-01", Some(ParseDateError::Format)),
            ("", Some(ParseDateError::Format)),
        ] {
            assert_eq!(text.parse::<Date>().err(), result, "{text}");
        }
    }

    #[test]
    fn what_is_printed_parses() {
        let day = Date::new(7, 1, 9).expect("a day");
        assert_eq!(day.to_string(), "0007-01-09");
        assert_eq!(day.to_string().parse(), Ok(day));
    }
}

//! Dates: the form, the calendar, and what is odd about a day.

use super::Reporter;
use crate::codes::Code;
use crate::date::{Date, ParseDateError};
use crate::fields::Field;

/// Checks one of the two fields of a date, dob or expiry. Without `today` no date is in the past or the future.
pub(crate) fn check(text: &str, field: Field, today: Option<Date>, reporter: &mut Reporter<'_>) {
    let day = match text.parse::<Date>() {
        Ok(day) => day,
        Err(error) => {
            let code = match error {
                ParseDateError::Format => Code::DateFormat,
                ParseDateError::Calendar => Code::DateCalendar,
            };
            reporter.add(code).incomplete(begins_a_date(text));
            return;
        }
    };
    let is_expiry = field == Field::Expiry;
    if !is_expiry && today.is_some_and(|today| day > today) {
        reporter.add(Code::DateInFuture);
    }
    if is_expiry && today.is_some_and(|today| day < today) {
        reporter.add(Code::DocumentExpired);
    }
    if day.year() < 1900 || (is_expiry && day.year() > 2100) {
        reporter.add(Code::DateImplausible);
    }
}

/// Checks whether the text is a proper prefix of some date of the calendar.
fn begins_a_date(text: &str) -> bool {
    /// One of these completes every prefix that can be completed: a leap year, a month of 31 days, a first and a 29th day.
    const COMPLETIONS: [[u8; 10]; 5] = [*b"2000-10-10", *b"0004-01-01", *b"0000-12-29", *b"0001-01-30", *b"0000-02-21"];
    text.len() < 10
        && COMPLETIONS.into_iter().any(|mut whole| {
            for (to, from) in whole.iter_mut().zip(text.bytes()) {
                *to = from;
            }
            Date::from_bytes(&whole).is_ok()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every proper prefix of every date, against the definition.
    #[test]
    fn prefixes_of_dates() {
        let mut prefixes = std::collections::HashSet::new();
        for year in [1, 4, 10, 100, 400, 900, 1000, 1900, 1999, 2000, 2023, 2024, 9996, 9999] {
            for month in 1..=12 {
                for day in 1..=31 {
                    if let Ok(date) = Date::new(year, month, day) {
                        let text = date.to_string();
                        prefixes.extend((0..10).map(|end| text[..end].to_owned()));
                    }
                }
            }
        }
        for prefix in &prefixes {
            assert!(begins_a_date(prefix), "{prefix}");
            for next in ["0", "1", "2", "3", "4", "9", "-"] {
                let longer = format!("{prefix}{next}");
                if longer.len() > 4 && longer.len() < 10 {
                    assert_eq!(begins_a_date(&longer), prefixes.contains(&longer), "{longer}");
                }
            }
        }
        for no in ["x", "199x", "19900", "1990-13", "1990-02-3", "2023-02-29", "1990-1-", "1990-01-011", "é", "0000-"]
        {
            assert!(!begins_a_date(no), "{no}");
        }
    }
}

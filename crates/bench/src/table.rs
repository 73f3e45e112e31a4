//! The results, as Markdown that can be read in a terminal, too.

use std::fmt::Write as _;
use std::time::Duration;

/// A claim: how many times quicker than a contender, or what part of its bandwidth, and what was found.
pub(crate) struct Row {
    pub(crate) workload: String,
    pub(crate) contender: String,
    pub(crate) ours: String,
    pub(crate) theirs: String,
    pub(crate) factor: f64,
    /// What is to be reached; `None` where the row is only told.
    pub(crate) wanted: Option<f64>,
}

impl Row {
    pub(crate) fn is_reached(&self) -> bool {
        self.wanted.is_none_or(|wanted| self.factor >= wanted)
    }

    fn verdict(&self) -> String {
        match self.wanted {
            None => String::new(),
            Some(_) if self.is_reached() => "reached".to_owned(),
            Some(wanted) => format!("not reached: {:.0} % of it", 100.0 * self.factor / wanted),
        }
    }
}

pub(crate) fn markdown(rows: &[Row]) -> String {
    let mut cells = vec![
        ["workload", "contender", "netverify-rules", "contender's", "factor", "wanted", "verdict"].map(str::to_owned),
    ];
    cells.extend(rows.iter().map(|row| {
        let wanted = row.wanted.map_or(String::new(), |wanted| format!("≥ {wanted}"));
        [
            row.workload.clone(),
            row.contender.clone(),
            row.ours.clone(),
            row.theirs.clone(),
            format!("{:.2}", row.factor),
            wanted,
            row.verdict(),
        ]
    }));
    let widths: [usize; 7] = std::array::from_fn(|i| cells.iter().map(|row| row[i].chars().count()).max().unwrap_or(0));
    cells.insert(1, widths.map(|width| "-".repeat(width)));
    let mut out = String::new();
    for row in cells {
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(out, "| {cell}{} ", " ".repeat(width - cell.chars().count()));
        }
        out.push_str("|\n");
    }
    out
}

pub(crate) fn in_words(time: Duration) -> String {
    let nanoseconds = time.as_nanos() as f64;
    match nanoseconds {
        ..1e3 => format!("{nanoseconds:.0} ns"),
        ..1e6 => format!("{:.2} µs", nanoseconds / 1e3),
        ..1e9 => format!("{:.2} ms", nanoseconds / 1e6),
        _ => format!("{:.2} s", nanoseconds / 1e9),
    }
}

/// A number with its thousands apart.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_readable() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1 000", "1 234 567"]);
        for (nanoseconds, expected) in
            [(5, "5 ns"), (1500, "1.50 µs"), (2_340_000, "2.34 ms"), (1_500_000_000, "1.50 s")]
        {
            assert_eq!(in_words(Duration::from_nanos(nanoseconds)), expected);
        }
    }

    #[test]
    fn a_row_says_how_far_it_came() {
        let row = |factor, wanted| Row {
            workload: "w".into(),
            contender: "c".into(),
            ours: "1".into(),
            theirs: "2".into(),
            factor,
            wanted,
        };
        assert_eq!(row(3.0, Some(3.0)).verdict(), "reached");
        assert_eq!(row(1.5, Some(3.0)).verdict(), "not reached: 50 % of it");
        assert_eq!(row(1.5, None).verdict(), "");
        let lines: Vec<usize> = markdown(&[row(1.0, None)]).lines().map(|line| line.chars().count()).collect();
        assert!(lines.len() == 3 && lines.iter().all(|length| *length == lines[0]), "{lines:?}");
    }
}

//! The results as rows of a Markdown table.

use std::error::Error;
use std::fmt;
use std::path::Path;
use std::time::Duration;

/// A comparison: how many times longer the contender takes, and how many times it is to be at least.
pub(crate) struct Row {
    pub(crate) workload: String,
    contender: String,
    ours: Duration,
    theirs: Duration,
    ratio: f64,
    aim: f64,
}

pub(crate) const HEADER: &str = "\
| workload                                 | contender                          | ours      | contender | ratio | aim    | holds    |
|------------------------------------------|------------------------------------|-----------|-----------|-------|--------|----------|
";

impl Row {
    /// Returns the row of two contenders' times, one a round: the medians, and the median of the rounds' ratios.
    pub(crate) fn new(workload: &str, contender: &str, ours: &[Duration], theirs: &[Duration], aim: f64) -> Self {
        let ratios = ours.iter().zip(theirs).map(|(ours, theirs)| theirs.div_duration_f64(*ours)).collect();
        Row {
            workload: workload.to_owned(),
            contender: contender.to_owned(),
            ours: median(ours.to_vec(), Duration::cmp),
            theirs: median(theirs.to_vec(), Duration::cmp),
            ratio: median(ratios, f64::total_cmp),
            aim,
        }
    }

    pub(crate) fn holds(&self) -> bool {
        self.ratio >= self.aim
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Row { workload, contender, ours, theirs, ratio, aim } = self;
        write!(f, "| {workload:<40} | {contender:<34} | {ours:>9.2?} | {theirs:>9.2?} | {ratio:>5.2} | ≥ {aim:<4} | ")?;
        let holds = if self.holds() { "yes".to_owned() } else { format!("no, {:.0} %", 100.0 * ratio / aim) };
        writeln!(f, "{holds:<8} |")
    }
}

fn median<T: Copy>(mut of: Vec<T>, order: fn(&T, &T) -> std::cmp::Ordering) -> T {
    of.sort_unstable_by(order);
    of[of.len() / 2]
}

/// Puts a report between the marks of that name in a file.
pub(crate) fn write_between(file: &Path, name: &str, report: &str) -> Result<(), Box<dyn Error>> {
    let [begin, end] = ["begin", "end"].map(|mark| format!("<!-- {mark}: {name} -->\n"));
    let text = std::fs::read_to_string(file)?;
    let parts = text.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let (before, after) = parts.ok_or_else(|| format!("{} has no marks of {name}", file.display()))?;
    Ok(std::fs::write(file, format!("{before}{begin}\n{report}\n{end}{after}"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_compares_times_of_the_same_round() {
        let times = |times: [u64; 3]| times.map(Duration::from_micros);
        // The machine was slow in the second round, for both.
        let row = |aim| Row::new("w", "c", &times([10, 100, 11]), &times([30, 300, 22]), aim);
        assert!(row(3.0).holds() && !row(3.1).holds());
        let text = row(4.0).to_string();
        let cells: Vec<&str> = text.split('|').map(str::trim).collect();
        assert_eq!(cells, ["", "w", "c", "11.00µs", "30.00µs", "3.00", "≥ 4", "no, 75 %", ""]);
        assert!(HEADER.lines().all(|line| line.chars().count() == text.trim_end().chars().count()), "{text}");
    }

    #[test]
    fn a_report_goes_between_its_marks() {
        let file = std::env::temp_dir().join(format!("netverify-bench-test-{}.md", std::process::id()));
        std::fs::write(&file, "a\n<!-- begin: x -->\nold\n<!-- end: x -->\nb\n").expect("a file");
        write_between(&file, "y", "new\n").expect_err("other marks");
        write_between(&file, "x", "new\n").expect("marks");
        let text = std::fs::read_to_string(&file).expect("a file");
        std::fs::remove_file(&file).expect("a file");
        assert_eq!(text, "a\n<!-- begin: x -->\n\nnew\n\n<!-- end: x -->\nb\n");
    }
}
